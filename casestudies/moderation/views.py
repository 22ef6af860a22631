"""The queue, the review page, and a POST for each thing a moderator can do."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from casestudies.moderation import comparing, forms, reading
from casestudies.moderation import queue as lists
from casestudies.stories import actions
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State, TransitionError

PAGE = 20


def moderators_only(view):
    @wraps(view)
    @never_cache
    def inner(request, *args, **kwargs):
        if not request.user.has_perm("stories.moderate"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inner


@require_safe
@moderators_only
def queue(request):
    form = forms.QueueForm(request.GET)
    rows = lists.revisions(form.tab(), request.user, **form.filters())
    counts = lists.counts(request.user)
    context = {
        "filters": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "tab": form.tab(),
        "tabs": [(tab, tab.label, counts[tab]) for tab in lists.Tab],
    }
    return render(request, "casestudies/moderation/queue.html", context)


@require_safe
@moderators_only
def review(request, key):
    revision = _find(key)
    if revision.state == State.DRAFT:
        return _taken_back(request, revision)
    return _review(request, revision)


@require_POST
@moderators_only
def claim(request, key):
    return _step(request, key, forms.StepForm, actions.claim, _("You have this story."))


@require_POST
@moderators_only
def release(request, key):
    said = _("The story is back in the queue.")
    form, verb = forms.StepForm, actions.release
    return _step(request, key, form, verb, said, needs="stories.release")


@require_POST
@moderators_only
def publish(request, key):
    said = _("The story is published.")
    return _step(request, key, forms.PublishForm, actions.publish, said)


@require_POST
@moderators_only
def schedule(request, key):
    said = _("The story will be published at the time you set.")
    return _step(request, key, forms.ScheduleForm, actions.schedule, said)


@require_POST
@moderators_only
def unschedule(request, key):
    said = _("The story is back in the queue.")
    return _step(request, key, forms.UnscheduleForm, actions.unschedule, said)


@require_POST
@moderators_only
def ask(request, key):
    said = _("The partners have been asked for changes.")
    return _step(request, key, forms.AskForm, actions.ask_for_changes, said)


@require_POST
@moderators_only
def decline(request, key):
    said = _("The partners have been told that the story will not be published.")
    return _step(request, key, forms.DeclineForm, actions.decline, said)


@require_POST
@moderators_only
def withdraw(request, key):
    said = _("The story is taken down.")
    return _step(request, key, forms.WithdrawForm, actions.withdraw, said)


@require_POST
@moderators_only
def restore(request, key):
    said = _("The story is up again.")
    form, verb = forms.RestoreForm, actions.restore
    return _step(request, key, form, verb, said, needs="stories.restore")


def _step(request, key, form_class, verb, said, *, needs="stories.decide"):
    """Do what the form says, or say what is wrong with it or with its moment."""
    revision = _find(key)
    if not request.user.has_perm(needs, revision):
        raise PermissionDenied
    form = form_class(request.POST, revision=revision)
    if form.is_out_of_date():
        return _too_late(request, key, form_class)
    if not form.is_valid():
        return _review(request, revision, form=form)
    try:
        verb(revision, by=request.user, **form.step())
    except TransitionError:
        return _too_late(request, key, form_class)
    messages.success(request, said)
    return redirect("moderation:review", key)


def _find(key):
    """A revision that was sent at some time, also when it was taken back since."""
    sent = Revision.objects.filter(submitted_at__isnull=False).with_content()
    found = sent.select_related(
        "claimed_by", "submitted_by", "case_study__inquiry__begun_by", "copied_from"
    ).filter(key=key)
    if not found:
        raise Http404
    return found[0]


def _too_late(request, key, form_class):
    """Somebody was quicker: tell what happened, change nothing, keep the words."""
    revision = _find(key)
    if revision.state == State.DRAFT:
        return _taken_back(request, revision, status=409)
    form = form_class(request.POST, revision=revision)
    form.look_again()
    notice = reading.what_happened(revision, user=request.user)
    return _review(request, revision, form=form, notice=notice, status=409)


def _review(request, revision, *, form=None, notice="", status=200):
    user = request.user
    may_decide = user.has_perm("stories.decide", revision)
    offered = _offered(revision, user, form) if may_decide else []
    ask_form = next((one for one in offered if one.verb == "ask"), None)
    before = comparing.earlier(revision)
    answers = reading.asked_and_answered(revision, ask_form)
    context = {
        "revision": revision,
        "inquiry": revision.case_study.inquiry,
        "offered": offered,
        "form": form if form in offered else None,
        "notice": notice,
        "unsent": form.typed() if form and form not in offered else [],
        "step": forms.StepForm(revision=revision),
        "has_claimed": revision.claimed_by == user,
        "may_decide": may_decide,
        "may_release": user.has_perm("stories.release", revision),
        "answers": answers,
        "spots": reading.spots(revision, answers),
        "before": before,
        "changes": comparing.changes(before, revision),
        "consents": revision.consents.select_related("given_by"),
        "decisions": reading.decisions(revision),
        "own_organisations": reading.own_organisations(revision, user),
        "tellers": reading.tellers(revision),
    }
    template = "casestudies/moderation/review.html"
    return render(request, template, context, status=status)


def _offered(revision, user, given):
    """The forms that a moderator who may decide can use now, with the one sent."""
    if revision.claimed_by not in {None, user}:
        return []
    if revision.state == State.WITHDRAWN and not user.has_perm(
        "stories.restore", revision
    ):
        return []
    return [
        given if type(given) is form_class else form_class(revision=revision)
        for form_class in forms.FORMS.get(revision.state, [])
    ]


def _taken_back(request, revision, *, status=200):
    template = "casestudies/moderation/taken_back.html"
    return render(request, template, {"revision": revision}, status=status)
