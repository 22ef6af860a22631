"""A program that makes accounts (``make bot``): what comes of so many posts?

It sends from one address and from many, with and without the field that nobody sees,
too soon and patiently, to made-up people, and again and again to a few real ones, in
many spellings of their addresses; it asks for codes and new passwords for them too.
"""

import os
import random
import sys
import time
from collections import Counter
from importlib import import_module
from typing import NamedTuple

from django.apps import apps

from bench import databases
from bench.databases import say

POSTS = int(os.environ.get("BOT_POSTS", "2000"))
VICTIMS = int(os.environ.get("BOT_VICTIMS", "5"))
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SIGN_UP = "/account/signup/"
OTHER_DOORS = ["/account/login/code/", "/account/password/reset/"]


class Outcome(NamedTuple):
    """What the posts came to."""

    posts: int
    statuses: Counter
    errors: int
    accounts: int
    mails: int
    most_mails_to_one: int
    seconds: float


def run(*, posts, victims, client_class, seed=1):
    """Send the posts to the site of this process; return the Outcome."""
    chance = random.Random(seed)  # noqa: S311
    names = [word(chance) for _victim in range(victims)]
    statuses, started = Counter(), time.monotonic()
    for _post in range(posts):
        client = client_class(raise_request_exception=False)
        answer = send(client, chance, names)
        statuses[answer.status_code] += 1
    mails = Counter(
        mailbox(to)
        for to in apps.get_model("post.Message").objects.values_list("to", flat=True)
    )
    return Outcome(
        posts=posts,
        statuses=statuses,
        errors=sum(n for status, n in statuses.items() if status >= 500),
        accounts=apps.get_model("accounts.User").objects.count(),
        mails=mails.total(),
        most_mails_to_one=max(mails.values(), default=0),
        seconds=time.monotonic() - started,
    )


def send(client, chance, victims):
    """One post of one of the kinds, from one of the addresses."""
    place = "203.0.113.1" if chance.random() < 0.3 else address(chance)
    if chance.random() < 0.2:
        door, fields = chance.choice(OTHER_DOORS), {"email": mail(chance, victims)}
    else:
        door, fields = SIGN_UP, sign_up(chance, victims)
    return client.post(door, fields, REMOTE_ADDR=place)


def sign_up(chance, victims):
    bots = import_module("portal.accounts.bots")
    patience = chance.choice([0, 1, 5, 60, 3600])
    fields = {
        "name": " ".join(word(chance) for _ in range(2)),
        "email": mail(chance, victims),
        "organisation": f"https://{word(chance)}.example/ {word(chance)}",
        "password1": word(chance) + word(chance),
        "began": bots.stamped(time.time() - patience),
        "state": "published",
        "is_staff": "1",
        word(chance): word(chance),
    }
    if chance.random() < 0.2:
        fields["began"] = word(chance)
    if chance.random() < 0.4:
        fields["homepage"] = f"https://{word(chance)}.example/"
    return fields


def mail(chance, victims):
    """Half of it to the few, in spellings that one mailbox takes."""
    if chance.random() < 0.5:
        return f"{word(chance)}@{word(chance)}.example"
    name = chance.choice(victims)
    cut = chance.randrange(1, len(name))
    spellings = [
        name,
        name.upper(),
        f"{name}+{word(chance)}",
        f"{name[:cut]}.{name[cut:]}",
    ]
    return f"{chance.choice(spellings)}@victims.example"


def mailbox(to):
    local, _, domain = to.lower().rpartition("@")
    return local.partition("+")[0].replace(".", ""), domain


def address(chance):
    if chance.random() < 0.5:
        return ".".join(str(chance.randrange(1, 255)) for _ in range(4))
    return f"2001:db8:{chance.randrange(65536):x}:{chance.randrange(65536):x}::1"


def word(chance):
    return "".join(chance.choice(LETTERS) for _ in range(chance.randrange(5, 12)))


def main():
    say(f"| {POSTS:,} posts | answers | accounts | mails | most to one mailbox |")
    say("| --- | --- | --- | --- | --- |")
    return databases.on_each("bench.bot")


def measure(name):
    databases.prepare()
    test = import_module("django.test.client")
    outcome = run(posts=POSTS, victims=VICTIMS, client_class=test.Client)
    answers = ", ".join(f"{n} x {code}" for code, n in sorted(outcome.statuses.items()))
    say(
        f"| {name} | {answers} ({outcome.seconds:.0f} s) | {outcome.accounts} "
        f"| {outcome.mails} | {outcome.most_mails_to_one} |"
    )
    for model in ("stories.Revision", "organisations.Membership"):
        assert not apps.get_model(model).objects.exists(), model  # noqa: S101
    addresses = apps.get_model("account.EmailAddress").objects
    assert not addresses.filter(verified=True).exists()  # noqa: S101


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1]) if sys.argv[1:] else main())
