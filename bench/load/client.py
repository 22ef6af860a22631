"""Asking the site as a reverse proxy does: HTTP/1.0, one connection a request.

That is what nginx does without further settings. Python's own streams, so that the
client costs little of the two cores that it shares with the site.
"""

import asyncio
import gzip
from dataclasses import dataclass
from urllib.parse import urlencode

HOST = "stories.example.org"
PATIENCE = 30  # seconds


class BrokenAnswerError(Exception):
    """The site closed the connection in the middle of an answer."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes

    @property
    def text(self):
        is_packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if is_packed else self.body).decode()


class Visitor:
    """Somebody with an address of their own, and a jar of cookies."""

    def __init__(self, port, address, cookies=()):
        self.port = port
        self.address = address
        self.cookies = dict(cookies)

    async def ask(self, path, fields=None, *, by_script=False):
        """Send one request; a list of fields makes it a form that is sent."""
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                writer.write(self._request(path, fields, by_script))
                answer = parsed(await reader.read())
            finally:
                writer.close()
        self.cookies |= answer.cookies
        return answer

    def _request(self, path, fields, by_script):
        body = b"" if fields is None else urlencode(fields).encode()
        lines = [
            f"{'GET' if fields is None else 'POST'} {path} HTTP/1.0",
            f"Host: {HOST}",
            "X-Forwarded-Proto: https",
            f"X-Forwarded-For: {self.address}",
            "Accept-Encoding: gzip",
        ]
        if self.cookies:
            pairs = (f"{name}={value}" for name, value in self.cookies.items())
            lines.append(f"Cookie: {'; '.join(pairs)}")
        if fields is not None:
            lines += [
                f"Origin: https://{HOST}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        if by_script:
            lines.append("HX-Request: true")
        return "\r\n".join([*lines, "", ""]).encode() + body


def parsed(data):
    head, separator, body = data.partition(b"\r\n\r\n")
    if not separator:
        raise BrokenAnswerError
    first, *lines = head.decode("latin-1").split("\r\n")
    headers, cookies = {}, {}
    for line in lines:
        name, _, value = line.partition(": ")
        if name.lower() == "set-cookie":
            key, _, rest = value.partition("=")
            cookies[key] = rest.partition(";")[0]
        else:
            headers[name.lower()] = value
    if len(body) != int(headers.get("content-length", len(body))):
        raise BrokenAnswerError
    return Answer(int(first.split()[1]), headers, cookies, body)
