"""The id of a request, its line in the log, and the door during maintenance."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from portal.post.models import Message
from portal.running import maintenance
from portal.running.maintenance import Mode
from tests import factories

pytestmark = pytest.mark.django_db
GIVEN = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def read_only():
    call_command("maintenance", "on", verbosity=0)


@pytest.fixture
def member(signed_in):
    return signed_in(factories.UserFactory(name="Before"))


def name_kept(client):
    return client.get(reverse("accounts:name")).context["form"]["name"].value()


def test_an_answer_names_its_request(client):
    answer = client.get("/", headers={"X-Request-ID": GIVEN})

    assert answer.headers["X-Request-ID"] == GIVEN


def test_an_answer_has_one_line_without_the_path_and_what_was_searched(client, log):
    client.get(reverse("gallery:list"), {"q": "zyzzyva"})

    [line] = [one for one in log() if one["logger"] == "portal.requests"]
    assert (line["method"], line["route"], line["status"]) == (
        "GET",
        "/case-studies/",
        200,
    )
    assert line["request"]
    assert "zyzzyva" not in str(log())


def test_mail_keeps_the_id_of_the_click(client):
    client.post(
        reverse("account_reset_password"),
        {"email": factories.UserFactory().email},
        headers={"X-Request-ID": GIVEN},
    )

    assert Message.objects.get().request_id == GIVEN


def test_in_maintenance_pages_are_read_with_a_notice(client, read_only):
    answer = client.get("/")

    assert answer.status_code == 200
    assert "We are looking after the site." in answer.content.decode()


def test_in_maintenance_nothing_is_saved_and_the_words_stay_on_the_page(
    member, read_only
):
    answer = member.post(reverse("accounts:name"), {"name": "After & <before>"})

    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
    assert "no-store" in answer.headers["Cache-Control"]
    assert 'name="name" hidden>After &amp; &lt;before&gt;</textarea>' in page
    assert "Send my words again" in page
    assert name_kept(member) == "Before"


def test_the_kept_words_can_be_sent_when_it_is_over(member, read_only):
    typed = member.post(reverse("accounts:name"), {"name": "After"}).context["typed"]
    call_command("maintenance", "off", verbosity=0)

    member.post(reverse("accounts:name"), dict(typed))

    assert name_kept(member) == "After"


def test_a_password_is_never_put_on_the_page(client, read_only):
    typed = {"login": "jo@example.org", "password": "light-not-heat"}

    answer = client.post(reverse("account_login"), typed)

    assert answer.status_code == 503
    assert "light-not-heat" not in answer.content.decode()


def test_another_site_cannot_fill_the_page_with_its_words(read_only):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.UserFactory())
    elsewhere = {"Origin": "https://elsewhere.example"}

    answer = client.post(reverse("accounts:name"), {"name": "Evil"}, headers=elsewhere)

    assert "Evil" not in answer.content.decode()


def test_while_it_is_closed_nothing_is_answered(member):
    maintenance.change(Mode.CLOSED)

    answers = [member.get("/"), member.post("/"), member.get("/account/")]

    assert {answer.status_code for answer in answers} == {503}
    assert b"We will be back soon" in answers[0].content
    assert answers[0].headers["Retry-After"] == "300"


def test_a_closed_site_is_not_opened_by_mistake(client):
    maintenance.change(Mode.CLOSED)

    for state in ("on", "off"):
        with pytest.raises(CommandError, match="A restore has not come to its end"):
            call_command("maintenance", state)
    call_command("maintenance", "off", "--anyway", verbosity=0)

    assert client.get("/").status_code == 200


def test_switching_it_twice_is_no_fault(client, read_only):
    call_command("maintenance", "on", verbosity=0)
    call_command("maintenance", "off", verbosity=0)
    call_command("maintenance", "off", verbosity=0)

    assert maintenance.mode() == Mode.OPEN
