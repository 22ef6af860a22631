"""Names as they are kept, whatever was pasted."""

import pytest
from django.core.exceptions import ValidationError

from portal.names import BREAKS, in_one_line, of_a_person

# What ends a line somewhere: in mail, in Unicode (UAX 14), or on a terminal.
ENDS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85"]
ENDS += ["\u2028", "\u2029"]


@pytest.mark.parametrize("end", ENDS)
def test_a_name_is_one_line(end):
    assert in_one_line(f"Jo{end}Smith{end}") == "Jo Smith"


@pytest.mark.parametrize("name", ["Siân Ó Briain", "Łódź", "李 小龙", "O'Neill-Jones"])
def test_letters_of_any_language_stay(name):
    assert in_one_line(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "J.R. Smith",
        "Dr.Smith",
        "Anna (Ward 7)",
        "Ms. Ó",
        "Anna (she/her)",
        "Mr.O'Neill",
    ],
)
def test_names_of_people_have_dots_and_brackets(name):
    assert of_a_person(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "your pension is locked, see https://evil.example/nhs",
        "Anna WWW.evil.example",
        "Anna evil.com now",
        "anna@example.org",
        "Anna, look: bit.ly/prize",
        "Anna at Bit.Ly/Prize",
        "Anna of nhs-prize.xyz",
    ],
)
def test_no_name_of_a_person_leads_anywhere(name):
    with pytest.raises(ValidationError, match="without an address"):
        of_a_person(name)


def test_whatever_python_takes_for_the_end_of_a_line_is_known():
    signs = map(chr, range(0x3000))

    assert not [hex(ord(one)) for one in signs if ends_a_line(one)]


def ends_a_line(sign):
    """Whether Python splits there, and we do not."""
    return len(f"a{sign}b".splitlines()) > 1 and not BREAKS.search(sign)
