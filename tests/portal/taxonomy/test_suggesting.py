import pytest

from portal.taxonomy.models import CareSetting, Enabler, Theme
from portal.taxonomy.suggesting import suggest

pytestmark = pytest.mark.django_db

LUNCH = (
    "On the ward six patients ate lunch at one table. A friend met him at his own "
    "door on the day of his discharge from hospital, so that he was not alone."
)


def slugs(terms):
    return [term.slug for term in terms]


def test_the_words_of_a_text_suggest_care_settings():
    assert slugs(suggest(LUNCH, CareSetting.objects.all(), 1)) == ["hospital-ward"]


def test_the_words_of_a_text_suggest_themes_best_first():
    found = slugs(suggest(LUNCH, Theme.objects.all(), 4))

    assert "going-home" in found
    assert len(found) <= 4


def test_no_text_suggests_nothing():
    assert suggest("", Theme.objects.all(), 3) == []
    assert suggest("and of the", Theme.objects.all(), 3) == []


def test_only_whole_words_count():
    assert "place-and-badge" not in slugs(suggest("badger", Enabler.objects.all(), 5))


def test_case_and_punctuation_do_not_matter():
    assert slugs(suggest("A BADGE!", Enabler.objects.all(), 1)) == ["place-and-badge"]


def test_one_and_many_are_the_same_word():
    assert slugs(suggest("Two badges", Enabler.objects.all(), 1)) == ["place-and-badge"]


def test_what_is_far_behind_the_best_is_not_suggested():
    terms = CareSetting.objects.all()

    near = slugs(suggest("The hospice and the matron.", terms, 3))
    far = slugs(suggest("The hospice, the hospice, and the matron.", terms, 3))

    assert near == ["hospice-end-of-life", "hospital-ward"]
    assert far == ["hospice-end-of-life"]
