"""Moderators keep the history of qualifications up to date."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.editions.models import Edition
from portal.learning.models import Milestone
from tests import factories

pytestmark = pytest.mark.django_db
NEW = {
    "seen": 0,
    "key": "0a8f4d2e-5b1c-4f7a-9d36-2c1e8b7f6a50",
    "order": 12,
    "title": "A new certificate",
    "kind": "qualification",
    "year": 2026,
    "year_text": "2026",
    "status": "unknown",
    "note": "It is new.",
    "sources": "The provider wrote to us.",
    "certainty": "seen",
}


@pytest.fixture
def moderator(signed_in):
    return signed_in(factories.moderator())


@pytest.fixture
def entry():
    return Milestone.objects.get(key="q2019")


def filled_in(entry, **changes):
    names = [*NEW, "awarding_body", "level", "status_as_of"]
    values = {name: getattr(entry, name, "") for name in names}
    return {
        **values,
        "year": entry.year or "",
        "seen": entry.history.count(),
        **changes,
    }


def test_a_moderator_adds_an_entry_and_readers_see_it(moderator, client):
    before = Edition.current()

    response = moderator.post(reverse("learning:add"), NEW)

    one = Milestone.objects.get(title="A new certificate")
    assert (
        response["Location"] == one.get_absolute_url() == "/learning/a-new-certificate/"
    )
    assert "A new certificate" in client.get(reverse("learning:home")).content.decode()
    assert [event.verb for event in factories.events(one)] == ["add"]
    assert Edition.current() != before


def test_a_title_like_one_of_our_addresses_gets_another(moderator):
    moderator.post(reverse("learning:add"), {**NEW, "title": "Report"})

    assert Milestone.objects.get(title="Report").slug == "report-2"


def test_a_change_is_kept_with_who_made_it(moderator, entry):
    data = filled_in(entry, note="It still runs.")

    moderator.post(reverse("learning:edit", args=[entry.slug]), data)

    entry.refresh_from_db()
    assert entry.note == "It still runs."
    assert entry.history.first().history_user is not None
    page = moderator.get(entry.get_absolute_url()).content.decode()
    assert "from the file" in page


def test_of_two_moderators_who_change_at_once_the_later_sees_both(moderator, entry):
    stale = filled_in(entry, note="My words.")
    entry.note = "Their words."
    entry.save()

    response = moderator.post(reverse("learning:edit", args=[entry.slug]), stale)

    entry.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 409
    assert entry.note == "Their words."
    assert "Their words." in page
    assert "My words." in page


def test_a_change_that_is_sent_twice_is_one_and_nobody_elses(moderator, entry):
    where = reverse("learning:edit", args=[entry.slug])
    mine = filled_in(entry, note="My words.")

    answers = [moderator.post(where, mine) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert entry.history.count() == int(mine["seen"]) + 1


def test_after_seeing_both_the_moderator_can_save_the_own_words(moderator, entry):
    stale = filled_in(entry, note="My words.")
    entry.note = "Their words."
    entry.save()
    where = reverse("learning:edit", args=[entry.slug])

    conflict = moderator.post(where, stale)
    again = {**stale, "seen": conflict.context["form"]["seen"].value()}
    moderator.post(where, again)

    entry.refresh_from_db()
    assert entry.note == "My words."


def test_one_press_says_that_it_was_checked_today(moderator, entry):
    Milestone.objects.filter(pk=entry.pk).update(checked_on=None)

    moderator.post(reverse("learning:checked", args=[entry.slug]))

    entry.refresh_from_db()
    assert entry.checked_on == timezone.localdate()
    assert [event.verb for event in factories.events(entry)] == ["check"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": "current"}, "confirmed_on"),
        ({"checked_on": "2999-01-01"}, "checked_on"),
        ({"until": 1999}, "until"),
        ({"year": 99999}, "year"),
        ({"title": ""}, "title"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_what_was_typed_stays(
    moderator, entry, changes, field
):
    data = filled_in(entry, note="Typed for long.", **changes)

    page = moderator.post(reverse("learning:edit", args=[entry.slug]), data)

    assert page.context["form"].errors[field]
    assert "Typed for long." in page.content.decode()


def test_the_database_refuses_what_is_open_and_was_never_confirmed(entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=entry.pk).update(status="current")


def test_a_partner_cannot_change_the_history(signed_in, entry):
    partner = signed_in(factories.UserFactory())

    answers = [
        partner.get(reverse("learning:add")),
        partner.post(reverse("learning:add"), NEW),
        partner.post(reverse("learning:edit", args=[entry.slug]), filled_in(entry)),
        partner.post(reverse("learning:checked", args=[entry.slug])),
    ]

    assert {answer.status_code for answer in answers} == {403}


def test_loading_again_changes_nothing(capsys):
    before = Milestone.history.count()

    call_command("load_learning")

    assert "0 added, 0 changed" in capsys.readouterr().out
    assert Milestone.history.count() == before


def test_loading_keeps_what_a_moderator_changed(moderator, entry, capsys):
    data = filled_in(entry, note="It still runs.")
    moderator.post(reverse("learning:edit", args=[entry.slug]), data)

    call_command("load_learning")

    entry.refresh_from_db()
    assert entry.note == "It still runs."
    assert f"1 kept as people want them ({entry.title})" in capsys.readouterr().out


def test_a_broken_file_changes_nothing_and_says_what_is_wrong(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text('{"prepared": "2026-11-24", "events": [{"id": "q1963"}]}')

    with pytest.raises(CommandError, match="could not be loaded"):
        call_command("load_learning", file=broken)

    assert Milestone.objects.count() == 11
