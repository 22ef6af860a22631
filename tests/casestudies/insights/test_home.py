"""The pages that say who is missing, as a visitor reads them."""

import pytest

from casestudies.search import index
from portal.taxonomy.models import TouchPoint
from tests.casestudies.search.documents import document

pytestmark = pytest.mark.django_db
WHERE = "Not every set of questions asks for it."


BOTH = pytest.mark.parametrize("address", ["/insights/", "/"])


@BOTH
def test_it_says_how_many_stories_say_where_the_sectors_meet(client, address):
    where = TouchPoint.objects.first()
    index.rebuild([document(1, f"touch_point:{where.slug}"), document(2)])

    page = client.get(address).text

    assert f"Of 2 stories, 1 says where the sectors meet. {WHERE}" in page


@BOTH
def test_where_every_story_says_it_there_is_nothing_to_explain(client, address):
    where = TouchPoint.objects.first()
    index.rebuild([document(1, f"touch_point:{where.slug}")])

    assert WHERE not in client.get(address).text


@BOTH
def test_where_no_story_says_it_there_is_nothing_to_explain(client, address):
    index.rebuild([document(1), document(2)])

    assert WHERE not in client.get(address).text
