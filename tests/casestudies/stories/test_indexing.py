import pytest
from django.core.management import call_command
from django.db import connection
from django_q.models import OrmQ

from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.search.models import Entry, Generation
from casestudies.stories import actions, indexing
from casestudies.stories.models import Revision
from portal.organisations import actions as organisations
from portal.taxonomy import actions as taxonomy
from portal.taxonomy.models import (
    CareSetting,
    Enabler,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Theme,
    TouchPoint,
)
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def board(slug, *successors):
    """A board of our own, so that lines of any length can be drawn."""
    region = IntegratedCareBoard.objects.first().region
    made = IntegratedCareBoard.objects.create(
        slug=slug,
        name=slug,
        full_name=slug,
        ods_code=slug,
        region=region,
        valid_from="2022-07-01",
    )
    made.successors.set(successors)
    return made


def icbs(document):
    return {slug for facet, slug in document.terms if facet == "icb"}


def test_method_38_a_story_is_found_under_each_successor_of_its_board():
    newest = board("new1")
    middle = board("mid1", newest)
    other = board("new2")
    study = factories.published_study()
    revision = study.revisions.get()
    revision.board = board("old1", middle, other)

    document = indexing.document(revision)

    assert icbs(document) == {"old1", "mid1", "new1", "new2"}


def test_method_38_boards_that_point_at_each_other_end():
    one, two = board("one1"), board("two2")
    one.successors.add(two)
    two.successors.add(one)
    revision = factories.published_study().revisions.get()
    revision.board = one

    assert icbs(indexing.document(revision)) == {"one1", "two2"}


def test_method_13_search_knows_nothing_that_is_not_published():
    factories.published_study(
        protocol="adapting-an-idea", answers={"thanks": "Xylophone"}
    )

    assert find(Selection(words="xylophone")).total == 0


def test_a_document_holds_the_words_and_terms_of_the_page():
    study = factories.published_study(protocol="hospital-shoe-pinches")

    document = indexing.document(study.revisions.with_content().get())

    assert document.headline == "Lunch at one table"
    assert "Lay a cloth on the table." in document.tips
    assert "Friends of Anytown" in document.body
    assert document.terms >= {
        ("care_setting", "hospital-ward"),
        ("theme", "food-drink"),
        ("enabler", "start-small"),
        ("touch_point", "getting-home"),
        ("partner_type", "acute-trust"),
        ("nation", "england"),
        ("year", str(study.first_published_at.year)),
    }


def test_the_index_can_be_made_anew(capsys):
    studies = [factories.published_study() for _one in range(3)]
    factories.draft_revision()
    Entry.objects.all().delete()

    call_command("rebuild_search")

    assert find(Selection()).total == 3
    assert find(Selection(words="lunch")).total == 3
    assert set(find(Selection()).ids) == {study.pk for study in studies}
    assert "3 stories are in the search." in capsys.readouterr().out


@pytest.mark.parametrize("count", [1, 5])
def test_making_the_index_anew_costs_the_same_queries(
    count, django_assert_max_num_queries
):
    for _one in range(count):
        factories.published_study()

    with django_assert_max_num_queries(40):
        call_command("rebuild_search", verbosity=0)


def test_an_update_keeps_the_place_in_the_order_of_publishing():
    first = factories.published_study()
    second = factories.published_study()
    draft = actions.start_update(first, by=first.inquiry.begun_by)
    actions.submit(
        draft,
        by=first.inquiry.begun_by,
        seen=draft.lock,
        ticks=factories.ticks(draft),
    )
    moderator = factories.moderator()
    actions.publish(
        draft, by=moderator, seen=draft.lock, digest=draft.digest, identity_checked=True
    )

    assert find(Selection()).ids == [second.pk, first.pk]
    assert Revision.objects.published().count() == 2


def sizes(study):
    entry = Entry.objects.get(study=study.pk)
    return {slug for facet, slug in entry.pairs() if facet == "size"}


def test_the_size_of_a_partner_is_its_own_or_that_it_is_of_the_nhs():
    friends = factories.OrganisationFactory(name="Friends of Anytown", size="micro")
    study = factories.published_study()

    assert sizes(study) == {"micro", "nhs"}
    assert friends.name in {one.name for one in study.revisions.get().partners.all()}


def test_a_story_is_found_under_the_new_size_of_its_partner_at_once():
    friends = factories.OrganisationFactory(name="Friends of Anytown")
    study, gone = factories.published_study(), factories.published_study()
    withdraw(gone)
    assert sizes(study) == {"nhs"}

    friends.size = "small"
    organisations.change(friends, by=factories.moderator())

    assert sizes(study) == {"small", "nhs"}
    assert find(Selection(terms={"size": ("small",)})).ids == [study.pk]
    assert not Entry.objects.get(study=gone.pk).is_shown


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        (CareSetting, "hospital-ward"),
        (Theme, "food-drink"),
        (TouchPoint, "getting-home"),
        (PartnerType, "acute-trust"),
        (Nation, "england"),
    ],
)
def test_a_story_is_found_by_the_new_names_of_its_terms(kind, slug):
    study, gone = (
        factories.published_study(protocol="hospital-shoe-pinches") for _ in range(2)
    )
    withdraw(gone)
    term = kind.objects.get(slug=slug)
    term.name = "Zwieback and cocoa"
    term.save()

    assert taxonomy.renamed(term)
    assert find(Selection(words="zwieback")).ids == [study.pk]


def test_a_new_name_of_many_stories_is_one_job_for_the_worker():
    for _one in range(3):
        factories.published_study(themes=["food-drink"])
    theme = Theme.objects.get(slug="food-drink")
    OrmQ.objects.all().delete()

    assert taxonomy.renamed(theme)
    assert OrmQ.objects.count() == (connection.vendor == "sqlite")


def test_the_new_name_of_what_no_story_is_found_by_leaves_the_index_alone():
    factories.published_study()
    before = Generation.objects.get().number

    assert taxonomy.renamed(Enabler.objects.get(slug="start-small"))
    assert Generation.objects.get().number == before


def test_what_is_no_change_of_size_leaves_the_index_alone():
    friends = factories.OrganisationFactory(name="Friends of Anytown")
    factories.published_study()
    before = Generation.objects.get().number

    friends.website = "https://example.org/"
    organisations.change(friends, by=factories.moderator())

    assert Generation.objects.get().number == before


def withdraw(study):
    revision = study.revisions.get()
    actions.withdraw(
        revision, by=factories.moderator(), seen=revision.lock, digest=revision.digest
    )
