"""Work for nothing, so that whether there is an account shows in no time taken.

How much allauth does for each is counted in tests/portal/accounts/test_enumeration.py.
"""

from allauth.account.models import EmailAddress

from portal.accounts.models import User

# After it has made an account, allauth asks so many times about it.
AFTER_SIGNING_UP = 4


def look_up(email):
    """allauth asks for the user once less where the address is a verified one; as
    it does, by iterator(), which PostgreSQL answers in another way."""
    if EmailAddress.objects.filter(email=email, verified=True).exists():
        list(User.objects.filter(email=email).iterator())


def as_after_signing_up(email):
    for _time in range(AFTER_SIGNING_UP):
        User.objects.filter(email=email).first()
