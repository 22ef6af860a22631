"""A form that is sent twice at once makes one object, one event and its letters once."""

from collections import Counter

import pytest
from django.urls import reverse

from portal.post.models import Message
from portal.record.models import Event
from tests import factories
from tests.access import asking, table, world
from tests.hostile import forms
from tests.together.creating import CREATING, MAKES_NOTHING, STEPS
from tests.together.meeting import at_once

STATES = sorted({one.state for one in CREATING})
MADE = {model for one in CREATING for model in one.makes}


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", STATES)
def test_a_form_sent_twice_at_once_makes_one_of_each(state):
    here = world.build(state)
    begun = factories.inquiry(
        by=here.people["teller"], organisation=here.inquiry.organisation
    )
    questions = [one.key for one in begun.version.questions.filter(kind="long")[:2]]
    for name, key in zip(["unanswered", "unanswered too"], questions, strict=True):
        here.kwargs[name] = {"key": begun.key, "question": key}
    here.kwargs["not composed"] = {"key": begun.key}

    sent = [one for one in CREATING if one.state == state]
    made = {one.name: sent_twice(one, here) for one in sent}

    assert made == {one.name: [one.makes, one.events, one.letters] for one in sent}


def sent_twice(one, here):
    """Rows by model, events by verb and letters by kind that two posts have made."""
    path = reverse(one.name, kwargs=here.kwargs[one.kind])
    read = reverse(one.read or one.name, kwargs=here.kwargs[one.kind])
    browsers = [asking.client(here.people[one.role]) for _click in range(2)]
    browsers[1].cookies = browsers[0].cookies.copy()
    page = browsers[0].get(read).content.decode()
    typed = one.typed(here) if callable(one.typed) else one.typed
    data = forms.by_address([(read, page)])["post", path] | typed
    before = there_is()
    answers = at_once(*[lambda by=by: by.post(path, data) for by in browsers])
    assert all(answer.status_code < 500 for answer in answers), one.name
    return [after - was for was, after in zip(before, there_is(), strict=True)]


def there_is():
    rows = Counter({model: model.objects.count() for model in MADE})
    verbs = Counter(Event.objects.values_list("verb", flat=True))
    return rows, verbs, Counter(Message.objects.values_list("kind", flat=True))


def test_each_address_that_takes_a_form_is_asked_or_named():
    """Whoever adds one says here what it makes, or that it makes nothing."""
    takes = {one.name for one in table.ADDRESSES if one.takes("post")}
    ours = {one.name for one in CREATING if not one.name.startswith(table.GROUPS)}

    assert takes == ours | STEPS | MAKES_NOTHING
