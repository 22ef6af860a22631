"""Components of the pages, loaded in every template."""

from django import template

register = template.Library()
