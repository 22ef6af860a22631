"""Administrators write the pages; what was said before is kept and can come back."""

import pytest
from django.urls import reverse

from portal.pages import actions, rendering, shipped
from portal.pages.models import LONGEST, Page
from portal.record.models import Event
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "Your data",
    "lead": "We keep little.",
    "body": "## What\n\nAsk **us**.",
    "seen": 0,
}
READ = reverse("pages:privacy")
EDIT = reverse("pages:edit", args=["privacy"])
VERSIONS = reverse("pages:versions", args=["privacy"])


@pytest.fixture
def administrator(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return signed_in(factories.administrator(name="Gwen Castell"))


def restore(client, number, seen):
    address = reverse("pages:restore", args=["privacy", number])
    return client.post(address, {"seen": seen}, follow=True)


def test_the_words_that_come_with_the_site_need_no_row(client):
    page = client.get(READ)

    assert not Page.objects.exists()
    assert shipped.words()["privacy"]["lead"] in page.text


def test_a_change_is_on_the_page_and_on_the_record(administrator):
    response = administrator.post(EDIT, WORDS)
    page = administrator.get(READ)

    assert response.url == READ
    assert "<strong>us</strong>" in page.text
    assert '<h2 id="about-what">What</h2>' in page.text
    assert [event.verb for event in Event.objects.filter(object_key="privacy")] == [
        "change"
    ]


def test_a_change_stands_before_the_words_that_come_with_the_site(administrator):
    administrator.post(EDIT, WORDS)

    page = administrator.get(READ).text
    assert "We keep little." in page
    assert shipped.words()["privacy"]["lead"] not in page


def test_a_preview_saves_nothing_and_keeps_what_was_typed(administrator):
    page = administrator.post(EDIT, {**WORDS, "preview": "yes"})

    assert "<strong>us</strong>" in page.text
    assert "Ask **us**." in page.text
    assert not Page.objects.exists()


def test_the_words_of_the_site_can_be_read_and_put_back(administrator):
    administrator.post(EDIT, WORDS)
    listed = administrator.get(VERSIONS)
    first = list(listed.context["history"])[-1]

    old = administrator.get(reverse("pages:version", args=["privacy", first.pk]))
    restore(administrator, first.pk, seen=2)

    lead = shipped.words()["privacy"]["lead"]
    assert lead in old.text
    assert lead in administrator.get(READ).text
    kept = Page.objects.get().history.values_list("lead", flat=True)
    assert list(kept) == [lead, "We keep little.", lead]
    assert "Gwen Castell" in listed.text


def test_before_any_change_there_is_nothing_to_put_back(administrator):
    page = administrator.get(VERSIONS)

    assert "Nobody has changed it yet." in page.text
    at = reverse("pages:version", args=["privacy", 1])
    assert administrator.get(at).status_code == 404
    huge = reverse("pages:version", args=["privacy", 10**30])
    assert administrator.get(huge).status_code == 404


def test_a_version_of_another_page_is_not_found(administrator):
    administrator.post(EDIT, WORDS)
    number = Page.objects.get().history.last().pk
    administrator.post(reverse("pages:edit", args=["about"]), WORDS)

    at = reverse("pages:version", args=["about", number])

    assert administrator.get(at).status_code == 404


@pytest.mark.parametrize("changed", [False, True])
def test_a_change_on_an_old_page_loses_nothing(administrator, changed):
    seen = 0
    if changed:
        administrator.post(EDIT, WORDS)
        seen = 2
    theirs = Page.of("privacy")
    theirs.lead = "Theirs, and newer."
    actions.change(theirs, by=None, seen=seen)

    response = administrator.post(EDIT, {**WORDS, "lead": "Mine.", "seen": seen})

    assert response.status_code == 409
    assert "Mine." in response.text
    assert Page.of("privacy").lead == "Theirs, and newer."
    newest = actions.versions(Page.of("privacy"))
    administrator.post(EDIT, {**WORDS, "lead": "Mine.", "seen": newest})
    assert Page.of("privacy").lead == "Mine."


def test_a_change_that_is_sent_twice_is_one_and_nobody_elses(administrator):
    answers = [administrator.post(EDIT, WORDS) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert actions.versions(Page.of("privacy")) == 2


def test_putting_back_on_an_old_page_changes_nothing(administrator):
    administrator.post(EDIT, WORDS)
    first = Page.objects.get().history.last().pk

    page = restore(administrator, first, seen=1)

    assert "Somebody else has changed the page." in page.text
    assert Page.of("privacy").lead == "We keep little."


def test_too_much_is_told_and_kept(administrator):
    page = administrator.post(EDIT, {**WORDS, "body": "a" * (LONGEST + 1)})

    assert page.status_code == 200
    assert "a" * (LONGEST + 1) in page.text
    assert not Page.objects.exists()


@pytest.mark.parametrize("role", [factories.moderator, factories.UserFactory])
def test_nobody_else_writes_or_reads_what_was_before(role, signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client = signed_in(role())

    assert client.post(EDIT, WORDS).status_code == 403
    assert client.get(VERSIONS).status_code == 403
    assert "Change this page" not in client.get(READ).text
    assert not Page.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        '<a href="data:text/html,x">x</a>',
        "<p style='color:red'>x</p>",
        "## <svg onload=alert(1)>",
    ],
)
def test_nothing_that_could_run_gets_onto_a_page(bad):
    page = rendering.html(bad).lower()

    for part in (
        "<script",
        "<img",
        "<svg",
        "onerror=",
        "javascript:",
        "data:",
        "style",
    ):
        assert part not in page.replace("&lt;svg", "").replace("&lt;img", "")


def test_very_deep_lists_are_shown_as_typed():
    assert "<p>" in rendering.html("> " * 3000 + "deep")
