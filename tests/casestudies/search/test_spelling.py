"""Words begun and words misspelt, from what the published stories say."""

import pytest

from casestudies.search import Selection, index, vocabulary
from casestudies.search.finding import find
from casestudies.search.likeness import distance, sound
from casestudies.search.models import Said, Word
from tests.casestudies.search.documents import document, ids, put

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def library(db):
    put(1, headline="Volunteers at the hospital", body="They recieve accommodation.")
    put(2, headline="Bereavement walks", tips="Ask the hospital.", summary="Llŷn")
    put(3, headline="A wheelchair", body="Breakfast, and a knock at the door.")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hospitel", "hospital"),
        ("hopsital", "hospital"),
        ("hosptal", "hospital"),
        ("hospittal", "hospital"),
        ("volenteers", "volunteers"),
        ("volountears", "volunteers"),
        ("bereevment", "bereavement"),
        ("acomodation", "accommodation"),
        ("weelchair", "wheelchair"),
        ("wheelchiar", "wheelchair"),
        ("brekfast", "breakfast"),
        ("nock", "knock"),
        ("HOSPITEL", "hospital"),
        ("wheelchair hosptal", ""),
        ("bereavement hosptal", "bereavement hospital"),
        ('"bereavement wlaks"', '"bereavement walks"'),
        ("dooor -hospital", "door -hospital"),
        ("hospital", ""),
        ("zebra", ""),
        ("cat", ""),
    ],
)
def test_a_word_that_no_story_has_is_put_right(library, typed, meant):
    assert find(Selection(words=typed)).did_you_mean == meant


def test_what_would_find_nothing_with_the_filters_is_not_offered(library):
    put(4, "theme:carers", headline="Milk")

    found = find(Selection(words="hospitel", terms={"theme": ("carers",)}))

    assert (found.total, found.did_you_mean) == (0, "")


def test_a_word_begun_is_found(library):
    found = find(Selection(words="wheelc"))

    assert (found.ids, found.unfinished, found.did_you_mean) == ([3], True, "")
    assert find(Selection(words="knock")).unfinished is False
    assert ids("breakf kno") == [3]
    assert ids('"breakf"') == []


def test_each_of_several_words_begun_is_found(db):
    common = " ".join(f"com{a}{b}" for a in "abcdefgh" for b in "ijklmnop")
    for study in (1, 2):
        put(study, body=common)
    put(3, body=f"{common} befriending compost")

    assert ids("com befr") == [3]
    assert ids("com compos befr") == [3]


def test_a_word_begun_becomes_the_commonest_that_begin_so(
    db, django_assert_num_queries
):
    put(1, body="company comfort compost companion")
    put(2, body="company comfort compost")
    put(3, body="company comfort")

    with django_assert_num_queries(1):
        begun = vocabulary.begun(["co", "comp", "com", "zeb"])

    assert begun == {
        "com": ["comfort", "company", "compost", "companion"],
        "comp": ["company", "compost", "companion"],
    }


def test_a_story_that_goes_takes_its_words_along(library):
    index.remove(3)

    assert not Word.objects.filter(word__in=["wheelchair", "knock"]).exists()
    assert not Said.objects.filter(study=3).exists()
    assert find(Selection(words="weelchair")).did_you_mean == ""
    assert find(Selection(words="wheelc")).total == 0


def test_other_words_take_the_place_of_the_old_ones(library):
    put(1, headline="Porridge at the hospital")

    assert not Word.objects.filter(word="volunteers").exists()
    assert Word.objects.get(word="hospital").stories == 2
    assert find(Selection(words="poridge")).did_you_mean == "porridge"


def counted():
    return set(Word.objects.values_list("word", "is_name", "shown", "stories"))


def test_step_by_step_and_at_once_the_words_are_the_same(db):
    documents = [
        document(1, headline="Milk and bread", body="A & E, café " * 3),
        document(2, headline="Milk", tips="x" * 50, summary="12 of 2026"),
        document(3, headline="Bread", body=" ".join(f"word{n}" for n in range(900))),
    ]
    named = [
        type(each)(**{**vars(each), "organisations": ("Friends of Môn", name)})
        for each, name in zip(documents, ["A", "B", "C"], strict=True)
    ]
    for each in named:
        index.put(each)
    index.put(document(4, headline="Gone"))
    index.remove(4)
    step_by_step = counted()

    index.rebuild(named)

    assert counted() == step_by_step
    assert ("milk", False, "", 2) in step_by_step
    assert ("ae", False, "", 1) in step_by_step
    assert ("cafe", False, "", 1) in step_by_step


def test_names_of_organisations_are_found_by_beginnings_of_their_words(db):
    for study in (1, 2):
        each = document(study, headline="Milk")
        name = "Cyfeillion Ysbyty Môn"
        index.put(type(each)(**{**vars(each), "organisations": (name,)}))

    assert vocabulary.names_with(["ysb", "mon"], 5) == [("Cyfeillion Ysbyty Môn", 2)]
    assert vocabulary.names_with(["bwyt"], 5) == []


@pytest.mark.parametrize("number", [10, 200])
def test_a_wrong_word_costs_the_same_in_any_library(
    number, django_assert_max_num_queries
):
    index.rebuild(document(n, headline=f"Hospital ward{n}") for n in range(1, number))
    find(Selection(words="hospital"))

    with django_assert_max_num_queries(10):
        found = find(Selection(words="hospitel", sort="relevance"))

    assert found.did_you_mean == "hospital"


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("milk", "milk", 0),
        ("milk", "mlik", 1),
        ("milk", "mill", 1),
        ("milk", "mil", 1),
        ("milk", "milks", 1),
        ("kitten", "sitting", 3),
        ("", "ab", 2),
        ("abcdef", "ghijkl", 3),
        ("a", "abcdef", 3),
    ],
)
def test_the_distance_of_two_words(one, other, letters):
    assert distance(one, other, 2) == letters
    assert distance(other, one, 2) == letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("receive", "recieve"),
        ("accommodation", "acomodation"),
        ("physio", "fizzio"),
        ("knock", "nock"),
        ("volunteer", "volenteer"),
    ],
)
def test_slips_of_spelling_sound_the_same(one, other):
    assert sound(one) == sound(other)
