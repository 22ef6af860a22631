"""One id from the click to the mail."""

import pytest

from portal import request_ids

GIVEN = "0af7651916cd43dd8448eb211c80319c"


@pytest.mark.parametrize("text", [GIVEN, "9b2d7c1e-58a4-4f7f-9d3a-0b1c2d3e4f50"])
def test_an_id_of_a_proxy_is_kept(text):
    assert request_ids.accepted(text) == text


@pytest.mark.parametrize(
    "text", ["", "short", "jo.smith@example.org", GIVEN + "\r\nSet-Cookie: a", "f" * 65]
)
def test_anything_else_gets_a_new_id(text):
    found = request_ids.accepted(text)

    assert found != text
    assert request_ids.SHAPE.fullmatch(found)


def test_work_inside_other_work_keeps_its_id():
    with request_ids.bound(GIVEN), request_ids.bound() as inner:
        assert inner == GIVEN

    assert request_ids.current() == ""


def test_each_call_of_a_job_has_an_id_of_its_own():
    @request_ids.bound()
    def job():
        return request_ids.current()

    assert len({job(), job(), ""}) == 3
