"""Composing, editing and checking a draft: for its tellers alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from casestudies.stories import (
    actions,
    composing,
    editing,
    places,
    readiness,
    sections,
    sources,
    spotting,
    too_late,
)
from casestudies.stories.forms import SubmitForm
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State, TransitionError
from inquiry.telling.models import Inquiry
from inquiry.telling.sessions import typed
from portal.accounts import kept_words
from portal.accounts.kept_words import token_is_refused

CONFLICT = 409


def told_by(request, key):
    """The newest revision of a story that the person tells, or 404."""
    revisions = Revision.objects.told_by(request.user).with_content()
    revisions = revisions.prefetch_related("sources")
    revision = revisions.filter(case_study__inquiry__key=key).last()
    if revision is None:
        raise Http404
    return revision


def compose(request, key):
    inquiry = get_object_or_404(Inquiry.objects.told_by(request.user), key=key)
    if request.method != "POST":
        return redirect("telling:tasks", key)
    try:
        composing.compose(inquiry, by=request.user)
    except TransitionError as error:
        return _sent_already(request, inquiry, error.step)
    return redirect("stories:telling", key)


@require_safe
def telling(request, key):
    inquiry = get_object_or_404(Inquiry.objects.told_by(request.user), key=key)
    if not Revision.objects.filter(case_study__inquiry=inquiry).exists():
        return redirect("telling:tasks", key)
    revision = told_by(request, key)
    if revision.state != State.DRAFT:
        return redirect("stories:status", key)
    return _page(request, revision)


@csrf_exempt  # checked by hand: a refused token must not lose the words
@login_not_required  # asked by hand: a session that ended must not lose them either
def part(request, key, place):
    """Keep, or only preview, what was typed at one place."""
    here = f"{reverse('stories:telling', args=[key])}#part-{place}"
    if request.method != "POST":
        return redirect(here)
    if not request.user.is_authenticated:
        return _signed_out(request)
    if request.htmx and token_is_refused(request):
        return _signed_out(request)
    revision = told_by(request, key)
    section = sections.typed_into(revision, place, request.POST)
    if section is None:
        raise Http404
    section.lock = seen(request)
    if token_is_refused(request):
        if not kept_words.is_ours(request):
            return kept_words.hand_back(request)
        section.is_unsaved = True
        return _page(request, revision, section, status=403)
    if "preview" in request.POST and section.is_passage:
        return _preview(request, revision, section)
    if "theirs" in request.POST:
        editing.drop_set_aside(revision.case_study, section.key, by=request.user)
        return redirect(here)
    if "add" in request.POST:
        return _page(request, revision, section)
    if section.is_refused():
        _set_aside(request, revision, section)
        return _page(request, revision, section)
    return _save(request, revision, section)


def _signed_out(request):
    """A page that carries what was typed until the person has signed in again.

    A script that only asked for a preview leaves the page as it is.
    """
    if request.htmx:
        return render(request, "casestudies/stories/_signed_out.html")
    return kept_words.hand_back(request)


def _save(request, revision, section):
    inquiry = revision.case_study.inquiry
    try:
        section.save(revision, seen=seen(request), by=request.user)
    except editing.ClosedDraftError:
        _set_aside(request, revision, section)
        context = {"inquiry": inquiry, "section": section}
        template = "casestudies/stories/closed.html"
        return render(request, template, context, status=CONFLICT)
    except editing.StaleEditError:
        _set_aside(request, revision, section)
        now = told_by(request, inquiry.key)
        section.theirs = sections.words(now, section)
        section.lock = now.sources.get(key=section.key).lock
        return _page(request, now, section, status=CONFLICT)
    editing.drop_set_aside(revision.case_study, section.key, by=request.user)
    telling = reverse("stories:telling", args=[inquiry.key])
    return redirect(f"{telling}?saved={section.key}#part-{section.key}")


def _set_aside(request, revision, section):
    """The page may be closed already, with nobody there to see what was not saved."""
    words = typed(request.POST)
    editing.set_aside(revision.case_study, section.key, words, by=request.user)


def _preview(request, revision, section):
    section.preview = sections.preview(section)
    if request.htmx:
        context = {"section": section}
        return render(request, "casestudies/stories/_preview.html", context)
    return _page(request, revision, section)


def new_words(request, key, place):
    """Answer "changed since": take the new words, or keep those of the telling."""
    revision = told_by(request, key)
    if request.method != "POST":
        return _back_to(revision.case_study.inquiry, place)
    version = revision.case_study.inquiry.version
    question = get_object_or_404(version.questions, key=place)
    if question not in places.told(version):
        raise Http404
    verb = editing.keep_words if "keep" in request.POST else editing.use_new_words
    try:
        verb(revision, question, seen=seen(request))
    except (editing.StaleEditError, editing.ClosedDraftError, KeyError):
        messages.error(
            request, gettext("Somebody changed this place. Please look again.")
        )
    return _back_to(revision.case_study.inquiry, place)


def check(request, key):
    """The whole story as the public will see it, what is missing, and Submit."""
    revision = told_by(request, key)
    if revision.state != State.DRAFT and request.method == "POST":
        return _sent_already(request, revision.case_study.inquiry, revision.last_step())
    if revision.state != State.DRAFT:
        return redirect("stories:status", key)
    if not request.user.has_perm("stories.edit", revision):
        raise PermissionDenied
    version = revision.case_study.inquiry.version
    if request.method == "POST":
        return _submit(request, revision, SubmitForm(request.POST, version=version))
    form = SubmitForm(initial={"seen": revision.lock}, version=version)
    return _check_page(request, revision, form)


def _submit(request, revision, form):
    key = revision.case_study.inquiry.key
    if not form.is_valid():
        messages.error(request, gettext("Please read the story once more."))
        return redirect("stories:check", key)
    if not request.user.has_perm("stories.submit", revision):
        return _check_page(request, revision, form, problems=[_unverified()])
    seen = form.cleaned_data["seen"]
    try:
        actions.submit(revision, by=request.user, seen=seen, ticks=form.ticks())
    except readiness.NotReadyError as error:
        return _check_page(request, revision, form, problems=error.problems)
    except TransitionError as error:
        if told_by(request, key).state != State.DRAFT:
            return _sent_already(request, revision.case_study.inquiry, error.step)
        messages.error(
            request,
            gettext(
                "The story has changed since you opened this page, so it was not "
                "sent. Please read it once more."
            ),
        )
        return redirect("stories:check", key)
    messages.success(request, gettext("Your story has been sent. Thank you."))
    return redirect("stories:status", key)


def _sent_already(request, inquiry, step):
    who = too_late.for_tellers(step, inquiry)
    said = f"{gettext('This story has been sent already.')} {who}"
    messages.error(request, said.strip())
    return redirect("stories:status", inquiry.key)


def _unverified():
    sentence = gettext("Confirm your e-mail address before you send the story.")
    return readiness.Problem(sentence, reverse("account_email"), "email")


def _check_page(request, revision, form, problems=None):
    """``problems`` are given after a try to send; before it, all but the ticks."""
    tried = problems is not None
    if problems is None:
        problems = readiness.problems(revision)
    for problem in problems:
        if problem.key in form.fields:
            form.add_error(problem.key, gettext("Tick this to send the story."))
    inquiry = revision.case_study.inquiry
    context = {
        "revision": revision,
        "inquiry": inquiry,
        "consent": inquiry.version.consent,
        "submit_form": form,
        "problems": problems,
        "error_links": [(one.url, one.message) for one in problems] if tried else [],
        "change_at": reverse("stories:telling", args=[inquiry.key]),
        "changed": composing.changed_since(revision),
        "spots": spotting.of_story(revision),
    }
    return render(request, "casestudies/stories/check.html", context)


def _page(request, revision, section=None, status=200):
    """The telling page; ``section`` is the one that was just typed into."""
    shown = [
        section if section and one.key == section.key else one
        for one in sections.build(revision)
    ]
    asked = sources.moderator_notes(revision.case_study.inquiry)
    kept = revision.case_study.set_aside.filter(user=request.user)
    kept_at = {one.key: one for one in kept}
    for one in shown:
        one.note = asked.get(one.key, "")
        if one is not section and one.key in kept_at:
            one.put_back(revision, kept_at[one.key])
    context = {
        "revision": revision,
        "inquiry": revision.case_study.inquiry,
        "sections": shown,
        "saved": request.GET.get("saved"),
        "form": section.form if section else None,
    }
    return render(request, "casestudies/stories/telling.html", context, status=status)


def seen(request):
    """The lock that the form carried; a broken one is as stale as can be."""
    try:
        return int(request.POST.get("seen", ""))
    except ValueError:
        return -1


def _back_to(inquiry, key):
    return redirect(f"{reverse('stories:telling', args=[inquiry.key])}#part-{key}")
