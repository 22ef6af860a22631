"""Forms of the account pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignUpDetailsForm(forms.Form):
    """What signing up asks beside the address and the password."""

    name = forms.CharField(label=_("Your name"), max_length=120)

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
