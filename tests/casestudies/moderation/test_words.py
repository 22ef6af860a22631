"""Words that mean the same, kept at the desk."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casestudies.search import Selection, index
from casestudies.search.finding import find
from casestudies.search.models import Synonyms
from portal.record.models import Event
from tests import factories
from tests.casestudies.search.documents import document

pytestmark = pytest.mark.django_db
ADD = "/moderation/words/add/"


@pytest.fixture
def desk(signed_in):
    index.put(document(1, headline="A mardy afternoon"))
    return signed_in(factories.moderator())


def total(words):
    return find(Selection(words=words)).total


def test_words_are_added_changed_and_removed(desk):
    words = {"words": " grumpy \n\nmardy", "note": "Midlands", "seen": 0}
    words["key"] = desk.get(ADD).context["form"]["key"].value()
    desk.post(ADD, words)
    one = Synonyms.objects.get(note="Midlands")
    address = reverse("moderation:words-edit", args=[one.key])
    assert (one.words, total("grumpy")) == ("grumpy\nmardy", 1)
    assert "grumpy, mardy" in desk.get("/moderation/words/").text

    desk.post(address, {"words": "cross\nmardy", "seen": 1})
    assert (total("grumpy"), total("cross")) == (0, 1)
    assert "grumpy, mardy" in desk.get(address).text  # the earlier version

    desk.post(address, {"words": "cross\nmardy", "seen": 2, "remove": "yes"})
    assert total("cross") == 0
    verbs = Event.objects.filter(object_key=str(one.key)).values_list("verb", flat=True)
    assert sorted(verbs) == ["add", "change", "remove"]


def test_a_change_that_is_sent_twice_is_one_and_nobody_elses(desk):
    one = Synonyms.objects.create(words="cross\nmardy")
    address = reverse("moderation:words-edit", args=[one.key])
    words = {"words": "grumpy\nmardy", "seen": 1}

    answers = [desk.post(address, words) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert one.history.count() == 2


@pytest.mark.parametrize("more", [{}, {"remove": "yes"}])
def test_the_later_of_two_sees_what_the_other_saved(desk, more):
    one = Synonyms.objects.create(words="cross\nmardy")
    address = reverse("moderation:words-edit", args=[one.key])
    desk.post(address, {"words": "grumpy\nmardy", "seen": 1})

    response = desk.post(address, {"words": "sad\nmardy", "seen": 1, **more})

    assert response.status_code == 409
    assert "grumpy, mardy" in response.text
    assert response.context["form"]["words"].value() == "sad\nmardy"
    assert response.context["form"]["seen"].value() == 2
    one.refresh_from_db()
    assert one.words == "grumpy\nmardy"


@pytest.mark.parametrize(
    "words", ["", "alone", "a\n" + "b" * 81, "\n".join("abcdefghijklm")]
)
def test_words_that_cannot_be_are_told_and_kept_in_the_form(desk, words):
    response = desk.post(ADD, {"words": words, "seen": 0, "key": uuid4()})

    assert response.status_code == 200
    assert response.context["form"].errors["words"]


def test_the_list_asks_no_more_when_there_are_more(desk, django_assert_max_num_queries):
    desk.get("/moderation/words/")
    with CaptureQueriesContext(connection) as few:
        desk.get("/moderation/words/")
    Synonyms.objects.bulk_create(
        Synonyms(words=f"cross {number}\nmardy {number}") for number in range(100)
    )

    with django_assert_max_num_queries(len(few)):
        page = desk.get("/moderation/words/").text

    assert "cross 99, mardy 99" in page


@pytest.mark.browser
def test_axe_finds_nothing_in_the_words_their_form_and_its_mistakes(
    live_server, visitor, axe
):
    page = visitor(factories.moderator())
    page.goto(f"{live_server.url}/moderation/words/")
    axe(page)
    page.goto(f"{live_server.url}{ADD}")
    axe(page)
    page.get_by_role("button", name="Save").click()
    page.locator(".nhsuk-error-summary").wait_for()
    axe(page)
