"""What in a text could tell who somebody is: a warning for people, never a gate.

``find(text)`` gives the passages of one text, in order and without overlaps, as
``Finding(start, end, text, kind)``: ``text[start:end]`` is the passage, ``kind`` one of
``Kind`` and ``why`` a plain sentence on what to do. Nothing is kept or sent anywhere.
It reads British English. It misses names without a title, and it warns of some
passages that name nobody: only people can judge, so nothing may be refused for it.
The time is linear in the length of the text: every repeat of a pattern is bounded,
and what stands before a passage is looked at for some dozens of letters only.

Sources of the shapes:

- Why more than names, and the "motivated intruder": Information Commissioner's
  Office, "Anonymisation: how do we ensure anonymisation is effective?".
- Ages over 89: the Safe Harbor list of the United States, 45 CFR 164.514(b)(2)(i)(C).
- NHS number: ten digits, the last a check digit (modulus 11); NHS Data Dictionary,
  "NHS NUMBER", worked out by python-stdnum. An ISBN of ten digits has the same check
  digit and is known by its word.
- Postcodes: BS 7666 and Royal Mail, "Postcode Address File", with the 124 areas.
- Phone numbers: Ofcom, "National Telephone Numbering Plan": 0 or +44 and then nine or
  ten digits; short ones only after "ext", "bleep" or "tel".
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.gb import nhs

from casestudies.stories.identifying_words import (
    AREAS,
    FIGURES,
    NO_NAME,
    WORDS_AS_WELL,
)


class Kind(models.TextChoices):
    """In the order in which one wins over another at the same place."""

    NHS_NUMBER = "nhs-number", _("NHS number")
    EMAIL = "email", _("E-mail address")
    BIRTH = "birth", _("Date of birth")
    PHONE = "phone", _("Phone number")
    POSTCODE = "postcode", _("Postcode")
    NAME = "name", _("Name")
    AGE = "age", _("Age over 89")
    BED = "bed", _("Bed or room")


WHY = {
    Kind.NHS_NUMBER: _(
        "This looks like an NHS number. It belongs to one person. Take it out."
    ),
    Kind.EMAIL: _(
        "This looks like an e-mail address. It can lead to one person. Take it out, "
        "unless it is an organisation's own and it agrees."
    ),
    Kind.BIRTH: _(
        "This looks like a date of birth. It can tell who somebody is. Take it out, "
        "or say roughly how old they were."
    ),
    Kind.PHONE: _(
        "This looks like a phone number. It can lead to one person. Take it out, "
        "unless it is an organisation's own and it agrees."
    ),
    Kind.POSTCODE: _(
        "This looks like a full postcode. It can lead to somebody's home. Name the "
        "town or the area instead."
    ),
    Kind.NAME: _(
        "This looks like somebody's name. Say who they are by what they do, such as "
        "“a nurse”, unless they agreed to be named."
    ),
    Kind.AGE: _(
        "Few people live to over 89, so their age can tell who they are. Say “in old "
        "age” instead."
    ),
    Kind.BED: _(
        "A bed, bay or room can tell who was in it. Take the number out, or say “on "
        "the ward”."
    ),
}


@dataclass(frozen=True)
class Finding:
    """One passage that could tell who somebody is."""

    start: int
    end: int
    text: str
    kind: Kind

    @property
    def why(self):
        return WHY[self.kind]


def find(text: str) -> list[Finding]:
    """All passages of a text, in order; where two overlap, the surer one stays."""
    spans = [
        (start, end, kind)
        for kind in Kind
        for start, end in FINDERS[kind](text)
        if start < end
    ]
    order = {kind: number for number, kind in enumerate(Kind)}
    taken: list[tuple[int, int, Kind]] = []
    for start, end, kind in sorted(spans, key=lambda one: (one[0], order[one[2]])):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end, kind))
        elif order[kind] < order[taken[-1][2]]:
            taken[-1] = (start, end, kind)
    return [Finding(start, end, text[start:end], kind) for start, end, kind in taken]


def pieces(text: str) -> Iterator[tuple[str, Finding | None]]:
    """The whole text cut at its findings, to mark them where they stand."""
    at = 0
    for finding in find(text):
        if finding.start > at:
            yield text[at : finding.start], None
        yield finding.text, finding
        at = finding.end
    if at < len(text):
        yield text[at:], None


def _before(text: str, at: int, letters: int = 40) -> str:
    """The end of what stands before a place, within its sentence and line."""
    return re.split(r"[.!?\n]\s", text[max(0, at - letters) : at])[-1]


Spans = Iterator[tuple[int, int]]

# Names with a title

# Marks of Markdown may stand between a title and a name.
GAP = r"[ \t\u00a0*_]{1,4}\n?[*_]{0,3}"
UPPER = r"[^\W\d_a-zß-öø-ÿ]"
SURNAME = rf"(?:(?:O|D)['\u2019])?{UPPER}[^\W\d_]{{1,30}}(?:['\u2019-]{UPPER}[^\W\d_]{{1,30}})?"
PARTICLE = r"(?:de|da|del|della|den|der|van|von|la|le|bin|ibn|al|el|ap)"
FIRST = rf"(?:{UPPER}\.?(?![^\W\d_])|{PARTICLE}\b)"
NAME = re.compile(
    r"(?<![\w'\u2019-])"
    r"(?P<title>(?i:Mr|Mrs|Mx|Dr|Prof|Revd|Rev)|Ms|Miss|MISS|Doctor|Professor|Sister|"
    r"Nurse|Matron|Midwife|Reverend|Father|Canon|Rabbi|Imam|Sir|Dame|Lady|Lord)"
    rf"\b\.?{GAP}"
    rf"(?P<name>(?:{FIRST}[ *_]{{0,3}}){{0,3}}{SURNAME}(?:[ ]{SURNAME}){{0,2}})"
)
# A ward or a house that bears somebody's name is a place.
PLACE_NAME = re.compile(
    r"(?:['\u2019]s?)?\s{1,2}(?:[A-Z][a-z]{2,20}\s){0,2}"
    r"(?i:hospital|hospice|ward|house|centre|unit|charity|charities|fund|foundation|"
    r"trust|street|road|lane|avenue|garden|gardens|school|college|library|prize|"
    r"award|suite|lounge|building|wing|theatre|hall|surgery|practice|clinic|lecture)\b"
)


def _names(text: str) -> Spans:
    for match in NAME.finditer(text):
        title, first = match["title"].lower(), match["name"].split()[0]
        first = first.strip("*_").replace("\u2019", "'")
        if title in WORDS_AS_WELL and first.removesuffix("'s") in NO_NAME:
            continue
        if f"{title} {first.lower()}" in FIGURES:
            continue
        if PLACE_NAME.match(text, match.end()) or _is_place(match["name"]):
            continue
        yield match.span()


def _is_place(name: str) -> bool:
    """Whether the name took the house in: "Gray's Hospital"."""
    words = name.split()
    return len(words) > 1 and PLACE_NAME.fullmatch(" " + words[-1]) is not None


# Numbers and addresses

PHONE = re.compile(
    r"(?<![\w£$€#/.=+-])(?:\(?(?P<abroad>(?:\+|00)44)\)?[ .\u00a0-]?(?:\(0\))?|\(?0)"
    r"(?:\d[ ().\u00a0-]{0,2}){8,9}\d(?![\d/])"
)
SHORT_PHONE = re.compile(
    r"\b(?i:ext|extension|extn|bleep|pager|tel|telephone|phone|mobile)\b"
    r"(?:\s(?i:number|no)\b)?[.:]{0,2}\s{0,2}(?P<digits>\d(?:[ -]?\d){2,8})(?![\w/.%]\w)(?!\w)"
)
EMAIL = re.compile(
    r"(?<![\w.+@-])[\w.+'-]{1,64}(?:@|\s?[\[(]\s?at\s?[\])]\s?)"
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@])"
)
NHS_NUMBER = re.compile(
    r"(?<![\w£$€#/=+-])(?<!\d[.,])\d{3}[ \u00a0-]{0,2}\d{3}[ \u00a0-]{0,2}\d{4}(?![\w/-])"
)
DIGITS = frozenset("0123456789")
ISBN = re.compile(r"(?i:isbn)(?:-1[03])?\W{0,3}$")
POSTCODE = re.compile(
    r"(?<![\w£/-])(?P<area>[A-PR-UWYZ][A-HK-Y]?)\d[\dA-HJKMNPR-Y]?"
    r"[ \u00a0]{0,2}\d(?P<inward>[ABD-HJLNP-UW-Z]{2})(?![\w-])",
    re.IGNORECASE,
)


def _phones(text: str) -> Spans:
    for match in PHONE.finditer(text):
        groups = re.findall(r"\d+", match[0])
        if len(set(match[0]) & DIGITS) == 1 or ISBN.search(
            _before(text, match.start(), 12)
        ):
            continue
        if match["abroad"] or (len(groups[0]) > 2 and min(map(len, groups)) > 1):
            yield match.span()
    for match in SHORT_PHONE.finditer(text):
        yield match.span()


def _emails(text: str) -> Spans:
    for match in EMAIL.finditer(text):
        if match[0].rpartition(".")[2].isalpha():
            yield match.span()


def _nhs_numbers(text: str) -> Spans:
    for match in NHS_NUMBER.finditer(text):
        digits = "".join(re.findall(r"\d", match[0]))
        if len(set(digits)) == 1 or ISBN.search(_before(text, match.start(), 12)):
            continue
        if nhs.is_valid(digits):
            yield match.span()


def _postcodes(text: str) -> Spans:
    for match in POSTCODE.finditer(text):
        known = match["area"].upper() in AREAS
        # "Ward B2 1st floor"
        is_counting = match["inward"] in {"st", "nd", "rd", "th"}
        if known and not is_counting:
            yield match.span()


# Dates of birth

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|"
    r"Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|"
    rf"{DAY}[ ](?:of[ ])?{MONTH}(?:,?[ ]\d{{4}})?|"
    rf"{MONTH}[ ](?:the[ ])?{DAY}\b(?:,?[ ]\d{{4}})?|{MONTH}[ ]\d{{4}})(?!\d)"
)
BIRTH_WORD = r"(?:d\.?o\.?b\b\.?|date[ ]of[ ]birth|birth[ ]?date|birthday|born)"
BIRTH = re.compile(
    rf"(?<![\w-])(?:{BIRTH_WORD}(?![-\w])(?!\s(?:party|tea|cake|card|lunch|present))"
    rf"[^.!?\n\d]{{0,25}}(?:at[ ]\d{{1,2}}[:.\d]{{0,3}}[ ]?(?:am|pm)[ ]on[ ])?"
    rf"(?<!\d){DATE}"
    rf"|b\.[ ]?{DATE}"
    r"|(?:d\.?o\.?b\b\.?|date[ ]of[ ]birth|year[ ]of[ ]birth)"
    r"[^.!?\n\w]{0,4}(?:was[ ]|is[ ])?(?:19|20)\d\d(?!\d)"
    rf"|{DATE}[ ,(]{{1,3}}(?:(?:is|was)[ ](?:(?:his|her|their|my)[ ])?)?"
    r"(?:d\.?o\.?b\b|date[ ]of[ ]birth|birth[ ]?date|(?:her|his|their|my)[ ]birthday)"
    rf"|{DATE},?[ ](?:when[ ])?(?:he|she|I|they)[ ](?:was|were)[ ]born)",
    re.IGNORECASE,
)
# These are born, and have birthdays, without being people.
THING = re.compile(
    r"(?i:\b(?:NHS|national health service|ideas?|projects?|charity|charities|schemes?|"
    r"groups?|partnership|service|friends of|league|hospice|hospital|trust|ward|club|"
    r"society|organisation|building|house|tree|team|unit|cafe|café|shop|clock|chapel|"
    r"garden|tradition|programme|network|movement|plan|portal|company|choir|library|"
    r"bus|boat|church|museum|piano|bridge|school|our|its|its own)(?:['\u2019]s)?\b)"
)


def _births(text: str) -> Spans:
    for match in BIRTH.finditer(text):
        if not THING.search(_before(text, match.start())):
            yield match.span()


# Ages over 89

UNITS = r"(?:one|two|three|four|five|six|seven|eight|nine)"
OLD = (
    r"(?:(?<!\d)(?:9\d|1[01]\d)(?!\d|[.,:/]\d)|ninety(?:[ -]" + UNITS + r")?\b|"
    r"(?:a|one)[ ]hundred(?:[ ]and[ ]" + UNITS + r")?\b)"
)
OLD_ORDINAL = (
    r"(?:(?<!\d)(?:9\d|1[01]\d)(?:st|nd|rd|th)|ninetieth|hundredth|"
    r"ninety-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
)
AGE = re.compile(
    rf"(?<!\w)(?:(?:aged?|turn(?:s|ed|ing))[ ](?:of[ ])?{OLD}"
    rf"|{OLD}[ -](?:years?|yrs?)[ -](?:old|young)|{OLD}[ ]?y/?o\b"
    rf"|{OLD}[ ]years[ ]of[ ]age"
    rf"|{OLD_ORDINAL}[ ]birthday"
    rf"|(?:he|she|I|who)(?:['\u2019]s|['\u2019]m|['\u2019]ll be|[ ](?:is|was|am|reached|became|will be))"
    rf"[ ](?:now[ ]|already[ ]|nearly[ ]|almost[ ])?{OLD}"
    r"|(?:in|into)[ ](?:her|his|their|my)[ ](?:late[ ]|early[ ]|mid-?[ ]?)?"
    r"(?:nineties|90['\u2019]?s)|(?:nonagenarian|centenarian)s?\b)",
    re.IGNORECASE,
)
NAMED_AGE = re.compile(
    r"\b[A-Z][a-z]{1,20}(?:,[ ]|[ ]\()(?P<age>9\d|1[01]\d)(?:,[ ]?|\)|\.)(?![\d%])"
)
GROUP_BEFORE = re.compile(r"(?i:\b(?:over|under|above|below|beyond|to|until)\s$)")
# "90 and over" is what such an age should become; "she is 93 miles away" is none.
NO_AGE_AFTER = re.compile(
    r"(?i:\s?(?:\+|%|plus\b|and (?:over|above|older|up)|or (?:over|above|older|more)|"
    r"(?:to|-|\u2013) ?\d)|[ -](?:minutes?|hours?|days?|weeks?|months?|miles?|metres?|"
    r"per ?cent|percent|people|patients|volunteers?|beds?|stories|visits|calls|kilos?|"
    r"hours|pounds|pages|times|of (?:us|them|the)|in the|hospital|building|house|tree|"
    r"charity|league|tradition|church|clock|chapel|hospice|organisation|piano|"
    r"boat|bridge|school|library|oak|wall|ward))"
)
DECADES = re.compile(r"(?i:(?:nineties|90['\u2019]?s|narians?)$)")


def _ages(text: str) -> Spans:
    for match in AGE.finditer(text):
        if NO_AGE_AFTER.match(text, match.end()):
            continue
        before = _before(text, match.start())
        is_decade = DECADES.search(match[0])
        if GROUP_BEFORE.search(before) or (not is_decade and THING.search(before)):
            continue
        yield match.span()
    for match in NAMED_AGE.finditer(text):
        if not re.match(r"(?:Ward|Room|Bed|Bay|Page|Table|Line|Figure)\b", match[0]):
            yield match.span("age")


# Beds, bays and rooms

BED = re.compile(
    r"(?<![\w-])(?i:side[ -]?room|bedroom|bedspace|bed|bay|cubicle|room)"
    r"(?:[ -](?i:number|num|no\.?|space))?[ :#-]{1,2}"
    r"(?:\d{1,3}[A-Za-z]?|(?i:two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve)|[B-HJ-Z])(?![\w%£]|[.,:/]\d)"
)
# A flower bed, a training room, and "make room".
OTHER_ROOM = re.compile(
    r"(?i:\b(?:meeting|training|waiting|consulting|seminar|class|committee|tea|board|"
    r"conference|parking|loading|ambulance|lecture|break|breakout|zoom|staff|sitting|"
    r"flower|raised|vegetable|garden|herb|seed|rose|car|bus|lorry|delivery|chat|post|"
    r"store|treatment|interview|function|music|craft|activity|art|games|hotel|"
    r"enough|more|no|plenty of|make|made|spare|find|found|had)[ ]$)"
)
NO_BED_AFTER = re.compile(
    r"(?i:[ -](?:hours?|days?|weeks?|months?|years?|times?|minutes?|more|people|"
    r"patients|nurses|visitors|nights?|chairs|tables|of (?:us|them|our|the (?:village|church|town|community))|per ?cent|"
    r"percent|pounds|o['\u2019]clock|am|pm|at the (?:hotel|village|town)|metres?|feet))"
)


def _beds(text: str) -> Spans:
    for match in BED.finditer(text):
        is_other = OTHER_ROOM.search(_before(text, match.start(), 20))
        if not is_other and not NO_BED_AFTER.match(text, match.end()):
            yield match.span()


FINDERS: dict[Kind, Callable[[str], Spans]] = {
    Kind.NHS_NUMBER: _nhs_numbers,
    Kind.EMAIL: _emails,
    Kind.BIRTH: _births,
    Kind.PHONE: _phones,
    Kind.POSTCODE: _postcodes,
    Kind.NAME: _names,
    Kind.AGE: _ages,
    Kind.BED: _beds,
}
