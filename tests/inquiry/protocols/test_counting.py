import pytest

from inquiry.protocols.counting import reason_against

REFUSED = [
    ("3", "people"),
    ("12", "patients, 3 of whom went home"),
    ("three", "people"),
    ("3 people", ""),
    ("\uff13", "people"),
    ("3", ""),
    ("4", "volunteers on the rota"),
    ("a couple", "of patients"),
    ("under 5", "patients"),
    ("<5", "patients"),
    ("fewer than five", "patients"),
    ("3-7", "people"),
    ("0", "falls"),
    ("nobody", "left"),
    ("12", "people, 3 of them carers"),
    ("26", "people, one of them a carer"),
    ("12 of 14", "patients"),
    ("12 out of 14 patients", ""),
    ("12", "of 14 patients"),
    ("4 out of 5", "volunteers"),
    ("1 in 4", "patients"),
    ("96%", "of 50 people"),
    ("100%", "of 3 patients"),
    ("2", "babies"),
    ("lots", "of people"),
]
SHOWN = [
    ("212", "first-day visits"),
    ("5", "people"),
    ("12", "wards, 3 of them new"),
    ("3%", "of people"),
    ("£3", "saved a visit"),
    ("3", "hours a week"),
    ("9", "in 100 people offered a chair"),
    ("9 in 10", "people"),
    ("96 per cent of 500 people", ""),
    ("3,000", "people"),
    ("3 000", "people"),
    ("three hundred", "people"),
    ("forty-two", "people"),
    ("3k", "people"),
    ("more than 50", "people"),
    ("12", "people at 3 wards"),
    ("3", "wards where patients eat together"),
    ("23", "men who had missed two or more appointments in town"),
    ("1.2 million", "pounds"),
]


@pytest.mark.parametrize(("value", "what"), REFUSED)
def test_method_43_few_people_are_refused_with_a_reason(value, what):
    assert reason_against(value, what, 5) != ""


@pytest.mark.parametrize(("value", "what"), SHOWN)
def test_method_43_other_numbers_are_shown(value, what):
    assert reason_against(value, what, 5) == ""


def test_method_43_the_reason_says_what_to_do():
    reason = reason_against("3", "people", 5)

    assert "fewer than 5 people" in reason
    assert "longer time" in reason


def test_method_43_a_small_remainder_has_its_own_reason():
    assert "leaves fewer than 5 people out" in reason_against("12 of 14", "people", 5)
