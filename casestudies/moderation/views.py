"""The queue, the review page, and a POST for each thing a moderator can do."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casestudies.moderation import comparing, forms, reading
from casestudies.moderation import queue as lists
from casestudies.stories import actions, holding, too_late
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State, TransitionError

PAGE = 20


def for_the_desk(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        if not request.user.has_perm("stories.come_in"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inner


@require_safe
@for_the_desk
def queue(request):
    form = forms.QueueForm(request.GET)
    tabs = lists.tabs(request.user)
    tab = form.tab(tabs)
    rows = lists.revisions(tab, request.user, **form.filters())
    counts = lists.counts(request.user)
    context = {
        "filters": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "tab": tab,
        "tabs": [(one, one.label, counts[one]) for one in tabs],
    }
    return render(request, "casestudies/moderation/queue.html", context)


@require_safe
@for_the_desk
def review(request, key):
    revision = _find(key)
    if not request.user.has_perm("stories.read", revision):
        return _unreadable(request, revision)
    if revision.state == State.DRAFT:
        return _taken_back(request, revision)
    return _review(request, revision)


@require_POST
@for_the_desk
def claim(request, key):
    return _step(request, key, forms.StepForm, actions.claim, _("You have this story."))


@require_POST
@for_the_desk
def release(request, key):
    said = _("The story is back in the queue.")
    form, verb = forms.StepForm, actions.release
    return _step(request, key, form, verb, said, needs="stories.release")


@require_POST
@for_the_desk
def publish(request, key):
    said = _("The story is published.")
    form, verb = forms.PublishForm, actions.publish
    return _step(request, key, form, verb, said, needs="stories.publish")


@require_POST
@for_the_desk
def schedule(request, key):
    said = _("The story will be published at the time you set.")
    return _step(request, key, forms.ScheduleForm, actions.schedule, said)


@require_POST
@for_the_desk
def unschedule(request, key):
    said = _("The story is back in the queue.")
    return _step(request, key, forms.UnscheduleForm, actions.unschedule, said)


@require_POST
@for_the_desk
def ask(request, key):
    said = _("The partners have been asked for changes.")
    return _step(request, key, forms.AskForm, actions.ask_for_changes, said)


@require_POST
@for_the_desk
def decline(request, key):
    said = _("The partners have been told that the story will not be published.")
    form, verb = forms.DeclineForm, actions.decline
    return _step(request, key, form, verb, said, needs="stories.decline")


@require_POST
@for_the_desk
def hold(request, key):
    said = _("The story is held. The safeguarding contacts are told.")
    form, verb = forms.HoldForm, holding.hold
    return _step(request, key, form, verb, said, needs="stories.hold")


@require_POST
@for_the_desk
def unhold(request, key):
    said = _("The story is back in the queue.")
    form, verb = forms.UnholdForm, holding.unhold
    return _step(request, key, form, verb, said, needs="stories.unhold")


@require_POST
@for_the_desk
def withdraw(request, key):
    said = _("The story is taken down.")
    return _step(request, key, forms.WithdrawForm, actions.withdraw, said)


@require_POST
@for_the_desk
def restore(request, key):
    said = _("The story is up again.")
    form, verb = forms.RestoreForm, actions.restore
    return _step(request, key, form, verb, said, needs="stories.restore")


def _step(request, key, form_class, verb, said, *, needs="stories.decide"):
    """Do what the form says, or say what is wrong with it or with its moment."""
    revision = _find(key)
    form = form_class(request.POST, revision=revision)
    if not request.user.has_perm("stories.read", revision):
        return _unreadable(request, revision, form)
    if not request.user.has_perm(needs, revision):
        raise PermissionDenied
    if revision.state == State.DRAFT:
        return _taken_back(
            request, revision, form=form, step=revision.last_step(), status=409
        )
    if form.is_out_of_date():
        return _too_late(request, key, form_class, step=revision.last_step())
    if not form.is_valid():
        return _review(request, revision, form=form)
    try:
        verb(revision, by=request.user, **form.step())
    except TransitionError as error:
        return _too_late(request, key, form_class, step=error.step)
    messages.success(request, said)
    if request.user.has_perm("stories.read", revision):
        return redirect("moderation:review", key)
    return redirect("moderation:queue")


def _find(key):
    """A revision that was sent at some time, also when it was taken back since."""
    sent = Revision.objects.filter(submitted_at__isnull=False).with_content()
    found = sent.select_related(
        "claimed_by",
        "held_by",
        "submitted_by",
        "case_study__inquiry__begun_by",
        "copied_from",
    ).filter(key=key)
    if not found:
        raise Http404
    return found[0]


def _too_late(request, key, form_class, *, step):
    """Somebody was quicker: tell what happened, change nothing, keep the words."""
    revision = _find(key)
    form = form_class(request.POST, revision=revision)
    if not request.user.has_perm("stories.read", revision):
        return _unreadable(request, revision, form)
    if revision.state == State.DRAFT:
        return _taken_back(request, revision, form=form, step=step, status=409)
    form.look_again()
    notice = reading.what_happened(revision, user=request.user, step=step)
    return _review(request, revision, form=form, notice=notice, status=409)


def _review(request, revision, *, form=None, notice="", status=200):
    user = request.user
    offered = _offered(revision, user, form)
    ask_form = next((one for one in offered if one.verb == "ask"), None)
    before = _readable(user, comparing.earlier(revision))
    answers = reading.asked_and_answered(revision, ask_form)
    may_decide = user.has_perm("stories.decide", revision)
    context = {
        "revision": revision,
        "inquiry": revision.case_study.inquiry,
        "offered": offered,
        "form": form if form in offered else None,
        "notice": notice,
        "unsent": form.typed() if form and form not in offered else [],
        "step": forms.StepForm(revision=revision),
        "has_claimed": revision.claimed_by == user,
        "has_told_it": not may_decide and reading.has_told_it(revision, user),
        "may_decide": may_decide,
        "may_release": user.has_perm("stories.release", revision),
        "answers": answers,
        "has_notes": ask_form is not None,
        "spots": reading.spots(revision, answers),
        "before": before,
        "changes": comparing.changes(before, revision),
        "consents": revision.consents.select_related("given_by"),
        "decisions": reading.decisions(revision, user),
        "own_organisations": reading.own_organisations(revision, user),
        "taken_down_at": reading.taken_down_at(revision),
        "partner_took_it_down": reading.partner_took_it_down(revision),
        "tellers": reading.tellers(revision),
        "sides": reading.sides_told(revision),
        "next_waiting": None if form else _next(revision, user),
    }
    template = "casestudies/moderation/review.html"
    return render(request, template, context, status=status)


def _readable(user, revision):
    """The revision, unless it is not for this person's eyes; what was public is."""
    if revision is None or revision.published_at:
        return revision
    return revision if user.has_perm("stories.read", revision) else None


def _next(revision, user):
    """Where to go on once this story is decided."""
    return None if revision.state == State.SUBMITTED else lists.next_waiting(user)


def _offered(revision, user, given):
    """The forms that the person can use now, with the one that was sent."""
    return [
        given if type(given) is form_class else form_class(revision=revision)
        for form_class in _form_classes(revision, user)
    ]


def _form_classes(revision, user):
    if revision.held_at:
        waits = revision.state == State.SUBMITTED
        may_unhold = waits and user.has_perm("stories.unhold", revision)
        return forms.HELD if may_unhold else []
    found = []
    is_free = revision.claimed_by in {None, user}
    if is_free and user.has_perm("stories.decide", revision):
        found += forms.FORMS.get(revision.state, [])
    if revision.state == State.WITHDRAWN and not user.has_perm(
        "stories.restore", revision
    ):
        found = []
    if revision.state == State.SUBMITTED and user.has_perm("stories.hold", revision):
        found.append(forms.HoldForm)
    return found


def _unreadable(request, revision, form=None):
    """A held story is for the safeguarding contacts; to its own tellers, and to those
    who are no moderators, there is nothing here."""
    if not request.user.has_perm("stories.hold", revision):
        raise Http404
    context = {"unsent": form.typed() if form else []}
    step = revision.last_step()
    if form and step and step.verb == "hold":
        context["notice"] = too_late.for_the_desk(step)
    return render(request, "casestudies/moderation/held.html", context, status=403)


def _taken_back(request, revision, *, form=None, step=None, status=200):
    template = "casestudies/moderation/taken_back.html"
    context = {
        "revision": revision,
        "notice": too_late.for_the_desk(step),
        "unsent": form.typed() if form else [],
    }
    return render(request, template, context, status=status)
