"""Partners: they answer question by question, and the page saves while they type."""

import asyncio
import time
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

from bench.load.client import HOST, Visitor
from bench.load.forms import QuestionForm

AUTOSAVE_AFTER = 2.0  # seconds without a key, as the page has it
CO_AUTHOR = 0.1  # of the saves lead to a letter to somebody


@dataclass(frozen=True)
class Pace:
    """Pauses in seconds; ``factor`` makes everybody quicker for a small run."""

    chance: object
    factor: float = 1.0

    def reading(self):
        return self.factor * self.chance.uniform(2, 6)

    def typing(self):
        """Half of all bursts are shorter than three seconds, few longer than ten."""
        return self.factor * min(self.chance.lognormvariate(1.1, 0.7), 20)

    def silence(self):
        """Until the page saves, and how long the person goes on thinking."""
        after = self.chance.expovariate(1 / 1.5)
        return self.factor * AUTOSAVE_AFTER, self.factor * after

    def bursts(self):
        return self.chance.randint(3, 6)


class Partner:
    def __init__(self, person, *, port, figures, pace):
        cookies = {"sessionid": person["session"]}
        self.visitor = Visitor(port, person["address"], cookies)
        self.person = person
        self.figures = figures
        self.pace = pace
        self.marks = count(1)
        self.saving = None

    async def tell(self, *, until):
        """Question by question, until it is time to go; then round again."""
        path = self.pace.chance.choice(self.person["questions"])
        while time.monotonic() < until:
            page = await self.open(path, "question page")
            if page is None:
                await asyncio.sleep(self.pace.reading())
                continue
            path = await self.answer(path, QuestionForm(page.text), until=until)
            if path not in self.person["questions"]:
                await self.open(path, "other page of a partner")
                path = self.pace.chance.choice(self.person["questions"])
            if self.pace.chance.random() < CO_AUTHOR:
                await self.name_co_author()

    async def open(self, path, kind):
        asking = self.visitor.ask(path)
        return await self.figures.take(kind, time.monotonic(), asking)

    async def answer(self, path, form, *, until):
        """Read, type with pauses, press the button; the address that it leads to."""
        await asyncio.sleep(self.pace.reading())
        for _ in range(self.pace.bursts()):
            await asyncio.sleep(self.pace.typing())
            form.type(self.pace.chance, f"{self.person['number']}x{next(self.marks)}")
            silence, thinking = self.pace.silence()
            await asyncio.sleep(silence)
            await self.finish_saving()
            self.saving = asyncio.create_task(self.autosave(path, form))
            await asyncio.sleep(thinking)
            if time.monotonic() > until:
                break
        form.type(self.pace.chance, f"{self.person['number']}x{next(self.marks)}")
        await self.finish_saving()
        return await self.save(path, form)

    async def finish_saving(self):
        """The page sends one save at a time, and Save waits for one on its way."""
        if self.saving:
            await self.saving
        self.saving = None

    async def autosave(self, path, form):
        sent = self.note(path, form.fields())
        asking = self.visitor.ask(f"{path}autosave/", form.fields(), by_script=True)
        answer = await self.figures.take("autosave", time.monotonic(), asking)
        if answer is None:
            return
        sent["acknowledged"] = form.saved(answer.text)
        if not sent["acknowledged"]:
            self.figures.fail("autosave", "no number")

    async def save(self, path, form):
        fields = form.fields(go="next")
        sent = self.note(path, fields)
        asking = self.visitor.ask(path, fields)
        answer = await self.figures.take("save", time.monotonic(), asking, expect=302)
        if answer is None:
            return path
        sent["acknowledged"] = True
        return answer.headers["location"].removeprefix(f"https://{HOST}")

    def note(self, path, fields):
        """What the site says is saved, must be there in the end."""
        sent = {"path": path, "fields": urlencode(fields), "acknowledged": False}
        self.figures.sent.append(sent)
        return sent

    async def name_co_author(self):
        """Somebody gets a letter, so that the worker has mail to send."""
        path, kind = self.person["co_authors"], "other page of a partner"
        page = await self.open(path, kind)
        if page is None:
            return
        email = f"friend{next(self.marks)}of{self.person['number']}@example.org"
        token = self.visitor.cookies["csrftoken"]
        fields = [("csrfmiddlewaretoken", token), ("email", email)]
        asking = self.visitor.ask(path, fields)
        if await self.figures.take(kind, time.monotonic(), asking, expect=302):
            self.figures.letters += 1
