"""Views for requests that cannot be answered."""

from portal.accounts import kept_words


def csrf_failure(request, reason=""):
    return kept_words.hand_back(request)
