import pytest
from django.utils import timezone

from casestudies.stories import actions, addresses
from tests import factories


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("The lunch table on Ward 6", "the-lunch-table-on-ward-6"),
        ("Café Zoë & Łódź: Straße", "cafe-zoe-lodz-strasse"),
        ("", "story"),
        ("!!!", "story"),
        ("日本", "story"),
        ("New", "story-new"),
    ],
)
def test_an_address_is_made_of_plain_words(headline, slug):
    assert addresses.slug(headline) == slug


def test_a_long_headline_is_cut_at_a_word():
    slug = addresses.slug("wonderful " * 30)

    assert slug == "-".join(["wonderful"] * 8)


def test_one_endless_word_is_cut():
    assert len(addresses.slug("w" * 300)) == addresses.LONGEST


@pytest.mark.django_db
def test_equal_headlines_get_addresses_of_their_own():
    first = factories.published_study()
    second = factories.published_study()

    assert (first.slug, second.slug) == ("lunch-at-one-table", "lunch-at-one-table-2")


@pytest.mark.django_db
def test_the_address_and_first_date_stay_when_the_headline_changes():
    study = factories.published_study()
    date = study.first_published_at

    addresses.give(study, headline="Another name", now=timezone.now())

    study.refresh_from_db()
    assert study.slug == "lunch-at-one-table"
    assert study.first_published_at == date


@pytest.mark.django_db
def test_a_story_has_no_address_before_it_is_published():
    revision = factories.submitted_revision()

    actions.take_back(revision, by=revision.submitted_by, seen=revision.lock)

    assert revision.case_study.slug is None
