"""How often what may be done, and by whom it is counted.

A hospital has one address for all its staff, so a place may do much; guessing at one
account is stopped soon, wherever it comes from. Codes are counted apart from
passwords: whoever's password is being guessed at still comes in by code.
"""

from enum import Enum
from typing import NamedTuple

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Per(Enum):
    PLACE = "place"  # an IP address, or a network
    ADDRESS = "address"  # an e-mail address that is typed
    ADDRESS_HERE = "address here"  # the same, from one place
    PERSON = "person"  # somebody signed in


class Rate(NamedTuple):
    times: int
    seconds: int
    per: Per


SEARCH = "search"
PASSWORD = "password that was not right"  # noqa: S105
CODE = "code of a second factor that was not right"

_MANY = Rate(600, 10 * MINUTE, Per.PLACE)
_MAILED = [
    Rate(300, 10 * MINUTE, Per.PLACE),
    Rate(5, 10 * MINUTE, Per.ADDRESS_HERE),
    Rate(20, HOUR, Per.ADDRESS),
]
_OWN = [Rate(20, 10 * MINUTE, Per.PERSON)]

_LETTERS = [
    Rate(60, HOUR, Per.PLACE),
    Rate(5, HOUR, Per.ADDRESS_HERE),
    Rate(20, DAY, Per.ADDRESS),
]
# By the name of the view where something is sent to it.
RATES = {
    PASSWORD: [Rate(150, 10 * MINUTE, Per.PLACE), Rate(5, 5 * MINUTE, Per.ADDRESS)],
    CODE: [Rate(5, 5 * MINUTE, Per.ADDRESS)],
    SEARCH: [Rate(600, MINUTE, Per.PLACE)],
    "account_login": [_MANY],
    "account_signup": [Rate(120, HOUR, Per.PLACE), Rate(10, HOUR, Per.ADDRESS)],
    "account_request_login_code": _MAILED,
    "account_reset_password": _MAILED,
    "account_confirm_login_code": [_MANY],
    "account_confirm_password_reset_code": [_MANY],
    "account_complete_password_reset": [_MANY],
    "account_email_verification_sent": [_MANY],
    "account_reauthenticate": _OWN,
    "account_change_password": _OWN,
    "account_set_password": _OWN,
    "account_email": _OWN,
    "mfa_authenticate": [_MANY],
    "mfa_reauthenticate": _OWN,
    "mfa_activate_totp": _OWN,
    "pages:contact": _LETTERS,
    "learning:report": _LETTERS,
    "organisations:add": [Rate(30, DAY, Per.PERSON)],
    "organisations:join": [Rate(30, DAY, Per.PERSON)],
    "telling:co-authors": [Rate(30, HOUR, Per.PERSON), Rate(60, DAY, Per.PERSON)],
}
