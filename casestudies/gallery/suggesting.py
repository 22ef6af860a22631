"""What a search box offers while somebody types: stories, terms, organisations."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from casestudies.search import facets, finding, synonyms, vocabulary
from casestudies.search.bitmaps import current
from casestudies.search.words import STOP_WORDS, tokenise
from casestudies.stories.models import Revision

MAX_CHARACTERS, LEAST_CHARACTERS = 80, 2
MAX_TOKENS = 6
STORIES, TERMS, ORGANISATIONS = 4, 5, 3


def suggestions(words):
    """Groups of options, each {"label": str, "options": [{"text", "more", "url"}]}.

    Published content alone. A bounded number of queries, whatever there is.
    """
    words = words.replace("\x00", " ")[:MAX_CHARACTERS]
    tokens = [each for each in tokenise(words) if each not in STOP_WORDS][:MAX_TOKENS]
    if not any(len(token) >= LEAST_CHARACTERS for token in tokens):
        return []
    groups = [
        (gettext("Stories"), _stories(words)),
        (gettext("Settings, themes and places"), _terms(tokens)),
        (gettext("Organisations"), _organisations(tokens)),
    ]
    return [{"label": label, "options": each} for label, each in groups if each]


def said(groups):
    """How many there are, to be read out."""
    total = sum(len(group["options"]) for group in groups)
    if not total:
        return gettext("No suggestions.")
    text = ngettext("%(total)s suggestion.", "%(total)s suggestions.", total)
    return text % {"total": total} + " " + gettext("Use the arrow keys to choose one.")


def _stories(words):
    ids = finding.suggest(words, STORIES)
    published = Revision.objects.published().filter(case_study__in=ids)
    found = {
        each.case_study_id: each for each in published.select_related("case_study")
    }
    return [
        _option(found[key].headline, "", found[key].case_study.get_absolute_url())
        for key in ids
        if key in found
    ]


def _terms(tokens):
    """Terms with stories whose name has words that begin so, or that mean the same."""
    known, numbers = facets.known_terms(), finding.counts()
    closed = facets.closed_boards()
    wanted = [tokens, *_synonyms(tokens)]
    found = []
    for facet in facets.FACETS:
        for slug, label in known[facet.name].items():
            number = numbers[facet.name].get(slug, 0)
            is_over = facet.name == "icb" and slug in closed
            if facets.standing(0 if is_over else number) != "filter":
                continue
            if any(_begins(str(label), each) for each in wanted):
                address = f"{reverse('gallery:list')}?{urlencode({facet.name: slug})}"
                more = f"{facet.label}, {_here(number)}"
                found.append((-number, _option(str(label), more, address)))
    found.sort(key=lambda pair: pair[0])
    return [option for _number, option in found[:TERMS]]


def _synonyms(tokens):
    same = synonyms.current(current()).get(tuple(tokens), {})
    return [tokenise(expression) for expression in same]


def _begins(label, tokens):
    words = tokenise(label)
    wanted = [token for token in tokens if token not in STOP_WORDS]
    return bool(wanted) and all(
        any(word.startswith(token) for word in words) for token in wanted
    )


def _organisations(tokens):
    return [
        _option(
            name,
            _here(number),
            reverse("gallery:list") + "?" + urlencode({"q": f'"{name}"'}),
        )
        for name, number in vocabulary.names_with(tokens, ORGANISATIONS)
    ]


def _here(number):
    text = ngettext("%(number)s story here", "%(number)s stories here", number)
    return text % {"number": intcomma(number)}


def _option(text, more, url):
    return {"text": text, "more": more, "url": url}
