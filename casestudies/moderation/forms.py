"""The filters of the queue, and one form for each thing a moderator can decide."""

from datetime import datetime, timedelta

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.moderation.queue import Order, Tab
from casestudies.stories.models import Decision
from casestudies.stories.workflow import State
from inquiry.protocols.models import ProtocolVersion
from portal.taxonomy.models import CareSetting, Nation, Theme

FULL = {"class": "nhsuk-u-width-full"}  # or a long choice is wider than a phone
LONG = {"max_length": 4000, "required": False}


class TermField(forms.ModelChoiceField):
    def __init__(self, model, label):
        super().__init__(
            model.objects.all(),
            to_field_name="slug",
            required=False,
            empty_label=_("Any"),
            label=label,
            widget=forms.Select(attrs=FULL),
        )


class QueueForm(forms.Form):
    """Everything is optional, and what cannot be understood is left out."""

    show = forms.ChoiceField(choices=Tab, required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        max_length=100, required=False, label=_("Words in the headline")
    )
    care_setting = TermField(CareSetting, _("Care setting"))
    theme = TermField(Theme, _("Theme"))
    protocol = forms.ChoiceField(
        required=False, label=_("Question set"), widget=forms.Select(attrs=FULL)
    )
    nation = TermField(Nation, _("Nation"))
    order = forms.ChoiceField(choices=Order, required=False, label=_("Order"))

    def __init__(self, data):
        super().__init__(data)
        live = ProtocolVersion.objects.live().for_stories()
        self.fields["protocol"].choices = [
            ("", _("Any")),
            *((version.protocol.slug, version.title) for version in live),
        ]
        self.is_valid()

    def tab(self, offered):
        """The list that was asked for, or the first of those on offer."""
        asked = self.cleaned_data.get("show")
        return Tab(asked) if asked in offered else offered[0]

    def filters(self):
        """What was asked for, as the keyword arguments of ``queue.revisions``."""
        given = self.cleaned_data
        names = ["care_setting", "theme", "protocol", "nation"]
        return {
            "order": given.get("order") or Order.LONGEST,
            "words": given.get("q") or "",
            **{name: given.get(name) for name in names},
        }

    def is_narrowed(self):
        filters = self.filters()
        return any(value for name, value in filters.items() if name != "order")


class StepForm(forms.Form):
    """A step names the state of the revision that the moderator looked at."""

    lock = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, revision):
        self.revision = revision
        super().__init__(data, initial={"lock": revision.lock})

    def is_out_of_date(self):
        """Whether the form does not name what was read at all."""
        return bool({"lock", "digest"} & set(self.errors))

    def step(self):
        """What was read and what was decided, as the verb's keyword arguments."""
        return {"seen": self.cleaned_data["lock"]}

    def look_again(self):
        """Keep what was typed, for the revision as it is now."""
        self.data = self.data.copy()
        self.data["lock"] = str(self.revision.lock)
        self.data["digest"] = self.revision.digest

    def own_fields(self):
        """The fields that stand inside the form; notes stand beside the answers."""
        fields = self.visible_fields()
        return [field for field in fields if not field.name.startswith("note-")]

    def typed(self):
        """The words in the form, to give them back when they cannot be sent."""
        return [
            field.value()
            for field in self.visible_fields()
            if isinstance(field.field.widget, forms.Textarea) and field.value()
        ]


class DecisionForm(StepForm):
    """A decision also names the exact words that were read, by their digest.

    A page holds several of these: ``verb`` tells their ids apart and is the last
    part of their address.
    """

    verb = ""
    title = ""
    lead = ""
    button = ""
    button_kind = ""
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    message = forms.CharField(
        label=_("A message to the partners (optional)"),
        widget=forms.Textarea(attrs={"rows": 3}),
        **LONG,
    )

    def __init__(self, data=None, *, revision):
        super().__init__(data, revision=revision)
        self.auto_id = f"{self.verb}-%s"
        self.initial["digest"] = revision.digest

    @property
    def url_name(self):
        return f"moderation:{self.verb}"

    @property
    def form_id(self):
        return f"{self.verb}-form"

    def step(self):
        given = self.cleaned_data
        return super().step() | {
            "digest": given["digest"],
            "message": given["message"],
        }


class CheckedForm(DecisionForm):
    """Puts a story up, so the moderator says that nobody can be guessed (method 40)."""

    identity_checked = forms.BooleanField(
        label=_(
            "I have checked: a neighbour or colleague could not guess who somebody is."
        ),
        error_messages={
            "required": _("Tick this when you have checked that nobody can be guessed.")
        },
    )

    def step(self):
        return super().step() | {
            "identity_checked": self.cleaned_data["identity_checked"]
        }


class PublishForm(CheckedForm):
    verb = "publish"
    title = _("Publish it now")
    lead = _("The story goes up at once, and the partners are told.")
    button = _("Publish this story now")


class ScheduleForm(CheckedForm):
    verb = "schedule"
    title = _("Publish it on a date")
    lead = _("The story goes up by itself at the time you set. You can undo this.")
    button = _("Set this date")
    day = forms.DateField(
        label=_("Date"),
        help_text=_("For example, 14/02/2027"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Enter the date to publish the story."),
            "invalid": _("Enter a real date, such as 14/02/2027."),
        },
    )
    time = forms.TimeField(
        label=_("Time in the UK"),
        help_text=_("For example, 09:30"),
        initial="09:00",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Enter the time to publish the story."),
            "invalid": _("Enter a real time, such as 09:30."),
        },
    )
    field_order = ["lock", "digest", "day", "time", "message", "identity_checked"]

    def clean(self):
        day, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        if not day or not time:
            return
        if day > timezone.localdate() + timedelta(days=366):
            self.add_error("day", _("Choose a date within the next year."))
            return
        try:
            when = from_current_timezone(datetime.combine(day, time))
        except forms.ValidationError as error:
            self.add_error("time", error)
            return
        if when <= timezone.now():
            self.add_error("day", _("Choose a date and time that are still to come."))
        self.cleaned_data["when"] = when

    def step(self):
        return super().step() | {"when": self.cleaned_data["when"]}


class UnscheduleForm(DecisionForm):
    verb = "unschedule"
    title = _("Undo the date")
    lead = _("The story goes back to the queue, and the partners are told.")
    button = _("Bring it back to the queue")
    button_kind = "secondary"


class AskForm(DecisionForm):
    verb = "ask"
    title = _("Ask for changes")
    lead = _(
        "The story goes back to the partners with your message and with the notes "
        "that you wrote beside the answers. They see those first."
    )
    button = _("Send it back for changes")
    button_kind = "secondary"

    def __init__(self, data=None, *, revision):
        super().__init__(data, revision=revision)
        self.fields["message"].label = _("What would make the story ready?")
        for question in revision.case_study.inquiry.version.questions.all():
            self.fields[f"note-{question.key}"] = forms.CharField(
                label=_("Your note on this answer"),
                widget=forms.Textarea(attrs={"rows": 2, "form": self.form_id}),
                **LONG,
            )

    def note(self, key):
        """The bound field for a note on one question."""
        return self[f"note-{key}"]

    def clean(self):
        if not self.cleaned_data.get("message") and not self._notes():
            self.add_error(
                "message", _("Write a message, or a note beside an answer, or both.")
            )

    def _notes(self):
        return {
            name.removeprefix("note-"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("note-") and text
        }

    def step(self):
        return super().step() | {"notes": self._notes()}


class DeclineForm(DecisionForm):
    verb = "decline"
    title = _("Do not publish it")
    lead = _("The partners are told why. They can begin again with a new draft.")
    button = _("Do not publish this story")
    button_kind = "warning"
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Decision.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    field_order = ["lock", "digest", "reason", "message"]

    def __init__(self, data=None, *, revision):
        super().__init__(data, revision=revision)
        message = self.fields["message"]
        message.label = _("Say it kindly, in your own words")
        message.required = True
        message.error_messages["required"] = _("Write some words to the partners.")

    def step(self):
        return super().step() | {"reason": self.cleaned_data["reason"]}


class WithdrawForm(DecisionForm):
    verb = "withdraw"
    title = _("Take it down")
    lead = _(
        "The page goes at once. Its address then says that the story was taken down."
    )
    button = _("Take this story down")
    button_kind = "warning"


class RestoreForm(DecisionForm):
    verb = "restore"
    title = _("Put it back")
    lead = _("The page comes back at the same address.")
    button = _("Put this story back")


class HoldForm(DecisionForm):
    verb = "hold"
    title = _("Hold this story: it may tell of harm")
    lead = _(
        "The story leaves the queue at once. Only the safeguarding contacts can read "
        "it then, and they are told now. The partners only see that it is being read."
    )
    button = _("Hold this story")
    button_kind = "warning"

    def __init__(self, data=None, *, revision):
        super().__init__(data, revision=revision)
        message = self.fields["message"]
        message.label = _("What worries you?")
        message.help_text = _("Only the safeguarding contacts see this.")
        message.required = True
        message.error_messages["required"] = _("Write what worries you.")

    def step(self):
        given = self.cleaned_data
        return {"seen": given["lock"], "reason": given["message"]}


class UnholdForm(DecisionForm):
    verb = "unhold"
    title = _("Give it back to the queue")
    lead = _("All moderators can read it again and decide about it.")
    button = _("Give it back to the queue")
    button_kind = "secondary"
    message = None

    def step(self):
        return {"seen": self.cleaned_data["lock"]}


HELD = [UnholdForm, DeclineForm]
FORMS = {
    State.SUBMITTED: [PublishForm, ScheduleForm, AskForm, DeclineForm],
    State.SCHEDULED: [PublishForm, UnscheduleForm],
    State.PUBLISHED: [WithdrawForm],
    State.WITHDRAWN: [RestoreForm],
}
