"""Every question set, walked page by page from its first question to the queue."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from casestudies.stories.models import Revision
from casestudies.stories.workflow import State
from inquiry.protocols import kinds, wording
from inquiry.protocols.models import Kind, ProtocolVersion
from inquiry.telling.models import Inquiry
from tests import factories
from tests.inquiry.telling.pages import address, kept, text

STORIES = [
    "a-moment-of-light",
    "adapting-an-idea",
    "hospital-shoe-pinches",
    "partnership-success-story",
    "primary-care-community-link",
]
VOICE = "volunteers-moment"


def fields(form):
    """What a browser sends of a form that stands on a page."""
    data = {}
    for bound in form:
        value = bound.value()
        if bound.name == "ongoing" and not value:
            continue
        parts = getattr(bound.field.widget, "widgets_names", None)
        if parts:
            values = bound.field.widget.decompress(value)
            names = [f"{bound.name}{part}" for part in parts]
            data |= dict(zip(names, values, strict=True))
        else:
            data[bound.name] = value if value is not None else ""
    return data


def typed(question, value):
    return fields(kinds.form(question, value=value))


def save(browser, section, inquiry, **changed):
    """Press Save at one place of the telling, with what stands there."""
    url = reverse("stories:part", args=[inquiry.key, section.key])
    data = fields(section.form) | {"seen": section.lock} | changed
    assert browser.post(url, data).status_code == 302


def begin(browser, slug, organisation):
    url = reverse("telling:begin", args=[slug])
    token = browser.get(url).context["form"]["token"].value()
    browser.post(url, {"organisation": organisation.pk, "token": token})
    return Inquiry.objects.get()


def answer_all(browser, inquiry):
    """Each question shown, answered, and shown again with its answer."""
    for question in inquiry.version.questions.all():
        url = address(inquiry, question.key)
        page = browser.get(url)
        value = factories.answer_for(question)

        saved = browser.post(url, {"seen": 0, **typed(question, value)})
        again = browser.get(url)

        assert page.status_code == again.status_code == 200
        assert question.prompt in text(page)
        assert saved.status_code == 302
        assert kept(inquiry, question.key) == value
        assert again.context["answer_form"].value == value
        assert again.context["problems"] == []


def confirm(browser, inquiry):
    """Save what no question asks for: the summary, the terms and the place."""
    page = browser.get(reverse("stories:telling", args=[inquiry.key]))
    sections = {section.key: section for section in page.context["sections"]}
    save(browser, sections["summary"], inquiry, confirmed="on")
    save(browser, sections["place"], inquiry)
    terms = {"care_settings": "hospital-ward", "themes": "food-drink"}
    save(browser, sections["terms"], inquiry, **terms)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", STORIES)
def test_a_story_is_told_and_sent_with_each_question_set(slug, signed_in):
    member = factories.MembershipFactory()
    browser = signed_in(member.user)

    inquiry = begin(browser, slug, member.organisation)
    answer_all(browser, inquiry)
    browser.post(reverse("stories:compose", args=[inquiry.key]))
    confirm(browser, inquiry)
    url = reverse("stories:check", args=[inquiry.key])
    check = browser.get(url)
    ticks = dict.fromkeys(check.context["submit_form"].fields, "on")
    browser.post(url, ticks | {"seen": check.context["revision"].lock})

    assert check.context["problems"] == []
    assert Revision.objects.get().state == State.SUBMITTED


@pytest.mark.django_db
def test_the_walks_leave_no_question_set_out():
    live = ProtocolVersion.objects.live()

    assert {one.protocol.slug for one in live} == {*STORIES, VOICE}
    assert [one.protocol.slug for one in live if one.is_voice] == [VOICE]


@pytest.mark.django_db
def test_the_voices_questions_can_be_built_and_read(client):
    version = factories.version(VOICE)

    page = text(client.get(version.get_absolute_url()))

    for question in version.questions.all():
        form = kinds.form(question)
        assert form.fields or question.kind == Kind.PEOPLE
        assert question.prompt in page
        assert question.help in page


def fill(page, data):
    """Put an answer into the real controls of its question."""
    for name, value in data.items():
        if not value:
            continue
        controls = page.locator(f'#answer-form [name="{name}"]')
        if not controls.count():
            page.get_by_role("button", name="Add another").click()
        kind = controls.first.evaluate("control => control.type")
        if kind in {"checkbox", "radio"}:
            for one in value if isinstance(value, list) else [value]:
                control = controls.and_(page.locator(f'[value="{one}"]'))
                control.or_(controls.and_(page.locator(":not([value])"))).check()
        elif kind == "select-one":
            controls.select_option(value)
        else:
            controls.fill(value)


@pytest.mark.browser
@pytest.mark.parametrize("slug", STORIES)
def test_each_question_set_is_answered_on_a_phone(slug, mobile_page, sign_in_page):
    inquiry = factories.inquiry(protocol=slug)
    questions = wording.questions(inquiry.version)
    page = sign_in_page(mobile_page, inquiry.begun_by)

    page.goto(inquiry.get_absolute_url())
    page.locator(".nhsuk-task-list a").first.click()
    for question in questions:
        expect(page.get_by_role("heading", level=1)).to_have_text(question.prompt)
        fill(page, typed(question, factories.answer_for(question)))
        page.get_by_role("button", name="Save and continue").last.click()

    total = len(questions)
    expect(page.locator("main")).to_contain_text(f"{total} of {total} questions done")
    for question in questions:
        assert kept(inquiry, question.key) == factories.answer_for(question)
