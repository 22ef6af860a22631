"""kill -9 of web and worker at random moments, and what must hold afterwards."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from casestudies.stories import actions
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State
from inquiry.telling.models import Answer, AnswerVersion
from portal.post.models import Message
from tests import factories
from tests.falling.sink import sink
from tests.falling.site import PATIENCE, descendants, kill, running, wait_until
from tests.falling.visitors import Crowd, Publisher, Writer

WRITERS = 3
PAUSES = (0.2, 1.2)  # seconds between two crashes, from when all is up again
SLOW = 3  # seconds for each crash that a busy machine may be behind
VICTIMS = ["web", "worker", "both", "a child of web", "a child of worker"]
MOST_LETTERS = 2
WAYS = (
    [State.DRAFT, State.SUBMITTED, State.PUBLISHED],
    [State.DRAFT, State.SUBMITTED, State.SCHEDULED, State.PUBLISHED],
)


def crash(folder, *, times, seed, stories, tell=lambda text: None):
    """Crash so often under load and let all come to rest; return a table of counts.

    Of the ``stories``, half wait for a moderator and half for their date. Raises
    AssertionError with the first promise that does not hold.
    """
    dice = random.Random(seed)  # noqa: S311
    ready, planned = prepare(stories)
    with sink() as mail, running(folder, mail_port=mail.port) as site:
        writers = [Writer(site, factories.inquiry()) for _ in range(WRITERS)]
        pause = times * sum(PAUSES) / (len(ready) or 1)
        publisher = Publisher(site, factories.moderator(), ready, pause=pause)
        site.start()
        crowd = Crowd()
        for act in [*(writer.write for writer in writers), publisher.publish]:
            crowd.add(act)
        crowd.add(lambda: plan(planned, pause))
        killed = Counter()
        with crowd:
            for number in range(times):
                time.sleep(dice.uniform(*PAUSES))
                killed[strike(site, dice)] += 1
                raise_up(site)
                tell(f"{number + 1} of {times}: {sum(killed.values())} killed")
            wait_until(
                lambda: not publisher.waiting and not unplanned(planned),
                "all stories are decided on",
                seconds=PATIENCE + times * SLOW,
            )
        come_to_rest(site)
        return {
            **{f"kill -9 of {victim}": killed[victim] for victim in VICTIMS},
            **answers(writers),
            **published([*ready, *planned], publisher),
            **letters(mail),
            **database(),
        }


def prepare(stories):
    """Stories that a moderator will publish, and others whose date has come."""
    ready = [factories.submitted_revision() for _ in range((stories + 1) // 2)]
    planned = [factories.submitted_revision() for _ in range(stories // 2)]
    return ready, planned


def plan(planned, pause):
    """Give the next story its date, and wake the worker as its timetable does."""
    waiting = next(iter(unplanned(planned)), None)
    if waiting:
        actions.schedule(
            waiting,
            by=factories.moderator(),
            seen=waiting.lock,
            digest=waiting.digest,
            when=timezone.now() - timedelta(seconds=1),
            identity_checked=True,
        )
    wake()
    connection.close()
    time.sleep(pause)


def unplanned(planned):
    return [one for one in planned if one.state == State.SUBMITTED]


def wake():
    """What the timetable does each minute."""
    async_task("casestudies.stories.actions.publish_due")
    async_task("portal.post.jobs.deliver_due")


def strike(site, dice):
    victim = dice.choice(VICTIMS)
    if victim in {"web", "both"}:
        kill(site.web)
    if victim in {"worker", "both"}:
        kill(site.worker)
    if victim.startswith("a child"):
        head = site.web if victim.endswith("web") else site.worker
        with suppress(ProcessLookupError, IndexError):
            os.kill(dice.choice(descendants(head.pid)), signal.SIGKILL)
    return victim


def raise_up(site):
    """The supervisor: whatever has ended is ended wholly, and begun again."""
    if site.web.poll() is not None:
        kill(site.web)
        site.start_web()
    if site.worker.poll() is not None:
        kill(site.worker)
        site.start_worker()
    site.wait_for_web()


def come_to_rest(site):
    """All leases run out, and everything that waits is done; else a job is stuck."""
    if site.worker.poll() is None:
        time.sleep(1)  # one of its children may just have been killed
    raise_up(site)
    passed = timezone.now() - timedelta(seconds=1)
    wake()

    def is_done():
        raise_up(site)
        OrmQ.objects.filter(lock__gt=timezone.now() + timedelta(seconds=9)).update(
            lock=passed
        )
        Message.objects.waiting().update(next_try=passed)
        return not OrmQ.objects.exists() and not Message.objects.waiting().exists()

    wait_until(is_done, "the queue and the outbox are empty")


def answers(writers):
    """Each acknowledged save is there as the version that it was told to be."""
    acknowledged = 0
    for writer in writers:
        mine = {"inquiry": writer.inquiry, "question__key": writer.key}
        kept = dict(
            AnswerVersion.objects.filter(
                **{f"answer__{name}": value for name, value in mine.items()}
            ).values_list("number", "value")
        )
        lost = [one for one in writer.saved if kept.get(one[0]) != one[1]]
        assert not lost, f"{len(lost)} acknowledged answers are lost: {lost[:2]}"
        newest = Answer.objects.get(**mine)
        assert sorted(kept) == list(range(1, newest.number + 1)), "a version is missing"
        assert kept[newest.number] == newest.value, "the answer is no version of it"
        acknowledged += len(writer.saved)
    assert acknowledged, "nothing was saved at all"
    return {
        "saves acknowledged, all there": acknowledged,
        "saves cut off": sum(writer.cut for writer in writers),
        "saves answered otherwise": sum(len(writer.refused) for writer in writers),
    }


def published(revisions, publisher):
    """Each story is up, by one step, one event, one decision and one letter."""
    for revision in revisions:
        revision = Revision.objects.get(pk=revision.pk)
        assert revision.state == State.PUBLISHED, f"{revision.key}: {revision.state}"
        steps = [event.after for event in factories.events(revision) if event.after]
        assert steps in WAYS, f"{revision.key}: {steps}"
        told = Message.objects.filter(
            kind="stories_published", to=revision.case_study.inquiry.begun_by.email
        )
        assert told.count() == 1, f"{revision.key}: {told.count()} letters"
    return {
        "stories published, each once": len(revisions),
        "decisions cut off and sent again": publisher.cut,
    }


def letters(mail):
    """Each message that was queued arrived, and none more than twice."""
    arrived = Counter(mail.ids())
    queued = {str(key) for key in Message.objects.values_list("key", flat=True)}
    assert not Message.objects.given_up().exists(), "a letter was given up"
    assert set(arrived) == queued, f"{len(queued - set(arrived))} letters are missing"
    twice = sum(count > 1 for count in arrived.values())
    assert max(arrived.values()) <= MOST_LETTERS, "a letter came three times"
    return {"letters arrived": len(arrived), "of these twice": twice}


def database():
    """Whole, by its own judgement, and no reference leads nowhere."""
    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            [said] = cursor.execute("PRAGMA integrity_check").fetchone()
        assert said == "ok", said
    return {"jobs left": OrmQ.objects.count()}
