"""What stands in the address of the gallery and the tips; nothing in it is an error."""

import re
from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casestudies.search.facets import FACETS, Known
from casestudies.search.shapes import Selection
from portal.editions.kept import TRACKING

MAX_WORDS = 200  # characters
RANGE = ("year_from", "year_to")
# What a kept page of a list may depend on: there are as many searches as words, so
# none of them is kept.
READ = [*(facet.name for facet in FACETS), *RANGE, "sort", "view", "page"]
PAGE = re.compile(r"[1-9][0-9]{0,8}")


def page_number(asked: QueryDict) -> int:
    """The page that an address asks for; the first where it makes no sense."""
    page = asked.get("page", "")
    return int(page) if PAGE.fullmatch(page) else 1


class SelectionForm(forms.Form):
    """Reads what it knows, leaves out the rest, and says so in ``notices``.

    ``also`` are parameters that the page itself reads.
    """

    also: frozenset[str] = frozenset()

    q = forms.CharField(
        label=_("Search the stories"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )

    def __init__(self, asked: QueryDict, *, known: Known) -> None:
        self.asked = asked
        self.known = known
        self.notices: list[str] = []
        self.words = self._words()
        super().__init__({"q": self.words})
        self.chosen = {facet.name: self._terms(facet.name) for facet in FACETS}
        self.first_year, self.last_year = self._years()
        if self.has_range:
            self.chosen["year"] = self._years_between()
        self.sort = self._one_of("sort", {"newest", "relevance"})
        self.view = self._one_of("view", {"list"})
        self.page = page_number(asked)
        if self._has_unknown_names() or self._has_unknown_values():
            notice = gettext("We left out a filter that we do not know.")
            self.notices.append(notice)

    def selection(self) -> Selection:
        return Selection(
            words=self.words,
            terms=self.chosen,
            sort=self.sort or ("relevance" if self.words else "newest"),
            page=self.page,
        )

    def address(
        self, *, without: tuple[str, str] | None = None, **changes: str | Sequence[str]
    ) -> str:
        """The query string of this view with something changed, from the first page.

        ``without`` is one (facet, slug) to drop.
        """
        fields = {
            "q": self.words,
            **self.chosen,
            "sort": self.sort,
            "view": self.view,
        }
        if self.has_range:
            years = {"year_from": self.first_year, "year_to": self.last_year}
            fields |= {"year": (), **years}
        fields |= changes
        pairs = [
            (name, value)
            for name, values in fields.items()
            for value in ([values] if isinstance(values, str) else values)
            if value and (name, value) != without
        ]
        return f"?{urlencode(pairs)}"

    def chips(self) -> list[tuple[Promise, str, str]]:
        """(facet's label, label, address without it) for each filter in use."""
        return [
            (
                facet.label,
                self.known[facet.name][slug],
                self.address(without=(facet.name, slug)),
            )
            for facet in FACETS
            for slug in self.chosen[facet.name]
            if not (facet.name == "year" and self.has_range)
        ] + self._chip_of_years()

    @property
    def has_range(self) -> bool:
        """Whether the years were given by the first or the last of them."""
        return bool(self.first_year or self.last_year)

    def _chip_of_years(self) -> list[tuple[Promise, str, str]]:
        if not self.has_range:
            return []
        years = {"first": self.first_year, "last": self.last_year}
        if self.first_year == self.last_year:
            label = self.first_year
        elif not self.last_year:
            label = gettext("%(first)s and later") % years
        elif not self.first_year:
            label = gettext("%(last)s and before") % years
        else:
            label = gettext("%(first)s to %(last)s") % years
        without = self.address(year_from="", year_to="")
        return [(FACETS[-1].label, label, without)]

    def _years(self) -> tuple[str, str]:
        """The first and the last year, in that order."""
        first, last = (
            year if (year := self.asked.get(name, "")) in self.known["year"] else ""
            for name in RANGE
        )
        return (last, first) if first and last and first > last else (first, last)

    def _years_between(self) -> tuple[str, ...]:
        first, last = self.first_year or "0", self.last_year or "9999"
        return tuple(year for year in self.known["year"] if first <= year <= last)

    def _words(self) -> str:
        words = " ".join(self.asked.get("q", "").replace("\x00", " ").split())
        if len(words) > MAX_WORDS:
            self.notices.append(
                gettext("That was a long search. We used the first part of it.")
            )
        return words[:MAX_WORDS]

    def _given(self, name: str) -> list[str]:
        return [value for value in self.asked.getlist(name) if value]

    def _terms(self, name: str) -> tuple[str, ...]:
        known = self.known[name]
        return tuple(v for v in dict.fromkeys(self._given(name)) if v in known)

    def _one_of(self, name: str, values: set[str]) -> str:
        value = self.asked.get(name, "")
        return value if value in values else ""

    def _has_unknown_names(self) -> bool:
        ours = {"q", "sort", "page", "view", *RANGE, *self.known, *self.also}
        return any(not TRACKING.fullmatch(name) for name in self.asked.keys() - ours)

    def _has_unknown_values(self) -> bool:
        terms = any(
            value not in self.known[name]
            for name in self.known
            for value in self._given(name)
        )
        years = [year for name in RANGE for year in self._given(name)]
        return (
            terms
            or any(sort != self.sort for sort in self._given("sort"))
            or any(view != self.view for view in self._given("view"))
            or any(year not in self.known["year"] for year in years)
            or any(not PAGE.fullmatch(page) for page in self._given("page"))
        )
