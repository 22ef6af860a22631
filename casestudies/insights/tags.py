"""What the pages show of who is missing; a template library, also for other rooms."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from casestudies.insights import missing
from portal.components import here

register = template.Library()


@register.simple_tag
def missing_stories():
    """A few lists of which a line is missing, to invite to its ``first_missing``."""
    return missing.invitations()


@register.simple_tag
def heat_boxes(*, cells, is_total=False):
    """Boxes of a table for cells; ``is_total`` for sums of rows or columns.

    Hundreds stand on a page, where a template would take most of its time.
    """
    rows = (
        ("cl-heat__total" if is_total else f"cl-heat--{cell.step}", _inside(cell))
        for cell in cells
    )
    return format_html_join("", '<td class="{}">{}</td>', rows)


def _inside(cell):
    if cell.number:
        link = '<a href="{}">{}</a>'
        return format_html(link, cell.url, here(cell.number))
    if cell.invitation:
        link = '<a href="{}">{}<span class="nhsuk-u-visually-hidden">: {}</span></a>'
        return format_html(link, cell.url, gettext("None yet"), cell.invitation)
    return gettext("None")
