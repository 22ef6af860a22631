import pytest
from django.http import QueryDict

from inquiry.protocols import choices, kinds
from inquiry.protocols.models import Kind, Question

pytestmark = pytest.mark.django_db

PEOPLE = [
    {
        "organisation": "Friends of Anytown",
        "partner_type": "hospital-friends",
        "what_they_did": "Made visits",
    },
    {
        "organisation": "Anytown Hospital",
        "partner_type": "acute-trust",
        "what_they_did": "",
    },
]
NUMBER = {
    "value": "212",
    "what_was_counted": "visits",
    "over_how_long": "a year",
    "how_you_know": "the rota book",
}
# Key of a question, what is typed, what is kept, and how it reads.
WALKS = [
    ("title", "answer=+The+table+", "The table", "The table"),
    ("best_moment", "answer=One%0D%0Atwo", "One\ntwo", "One\ntwo"),
    ("best_moment", "answer=" + "word+" * 200, ("word " * 200).strip(), None),
    ("best_moment", "answer=", "", ""),
    (
        "number",
        (
            "value=212&what_was_counted=visits&over_how_long=a+year"
            "&how_you_know=the+rota+book"
        ),
        NUMBER,
        "212 visits, a year (the rota book)",
    ),
    (
        "enablers",
        "answer=clear-roles&answer=start-small",
        ["clear-roles", "start-small"],
        "Clear roles and limits\nWe started small",
    ),
    ("enablers", "", [], ""),
    ("touch_point", "answer=getting-home", ["getting-home"], None),
    (
        "tips",
        "row-0-tip=Begin.&row-2-tip=Go+on.&row-1-tip=",
        ["Begin.", "Go on."],
        None,
    ),
    (
        "partners",
        (
            "row-0-organisation=Friends+of+Anytown&row-0-partner_type=hospital-friends"
            "&row-0-what_they_did=Made+visits&row-1-organisation=Anytown+Hospital"
            "&row-1-partner_type=acute-trust&row-1-what_they_did=&row-2-organisation="
        ),
        PEOPLE,
        (
            "Friends of Anytown (Hospital-linked charity or League of Friends): "
            "Made visits\nAnytown Hospital (Acute or specialist hospital trust)"
        ),
    ),
    (
        "when",
        "answer_month=3&answer_year=2025&ongoing=on",
        {"month": "2025-03", "ongoing": True},
        "March 2025, still going",
    ),
    ("when", "answer_month=13", {"month": "-13", "ongoing": False}, "13"),
    (
        "inspired_by",
        "other=A+friend+told+us",
        [{"other": "A friend told us"}],
        "A friend told us",
    ),
]


def question(key):
    return Question.objects.filter(key=key, version__is_voice=False).first()


def test_every_kind_has_a_builder_and_a_text():
    assert set(kinds.BUILDERS) == set(Kind) == set(kinds.TEXTS)


@pytest.mark.parametrize(("key", "typed", "kept", "text"), WALKS)
def test_what_is_typed_is_kept_and_comes_back(key, typed, kept, text):
    asked = question(key)

    value = kinds.form(asked, QueryDict(typed)).answer()
    again = kinds.form(asked, value=value)

    assert value == kept
    if text is not None:
        assert kinds.as_text(asked, value) == text
    assert str(again)  # every kind renders what it kept
    fields = {field.html_name: field.initial for field in again}
    if key == "partners":
        assert fields["row-0-organisation"] == "Friends of Anytown"
        assert fields["row-1-partner_type"] == "acute-trust"


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_typed_is_empty_for_every_kind(kind):
    asked = Question.objects.filter(kind=kind).first()

    value = kinds.form(asked, QueryDict("")).answer()

    assert kinds.is_empty(kind, value)
    assert kinds.is_empty(kind, None)
    assert kinds.as_text(asked, value) == ""
    assert bool(kinds.problems(asked, value)) is asked.required


def test_a_nul_character_is_left_out():
    form = kinds.form(question("title"), QueryDict("answer=a%00b"))

    assert form.answer() == "ab"


def test_a_choice_that_was_never_offered_is_not_kept():
    form = kinds.form(question("enablers"), QueryDict("answer=forged"))

    assert form.answer() == []


def test_a_choice_that_was_taken_off_the_list_stays_kept():
    form = kinds.form(
        question("enablers"), QueryDict("answer=long-gone"), value=["long-gone"]
    )

    assert form.answer() == ["long-gone"]
    assert "Long gone" in str(form)


def test_a_row_can_be_taken_away():
    data = QueryDict("row-0-tip=One.&row-1-tip=Two.&row-2-tip=Three.")

    assert kinds.form(question("tips"), data).without(1) == ["One.", "Three."]


def test_a_long_list_is_found_by_words_and_keeps_what_was_picked():
    offered = [choices.Choice(f"s{n}", f"Story number {n}") for n in range(200)]
    before = choices._sources.get("published_cases")
    choices.register("published_cases", lambda: offered)
    asked = question("inspired_by")

    try:
        form = kinds.form(asked, value=["s150"], look_for="number 7")
        listed = [slug for slug, _name in form.fields["answer"].choices]
        again = kinds.form(asked, QueryDict("answer=s150&answer=s7&look_for=number+7"))
    finally:
        choices._sources.pop("published_cases")
        if before:
            choices._sources["published_cases"] = before

    assert listed[0] == "s150"
    assert "s7" in listed
    assert len(listed) <= 31
    assert again.answer() == ["s150", "s7"]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("title", "word " * 13, "Please shorten this to 12 words. It has 13 now."),
        ("tips", ["One."], "Please give at least 2 tips."),
        ("tips", ["One."] * 5, "Please give no more than 4 tips. You have 5."),
        (
            "tips",
            ["One.", "word " * 31],
            "Please shorten tip 2 to 30 words. It has 31.",
        ),
        (
            "enablers",
            ["start-small", "clear-roles", "shared-purpose", "place-and-badge"],
            "Please choose no more than 3. You have chosen 4.",
        ),
        (
            "enablers",
            ["long-gone"],
            "“Long gone” is no longer on the list. Please choose again.",
        ),
        ("when", {"month": "2025-13"}, "Give a month and a year, such as 3 2025."),
        (
            "when",
            {"month": "2999-01"},
            "This month has not come yet. Please check the date.",
        ),
        (
            "partners",
            [PEOPLE[0], PEOPLE[0]],
            (
                "Name at least one NHS organisation and one from the voluntary sector. "
                "These are stories of the two working together."
            ),
        ),
        ("partners", [PEOPLE[0]], "Please give at least 2 organisations."),
        (
            "partners",
            [*PEOPLE, {"organisation": "Us", "partner_type": ""}],
            "Choose what type of organisation Us is.",
        ),
        (
            "partners",
            [*PEOPLE, {"organisation": "", "partner_type": "council"}],
            "Give the name of organisation 3.",
        ),
    ],
)
def test_limits_are_said_in_plain_words(key, value, sentence):
    asked = Question.objects.get(
        key=key, version__protocol__slug="partnership-success-story"
    )

    assert sentence in kinds.problems(asked, value)


@pytest.mark.parametrize(
    ("key", "noun", "value"),
    [("tips", "tip", "One."), ("partners", "organisation", PEOPLE[0])],
)
def test_one_of_a_thing_is_said_of_one(key, noun, value):
    asked = Question.objects.get(
        key=key, version__protocol__slug="partnership-success-story"
    )
    asked.min_items, asked.max_items = 1, 1

    found = kinds.problems(asked, [value, value])

    assert f"Please give no more than 1 {noun}. You have 2." in found


@pytest.mark.parametrize("missing", list(NUMBER))
def test_method_18_a_number_comes_with_what_how_long_and_how_known(missing):
    found = kinds.problems(question("number"), NUMBER | {missing: ""})

    assert len(found) == 1


def test_method_18_a_whole_number_answer_is_ready_and_so_is_none():
    asked = question("number")

    assert kinds.problems(asked, NUMBER) == []
    assert kinds.problems(asked, dict.fromkeys(NUMBER, "")) == []


def test_method_43_few_people_are_a_problem_of_the_answer():
    few = NUMBER | {"value": "3", "what_was_counted": "people"}

    (problem,) = kinds.problems(question("number"), few)

    assert "fewer than 5 people" in problem
