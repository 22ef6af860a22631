"""Another spelling of words that no story has, from the words that stories have."""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Length

from casestudies.search import vocabulary
from casestudies.search.likeness import distance, sound
from casestudies.search.models import Word
from casestudies.search.words import STOP_WORDS, TOKEN, parse, plain

LEAST_LETTERS = 4
MAX_WORDS = 3  # that are put right in one search
POOL = 500  # words that are looked at for one


def corrected(words: str) -> str:
    """What was typed with likelier words in it; empty where there are none.

    At most one query, and one for each of three words.
    """
    typed = {
        token
        for clauses in parse(words)
        for clause in clauses
        for token in clause.typed
        if len(token) >= LEAST_LETTERS and token not in STOP_WORDS
    }
    unknown = sorted(typed - vocabulary.known(typed))[:MAX_WORDS]
    better = {token: word for token in unknown if (word := likeliest(token))}
    return _replaced(words, better) if better else ""


def likeliest(token: str) -> str:
    """The word of the stories that is most like this one; empty if none is."""
    most = 1 if len(token) < 6 else 2
    own_sound = sound(token)
    likely = []
    for word, stories in _pool(token, own_sound, most):
        far = distance(token, word, most + 1)
        is_alike = sound(word) == own_sound
        if far <= most + is_alike:
            likely.append((far, not is_alike, -stories, word))
    return min(likely)[-1] if likely else ""


def _pool(token: str, own_sound: str, most: int) -> Iterable[tuple[str, int]]:
    """Words with the same beginning, end or sound, the commonest of them."""
    alike = Q(front=token[:3]) | Q(back=token[-3:]) | Q(sound=own_sound)
    rows = Word.objects.filter(alike, is_name=False).annotate(letters=Length("word"))
    rows = rows.filter(letters__gte=len(token) - most - 1)
    rows = rows.filter(letters__lte=len(token) + most + 1)
    return rows.values_list("word", "stories")[:POOL]


def _replaced(words: str, better: dict[str, str]) -> str:
    """Only whole words change; quotation marks and signs stay where they are."""
    pieces, last = [], 0
    for match in TOKEN.finditer(words):
        token = plain(match.group())[0]
        pieces += [words[last : match.start()], better.get(token, match.group())]
        last = match.end()
    return "".join([*pieces, words[last:]])
