"""What the tellers of a story are told by e-mail at each step."""

from django.contrib.humanize.templatetags.humanize import apnumber
from django.urls import reverse
from django.utils.translation import gettext

from casestudies.stories import standing
from portal.accounts.models import User
from portal.accounts.rules import ADMINISTRATOR, SAFEGUARDING_CONTACT
from portal.post import outbox


def submitted(revision):
    _write("stories_submitted", revision, days=standing.usual_days())


def taken_back(revision, *, by):
    _write("stories_taken_back", revision, by=by)


def published(revision, *, decision):
    _write("stories_published", revision, decision=decision)


def scheduled(revision, *, decision):
    _write("stories_scheduled", revision, decision=decision)


def unscheduled(revision):
    _write("stories_unscheduled", revision)


def changes_requested(revision, *, decision):
    """The subject begins with what is asked, and says how many answers it concerns."""
    asked = dict(
        revision.case_study.inquiry.version.questions.values_list("key", "prompt")
    )
    notes = [
        (asked.get(note.question_key, note.question_key), note.text)
        for note in decision.notes.all()
    ]
    _write(
        "stories_changes_requested",
        revision,
        decision=decision,
        notes=notes,
        count=len(notes),
        number=apnumber(len(notes)),
    )


def declined(revision, *, decision):
    _write("stories_declined", revision, decision=decision)


def withdrawn(revision, *, decision):
    _write(
        "stories_withdrawn",
        revision,
        decision=decision,
        by=decision.by,
        by_teller=decision.by_teller,
    )


def restored(revision, *, decision):
    _write("stories_restored", revision, decision=decision)


def held(revision):
    """To the safeguarding contacts; without one, to those who can name one.

    It holds no word of the story, nor why it is held.
    """
    active = User.objects.filter(is_active=True)
    contacts = active.filter(groups__name=SAFEGUARDING_CONTACT)
    if contacts:
        _write_about_harm("stories_held", contacts, revision)
    else:
        administrators = active.filter(groups__name=ADMINISTRATOR)
        _write_about_harm("stories_held_for_nobody", administrators, revision)


def _write_about_harm(kind, people, revision):
    path = reverse("moderation:review", args=[revision.key])
    outbox.queue_to_each(kind, people, context={"review_path": path})


def _write(kind, revision, **more):
    case_study = revision.case_study
    context = {
        "headline": " ".join(revision.headline.split()) or gettext("Your story"),
        "revision": revision,
        "status_path": reverse("stories:status", args=[case_study.inquiry.key]),
        "public_path": case_study.get_absolute_url() if case_study.slug else "",
        **more,
    }
    outbox.queue_to_each(kind, case_study.inquiry.tellers(), context=context)
