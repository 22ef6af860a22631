"""A mail server that takes everything and counts it."""

import asyncio


class Sink:
    """Just enough of SMTP for the worker to hand its messages to."""

    def __init__(self):
        self.received = 0

    async def start(self, port):
        return await asyncio.start_server(self.talk, "127.0.0.1", port)

    async def talk(self, reader, writer):
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                self.received += 1
            writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 yes\r\n")
            if word == b"QUIT":
                break
        writer.close()
