import copy
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from inquiry.protocols import loading
from inquiry.protocols.management.commands.load_protocols import DEFAULT
from inquiry.protocols.models import (
    Kind,
    ProtocolVersion,
    PublishedVersionError,
    Question,
    Section,
)

pytestmark = pytest.mark.django_db
SLUG = "a-moment-of-light"
NOW, NEXT = 2, 3  # its version in the file, and one that comes


@pytest.fixture
def data():
    return json.loads(DEFAULT.read_text(encoding="utf-8"))


def version(number=NOW):
    return ProtocolVersion.objects.get(protocol__slug=SLUG, number=number)


def test_every_question_of_the_file_is_there_in_its_section(data):
    for row in data["protocols"]:
        loaded = ProtocolVersion.objects.get(protocol__slug=row["id"])
        questions = list(loaded.questions.select_related("section"))
        in_sections = {
            key: part["heading"]
            for part in row["sections"]
            for key in part["questions"]
        }

        assert [one.key for one in questions] == [q["key"] for q in row["questions"]]
        assert {one.key: one.section.heading for one in questions} == in_sections


def test_every_kind_of_question_is_in_the_file():
    assert set(Question.objects.values_list("kind", flat=True)) == set(Kind.values)


def test_loading_again_leaves_everything_as_it_is(data):
    report = loading.load(data)

    assert (report.added, report.retired) == ([], [])
    assert len(report.unchanged) == 6


def test_method_3_other_words_under_the_same_number_are_refused(tmp_path, data):
    data["protocols"][0]["questions"][0]["prompt"] = "Other words?"
    changed = tmp_path / "protocols.json"
    changed.write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(CommandError, match="new version number") as refusal:
        call_command("load_protocols", file=changed)

    assert refusal.value.returncode == 1
    assert not Question.objects.filter(prompt="Other words?").exists()


def test_method_3_a_new_number_is_a_new_version_and_the_old_one_stays(data):
    old = version()
    data["protocols"][0]["version"] = NEXT
    data["protocols"][0]["questions"][0]["prompt"] = "Other words?"

    report = loading.load(data)

    live = ProtocolVersion.objects.live().get(protocol__slug=SLUG)
    assert report.added == [f"{SLUG} {NEXT}"]
    assert (live.number, live.questions.first().prompt) == (NEXT, "Other words?")
    assert old.questions.first().prompt != "Other words?"


def test_method_1_questions_are_added_reordered_and_retired_without_code(data):
    row = data["protocols"][0]
    row["version"] = NEXT
    first, second, *_middle, last = row["questions"]
    added = first | {"key": "added", "required": False, "publishes": False}
    added |= {"stage": "dream", "help": "A hint.", "max_words": 25, "part": "not_shown"}
    row["questions"] = [second, first, added]
    row["sections"] = row["sections"][:1]
    row["sections"][0]["questions"] = [one["key"] for one in row["questions"]]

    loading.load(data)

    keys = version(NEXT).questions.values_list("key", flat=True)
    assert list(keys) == [second["key"], first["key"], "added"]
    assert last["key"] not in keys
    question = version(NEXT).questions.get(key="added")
    assert (question.stage, question.kind, question.help) == (
        "dream",
        first["kind"],
        "A hint.",
    )
    assert (question.max_words, question.required, question.publishes) == (
        25,
        False,
        False,
    )
    assert version().questions.count() == 7


def test_a_question_set_that_left_the_file_is_retired(data):
    less = copy.deepcopy(data)
    less["protocols"] = less["protocols"][1:]

    report = loading.load(less)

    assert report.retired == [SLUG]
    assert not ProtocolVersion.objects.live().filter(protocol__slug=SLUG).exists()


def test_a_question_without_a_section_is_refused(data):
    data["protocols"][0]["version"] = NEXT
    data["protocols"][0]["sections"][0]["questions"].pop()

    with pytest.raises(loading.ProtocolFileError, match="must stand in one section"):
        loading.load(data)


def test_method_3_a_published_version_refuses_to_be_saved_or_deleted():
    published = version()
    question = published.questions.first()

    for attempt in (published.save, published.delete, question.save, question.delete):
        with pytest.raises(PublishedVersionError):
            attempt()


@pytest.mark.both_databases
@pytest.mark.parametrize("model", [ProtocolVersion, Section, Question])
def test_method_3_the_database_refuses_to_change_a_published_version(model):
    rows = model.objects.all()
    field = {"ProtocolVersion": "title", "Section": "heading", "Question": "prompt"}

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        rows.update(**{field[model.__name__]: "Other words"})
    with pytest.raises(IntegrityError), transaction.atomic():
        rows._raw_delete(rows.db)


@pytest.mark.both_databases
def test_method_3_the_database_refuses_one_more_question():
    question = version().questions.first()
    question.pk, question.key = None, "one_more"

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Question.objects.bulk_create([question])
