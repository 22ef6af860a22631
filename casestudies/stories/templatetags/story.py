"""What the templates of stories need beside the components."""

from django import template

from casestudies.stories import rendering, standing

register = template.Library()


@register.filter
def markdown(text):
    """Safe HTML of a passage in Markdown."""
    return rendering.markdown(text)


@register.simple_tag
def usual_days():
    """Working days from sending a story to an answer, as measured of late."""
    return standing.usual_days()
