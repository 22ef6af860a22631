"""The real formats of the codes that organisations carry."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# ODS: three to ten capital letters and digits; the first is never a symbol.
validate_ods_code = RegexValidator(
    r"^[A-Z0-9]{3,10}$",
    _("An ODS code is 3 to 10 capital letters and numbers, such as RXX or A12345."),
)
# England and Wales: 6 or 7 digits; Scotland: SC and 6 digits;
# Northern Ireland: NIC and 6 digits.
validate_charity_number = RegexValidator(
    r"^(\d{6,7}|SC\d{6}|NIC\d{6})$",
    _("A charity number is 6 or 7 numbers, or SC or NIC followed by 6 numbers."),
)
