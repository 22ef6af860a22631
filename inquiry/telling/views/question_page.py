"""What the page of one question shows, however one came to it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import render
from django.utils import timezone

from inquiry.protocols import kinds, wording
from inquiry.protocols.models import Kind
from inquiry.telling import notes, progress
from inquiry.telling.models import Answer
from inquiry.telling.sessions import typed
from inquiry.telling.views.tasks import told

MOST_ROWS = 30


def find(request, key, slug):
    """The inquiry and the question, for somebody who tells it; else 404."""
    inquiry = told(request, key)
    if not request.user.has_perm("telling.answer", inquiry):
        raise PermissionDenied
    asked = wording.question(inquiry.version, slug)
    if asked is None:
        raise Http404
    return inquiry, asked


def number(text):
    """A version or a count from a form; 0 for anything that is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def form_of(request, inquiry, asked):
    """The form as it was sent."""
    value = None
    if kinds.looks_at_kept(asked):
        answer = Answer.objects.filter(inquiry=inquiry, question=asked).first()
        value = answer.value if answer else None
    return kinds.form(asked, request.POST, value=value)


def says_the_same(inquiry, asked, form):
    """Whether the form holds what is kept, or nothing where nothing is."""
    answer = Answer.objects.filter(inquiry=inquiry, question=asked).first()
    typed_value = form.answer()
    if answer is None:
        return kinds.is_empty(asked.kind, typed_value)
    return typed_value == answer.value


def page(request, inquiry, asked, *, unsaved="", data=None, status=200):
    """The question with its answer.

    ``unsaved`` says why the words in the form are not saved: token, edit, closed,
    late (and set aside), resumed. The form then holds ``data``, or else what was sent;
    otherwise what was kept.
    """
    if unsaved not in {"", "late"} and not inquiry.is_open:
        unsaved = "closed"
    answer = Answer.objects.filter(inquiry=inquiry, question=asked).first()
    value = answer.value if answer else _to_begin_with(inquiry, asked)
    form = kinds.form(
        asked,
        (data or request.POST) if unsaved else None,
        value=value,
        rows=min(number(request.GET.get("rows")), MOST_ROWS),
        look_for=request.GET.get("look_for", ""),
    )
    seen = answer.number if answer else 0
    said = answer and not kinds.is_empty(asked.kind, value) and not unsaved
    context = {
        "inquiry": inquiry,
        "question": asked,
        "answer_form": form,
        "template": f"inquiry/telling/kinds/{form.template}.html",
        "answer": answer,
        "seen": number(request.POST.get("seen")) if unsaved else seen,
        "total": len(wording.questions(inquiry.version)),
        "previous": progress.previous(inquiry, asked),
        "note": notes.on(inquiry).get(asked.key, ""),
        "problems": kinds.problems(asked, value) if said else [],
        "unsaved": unsaved,
        "is_closed": not inquiry.is_open,
        "kept_text": kinds.as_text(asked, value),
    }
    return render(request, "inquiry/telling/question.html", context, status=status)


def _to_begin_with(inquiry, asked):
    """The own organisation stands first among the partners; not saved until saved."""
    if asked.kind != Kind.PEOPLE:
        return None
    own = inquiry.organisation
    return [{"organisation": own.name, "partner_type": own.partner_type.slug}]


def set_aside(request, inquiry, asked, kept):
    """The choice that a save on leaving had nobody to ask for; without an answer to
    choose between, the words in the form."""
    answers = Answer.objects.filter(inquiry=inquiry, question=asked)
    current = answers.select_related("saved_by").first()
    data = QueryDict(mutable=True)
    for name, value in kept.typed:
        data.appendlist(name, value)
    if current is None:
        return page(request, inquiry, asked, unsaved="edit", data=data)
    form = kinds.form(asked, data, value=current.value)
    if form.answer() == current.value:
        return page(request, inquiry, asked)
    return conflict(request, inquiry, asked, form, current, words=kept.typed)


def conflict(request, inquiry, asked, form, current, *, words=None):
    """Both texts side by side, and a choice; ``words`` are what was typed before."""
    context = {
        "inquiry": inquiry,
        "question": asked,
        "current": current,
        "is_own": current.saved_by_id == request.user.pk,
        "at": timezone.localtime(current.saved_at),
        "mine": kinds.as_text(asked, form.answer()),
        "theirs": kinds.as_text(asked, current.value),
        "typed": words or typed(request.POST),
    }
    status = 200 if words else 409
    return render(request, "inquiry/telling/conflict.html", context, status=status)
