"""Readers: they come on a timetable of their own, however slow the site is."""

import asyncio
import re
import time
from urllib.parse import urlencode

from bench.load.client import Visitor

# How often which page is asked for, in a hundred.
MIX = {"start page": 15, "gallery": 20, "filter": 25, "search": 15, "story": 25}
FIRST_VISITS = 0.2  # whose browsers fetch style sheet, fonts and scripts as well
FILES = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2|svg|ico))"')


class Readers:
    def __init__(self, *, port, known, figures, chance):
        self.port = port
        self.known = known  # slugs, care settings, themes and words of the stories
        self.figures = figures
        self.chance = chance

    async def come(self, rate, *, until):
        """So many a second on the average, one independent of the other."""
        async with asyncio.TaskGroup() as visits:
            due = time.monotonic()
            while (due := due + self.chance.expovariate(rate)) < until:
                await self.figures.wait_until(due)
                visits.create_task(self.visit(due))

    async def visit(self, due):
        [kind] = self.chance.choices(list(MIX), MIX.values())
        reader = Visitor(self.port, self._address())
        path = self._path(kind)
        page = await self.figures.take(kind, due, reader.ask(path))
        if page is None:
            return
        if "</html>" not in page.text:
            self.figures.fail(kind, "half a page")
        if self.chance.random() < FIRST_VISITS:
            files = dict.fromkeys(FILES.findall(page.text))
            await asyncio.gather(*(self._file(reader, path) for path in files))

    async def _file(self, reader, path):
        await self.figures.take("file", time.monotonic(), reader.ask(path))

    def _address(self):
        return f"198.51.{self.chance.randrange(256)}.{self.chance.randrange(1, 255)}"

    def _path(self, kind):
        if kind == "start page":
            return "/"
        if kind == "story":
            return f"/case-studies/{self.chance.choice(self.known['slugs'])}/"
        return f"/case-studies/?{urlencode(self._asked(kind))}"

    def _asked(self, kind):
        if kind == "search":
            count = self.chance.choice((1, 1, 2))
            return {"q": " ".join(self.chance.choices(self.known["words"], k=count))}
        if kind == "gallery":
            return {"page": self.chance.choice((1, 1, 1, 2, 3, 5))}
        asked = {"care_setting": self.chance.choice(self.known["care_settings"])}
        if self.chance.random() < 0.4:
            asked["theme"] = self.chance.choice(self.known["themes"])
        return asked
