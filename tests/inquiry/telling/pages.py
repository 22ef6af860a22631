"""Short ways to the pages of telling, for their tests."""

from html import unescape

from django.urls import reverse

from inquiry.telling.models import Answer


def address(inquiry, key, name="question"):
    return reverse(f"telling:{name}", args=[inquiry.key, key])


def kept(inquiry, key):
    """The value of an answer as it stands in the database."""
    return Answer.objects.get(inquiry=inquiry, question__key=key).value


def text(response):
    """The HTML of a page in one line, without escapes."""
    return unescape(" ".join(response.content.decode().split()))
