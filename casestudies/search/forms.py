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
# What a kept page of a list may depend on: there are as many searches as words, so
# none of them is kept.
READ = [*(facet.name for facet in FACETS), "sort", "page"]
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
        self.sort = self._sort()
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
        fields = {"q": self.words, **self.chosen, "sort": self.sort, **changes}
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
        ]

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

    def _sort(self) -> str:
        sort = self.asked.get("sort", "")
        return sort if sort in {"newest", "relevance"} else ""

    def _has_unknown_names(self) -> bool:
        ours = {"q", "sort", "page", *self.known, *self.also}
        return any(not TRACKING.fullmatch(name) for name in self.asked.keys() - ours)

    def _has_unknown_values(self) -> bool:
        terms = any(
            value not in self.known[name]
            for name in self.known
            for value in self._given(name)
        )
        sorts = self._given("sort")
        pages = self._given("page")
        return (
            terms
            or any(sort != self.sort for sort in sorts)
            or any(not PAGE.fullmatch(page) for page in pages)
        )
