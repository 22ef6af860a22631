"""What the pages of terms teach: tips, moments, sentences, neighbours, the journey."""

import random

import pytest
from django.utils import timezone

from casestudies.gallery.learned import moments, sentences
from casestudies.stories import actions
from casestudies.stories.models import Revision
from portal.taxonomy.models import TouchPoint
from tests.casestudies.gallery.library import many, story, story_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BACKED = ["leaders-backed-it"]
MADE_POSSIBLE = (
    "The kettle was always warm. The chief executive backed it, and said yes twice. "
    "We never met in a meeting room."
)


def in_touch_point(title, slug, **terms):
    return story_of(title, terms=terms, touch_point=TouchPoint.objects.get(slug=slug))


@pytest.mark.parametrize(
    ("listed", "slug", "words"),
    [
        ("/touch-points/", "on-the-ward", "On the ward"),
        ("/enablers/", "trust-over-time", "Trust built over time"),
        (
            "/partner-types/",
            "hospital-friends",
            "Hospital-linked charity or League of Friends",
        ),
    ],
)
def test_each_list_leads_to_a_page_for_each_term(client, listed, slug, words):
    page, one = client.get(listed), client.get(f"{listed}{slug}/")

    assert f'href="{listed}{slug}/"' in page.text
    assert f"No stories about “{words}” yet: could you tell one?" in one.text


def test_method_37_hospital_linked_charities_have_a_page_of_their_own(client):
    listed = client.get("/partner-types/").text

    assert 'href="/partner-types/hospital-friends/"' in listed
    assert "Hospital-linked charity or League of Friends" in listed


def test_an_invitation_fills_in_what_is_known(client):
    touch_point = client.get("/touch-points/waiting/").text
    enabler = client.get("/enablers/start-small/").text

    assert 'href="/share/?touch_point=waiting"' in touch_point
    assert 'href="/share/"' in enabler


def test_the_stories_are_counted_in_words_with_the_month_of_the_newest(client):
    study = story("Here", themes=["food-drink"])
    story("Too", themes=["food-drink"])

    page = client.get("/themes/food-drink/").text

    assert "There are two stories here." in page
    told = timezone.localtime(study.first_published_at)
    assert f"The newest was told in {told:%B %Y}" in page


def test_tips_come_one_from_each_of_the_newest_stories_with_their_source(client):
    first = story("First", answers={"tips": ["Ring first.", "Bring cake."]})
    story("Second", answers={"tips": ["Ask the porter.", "Smile."]})
    story(
        "Elsewhere", themes=["carers"], answers={"tips": ["Not this one.", "Nor this."]}
    )

    tips = client.get("/themes/food-drink/").context["tips"]

    assert [tip.text for tip in tips] == ["Ask the porter.", "Ring first."]
    page = client.get("/themes/food-drink/").text
    key = first.revisions.get().tips.first().key
    assert f'href="/tips/{key}/"' in page
    assert f'href="{first.get_absolute_url()}"' in page
    assert "Not this one." not in page


def test_method_20_an_enabler_page_shows_the_sentence_of_each_story(client):
    story("Ours", answers={"made_possible": MADE_POSSIBLE, "enablers": BACKED})

    page = client.get("/enablers/leaders-backed-it/")

    [card] = page.context["cards"]
    assert card["sentence"] == "The chief executive backed it, and said yes twice."
    assert card["sentence"] in page.text


def test_a_story_without_a_plain_sentence_shows_how_the_passage_begins(client):
    words = "Nobody knows quite how. It just went well from the first day on."
    story("Ours", answers={"made_possible": words, "enablers": BACKED})

    [card] = client.get("/enablers/leaders-backed-it/").context["cards"]

    assert card["sentence"] == words


def test_a_setting_shows_what_made_it_possible_there_with_the_words(client):
    told = {"made_possible": MADE_POSSIBLE, "enablers": BACKED}
    story("Ours", answers=told, care_settings=["hospital-ward"])
    story("Elsewhere", answers=told, care_settings=["care-home"])

    page = client.get("/care-settings/hospital-ward/")

    [moment] = page.context["moments"]
    assert (moment.enabler.slug, moment.stories) == ("leaders-backed-it", 1)
    assert moment.sentence == "The chief executive backed it, and said yes twice."
    assert moment.revision.headline == "Ours"
    assert 'href="/enablers/leaders-backed-it/"' in page.text


def test_a_moment_whose_last_story_has_gone_meanwhile_is_left_out():
    study = story("Stays", answers={"enablers": ["start-small"]})
    here = ("theme", "food-drink")
    counted_before = {"leaders-backed-it": 1, "start-small": 1}

    found = moments(here, counted_before)

    assert [(one.enabler.slug, one.revision.case_study) for one in found] == [
        ("start-small", study)
    ]


def test_neighbours_are_terms_of_the_same_stories(client):
    story("Both", themes=["food-drink", "carers"])
    story("Alone", themes=["digital-help"])

    near = client.get("/themes/food-drink/").context["near"]

    assert [(term.slug, term.stories) for term in near] == [("carers", 1)]


def test_the_journey_shows_each_step_with_its_stories(client):
    in_touch_point("Old chairs", "waiting")
    in_touch_point("New chairs", "waiting")
    in_touch_point("More chairs", "waiting")
    in_touch_point("Warm house", "getting-home")

    page = client.get("/touch-points/")

    steps = {step.term.slug: step for step in page.context["journey"].steps}
    assert list(steps) == list(TouchPoint.objects.values_list("slug", flat=True))
    assert steps["waiting"].stories == 3
    newest = [card["headline"] for card in steps["waiting"].newest]
    assert newest == ["More chairs", "New chairs"]
    assert steps["noticing"].stories == 0
    assert 'href="/share/?touch_point=noticing"' in page.text
    assert "Warm house" in page.text
    assert "Old chairs" not in page.text


def test_a_step_of_the_journey_leads_to_the_steps_beside_it(client):
    first = client.get("/touch-points/noticing/")
    inner = client.get("/touch-points/first-contact/").text
    last = client.get("/touch-points/last-months/")

    assert first.context["journey"].before is None
    assert "Before: Noticing something is wrong" in inner
    assert "After: Being linked to local help" in inner
    assert last.context["journey"].after is None
    assert inner.count("cl-journey__step--here") == 1


def test_a_partner_type_names_who_took_part(client):
    study = story("Ours")
    partner = study.revisions.get().partners.exclude(partner_type=None).first()
    address = f"/partner-types/{partner.partner_type.slug}/"

    page = client.get(address)

    named = [one.name for one in page.context["organisations"]]
    assert partner.name in named
    others = study.revisions.get().partners.exclude(
        partner_type=partner.partner_type_id
    )
    assert not {other.name for other in others} & set(named)


def test_the_second_page_has_stories_alone(client):
    many(13)

    first = client.get("/themes/food-drink/")
    second = client.get("/themes/food-drink/?page=2")

    assert (len(first.context["cards"]), len(second.context["cards"])) == (12, 1)
    assert "tips" in first.context
    assert "tips" not in second.context


def test_what_is_taken_down_is_gone_from_every_page(client):
    study = in_touch_point("Gone", "waiting", themes=["food-drink"])
    pages = ["/themes/food-drink/", "/touch-points/waiting/", "/touch-points/"]
    assert all("Gone" in client.get(page).text for page in pages)

    up = study.revisions.get()
    actions.withdraw(up, by=study.inquiry.begun_by, seen=up.lock, digest=up.digest)

    assert not any("Gone" in client.get(page).text for page in pages)


@pytest.mark.parametrize("seed", range(2))
def test_the_numbers_of_every_page_equal_a_recount(client, seed):
    chance = random.Random(seed)  # noqa: S311 (no secret)
    settings, themes = ["hospital-ward", "care-home"], ["food-drink", "carers"]
    for number in range(6):
        story(
            f"Story {number}",
            care_settings=chance.sample(settings, chance.randint(1, 2)),
            themes=chance.sample(themes, chance.randint(1, 2)),
        )
    up = Revision.objects.published()

    for name, slugs, others in [
        ("care_settings", settings, "themes"),
        ("themes", themes, "care_settings"),
    ]:
        for slug in slugs:
            here = up.filter(**{f"{name}__slug": slug})
            page = client.get(f"/{name.replace('_', '-')}/{slug}/").context
            assert page["found"].total == here.count()
            if not here:
                continue
            for listed, field in [("beside", others), ("near", name)]:
                for term in page[listed]:
                    both = here.filter(
                        pk__in=up.filter(**{f"{field}__slug": term.slug})
                    )
                    assert term.stories == both.count()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.", ["One.", "Two."]),
        (
            "He said: 'Go.' We went!\nThen home",
            ["He said: 'Go.'", "We went!", "Then home"],
        ),
        ("  ", []),
    ],
)
def test_a_text_is_cut_into_sentences(text, parts):
    assert sentences(text) == parts


@pytest.mark.parametrize("number", [10, 200])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/touch-points/", 7),
        ("/enablers/", 2),
        ("/partner-types/", 2),
        ("/enablers/start-small/", 20),
        ("/partner-types/hospital-friends/", 20),
        ("/themes/food-drink/", 20),
    ],
)
def test_no_page_asks_more_when_there_is_more(
    client, address, queries, number, django_assert_max_num_queries
):
    many(number)
    client.get(address)

    with django_assert_max_num_queries(queries):
        client.get(address)
