"""What signing up asks; apart from forms.py, which allauth reads after this."""

from allauth.account.authentication import get_authentication_records
from django import forms
from django.utils.translation import gettext_lazy as _

from portal import names
from portal.record.models import Event

# The key under which a session keeps who wants which organisation, until the address
# is verified.
ORGANISATION_WANTED = "organisation_wanted"


class SignUpDetailsForm(forms.Form):
    """What signing up asks beside the address and the password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_name(self):
        return names.of_a_person(self.cleaned_data["name"])

    def clean_organisation(self):
        return names.in_one_line(self.cleaned_data["organisation"])

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        Event.write(by=user, verb="sign_up", of=user)
        wanted = {"by": str(user.key), "name": self.cleaned_data["organisation"]}
        request.session[ORGANISATION_WANTED] = wanted


def password_is_anothers(request, user):
    """Whether somebody else may have chosen the password of a new account.

    Anyone can sign up with anyone's address. Who then comes in by a code from the
    mailbox owns the account, and must not share it with who signed up. Known by the
    session that signed up, or by the password itself, it stays.
    """
    records = get_authentication_records(request, user)
    by_code = bool(records) and records[-1]["method"] == "code"
    signed_up_here = request.session.get(ORGANISATION_WANTED, {}).get("by")
    return (
        by_code
        and signed_up_here != str(user.key)
        and Event.objects.about(user).filter(verb="sign_up").exists()
    )
