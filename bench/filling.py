"""Many whole stories, as rows copied from some that were really told and published."""

import io

from django.core.management import call_command

from casestudies.stories import actions, indexing
from casestudies.stories.models import Revision
from tests import bulk, factories


def stories(count):
    """Publish so many stories with all that hangs on them; return their case studies."""
    first = factories.published_study().revisions.get()
    copies = _copies(first, count - 1)
    indexing.rebuild(lambda done: None)
    return [first.case_study, *(copy.case_study for copy in copies)]


def examples(count):
    """Publish so many stories at least: the examples, and copies of each of them."""
    call_command("load_demo", verbosity=0, stdout=io.StringIO())
    originals = list(Revision.objects.published())
    for original in originals:
        _copies(original, -(-count // len(originals)) - 1)
    indexing.rebuild(lambda done: None)


def _copies(first, count):
    copies = bulk.stories(first, count)
    of_revision = [first.parts, first.tips, first.sources, first.consents]
    for manager in [*of_revision, first.decisions]:
        for row in manager.all():
            bulk.clones(row, len(copies), revision_id=lambda at: copies[at].pk)
    bulk.terms(first, copies)
    for answer in first.case_study.inquiry.answers.all():
        _answers(answer, copies)
    return copies


def _answers(answer, copies):
    answers = bulk.clones(
        answer,
        len(copies),
        inquiry_id=lambda at: copies[at].case_study.inquiry_id,
    )
    for version in answer.versions.all():
        bulk.clones(version, len(copies), answer_id=lambda at: answers[at].pk)


def withdraw(studies):
    moderator = factories.moderator()
    for study in studies:
        up = study.revisions.published().get()
        actions.withdraw(up, by=moderator, seen=up.lock, digest=up.digest)


def published():
    return Revision.objects.published().count()
