"""Taking the example stories away, and nothing else (method 47)."""

from collections import Counter

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef

from casestudies.stories import indexing
from casestudies.stories.example_people import EMAILS
from casestudies.stories.models import CaseStudy, Partner
from inquiry.telling.models import Inquiry
from portal.accounts.models import User
from portal.editions.models import Edition
from portal.networks import demo as network
from portal.organisations.models import Membership, Organisation
from portal.post.models import Message

# What belongs to an account itself and goes with it.
OWN = {EmailAddress, Authenticator, UserSession}


@transaction.atomic
def remove_examples():
    """Delete all that the examples brought; return how many of each kind.

    An organisation stays that a real story, person or inquiry uses, and a person
    stays who did anything else. The events of the record stay as they are.
    """
    counts = Counter(
        {
            "stories": _remove_case_studies(),
            "inquiries": _delete(Inquiry.objects.filter(is_example=True)),
        }
    )
    counts["networks"] = network.remove()
    counts["organisations"] = _remove_organisations()
    counts["people"] = _remove_people()
    Edition.renew()
    return counts


def held():
    """How many stories and inquiries ``remove_examples`` would delete now."""
    return {
        "stories": CaseStudy.objects.filter(inquiry__is_example=True).count(),
        "inquiries": Inquiry.objects.filter(is_example=True).count(),
    }


def _remove_case_studies():
    found = CaseStudy.objects.filter(inquiry__is_example=True)
    for case_study in found:
        indexing.remove(case_study)
    return _delete(found)


def _delete(found):
    """Delete the rows of a queryset; how many, without those that hang on them."""
    _total, by_model = found.delete()
    return by_model.get(found.model._meta.label, 0)


def _remove_organisations():
    """Example organisations that nothing real needs, with their history."""
    users = Membership.objects.filter(organisation=OuterRef("pk")).exclude(
        user__email__in=EMAILS
    )
    unused = Organisation.objects.filter(
        ~Exists(users),
        ~Exists(Inquiry.objects.filter(organisation=OuterRef("pk"))),
        ~Exists(Partner.objects.filter(organisation=OuterRef("pk"))),
        is_example=True,
    )
    keys = list(unused.values_list("pk", flat=True))
    Membership.objects.filter(organisation__in=keys).delete()
    removed = _delete(Organisation.objects.filter(pk__in=keys))
    Organisation.history.filter(id__in=keys).delete()
    return removed


def _remove_people():
    removed = 0
    for person in User.objects.filter(email__in=EMAILS):
        if not _is_needed(person):
            Message.objects.filter(to=person.email).delete()
            person.delete()
            removed += 1
    return removed


def _is_needed(person):
    """Whether any row but those of the account itself names this person."""
    for relation in User._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model = relation.field.model
        if model in OWN or model._meta.auto_created:
            continue
        if model._base_manager.filter(**{relation.field.name: person}).exists():
            return True
    return False
