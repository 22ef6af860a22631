"""One page for who holds a budget: the role, the stories, the qualifications."""

import pytest

from casestudies.stories import actions
from portal.learning.models import Milestone
from portal.taxonomy.models import Role
from tests.casestudies.gallery.library import story, story_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ADDRESS = "/learning/make-the-case/"


def made_possible_by(title, *roles):
    study = story_of(title, terms={"roles": roles})
    return study.revisions.get()


def headlines(client):
    return [one.headline for one in client.get(ADDRESS).context["case"].stories]


def test_three_stories_that_name_the_role_stand_on_it_newest_first(client):
    for number in range(4):
        made_possible_by(f"Led {number}", "volunteer-manager", "chaplain")
    made_possible_by("By others", "chaplain")
    story("By nobody")

    assert headlines(client) == ["Led 3", "Led 2", "Led 1"]
    assert "By others" not in client.get(ADDRESS).text


def test_each_story_says_in_its_own_words_what_made_it_possible(client):
    words = "Ana rang each volunteer on a Friday. Nobody was ever left waiting."
    answers = {"title": "Led", "made_possible": words}
    story_of("Led", terms={"roles": ["volunteer-manager"], "answers": answers})

    assert words in client.get(ADDRESS).text


def test_a_story_that_is_taken_down_leaves_it(client):
    up = made_possible_by("Led", "volunteer-manager")
    assert headlines(client) == ["Led"]

    teller = up.case_study.inquiry.begun_by
    actions.withdraw(up, by=teller, seen=up.lock, digest=up.digest)

    assert headlines(client) == []
    assert "No story here names a manager of volunteers yet" in client.get(ADDRESS).text


def test_it_names_what_can_be_taken_and_when_that_was_known(client):
    page = client.get(ADDRESS).text

    for one in Milestone.objects.to_take():
        assert f'href="{one.get_absolute_url()}"' in page
    assert Milestone.objects.to_take()
    assert ADDRESS in client.get("/learning/").text


def test_the_roles_of_a_story_stand_on_its_page_and_in_its_digest(client):
    named = made_possible_by("Led", "volunteer-manager")
    other = made_possible_by("Led", "chaplain")

    page = client.get(named.case_study.get_absolute_url()).text

    assert Role.objects.get(slug="volunteer-manager").name in page
    assert named.digest != other.digest


@pytest.mark.parametrize("number", [1, 8])
def test_it_asks_no_more_when_there_is_more(
    client, number, django_assert_max_num_queries
):
    for at in range(number):
        made_possible_by(f"Led {at}", "volunteer-manager")
    client.get("/")

    with django_assert_max_num_queries(8):
        client.get(ADDRESS)
