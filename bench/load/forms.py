"""The form of a question as a browser sees it: what would be sent, and typing."""

import re
from html.parser import HTMLParser

TEXT = (
    "on the ward every Monday two volunteers and a nurse laid the table and people "
    "who had eaten alone sat down together nobody was in a hurry and the tea was hot"
)
WORDS = TEXT.split()
FORM = re.compile(r'<form id="answer-form".*?</form>', re.DOTALL)
NUMBER = re.compile(r'name="seen" id="seen" value="(\d+)"')
NO_TYPING = {"hidden", "checkbox", "radio", "submit"}


class QuestionForm(HTMLParser):
    """Fields that hold something, fields to type in, and choices to tick."""

    def __init__(self, page):
        super().__init__()
        self.values = {}
        self.texts = []
        self.choices = []  # (name, value) of boxes and of options of a list
        self.ticked = []
        self._open = self._list = None
        self.feed(FORM.search(page)[0])

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        name, value = told.get("name"), told.get("value") or ""
        if tag == "textarea":
            self.texts.append(name)
            self.values[name] = ""
            self._open = name
        elif tag == "select":
            self._list = name
        elif tag == "option" and self._list:
            self._choose(self._list, value, "selected" in told)
        elif tag == "input" and told.get("type") in {"checkbox", "radio"}:
            self._choose(name, value or "on", "checked" in told)
        elif tag == "input":
            self.values[name] = value
            if told.get("type") not in NO_TYPING and name != "look_for":
                self.texts.append(name)

    def _choose(self, name, value, chosen):
        self.choices.append((name, value))
        if chosen:
            self.ticked.append((name, value))

    def handle_endtag(self, tag):
        self._open = None if tag == "textarea" else self._open
        self._list = None if tag == "select" else self._list

    def handle_data(self, data):
        if self._open:
            self.values[self._open] += data.removeprefix("\n")

    @property
    def seen(self):
        return int(self.values["seen"])

    def saved(self, answer):
        """Take on the number that a save answered with; whether there is one."""
        if found := NUMBER.search(answer):
            self.values["seen"] = found[1]
        return bool(found)

    def type(self, chance, mark):
        """A few more words in one field, or another choice where there is none."""
        if self.texts:
            words = " ".join(chance.choices(WORDS, k=chance.randint(3, 12)))
            name = chance.choice(self.texts)
            self.values[name] = f"{self.values[name]} {words} {mark}".strip()
        elif self.choices:
            name, value = chance.choice(self.choices)
            self.ticked = [one for one in self.ticked if one[0] != name]
            self.ticked.append((name, value))

    def fields(self, go=None):
        """What a browser sends, with the button that was pressed."""
        pressed = [("go", go)] if go else []
        return [*self.values.items(), *self.ticked, *pressed]
