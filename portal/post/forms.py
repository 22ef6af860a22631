"""The filter of the demo's mailbox."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MailboxForm(forms.Form):
    to = forms.CharField(
        label=_("Show e-mail to"),
        help_text=_("An address, or a part of it."),
        max_length=254,
        required=False,
    )

    def address(self):
        return self.cleaned_data.get("to", "") if self.is_valid() else ""
