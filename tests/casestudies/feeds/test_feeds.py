"""What programs fetch: published stories alone, gone at once when taken down."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from casestudies.feeds.sitemaps import Stories
from casestudies.stories.models import Revision
from tests import bulk, factories
from tests.casestudies.gallery.library import many, story

pytestmark = pytest.mark.django_db
FEED = "/feeds/stories/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(client):
    page = client.get(FEED)
    assert page["Content-Type"] == "application/atom+xml; charset=utf-8"
    tree = ElementTree.fromstring(page.content)  # noqa: S314 (it is our own)
    return tree.findall(f"{ATOM}entry")


def titles(client):
    return [entry.findtext(f"{ATOM}title") for entry in entries(client)]


def locations(client, address="/sitemap-stories.xml"):
    tree = ElementTree.fromstring(client.get(address).content)  # noqa: S314
    return [one.text for one in tree.iter(f"{MAP}loc")]


def take_down(study):
    revision = study.revisions.get()
    factories.actions.withdraw(
        revision,
        by=factories.moderator(),
        seen=revision.lock,
        digest=revision.digest,
    )


def test_the_feed_has_the_newest_stories_first(client, settings):
    settings.SITE_URL = "https://stories.example.org"
    story("First")
    study = story("Second", care_settings=["care-home"], themes=["carers"])

    newest = entries(client)[0]

    assert titles(client) == ["Second", "First"]
    address = f"https://stories.example.org{study.get_absolute_url()}"
    assert newest.find(f"{ATOM}link").get("href") == address
    assert newest.findtext(f"{ATOM}id") == address
    assert newest.findtext(f"{ATOM}summary") == study.revisions.get().summary
    assert {one.get("term") for one in newest.findall(f"{ATOM}category")} == {
        "Care home",
        "Unpaid carers",
    }


def test_method_47_an_example_says_so_in_its_entry(client):
    story("Real")
    story("Made up", is_example=True)

    assert titles(client) == ["Example story: Made up", "Real"]


def test_only_what_is_published_is_in_feed_and_sitemap(client):
    study = story("Up")
    factories.submitted_revision(answers={"title": "Waiting"})
    factories.draft_revision(answers={"title": "Draft"})

    assert titles(client) == ["Up"]
    assert [one.rpartition("/case-studies/")[2] for one in locations(client)] == [
        f"{study.slug}/"
    ]


def test_a_story_that_is_taken_down_is_gone_at_the_next_request(client):
    story("Stays")
    gone = story("Goes")
    before = titles(client), len(locations(client))

    take_down(gone)

    assert before == (["Goes", "Stays"], 2)
    assert titles(client) == ["Stays"]
    assert len(locations(client)) == 1


@pytest.mark.parametrize("address", [FEED, "/sitemap-stories.xml"])
def test_a_copy_of_before_is_never_the_newest(client, settings, address):
    settings.KEPT_PAGES_MB = 32
    browser = Client()
    story("Stays")
    gone = story("Goes")
    first = browser.get(address)
    same = browser.get(address, headers={"If-None-Match": first["ETag"]})

    take_down(gone)
    then = browser.get(address, headers={"If-None-Match": first["ETag"]})

    assert same.status_code == 304
    assert then.status_code == 200
    assert gone.slug not in then.text
    assert "Last-Modified" not in first
    assert first["Cache-Control"].startswith("public, max-age=0")


def test_a_feed_without_stories_is_a_feed_and_always_the_same(client):
    first = client.get(FEED).content

    assert entries(client) == []
    assert client.get(FEED).content == first


def test_letters_that_xml_does_not_know_are_left_out(client):
    study = story("Lunch")
    odd = "Lunch \x0bat\x1b <one> & ‮table"
    Revision.objects.filter(case_study=study).update(headline=odd, summary=odd)

    assert titles(client) == ["Lunch at <one> & table"]


@pytest.mark.parametrize(
    "headline",
    ["10\u00a0000 visits", "10\u202f000 visits", "Nurse \U0001f469\u200d\u2695\ufe0f"],
)
def test_spaces_of_any_width_and_joiners_stay(client, headline):
    study = story("Lunch")
    Revision.objects.filter(case_study=study).update(headline=headline)

    assert titles(client) == [headline]


def test_the_gallery_names_its_feed(client):
    page = client.get(reverse("gallery:list")).text

    assert f'type="application/atom+xml" href="{FEED}"' in page


@pytest.mark.parametrize("number", [10, 40])
def test_the_feed_costs_the_same_at_any_size(
    client, django_assert_max_num_queries, number
):
    many(number)
    client.get(FEED)

    with django_assert_max_num_queries(7):
        assert len(entries(client)) == min(number, 20)


def test_every_address_of_the_sitemap_is_there_and_may_be_read(client, settings):
    settings.SITE_URL = "http://testserver"
    story()
    factories.NetworkFactory()

    files = locations(client, "/sitemap.xml")
    pages = [page for file in files for page in locations(client, file)]

    kinds = ["care-settings/", "insights/", "learning/", "about/", "case-studies/"]
    kinds += ["tips/", "share/question-sets/", "organisations/", "map/"]
    kinds += ["learning/make-the-case/"]
    assert len(files) == 8
    assert len(pages) == len(set(pages)) > 90
    for kind in kinds:
        some = [page for page in pages if f"testserver/{kind}" in page][:3]
        assert some, kind
        for page in some:
            assert client.get(page).status_code == 200, page


def test_a_new_story_moves_no_other_to_another_page_of_the_sitemap(client):
    story("First")
    before = locations(client)
    story("Second")

    assert len(before) == 1
    assert locations(client)[:1] == before


def test_an_organisation_of_an_unconfirmed_person_is_not_in_the_sitemap(client):
    shown = factories.OrganisationFactory()
    factories.OrganisationFactory(added_by=factories.UserFactory(verified=False))

    assert [
        one.rpartition("/organisations/")[2]
        for one in locations(client, "/sitemap-organisations.xml")
    ] == [f"{shown.slug}/"]


def test_a_tip_that_is_taken_down_is_gone_from_the_sitemap(client):
    study = story()
    tips = [f"/tips/{tip.key}/" for tip in study.revisions.get().tips.all()]
    before = locations(client, "/sitemap-tips.xml")

    take_down(study)

    assert sorted(one[one.index("/tips/") :] for one in before) == sorted(tips)
    assert locations(client, "/sitemap-tips.xml") == []


def test_a_sitemap_is_cut_into_pages(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(Stories, "limit", 10)
    revision = story().revisions.get()
    bulk.stories(revision, 24)

    files = locations(client, "/sitemap.xml")
    of_stories = [file for file in files if "stories" in file.split("/")[-1]]
    assert len(of_stories) == 3
    assert sum(len(locations(client, file)) for file in of_stories) == 25
    with django_assert_num_queries(2):
        client.get("/sitemap-stories.xml")


@pytest.mark.parametrize("page", ["0", "99", "x", "\x00", "[]", "9" * 400])
def test_odd_pages_of_a_sitemap_are_not_found(client, page):
    assert client.get("/sitemap-stories.xml", {"p": page}).status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_robots_are_told_what_is_nobodys_business_and_where_the_map_is(
    client, settings
):
    settings.SITE_URL = "https://stories.example.org"

    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain"
    assert "Disallow: /account/" in answer.text
    assert "Sitemap: https://stories.example.org/sitemap.xml" in answer.text
    assert "Disallow: /case-studies" not in answer.text
