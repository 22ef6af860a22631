"""Changing a page, and writing to us."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts import bots
from portal.pages.models import Page
from portal.seen import SeenModelForm

MOST = 5000


class PageForm(SeenModelForm):
    class Meta:
        model = Page
        fields = ["title", "lead", "body"]
        labels = {"title": _("Title"), "lead": _("First words"), "body": _("Text")}
        help_texts = {
            "lead": _("One or two sentences in larger letters."),
            "body": _(
                "An empty line begins a paragraph. Begin a line with ## for a heading, "
                "with * for a list, with > for a box. [Words](/about/) make a link. "
                "{contact} becomes our e-mail address."
            ),
        }
        widgets = {
            "lead": forms.Textarea(attrs={"rows": 3}),
            "body": forms.Textarea(attrs={"rows": 24}),
        }


class ContactForm(bots.TrapForm):
    too_quick = _(
        "That was quicker than people usually are. Press the button once more. All you "
        "typed is still there."
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Type your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We use it to answer you, and for nothing else."),
        max_length=254,
        error_messages={
            "required": _("Type your e-mail address, so that we can answer."),
            "invalid": _("Type an e-mail address, such as name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    message = forms.CharField(
        label=_("What would you like to tell us?"),
        help_text=_("Please leave out names and details of patients and carers."),
        max_length=MOST,
        error_messages={
            "required": _("Type your message."),
            "max_length": _(
                "Your message has %(show_value)d letters. Please use at most "
                "%(limit_value)d."
            ),
        },
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # It would cut what is pasted, unseen.
        self.fields["message"].widget.attrs.pop("maxlength", None)
