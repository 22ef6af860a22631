"""Rows for tests; a story reaches its state by the real verbs."""

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from casestudies.stories import actions, composing, editing
from inquiry.protocols.models import Kind, Place, ProtocolVersion
from inquiry.telling import actions as telling
from inquiry.telling.models import Answer, AnswerVersion, Inquiry
from portal.accounts.models import User
from portal.accounts.rules import ADMINISTRATOR, LEAD_MODERATOR, MODERATOR
from portal.networks.models import Network
from portal.organisations.models import Membership, Organisation
from portal.record.models import Event
from portal.taxonomy.models import Nation, PartnerType

PASSWORD = "light-not-heat"


class UserFactory(DjangoModelFactory):
    """A person whose e-mail address is verified, unless ``verified=False``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        self.set_password(extracted or PASSWORD)
        self.save(update_fields=["password"])

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        EmailAddress.objects.create(
            user=self, email=self.email, primary=True, verified=extracted is not False
        )

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        """People with a role have set up their second factor."""
        if extracted:
            self.groups.add(Group.objects.get_or_create(name=extracted)[0])
            kind = Authenticator.Type.TOTP
            Authenticator.objects.create(user=self, type=kind, data={"secret": "x"})


def moderator(**fields):
    return UserFactory(role=MODERATOR, **fields)


def lead_moderator(**fields):
    return UserFactory(role=LEAD_MODERATOR, **fields)


def administrator(**fields):
    return UserFactory(role=ADMINISTRATOR, is_staff=True, **fields)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Friends of Anytown {number}")
    slug = factory.Sequence(lambda number: f"friends-of-anytown-{number}")
    partner_type = factory.LazyFunction(
        lambda: PartnerType.objects.get(slug="hospital-friends")
    )
    nation = factory.LazyFunction(lambda: Nation.objects.get(slug="england"))


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = Membership.State.APPROVED


class NetworkFactory(DjangoModelFactory):
    """An alliance with one member, a charity of a hospital."""

    class Meta:
        model = Network
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Anytown Alliance {number}")
    slug = factory.Sequence(lambda number: f"anytown-alliance-{number}")
    description = "Those who work with volunteers in Anytown."

    @factory.post_generation
    def member(self, create, extracted, **kwargs):
        self.organisations.add(extracted or OrganisationFactory())


ANSWERS = {
    Kind.SHORT: "Lunch at one table",
    Kind.LONG: "On Monday six people ate lunch together. Nobody was in a hurry.",
    Kind.NUMBER: {
        "value": "212",
        "what_was_counted": "lunches at the table",
        "over_how_long": "the first year",
        "how_you_know": "the rota book",
    },
    Kind.TIPS: ["Lay a cloth on the table.", "Keep the form to five lines."],
    Kind.PEOPLE: [
        {
            "organisation": "Friends of Anytown",
            "partner_type": "hospital-friends",
            "what_they_did": "Laid the table",
        },
        {
            "organisation": "Anytown Hospital",
            "partner_type": "acute-trust",
            "what_they_did": "Invited people to lunch",
        },
    ],
    Kind.DATE: {"month": "2024-03", "ongoing": True},
}
CHOICES = {
    Place.ENABLERS: ["start-small", "clear-roles"],
    Place.TOUCH_POINT: ["getting-home"],
    Place.INSPIRED_BY: [{"other": "A friend told us"}],
}


def version(slug="partnership-success-story"):
    return ProtocolVersion.objects.live().get(protocol__slug=slug)


def answer_for(question):
    """A good answer to any question."""
    if question.kind == Kind.CHOICE:
        return CHOICES.get(question.place, [])
    return ANSWERS[question.kind]


def inquiry(
    *, by=None, organisation=None, protocol="partnership-success-story", **more
):
    by = by or UserFactory()
    organisation = organisation or MembershipFactory(user=by).organisation
    return telling.begin(version(protocol), by=by, organisation=organisation, **more)


def answered_inquiry(*, answers=None, **more):
    """Every question answered well; ``answers`` replaces values by question key.

    Stored as telling.save_answer does, but all at once: thousands of tests begin here.
    """
    begun = inquiry(**more)
    told = {"saved_by": begun.begun_by, "saved_at": timezone.now(), "number": 1}
    saved = []
    for question in begun.version.questions.exclude(answers__inquiry=begun):
        value = (answers or {}).get(question.key, answer_for(question))
        saved.append(Answer(inquiry=begun, question=question, value=value, **told))
    Answer.objects.bulk_create(saved)
    AnswerVersion.objects.bulk_create(
        AnswerVersion(answer=one, value=one.value, **told) for one in saved
    )
    Inquiry.objects.filter(pk=begun.pk).update(changed_at=told["saved_at"])
    return begun


def draft_revision(
    *, care_settings=("hospital-ward",), themes=("food-drink",), roles=(), **more
):
    """A composed draft that is ready to be sent."""
    begun = answered_inquiry(**more)
    draft = composing.compose(begun, by=begun.begun_by)
    editing.save_terms(draft, care_settings=care_settings, themes=themes, seen=0)
    editing.save_summary(draft, draft.summary, confirmed=True, seen=0)
    if roles:
        editing.save_roles(draft, roles=roles, seen=0)
    return draft


def ticks(revision):
    return [
        tick["key"] for tick in revision.case_study.inquiry.version.consent["ticks"]
    ]


def submitted_revision(**more):
    draft = draft_revision(**more)
    actions.submit(
        draft,
        by=draft.case_study.inquiry.begun_by,
        seen=draft.lock,
        ticks=ticks(draft),
    )
    return draft


def published_study(*, publisher=None, **more):
    """A case study that is up, with one published revision."""
    revision = submitted_revision(**more)
    actions.publish(
        revision,
        by=publisher or moderator(),
        seen=revision.lock,
        digest=revision.digest,
        identity_checked=True,
    )
    return revision.case_study


def events(of, **filters):
    """What the record holds of an object, oldest first."""
    return list(Event.objects.filter(object_key=str(of.key), **filters))
