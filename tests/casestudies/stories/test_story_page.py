"""The story page as a whole: its hero, its lineage, its neighbours, on paper."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from casestudies.stories import actions, places, sides
from inquiry.telling import actions as telling
from portal.organisations import actions as organisations
from tests import factories

pytestmark = pytest.mark.django_db
DESKTOP = {"width": 1280, "height": 900}


def titled(title, **more):
    answers = {**more.pop("answers", {}), "title": title}
    return factories.published_study(answers=answers, **more)


def adapted(title, source, **answers):
    answers |= {"inspired_by": [source.slug]}
    return titled(title, protocol="adapting-an-idea", answers=answers)


def page(client, study):
    return client.get(study.get_absolute_url()).text


def section(html, begin, end="</section>"):
    """From a mark on the page to the end of its section."""
    part = html[html.index(begin) :]
    return part[: part.index(end)]


def test_the_opening_moment_stands_first_and_the_quotation_before_the_stages(client):
    html = page(client, titled("A table"))

    order = ["cl-story__opening", "cl-quote--pull", "cl-story__stage", "cl-takeaway"]
    places = [
        html.index(f'class="{name}' if n != 1 else name) for n, name in enumerate(order)
    ]
    assert places == sorted(places)


def test_each_tip_of_the_box_leads_to_its_address(client):
    study = titled("A table")

    html = page(client, study)

    for tip in study.revisions.get().tips.all():
        assert f'<a href="/tips/{tip.key}/">{tip.text}</a>' in html
        assert f"tip={tip.key}" in section(html, 'class="cl-takeaway"')


def test_tips_of_a_draft_have_no_address_yet(signed_in):
    draft = factories.draft_revision()
    teller = draft.case_study.inquiry.begun_by

    html = signed_in(teller).get(f"/share/{draft.case_study.inquiry.key}/check/").text

    assert draft.tips.first().text in html
    assert 'href="/tips/' not in section(html, 'class="cl-takeaway"')


def test_method_18_a_number_says_that_it_is_a_count_and_no_proof(client):
    html = section(page(client, titled("A table")), 'class="cl-number"', "</div>")

    assert "How we know: the rota book." in html
    assert "does not prove what caused it" in html


def test_method_11_the_page_says_which_sides_told_the_story(client):
    names = (
        ("Friends of Anytown", "hospital-friends"),
        ("Anytown Hospital", "acute-trust"),
    )
    friends, hospital = (
        factories.OrganisationFactory(
            name=name, partner_type=factories.PartnerType.objects.get(slug=kind)
        )
        for name, kind in names
    )
    teller = factories.MembershipFactory(organisation=friends).user
    alone = titled("Alone", by=teller, organisation=friends)
    draft = factories.draft_revision(by=teller, organisation=friends)
    nurse = factories.MembershipFactory(organisation=hospital)
    named = telling.name_co_author(
        draft.case_study.inquiry, by=teller, email=nurse.user.email
    )
    telling.accept(named, by=nurse.user)
    value = draft.case_study.inquiry.version.questions.get(key="value")
    telling.save_answer(
        draft.case_study.inquiry, value, "We ate.", by=nurse.user, seen=1
    )
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    actions.publish(
        draft,
        by=factories.moderator(),
        seen=draft.lock,
        digest=draft.digest,
        identity_checked=True,
    )

    assert told(client, alone) == "Told by: Voluntary sector. Also took part: NHS."
    assert told(client, draft.case_study) == "Told by: NHS, Voluntary sector."

    organisations.leave(nurse, by=nurse.user)
    assert told(client, draft.case_study) == "Told by: NHS, Voluntary sector."


@pytest.fixture
def of_two():
    """A draft of a charity, and a nurse of its hospital who tells it too."""
    trust = factories.PartnerType.objects.get(slug="acute-trust")
    hospital = factories.OrganisationFactory(name="Anytown Trust", partner_type=trust)
    draft = factories.draft_revision()
    draft.partners.filter(name="Anytown Hospital").update(organisation=hospital)
    nurse = factories.MembershipFactory(organisation=hospital).user
    inquiry = draft.case_study.inquiry
    named = telling.name_co_author(inquiry, by=inquiry.begun_by, email=nurse.email)
    telling.accept(named, by=nurse)
    return draft, nurse


def test_method_11_a_side_that_said_nothing_has_not_told(of_two):
    draft, _nurse = of_two

    assert sides.told(draft) == ["voluntary"]


@pytest.mark.both_databases
def test_method_11_who_saved_a_part_has_told(of_two, signed_in):
    draft, nurse = of_two
    key = draft.case_study.inquiry.key
    part = reverse("stories:part", args=[key, "value"])
    lock = draft.sources.get(key="value").lock
    nurses = signed_in(nurse)

    nurses.post(part, {"answer": places.read(draft, value_of(draft)), "seen": lock})
    same_words = sides.told(draft)
    for number in (lock, lock + 1):
        nurses.post(part, {"answer": f"Words {number}.", "seen": number})

    assert same_words == ["voluntary"]
    assert sides.told(draft) == ["nhs", "voluntary"]
    assert [event.actor() for event in events_of(draft, "edit")] == [nurse]


def test_method_11_who_agreed_has_told(of_two):
    draft, nurse = of_two

    actions.submit(draft, by=nurse, seen=draft.lock, ticks=factories.ticks(draft))

    assert sides.told(draft) == ["nhs", "voluntary"]


def value_of(draft):
    return draft.case_study.inquiry.version.questions.get(key="value")


def events_of(draft, verb):
    return factories.events(draft.case_study.inquiry, verb=verb)


def told(client, study):
    said = section(page(client, study), 'id="sides"', "</p>").partition(">")[2]
    return " ".join(re.sub("<[^>]*>", "", said).split())


def test_method_29_the_source_shows_what_was_kept_changed_and_learned(client):
    source = titled("The first table")
    words = {
        "kept": "The **cloth**.",
        "changed": "Breakfast.",
        "learned": "Toast. " * 60,
    }
    adapted("The second table", source, **words)

    html = section(page(client, source), 'aria-labelledby="inspired"')

    assert "The second table" in html
    for heading, said in (
        ("What we kept", "The cloth."),
        ("What we changed", "Breakfast."),
        ("What we learned", "Toast."),
    ):
        assert html.index(heading) < html.index(said)
    assert html.count("Toast.") == 30


def test_method_31_an_adaptation_that_was_taken_down_is_not_named(client):
    source = titled("The first table")
    gone = adapted("The second table", source).revisions.get()

    actions.withdraw(gone, by=factories.moderator(), seen=gone.lock, digest=gone.digest)

    assert "The second table" not in page(client, source)
    assert "Inspired by this story" not in page(client, source)


def test_stories_of_organisations_like_these_come_with_the_reason(client):
    study = titled("Mine", care_settings=["hospice-end-of-life"])
    hospice = {"organisation": "A hospice", "partner_type": "hospice"}
    trust = {"organisation": "A trust", "partner_type": "mental-health-trust"}
    titled(
        "Same place alone",
        care_settings=["hospice-end-of-life"],
        answers={"partners": [hospice, trust]},
    )
    titled("Same kind alone", care_settings=["care-home"])
    near = titled("Same kind and place", care_settings=["hospice-end-of-life"])

    html = section(page(client, study), 'aria-labelledby="alike"')

    assert html.index("Same kind and place") < html.index("Same place alone")
    assert "Same kind alone" not in html
    assert "Mine" not in html
    first = html[: html.index("Same place alone")]
    assert "Hospital-linked charity or League of Friends" in first
    assert near.revisions.get().tips.first().text in first


def test_without_a_story_of_the_place_the_kind_of_partner_will_do(client):
    study = titled("Mine", care_settings=["hospice-end-of-life"])
    titled("Same kind", care_settings=["care-home"])

    assert "Same kind" in section(page(client, study), 'aria-labelledby="alike"')


def test_the_first_story_of_all_has_no_neighbours(client):
    assert 'id="alike"' not in page(client, titled("Mine"))


def test_a_reference_has_its_date_and_address(client, settings):
    study = titled("A table.")
    day = study.first_published_at.strftime("%-d %B %Y")

    assert (
        f"Friends of Anytown; Anytown Hospital. A table. Creating Light, {day}. "
        f"{settings.SITE_URL}{study.get_absolute_url()}"
    ) in page(client, study)


@pytest.mark.browser
def test_axe_finds_nothing_with_long_names_and_missing_parts(visitor, axe):
    long = "Aremarkablylongnamewithoutasinglespaceinit"
    source = titled(long * 2, is_example=True)
    nothing = dict.fromkeys(factories.ANSWERS["number"], "")
    bare = adapted("Bare", source, number=nothing)
    page = visitor(viewport={"width": 320, "height": 640})

    for study in (source, bare):
        page.goto(study.get_absolute_url())
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
def test_a_story_is_a_handout_of_two_pages(visitor):
    words = "We sat down together and nobody was in a hurry that day. " * 7
    asked = factories.version("hospital-shoe-pinches").questions.filter(kind="long")
    study = titled(
        "A table",
        protocol="hospital-shoe-pinches",
        answers={one.key: cut(words, one.max_words) for one in asked},
    )
    adapted("The second table", study)
    page = visitor(viewport=DESKTOP)
    page.goto(study.get_absolute_url())

    paper = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2


def cut(words, most):
    return " ".join(words.split()[:most])


@pytest.mark.browser
def test_the_address_and_the_reference_can_be_copied(visitor):
    study = titled("A table")
    page = visitor(viewport=DESKTOP, permissions=["clipboard-write", "clipboard-read"])
    page.goto(study.get_absolute_url())

    for name, end in (("The address", "a-table/"), ("How to cite", "a-table/")):
        button = page.get_by_role("button", name=f"Copy: {name}")
        button.press("Enter")
        expect(page.get_by_text("It is copied.").first).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").endswith(end)
    expect(page.get_by_role("button", name="Print", exact=True)).to_have_count(1)
