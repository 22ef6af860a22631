"""What another process shows of a change: all of it, at its next request."""

import re
import threading

import pytest
from django.db import connection, transaction
from django.test import Client

from casestudies.stories import actions
from portal.record.models import Event
from tests import factories
from tests.casestudies.search import elsewhere
from tests.casestudies.search.documents import put

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

TOTAL = re.compile(r"(\d+) stor(?:y|ies) here")


@pytest.fixture
def other():
    with elsewhere.process() as started:
        yield started


def in_a_thread(act):
    """Start ``act`` on a connection of its own."""

    def run():
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def numbers_in(answer):
    """The numbers of stories that a page names; none where it says there are none."""
    status, page = answer
    assert status == 200
    return [int(number) for number in TOTAL.findall(page)]


def total_of(answer):
    return (numbers_in(answer) or [0])[0]


def publish(revision, **more):
    actions.publish(
        revision,
        by=more.pop("by", None) or factories.moderator(),
        seen=revision.lock,
        digest=revision.digest,
        identity_checked=True,
    )


def withdraw(case_study):
    up = case_study.revisions.published().get()
    actions.withdraw(up, by=factories.moderator(), seen=up.lock, digest=up.digest)
    return up


def test_a_later_change_never_overtakes_one_that_is_not_committed(other):
    """The first has taken its number and waits; the second comes after it.

    It can not finish first on either database: the number is a row that stays locked
    (PostgreSQL), and writers come one after the other (SQLite). A number that is
    handed out without a lock, such as an autoincrement, would let it pass, and the
    other process, which then stands at the second, would never see the first.
    """
    put(1)
    written, go_on, second_done = (threading.Event() for _ in range(3))

    def first():
        with transaction.atomic():
            put(2, "theme:food-drink")
            written.set()
            go_on.wait(20)

    def second():
        put(3, "theme:food-drink")
        second_done.set()

    assert total_of(other.get("/case-studies/")) == 1
    slow = in_a_thread(first)
    written.wait(20)
    quick = in_a_thread(second)
    overtook = second_done.wait(1)
    meanwhile = total_of(other.get("/case-studies/"))
    go_on.set()
    for thread in (slow, quick):
        thread.join(20)

    assert (overtook, meanwhile) == (False, 1)
    assert total_of(other.get("/case-studies/")) == 3
    assert total_of(other.get("/case-studies/?theme=food-drink")) == 2


@pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="a writing transaction of SQLite lets no other begin, so none is overtaken",
)
def test_of_two_moderators_the_one_who_began_first_may_finish_last(other):
    """Its records have the lower numbers, and come when the later ones were read."""
    first, second = factories.submitted_revision(), factories.submitted_revision()
    began, go_on = threading.Event(), threading.Event()
    by_first, by_second = factories.moderator(), factories.moderator()

    def publish_slowly():
        with transaction.atomic():
            Event.write(by=by_first, verb="claim", of=first)
            began.set()
            go_on.wait(20)
            publish(first, by=by_first)

    slow = in_a_thread(publish_slowly)
    began.wait(20)
    publish(second, by=by_second)
    between = total_of(other.get("/case-studies/"))
    go_on.set()
    slow.join(20)

    assert between == 1
    assert total_of(other.get("/case-studies/")) == 2
    published = [
        Event.objects.get(verb="published", object_key=str(one.key)).pk
        for one in (second, first)
    ]
    assert published == sorted(published)


def test_what_is_rolled_back_was_never_seen_and_hides_nothing(other):
    revision = factories.submitted_revision()
    moderator = factories.moderator()
    with transaction.atomic():
        publish(revision, by=moderator)
        transaction.set_rollback(True)
    assert total_of(other.get("/case-studies/")) == 0

    factories.published_study()

    assert total_of(other.get("/case-studies/")) == 1


# Every page that shows, counts or finds published stories.
PAGES = [
    "/",
    "/case-studies/",
    "/case-studies/?q=quokka",
    "/case-studies/?q=quokka&sort=newest",
    "/case-studies/?care_setting=hospital-ward&theme=food-drink",
    "/care-settings/",
    "/care-settings/hospital-ward/",
    "/themes/",
    "/themes/food-drink/",
]


def here(address):
    response = Client().get(address)  # it keeps nothing
    return response.status_code, response.content.decode()


def shown(get, addresses):
    """By address: whether the story's word or name is there, and what is counted."""
    found = {}
    for address in addresses:
        status, page = get(address)
        assert status == 200, address
        results = (
            page.replace("“quokka”", "")
            .replace("tea-with-a-quokka", "")
            .replace('value="quokka"', "")
        )
        found[address] = ("quokka" in results.lower(), numbers_in((status, page)))
    return found


def quokka():
    return factories.published_study(answers={"title": "Tea with a quokka"})


def test_a_withdrawal_shows_at_the_next_request_everywhere(other):
    like = factories.published_study(answers={"title": "Lunch at one table"})
    pages = [*PAGES, like.get_absolute_url()]
    processes = [here, other.get]
    without = [shown(get, pages) for get in processes]
    study = quokka()
    address = study.get_absolute_url()
    before = [shown(get, pages) for get in processes]
    assert [get(address)[0] for get in processes] == [200, 200]

    withdraw(study)

    assert [get(address)[0] for get in processes] == [410, 410]
    assert [shown(get, pages) for get in processes] == without
    assert ["quokka" in get(address)[1].lower() for get in processes] == [False, False]
    for seen_before, seen_without in zip(before, without, strict=True):
        listed = {page for page in pages if seen_before[page][0]}
        assert set(pages) - listed == {"/care-settings/", "/themes/"}
        assert not any(is_shown for is_shown, _ in seen_without.values())
        assert all(seen_before[page] != seen_without[page] for page in pages)


def test_a_story_that_is_put_back_shows_at_the_next_request_everywhere(other):
    study = quokka()
    before = shown(other.get, PAGES)
    up = withdraw(study)
    assert total_of(other.get("/case-studies/")) == 0

    actions.restore(up, by=factories.moderator(), seen=up.lock, digest=up.digest)

    assert shown(other.get, PAGES) == before
    assert other.get(study.get_absolute_url())[0] == 200


def test_the_words_of_an_old_version_are_gone_at_the_next_request(other):
    study = quokka()
    assert total_of(other.get("/case-studies/?q=quokka")) == 1
    draft = actions.start_update(study, by=study.inquiry.begun_by)
    type(draft).objects.filter(pk=draft.pk).update(headline="Tea with a wombat")
    draft.refresh_from_db()
    ticks = factories.ticks(draft)
    actions.submit(draft, by=study.inquiry.begun_by, seen=draft.lock, ticks=ticks)
    assert total_of(other.get("/case-studies/?q=quokka")) == 1

    publish(draft)

    assert not any(is_shown for is_shown, _ in shown(other.get, PAGES).values())
    assert total_of(other.get("/case-studies/?q=wombat")) == 1
