"""Forms for what several people keep: which version the person has seen."""

from django import forms
from django.http import QueryDict


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
