"""What stands in the address of the tips: that of the gallery, and tips by name."""

import uuid
from dataclasses import replace
from urllib.parse import parse_qsl

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.search.forms import SelectionForm

STORIES_A_PAGE = 6
CARDS_AT_MOST = 48
# The three questions of "organisations like mine".
LIKE_MINE = ("partner_type", "size", "care_setting")


class TipsForm(SelectionForm):
    """The tips of the stories that match, or tips picked by their keys."""

    also = frozenset({"tip"})

    q = forms.CharField(
        label=_("Search the tips"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )

    def selection(self):
        """Six stories a page, so that what stands on it is bounded."""
        wanted = super().selection()
        return replace(wanted, wanted="tips", per_page=STORIES_A_PAGE)

    def picked(self):
        """The keys of the tips that were ticked; what is no key is left out."""
        keys = (_key(value) for value in self.asked.getlist("tip"))
        return list(dict.fromkeys(key for key in keys if key))[:CARDS_AT_MOST]

    def pairs(self, *, without=()):
        """(name, value) of all that is chosen, for hidden fields."""
        address = self.address(**dict.fromkeys(without, ""))
        return parse_qsl(address.removeprefix("?"))


class LikeMineForm(forms.Form):
    """A short way to three filters: who we are, how big, and where we work.

    It offers what the filters offer, and stands at what is chosen there.
    """

    partner_type = forms.ChoiceField(
        label=_("What kind of organisation are you?"), required=False
    )
    size = forms.ChoiceField(label=_("How big is it?"), required=False)
    care_setting = forms.ChoiceField(label=_("Where do you work?"), required=False)

    def __init__(self, panels):
        super().__init__(auto_id="like-%s")
        options = {panel.facet.name: panel.options for panel in panels}
        for name in LIKE_MINE:
            offered = options.get(name, [])
            self.fields[name].choices = [
                ("", _("Any")),
                *((option.value, option.label) for option in offered),
            ]
            chosen = [option.value for option in offered if option.is_chosen]
            self.initial[name] = chosen[0] if len(chosen) == 1 else ""


def _key(value):
    try:
        return uuid.UUID(value)
    except ValueError:
        return None
