"""Many equal starts for the price of one: copies of all rows of one story.

By the real verbs a start takes hundreds of statements, and every pair of steps needs
one of its own for each race.
"""

import copy
import graphlib
import uuid

from django.contrib.admin.utils import NestedObjects
from django.db import models, transaction

from casestudies.stories import indexing
from casestudies.stories.models import CaseStudy, Revision
from casestudies.stories.workflow import State
from tests.together import starts

UNIQUE = {"key", "begin_token"}


def many(name, people):
    """A function that returns a fresh start of a name, each time it is called."""
    if name in starts.WITHOUT_A_STORY:
        return lambda: starts.begin(name, people)
    with transaction.atomic():
        twins = Twins(starts.begin(name, people))
        # The first of them is not raced, and the worker would find it.
        transaction.set_rollback(True)
    return twins.another


class Twins:
    """``Twins(start).another()`` is a story like the start's, under other keys."""

    def __init__(self, start):
        self.start = start
        case_study = CaseStudy.objects.get(pk=start.it.case_study_id)
        found = NestedObjects(using="default")
        found.collect([case_study.inquiry])
        found.collect([case_study])
        parents = {model: _parents(model) & set(found.data) for model in found.data}
        order = graphlib.TopologicalSorter(parents).static_order()
        self.rows = [sorted(found.data[model], key=_pk) for model in order]

    @transaction.atomic
    def another(self):
        made = {}
        for rows in self.rows:
            model = type(rows[0])
            new = [_renewed(row, made) for row in rows]
            if model is Revision:
                _save_in_order(rows, new, made)
            else:
                model.objects.bulk_create(new)
            made |= {(model, _pk(row)): one for row, one in zip(rows, new, strict=True)}
        start = self.start
        it = made[Revision, start.it.pk]
        up = start.up and made[Revision, start.up.pk]
        _index(it.case_study)
        return starts.Start(it, start.people, up)


def _pk(row):
    return row.pk


def _parents(model):
    """The models that a model refers to; a table may refer to itself."""
    fields = model._meta.concrete_fields
    return {one.related_model for one in fields if one.is_relation} - {model}


def _renewed(row, made):
    """The same row, not saved yet, that refers to the new rows where there are any."""
    new = copy.copy(row)
    new._state = models.base.ModelState()
    new.pk = None
    for field in row._meta.concrete_fields:
        if field.is_relation:
            value = getattr(row, field.attname)
            twin = made.get((field.related_model, value))
            if twin:
                setattr(new, field.name, twin)
        elif field.name in UNIQUE and isinstance(field, models.UUIDField):
            setattr(new, field.name, uuid.uuid4())
    if isinstance(new, CaseStudy) and new.slug:
        new.slug = f"story-{uuid.uuid4()}"
    return new


def _save_in_order(rows, new, made):
    """One revision may be a copy of another."""
    for row, one in zip(rows, new, strict=True):
        before = made.get((Revision, row.copied_from_id))
        if before:
            one.copied_from = before
        one.save(force_insert=True)
        made[Revision, row.pk] = one


def _index(case_study):
    """Search knows what is up, and keeps the place of what was taken down."""
    revisions = case_study.revisions.order_by("-number")
    for state in (State.PUBLISHED, State.WITHDRAWN):
        for revision in revisions.filter(state=state):
            indexing.put(revision)
            if state == State.WITHDRAWN:
                indexing.remove(case_study)
            return
