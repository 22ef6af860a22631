"""Trying given-up messages again, and the mailbox of the demo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.post import actions
from portal.post.forms import MailboxForm
from portal.post.models import Message

PER_PAGE = 20


@require_safe
@login_not_required
def mailbox(request):
    """Every message that the demo has sent, newest first."""
    form = MailboxForm(request.GET)
    sent = Message.objects.sent().sent_to(form.address())
    page = Paginator(sent, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/post/mailbox.html", {"form": form, "page": page})


@require_safe
@login_not_required
def message(request, key):
    letter = get_object_or_404(Message.objects.sent(), key=key)
    return render(request, "portal/post/message.html", {"letter": letter})


@require_POST
def try_again(request, key):
    if not request.user.has_perm("post.retry"):
        raise PermissionDenied
    letter = get_object_or_404(Message, key=key)
    if actions.try_again(letter, by=request.user):
        messages.success(request, _("The e-mail is on its way again."))
    else:
        messages.info(request, _("This e-mail is not among the given-up ones."))
    return redirect("accounts:home")
