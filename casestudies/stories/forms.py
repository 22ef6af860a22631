"""Forms of the places that no question asks for, and of the last check."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casestudies.stories import composing
from portal.taxonomy.models import (
    CareSetting,
    IntegratedCareBoard,
    Nation,
    Region,
    Role,
    Theme,
)

TICKED = _("We have ticked what your words suggest. Take away what does not fit.")


class SummaryForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label=_("Summary"),
        help_text=_("One or two sentences for the list of stories."),
        required=False,
        widget=forms.Textarea(
            {"rows": 3, "data-max-words": composing.SUMMARY_WORDS},
        ),
    )
    confirmed = forms.BooleanField(
        label=_("I have read this summary and it is right"), required=False
    )


class LocationForm(forms.Form):
    """Where it happened; what was chosen stays on offer though it is retired."""

    use_required_attribute = False

    nation = forms.ChoiceField(label=_("Nation"), required=False)
    region = forms.ChoiceField(
        label=_("Region"), help_text=_("For stories from England."), required=False
    )
    board = forms.ChoiceField(
        label=_("Integrated care board"),
        help_text=_("The board of the time. Leave it empty if you are not sure."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        empty = [("", _("Not chosen"))]
        for name, model in {"nation": Nation, "region": Region}.items():
            kept = Q(retired=False) | Q(slug=self.initial.get(name, ""))
            terms = model.objects.filter(kept).values_list("slug", "name")
            self.fields[name].choices = [*empty, *terms]
        self.fields["board"].choices = [*empty, *_boards().items()]

    def clean(self):
        """A board says its region, and a region its nation."""
        data = super().clean()
        if data.get("board") and not data.get("region"):
            board = IntegratedCareBoard.objects.select_related("region")
            data["region"] = board.get(slug=data["board"]).region.slug
        if data.get("region") and not data.get("nation"):
            region = Region.objects.select_related("nation").get(slug=data["region"])
            data["nation"] = region.nation.slug
        return data


def _boards():
    """Boards by region; a closed one says when it closed."""
    groups: dict[str, list] = {}
    boards = IntegratedCareBoard.objects.select_related("region")
    for board in boards.order_by("region__name", "name"):
        groups.setdefault(board.region.name, []).append((board.slug, board.label))
    return groups


class TermsForm(forms.Form):
    """Care settings and themes; what the words suggest says so.

    ``kept`` are slugs that stay on offer though they are retired. ``ticked`` are the
    fields whose ticks are ours, so that nobody takes them for their own.
    """

    use_required_attribute = False

    care_settings = forms.MultipleChoiceField(
        label=_("Care settings"),
        help_text=_("Choose one to three."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        help_text=_("Choose one to four."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, suggested, kept=(), ticked=(), **kwargs):
        super().__init__(*args, **kwargs)
        for name in ticked:
            self.fields[name].help_text += " " + TICKED
        for name, model in {"care_settings": CareSetting, "themes": Theme}.items():
            terms = list(
                model.objects.filter(Q(retired=False) | Q(slug__in=kept))
                .select_related("group")
                .order_by("group__order", "order")
            )
            marked = {term.slug for term in suggested[name]}
            self.fields[name].choices = _grouped(terms)
            self.fields[name].widget.choice_hints = {
                term.slug: _hint(term, term.slug in marked) for term in terms
            }


class RolesForm(forms.Form):
    """Whose work made it possible; ``kept`` stays on offer though it is retired."""

    use_required_attribute = False

    roles = forms.MultipleChoiceField(
        label=_("Whose work made it possible"),
        help_text=_("Roles, no names. Choose as many as you like, or none."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        terms = list(Role.objects.filter(Q(retired=False) | Q(slug__in=kept)))
        self.fields["roles"].choices = [(term.slug, term.name) for term in terms]
        self.fields["roles"].widget.choice_hints = {
            term.slug: term.description for term in terms
        }


def _grouped(terms):
    groups: dict[str, list] = {}
    for term in terms:
        groups.setdefault(term.group.name, []).append((term.slug, term.name))
    return list(groups.items())


def _hint(term, is_suggested):
    return suggested_hint(term.description) if is_suggested else term.description


def suggested_hint(description):
    return _("Your words suggest this. %(description)s") % {"description": description}


class SubmitForm(forms.Form):
    """The consent ticks of a question set, and the state of the page that was read."""

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        for tick in version.consent.get("ticks", []):
            self.fields[f"tick-{tick['key']}"] = forms.BooleanField(
                label=tick["label"],
                help_text="" if tick["required"] else _("You can leave this one out."),
                required=False,
            )

    def ticks(self):
        """Keys of what was ticked."""
        return [
            name.removeprefix("tick-")
            for name, value in self.cleaned_data.items()
            if name.startswith("tick-") and value
        ]
