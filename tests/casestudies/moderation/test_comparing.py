"""Tests of what changed between two revisions."""

import datetime

import pytest

from casestudies.moderation import comparing
from casestudies.stories import actions, editing, freezing
from casestudies.stories.models import Revision
from portal.taxonomy.models import (
    CareSetting,
    Enabler,
    IntegratedCareBoard,
    PartnerType,
    Region,
    Role,
    Theme,
    TouchPoint,
)
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_first_story_is_compared_with_nothing():
    revision = factories.submitted_revision()

    before = comparing.earlier(revision)

    assert before is None
    assert comparing.changes(before, revision) == []


def test_an_update_shows_the_parts_that_differ():
    study = factories.published_study()
    teller = study.inquiry.begun_by
    draft = actions.start_update(study, by=teller)
    questions = {one.key: one for one in study.inquiry.version.questions.all()}
    edit(draft, questions["even_better"], "Sundays too.")
    edit(draft, questions["tips"], ["Lay a cloth on the table.", "Ring first."])

    before = comparing.earlier(draft)
    changes = comparing.changes(before, draft)

    assert before.state == "published"
    assert [(one.label, one.before, one.after) for one in changes] == [
        ("Even better if", factories.ANSWERS["long"], "Sundays too."),
        ("Tip 2", "Keep the form to five lines.", "Ring first."),
    ]


def edit(draft, question, value):
    seen = draft.sources.get(key=question.key).lock
    editing.save(draft, question, value, seen=seen)


def set_to(**fields):
    return lambda draft: Revision.objects.filter(pk=draft.pk).update(**fields)


def add_first(name, model):
    """One more term than the draft has."""

    def add(draft):
        terms = getattr(draft, name)
        terms.add(model.objects.exclude(pk__in=terms.all()).first())

    return add


def choose_first(name, model):
    return lambda draft: set_to(**{name: model.objects.first()})(draft)


def change_first(rows_of, **fields):
    def change(draft):
        rows = getattr(draft, rows_of)
        rows.filter(pk=rows.first().pk).update(**fields)

    return change


def another_source(draft):
    draft.inspired_by.add(factories.published_study())


def other_kind(draft):
    kind = PartnerType.objects.get(slug="nhs-charity")
    change_first("partners", partner_type=kind)(draft)


# How everything that is frozen may change, by its key in the frozen document.
CHANGED = [
    ("headline", set_to(headline="Another lunch")),
    ("summary", set_to(summary="Six people met.")),
    ("possibility", set_to(possibility="A table in every hospital.")),
    ("started", set_to(started=datetime.date(2025, 1, 1))),
    ("ongoing", set_to(ongoing=False)),
    ("outcome", set_to(outcome_source="a guess")),
    ("parts", change_first("parts", text="Seven people.")),
    ("tips", change_first("tips", text="Lay two cloths.")),
    ("tips", change_first("tips", order=99)),
    ("partners", change_first("partners", name="Friends of Newtown")),
    ("partners", change_first("partners", order=99)),
    ("partners", change_first("partners", what_they_did="Laid the tables")),
    ("partners", other_kind),
    ("care_settings", add_first("care_settings", CareSetting)),
    ("themes", add_first("themes", Theme)),
    ("enablers", add_first("enablers", Enabler)),
    ("roles", add_first("roles", Role)),
    ("touch_point", choose_first("touch_point", TouchPoint)),
    ("nation", set_to(nation=None)),
    ("region", choose_first("region", Region)),
    ("board", choose_first("board", IntegratedCareBoard)),
    ("inspired_by", another_source),
    ("inspired_by_other", set_to(inspired_by_other="A book")),
]


@pytest.fixture
def update():
    study = factories.published_study(roles=[Role.objects.first().slug])
    return actions.start_update(study, by=study.inquiry.begun_by)


@pytest.mark.parametrize(("key", "change"), CHANGED)
def test_whatever_is_frozen_is_shown_where_it_differs(update, key, change):
    before = comparing.earlier(update)

    change(update)
    draft = Revision.objects.get(pk=update.pk)

    frozen = [freezing.document(one)[key] for one in (before, draft)]
    assert frozen[0] != frozen[1]
    assert len(comparing.changes(before, draft)) == 1


def test_nothing_that_is_frozen_is_left_out(update):
    assert comparing.changes(comparing.earlier(update), update) == []
    assert {key for key, _change in CHANGED} == set(freezing.document(update))


def test_a_change_says_which_kind_of_partner_and_which_story(update):
    before = comparing.earlier(update)
    other_kind(update)
    another_source(update)
    update.inspired_by_other = "A book"

    partners, source = comparing.changes(before, update)

    assert (
        "\nAnytown Hospital (Acute or specialist hospital trust): " in partners.before
    )
    assert partners.after.startswith("Friends of Anytown (NHS charity): ")
    assert (source.label, source.before) == ("Inspired by", "")
    assert source.after == "Lunch at one table (lunch-at-one-table-2)\nA book"


def test_tips_in_another_order_are_one_change_and_reworded_ones_another(update):
    before = comparing.earlier(update)
    first, second = update.tips.all()
    change_first("tips", order=99, text="Lay two cloths.")(update)

    changes = comparing.changes(before, update)

    assert [(one.label, one.before, one.after) for one in changes] == [
        ("Tip 2", first.text, "Lay two cloths."),
        (
            "Order of the tips",
            f"Lay two cloths.\n{second.text}",
            f"{second.text}\nLay two cloths.",
        ),
    ]


def test_still_going_is_a_change_where_no_month_is_given_too(update):
    Revision.objects.update(started=None, ongoing=False)
    set_to(ongoing=True)(update)
    draft = Revision.objects.get(pk=update.pk)

    [change] = comparing.changes(comparing.earlier(draft), draft)

    assert (change.label, change.before, change.after) == ("When", "", "still going")
