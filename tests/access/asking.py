"""Asking an address as somebody, and watching what the database is told to write."""

import re
from contextlib import contextmanager

from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

# Sign-in, counts of tries and the list of own devices are no part of anybody's work.
OF_THE_SESSION = {"django_session", "limits_tally", "usersessions_usersession"}
WRITE = re.compile(
    r"\s*(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE|DELETE FROM|ALTER TABLE|"
    r'CREATE \w+|DROP \w+)\s+"?(\w+)',
    re.IGNORECASE,
)
WAYS = {"account_login": "login", "mfa_index": "factor"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def client(person, **options):
    browser = Client(**options)
    if person:
        browser.force_login(person)
    return browser


@contextmanager
def watched():
    """The tables with other rows at the end than before, but for the session's own,
    each with the rows that came and those that went.

    Each table is read just before the first write to it, so that one which is only
    read costs nothing, and a write that was rolled back counts as none.
    """
    before, changed = {}, {}

    def watch(execute, sql, params, many, context):
        found = WRITE.match(sql)
        if found and found[1] not in OF_THE_SESSION:
            before.setdefault(found[1], _rows(found[1]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield changed
        for table, rows in before.items():
            if (after := _rows(table)) != rows:
                changed[table] = set(after) - set(rows), set(rows) - set(after)


def _rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        return sorted(map(repr, cursor.fetchall()))


@contextmanager
def undone():
    """Whatever is done inside is rolled back, so that the next may ask afresh."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(browser, method, address):
    """The answer to one request, and the tables that it changed."""
    with undone(), watched() as changed:
        response = getattr(browser, method)(address)
    return response, changed


def told(response, changed):
    """An answer in a word: its status, or the way to sign in; ! for a change."""
    word = str(response.status_code)
    if response.status_code == 302:
        where = response.url.partition("?")[0]
        word = {reverse(name): way for name, way in WAYS.items()}.get(where, word)
    return word + ("!" if changed else "")


def body(response, address):
    """What the person can see of an answer, without its address and its token."""
    text = response.content.decode().replace(address, "")
    return TOKEN.sub("", text.replace(address.replace("/", "%2F"), ""))


def addresses(resolver=None, namespace="", prefix=""):
    """Pairs of the name and the pattern of every address of the portal."""
    for one in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(one.pattern)
        if hasattr(one, "url_patterns"):
            inner = f"{one.namespace}:" if one.namespace else ""
            yield from addresses(one, namespace + inner, pattern)
        else:
            yield namespace + (one.name or ""), pattern


def address_of(one, kwargs):
    """The path of an address of the table, for what the world holds."""
    return reverse(one.name, kwargs=kwargs[one.kind])
