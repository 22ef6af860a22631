"""Public pages that are kept: for whom, for how long, and what is never in them."""

import re
from datetime import date
from unittest.mock import ANY

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from casestudies.stories import actions
from casestudies.stories.workflow import State
from portal.editions import kept
from portal.editions.models import Edition
from portal.learning.models import Milestone
from tests.access import asking, table, world

pytestmark = pytest.mark.django_db

# Public, and yet not the same for everybody, or never the same again.
NOT_KEPT = {
    "gallery:suggest",
    "learning:report",
    "pages:contact",
    "post:mailbox",
    "post:message",
    "running:live",
    "running:ready",
}
# What a page may be made of. Who writes to one of these renews the edition with it:
# a table that is missing here is one of which nobody has thought yet.
RENEWED = {
    "editions_edition",
    *["search_entry", "search_generation", "search_change"],  # casestudies.search.index
    # A revision that is up is frozen; it comes and goes with its line of the index.
    *["stories_casestudy", "stories_revision", "stories_part", "stories_revisiontip"],
    *["stories_partner", "stories_tip", "telling_inquiry", "stories_source"],
    *["stories_revision_care_settings", "stories_revision_themes"],
    *["stories_revision_enablers", "stories_revision_inspired_by"],
    "stories_revision_roles",
    # portal.taxonomy.admin and loading
    *["taxonomy_caresetting", "taxonomy_theme", "taxonomy_enabler"],
    *["taxonomy_touchpoint", "taxonomy_partnertype", "taxonomy_nation"],
    *["taxonomy_region", "taxonomy_integratedcareboard", "taxonomy_caresettinggroup"],
    *["taxonomy_themegroup", "taxonomy_role"],
    "organisations_organisation",  # portal.organisations.actions and admin
    # A page that was not there is not kept; an address is confirmed once.
    "account_emailaddress",
    "learning_milestone",  # portal.learning.actions and loading
    # inquiry.protocols.loading
    *["protocols_protocol", "protocols_protocolversion", "protocols_section"],
    "protocols_question",
    *["networks_network", "networks_member"],  # portal.networks.actions
    "pages_page",  # portal.pages.actions
    # The usual wait is a mean of days, and may be that of this morning.
    "stories_decision",
}
TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')


def asked(browser, address, **headers):
    """(whether the page was made anew, the answer)"""
    answer = browser.get(address, headers=headers)
    return bool(answer.templates), answer


def kept_addresses(here):
    networks, pages = table.NETWORKS[:2], table.PAGES[1:2]
    learning, stories = table.LEARNING[:2], table.STORIES[:1]
    for one in table.PUBLIC + learning + networks + pages + stories:
        if one.name not in NOT_KEPT:
            yield asking.address_of(one, here.kwargs)


@pytest.fixture(autouse=True)
def keeping(settings):
    """As on a real site; other tests change rows below what the site does."""
    settings.KEPT_PAGES_MB = 32


@pytest.fixture
def here():
    return world.build(State.PUBLISHED)


def test_every_public_address_is_kept_or_is_known_not_to_be(demo, here):
    marked, public = set(), set()
    for one in table.ADDRESSES:
        view = resolve(asking.address_of(one, here.kwargs)).func
        if hasattr(view, "public_page_reads"):
            marked.add(one.name)
        if one.get == table.ALL:
            public.add(one.name)

    assert public - marked <= NOT_KEPT
    assert not marked & NOT_KEPT


def test_a_page_is_made_once_and_then_costs_one_query(here):
    browser = Client()
    for address in kept_addresses(here):
        anew, first = asked(browser, address)
        with CaptureQueriesContext(connection) as queries:
            again, second = asked(browser, address)

        assert len(queries) == 1
        assert (anew, again) == (True, False), address
        assert second.content == first.content
        assert second.headers == {
            **first.headers,
            "X-Request-ID": second["X-Request-ID"],
        }


def test_no_page_is_made_of_a_table_whose_changes_nobody_watches(here):
    with CaptureQueriesContext(connection) as queries:
        for address in kept_addresses(here):
            Client().get(address)

    read = {name: one["sql"] for one in queries for name in TABLE.findall(one["sql"])}
    assert {name: sql for name, sql in read.items() if name not in RENEWED} == {}


def test_what_is_kept_has_no_token_cookie_or_name(here):
    browser = Client()
    name = here.people["teller"].name
    for address in kept_addresses(here):
        answer = browser.get(address)

        assert not answer.cookies, address
        assert b"csrfmiddlewaretoken" not in answer.content
        assert name.encode() not in answer.content
        assert answer["Cache-Control"] == CACHED
        assert {"Cookie", "Accept-Language", "Accept-Encoding"} <= set(
            answer["Vary"].split(", ")
        )


CACHED = "public, max-age=0, s-maxage=30, must-revalidate"


@pytest.mark.parametrize("role", ["teller", "moderator", "administrator"])
def test_who_is_signed_in_gets_pages_of_their_own_and_leaves_none_behind(here, role):
    visitor = asking.client(here.people[role])
    handler_of = Client()
    handler_of.handler = visitor.handler  # the same process
    for address in kept_addresses(here):
        anonymous = handler_of.get(address)
        own = visitor.get(address)

        assert "no-store" in own["Cache-Control"], address
        assert "ETag" not in own
        assert b"Sign out" in own.content
        assert asked(handler_of, address)[0] is False
        assert handler_of.get(address).content == anonymous.content


def test_a_visitor_with_a_session_or_a_message_gets_pages_of_their_own(client):
    for cookie in ("sessionid", "messages"):
        client.cookies[cookie] = "anything"
        answers = [asked(client, "/") for _ in range(2)]
        client.cookies.clear()

        assert [anew for anew, _answer in answers] == [True, True]
        assert answers[1][1]["Cache-Control"] == "private, no-cache"
        assert "ETag" not in answers[1][1]


def test_a_form_with_a_token_is_never_kept(client, monkeypatch):
    address = reverse("pages:contact")
    view = resolve(address).func
    monkeypatch.setattr(view, "public_page_reads", frozenset(), raising=False)

    answers = [asked(client, address) for _ in range(2)]

    assert [anew for anew, _answer in answers] == [True, True]
    for _anew, answer in answers:
        assert answer.cookies
        assert answer["Cache-Control"] == "private, no-cache"


def test_a_change_is_on_the_next_page(here):
    browser = Client()
    addresses = [reverse("gallery:home"), reverse("gallery:list")]
    for address in addresses:
        assert here.revision.headline in browser.get(address).content.decode()

    actions.withdraw(
        here.revision,
        by=here.people["moderator"],
        seen=here.revision.lock,
        digest=here.revision.digest,
    )

    for address in addresses:
        assert here.revision.headline not in browser.get(address).content.decode()


def test_an_old_tag_says_304_only_while_the_page_is_the_same(here):
    address = here.revision.case_study.get_absolute_url()
    browser = Client()
    tag = browser.get(address)["ETag"]

    same = browser.get(address, headers={"If-None-Match": tag})
    Edition.renew()
    made_anew = browser.get(address, headers={"If-None-Match": tag})
    type(here.revision).objects.filter(pk=here.revision.pk).update(headline="Now this")
    Edition.renew()
    other = browser.get(address, headers={"If-None-Match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert made_anew.status_code == 304
    assert (other.status_code, other["ETag"] != tag) == (200, True)
    assert same["Cache-Control"] == CACHED
    for header in ("X-Frame-Options", "Content-Security-Policy", "Vary"):
        assert same[header] == other[header]


def test_an_old_tag_of_a_story_that_is_down_says_410(here):
    address = here.revision.case_study.get_absolute_url()
    browser = Client()
    tag = browser.get(address)["ETag"]
    browser.get(address)

    actions.withdraw(
        here.revision,
        by=here.people["moderator"],
        seen=here.revision.lock,
        digest=here.revision.digest,
    )
    answer = browser.get(address, headers={"If-None-Match": tag})

    assert answer.status_code == 410
    assert "public" not in answer.get("Cache-Control", "")


def test_the_day_makes_a_page_anew(client, monkeypatch):
    """A date of checking grows old without anybody's doing."""
    address = reverse("learning:home")
    asked(client, address)
    assert asked(client, address)[0] is False

    monkeypatch.setattr(kept.timezone, "localdate", lambda **_: date(2031, 1, 1))

    assert asked(client, address)[0] is True


def test_a_change_that_is_rolled_back_is_on_no_page(client):
    address = reverse("learning:home")
    milestone = Milestone.objects.shown().first()
    before = client.get(address).content

    with asking.undone():
        milestone.title = "Never so"
        milestone.save()
        Edition.renew()
        assert b"Never so" in client.get(address).content

    assert client.get(address).content == before


@pytest.mark.parametrize(
    ("first", "second", "is_kept"),
    [
        ("?theme=food-drink", "?theme=food-drink&utm_source=letter&q=", True),
        ("?theme=food-drink&sort=newest", "?sort=newest&theme=food-drink", True),
        ("?page=2", "?page=1", False),
        ("?theme=food-drink", "?care_setting=food-drink", False),
        ("?colour=red", "?colour=red", False),
        ("?q=tea", "?q=tea", False),
        (f"?page={'1' * 2000}", f"?page={'1' * 2000}", False),
    ],
)
def test_which_parameters_make_another_page(client, first, second, is_kept):
    address = reverse("gallery:list")
    asked(client, address + first)

    anew, answer = asked(client, address + second)

    assert anew is not is_kept
    assert answer["ETag"]
    assert answer["Cache-Control"] == CACHED


def test_pages_for_a_script_and_in_another_language_are_kept_apart(client, settings):
    address = reverse("gallery:list")
    client.get(address)

    anew, answer = asked(client, address, **{"HX-Request": "true"})

    assert anew
    assert answer["HX-Push-Url"]
    assert "HX-Push-Url" not in client.get(address).headers


def test_maintenance_shows_at_once_and_so_does_its_end(client):
    before = client.get("/").content
    call_command("maintenance", "on", verbosity=0)
    during = client.get("/").content
    call_command("maintenance", "off", verbosity=0)

    assert during != before
    assert client.get("/").content == before


def test_a_page_from_the_shelf_has_its_line_in_the_log(client, log):
    client.get(reverse("gallery:theme", args=["food-drink"]))
    client.get(reverse("gallery:theme", args=["food-drink"]))

    lines = [one for one in log() if one["logger"] == "portal.requests"]
    assert [one["route"] for one in lines] == [lines[0]["route"]] * 2
    assert len({one["request"] for one in lines}) == 2


def test_a_name_of_the_site_that_is_not_ours_is_refused(client):
    client.get("/")

    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_head_and_a_get_are_one_page(client):
    client.get("/")

    with CaptureQueriesContext(connection) as queries:
        answer = client.head("/")

    assert (len(queries), answer.status_code, answer.content) == (1, 200, b"")


def test_a_site_that_keeps_nothing_still_tags_its_pages(settings):
    settings.KEPT_PAGES_MB = 0
    browser = Client()

    answers = [asked(browser, "/") for _ in range(2)]

    assert [anew for anew, _answer in answers] == [True, True]
    assert answers[1][1]["Cache-Control"] == CACHED
    tag = answers[0][1]["ETag"]
    assert browser.get("/", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_page_is_made_anew_where_the_connection_has_died(client):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could end a connection.")
    client.get("/about/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [ours] = cursor.fetchone()
    killer = connection.copy()
    with killer.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [ours])
    killer.close()
    connection.close_if_unusable_or_obsolete()  # as every request begins

    is_new, answer = asked(client, "/about/")

    assert (is_new, answer.status_code) == (True, 200)
    assert asked(client, "/about/") == (False, ANY)


@pytest.mark.parametrize("address", ["/case-studies/", "/tips/"])
def test_what_one_visitor_asks_without_a_value_is_said_to_nobody_else(client, address):
    told = "We left out a filter"

    theirs = client.get(f"{address}?made_up=").text
    others = client.get(address).text

    assert told in theirs
    assert told not in others
