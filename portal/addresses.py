"""Addresses made of names."""

from collections.abc import Collection

from django.db.models import Model
from django.utils.text import slugify

LONGEST = 70


def free(model: type[Model], name: str, reserved: Collection[str] = ()) -> str:
    """A slug for a name that no row of the model has; numbered where one has it.

    ``reserved`` are slugs that stand for pages of their own. A name without a letter
    that an address can show gives the model's own name. Two at once may get the same:
    a unique ``slug`` tells the second.
    """
    base = slugify(name)[:LONGEST].strip("-") or str(model._meta.model_name)
    rows = model._default_manager.filter(slug__startswith=base)
    taken = {*rows.values_list("slug", flat=True), *reserved}
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
