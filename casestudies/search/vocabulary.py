"""The words of the published stories with their counts, kept as stories come and go."""

import itertools
from collections import Counter
from collections.abc import Iterable

from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from casestudies.search.likeness import sound
from casestudies.search.models import Said, Word
from casestudies.search.shapes import Document
from casestudies.search.snippets import storable
from casestudies.search.words import STOP_WORDS, tokenise

MAX_LETTERS, MAX_WORDS = 30, 5_000  # of a word, of a story
MAX_NAME = 200
BATCH = 400
BEGUN = 8  # words that an unfinished one may become
LEAST_LETTERS = 3

# A word, or the plain form of a name.
Key = tuple[str, bool]


def put(document: Document) -> None:
    """Count a story's words, in place of those it had before."""
    new = keys(document)
    old = _said(document.study)
    shown = dict(zip(map(_plain_name, _names(document)), _names(document), strict=True))
    _take_off(old - new)
    _add(new - old, shown)
    Said.objects.update_or_create(study=document.study, defaults=_stored(new))


def remove(study: int) -> None:
    """Take a story's words off the counts; those that it alone had are gone."""
    _take_off(_said(study))
    Said.objects.filter(study=study).delete()


class Rebuilding:
    """Counts a whole library batch by batch, and writes the words at its end."""

    def __init__(self) -> None:
        self.counts: Counter[Key] = Counter()
        self.shown: dict[str, str] = {}
        Word.objects.all().delete()
        Said.objects.all().delete()

    def add(self, documents: Iterable[Document]) -> None:
        rows = []
        for document in documents:
            found = keys(document)
            self.counts.update(found)
            for name in _names(document):
                self.shown[_plain_name(name)] = name
            rows.append(Said(study=document.study, **_stored(found)))
        Said.objects.bulk_create(rows, batch_size=BATCH)

    def finish(self) -> None:
        words = (_row(key, self.shown, n) for key, n in sorted(self.counts.items()))
        Word.objects.bulk_create(words, batch_size=BATCH)


def keys(document: Document) -> set[Key]:
    """The words and names that readers can look for."""
    texts = (document.headline, document.summary, document.tips, document.body)
    tokens = (token for text in (*texts, document.names) for token in tokenise(text))
    words = dict.fromkeys(token for token in tokens if _is_word(token))
    names = (_plain_name(name) for name in _names(document))
    found: set[Key] = {(word, False) for word in itertools.islice(words, MAX_WORDS)}
    return found | {(name, True) for name in names}


def known(tokens: Iterable[str]) -> set[str]:
    """Those that stand in a published story just so. One query."""
    rows = Word.objects.filter(word__in=list(tokens), is_name=False)
    return set(rows.values_list("word", flat=True))


def begun(tokens: Iterable[str]) -> dict[str, list[str]]:
    """The commonest words that begin with each of the tokens, those of one or two
    letters left out. One query."""
    tokens = [token for token in tokens if len(token) >= LEAST_LETTERS]
    if not tokens:
        return {}
    any_of = Q()
    for token in tokens:
        any_of |= Q(front=token[:3], word__startswith=token)
    # Each word under the longest token that it begins with: the commonest of "com"
    # are among those of "com" and those of "comp".
    longest_first = sorted(tokens, key=len, reverse=True)
    begins = Case(
        *(When(word__startswith=token, then=Value(token)) for token in longest_first)
    )
    place = Window(RowNumber(), partition_by=begins, order_by=["-stories", "word"])
    rows = Word.objects.filter(any_of, is_name=False).annotate(place=place)
    found: dict[str, list[str]] = {}
    for word in rows.filter(place__lte=BEGUN).values_list("word", flat=True):
        for token in tokens:
            if word.startswith(token):
                found.setdefault(token, []).append(word)
    return {token: words[:BEGUN] for token, words in found.items()}


def names_with(tokens: Iterable[str], number: int) -> list[tuple[str, int]]:
    """(name, stories) of organisations, each token being the beginning of a word of
    it; most stories first. One query."""
    rows = Word.objects.filter(is_name=True)
    for token in tokens:
        rows = rows.filter(Q(word__startswith=token) | Q(word__contains=f" {token}"))
    return list(rows.values_list("shown", "stories")[:number])


def _is_word(token: str) -> bool:
    fits = 1 < len(token) <= MAX_LETTERS
    return fits and not token.isdigit() and token not in STOP_WORDS


def _names(document: Document) -> list[str]:
    names = (storable(" ".join(n.split()))[:MAX_NAME] for n in document.organisations)
    by_plain = {_plain_name(name): name for name in names}
    return [name for plain, name in by_plain.items() if plain]


def _plain_name(name: str) -> str:
    return " ".join(tokenise(name))[:MAX_NAME]


def _stored(found: set[Key]) -> dict[str, str]:
    return {
        "words": " ".join(sorted(word for word, is_name in found if not is_name)),
        "names": "\n".join(sorted(word for word, is_name in found if is_name)),
    }


def _said(study: int) -> set[Key]:
    said = Said.objects.filter(study=study).first()
    if said is None:
        return set()
    words: set[Key] = {(word, False) for word in said.words.split()}
    return words | {(name, True) for name in said.names.splitlines()}


def _take_off(gone: set[Key]) -> None:
    for rows in _rows(gone):
        rows.update(stories=F("stories") - 1)
        rows.filter(stories=0).delete()


def _add(new: set[Key], shown: dict[str, str]) -> None:
    had: set[Key] = set()
    for rows in _rows(new):
        had.update(rows.values_list("word", "is_name"))
        rows.update(stories=F("stories") + 1)
    missing = (_row(key, shown, 1) for key in sorted(new - had))
    Word.objects.bulk_create(missing, batch_size=BATCH)


def _rows(wanted: set[Key]):  # type: ignore[no-untyped-def]
    """Querysets of these words, so large as a statement may be."""
    for is_name in (False, True):
        words = sorted(word for word, named in wanted if named == is_name)
        for start in range(0, len(words), BATCH):
            batch = words[start : start + BATCH]
            yield Word.objects.filter(is_name=is_name, word__in=batch)


def _row(key: Key, shown: dict[str, str], stories: int) -> Word:
    word, is_name = key
    return Word(
        word=word,
        is_name=is_name,
        shown=shown.get(word, "") if is_name else "",
        stories=stories,
        front="" if is_name else word[:3],
        back="" if is_name else word[-3:],
        sound="" if is_name else sound(word),
    )
