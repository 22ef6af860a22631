"""One question a page: showing it, saving it, and saving it by itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from inquiry.protocols import kinds
from inquiry.telling import actions, progress
from inquiry.telling.sessions import typed
from inquiry.telling.views.question_page import (
    conflict,
    find,
    form_of,
    number,
    page,
    says_the_same,
    set_aside,
)
from inquiry.telling.views.signing_in import sign_in_again
from portal.accounts.kept_words import hand_back, is_ours, token_is_refused


@never_cache
@csrf_exempt  # checked by hand: a refused token must not lose the words
@login_not_required  # asked by hand: a session that ended must not lose them either
@require_http_methods(["GET", "HEAD", "POST"])
def question(request, key, question):
    if request.method == "POST":
        return _save(request, key, question)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    inquiry, asked = find(request, key, question)
    kept = inquiry.set_aside.filter(question=asked, user=request.user).first()
    if kept and inquiry.is_open:
        return set_aside(request, inquiry, asked, kept)
    return page(request, inquiry, asked)


def _save(request, key, slug):
    if not request.user.is_authenticated:
        return sign_in_again(request, key, slug)
    inquiry, asked = find(request, key, slug)
    if token_is_refused(request):
        if not is_ours(request):
            return hand_back(request)
        return page(request, inquiry, asked, unsaved="token", status=403)
    if request.POST.get("go") == "edit":
        return page(request, inquiry, asked, unsaved="edit")
    if request.POST.get("go") == "theirs":
        actions.drop_set_aside(inquiry, asked, by=request.user)
        return redirect("telling:question", inquiry.key, asked.key)
    form = form_of(request, inquiry, asked)
    try:
        _keep(request, inquiry, asked, form)
    except actions.StaleAnswerError as error:
        return conflict(request, inquiry, asked, form, error.current)
    except actions.ClosedInquiryError:
        is_kept = _keep_for_later(request, inquiry, asked, form)
        unsaved = "late" if is_kept else ""
        return page(request, inquiry, asked, unsaved=unsaved, status=409)
    return redirect(_onward(request, inquiry, asked, form))


def _keep(request, inquiry, asked, form):
    go, _dash, place = request.POST.get("go", "").partition("-")
    is_removal = go == "remove" and place.isdecimal() and form.has_rows
    value = form.without(int(place)) if is_removal else form.answer()
    return actions.save_answer(
        inquiry, asked, value, by=request.user, seen=number(request.POST.get("seen"))
    )


def _keep_for_later(request, inquiry, asked, form):
    """Set aside what was typed, if it says anything that the answer does not; whether
    it does."""
    if says_the_same(inquiry, asked, form):
        return False
    actions.set_aside(inquiry, asked, typed(request.POST), by=request.user)
    return True


def _onward(request, inquiry, asked, form):
    """Where the button that was pressed leads."""
    go = request.POST.get("go", "").partition("-")[0]
    here = reverse("telling:question", args=[inquiry.key, asked.key])
    if go == "add" and form.has_rows:
        return f"{here}?rows={form.count + 1}#row-{form.count + 1}"
    if go == "remove" and form.has_rows:
        return f"{here}?rows={max(form.count - 1, 1)}#rows"
    if go == "find" and form.is_searched:
        return here + form.query_of_search()
    if go == "later":
        messages.success(request, _("Your answer is saved. Come back any time."))
        return reverse("telling:tasks", args=[inquiry.key])
    if go == "back":
        following = progress.previous(inquiry, asked)
    else:
        now = progress.of(inquiry)
        _say_what_is_left(request, inquiry, now.task(asked))
        following = progress.next_to_do(now, asked)
    if following is None:
        return reverse("telling:tasks", args=[inquiry.key])
    return reverse("telling:question", args=[inquiry.key, following.key])


def _say_what_is_left(request, inquiry, task):
    """On the page that follows; a question that is left empty is no mistake."""
    if task.problems:
        context = {"inquiry": inquiry, "task": task}
        said = render_to_string("inquiry/telling/_left.html", context)
        messages.warning(request, said)


@csrf_exempt
@login_not_required
@require_POST
def autosave(request, key, question):
    """Keep what is in the form; the answer is a line for the status and a number."""
    if not request.user.is_authenticated:
        return _line(request, "signed_out", status=401)
    inquiry, asked = find(request, key, question)
    if token_is_refused(request):
        return _line(request, "token", status=403)
    form = form_of(request, inquiry, asked)
    try:
        answer = actions.save_answer(
            inquiry,
            asked,
            form.answer(),
            by=request.user,
            seen=number(request.POST.get("seen")),
        )
    except actions.StaleAnswerError as error:
        actions.set_aside(inquiry, asked, typed(request.POST), by=request.user)
        return _line(request, "stale", status=409, current=error.current)
    except actions.ClosedInquiryError:
        _keep_for_later(request, inquiry, asked, form)
        return _line(request, "closed", status=409, inquiry=inquiry)
    found = kinds.problems(asked, answer.value)
    return _line(request, "saved", answer=answer, problems=found)


def _line(request, outcome, *, status=200, **context):
    context["outcome"] = outcome
    return render(request, "inquiry/telling/_saved.html", context, status=status)
