"""A mail server that takes letters, and on demand does what mail servers do wrong."""

import contextlib
import email
import socket
import socketserver
import threading
from email import policy


class Sink(socketserver.ThreadingTCPServer):
    """``letters`` are those it took, in order, and ``texts`` their very bytes.

    ``wrong`` says what it does: ``{"RCPT": b"451 later"}`` answers so to a command,
    ``{"DATA": None}`` never answers, and "text" is the moment after the last line.
    It hangs up where a line has ``hated`` in it.
    """

    allow_reuse_address = daemon_threads = True
    request_queue_size = 100

    def __init__(self, port=0):
        self.letters, self.texts, self.wrong, self.slow = [], [], {}, 0
        self.asked = 0  # how many connections came
        self.hated = b""
        self.let_go = threading.Event()
        super().__init__(("127.0.0.1", port), Conversation)

    @property
    def port(self):
        return self.server_address[1]

    def ids(self):
        return [letter["Message-ID"].strip("<>").partition("@")[0] for letter in self]

    def subjects(self):
        return [letter["Subject"] for letter in self]

    def __iter__(self):
        return iter(list(self.letters))


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.asked += 1
        with contextlib.suppress(OSError):
            self.say("", b"220 sink")
            while line := self.rfile.readline():
                if self.server.hated and self.server.hated in line:
                    return
                command = line[:4].strip().upper().decode("ascii", "replace")
                if command == "QUIT":
                    self.say(command, b"221 bye")
                    return
                answer = b"354 go on" if command == "DATA" else b"250 OK"
                if self.say(command, answer) and command == "DATA":
                    self.take()

    def take(self):
        text = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:  # cut off: half a letter is none
                raise ConnectionAbortedError
            text += line.removeprefix(b".") if line.startswith(b"..") else line
        self.server.let_go.wait(self.server.slow)
        letter = email.message_from_bytes(text, policy=policy.default)
        # Also a server that does not answer any more may have taken it.
        if not (self.server.wrong.get("text") or b"").startswith((b"4", b"5")):
            self.server.letters.append(letter)
            self.server.texts.append(text)
        self.say("text", b"250 taken")

    def say(self, moment, answer):
        """Answer, or do the wrong thing; whether all goes on as it should."""
        wrong = moment in self.server.wrong
        answer = self.server.wrong.get(moment, answer)
        if answer is None:
            self.server.let_go.wait(30)
            raise ConnectionAbortedError
        if answer == b"":
            raise ConnectionAbortedError
        self.wfile.write(answer + b"\r\n")
        return not wrong


@contextlib.contextmanager
def sink(port=0):
    server = Sink(port)
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
