"""What several people keep: which version the person has seen who changes it."""

from django import forms
from django.db import models
from django.http import QueryDict


def is_kept(typed: models.Model, kept: models.Model) -> bool:
    """Whether it is kept as it was typed already: the form was sent twice, as by a
    double click, and nobody else has changed anything."""
    names = [field.attname for field in kept._meta.concrete_fields]
    return all(getattr(typed, name) == getattr(kept, name) for name in names)


class SeenForm(forms.Form):
    """``seen`` is the number of versions that the person has seen."""

    data: QueryDict
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)

    def show_again(self, *, seen):
        """Render what was typed as an answer to the version of now."""
        self.data = self.data.copy()
        self.data["seen"] = seen


class SeenModelForm(SeenForm, forms.ModelForm):
    pass
