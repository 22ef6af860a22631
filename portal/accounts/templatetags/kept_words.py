"""What was typed, for pages that a view has not prepared."""

from django import template

from portal.accounts import kept_words

register = template.Library()


@register.simple_tag(takes_context=True)
def carried_words(context):
    """As ``kept_words.carried``; nothing where the page answers no request."""
    request = context.get("request")
    return kept_words.carried(request) if request else {}
