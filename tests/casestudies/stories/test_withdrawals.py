"""A story that was taken down never comes back with a backup."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from casestudies.search import Selection, index
from casestudies.search.finding import find
from casestudies.stories import actions, withdrawals
from casestudies.stories.workflow import State
from portal.post.models import Message
from portal.running import backups, journal
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def study():
    return factories.published_study()


def up(study):
    return study.revisions.published().get()


def take_down(study, *, by=None):
    by = by or factories.moderator()
    shown = up(study)
    actions.withdraw(shown, by=by, seen=shown.lock, digest=shown.digest)
    return shown


def put_up(shown):
    actions.restore(
        shown, by=factories.moderator(), seen=shown.lock, digest=shown.digest
    )


def back_up(tmp_path):
    try:
        call_command("backup", to=tmp_path / "backups", verbosity=0)
    except Exception as problem:
        if "is not installed" in str(problem):
            pytest.skip("there is no pg_dump here")
        raise
    [backup] = backups.complete(tmp_path / "backups")
    return str(backup.folder)


def restore(folder):
    call_command("restore", folder, "--replace", "--yes", verbosity=0)


def test_a_story_taken_down_after_the_backup_stays_down(study, client, tmp_path):
    backup = back_up(tmp_path)
    take_down(study)
    written = Message.objects.count()

    restore(backup)

    assert client.get(study.get_absolute_url()).status_code == 410
    assert find(Selection()).total == 0
    assert Message.objects.count() < written  # nobody is told a second time
    [event] = factories.events(study.revisions.get(), after=State.WITHDRAWN)
    assert event.actor_key == ""


def test_one_that_stands_stays_up(study, client, tmp_path):
    backup = back_up(tmp_path)

    restore(backup)

    assert client.get(study.get_absolute_url()).status_code == 200


def test_a_backup_with_an_older_index_is_found_by_its_words(study, client, tmp_path):
    index.rebuild([])  # nothing of it fits what searches now
    backup = back_up(tmp_path)

    restore(backup)

    assert find(Selection()).total == 1


def test_one_put_back_after_the_backup_is_named_for_a_moderator(
    study, tmp_path, capsys
):
    shown = take_down(study)
    backup = back_up(tmp_path)
    put_up(shown)

    restore(backup)

    assert not study.revisions.published().exists()
    assert f"please look: {study.key}" in capsys.readouterr().out


def test_who_took_it_down_still_decides_who_may_put_it_back(study, tmp_path):
    backup = back_up(tmp_path)
    take_down(study, by=study.inquiry.begun_by)

    restore(backup)

    shown = study.revisions.get()
    assert not factories.moderator().has_perm("stories.restore", shown)


def test_an_update_with_a_date_does_not_bring_it_back(study, tmp_path):
    teller = study.inquiry.begun_by
    draft = actions.start_update(study, by=teller)
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    actions.schedule(
        draft,
        by=factories.moderator(),
        seen=draft.lock,
        digest=draft.digest,
        when=timezone.now() + timedelta(days=1),
        identity_checked=True,
    )
    backup = back_up(tmp_path)
    take_down(study)

    restore(backup)

    assert actions.publish_due(now=timezone.now() + timedelta(days=2)) == 0
    assert [one.state for one in study.revisions.order_by("number")] == [
        State.WITHDRAWN,
        State.SUBMITTED,
    ]


def test_the_journal_holds_keys_and_no_words(study):
    take_down(study)

    [line] = journal.lines()
    assert set(line) == {"at", "kind", "key", "verb", "by_teller"}
    assert (line["key"], line["verb"]) == (str(study.key), journal.WITHDRAW)


def test_a_story_that_the_backup_does_not_know_is_passed_over(study):
    line = {"by_teller": False}

    assert not withdrawals.do_again("00000000-0000-4000-8000-000000000000", line)


def test_doing_it_twice_does_it_once(study):
    line = {"by_teller": False}

    done = [withdrawals.do_again(study.key, line) for _ in range(2)]

    assert done == [True, False]


def test_a_line_written_by_hand_takes_down_whatever_it_says_of_tellers(study):
    withdrawals.do_again(study.key, {"by_teller": "yes"})

    assert study.revisions.get().state == State.WITHDRAWN
