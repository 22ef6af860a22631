"""Method 46: all that the project itself says is read at grade 7 or lower."""

import pytest

from tests.plain import grading, sources

AIM = 7
LEAST = 25  # words; one sentence says little about a page
WORST = 12  # shown in the table


@pytest.fixture(scope="module")
def said():
    """The sentences of each file."""
    return {
        path: [one for text in found for one in grading.sentences(text)]
        for path, found in sources.texts().items()
    }


def test_method_46_every_page_of_ours_is_at_the_aim(said):
    grades = {path: grading.grade(found) for path, found in said.items()}
    print(table(said, grades))  # noqa: T201 (make plain shows it)
    over = {
        path: (round(grades[path], 1), worst(said[path]))
        for path in said
        if grades[path] > AIM and grading.count(said[path]) >= LEAST
    }

    assert len(said) > 200
    assert over == {}


def table(said, grades):
    """Grade, words and hardest sentence of the files that are hardest to read."""
    measured = [path for path in said if grading.count(said[path]) >= LEAST]
    everything = [one for found in said.values() for one in found]
    words = grading.count(everything)
    lines = [
        f"\nAll: grade {grading.grade(everything):.1f}, {words} words. The hardest:"
    ]
    for path in sorted(measured, key=lambda path: -grades[path])[:WORST]:
        lines.append(f"{grades[path]:5.1f} {grading.count(said[path]):5} {path}")
        lines.append(f"            {worst(said[path])}")
    return "\n".join(lines)


def worst(found):
    return max(found, key=lambda one: grading.grade([one]), default="")


SPOKEN = {
    1: "the time told shared names where stage",
    2: "people story table needed places reader",
    3: "volunteer hospital idea partnership",
    4: "moderator organiser community",
}


@pytest.mark.parametrize(
    ("word", "number"),
    [(word, number) for number, words in SPOKEN.items() for word in words.split()],
)
def test_syllables_are_counted_as_they_are_said(word, number):
    assert grading.syllables(word) == number


def test_long_words_and_long_sentences_raise_the_grade():
    easy = grading.sentences("We met at the door. She had a key.")
    long_words = grading.sentences("Organisations participated enthusiastically.")
    long_one = grading.sentences("We met " + "and we sat down " * 20 + "at the door.")

    assert grading.grade(easy) < 2
    assert grading.grade(long_words) > 20
    assert grading.grade(long_one) > grading.grade(easy) + 10


def test_labels_are_no_sentences():
    assert grading.sentences("Care settings\nShare your story\nIs it so?") == [
        "Is it so?"
    ]


def test_the_words_of_templates_python_and_fixtures_are_found():
    texts = sources.texts()

    assert any("When did it go really well?" in one for one in flat(texts, ".html"))
    assert any("quicker" in one or "changed" in one for one in flat(texts, ".py"))
    assert any(len(one) > 20 for one in flat(texts, "protocols.json"))


def flat(texts, end):
    return [one for path, found in texts.items() if path.endswith(end) for one in found]
