"""Small counts of people: finding them in words, so that nobody is singled out.

Method 43: a count under five about people is refused, and so is a total whose
remainder would be under five. What is not clear is refused too, with a way out.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

ONES = str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS = str.split("twenty thirty forty fifty sixty seventy eighty ninety")
WORDS = {word: float(value) for value, word in enumerate(ONES)}
WORDS |= {word: float(10 * tens) for tens, word in enumerate(TENS, start=2)}
WORDS |= {"no": 0.0, "none": 0.0, "nobody": 0.0, "single": 1.0, "couple": 2.0}
WORDS |= {"pair": 2.0, "few": 3.0, "several": 4.0, "handful": 4.0, "dozen": 12.0}
WORDS |= {"dozens": 24.0, "once": 1.0, "twice": 2.0, "half": 0.5}
TIMES = {"hundred": 100.0, "thousand": 1000.0, "million": 1_000_000.0, "k": 1000.0}

# The unit that comes first says what was counted.
PEOPLE = frozenset(
    str.split(
        "people person persons patient patients carer carers volunteer volunteers man men "
        "woman women child children boy boys girl girls baby babies adult adults teenager "
        "teenagers resident residents member members staff nurse nurses doctor doctors gp "
        "gps midwife midwives worker workers client clients user users visitor visitors "
        "family families couple couples parent parents mother mothers father fathers "
        "household households learner learners student students trustee trustees friend "
        "friends neighbour neighbours guest guests participant participants caller callers "
        "veteran veterans refugee refugees somebody someone everyone everybody"
    )
)
THINGS = frozenset(
    str.split(
        "percent cent pence pound pounds gbp euro euros second seconds minute minutes hour "
        "hours day days night nights week weeks fortnight month months quarter quarters "
        "year years mile miles metre metres km kilometres litre litres kg tonne tonnes "
        "degrees star stars score scores rating times time ward wards site sites hospital "
        "hospitals surgery surgeries practice practices pharmacy pharmacies organisation "
        "organisations charity charities group groups trust trusts board boards council "
        "councils building buildings room rooms garden gardens bench benches table tables "
        "van vans bus buses minibus minibuses car cars bike bikes session sessions meeting "
        "meetings event events course courses workshop workshops class classes walk walks "
        "town towns village villages county counties city cities school schools"
    )
)
# "9 in 100" is a rate, and says nothing of how many were asked.
RATE_BASES = {10, 100, 1000, 10_000, 100_000}
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[£$€%<]|[^\W\d_]+")
NEAR = 4
BELOW = ("under", "below", "<", "fewer than", "less than")


@dataclass(frozen=True)
class Token:
    text: str
    number: float | None = None


def reason_against(value: str, what: str, smallest: int) -> str:
    """Why a number answer cannot be shown, in plain words; empty when it can.

    ``value`` and ``what`` are the answer's own words ("3", "people"); ``smallest``
    is the fewest people that may be counted.
    """
    tokens = _tokens(value)
    counts = [place for place, one in enumerate(tokens) if one.number is not None]
    if not counts:
        return _("Write the number in figures, such as 212.")
    together = tokens + _tokens(what)
    for place in counts:
        if reason := _against(together, place, smallest, is_the_value=True):
            return reason
    for place in range(len(tokens), len(together)):
        if reason := _against(together, place, smallest, is_the_value=False):
            return reason
    return ""


def _against(tokens: list[Token], place: int, smallest: int, *, is_the_value: bool):
    number = tokens[place].number
    if number is None:
        return ""
    before, after = tokens[:place], tokens[place + 1 :]
    if is_the_value and " ".join(one.text for one in before[-2:]).endswith(BELOW):
        number -= 1
    if base := _base(after):
        return _against_share(number, base, after, smallest)
    if total := _percentage_base(after):
        return _against_part(number / 100 * total, total, smallest)
    if number >= smallest or _is_money(before):
        return ""
    unit = _unit(after if is_the_value else after[:NEAR])
    if _is_part_of_them(after):
        unit = _unit(before[::-1])
    if unit == "things" or (unit == "" and not is_the_value):
        return ""
    return _too_few(smallest, is_sure=unit == "people")


def _base(after: list[Token]) -> float:
    """The 14 of "12 of 14" and "12 out of the 14"; 0 when there is none."""
    words = [one.text for one in after[:4]]
    if not words or words[0] not in {"in", "of", "out", "from"}:
        return 0
    for one in after[1:4]:
        if one.number is not None:
            return one.number
        if one.text not in {"of", "the", "our", "every", "all"}:
            return 0
    return 0


def _against_share(number: float, base: float, after: list[Token], smallest: int):
    is_rate = after[0].text in {"in", "out"} and base in RATE_BASES
    if is_rate or number > base or _unit(after) == "things":
        return ""
    return _against_part(number, base, smallest)


def _percentage_base(after: list[Token]) -> float:
    """The 50 of "96% of 50 people"; 0 when there is none."""
    words = [one.text for one in after[:2]]
    if words[:1] in (["%"], ["percent"]):
        return _base(after[1:])
    if words == ["per", "cent"]:
        return _base(after[2:])
    return 0


def _against_part(part: float, total: float, smallest: int) -> str:
    if 0 < total - part < smallest:
        return _(
            "This leaves fewer than %(smallest)d people out, so somebody could work "
            "out who they are. Give a number about a bigger group, or leave it out."
        ) % {"smallest": smallest}
    return _too_few(smallest, is_sure=True) if part < smallest else ""


def _too_few(smallest: int, *, is_sure: bool) -> str:
    if is_sure:
        return _(
            "This counts fewer than %(smallest)d people, so somebody could work out "
            "who they are. Count over a longer time, or leave the number out."
        ) % {"smallest": smallest}
    return _(
        "If this counts people, there are fewer than %(smallest)d of them, and "
        "somebody could work out who they are. Say what else you counted, such as "
        "hours or wards, or leave the number out."
    ) % {"smallest": smallest}


def _is_money(before: list[Token]) -> bool:
    return bool(before) and before[-1].text in {"£", "$", "€"}


def _is_part_of_them(after: list[Token]) -> bool:
    """The "of whom" of "12 patients, 3 of whom": the unit stands before."""
    return [one.text for one in after[:2]] in (["of", "whom"], ["of", "them"])


def _unit(after: list[Token]) -> str:
    for one in after:
        if one.text in PEOPLE:
            return "people"
        if one.text in THINGS or one.text == "%":
            return "things"
    return ""


def _tokens(text: str) -> list[Token]:
    """Words and signs, with the numbers in figures or in words read as numbers."""
    plain = unicodedata.normalize("NFKC", str(text)).lower()
    plain = re.sub(r"(?<=\d)[ \u00a0](?=\d{3}\b)", ",", plain)
    tokens: list[Token] = []
    for word in TOKEN.findall(plain):
        number = _number(word)
        last = tokens[-1].number if tokens else None
        if word in TIMES and last is not None:
            tokens[-1] = Token(tokens[-1].text, last * TIMES[word])
        elif word in TIMES and word != "k":
            tokens.append(Token(word, TIMES[word]))
        elif _completes(word, tokens):
            tokens[-1] = Token(word, WORDS[tokens[-1].text] + WORDS[word])
        else:
            tokens.append(Token(word, number))
    return tokens


def _completes(word: str, tokens: list[Token]) -> bool:
    """The "two" of "forty-two"."""
    return word in ONES[1:10] and bool(tokens) and tokens[-1].text in TENS


def _number(word: str) -> float | None:
    if word[0].isdigit():
        try:
            return float(word.replace(",", ""))
        except ValueError:
            return None
    return WORDS.get(word)
