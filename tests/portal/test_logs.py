"""Log lines hold what happened, and nothing that people typed."""

import io
import json
import logging
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.log import log_response

from portal import request_ids
from portal.logs import LineFormatter


def line(
    name="portal.post",
    text="Text",
    args=None,
    *,
    level=logging.ERROR,
    exc_info=None,
    **extra,
):
    record = logging.LogRecord(name, level, "", 1, text, args, exc_info)
    vars(record).update(extra)
    return json.loads(LineFormatter().format(record))


def raised(exception):
    try:
        raise exception
    except type(exception):
        return sys.exc_info()


def test_a_line_says_when_what_and_under_which_id():
    with request_ids.bound("0123456789abcdef0123"):
        found = line(facts={"status": 200})

    assert found.pop("time").endswith("+00:00")
    assert found == {
        "level": "ERROR",
        "logger": "portal.post",
        "message": "Text",
        "request": "0123456789abcdef0123",
        "status": 200,
    }


@pytest.mark.parametrize(
    "text",
    [
        "Delivery to jo.smith+ward@example.org failed",
        "Key (email)=(jo.smith+ward@example.org) already exists",
        "<jo.smith+ward@example.org>",
    ],
)
def test_a_log_line_shows_no_address_of_a_person(text):
    said = line(text=text)["message"]

    assert "example.org" not in said
    assert "[e-mail address]" in said


def test_an_error_is_told_by_its_kind_and_place_and_never_by_its_message():
    refusal = ValueError("no\nDETAIL:  Failing row contains (7, Jo Smith, Ward 4).")
    refusal.__cause__ = KeyError("Jo Smith")

    found = line(exc_info=raised(refusal))["error"]

    assert "Smith" not in json.dumps(found)
    assert (found["type"], found["cause"]["type"]) == ("ValueError", "KeyError")
    assert found["frames"][-1].startswith("tests/portal/test_logs.py:")


def test_an_error_of_the_system_keeps_its_code():
    full = OSError(28, "No space left on device", "/srv/Jo Smith")

    assert line(exc_info=raised(full))["error"]["code"] == "No space left on device"


def test_a_path_is_told_by_its_pattern_or_not_at_all():
    request = RequestFactory().get("/case-studies/jo-smith/?q=ward+4")

    found = line("django.request", "Not Found: %s", (request.path,), request=request)

    assert found["message"] == "Not Found: (no page)"


@pytest.mark.parametrize("path", ["/people/jo-smith", "/people/Jörg", "/people/a\\b"])
def test_the_path_of_a_fault_is_not_told_in_any_letters(path, caplog):
    request = RequestFactory().get(path)
    response = HttpResponse(status=503)

    log_response(
        "%s: %s", "Service Unavailable", path, request=request, response=response
    )

    [record] = caplog.records
    said = json.loads(LineFormatter().format(record))
    assert said["message"] == "Service Unavailable: (no page)"


@pytest.mark.parametrize(
    ("name", "text", "args"),
    [
        ("django.security.csrf", "Referer checking failed - %s", ("https://x/?q=Jo",)),
        ("allauth.account", "Login of %s", ("Jo",)),
        ("django-q", "Failed 'portal.post.jobs.deliver' (nine) - Jo : Trace\nJo", None),
    ],
)
def test_libraries_cannot_bring_words_in(name, text, args):
    assert "Jo" not in line(name, text, args)["message"]


def test_a_failed_job_keeps_its_name():
    text = "Failed 'portal.post.jobs.deliver' (nine) - Jo : Trace"

    assert line("django-q", text)["message"] == "Failed 'portal.post.jobs.deliver'"


def test_a_refused_request_leaves_nothing_of_it():
    text = "Invalid request from ip=192.0.2.7: Invalid HTTP method: 'Jo'"

    said = line("gunicorn.error", text, level=logging.WARNING)["message"]

    assert said == "Invalid request"


def test_other_warnings_of_the_server_are_told():
    text = "No keepalived connections can be handled."

    said = line("gunicorn.error", text, level=logging.WARNING)["message"]

    assert said == text


def test_a_fault_of_the_server_is_still_told():
    fault = raised(ValueError("Jo"))

    found = line("gunicorn.error", "Exception in worker process", exc_info=fault)

    assert found["message"] == "Exception in worker process"
    assert found["error"]["type"] == "ValueError"


@pytest.mark.parametrize("name", ["django-q", "gunicorn.error", "portal.post"])
def test_an_error_that_is_logged_as_a_text_is_told_by_its_kind(name):
    assert line(name, OSError("no such user: Jo"))["message"] == "OSError"


def test_a_line_that_cannot_be_written_says_so_and_holds_no_words():
    found = line(text="%d letters", args=("Jo",))

    assert found["message"] == "A line could not be written"
    assert found["error"]["type"] == "TypeError"
    assert "Jo" not in json.dumps(found)


def test_a_handler_that_fails_prints_no_words(capsys):
    record = logging.LogRecord("gunicorn.error", 30, "", 1, "Jo", None, None)
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(logging.Formatter("[%(process)d] %(message)s"))

    handler.handle(record)

    assert capsys.readouterr().err == ""
