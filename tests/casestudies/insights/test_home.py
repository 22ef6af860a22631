"""The page on who is missing, as a visitor reads it."""

import pytest

from casestudies.search import index
from portal.taxonomy.models import TouchPoint
from tests.casestudies.search.documents import document

pytestmark = pytest.mark.django_db
WHERE = "Not every set of questions asks for it."


def test_it_says_how_many_stories_say_where_the_sectors_meet(client):
    where = TouchPoint.objects.first()
    index.rebuild([document(1, f"touch_point:{where.slug}"), document(2)])

    page = client.get("/insights/").text

    assert f"Of 2 stories, 1 says where. {WHERE}" in page


def test_where_every_story_says_it_there_is_nothing_to_explain(client):
    where = TouchPoint.objects.first()
    index.rebuild([document(1, f"touch_point:{where.slug}")])

    assert WHERE not in client.get("/insights/").text


def test_where_no_story_says_it_there_is_nothing_to_explain(client):
    index.rebuild([document(1), document(2)])

    assert WHERE not in client.get("/insights/").text
