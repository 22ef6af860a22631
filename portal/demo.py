"""Who can sign in to the demo; the password is no secret and works nowhere else."""

from typing import NamedTuple

from portal.accounts.rules import ADMINISTRATOR, MODERATOR, SAFEGUARDING_CONTACT


class SignIn(NamedTuple):
    """``who`` says in words what the person of that ``key`` is to the site."""

    key: str
    who: str
    email: str
    name: str
    role: str = ""


PASSWORD = "light-not-heat"  # noqa: S105
SIGN_INS = [
    SignIn(
        "charity", "a partner from a charity", "charity@example.org", "Asha Merrick"
    ),
    SignIn(
        "hospital", "a partner from a hospital", "hospital@example.org", "Tom Adeyemi"
    ),
    SignIn(
        "moderator",
        "a moderator",
        "moderator@example.org",
        "Priya Lindqvist",
        MODERATOR,
    ),
    SignIn(
        "safeguarding",
        "a safeguarding contact",
        "safeguarding@example.org",
        "Mina Calloway",
        SAFEGUARDING_CONTACT,
    ),
    SignIn(
        "administrator",
        "an administrator",
        "administrator@example.org",
        "Gwen Castell",
        ADMINISTRATOR,
    ),
]
