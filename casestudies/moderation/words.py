"""The words that mean the same, kept by those who read the stories."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from casestudies.search import actions
from casestudies.search.models import Synonyms
from portal.seen import SeenModelForm, counted

LEAST = 2  # expressions, or nothing means the same as something
MOST, LONGEST = 12, 80


class WordsForm(SeenModelForm):
    class Meta:
        model = Synonyms
        fields = ["words", "note"]
        labels = {
            "words": gettext_lazy("Words that mean the same"),
            "note": gettext_lazy("A note for other moderators"),
        }
        help_texts = {
            "words": gettext_lazy("One on each line: short forms and long forms.")
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 6})}

    def clean_words(self):
        lines = Synonyms(words=self.cleaned_data["words"]).expressions()
        if len(lines) < LEAST:
            raise forms.ValidationError(_("Write at least two lines."))
        if len(lines) > MOST or any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(
                _("Write at most 12 lines, with at most 80 characters each.")
            )
        return "\n".join(lines)


class NewWordsForm(WordsForm):
    """``key`` lets a form sent twice add one group."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def save(self, commit=True):
        self.instance.key = self.cleaned_data["key"]
        return super().save(commit)


@require_safe
def words(request):
    _ask(request.user)
    context = {"groups": Synonyms.objects.all()}
    return render(request, "casestudies/moderation/words.html", context)


def add(request):
    _ask(request.user)
    form = NewWordsForm(request.POST or None, initial={"seen": 0, "key": uuid4()})
    if request.method == "POST" and form.is_valid():
        actions.add(form.save(commit=False), by=request.user)
        messages.success(request, _("Saved. The next search finds by these words."))
        return redirect("moderation:words")
    return _form(request, form)


def edit(request, key):
    """Change a group, or remove it by the other button of the form."""
    _ask(request.user)
    one = get_object_or_404(Synonyms, key=key)
    first = {"seen": counted(one, actions.versions)}
    form = WordsForm(request.POST or None, instance=one, initial=first)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, one)
    verb = actions.remove if "remove" in request.POST else actions.change
    try:
        verb(form.instance, by=request.user, seen=form.cleaned_data["seen"])
    except actions.StaleWordsError:
        form.show_again(seen=actions.versions(one))
        newest = Synonyms.objects.filter(pk=one.pk).first()
        return _form(request, form, one, newest=newest, is_stale=True, status=409)
    messages.success(request, _("Saved. The next search goes by it."))
    return redirect("moderation:words")


def _form(request, form, one=None, *, status=200, **more):
    history = one.history.select_related("history_user") if one else []
    context = {"form": form, "one": one, "history": history, **more}
    page = "casestudies/moderation/words_form.html"
    return render(request, page, context, status=status)


def _ask(user):
    if not user.has_perm("search.keep_words"):
        raise PermissionDenied
