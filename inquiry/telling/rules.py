"""Who may do what with an inquiry."""

import rules


@rules.predicate
def began_it(user, inquiry):
    return inquiry is not None and inquiry.begun_by_id == user.pk


@rules.predicate
def tells_it_too(user, inquiry):
    """A co-author counts from the moment that they accept until they are removed."""
    return inquiry is not None and inquiry.co_authors.filter(user=user).exists()


rules.add_perm("telling.answer", began_it | tells_it_too)
rules.add_perm("telling.name_co_author", began_it)
rules.add_perm("telling.discard", began_it)
