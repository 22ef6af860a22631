"""What is there before the load: a prepared site, stories to read, and partners."""

import io
import json
import re
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.urls import reverse

from bench import filling
from casestudies.search.words import STOP_WORDS
from casestudies.stories.models import CaseStudy, Revision
from portal.post.models import Message
from tests import factories

WORD = re.compile(r"[a-z]{4,}")
PREPARATIONS = [
    ["migrate"],
    ["createcachetable"],
    ["collectstatic", "--no-input"],
    ["load_taxonomy"],
    ["load_protocols"],
    ["load_learning"],
    ["schedule_jobs"],
]
PROTOCOLS = ["partnership-success-story", "hospital-shoe-pinches"]


def main(partners, stories, told):
    """Fill the database, and write what the load has to know of it into a file."""
    for command in PREPARATIONS:
        call_command(*command, verbosity=0, stdout=io.StringIO())
    filling.examples(int(stories))
    Message.objects.all().delete()
    known = {
        "slugs": list(
            CaseStudy.objects.exclude(slug=None).values_list("slug", flat=True)
        ),
        **{name: _slugs(name) for name in ("care_settings", "themes")},
        "words": _words(),
        "partners": [_partner(number) for number in range(int(partners))],
    }
    Path(told).write_text(json.dumps(known))


def _slugs(name):
    """The terms that stories have, as often as stories have them."""
    return list(Revision.objects.published().values_list(f"{name}__slug", flat=True))


def _words(most=2000):
    """Words that people search for: such as stand in headlines and summaries."""
    texts = Revision.objects.published().values_list("headline", "summary")
    found = (word for text in texts for word in WORD.findall(" ".join(text).lower()))
    return [word for word in found if word not in STOP_WORDS][:most]


def _partner(number):
    user = factories.UserFactory(email=f"partner{number}@example.org")
    protocol = PROTOCOLS[number % len(PROTOCOLS)]
    inquiry = factories.inquiry(by=user, protocol=protocol)
    return {
        "number": number,
        "address": f"192.0.{number // 250 % 250}.{number % 250 + 1}",
        "session": _session(user),
        "co_authors": reverse("telling:co-authors", args=[inquiry.key]),
        "questions": [
            reverse("telling:question", args=[inquiry.key, question.key])
            for question in inquiry.version.questions.order_by("order")
        ],
    }


def _session(user):
    """What signing in leaves behind."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
