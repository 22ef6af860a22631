"""Words that could not be saved on the telling page, and nobody was there to see it."""

import pytest
from django.urls import reverse

from casestudies.stories import actions, composing
from casestudies.stories.models import Revision, SetAside
from tests import factories

pytestmark = pytest.mark.django_db
LATE = "before your words could be saved"


@pytest.fixture
def browser(signed_in, teller):
    return signed_in(teller)


def page(browser, draft):
    address = reverse("stories:telling", args=[draft.case_study.inquiry.key])
    return browser.get(address, follow=True).content.decode()


def save(browser, draft, place, *, seen=1, **data):
    key = draft.case_study.inquiry.key
    address = reverse("stories:part", args=[key, place])
    return browser.post(address, {"seen": seen, "save": "1", **data})


def late(browser, draft, words="Mine, too late."):
    save(browser, draft, "value", answer="Saved first.")
    return save(browser, draft, "value", answer=words)


@pytest.mark.parametrize("null", ["", "\x00"])
def test_words_that_came_too_late_stand_beside_the_others_at_the_next_visit(
    null, browser, draft
):
    late(browser, draft, f"Mine{null}, <too> late.")

    html = page(browser, draft)

    assert LATE in html
    assert "Saved first.</div>" in html
    assert "Mine, &lt;too&gt; late.</textarea>" in html
    assert draft.parts.get(key="value").text == "Saved first."


def test_they_are_shown_until_the_person_has_saved(browser, draft):
    late(browser, draft)
    save(browser, draft, "peak_story", answer="Another place.")
    still_there = LATE in page(browser, draft)

    save(browser, draft, "value", seen=2, answer="Both.")

    assert still_there
    assert LATE not in page(browser, draft)
    assert draft.parts.get(key="value").text == "Both."


def test_they_are_shown_until_the_person_leaves_the_other_words(browser, draft):
    late(browser, draft)
    was_there = LATE in page(browser, draft)

    save(browser, draft, "value", theirs="1", answer="Mine, too late.")

    assert was_there
    assert LATE not in page(browser, draft)
    assert was_there
    assert not SetAside.objects.exists()
    assert draft.parts.get(key="value").text == "Saved first."


def test_only_who_typed_them_sees_them(browser, draft, client):
    late(browser, draft)
    own = page(browser, draft)
    other = factories.UserFactory()
    draft.case_study.inquiry.co_authors.create(
        email=other.email,
        user=other,
        named_by=draft.case_study.inquiry.begun_by,
        accepted_at=draft.created_at,
    )

    client.force_login(other)

    assert "Mine, too late." in own
    assert "Mine, too late." not in page(client, draft)


def test_the_words_of_the_story_itself_are_not_asked_about(browser, draft):
    late(browser, draft)
    save(browser, draft, "value", seen=2, answer="Mine, too late.")
    SetAside.objects.create(
        case_study=draft.case_study,
        key="value",
        user=draft.case_study.inquiry.begun_by,
        typed=[["answer", "Mine, too late."]],
    )

    assert LATE not in page(browser, draft)


def test_what_has_no_place_to_be_kept_is_not_lost_either(browser, draft):
    save(browser, draft, "when", answer_month="13", answer_year="2025")

    html = page(browser, draft)

    assert LATE in html
    assert 'value="13"' in html


def test_ticks_are_told_by_their_names(browser, draft):
    chosen = {"care_settings": "hospital-ward", "themes": "food-drink"}
    save(browser, draft, composing.TERMS, seen=2, **chosen)

    save(browser, draft, composing.TERMS, seen=2, care_settings="care-at-home")

    html = page(browser, draft)
    assert LATE in html
    assert 'class="cl-version__text" tabindex="0">Care at home</div>' in html


def test_words_of_a_story_that_was_sent_come_back_when_it_may_be_changed(
    browser, draft, teller
):
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    answer = save(browser, draft, "value", answer="Typed while it was sent.")
    in_between = page(browser, draft)

    sent = Revision.objects.get()
    actions.take_back(sent, by=teller, seen=sent.lock)

    assert answer.status_code == 409
    assert "Typed while it was sent." not in in_between
    assert "Typed while it was sent.</textarea>" in page(browser, draft)


def test_they_go_with_the_draft_that_they_were_typed_for(browser, draft, teller):
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    moderator = factories.moderator()
    actions.ask_for_changes(
        draft,
        by=moderator,
        message="Nearly.",
        notes={},
        seen=draft.lock,
        digest=draft.digest,
    )
    following = Revision.objects.last()
    late(browser, following)
    following.refresh_from_db()
    was_there = SetAside.objects.exists()

    actions.drop_draft(following, by=teller, seen=following.lock)

    assert was_there
    assert not SetAside.objects.exists()


def test_without_a_script_each_save_says_that_it_keeps_its_part_alone(signed_in):
    draft = factories.draft_revision()
    browser = signed_in(draft.case_study.inquiry.begun_by)

    page = browser.get(reverse("stories:telling", args=[draft.case_study.inquiry.key]))

    note = '<noscript><p class="cl-muted">This saves this part alone.'
    assert page.text.count(note) == page.text.count("data-part=") > 10
