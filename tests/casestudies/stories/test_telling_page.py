import uuid

import pytest
from django.test import Client
from django.urls import reverse

from casestudies.stories import actions, composing, editing
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State
from inquiry.telling import actions as telling
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(signed_in, teller):
    return signed_in(teller)


def address(name, *args):
    return reverse(f"stories:{name}", args=args)


def save(browser, key, place, *, seen=1, **data):
    return browser.post(address("part", key, place), {"seen": seen, **data})


def text(draft, place):
    return draft.parts.get(key=place).text


def ticks(draft):
    return {f"tick-{tick}": "on" for tick in factories.ticks(draft)}


PAGES = ["telling", "check", "status"]


@pytest.mark.parametrize("name", PAGES)
def test_a_draft_is_there_for_its_tellers_alone(name, draft, key, teller):
    organisation = draft.case_study.inquiry.organisation
    colleague = factories.MembershipFactory(organisation=organisation).user
    others = [colleague, factories.UserFactory(), factories.moderator()]

    def status(person):
        client = Client()
        client.force_login(person)
        return client.get(address(name, key)).status_code

    assert status(teller) == 200
    assert [status(person) for person in others] == [404, 404, 404]


def test_a_stranger_is_asked_to_sign_in(client, key):
    response = client.get(address("telling", key))

    assert response.status_code == 302
    assert response.url.startswith("/account/")


@pytest.mark.parametrize("verb", ["take-back", "update", "take-down", "compose"])
def test_nobody_else_can_take_a_step(verb, key, signed_in, draft):
    browser = signed_in(factories.UserFactory())

    assert browser.post(address(verb, key)).status_code == 404
    assert Revision.objects.get().lock == draft.lock


def test_an_unknown_story_or_place_is_not_there(browser, key):
    assert browser.get(address("telling", uuid.uuid4())).status_code == 404
    assert save(browser, key, "nothing").status_code == 404


def test_see_your_story_composes_it(signed_in):
    inquiry = factories.answered_inquiry()
    browser = signed_in(inquiry.begun_by)

    response = browser.post(address("compose", inquiry.key))

    assert response.url == address("telling", inquiry.key)
    assert Revision.objects.get().headline == "Lunch at one table"


def test_a_story_not_composed_yet_leads_back_to_its_questions(signed_in):
    inquiry = factories.inquiry()
    browser = signed_in(inquiry.begun_by)

    response = browser.get(address("telling", inquiry.key))

    assert response.url == reverse("telling:tasks", args=[inquiry.key])


@pytest.mark.parametrize("protocol", ["hospital-shoe-pinches", "adapting-an-idea"])
def test_every_place_stands_on_the_page(signed_in, protocol):
    draft = factories.draft_revision(protocol=protocol)
    key = draft.case_study.inquiry.key

    html = signed_in(draft.case_study.inquiry.begun_by).get(address("telling", key))

    for source in draft.sources.all():
        assert f'id="part-{source.key}"' in html.content.decode()


def test_a_passage_is_saved(browser, key, draft):
    response = save(browser, key, "value", answer="Better **words**.")

    assert response.url == f"{address('telling', key)}?saved=value#part-value"
    assert (
        "“Why it matters to us” is saved." in browser.get(response.url).content.decode()
    )
    assert text(draft, "value") == "Better **words**."


@pytest.mark.parametrize("words", ["", "word " * 300])
def test_an_empty_or_long_passage_is_saved(browser, key, draft, words):
    save(browser, key, "value", answer=words)

    assert text(draft, "value") == words.strip()


def test_rows_and_items_are_saved(browser, key, draft):
    save(browser, key, "tips", **{"row-0-tip": "New tip.", "row-1-tip": ""})
    save(browser, key, "when", answer_month="5", answer_year="2023")
    save(browser, key, "enablers", answer=["trust-over-time"])
    save(browser, key, "summary", text="In short.", confirmed="on")
    save(browser, key, "place", seen=0, nation="wales", region="", board="")
    save(browser, key, "terms", care_settings=["care-home"], themes=["cancer"])

    kept = Revision.objects.get()
    assert [tip.text for tip in kept.tips.all()] == ["New tip."]
    assert (f"{kept.started:%Y-%m}", kept.ongoing) == ("2023-05", False)
    assert [term.slug for term in kept.enablers.all()] == ["trust-over-time"]
    assert (kept.summary, kept.summary_confirmed) == ("In short.", True)
    assert kept.nation.slug == "wales"
    assert [term.slug for term in kept.care_settings.all()] == ["care-home"]


def test_a_board_says_its_region_and_nation(browser, key):
    save(browser, key, "place", seen=0, nation="", region="", board="qgh")

    kept = Revision.objects.get()
    assert kept.region == kept.board.region
    assert kept.nation == kept.region.nation


def test_a_row_can_be_added_without_javascript(browser, key, draft):
    response = save(
        browser,
        key,
        "tips",
        add="1",
        **{"row-0-tip": "Half a tip", "row-1-tip": "Keep the form to five lines."},
    )

    html = response.content.decode()
    assert "row-2-tip" in html
    assert "Half a tip" in html
    assert draft.tips.first().text == "Lay a cloth on the table."


def test_a_month_that_is_none_is_refused_and_stays_typed(browser, key):
    response = save(browser, key, "when", answer_month="13", answer_year="2023")

    html = response.content.decode()
    assert "Give a month and a year" in html
    assert 'value="13"' in html
    assert Revision.objects.get().started.isoformat() == "2024-03-01"


def test_a_preview_shows_what_readers_will_see_and_saves_nothing(browser, key, draft):
    before = text(draft, "value")
    url = address("part", key, "value")
    data = {"seen": 1, "answer": "**Bold** <b>", "preview": "1"}

    part = browser.post(url, data, headers={"HX-Request": "true"}).content.decode()
    page = browser.post(url, data).content.decode()

    assert "<strong>Bold</strong> &lt;b&gt;" in part
    assert "<html" not in part
    assert "<strong>Bold</strong> &lt;b&gt;" in page
    assert "**Bold** &lt;b&gt;</textarea>" in page
    assert text(draft, "value") == before


def test_of_two_tabs_the_later_sees_both_texts_and_loses_none(browser, key, draft):
    save(browser, key, "value", answer="From the first tab.")

    late = save(browser, key, "value", answer="From the second tab.")
    html = late.content.decode()
    again = save(browser, key, "value", seen=2, answer="Both together.")

    assert late.status_code == 409
    assert "From the first tab." in html
    assert "From the second tab.</textarea>" in html
    assert 'name="seen" value="2"' in html
    assert again.status_code == 302
    assert text(draft, "value") == "Both together."


def test_who_empties_a_place_that_was_changed_meanwhile_is_told_so(browser, key, draft):
    save(browser, key, "value", seen=1, answer="The first.")

    late = save(browser, key, "value", seen=1, answer="")

    assert late.status_code == 409
    page = late.content.decode()
    assert "The first." in page
    assert "(nothing)" in page


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999999999"])
def test_a_broken_lock_is_a_stale_one(browser, key, draft, seen):
    before = text(draft, "value")

    assert save(browser, key, "value", seen=seen, answer="New.").status_code == 409
    assert text(draft, "value") == before


def test_words_typed_while_a_colleague_sent_the_story_are_shown(browser, key, draft):
    actions.submit(
        draft,
        by=draft.case_study.inquiry.begun_by,
        seen=draft.lock,
        ticks=factories.ticks(draft),
    )

    response = save(browser, key, "value", answer="Too late.")

    assert response.status_code == 409
    assert "Too late.</textarea>" in response.content.decode()


def test_changed_since_shows_both_texts_and_a_choice(browser, key, draft, teller):
    save(browser, key, "value", answer="Our edit.")
    inquiry = draft.case_study.inquiry
    asked = inquiry.version.questions.get(key="value")
    telling.save_answer(inquiry, asked, "A new answer.", by=teller, seen=1)

    html = browser.get(address("telling", key)).content.decode()
    url = address("part-new-words", key, "value")
    stale = browser.post(url, {"seen": 1})
    kept = text(draft, "value")
    browser.post(url, {"seen": 2})

    assert "A new answer." in html
    assert "Use the new words" in html
    assert stale.status_code == 302
    assert kept == "Our edit."
    assert text(draft, "value") == "A new answer."
    assert composing.changed_since(draft) == {}


def test_suggested_terms_are_ticked_until_the_partner_confirms(signed_in):
    inquiry = factories.answered_inquiry(
        answers={"best_moment": "Lunch on the hospital ward."}
    )
    composing.compose(inquiry, by=inquiry.begun_by)
    browser = signed_in(inquiry.begun_by)

    html = browser.get(address("telling", inquiry.key)).content.decode()

    box = html[html.index('value="hospital-ward"') :][:300]
    assert "checked" in box
    assert "Your words suggest this." in html
    assert "We have ticked what your words suggest." in html
    assert not Revision.objects.get().terms_confirmed


def test_the_check_page_shows_the_story_with_a_change_link_at_each_part(browser, key):
    html = browser.get(address("check", key)).content.decode()

    for anchor in ("place-headline", "part-summary", "part-value", "place-tips"):
        assert f"{address('telling', key)}#{anchor}" in html
    assert "Each organisation named here knows about this story" in html
    assert "Worried about someone?" in html


def test_the_list_of_parts_says_what_is_still_to_do(browser, key, draft):
    editing.save_summary(draft, "", confirmed=False, seen=1)

    html = browser.get(address("telling", key)).content.decode()

    assert '<a href="#part-summary">Summary</a> (still to do)' in html
    assert html.count("still to do") == 1


def test_what_is_missing_is_said_in_the_summary_and_at_the_field(browser, key, draft):
    editing.save_summary(draft, "", confirmed=False, seen=1)

    response = browser.post(address("check", key), {"seen": draft.lock})
    html = response.content.decode()

    assert f'{address("telling", key)}#part-summary">Write a summary' in html
    assert 'href="#id_tick-right_to_share"' in html
    assert 'id="id_tick-right_to_share"' in html
    assert html.count("Tick this to send the story.") == 2
    assert "<title>Error:" in html
    assert Revision.objects.get().state == State.DRAFT


def test_a_whole_story_is_sent(browser, key, draft):
    response = browser.post(
        address("check", key), {"seen": draft.lock, **ticks(draft)}, follow=True
    )

    assert response.redirect_chain == [(address("status", key), 302)]
    assert "Your story has been sent." in response.content.decode()
    assert Revision.objects.get().state == State.SUBMITTED


def test_method_15_a_page_that_is_out_of_date_sends_nothing(browser, key, draft):
    seen = draft.lock
    save(browser, key, "value", answer="A colleague's edit.")

    response = browser.post(
        address("check", key), {"seen": seen, **ticks(draft)}, follow=True
    )

    assert "so it was not sent" in response.content.decode()
    assert Revision.objects.get().state == State.DRAFT


def test_an_unverified_address_stops_the_sending(signed_in):
    person = factories.UserFactory(verified=False)
    draft = factories.draft_revision(by=person)
    key = draft.case_study.inquiry.key

    response = signed_in(person).post(
        address("check", key), {"seen": draft.lock, **ticks(draft)}
    )

    assert "Confirm your e-mail address" in response.content.decode()
    assert Revision.objects.get().state == State.DRAFT


def test_a_sent_story_leads_to_its_status(browser, key, draft):
    browser.post(address("check", key), {"seen": draft.lock, **ticks(draft)})

    for name in ("telling", "check"):
        assert browser.get(address(name, key)).url == address("status", key)


@pytest.mark.parametrize("verb", ["take-back", "update", "compose"])
def test_reading_an_address_changes_nothing(browser, key, draft, verb):
    assert browser.get(address(verb, key)).status_code == 302
    assert Revision.objects.get().lock == draft.lock


@pytest.mark.parametrize(("name", "most"), [("telling", 35), ("check", 21)])
def test_the_pages_cost_a_bounded_number_of_queries(
    browser, key, name, most, django_assert_max_num_queries
):
    browser.get(address(name, key))  # the question set is read once by a process

    with django_assert_max_num_queries(most):
        browser.get(address(name, key))
