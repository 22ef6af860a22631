"""Does the time of an answer say who has an account? (``make bench-accounts``)

Real password hashing, known and unknown addresses by turns, on both databases: the
medians, and one divided by the other.
"""

import os
import statistics
import sys
import time
from importlib import import_module

from django.test.utils import override_settings
from django.urls import reverse

from bench import databases
from bench.databases import say

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
ARGON2 = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def main():
    say("| answer | database | known | unknown | ratio |")
    say("| --- | --- | --- | --- | --- |")
    return databases.on_each("bench.accounts")


def measure(database):
    databases.prepare()
    with override_settings(PASSWORD_HASHERS=ARGON2):
        factories = import_module("tests.factories")
        people = factories.UserFactory.create_batch(ROUNDS)
        for name, (view, fields) in doors().items():
            times = {"known": [], "unknown": []}
            for number, person in enumerate(people):
                unknown = f"n{person.email}"
                for who, email in [("known", person.email), ("unknown", unknown)]:
                    place = f"198.51.{number}.{len(times[who]) % 250}"
                    sent = fields(email)
                    times[who].append(clock(view, sent, REMOTE_ADDR=place))
            known, unknown = (statistics.median(times[who]) for who in times)
            say(
                f"| {name} | {database} | {known:.1f} ms | {unknown:.1f} ms "
                f"| {known / unknown:.2f} |"
            )


def doors():
    """What is sent where; for sign-up a form that was open for a while."""
    signing_up = import_module("tests.portal.accounts.signing_up")
    return {
        "sign in": ("account_login", lambda to: {"login": to, "password": "wrong-one"}),
        "sign up": ("account_signup", signing_up.form),
        "code": ("account_request_login_code", lambda to: {"email": to}),
        "new password": ("account_reset_password", lambda to: {"email": to}),
    }


def clock(view, fields, **more):
    """Milliseconds of one answer, of a browser that is new each time."""
    client = import_module("django.test.client").Client()
    path = reverse(view)
    started = time.perf_counter()
    answer = client.post(path, fields, **more)
    spent = (time.perf_counter() - started) * 1000
    assert answer.status_code in {200, 302}, answer.status_code  # noqa: S101
    return spent


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1]) if sys.argv[1:] else main())
