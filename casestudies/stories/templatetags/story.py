"""What the templates of stories need beside the components."""

from django import template

from casestudies.stories import rendering

register = template.Library()


@register.filter
def markdown(text):
    """Safe HTML of a passage in Markdown."""
    return rendering.markdown(text)
