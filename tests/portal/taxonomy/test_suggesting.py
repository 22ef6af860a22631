from importlib import import_module

import pytest
from django.apps import apps

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


def test_words_that_nearly_every_story_has_suggest_nothing_alone():
    text = "Staff and patients at the surgery"

    found = suggest(text, CareSetting.objects.all(), 3)

    assert slugs(found) == ["general-practice"]


def test_words_of_a_name_count_together():
    terms = CareSetting.objects.all()
    text = (
        "Patients on the ward sat outside in the sun. The ward sister gave us the "
        "door code."
    )

    assert slugs(suggest(text, terms, 3)) == ["hospital-ward"]
    assert slugs(suggest("The patient transport was late.", terms, 3)) == [
        "ambulance-transport"
    ]


def test_words_of_a_keyword_count_together():
    terms = Theme.objects.all()

    assert suggest("Nobody had a form in their hand.", terms, 3) == []
    assert slugs(suggest("Three from the sixth form came.", terms, 3)) == [
        "young-people"
    ]


def test_a_longer_phrase_takes_its_words_from_a_shorter_one():
    found = suggest("She waited for day surgery.", CareSetting.objects.all(), 3)

    assert slugs(found) == ["outpatients"]


def test_keywords_of_before_the_commas_stay_words_by_themselves():
    theme = Theme.objects.first()
    theme.keywords = "sixth form"
    theme.save()
    migration = import_module("portal.taxonomy.migrations.0004_keywords_with_commas")

    migration.part_with_commas(apps, None)
    migration.part_with_commas(apps, None)

    theme.refresh_from_db()
    assert theme.keywords == "sixth, form"
