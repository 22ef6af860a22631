import pytest

from portal.record.models import Event
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_an_event_names_who_what_and_the_states():
    person = UserFactory()

    Event.write(by=person, verb="move", of=person, before="here", after="there")

    event = Event.objects.about(person).get(verb="move")
    assert (event.actor_key, event.object_type, event.before, event.after) == (
        str(person.key),
        "user",
        "here",
        "there",
    )


def test_a_step_of_the_portal_itself_has_no_actor():
    person = UserFactory()

    event = Event.write(by=None, verb="move", of=person)

    assert event.actor_key == ""
