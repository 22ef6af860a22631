import pytest

from casestudies.stories import actions as stories
from inquiry.protocols import wording
from inquiry.telling import notes, progress
from inquiry.telling.models import Inquiry
from tests import factories
from tests.inquiry.telling.pages import address, text

pytestmark = pytest.mark.django_db


def test_the_task_list_says_what_is_done_begun_and_left(inquiry, teller):
    teller.post(address(inquiry, "title"), {"answer": "Lunch", "seen": 0})
    teller.post(address(inquiry, "best_moment"), {"answer": "w " * 400, "seen": 0})

    page = text(teller.get(inquiry.get_absolute_url()))

    states = {task.question.key: task.state for task in progress.of(inquiry).tasks}
    assert states["title"] == progress.DONE
    assert states["best_moment"] == progress.BEGUN
    assert states["value"] == progress.NOT_STARTED
    assert states["number"] == progress.OPTIONAL
    assert "1 of 14 questions done, 9 still to do" in page
    assert '<h1 class="nhsuk-heading-l">Lunch</h1>' in page


def test_what_the_moderator_asks_comes_first(inquiry, teller):
    def source(asked):
        return {"value": "Could you say why?"} if asked == inquiry else {}

    notes.register(source)
    try:
        tasks = text(teller.get(inquiry.get_absolute_url()))
        question = text(teller.get(address(inquiry, "value")))
    finally:
        notes._sources.remove(source)

    assert tasks.index("Could you say why?") < tasks.index("Set the scene")
    assert "The moderator asks" in question
    assert "Could you say why?" in question


@pytest.mark.parametrize("answered", [False, True])
def test_the_task_list_costs_the_same_however_much_is_answered(
    answered, signed_in, django_assert_max_num_queries
):
    make = factories.answered_inquiry if answered else factories.inquiry
    inquiry = make()
    client = signed_in(inquiry.begun_by)

    with django_assert_max_num_queries(24):
        client.get(inquiry.get_absolute_url())


def test_method_47_the_pages_of_an_example_say_so(signed_in):
    example = factories.inquiry(is_example=True)
    own = factories.inquiry(by=example.begun_by)
    client = signed_in(example.begun_by)

    for url_of in (Inquiry.get_absolute_url, lambda one: address(one, "title")):
        assert "Example story" in text(client.get(url_of(example)))
        assert "Example story" not in text(client.get(url_of(own)))


def test_when_all_is_done_the_way_to_the_story_stands_on_top_too(signed_in):
    done, begun = factories.answered_inquiry(), factories.inquiry()
    button = ">See your story</button>"

    page = text(signed_in(done.begun_by).get(done.get_absolute_url()))
    unfinished = text(signed_in(begun.begun_by).get(begun.get_absolute_url()))

    assert page.count(button) == 2
    assert page.index(button) < page.index('id="stage-1"')
    assert button not in unfinished


def test_while_a_moderator_asks_nothing_says_that_all_is_answered(signed_in):
    asked = factories.submitted_revision()
    stories.ask_for_changes(
        asked,
        by=factories.moderator(),
        seen=asked.lock,
        digest=asked.digest,
        message="Lovely.",
        notes={"value": "Could you say why?"},
    )
    inquiry = asked.case_study.inquiry

    page = text(signed_in(inquiry.begun_by).get(inquiry.get_absolute_url()))

    assert "Could you say why?" in page
    assert "All that is needed is answered." not in page
    assert page.count(">See your story</button>") == 1


def test_save_and_continue_follows_the_numbers(signed_in):
    inquiry = factories.inquiry(protocol="adapting-an-idea")
    browser = signed_in(inquiry.begun_by)

    response = browser.post(
        address(inquiry, "partners"), {"go": "next", "seen": 0}, follow=True
    )
    back = browser.post(address(inquiry, "our_place"), {"go": "back", "seen": 0})

    assert "Question 4 of 14" in text(response)
    assert response.wsgi_request.path == address(inquiry, "our_place")
    assert back.url == address(inquiry, "partners")


def test_what_helped_most_is_never_said_to_be_optional(signed_in):
    """Each story has one to three (method 20), also in sets that ask if you like."""
    inquiry = factories.inquiry(protocol="adapting-an-idea")
    asked = wording.question(inquiry.version, "enablers")
    browser = signed_in(inquiry.begun_by)

    to_read = text(browser.get(inquiry.version.get_absolute_url()))
    states = {task.question.key: task.state for task in progress.of(inquiry).tasks}

    assert states["enablers"] == progress.NOT_STARTED
    part = to_read.partition(asked.prompt)[2].partition("<h3")[0]
    assert "You can leave this one out." not in part
