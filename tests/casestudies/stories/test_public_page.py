import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies.stories import actions, editing
from casestudies.stories.models import CaseStudy, Revision
from portal.taxonomy.models import IntegratedCareBoard
from tests import factories

pytestmark = pytest.mark.django_db


def page(client, study):
    response = client.get(study.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def json_ld(html):
    [data] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL
    )
    return json.loads(data)


def take_down(study):
    revision = study.revisions.published().get()
    actions.withdraw(
        revision, by=factories.moderator(), seen=revision.lock, digest=revision.digest
    )


def update(study, **words):
    """A new version of a published story, published by a moderator."""
    by = study.inquiry.begun_by
    draft = actions.start_update(study, by=by)
    lock = draft.sources.get(key="value").lock
    asked = study.inquiry.version.questions.get(key="value")
    editing.save(draft, asked, words["value"], seen=lock)
    actions.submit(draft, by=by, seen=draft.lock, ticks=factories.ticks(draft))
    actions.publish(
        draft,
        by=factories.moderator(),
        seen=draft.lock,
        digest=draft.digest,
        identity_checked=True,
    )


def test_the_page_tells_the_story(client):
    html = page(client, factories.published_study(protocol="hospital-shoe-pinches"))

    for words in (
        "<h1",
        "Lunch at one table",
        "On Monday six people ate lunch together.",
        "Lay a cloth on the table.",
        "Friends of Anytown",
        "Hospital-linked charity or League of Friends",
        "Laid the table",
        "We started small",
        "Hospital ward",
        "Food and drink",
        "How to cite this story",
        "Told in",
    ):
        assert words in html
    assert html.count("<h1") == 1


def test_each_tip_has_an_address_of_its_own(client):
    study = factories.published_study()

    html = page(client, study)

    for tip in study.revisions.get().tips.all():
        assert f'id="tip-{tip.key}"' in html


def test_method_17_even_better_is_in_full_view(client):
    html = page(
        client,
        factories.published_study(answers={"even_better": "We only cover weekdays."}),
    )

    before = html[: html.index("We only cover weekdays.")]
    assert "Even better if" in before
    assert before.count("<details") == before.count("</details")


def test_method_18_a_number_is_shown_with_how_it_was_counted(client):
    html = page(client, factories.published_study())

    for words in ("212", "lunches at the table", "the first year", "the rota book"):
        assert words in html


def test_method_18_without_a_number_nothing_is_shown_of_it(client):
    nothing = dict.fromkeys(factories.ANSWERS["number"], "")

    html = page(client, factories.published_study(answers={"number": nothing}))

    assert "cl-number" not in html


def test_method_13_private_answers_are_not_on_the_page(client):
    study = factories.published_study(
        protocol="adapting-an-idea", answers={"thanks": "Only for the first team"}
    )

    assert "Only for the first team" not in page(client, study)


def test_method_47_an_example_says_so_on_its_page(client):
    example = page(client, factories.published_study(is_example=True))
    real = page(client, factories.published_study())

    assert "Example story" in example
    assert "Example story" not in real.split("organisations like these")[0]


def test_method_38_a_closed_board_is_named_as_filed_under(client):
    board = IntegratedCareBoard.objects.filter(valid_to__isnull=False).first()
    revision = factories.draft_revision()
    editing.save_place(
        revision,
        nation="england",
        region=board.region.slug,
        board=board.slug,
        seen=0,
    )
    actions.submit(
        revision,
        by=revision.case_study.inquiry.begun_by,
        seen=revision.lock,
        ticks=factories.ticks(revision),
    )
    actions.publish(
        revision,
        by=factories.moderator(),
        seen=revision.lock,
        digest=revision.digest,
        identity_checked=True,
    )

    html = page(client, revision.case_study)

    assert f"Filed under {board.name} (closed 31 March 2026)" in html


def test_a_board_that_will_close_is_named_as_any_other(client):
    board = IntegratedCareBoard.objects.filter(valid_to__isnull=True).first()
    board.valid_to = timezone.localdate()
    board.save()
    study = factories.published_study()
    places = {"board": board, "region": board.region, "nation": board.region.nation}
    Revision.objects.filter(case_study=study).update(**places)

    html = page(client, study)

    assert board.name in html
    assert "Filed under" not in html


def test_method_16_what_a_moderator_wrote_is_not_on_the_page(client):
    revision = factories.submitted_revision()
    actions.publish(
        revision,
        by=factories.moderator(),
        seen=revision.lock,
        digest=revision.digest,
        message="Between us",
        identity_checked=True,
    )

    assert "Between us" not in page(client, revision.case_study)


def test_a_headline_cannot_end_the_script_that_describes_it(client):
    headline = "Lunch </script><script>alert(1)</script> & more"
    study = factories.published_study(answers={"title": headline})

    html = page(client, study)

    assert json_ld(html)["headline"] == headline
    assert "<script>alert" not in html


def test_machines_read_the_story_and_its_partners(client):
    study = factories.published_study()

    data = json_ld(page(client, study))

    assert data["@type"] == "Article"
    assert data["url"] == f"http://testserver{study.get_absolute_url()}"
    assert [one["name"] for one in data["author"]] == [
        "Friends of Anytown",
        "Anytown Hospital",
    ]


def test_open_graph_and_canonical_address_are_there(client):
    study = factories.published_study()

    html = page(client, study)

    address = f"http://testserver{study.get_absolute_url()}"
    assert '<meta property="og:title" content="Lunch at one table">' in html
    assert f'<link rel="canonical" href="{address}">' in html


def test_a_story_never_published_has_no_page(client):
    factories.submitted_revision()

    for slug in ("lunch-at-one-table", "none"):
        assert client.get(reverse("stories:detail", args=[slug])).status_code == 404


def test_a_withdrawn_story_answers_410_without_its_content(client):
    study = factories.published_study()
    take_down(study)

    response = client.get(study.get_absolute_url())

    assert response.status_code == 410
    assert "Lunch" not in response.content.decode()
    assert "Friends of Anytown" not in response.content.decode()


def test_an_update_shows_the_newest_words_and_never_the_old(client):
    study = factories.published_study(answers={"value": "The old words"})
    update(study, value="The new words")

    html = page(client, study)

    assert "The new words" in html
    assert "The old words" not in html


def test_a_draft_update_shows_nothing_yet(client):
    study = factories.published_study()
    draft = actions.start_update(study, by=study.inquiry.begun_by)
    editing.save_summary(draft, "Not yet for you", confirmed=True, seen=1)

    assert "Not yet for you" not in page(client, study)


def test_both_pages_show_where_an_idea_came_from(client):
    source = factories.published_study(answers={"title": "The first table"})
    study = factories.published_study(
        protocol="adapting-an-idea",
        answers={"title": "The second table", "inspired_by": [source.slug]},
    )

    assert f'<a href="{source.get_absolute_url()}">The first table</a>' in page(
        client, study
    )
    assert f'<a href="{study.get_absolute_url()}">The second table</a>' in page(
        client, source
    )


def test_method_31_a_withdrawn_source_is_no_longer_shown(client):
    source = factories.published_study(answers={"title": "The first table"})
    study = factories.published_study(
        protocol="adapting-an-idea", answers={"inspired_by": [source.slug]}
    )
    take_down(source)

    html = page(client, study)

    assert "An earlier story, no longer shown" in html
    assert "The first table" not in html


def test_similar_stories_are_of_the_same_care_setting(client):
    study = factories.published_study()
    factories.published_study(answers={"title": "Near to it"})
    factories.published_study(
        answers={"title": "Far away"}, care_settings=["care-home"], themes=["cancer"]
    )

    html = page(client, study)

    assert "Near to it" in html
    assert "Far away" not in html


def test_the_page_costs_the_same_with_more_stories(
    client, django_assert_max_num_queries
):
    study = factories.published_study()
    for _one in range(6):
        factories.published_study()

    with django_assert_max_num_queries(50) as captured:
        page(client, study)
    few = len(captured)
    for _one in range(6):
        factories.published_study()
    page(client, study)

    with django_assert_max_num_queries(few):
        page(client, study)


def test_the_page_is_for_everybody(client, signed_in):
    study = factories.published_study()

    for person in (factories.UserFactory(), factories.moderator()):
        assert signed_in(person).get(study.get_absolute_url()).status_code == 200
    assert CaseStudy.objects.published().get() == study
