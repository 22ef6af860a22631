"""Many rows at once, copied from one that was really made."""

import uuid

TERMS = ("care_settings", "themes", "enablers")


def clones(row, count, **changes):
    """So many more rows like this one; a change may be a function of the number."""
    model = type(row)
    kept = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key and not field.unique
    }
    return model.objects.bulk_create(
        model(**kept | {name: _value(change, at) for name, change in changes.items()})
        for at in range(count)
    )


def _value(change, number):
    return change(number) if callable(change) else change


def stories(revision, count, *, of_study=None, **changes):
    """More stories like the one of this revision, with the same teller and state.

    ``changes`` are made to the revisions, ``of_study`` to their case studies.
    """
    study = revision.case_study
    inquiries = clones(study.inquiry, count, begin_token=lambda _at: uuid.uuid4())
    slugs = {"slug": lambda at: f"story-{inquiries[at].pk}" if study.slug else None}
    studies = clones(
        study,
        count,
        inquiry_id=lambda at: inquiries[at].pk,
        **slugs | (of_study or {}),
    )
    changes |= {"case_study_id": lambda at: studies[at].pk}
    revisions = clones(revision, count, **changes)
    for partner in revision.partners.all():
        clones(partner, count, revision_id=lambda at: revisions[at].pk)
    return revisions


def terms(revision, copies):
    """Tie the terms of a revision to its copies too."""
    for name in TERMS:
        through = getattr(type(revision), name).through
        for row in through.objects.filter(revision=revision):
            clones(row, len(copies), revision_id=lambda at: copies[at].pk)
