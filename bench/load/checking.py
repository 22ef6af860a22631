"""Afterwards: whatever the site said is saved must be there, and all mail sent."""

import json
import sys
from collections import defaultdict
from pathlib import Path

from django.http import QueryDict
from django.urls import resolve

from inquiry.protocols import kinds
from inquiry.telling.models import Answer
from portal.post.models import Message


def main(told, received, asked):
    """Say what is missing."""
    for problem in [*_lost(Path(told)), *_mail(int(received), int(asked))]:
        sys.stdout.write(f"{problem}\n")


def _lost(told):
    """Each acknowledged save is a version of its answer; the answer is the last one,
    or one that was sent after it and whose acknowledgement did not arrive."""
    by_path = defaultdict(list)
    for line in told.read_text().splitlines():
        sent = json.loads(line)
        by_path[sent["path"]].append(sent)
    for path, saves in by_path.items():
        last = max(
            (at for at, one in enumerate(saves) if one["acknowledged"]), default=-1
        )
        if last < 0:
            continue
        answer = _answer(path)
        kept = [each.value for each in answer.versions.all()] if answer else []
        values = [_value(answer, one) if answer else None for one in saves]
        acknowledged = [
            value
            for value, one in zip(values, saves, strict=True)
            if one["acknowledged"]
        ]
        if lost := sum(value not in kept for value in acknowledged):
            yield f"lost: {lost} of {len(acknowledged)} saves of {path}"
        elif answer.value not in values[last:]:
            yield f"lost: the last save of {path}"


def _answer(path):
    match = resolve(path).kwargs
    answers = Answer.objects.select_related("question").filter(
        inquiry__key=match["key"], question__key=match["question"]
    )
    return answers.first()


def _value(answer, sent):
    data = QueryDict(sent["fields"])
    return kinds.form(answer.question, data, value=answer.value).answer()


def _mail(received, asked):
    queued = Message.objects.count()
    sent = Message.objects.sent().count()
    if not asked == queued == sent == received:
        yield f"mail: {asked} asked, {queued} queued, {sent} sent, {received} received"
