"""The bench of the whole site under load works, and sees what it is there to see."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from bench.load import checking
from tests import factories

SMALL = {
    "PARTNERS": "6",
    "READERS": "3",
    "SECONDS": "4",
    "WARMUP": "1",
    "PACE": "0.05",
    "STORIES": "20",
    "DATABASES": "sqlite",
    "AIM": "60000",  # how fast it is, is not asked here
}


def test_a_small_load_loses_nothing():
    own = {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {
        name: value for name, value in os.environ.items() if name not in own
    } | SMALL

    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "| autosave |" in done.stdout
    assert "error:" not in done.stdout


@pytest.fixture
def saves(tmp_path):
    """``saves(inquiry, texts)`` is a file of what a site said was saved."""

    def write(inquiry, texts):
        path = reverse("telling:question", args=[inquiry.key, "title"])
        told = [
            {"path": path, "fields": f"answer={text}", "acknowledged": True}
            for text in texts
        ]
        file = tmp_path / "saves.jsonl"
        file.write_text("\n".join(map(json.dumps, told)))
        return file

    return write


@pytest.fixture
def inquiry(db):
    """With the words "One" and then "Two" saved as its title."""
    begun = factories.inquiry()
    question = begun.version.questions.get(key="title")
    for seen, text in enumerate(["One", "Two"]):
        factories.telling.save_answer(
            begun, question, text, by=begun.begun_by, seen=seen
        )
    return begun


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["One", "Two"], ""),
        (["One", "Two", "Three"], "lost: 1 of 3 saves"),
        (["Two", "One"], "lost: the last save"),
    ],
)
def test_a_save_that_was_acknowledged_and_is_not_there_is_told(
    inquiry, saves, capsys, texts, said
):
    checking.main(saves(inquiry, texts), received=0, asked=0)

    told = capsys.readouterr().out
    assert told.startswith(said) if said else told == ""


@pytest.mark.django_db
def test_mail_that_did_not_arrive_is_told(tmp_path, capsys):
    nothing = tmp_path / "saves.jsonl"
    nothing.touch()

    checking.main(nothing, received=0, asked=1)

    assert capsys.readouterr().out.startswith("mail: 1 asked, 0 queued")
