"""Every page of the table: its markup, its links, its headers, and its worry note."""

from functools import cache
from urllib.parse import urldefrag, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import Resolver404, path, resolve

from casestudies.stories.workflow import State
from tests.access import asking, reading, table, world

LOOKERS = ["anonymous", "teller", "moderator", "administrator"]
VIEWS = [
    *(("teller", state) for state in [State.DRAFT, State.PUBLISHED]),
    *((role, State.SUBMITTED) for role in ["moderator", "administrator"]),
    ("anonymous", State.PUBLISHED),
]


@cache
def pages(role, state):
    """Every whole page that a role sees, as (name, method, answer, page)."""
    here = world.build(state)
    browser = asking.client(here.people[role])
    seen = []
    for one in table.ADDRESSES:
        for method in ("get", "post"):
            address = asking.address_of(one, here.kwargs)
            response, _changed = asking.ask(browser, method, address)
            html = response.content.decode()
            if "<html" in html:
                seen.append((one.name, method, response, reading.Page(html)))
    return seen


def is_ours(address):
    """Whether an address of our own site leads anywhere."""
    where = urlsplit(address).path
    if where.startswith(settings.STATIC_URL):
        return bool(finders.find(where.removeprefix(settings.STATIC_URL)))
    try:
        resolve(where)
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize(("role", "state"), VIEWS)
def test_every_page_is_whole(role, state):
    faults = {
        (name, method, response.status_code): page.faults()
        for name, method, response, page in pages(role, state)
    }

    assert {key: found for key, found in faults.items() if found} == {}


@pytest.mark.parametrize(("role", "state"), VIEWS)
def test_every_page_has_a_title_of_its_own(role, state):
    titles = {}
    for name, method, response, page in pages(role, state):
        if method == "get" and response.status_code == 200:
            titles.setdefault(page.title(), set()).add(name)

    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


@pytest.mark.parametrize(("role", "state"), VIEWS)
def test_no_link_is_dead(role, state):
    dead = set()
    for name, _method, _response, page in pages(role, state):
        ids = {"", *page.all("id")}
        for link in page.links():
            address, fragment = urldefrag(link)
            if address and not address.startswith("?") and not is_ours(address):
                dead.add((name, link))
            if not address and fragment not in ids:
                dead.add((name, link))

    assert dead == set()


@pytest.mark.parametrize(("role", "state"), VIEWS)
def test_method_45_every_page_with_a_form_shows_the_worry_note(role, state):
    without = {
        (name, method, response.status_code)
        for name, method, response, page in pages(role, state)
        if page.has_own_form() and "worry-heading" not in page.all("id")
    }

    assert without == set()


@pytest.mark.parametrize(("role", "state"), VIEWS)
def test_method_45_where_to_take_a_worry_is_one_press_away(role, state):
    for name, _method, _response, page in pages(role, state):
        assert "/about/worried/" in page.links(), name


def test_the_headers_of_every_answer_are_strict():
    here = world.build(State.PUBLISHED)
    for role in ["anonymous", "moderator"]:
        browser = asking.client(here.people[role])
        for one in table.ADDRESSES:
            address = asking.address_of(one, here.kwargs)
            for method in ("get", "post"):
                response, _changed = asking.ask(browser, method, address)
                assert_strict(response)


@pytest.mark.parametrize("address", ["/static/css/site.css", "/nowhere/", "/admin/"])
def test_files_and_refusals_have_the_same_headers(client, address):
    response = client.get(address)
    response.close()

    assert_strict(response)


def fail(request):
    raise RuntimeError


fail.login_required = False
urlpatterns = [path("fails/", fail)]


def test_our_own_faults_have_the_same_headers(settings):
    settings.ROOT_URLCONF = __name__

    response = Client(raise_request_exception=False).get("/fails/")

    assert response.status_code == 500
    assert_strict(response)
    assert reading.Page(response.content.decode()).faults() == []


def assert_strict(response):
    policy = dict(
        part.strip().split(" ", 1)
        for part in response["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    if response["Content-Type"].startswith("text/html"):
        assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "word", ["league table", "ranking", "score", "top-rated", "out of 5"]
)
def test_method_22_no_page_of_stories_ranks_or_scores(word):
    for name, _method, response, _page in pages("anonymous", State.PUBLISHED):
        if not name.startswith("pages:"):  # which say that we do not
            assert word not in response.text.lower(), name
