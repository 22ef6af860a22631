"""The questions of a version, as each process holds them."""

import pytest

from inquiry.protocols import reading, wording
from inquiry.protocols.models import ProtocolVersion, Question

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def version():
    return ProtocolVersion.objects.live().for_stories().first()


@pytest.fixture(autouse=True)
def _nothing_held():
    wording._held.clear()


@pytest.fixture
def adapting():
    """Its file has the design question between two of discover."""
    return ProtocolVersion.objects.live().get(protocol__slug="adapting-an-idea")


def test_questions_are_numbered_in_the_order_shown(adapting):
    questions = wording.questions(adapting)

    assert [one.number for one in questions] == list(range(1, 15))
    assert [one.key for one in questions] == [
        question.key
        for section in adapting.sections.order_by("order")
        for question in section.questions.order_by("order")
    ]


def test_the_page_to_read_counts_as_the_questions_do(adapting):
    read = [one for part in reading.sections(adapting) for one in part.questions]

    assert [(one.question, one.number) for one in read] == [
        (question, question.number) for question in wording.questions(adapting)
    ]


def test_questions_come_in_their_order_with_their_sections(version):
    questions = wording.questions(version)

    assert [one.pk for one in questions] == list(
        Question.objects.filter(version=version)
        .order_by("order")
        .values_list("pk", flat=True)
    )
    assert [one.section for one in questions] == [
        version.sections.get(pk=one.section_id) for one in questions
    ]
    assert wording.sections(version) == list(version.sections.order_by("order"))


def test_a_question_is_found_by_its_key(version):
    last = wording.questions(version)[-1]

    assert wording.question(version, last.key) == last
    assert wording.question(version, "no-such-question") is None


def test_a_published_version_is_read_once(version, django_assert_num_queries):
    with django_assert_num_queries(2):
        wording.questions(version)
    again = ProtocolVersion.objects.get(pk=version.pk)

    with django_assert_num_queries(0):
        assert [one.section.heading for one in wording.questions(again)]


def test_a_draft_is_read_each_time(version):
    draft = ProtocolVersion.objects.create(
        protocol=version.protocol, number=99, title="Draft", minutes=5
    )
    assert wording.questions(draft) == []

    section = draft.sections.create(stage="define", heading="First", order=1)
    draft.questions.create(
        section=section, key="what", kind="short", order=1, place="headline"
    )

    assert [one.key for one in wording.questions(draft)] == ["what"]


def test_a_version_with_the_number_of_an_earlier_one_is_read(
    version, django_assert_num_queries
):
    """As where a backup was put back under a process that goes on."""
    wording.questions(version)

    version.published_at = version.published_at.replace(year=2001)

    with django_assert_num_queries(2):
        wording.questions(version)
