"""Where a story stands, and what its tellers can do with it at each step."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from casestudies.stories import actions, standing, too_late
from casestudies.stories.models import CaseStudy
from casestudies.stories.views.telling import seen, told_by
from casestudies.stories.workflow import State, TransitionError
from inquiry.telling.models import CoAuthor, Inquiry
from portal.record.models import Event

PER_PAGE = 20


@require_safe
def mine(request):
    told = Inquiry.objects.told_by(request.user).select_related("version")
    page = Paginator(told.order_by("-changed_at", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    asked = CoAuthor.objects.addressed_to(request.user).unanswered()
    context = {
        "page": page,
        "stories": standing.of(page.object_list),
        "asked": asked.select_related("inquiry__organisation", "named_by"),
    }
    return render(request, "casestudies/stories/mine.html", context)


@require_safe
def status(request, key):
    told = Inquiry.objects.told_by(request.user).select_related("version")
    inquiry = get_object_or_404(told, key=key)
    where = standing.of_one(inquiry)
    revision = told_by(request, key) if where.revision else None
    context = {"inquiry": inquiry, "story": where, "revision": revision}
    return render(request, "casestudies/stories/status.html", context)


def take_back(request, key):
    revision = told_by(request, key)
    if request.method != "POST":
        return redirect("stories:status", key)
    _permit(request, "stories.take_back", revision)
    try:
        actions.take_back(revision, by=request.user, seen=seen(request))
    except TransitionError as error:
        said = _why_not_taken_back(told_by(request, key))
        _say_too_late(request, said, error.step, revision)
        return redirect("stories:status", key)
    messages.success(request, gettext("Your story is a draft again."))
    return redirect("stories:status", key)


def _why_not_taken_back(revision):
    if revision.state == State.DRAFT:
        return gettext("Your story is a draft already.")
    if revision.is_being_read:
        return gettext("It is too late to take it back: somebody is reading it.")
    return gettext("The story has changed since you opened the page. See below.")


def update(request, key):
    """Begin the next draft of a story that was published, declined or taken down."""
    revision = told_by(request, key)
    if request.method != "POST":
        return redirect("stories:status", key)
    _permit(request, "stories.update", revision)
    actions.start_update(revision.case_study, by=request.user)
    return redirect("stories:telling", key)


def drop(request, key):
    """Ask once more, then delete the draft of a next version."""
    revision = told_by(request, key)
    _permit(request, "stories.drop", revision)
    if request.method != "POST" and revision.may_be_dropped:
        context = {"story": standing.of_one(revision.case_study.inquiry)}
        return render(request, "casestudies/stories/drop.html", context)
    if request.method == "POST":
        _drop(request, revision)
    return redirect("stories:status", key)


def _drop(request, revision):
    """The form names the draft: another may have been begun since."""
    sentence = gettext("The draft has changed, so it was not dropped.")
    named = request.POST.get("draft", "")
    if named != str(revision.key):
        step = Event.objects.about_any(revision, [named]).last()
        _say_too_late(request, sentence, step, revision)
        return
    try:
        actions.drop_draft(revision, by=request.user, seen=seen(request))
    except TransitionError as error:
        _say_too_late(request, sentence, error.step, revision)
    else:
        messages.success(request, gettext("The draft is dropped."))


def take_down(request, key):
    """Ask once more, then take the published page down."""
    case_study = get_object_or_404(
        CaseStudy.objects.told_by(request.user), inquiry__key=key
    )
    revision = case_study.revisions.published().with_content().first()
    if revision is None and request.method == "POST":
        return _not_taken_down(request, told_by(request, key))
    if revision is None:
        raise Http404
    _permit(request, "stories.take_down", revision)
    if request.method != "POST":
        context = {"revision": revision, "inquiry": case_study.inquiry}
        return render(request, "casestudies/stories/take_down.html", context)
    try:
        actions.withdraw(
            revision,
            by=request.user,
            seen=seen(request),
            digest=request.POST.get("digest", ""),
        )
    except TransitionError as error:
        return _not_taken_down(request, revision, error.step)
    messages.success(request, gettext("Your story has been taken down."))
    return redirect("stories:status", key)


def _not_taken_down(request, revision, step=None):
    said = gettext("The story has changed. Please look again.")
    _say_too_late(request, said, step or revision.last_step(), revision)
    return redirect("stories:status", revision.case_study.inquiry.key)


def _say_too_late(request, sentence, step, revision):
    who = too_late.for_tellers(step, revision.case_study.inquiry)
    messages.error(request, f"{sentence} {who}".strip())


def _permit(request, permission, revision):
    if not request.user.has_perm(permission, revision):
        raise PermissionDenied
