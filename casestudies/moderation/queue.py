"""The moderators' lists: what waits, who has it, and what became of the rest."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casestudies.stories.models import Revision
from casestudies.stories.workflow import State


class Tab(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    MINE = "mine", _("You are reading")
    SCHEDULED = "scheduled", _("Date set")
    PUBLISHED = "published", _("Published")
    CHANGES = "changes", _("Changes asked for")
    DECLINED = "declined", _("Not published")
    WITHDRAWN = "withdrawn", _("Taken down")
    HELD = "held", _("Held: may tell of harm")
    KEPT = "kept", _("Held and not published")


class Order(models.TextChoices):
    LONGEST = "longest", _("Longest wait first")
    NEWEST = "newest", _("Newest first")


STATES = {
    Tab.SCHEDULED: State.SCHEDULED,
    Tab.PUBLISHED: State.PUBLISHED,
    Tab.CHANGES: State.CHANGES_REQUESTED,
    Tab.DECLINED: State.DECLINED,
    Tab.WITHDRAWN: State.WITHDRAWN,
    Tab.KEPT: State.DECLINED,
}
FOR_CONTACTS = {Tab.HELD, Tab.KEPT}
# Of these only the last that was sent counts: what followed has taken its place.
LATEST_ONLY = {Tab.CHANGES, Tab.DECLINED, Tab.WITHDRAWN, Tab.KEPT}
ORDERS = {
    Order.LONGEST: [F("submitted_at").asc(), "pk"],
    Order.NEWEST: [F("submitted_at").desc(), "-pk"],
}


def tabs(user):
    """The lists of a person: what is held is for safeguarding contacts alone."""
    return [
        tab
        for tab in Tab
        if user.has_perm(
            "stories.safeguard" if tab in FOR_CONTACTS else "stories.moderate"
        )
    ]


def counts(user):
    """How many stories each tab of the person holds, in one query."""
    return sent().aggregate(
        **{tab: Count("pk", filter=_in_tab(tab, user)) for tab in tabs(user)}
    )


def revisions(tab, user, *, order=Order.LONGEST, words="", **terms):
    """The rows of one tab, with all that its table shows.

    ``is_update`` says that another version of the story is up. ``terms`` are care_setting, theme, protocol and nation; None means any.
    """
    rows = sent().filter(_in_tab(tab, user))
    if words:
        rows = rows.filter(headline__icontains=words)
    for field, term in _filters(**terms).items():
        if term:
            rows = rows.filter(**{field: term})
    up = Revision.objects.published().filter(case_study=OuterRef("case_study"))
    return (
        rows.annotate(is_update=Exists(up.exclude(pk=OuterRef("pk"))))
        .order_by(*ORDERS[order])
        .select_related(
            "case_study__inquiry__organisation", "submitted_by", "claimed_by"
        )
        .prefetch_related("care_settings", "themes")
    )


def next_waiting(user):
    """The story that has waited longest and that nobody reads, or None."""
    if not user.has_perm("stories.moderate"):
        return None
    free = sent().filter(_in_tab(Tab.WAITING, user), claimed_by=None)
    return free.order_by(*ORDERS[Order.LONGEST]).first()


def sent():
    """Revisions that were ever sent to the moderators and are not drafts now."""
    return Revision.objects.filter(submitted_at__isnull=False).exclude(
        state=State.DRAFT
    )


def _in_tab(tab, user):
    if tab == Tab.MINE:
        return Q(state=State.SUBMITTED, claimed_by=user)
    if tab == Tab.WAITING:
        return Q(state=State.SUBMITTED, held_at=None)
    if tab == Tab.HELD:
        return Q(state=State.SUBMITTED, held_at__isnull=False) & ~_told_by(user)
    if tab not in LATEST_ONLY:
        return Q(state=STATES[Tab(tab)])
    later = sent().filter(
        case_study=OuterRef("case_study"), number__gt=OuterRef("number")
    )
    latest = Q(~Exists(later), state=STATES[Tab(tab)])
    if tab == Tab.KEPT:
        return latest & Q(held_at__isnull=False) & ~_told_by(user)
    return latest & Q(held_at=None)


def _told_by(user):
    return Q(pk__in=Revision.objects.told_by(user).values("pk"))


def _filters(*, care_setting=None, theme=None, protocol=None, nation=None):
    return {
        "care_settings": care_setting,
        "themes": theme,
        "case_study__inquiry__version__protocol__slug": protocol,
        "nation": nation,
    }
