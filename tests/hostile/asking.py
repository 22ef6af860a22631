"""Every address of the site, with the fields of its forms, asked in odd ways."""

import re
from functools import cached_property

from django.contrib import admin
from django.urls import reverse

from tests.access import asking, table, world
from tests.hostile import forms

ARGUMENT = re.compile(r"<path:\w+>|<int:\w+>|\(\[\^/\]\+\)|\(\?P<url>\.\*\)")
APP = re.compile(r"\(\?P<app_label>(\w+)[^)]*\)")
# Names that pages read from their address without a form for them.
READ = ("page", "q", "next", "rows", "look_for", "saved", "sort", "name", "show", "o")
NOT_READY = 503  # of a site without a worker, as in the tests
URLENCODED = "application/x-www-form-urlencoded"


class Site:
    """A world in one state: a browser, paths by name, fields by method and path.

    ``role`` reads the pages, once they are asked for, and so finds the forms that this
    role can send.
    """

    def __init__(self, state, role, *, administration=False):
        self.here = world.build(state)
        self.browser = browser(self.here.people[role])
        ours = {
            one.name: asking.address_of(one, self.here.kwargs)
            for one in table.ADDRESSES
        }
        self.paths = ours | dict(library_paths(role))
        if administration and role == "administrator":
            self.paths |= dict(administration_paths())

    @cached_property
    def fields(self):
        """By method and path what the forms of all pages send there."""
        answers = [(path, read(self.browser, path)) for path in self.paths.values()]
        return forms.by_address(
            (path, answer.content.decode())
            for path, answer in answers
            if answer.status_code == 200
            and answer["Content-Type"].startswith("text/html")
        )

    def of(self, method, path):
        """The fields that a page of ours sends there, with what it filled in."""
        return list(self.fields.get((method, path), {}).items())


def browser(person):
    made = asking.client(person)
    made.raise_request_exception = False
    return made


def read(one, path):
    with asking.undone():
        return one.get(path)


def library_paths(role):
    """Names and paths of the libraries' addresses, with 1 for every argument; the
    administration only for who may open it."""
    for name, pattern in asking.addresses():
        is_open = role == "administrator" or not name.startswith("admin:")
        if is_open and name.startswith(table.GROUPS):
            plain = APP.sub(r"\1", ARGUMENT.sub("1", pattern))
            yield name, "/" + plain.strip("^$").replace("^", "")


def administration_paths():
    """Lists that are searched, and each page of the first row of each model."""
    for model in admin.site._registry:
        prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield f"{prefix} list", reverse(f"{prefix}_changelist") + "?q=x&o=1"
        if row := model.objects.first():
            for page in ("change", "history", "delete"):
                yield f"{prefix} {page}", reverse(f"{prefix}_{page}", args=[row.pk])


def get(one, path, query, **heads):
    """``query`` is encoded already, and may be encoded wrongly."""
    with asking.undone():
        return one.get(path, QUERY_STRING=query, **heads)


def post(one, path, body, content_type=URLENCODED, **more):
    with asking.undone():
        return one.generic(
            "POST", path, body.encode("latin-1", "replace"), content_type, **more
        )


def fault(answer):
    """What is wrong with an answer, in a word; nothing where it is a clean one."""
    if answer.status_code >= 500 and answer.status_code != NOT_READY:
        return repr(getattr(answer, "exc_info", None) or answer.status_code)[:300]
    text = b"" if answer.streaming else answer.content
    return "trace" if b"Traceback (most recent" in text else ""
