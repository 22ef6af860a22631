"""Names of people and organisations, which stand in one line wherever they are shown."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What mail programs make a link of. There are too many endings to list them, but names
# go on in capital letters after a dot.
LINKS = re.compile(
    r"://|www\.|@|\w\.(?:com|info|io|me|net|nhs|org|uk)\b|\w\.\w{2,}/"
    r"|\w\.(?-i:[a-z]{2})",
    re.IGNORECASE,
)
# Phones and word processors type others than keyboards do.
APOSTROPHES = "\u2019\u2018\u02bc\u00b4`"
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def in_one_line(name: str) -> str:
    """The name with one space for whatever ends a line or controls a machine.

    Raises ValidationError where nothing is left. Joiners stay: some languages spell
    names with them.
    """
    if line := " ".join(BREAKS.sub(" ", name).split()):
        return line
    raise ValidationError(_("Type a name."))


def of_a_person(name: str) -> str:
    """The name in one line, which leads nowhere: it stands in letters to others.

    Raises ValidationError where nothing is left, or where it holds an address.
    """
    line = in_one_line(name)
    if LINKS.search(line):
        raise ValidationError(_("Type your name alone, without an address."))
    return line


def straight(name: str) -> str:
    """The name with one kind of apostrophe, to be compared."""
    return re.sub(f"[{APOSTROPHES}]", "'", name)
