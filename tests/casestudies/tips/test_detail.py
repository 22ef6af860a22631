"""One tip: an address that lasts, in the words of today."""

import uuid

import pytest

from casestudies.stories import actions, composing, editing
from inquiry.telling import actions as telling
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def published(*tips, **more):
    more |= {"answers": {"tips": list(tips)}, "protocol": "a-moment-of-light"}
    study = factories.published_study(**more)
    return study, [f"/tips/{tip.key}/" for tip in study.revisions.get().tips.all()]


def told_anew(study, *tips):
    """The draft of a next version whose tips are these."""
    teller = study.inquiry.begun_by
    draft = actions.start_update(study, by=teller)
    question = study.inquiry.version.questions.get(key="tips")
    seen = draft.sources.get(key="tips").lock
    editing.save(draft, question, list(tips), seen=seen)
    draft.refresh_from_db()
    return draft


def publish(draft):
    teller = draft.case_study.inquiry.begun_by
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    actions.publish(
        draft,
        by=factories.moderator(),
        seen=draft.lock,
        digest=draft.digest,
        identity_checked=True,
    )


def withdraw(study):
    revision = study.revisions.published().get()
    actions.withdraw(
        revision, by=factories.moderator(), seen=revision.lock, digest=revision.digest
    )


def test_method_25_a_tip_has_a_page_with_its_source(client, settings):
    study, (address, other) = published("Sing.", "Sit down.")

    page = client.get(address).text

    assert "<title>Tip: Sing. - Creating Light</title>" in page
    assert f'href="{study.get_absolute_url()}"' in page
    assert f'href="{other}"' in page
    assert f"{settings.SITE_URL}{address}" in page
    for said in ("Hospital ward", "Friends of Anytown", "Told in"):
        assert said in page


def test_an_address_survives_new_words_and_shows_those_of_today(client):
    study, (address, other) = published("Sing.", "Sit down.")

    draft = told_anew(study, "Sing every day.", "Sit down.")
    assert "every day" not in client.get(address).text
    publish(draft)

    assert "Sing every day." in client.get(address).text
    assert "Sit down." in client.get(other).text


def test_an_address_survives_a_new_answer_and_another_order(client):
    study, (address, other) = published("Sing.", "Sit down.")
    teller = study.inquiry.begun_by
    actions.start_update(study, by=teller)
    question = study.inquiry.version.questions.get(key="tips")
    tips = ["Sit down.", "Sing.", "Bake."]
    study.inquiry.refresh_from_db()
    telling.save_answer(study.inquiry, question, tips, by=teller, seen=1)
    publish(composing.compose(study.inquiry, by=teller))

    assert "<title>Tip: Sing. " in client.get(address).text
    assert "<title>Tip: Sit down. " in client.get(other).text


def test_a_tip_that_was_taken_out_says_so_and_leads_to_the_story(client):
    study, (_first, second) = published("Sing.", "Sit down.")

    publish(told_anew(study, "Sing."))

    response = client.get(second)
    assert response.status_code == 410
    assert study.get_absolute_url() in response.text
    assert "Sit down" not in response.text


def test_the_tips_of_a_story_that_was_taken_down_go_with_it(client):
    study, (address, _other) = published("Sing.", "Sit down.")

    withdraw(study)

    response = client.get(address)
    assert response.status_code == 410
    assert "This tip is no longer shown" in response.text
    assert "Sing" not in response.text
    assert study.slug not in response.text


def test_a_tip_that_nobody_could_read_yet_does_not_exist(client):
    draft = factories.draft_revision().tips.first()
    study, _addresses = published("Sing.")
    waiting = told_anew(study, "Sing.", "Not yet.").tips.last()

    for key in (draft.key, waiting.key, uuid.uuid4()):
        assert client.get(f"/tips/{key}/").status_code == 404


def test_a_tip_that_was_taken_out_before_it_was_ever_up_does_not_exist(client):
    draft = factories.submitted_revision()
    actions.decline(
        draft,
        by=factories.moderator(),
        seen=draft.lock,
        digest=draft.digest,
        reason="other",
        message="",
    )

    assert client.get(f"/tips/{draft.tips.first().key}/").status_code == 404
