"""The real formats of the codes that organisations carry."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# Up to nine capital letters and numbers; organisations have three at least (a trust
# RXX, a board QOP, a practice A12345, since 2021 five by turns such as G7H8J).
# https://digital.nhs.uk/developer/guides-and-documentation/building-healthcare-software/organisations-and-services
validate_ods_code = RegexValidator(
    r"^[A-Z0-9]{3,9}\Z",
    _("An ODS code is 3 to 9 letters and numbers, such as RXX or A12345."),
)
# England and Wales: 6 or 7 numbers; Scotland: SC and 6 numbers; Northern Ireland:
# NIC and 6 numbers. No register has begun a number with 0.
validate_charity_number = RegexValidator(
    r"^([1-9]\d{5,6}|SC\d{6}|NIC\d{6})\Z",
    _("A charity number is 6 or 7 numbers, or SC or NIC followed by 6 numbers."),
)
