"""Signing in again in the middle of typing, with the words in the form."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from inquiry.telling.sessions import typed
from inquiry.telling.views.question_page import find, page
from portal.accounts.forms import SignInForm
from portal.accounts.kept_words import is_ours, token_is_refused


def sign_in_again(request, key, question, *, form=None, step="", waits=False):
    """A page that carries what was typed and says nothing of what is kept.

    ``step`` is the address of what the account still asks for, such as a code. Words
    that another site sent are not carried.
    """
    here = reverse("telling:question", args=[key, question])
    if not is_ours(request):
        return redirect_to_login(here)
    context = {
        "form": form or SignInForm(request=request),
        "typed": typed(request.POST),
        "seen": request.POST.get("seen", ""),
        "here": here,
        "resume": reverse("telling:resume", args=[key, question]),
        "step": step,
        "waits": waits,
    }
    template = "inquiry/telling/sign_in_again.html"
    return render(request, template, context, status=403)


@never_cache
@csrf_exempt  # checked by hand: a refused token must not lose the words
@login_not_required
@sensitive_post_parameters("password")
@require_POST
def resume(request, key, question):
    """Sign in, and be back at the question with the words, not yet saved."""
    if not is_ours(request):
        return redirect("telling:question", key, question)
    if request.user.is_authenticated:
        return page(request, *find(request, key, question), unsaved="resumed")
    if token_is_refused(request):
        return sign_in_again(request, key, question)
    if request.POST.get("go") == "signed-in":
        return sign_in_again(request, key, question, waits=True)
    form = SignInForm(request.POST, request=request)
    if not form.is_valid():
        return sign_in_again(request, key, question, form=form)
    here = reverse("telling:question", args=[key, question])
    response = form.login(request, redirect_url=here)
    if request.user.is_authenticated:
        return page(request, *find(request, key, question), unsaved="resumed")
    return sign_in_again(request, key, question, step=response.get("Location", ""))
