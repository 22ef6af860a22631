"""What stops a draft from being submitted, each with where it can be mended."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from casestudies.stories import composing, places, rendering
from casestudies.stories.composing import (
    CARE_SETTINGS_AT_MOST,
    ENABLERS_AT_MOST,
    SUMMARY_WORDS,
    THEMES_AT_MOST,
)
from casestudies.stories.models import Revision
from inquiry.protocols import kinds, wording
from inquiry.protocols.models import Kind, Place

# Letters, so that one endless word does not break a page, an address or a letter.
LONGEST_LINE = 200
NO_HEADLINE = gettext_lazy("Write a headline.")
# What the page calls the places that are no passage.
HEADINGS = {
    Place.ENABLERS: gettext_lazy("What helped the most"),
    Place.PARTNERS: gettext_lazy("Who worked together"),
    Place.TOUCH_POINT: gettext_lazy("Where the sectors meet"),
}


@dataclass(frozen=True)
class Problem:
    """One sentence, the address where it can be mended, and the key of the place."""

    message: str
    url: str
    key: str


class NotReadyError(Exception):
    """A story was sent that still has problems; they are in ``problems``."""

    def __init__(self, problems):
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def problems(revision, ticks=None) -> list[Problem]:
    """All that is still missing or over its limit, in the order of the pages.

    ``ticks`` are the keys of the consents that were ticked; None leaves them out, for
    a page that only tells how far the story is.
    """
    inquiry = revision.case_study.inquiry
    telling = reverse("stories:telling", args=[inquiry.key])
    found = [
        Problem(_named(question, sentence), f"{telling}#part-{question.key}", key)
        for question, value in places.read_all(revision, places.told(inquiry.version))
        for key, sentence in _of_place(revision, question, value)
    ]
    found += _of_private_answers(inquiry)
    found += _of_membership(inquiry)
    found += [
        Problem(sentence, f"{telling}#part-{key}", key)
        for key, sentence in [
            *_of_summary(revision),
            *_of_terms(revision),
            *_of_location(revision),
        ]
    ]
    if ticks is not None:
        found += _of_ticks(inquiry.version, ticks)
    return found


def label(question):
    """What a place is called: its heading on the page."""
    own = question.page_heading or question.get_place_display()
    return HEADINGS.get(question.place, own)


def _named(question, sentence):
    if sentence == NO_HEADLINE:
        return sentence
    return f"{label(question)}: {sentence}"


def _of_place(revision, question, value):
    if question.kind in {Kind.LONG, Kind.SHORT}:
        value = rendering.plain(value)
    sentences = kinds.problems(question, value)
    if question.place == Place.HEADLINE and not value:
        sentences = [str(NO_HEADLINE)]
    if question.place == Place.INSPIRED_BY:
        sentences = _of_sources(revision, value, sentences)
    if question.place == Place.ENABLERS and not sentences:
        sentences = _of_enablers(value)
    if not sentences and any(
        len(line) > LONGEST_LINE for line in _lines(question, value)
    ):
        sentences = [gettext("One line is too long. Make it shorter.")]
    return [(question.key, sentence) for sentence in sentences]


def _of_enablers(chosen):
    """Each story has one to three (method 20), whether the question must be answered
    or not."""
    if 1 <= len(chosen) <= ENABLERS_AT_MOST:
        return []
    return [gettext("Choose one to three things that made it possible.")]


def _of_sources(revision, value, sentences):
    """Taken-down sources need no other (method 31); circles are refused (method 28)."""
    sources = set(revision.inspired_by.values_list("pk", flat=True))
    if _descends_from(revision.case_study_id, sources):
        return [gettext("One of these stories began with yours. Choose another.")]
    return [] if sources and not value else sentences


def _descends_from(case_study, sources):
    """Whether a case study stands somewhere in the line of its own sources."""
    seen: set[int] = set()
    while sources:
        if case_study in sources:
            return True
        seen |= sources
        earlier = Revision.objects.published().filter(case_study__in=sources)
        found = earlier.values_list("inspired_by", flat=True)
        sources = {pk for pk in found if pk} - seen
    return False


def _lines(question, value):
    """The one-line texts of a value that stand in headings, lists and letters."""
    if question.place == Place.HEADLINE:
        return [value]
    if question.place == Place.PARTNERS:
        return [row["organisation"] for row in value]
    if question.place == Place.OUTCOME:
        return list(value.values())
    return []


def _of_private_answers(inquiry):
    answers = {answer.question_id: answer.value for answer in inquiry.answers.all()}
    shown = places.told(inquiry.version)
    for question in wording.questions(inquiry.version):
        if question in shown:
            continue
        url = reverse("telling:question", args=[inquiry.key, question.key])
        for sentence in kinds.problems(question, answers.get(question.pk)):
            yield Problem(f"{question.prompt} {sentence}", url, question.key)


def _of_membership(inquiry):
    """Nobody speaks for an organisation that has not let them in yet."""
    tellers = [teller.pk for teller in inquiry.tellers()]
    memberships = inquiry.organisation.memberships.filter(user__in=tellers)
    if memberships.approved().exists():
        return
    sentence = gettext("Ask to join %(organisation)s before you send its story.")
    if memberships.pending().exists():
        sentence = gettext("Wait until %(organisation)s says that you belong to it.")
    yield Problem(
        sentence % {"organisation": inquiry.organisation},
        inquiry.organisation.get_absolute_url(),
        "membership",
    )


def _of_summary(revision):
    words = len(revision.summary.split())
    if not words:
        yield composing.SUMMARY, gettext("Write a summary of the story.")
    elif words > SUMMARY_WORDS:
        yield (
            composing.SUMMARY,
            ngettext(
                "Cut the summary by %(count)d word. It may have %(limit)d words.",
                "Cut the summary by %(count)d words. It may have %(limit)d words.",
                words - SUMMARY_WORDS,
            )
            % {"count": words - SUMMARY_WORDS, "limit": SUMMARY_WORDS},
        )
    elif not revision.summary_confirmed:
        yield composing.SUMMARY, gettext("Read the summary and say that it is right.")


def _of_terms(revision):
    if not 1 <= len(revision.care_settings.all()) <= CARE_SETTINGS_AT_MOST:
        yield (
            composing.TERMS,
            gettext("Choose one to three care settings, and save them."),
        )
    if not 1 <= len(revision.themes.all()) <= THEMES_AT_MOST:
        yield composing.TERMS, gettext("Choose one to four themes, and save them.")
    elif not revision.terms_confirmed:
        yield (
            composing.TERMS,
            gettext(
                "Look at the care settings and themes, and save them if they are right."
            ),
        )


def _of_location(revision):
    nation, region, board = revision.nation, revision.region, revision.board
    if nation is None:
        yield composing.PLACE, gettext("Choose the nation where this happened.")
    elif region and region.nation_id != nation.pk:
        yield composing.PLACE, gettext("Choose a region of the nation you chose.")
    elif board and board.region_id != (region.pk if region else None):
        yield (
            composing.PLACE,
            gettext("Choose an integrated care board of the region you chose."),
        )


def _of_ticks(version, ticks):
    for tick in version.consent.get("ticks", []):
        if tick["required"] and tick["key"] not in ticks:
            key = f"tick-{tick['key']}"
            sentence = gettext("Tick to agree: %(wording)s") % {
                "wording": tick["label"]
            }
            yield Problem(sentence, f"#id_{key}", key)
