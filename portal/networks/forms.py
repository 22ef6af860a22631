"""Adding and changing a network, and finding who belongs to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.networks.models import Network
from portal.seen import SeenModelForm


class NetworkForm(SeenModelForm):
    class Meta:
        model = Network
        fields = ["name", "description"]
        labels = {"name": _("Name of the alliance"), "description": _("What it is")}
        help_texts = {"description": _("Two or three sentences for readers.")}
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        same = Network.objects.filter(name__iexact=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(_("There is an alliance of this name already."))
        return name

    def name_is_taken(self):
        self.add_error("name", _("There is an alliance of this name already."))


class FindForm(forms.Form):
    q = forms.CharField(
        label=_("Name of the organisation"), required=False, max_length=160
    )


class OrganisationForm(forms.Form):
    organisation = forms.SlugField(max_length=80)
