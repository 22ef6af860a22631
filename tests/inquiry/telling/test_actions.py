import uuid

import pytest

from inquiry.telling import actions
from inquiry.telling.models import Answer, AnswerVersion, CoAuthor, Inquiry
from portal.post.models import Message
from portal.record.models import Event
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def inquiry():
    return factories.inquiry()


def question(inquiry, key="best_moment"):
    return inquiry.version.questions.get(key=key)


def save(inquiry, value, *, seen, by=None):
    asked = question(inquiry)
    by = by or inquiry.begun_by
    return actions.save_answer(inquiry, asked, value, by=by, seen=seen)


def test_one_form_begins_one_inquiry():
    member = factories.MembershipFactory()
    token = uuid.uuid4()
    begin = {
        "version": factories.version(),
        "by": member.user,
        "organisation": member.organisation,
        "token": token,
    }

    first = actions.begin(**begin)
    second = actions.begin(**begin)

    assert first == second
    assert [event.verb for event in Event.objects.about(first)] == ["begin"]


def test_every_value_of_an_answer_is_kept(inquiry):
    save(inquiry, "One.", seen=0)
    answer = save(inquiry, "One. Two.", seen=1)

    versions = answer.versions.values_list("number", "value")
    assert list(versions) == [(1, "One."), (2, "One. Two.")]
    assert Answer.objects.get().value == "One. Two."


def test_method_12_empty_and_over_long_values_are_kept(inquiry):
    long = "word " * 5000

    save(inquiry, "", seen=0)
    answer = save(inquiry, long, seen=1)

    assert Answer.objects.get(pk=answer.pk).value == long


def test_a_save_over_another_one_is_refused_and_shows_it(inquiry):
    other = factories.UserFactory()
    save(inquiry, "First.", seen=0)
    save(inquiry, "Theirs.", seen=1, by=other)

    with pytest.raises(actions.StaleAnswerError) as refusal:
        save(inquiry, "Mine.", seen=1)

    assert refusal.value.current.value == "Theirs."
    assert refusal.value.current.saved_by == other
    assert Answer.objects.get().value == "Theirs."
    assert AnswerVersion.objects.count() == 2


def test_a_first_save_over_another_first_save_is_refused(inquiry):
    save(inquiry, "Theirs.", seen=0)

    with pytest.raises(actions.StaleAnswerError):
        save(inquiry, "Mine.", seen=0)

    assert Answer.objects.get().value == "Theirs."


def test_the_same_words_are_no_conflict_and_no_new_version(inquiry):
    save(inquiry, "Same.", seen=0)

    answer = save(inquiry, "Same.", seen=0)

    assert answer.number == 1
    assert AnswerVersion.objects.count() == 1


def test_a_closed_inquiry_keeps_its_answers(inquiry):
    save(inquiry, "Before.", seen=0)
    Inquiry.objects.get(pk=inquiry.pk).close()

    with pytest.raises(actions.ClosedInquiryError):
        save(inquiry, "After.", seen=1)

    assert Answer.objects.get().value == "Before."


def test_a_refused_save_does_not_count_as_a_change(inquiry):
    save(inquiry, "First.", seen=0)
    before = Inquiry.objects.get(pk=inquiry.pk).changed_at

    with pytest.raises(actions.StaleAnswerError):
        save(inquiry, "Mine.", seen=0)

    assert Inquiry.objects.get(pk=inquiry.pk).changed_at == before


def test_a_question_of_another_version_is_refused(inquiry):
    foreign = factories.version("a-moment-of-light").questions.first()

    with pytest.raises(ValueError, match="another version"):
        actions.save_answer(inquiry, foreign, "x", by=inquiry.begun_by, seen=0)

    assert not Answer.objects.exists()


def test_no_event_holds_the_words_of_an_answer(inquiry):
    save(inquiry, "Very private words", seen=0)

    rows = [str(row) for row in Event.objects.values()]
    assert not [row for row in rows if "private" in row]


def test_a_named_co_author_counts_once_they_accept(inquiry):
    person = factories.UserFactory(email="carer@example.org")

    named = actions.name_co_author(inquiry, by=inquiry.begun_by, email=person.email)
    before = Inquiry.objects.told_by(person).exists()
    actions.accept(named, by=person)

    assert not before
    assert Inquiry.objects.told_by(person).get() == inquiry
    assert person.has_perm("telling.answer", inquiry)
    verbs = [event.verb for event in Event.objects.about(named)]
    assert verbs == ["name co-author", "accept co-author"]


@pytest.mark.parametrize("is_own", [True, False])
def test_a_person_who_accepts_by_two_addresses_tells_once(inquiry, is_own):
    person = inquiry.begun_by if is_own else factories.UserFactory()
    for email in ("work@example.org", "home@example.org"):
        named = actions.name_co_author(inquiry, by=inquiry.begun_by, email=email)
        actions.accept(named, by=person)

    everybody = [inquiry.begun_by] if is_own else [inquiry.begun_by, person]
    assert inquiry.tellers() == everybody


def test_naming_the_same_address_again_sends_no_second_letter(inquiry):
    actions.name_co_author(inquiry, by=inquiry.begun_by, email="a@example.org")
    actions.name_co_author(inquiry, by=inquiry.begun_by, email="A@example.org")

    letter = Message.objects.get(kind="telling_co_author")
    assert letter.to == "a@example.org"
    assert letter.subject.startswith("Please say if you want to tell a story")
    assert str(inquiry.begun_by) not in letter.subject
    assert f"{inquiry.begun_by} ({inquiry.begun_by.email}) asks you" in letter.body
    assert f"/share/{inquiry.key}/co-authors/accept/" in letter.body


def test_a_removed_co_author_tells_no_longer_and_their_words_stay(inquiry):
    person = factories.UserFactory()
    named = actions.name_co_author(inquiry, by=inquiry.begun_by, email=person.email)
    actions.accept(named, by=person)
    save(inquiry, "Theirs.", seen=0, by=person)

    actions.remove_co_author(CoAuthor.objects.get(), by=inquiry.begun_by)

    assert not Inquiry.objects.told_by(person).exists()
    assert not person.has_perm("telling.answer", inquiry)
    assert Answer.objects.get().value == "Theirs."


def test_a_draft_can_be_discarded_with_all_its_words(inquiry):
    save(inquiry, "Words.", seen=0)

    actions.discard(inquiry, by=inquiry.begun_by)

    assert not Inquiry.objects.exists()
    assert not AnswerVersion.objects.exists()


def test_a_story_that_was_sent_in_cannot_be_discarded(inquiry):
    inquiry.close()

    with pytest.raises(actions.ClosedInquiryError):
        actions.discard(inquiry, by=inquiry.begun_by)

    assert Inquiry.objects.exists()
