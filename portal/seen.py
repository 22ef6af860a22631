"""What several people keep: which version the person has seen who changes it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict


def is_kept(typed: models.Model, kept: models.Model) -> bool:
    """Whether it is kept as it was typed already: the form was sent twice, as by a
    double click, and nobody else has changed anything."""
    names = [field.attname for field in kept._meta.concrete_fields]
    return all(getattr(typed, name) == getattr(kept, name) for name in names)


def counted(kept: models.Model, versions: Callable[[Any], int]) -> int:
    """How many versions there are of what is read anew then, to be shown in a form.

    Whoever changes it in between makes the number too small, which is noticed when the
    form is sent, and never too large, which would let it write over their words.
    """
    seen = versions(kept)
    if kept.pk:
        kept.refresh_from_db()
    return seen


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
