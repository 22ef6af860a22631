"""What no client of ours sends, over a real socket to the real web server."""

import re
import socket

import pytest

from tests.falling.site import running

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

LINES = {
    "null in the path": b"GET /a\x00b HTTP/1.1",
    "bytes that are no UTF-8": b"GET /\xff\xfe\xed\xa0\x80 HTTP/1.1",
    "broken percent": b"GET /%zz%0%%00%ff?%zz=%ff&%00=%0d%0aX-Evil:1 HTTP/1.1",
    "whole address": b"GET http://evil.test/ HTTP/1.1",
    "address of nobody": b"GET //evil.test/\\@x HTTP/1.1",
    "line break in an address": b"GET /case-studies?x=%0d%0aX-Evil:%20yes HTTP/1.1",
    "dots": b"GET /static/../../../../etc/passwd HTTP/1.1",
    "encoded dots": b"GET /static/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
    "star": b"OPTIONS * HTTP/1.1",
    "other verb": b"PROPFIND / HTTP/1.1",
    "odd verb": b"G\x00T / HTTP/1.1",
    "tunnel": b"CONNECT evil.test:443 HTTP/1.1",
    "trace": b"TRACE / HTTP/1.1",
    "old": b"GET / HTTP/0.9",
    "from the future": b"GET / HTTP/9.9",
    "no request": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "long": b"GET /" + b"a" * 100_000 + b" HTTP/1.1",
}
HEADS = {
    "host of a kind": b"Host: [::1",
    "host with words": b"Host: a b\x00c",
    "two hosts": b"Host: localhost\r\nHost: evil.test",
    "null": b"X-A: a\x00b",
    "bytes": b"X-Forwarded-For: \xff\xfe, \xed\xa0\x80",
    "cookie of bytes": b"Cookie: sessionid=\xff\x00; csrftoken=\xe2\x80\xa8; device=:::",
    "language": b"Accept-Language: " + b"a-" * 2000 + b";q=nan",
    "mark": b'If-None-Match: "' + b"\xff" * 100 + b'", W/",',
    "moment": b"If-Modified-Since: Thu, 99 Zzz 0000 99:99:99",
    "range": b"Range: bytes=-1-,999999999999999999999-",
    "type": b"Content-Type: multipart/form-data; boundary=\xff",
    "length": b"Content-Length: -1",
    "length of words": b"Content-Length: 1e9",
    "two lengths": b"Content-Length: 0\r\nContent-Length: 5",
    "length and pieces": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET",
    "name with a space": b"X A: 1",
    "underlines": b"X_FORWARDED_PROTO: https",
    "folded": b"X-A: 1\r\n 2",
    "very many": b"\r\n".join(b"X-%d: 1" % n for n in range(500)),
    "very long": b"X-A: " + b"a" * 100_000,
}


@pytest.fixture
def site(tmp_path):
    with running(tmp_path) as one:
        one.start_web()
        one.wait_for_web()
        yield one


def send(site, request):
    """All that the server answers, until it has no more to say."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as wire:
        wire.sendall(request)
        answer = b""
        try:
            wire.shutdown(socket.SHUT_WR)
            while more := wire.recv(65536):
                answer += more
        except OSError:  # it refused before it had read all
            pass
    return answer.decode("latin-1")


def requests():
    host = b"Host: localhost\r\nConnection: close\r\n"
    for name, line in LINES.items():
        yield name, line + b"\r\n" + host + b"\r\n"
    for name, head in HEADS.items():
        own = head if head.startswith(b"Host") else host + head
        yield name, b"GET / HTTP/1.1\r\n" + own + b"\r\n\r\n"


def fault(answer):
    """What is wrong with all that came; a server may also hang up at once."""
    head = answer.partition("\r\n\r\n")[0]
    statuses = [int(one) for one in re.findall(r"^HTTP/1\.\d (\d+)", answer, re.M)]
    if [one for one in statuses if one >= 500 and one not in {501, 505}]:
        return head
    if "Traceback" in answer or "root:" in answer or re.search(r"^X-Evil", head, re.M):
        return answer[:500]
    told = re.search(r"^Server: (.*)$", head, re.M)
    return told[0] if told and re.search(r"[\d/]", told[1]) else ""


def test_odd_bytes_over_the_wire_are_refused_and_the_site_goes_on(site):
    answers = {name: send(site, request) for name, request in requests()}

    wrong = {name: fault(answer) for name, answer in answers.items()}
    assert {name: found for name, found in wrong.items() if found} == {}
    assert any(answer.startswith("HTTP/1.1 400") for answer in answers.values())
    assert any(answer.startswith("HTTP/1.1 404") for answer in answers.values())
    assert site.get("/").status == 200
    assert "Traceback" not in site.log("web")
