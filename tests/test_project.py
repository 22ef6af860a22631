"""What holds of the whole tree: sizes, words, and nothing left over."""

import re
import subprocess

import pytest
from django.conf import settings

ROOMS = ["portal", "inquiry", "casestudies", "tests"]
MOST_LINES = 400
MOST_LINES_OF_SETTINGS = 200
NO_HOUSE_NAMES = {"utils", "helpers", "services", "mixins", "common"}


def files(pattern):
    return sorted(
        path
        for room in ROOMS
        for path in (settings.BASE_DIR / room).rglob(pattern)
        if "node_modules" not in path.parts and "migrations" not in path.parts
    )


def templates():
    return sorted((settings.BASE_DIR / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", files("*.py"), ids=str)
def test_no_module_is_longer_than_can_be_read(path):
    assert len(path.read_text().splitlines()) <= MOST_LINES


def test_settings_stay_on_a_few_pages():
    lines = (settings.BASE_DIR / "portal/settings.py").read_text().splitlines()

    assert len(lines) < MOST_LINES_OF_SETTINGS


def test_no_module_is_a_drawer_for_odds_and_ends():
    assert [path for path in files("*.py") if path.stem in NO_HOUSE_NAMES] == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\sstyle=",
        r"\son(click|load|submit|change|input)=",
        r"<style",
        r"<script(?![^>]*(\ssrc=|application/(ld\+)?json))",
    ],
)
def test_templates_hold_no_inline_style_or_script(pattern):
    found = [path for path in templates() if re.search(pattern, path.read_text())]

    assert found == []


def test_numbers_of_stories_are_written_with_commas():
    bare = re.compile(r"\{\{ (?!shown |words )[\w.]+ \}\}(<[^>]*>)? ?(story|stories) h")
    public = [path for path in templates() if path.parts[-2] != "moderation"]

    assert [path for path in public if bare.search(path.read_text())] == []


def test_appreciative_inquiry_is_written_out():
    words = re.compile(r"\bA\.?I\.?\b")

    assert [path for path in templates() if words.search(path.read_text())] == []


def test_each_decision_is_a_paragraph_of_its_own():
    words = (settings.BASE_DIR / "docs/decisions.md").read_text()

    assert re.findall(r"[^\n]\n(\*\*.*?\*\*)", words) == []


def test_the_readme_names_every_room_and_every_paper():
    words = (settings.BASE_DIR / "README.md").read_text().partition("Where things are")
    rooms = {
        path.parent.name
        for floor in ["portal", "inquiry", "casestudies"]
        for path in (settings.BASE_DIR / floor).glob("*/__init__.py")
    } - {"management"}
    papers = {path.name for path in (settings.BASE_DIR / "docs").glob("*.md")}

    assert {room for room in rooms if f"`{room}`" not in words[2]} == set()
    assert {paper for paper in papers if f"(docs/{paper})" not in words[2]} == set()


def test_nothing_is_left_to_do_in_the_code():
    word = "TO" + "DO"

    assert [path for path in files("*.py") if word in path.read_text()] == []


def test_what_is_made_at_run_time_is_not_kept():
    listed = subprocess.run(
        ["git", "check-ignore", "var/light.sqlite3", ".venv/bin/python"],  # noqa: S607
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert listed.stdout.split() == ["var/light.sqlite3", ".venv/bin/python"]
