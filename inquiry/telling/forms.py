"""Forms around the questions: beginning, and naming co-authors."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from inquiry.telling.known import Known, kept
from inquiry.telling.models import CoAuthor, Inquiry
from portal.organisations.models import Membership, Organisation

MOST_CO_AUTHORS = 10


class OrganisationForm(forms.Form):
    """Which of the person's own organisations tells the story."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Which organisation are you telling this for?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your organisation.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        asked = user.memberships.exclude(state=Membership.State.DECLINED)
        states = dict(asked.values_list("organisation", "state"))
        field = cast(forms.ModelChoiceField, self.fields["organisation"])
        field.queryset = Organisation.objects.filter(pk__in=states)
        field.widget.choice_hints = {
            str(pk): _("You have asked to join it. You can write while you wait.")
            for pk, state in states.items()
            if state == Membership.State.PENDING
        }
        self.has_choices = bool(states)
        self.is_bound &= self.has_choices  # nothing to choose is no mistake
        if len(states) == 1:
            self.initial["organisation"] = next(iter(states))


class BeginForm(OrganisationForm):
    """``token`` lets a form sent twice begin one inquiry.

    ``known`` offers what the address knows of the story; none of it has to stay.
    """

    token = forms.UUIDField(widget=forms.HiddenInput)
    known = forms.MultipleChoiceField(
        label=_("What we know of your story"),
        help_text=_("We fill this in for you. Take away what does not fit."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, known: list[Known], **kwargs):
        super().__init__(*args, **kwargs)
        if known:
            field = cast(forms.MultipleChoiceField, self.fields["known"])
            field.choices = [(one.value, str(one)) for one in known]
            self.initial["known"] = [one.value for one in known]
        else:
            del self.fields["known"]

    def clean(self):
        given = super().clean() or self.cleaned_data
        given["known"] = kept(given.get("known", []))
        return given


class CoAuthorForm(forms.Form):
    """Somebody to tell the story with, by the address they sign in with."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("We send them a letter. They see the story once they say yes."),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Type their e-mail address."),
            "invalid": _("Type an e-mail address, such as name@example.org."),
        },
    )

    def __init__(self, *args, inquiry: Inquiry, **kwargs):
        super().__init__(*args, **kwargs)
        self.inquiry = inquiry

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email == self.inquiry.begun_by.email.lower():
            raise forms.ValidationError(_("This is your own address."))
        named = CoAuthor.objects.filter(inquiry=self.inquiry)
        if named.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("You have asked this person already."))
        if named.count() >= MOST_CO_AUTHORS:
            raise forms.ValidationError(
                _("A story can have %(most)d co-authors at most.")
                % {"most": MOST_CO_AUTHORS}
            )
        return email
