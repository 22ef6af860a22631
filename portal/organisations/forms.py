"""Finding, adding and changing organisations."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import names
from portal.organisations.models import WEB, Organisation, Size, size_of
from portal.seen import SeenForm
from portal.taxonomy.models import IntegratedCareBoard, Nation, PartnerType, Region

EMPTY = {
    "name": _("Type the name of the organisation."),
    "partner_type": _("Choose what kind of organisation it is."),
    "nation": _("Choose the nation it is in."),
}


class FindForm(forms.Form):
    q = forms.CharField(
        label=_("Name of the organisation"),
        help_text=_("A part of the name is enough."),
        max_length=160,
        required=False,
    )

    def words(self):
        return self.cleaned_data.get("q", "") if self.is_valid() else ""


class WebAddressField(forms.URLField):
    """A website: http or https only, and https where nothing is typed."""

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)

    def clean(self, value):
        address = super().clean(value)
        if address and not address.startswith(WEB):
            raise ValidationError(_("A website begins with http:// or https://"))
        return address


class CodeField(forms.CharField):
    """A code, typed with spaces or small letters, kept without."""

    def to_python(self, value):
        return "".join(super().to_python(value).split()).upper()


class OrganisationForm(forms.ModelForm):
    website = WebAddressField(
        label=_("Website, if you have one"),
        required=False,
        max_length=200,
        help_text=_("Such as https://www.example.org.uk"),
        error_messages={"invalid": _("This is not the address of a website.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    ods_code = CodeField(
        label=_("ODS code, if you know it"),
        required=False,
        help_text=_("NHS organisations have one, such as RXX or A12345."),
    )
    charity_number = CodeField(
        label=_("Charity number, if you have one"),
        required=False,
        help_text=_("6 or 7 numbers; in Scotland SC, in Northern Ireland NIC first."),
    )

    class Meta:
        model = Organisation
        fields = [
            "name",
            "partner_type",
            "size",
            "nation",
            "region",
            "board",
            "website",
            "ods_code",
            "charity_number",
        ]
        labels = {
            "name": _("Name"),
            "partner_type": _("Kind of organisation"),
            "size": _("How big it is, if you like to say"),
            "nation": _("Nation"),
            "region": _("Region (England only), if you know it"),
            "board": _("Integrated care board (England only), if you know it"),
        }
        help_texts = {
            "name": _("As people know it, written in full."),
            "size": _(
                "What it spends in a year. Readers look for tips from organisations "
                "of their own size. NHS organisations can leave this out."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._typed_name = ""
        today = timezone.localdate()
        querysets = {
            "partner_type": PartnerType.objects.current(),
            "nation": Nation.objects.current(),
            "region": Region.objects.current(),
            "board": IntegratedCareBoard.objects.current()
            .open_on(today)
            .order_by("name"),
        }
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset | self._present(name, queryset)
            self.fields[name].empty_label = _("Choose from the list")
        unsaid = _("Rather not say, or not known")
        self.fields["size"].choices = [
            ("", unsaid),
            *(pair for pair in self.fields["size"].choices if pair[0]),
        ]
        for name, message in EMPTY.items():
            self.fields[name].error_messages["required"] = message

    def _present(self, name, queryset):
        """What is chosen already stays a choice, though retired or closed."""
        chosen = getattr(self.instance, f"{name}_id")
        return queryset.model.objects.filter(pk=chosen)

    def clean_name(self):
        name = self._typed_name = names.in_one_line(self.cleaned_data["name"])
        double = Organisation.objects.named(name)
        if double.exclude(pk=self.instance.pk).exists():
            raise self.name_is_taken()
        return name

    def added_before(self, user):
        """The organisation of this name that the person has added, or None: the form
        was sent twice."""
        added = Organisation.objects.named(self._typed_name)
        return added.filter(added_by=user).first()

    def name_is_taken(self):
        return ValidationError(
            _(
                "There is an organisation with this name already. Find it and ask "
                "to join, or add the place to the name."
            )
        )

    def clean(self):
        data = super().clean()
        if size_of(data.get("partner_type"), None) == Size.NHS:
            data["size"] = ""
        nation, region, board = (data.get(key) for key in ["nation", "region", "board"])
        if nation and not nation.uses_regions and (region or board):
            message = _("Only organisations in England have a region and a board.")
            self.add_error("region" if region else "board", message)
        elif board and region and board.region_id != region.pk:
            self.add_error("board", _("This board is in another region."))
        elif board and not region:
            data["region"] = board.region
        return data


class ChangeForm(SeenForm, OrganisationForm):
    pass


class DecisionForm(forms.Form):
    """An owner's answer to somebody who asks to join."""

    answer = forms.ChoiceField(choices=[("approve", "approve"), ("decline", "decline")])
