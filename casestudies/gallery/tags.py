"""What the pages of other rooms may show of the stories; a template library."""

from django import template

from casestudies.gallery.cards import cards
from casestudies.stories.models import Revision

register = template.Library()
SHOWN = 6


@register.simple_tag
def stories_of(organisation):
    """The newest published stories that name an organisation, as cards; and how many
    there are: {"cards": [...], "total": int}."""
    named = (
        Revision.objects.published()
        .filter(partners__organisation=organisation)
        .distinct()
        .order_by("-case_study__first_published_at")
    )
    newest = named.values_list("case_study", flat=True)[:SHOWN]
    return {"cards": cards(list(newest)), "total": named.count()}
