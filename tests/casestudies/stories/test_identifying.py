"""Tests of what is taken for a passage that could tell who somebody is."""

import itertools

import pytest

from casestudies.stories import identifying
from casestudies.stories.identifying import Kind
from tests.casestudies.stories import identifying_cases

# At least so many of the passages are found, and at most so many look-alikes.
HITS_AT_LEAST = 0.95
FALSE_ALARMS_AT_MOST = 0.05


def share_found(kind, texts):
    found = [text for text in texts if kind in kinds(text)]
    return len(found) / len(texts)


def kinds(text):
    return [finding.kind for finding in identifying.find(text)]


def test_method_44_passages_are_found_and_look_alikes_are_not(capsys):
    lines = [f"{'kind':16}{'hits':>12}{'false alarms':>16}"]
    short = []
    for kind in Kind:
        positives = identifying_cases.positives(kind)
        look_alikes = identifying_cases.look_alikes(kind)
        hits = share_found(kind, positives)
        false_alarms = share_found(kind, look_alikes)
        lines.append(
            f"{kind.label:16}{hits:>6.0%} of {len(positives)}"
            f"{false_alarms:>10.0%} of {len(look_alikes)}"
        )
        if hits < HITS_AT_LEAST or false_alarms > FALSE_ALARMS_AT_MOST:
            short.append(kind)
    with capsys.disabled():
        print("", *lines, sep="\n")  # noqa: T201 (the rates are to be seen)

    assert not short


@pytest.mark.parametrize("kind", Kind)
def test_there_are_thirty_passages_and_thirty_look_alikes_of_each_kind(kind):
    for texts in (
        identifying_cases.positives(kind),
        identifying_cases.look_alikes(kind),
    ):
        assert len(set(texts)) == len(texts) >= 30


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("We met Mrs O'Neill there.", "Mrs O'Neill"),
        ("Ring 01632 960123, please.", "01632 960123"),
        ("Write to jo@example.org.", "jo@example.org"),
        ("It was 943 476 5919.", "943 476 5919"),
        ("At LS1 4AP.", "LS1 4AP"),
        ("Born on 12 March 1931 here.", "Born on 12 March 1931"),
        ("A 95-year-old man.", "95-year-old"),
        ("In bed 4 he slept.", "bed 4"),
    ],
)
def test_a_finding_is_the_passage_and_says_what_to_do(text, passage):
    [finding] = identifying.find(text)

    assert (finding.text, text[finding.start : finding.end]) == (passage, passage)
    assert str(finding.why).endswith(".")


def test_findings_stand_in_order_and_never_overlap():
    text = " ".join(text for kind in Kind for text in identifying_cases.positives(kind))

    found = identifying.find(text)

    pairs = list(itertools.pairwise(found))
    assert pairs
    assert all(one.end <= other.start for one, other in pairs)


def test_pieces_are_the_whole_text():
    text = "Mrs Lloyd sat in bed 4, and sang."

    pieces = list(identifying.pieces(text))

    assert "".join(words for words, _finding in pieces) == text
    assert [words for words, finding in pieces if finding] == ["Mrs Lloyd", "bed 4"]


@pytest.mark.parametrize("words", identifying_cases.HOSTILE, ids=ascii)
def test_200_000_hostile_characters_are_read_to_their_end(words):
    text = (words * 200_000)[:200_000]

    pieces = identifying.pieces(text)

    assert "".join(words for words, _finding in pieces) == text
