"""Made-up published stories for the bench of the search room: words as in any
language (a few in nearly every story, most of them rare), terms as in any library (a
few hold most stories)."""

import itertools
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from casestudies.search import Document, index
from casestudies.stories.models import CaseStudy, Partner, Revision
from casestudies.stories.workflow import State
from inquiry.telling.models import Inquiry
from portal.taxonomy.models import (
    CareSetting,
    Enabler,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
    Theme,
    TouchPoint,
)
from tests import factories

BEGINNING = datetime(2021, 1, 1, 12, tzinfo=UTC)
YEARS = 6
BATCH = 5000
SYLLABLES = [a + b for a in "bdgklmnprstvz" for b in "aiou"]
# Words of a story; about what one long answer holds.
HEADLINE, SUMMARY, TIPS, BODY = 6, 20, 14, 110
# How many terms of a list a story has.
SEVERAL = {"care_setting": (1, 3), "theme": (1, 4), "enabler": (0, 4)}
MODELS = {
    "care_setting": CareSetting,
    "theme": Theme,
    "enabler": Enabler,
    "touch_point": TouchPoint,
    "partner_type": PartnerType,
    "nation": Nation,
    "region": Region,
    "icb": IntegratedCareBoard,
}
LISTS = {"care_setting": "care_settings", "theme": "themes", "enabler": "enablers"}


def word(rank):
    """The word of a rank, 0 being the commonest; no stop word of English."""
    last, first = divmod(rank, len(SYLLABLES))
    size, middle = divmod(last, len(SYLLABLES))
    tail = SYLLABLES[size] if size else ""
    return f"{SYLLABLES[first]}{SYLLABLES[middle]}{tail}"


class Zipf:
    """Draws so that the n-th is n times rarer than the first."""

    def __init__(self, values):
        self.values = list(values)
        ranks = range(1, len(self.values) + 1)
        self.weights = list(itertools.accumulate(1 / rank for rank in ranks))

    def draw(self, chance, count):
        return chance.choices(self.values, cum_weights=self.weights, k=count)


WORDS = Zipf(word(rank) for rank in range(20_000))


@dataclass(frozen=True)
class Made:
    """A document, and the terms of its revision as rows by facet."""

    document: Document
    rows: dict[str, list]


class Library:
    """All terms that stories may have; closed boards have none here."""

    def __init__(self, count):
        self.count = count
        self.terms = {
            facet: Zipf(model.objects.all()) for facet, model in MODELS.items()
        }
        boards = IntegratedCareBoard.objects.filter(valid_to=None)
        self.terms["icb"] = Zipf(boards.order_by("slug"))

    def story(self, number):
        """The same for the same number, whoever asks."""
        chance = random.Random(number)  # noqa: S311 (no secret)
        rows = {facet: self._drawn(facet, chance) for facet in self.terms}
        published_at = BEGINNING + timedelta(days=365 * YEARS * number / self.count)
        terms = {
            (facet, row.slug) for facet, drawn in rows.items() for row in drawn if row
        }
        headline, summary, tips, body = (
            " ".join(WORDS.draw(chance, size))
            for size in (HEADLINE, SUMMARY, TIPS, BODY)
        )
        document = Document(
            study=number,
            published_at=published_at,
            headline=headline,
            summary=summary,
            tips=tips,
            body=body,
            terms=frozenset(terms | {("year", str(published_at.year))}),
        )
        return Made(document, rows)

    def _drawn(self, facet, chance):
        if facet == "partner_type":
            return self.terms[facet].draw(chance, 2)
        fewest, most = SEVERAL.get(facet, (0, 1))
        drawn = self.terms[facet].draw(chance, chance.randint(fewest, most))
        return list({row.pk: row for row in drawn}.values())


@transaction.atomic
def fill(count):
    """So many published stories, as rows of the rooms and in the index. The keys of
    case study and revision and the position in the index are one number."""
    library = Library(count)
    common = {
        "version": factories.version(),
        "begun_by": factories.UserFactory(),
        "organisation": factories.OrganisationFactory(),
    }
    index.rebuild(_written(library, count, common))


def settle():
    """What a database that has been there for a while has done by itself."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX by_date ON stories_casestudy(first_published_at)")
        cursor.execute(
            "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
        )


def _written(library, count, common):
    for first in range(1, count + 1, BATCH):
        made = [
            library.story(number)
            for number in range(first, min(first + BATCH, count + 1))
        ]
        _write(made, common)
        yield from (each.document for each in made)


def _write(made, common):
    documents = [each.document for each in made]
    Inquiry.objects.bulk_create(Inquiry(pk=each.study, **common) for each in documents)
    CaseStudy.objects.bulk_create(
        CaseStudy(
            pk=each.study,
            inquiry_id=each.study,
            slug=f"story-{each.study}",
            first_published_at=each.published_at,
        )
        for each in documents
    )
    Revision.objects.bulk_create(_revision(each) for each in made)
    for facet, name in LISTS.items():
        through = getattr(Revision, name).through
        column = f"{MODELS[facet]._meta.model_name}_id"
        through.objects.bulk_create(
            through(revision_id=each.document.study, **{column: row.pk})
            for each in made
            for row in each.rows[facet]
        )
    Partner.objects.bulk_create(
        Partner(
            revision_id=each.document.study,
            order=order,
            name=f"Partner {order}",
            partner_type=row,
        )
        for each in made
        for order, row in enumerate(each.rows["partner_type"])
    )


def _revision(each):
    document = each.document
    single = {
        name: (each.rows[facet] or [None])[0]
        for facet, name in [
            ("touch_point", "touch_point"),
            ("nation", "nation"),
            ("region", "region"),
            ("icb", "board"),
        ]
    }
    return Revision(
        pk=document.study,
        case_study_id=document.study,
        number=1,
        state=State.PUBLISHED,
        digest="made up",
        headline=document.headline,
        summary=document.summary,
        published_at=document.published_at,
        **single,
    )
