"""Adding and changing a milestone."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.learning.models import Milestone, Status
from portal.pages.forms import ContactForm
from portal.seen import SeenModelForm

LABELS = {
    "title": _("Title"),
    "kind": _("What it is"),
    "order": _("Place in the list"),
    "year": _("Year it began, for the picture"),
    "until": _("Year it ended, for the picture"),
    "year_text": _("When, in words"),
    "awarding_body": _("Who gives the award"),
    "level": _("Level"),
    "status": _("Can it be taken?"),
    "status_as_of": _("Since when do we know that?"),
    "confirmed_on": _("Day the provider last confirmed that it is open"),
    "checked_on": _("Day you last looked"),
    "note": _("What there is to know"),
    "sources": _("Sources, one on each line"),
    "certainty": _("How sure are we?"),
    "retired": _("Do not show this any more"),
}
HINTS = {
    "order": _("A number; the list begins with the lowest."),
    "year_text": _("Readers see these words, so say here how sure the years are."),
    "status": _("Leave it empty for what is not a course or an award."),
    "confirmed_on": _("Needed before we say that somebody can take it now."),
    "sources": _("Who says so, in which paper, and when."),
}


class MilestoneForm(SeenModelForm):
    year = forms.IntegerField(
        label=LABELS["year"], required=False, min_value=1900, max_value=2100
    )
    until = forms.IntegerField(
        label=LABELS["until"], required=False, min_value=1900, max_value=2100
    )

    class Meta:
        model = Milestone
        fields = list(LABELS)
        labels = LABELS
        help_texts = HINTS
        widgets = {
            "note": forms.Textarea(attrs={"rows": 6}),
            "sources": forms.Textarea(attrs={"rows": 4}),
            "confirmed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "checked_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def clean(self):
        given = super().clean()
        today = timezone.localdate()
        if given.get("status") == Status.CURRENT and not given.get("confirmed_on"):
            sentence = _("Type the day on which the provider confirmed it.")
            self.add_error("confirmed_on", sentence)
        for name in ("confirmed_on", "checked_on"):
            if given.get(name) and given[name] > today:
                self.add_error(name, _("This day has not come yet."))
        year, until = given.get("year"), given.get("until")
        if year and until and until < year:
            self.add_error("until", _("It cannot end before it began."))
        return given


class NewMilestoneForm(MilestoneForm):
    """``key`` lets a form sent twice add one milestone."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def save(self, commit=True):
        self.instance.key = str(self.cleaned_data["key"])
        return super().save(commit)


class ReportForm(ContactForm):
    """What somebody knows of a change; ``source`` may be empty."""

    source = forms.CharField(
        label=_("How do you know? (optional)"),
        help_text=_("For example the address of a page, or who told you."),
        required=False,
        max_length=500,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["message"].label = _("What has changed?")
        self.order_fields(["message", "source", "name", "email"])
