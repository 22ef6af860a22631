"""The coverage page against a recount in plain Python, zeros included."""

import random
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from casestudies.insights import coverage
from casestudies.search import index
from portal.taxonomy.models import (
    CareSetting,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
    Theme,
    TouchPoint,
)
from tests import factories
from tests.casestudies.gallery.library import story_of
from tests.casestudies.insights import boxes
from tests.casestudies.search.documents import document, put

pytestmark = pytest.mark.django_db
KEYS = [kind.key for kind in coverage.KINDS]
MODELS = {
    "care_setting": CareSetting,
    "theme": Theme,
    "touch_point": TouchPoint,
    "partner_type": PartnerType,
    "nation": Nation,
    "region": Region,
    "icb": IntegratedCareBoard,
}


def some_documents(seed, number):
    """Stories with terms by chance, so that many pairs stay without any."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    slugs = {
        facet: list(model.objects.values_list("slug", flat=True))
        for facet, model in MODELS.items()
    }
    for study in range(1, number + 1):
        terms = [
            f"{facet}:{slug}"
            for facet in MODELS
            for slug in chance.sample(slugs[facet], chance.choice([0, 1, 2]))
        ]
        yield document(study, *terms)


def terms_of(axis):
    """The terms that each name of a row or column stands for."""
    if axis.is_sector:
        named = {}
        for one in PartnerType.objects.all():
            sector = named.setdefault(str(one.get_sector_display()), set())
            sector.add((axis.facet, one.slug))
        return named
    rows = MODELS[axis.facet].objects.all()
    if axis.facet == "icb":
        rows = rows.filter(valid_to=None)
    return {one.name: {(axis.facet, one.slug)} for one in rows}


def recounted(documents, kind):
    """Every number of a table, counted one story after the other."""
    rows, columns = terms_of(kind.rows), terms_of(kind.columns)
    counts = {}
    for row, ours in rows.items():
        for column, theirs in columns.items():
            both = [d for d in documents if d.terms & ours and d.terms & theirs]
            counts[row, column] = len(both)
        counts[row, "All"] = sum(1 for d in documents if d.terms & ours)
    if not kind.columns.is_sector:
        for column, theirs in columns.items():
            counts["All", column] = sum(1 for d in documents if d.terms & theirs)
        counts["All", "All"] = len(documents)
    return counts


@pytest.mark.parametrize("kind", coverage.KINDS, ids=KEYS)
def test_every_number_equals_a_recount(client, kind):
    documents = list(some_documents(kind.key, 60))
    index.rebuild(documents)
    for gone in documents[:10]:
        index.remove(gone.study)

    shown = boxes.of(client, kind.key)

    numbers = {pair: boxes.number(box) for pair, box in shown.items()}
    assert numbers == recounted(documents[10:], kind)
    assert 0 in numbers.values()


@pytest.mark.parametrize("key", KEYS)
def test_each_number_leads_to_as_many_stories(client, key):
    documents = list(some_documents(7, 12))
    index.rebuild(documents)

    filled = [box for box in boxes.of(client, key).values() if box.url]
    filled = [box for box in filled if boxes.number(box)][:4]

    assert filled
    for box in filled:
        found = client.get(box.url).context["found"]
        assert found.total == boxes.number(box), box


@pytest.mark.parametrize("key", KEYS)
def test_method_36_each_zero_invites_and_fills_the_form_in(client, key):
    shown = boxes.of(client, key)

    empty = {pair: box for pair, box in shown.items() if pair != ("All", "All")}
    for pair, box in empty.items():
        assert box.text.startswith("None yet: No stories "), pair
        assert box.text.endswith(" yet: could you tell one?"), pair
        assert urlsplit(box.url).path == "/share/", pair
    asked = [parse_qs(urlsplit(box.url).query) for box in empty.values()]
    known = {facet for one in asked for facet in one}
    assert known >= {"partner_type"} or known >= {"theme"} or known >= {"touch_point"}
    for one in asked[:3]:
        page = client.get("/share/?" + "&".join(f"{k}={v[0]}" for k, v in one.items()))
        told = {(k.kind.name, k.term.slug) for k in page.context["known"]}
        assert told == {(name, values[0]) for name, values in one.items()}


def test_a_board_that_will_close_has_a_row_until_then(client):
    board, closed = IntegratedCareBoard.objects.filter(valid_to=None)[:2]
    board.valid_to = timezone.localdate()
    closed.valid_to = timezone.localdate() - timedelta(days=1)
    for one in (board, closed):
        one.save()

    rows = {row for row, _column in boxes.of(client, "boards-and-partners")}

    assert board.name in rows
    assert closed.name not in rows


@pytest.mark.parametrize("key", KEYS)
def test_where_every_box_has_a_story_none_is_said_to_wait(client, key):
    address = "/insights/coverage/"
    assert "wait for their first story." in client.get(address, {"table": key}).text

    slugs = {
        name: MODELS[name].objects.values_list("slug", flat=True) for name in MODELS
    }
    put(1, *(f"{name}:{slug}" for name, each in slugs.items() for slug in each))

    page = client.get(address, {"table": key}).text
    assert "Every box has a story." in page
    assert "wait for their first story." not in page


def test_method_36_zeros_read_like_an_invitation(client):
    shown = boxes.of(client, "partners-and-nations")

    wales = shown["Hospice charity", "Wales"]
    assert "No stories from hospices in Wales yet: could you tell one?" in wales.text
    assert parse_qs(urlsplit(wales.url).query) == {
        "partner_type": ["hospice"],
        "nation": ["wales"],
    }


def test_a_missing_board_fills_in_its_region_and_nation(client):
    shown = boxes.of(client, "boards-and-partners")

    box = shown["Cheshire and Merseyside", "NHS charity"]
    assert parse_qs(urlsplit(box.url).query) == {
        "nation": ["england"],
        "region": ["north-west"],
        "icb": ["qyg"],
        "partner_type": ["nhs-charity"],
    }


def test_method_35_every_list_has_a_table_with_its_zeros(client):
    lists = {
        axis.facet for kind in coverage.KINDS for axis in (kind.rows, kind.columns)
    }

    assert lists == set(MODELS)


def test_method_37_hospital_linked_charities_come_first(client):
    first = next(iter(boxes.of(client, "partners-and-settings")))

    assert first[0] == "Hospital-linked charity or League of Friends"


def test_method_38_a_story_of_a_closed_board_counts_for_its_successors(client):
    frimley = IntegratedCareBoard.objects.get(name="Frimley")
    place = {"nation": frimley.region.nation, "region": frimley.region}
    story_of("Lunch", terms={}, board=frimley, **place)

    shown = boxes.of(client, "boards-and-partners")

    here = {row for (row, column), box in shown.items() if boxes.number(box)} - {"All"}
    assert here == {one.name for one in frimley.successors.all()}
    assert len(here) == 3
    assert frimley.name not in {row for row, _column in shown}


def test_only_what_is_published_counts(client):
    study = factories.published_study()
    factories.submitted_revision()
    factories.draft_revision()

    before = boxes.of(client, "themes-and-settings")["All", "All"]
    revision = study.revisions.get()
    factories.actions.withdraw(
        revision,
        by=factories.moderator(),
        seen=revision.lock,
        digest=revision.digest,
    )
    after = boxes.of(client, "themes-and-settings")

    assert boxes.number(before) == 1
    assert {boxes.number(box) for box in after.values()} == {0}


def test_a_retired_term_stays_while_it_has_stories_and_invites_nobody(client):
    Theme.objects.filter(slug="carers").update(retired=True)
    put(1, "theme:carers", "care_setting:hospital-ward")

    shown = boxes.of(client, "themes-and-settings")
    index.remove(1)
    later = boxes.of(client, "themes-and-settings")

    assert boxes.number(shown["Unpaid carers", "Hospital ward"]) == 1
    assert shown["Unpaid carers", "Care home"].text == "None"
    assert shown["Unpaid carers", "Care home"].url == ""
    assert ("Unpaid carers", "Hospital ward") not in later


def test_the_shade_follows_the_number(client):
    for study in range(8):
        put(study, "theme:carers", "care_setting:care-home")
    put(8, "theme:cancer", "care_setting:care-home")

    shown = boxes.of(client, "themes-and-settings")

    assert shown["Unpaid carers", "Care home"].css == "cl-heat--4"
    assert shown["Living with cancer", "Care home"].css == "cl-heat--1"
    assert shown["Young people", "Care home"].css == "cl-heat--0"


def test_method_22_no_page_speaks_of_percentages(client):
    put(1, "theme:carers", "care_setting:care-home")

    for address in ["/insights/", *(f"/insights/coverage/?table={k}" for k in KEYS)]:
        page = client.get(address).text
        assert "%" not in page.replace("%20", "")
        assert "per cent" not in page


@pytest.mark.parametrize("table", ["", "no-such", "\x00", "‮x", "a" * 10_000, "[]"])
def test_a_table_that_is_not_known_is_the_first(client, table):
    page = client.get("/insights/coverage/", {"table": table})

    assert page.status_code == 200
    assert page.context["table"].kind is coverage.KINDS[0]


@pytest.mark.parametrize("key", ["journey-and-sectors", "boards-and-partners"])
def test_a_table_asks_the_database_the_same_at_any_size(
    client, django_assert_max_num_queries, key
):
    index.rebuild(some_documents(1, 10))
    client.get("/insights/coverage/", {"table": key})
    with django_assert_max_num_queries(9) as few:
        client.get("/insights/coverage/", {"table": key})
    index.rebuild(some_documents(1, 200))
    client.get("/insights/coverage/", {"table": key})

    with django_assert_max_num_queries(9) as many:
        client.get("/insights/coverage/", {"table": key})

    assert len(many) == len(few)


def test_who_is_missing_names_every_list_and_what_it_lacks(client):
    put(1, "partner_type:hospital-friends", "nation:wales")

    page = client.get("/insights/")

    text = " ".join(page.text.split())
    assert "There is 1 story here." in text
    assert "1 story here from hospital-linked charities" in text
    assert "No stories from hospices yet: could you tell one?" in text
    assert "No stories in Scotland yet: could you tell one?" in text
    assert "No stories in Wales yet" not in text
    assert "No stories in the North West region yet" in text
    assert "No stories from hospital-linked charities yet" not in text


def test_who_is_missing_asks_the_database_the_same_at_any_size(
    client, django_assert_max_num_queries
):
    index.rebuild(some_documents(1, 10))
    client.get("/insights/")
    with django_assert_max_num_queries(12) as few:
        client.get("/insights/")
    index.rebuild(some_documents(1, 200))
    client.get("/insights/")

    with django_assert_max_num_queries(12) as many:
        client.get("/insights/")

    assert len(many) == len(few)


def test_before_the_first_story_the_start_asks_for_it(client):
    page = client.get("/insights/").text

    assert "There are no stories here yet." in page
    assert "0 stories" not in page
