"""The telling page: every place of a draft as a section with a form of its own."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from casestudies.stories import (
    composing,
    editing,
    edits,
    places,
    readiness,
    rendering,
    spotting,
)
from casestudies.stories.forms import (
    LocationForm,
    RolesForm,
    SummaryForm,
    TermsForm,
    suggested_hint,
)
from inquiry.protocols import kinds, months
from inquiry.protocols.forms import RowsForm
from inquiry.protocols.models import Kind, Place, Question

OWN_PLACES = {
    composing.SUMMARY: (gettext_lazy("Summary"), SummaryForm),
    composing.PLACE: (gettext_lazy("Where it happened"), LocationForm),
    composing.TERMS: (gettext_lazy("Care settings and themes"), TermsForm),
    composing.ROLES: (gettext_lazy("Whose work made it possible"), RolesForm),
}


@dataclass
class Section:
    """One place on the page. ``lock`` is what its form says that it has seen.

    ``changed`` holds the words of the telling and those of a newer answer; ``theirs``
    the words that stand there now, when an edit came too late, and ``aside_at`` when
    that was, if it was on an earlier page. ``note`` is what a moderator asks there.
    """

    key: str
    heading: str
    lock: int
    form: Any
    question: Question | None = None
    changed: tuple[str, str] | None = None
    theirs: str | None = None
    aside_at: datetime | None = None
    is_unsaved: bool = False
    preview: str = ""
    words: str = ""
    note: str = ""
    problems: list[str] = field(default_factory=list)
    spots: list[spotting.Spot] = field(default_factory=list)

    @property
    def anchor(self):
        """The fragment that other pages link to."""
        if self.question and not self.is_chapter:
            return f"place-{self.question.place}"
        return f"part-{self.key}"

    @property
    def is_passage(self):
        return self.question is not None and self.question.kind == Kind.LONG

    @property
    def is_chapter(self):
        """One of several places of its kind, so that the kind names no single one."""
        return self.question is not None and self.question.place in places.PARTS

    @property
    def is_long_list(self):
        """Chosen on the question's own page, which can search."""
        return self.question is not None and self.question.place == Place.INSPIRED_BY

    def typed(self):
        """What was typed, in plain text."""
        if self.question:
            return kinds.as_text(self.question, self.form.answer())
        return "\n".join(line for field in self.form for line in _lines(field))

    def put_back(self, revision, kept):
        """Show what was set aside beside what stands there now, if it differs."""
        late = typed_into(revision, self.key, kept.data())
        standing = words(revision, self)
        if late.typed() != standing:
            self.form, self.theirs, self.aside_at = late.form, standing, kept.at

    def is_refused(self):
        """Whether something typed has no place to be kept; the field then says so."""
        self.form.is_valid()
        if self.question and self.question.kind == Kind.DATE:
            month = self.form.answer()["month"]
            if month and months.first_day(month) is None:
                sentence = gettext("Give a month and a year, such as 3 2025.")
                self.form.add_error("answer", sentence)
        return bool(self.form.errors) and not self._is_choice()

    def _is_choice(self):
        """Choices that are no longer offered are dropped, not refused."""
        dropping = {Kind.CHOICE, Kind.PEOPLE}
        return self.question is not None and Kind(self.question.kind) in dropping

    @transaction.atomic
    def save(self, revision, *, seen, by):
        """Write what was typed; raises what ``editing`` raises."""
        before = revision.lock
        self._write(revision, seen)
        if revision.lock != before:
            edits.remember(revision.case_study.inquiry, by=by)

    def _write(self, revision, seen):
        if self.question:
            editing.save(revision, self.question, self.form.answer(), seen=seen)
            return
        data = self.form.cleaned_data
        if self.key == composing.SUMMARY:
            editing.save_summary(revision, **data, seen=seen)
        elif self.key == composing.PLACE:
            editing.save_place(revision, **data, seen=seen)
        elif self.key == composing.ROLES:
            editing.save_roles(revision, **data, seen=seen)
        else:
            editing.save_terms(revision, **data, seen=seen)


def build(revision):
    """All sections of a draft, in the order of the page."""
    changed = composing.changed_since(revision)
    missing = defaultdict(list)
    for problem in readiness.problems(revision):
        missing[problem.key].append(problem.message)
    spots = defaultdict(list)
    for spot in spotting.of_story(revision):
        spots[spot.anchor].append(spot)
    sections = [
        _section(revision, question.key, question)
        for question in places.told(revision.case_study.inquiry.version)
    ]
    sections += [_section(revision, key) for key in OWN_PLACES]
    for section in sections:
        section.changed = changed.get(section.key)
        section.words = words(revision, section) if section.is_long_list else ""
        section.problems = missing[section.key]
        section.spots = spots[section.anchor]
    return sorted(sections, key=_page_order)


def typed_into(revision, key, data):
    """The section of one place with what was posted; None when there is no such."""
    questions = places.told(revision.case_study.inquiry.version)
    by_key = {question.key: question for question in questions}
    if key not in by_key and key not in OWN_PLACES:
        return None
    return _section(revision, key, by_key.get(key), data)


def words(revision, section):
    """What stands at a place now, in plain text."""
    if section.question:
        return kinds.as_text(section.question, places.read(revision, section.question))
    if section.key == composing.SUMMARY:
        return revision.summary
    if section.key == composing.PLACE:
        terms = [revision.nation, revision.region, revision.board]
    elif section.key == composing.ROLES:
        terms = list(revision.roles.all())
    else:
        terms = [*revision.care_settings.all(), *revision.themes.all()]
    return "\n".join(str(term) for term in terms if term)


def _lines(field):
    """What a field of our own holds, as people read it; a tick to confirm is none."""
    if hasattr(field.field, "choices"):
        chosen = (one for one in field.subwidgets if one.data["selected"])
        return [one.choice_label for one in chosen if one.data["value"]]
    return [field.value()] if isinstance(field.value(), str) else []


def _section(revision, key, question=None, data=None):
    locks = {source.key: source.lock for source in revision.sources.all()}
    if question:
        form = _answer_form(revision, question, data)
        heading = readiness.label(question)
    else:
        form = _own_form(revision, key, data)
        heading = OWN_PLACES[key][0]
    form.auto_id = f"{key}-%s"
    return Section(key, heading, locks.get(key, 0), form, question)


def _answer_form(revision, question, data):
    value = places.read(revision, question)
    form = kinds.form(question, data, value=value)
    if isinstance(form, RowsForm) and data is not None and "add" in data:
        form = kinds.form(question, data, value=value, rows=form.count + 1)
    if question.place == Place.ENABLERS:
        _mark_suggested(form.fields["answer"], revision)
    if "answer" in form.fields:
        form.fields["answer"].label = question.prompt
        if question.kind == Kind.LONG:
            form.fields["answer"].widget.attrs["data-toolbar"] = ""
    return form


def _mark_suggested(choices, revision):
    for term in composing.suggestions(revision, "enablers")["enablers"]:
        hint = suggested_hint(term.description)
        choices.widget.choice_hints[term.slug] = hint


def _own_form(revision, key, data):
    form = OWN_PLACES[key][1]
    if key == composing.SUMMARY:
        initial = {"text": revision.summary, "confirmed": revision.summary_confirmed}
        return form(data, initial=initial)
    if key == composing.PLACE:
        names = ("nation", "region", "board")
        terms = {name: getattr(revision, name) for name in names}
        return form(
            data,
            initial={name: term.slug if term else "" for name, term in terms.items()},
        )
    if key == composing.ROLES:
        chosen = [term.slug for term in revision.roles.all()]
        return form(data, initial={"roles": chosen}, kept=chosen)
    suggested = composing.suggestions(revision, "care_settings", "themes")
    initial = {}
    kept, ticked = [], []
    for name in ("care_settings", "themes"):
        chosen = list(getattr(revision, name).all())
        kept += [term.slug for term in chosen]
        if not revision.terms_confirmed:
            chosen = chosen or suggested[name]
        initial[name] = [term.slug for term in chosen]
        if chosen and chosen == suggested[name] and not revision.terms_confirmed:
            ticked.append(name)
    return form(data, initial=initial, suggested=suggested, kept=kept, ticked=ticked)


def _page_order(section):
    """Headline and summary first, then the answers as on the page, then the rest."""
    if section.question and section.question.place == Place.HEADLINE:
        return 0
    if section.key == composing.SUMMARY:
        return 1
    if section.question:
        return 2 + places.page_order(section.question)
    return 100_000 + list(OWN_PLACES).index(section.key)


def preview(section):
    """A passage as the public page will show it, in safe HTML."""
    return rendering.markdown(section.form.answer())
