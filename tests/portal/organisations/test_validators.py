import pytest
from django.core.exceptions import ValidationError

from portal.organisations.validators import validate_charity_number, validate_ods_code


@pytest.mark.parametrize("code", ["RXX", "QOP", "A12345", "G7H8J", "K81003001"])
def test_real_ods_codes_are_good(code):
    validate_ods_code(code)


@pytest.mark.parametrize("code", ["RX", "rxx", "R-X", "K810030011", "RXX\n", "RX X"])
def test_what_cannot_be_an_ods_code_is_refused(code):
    with pytest.raises(ValidationError):
        validate_ods_code(code)


@pytest.mark.parametrize("number", ["219432", "1166224", "SC045685", "NIC100166"])
def test_charity_numbers_of_each_register_are_good(number):
    validate_charity_number(number)


@pytest.mark.parametrize(
    "number", ["12345", "01234567", "012345", "SC12345", "NI100166", "1166224\n"]
)
def test_what_cannot_be_a_charity_number_is_refused(number):
    with pytest.raises(ValidationError):
        validate_charity_number(number)
