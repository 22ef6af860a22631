"""What the pages of other rooms may show of who is missing; a template library."""

from django import template

from casestudies.insights import missing

register = template.Library()


@register.simple_tag
def missing_stories():
    """A few invitations to tell what is missing, as cells with a sentence and a url."""
    return missing.invitations()
