"""What may become of one story, told a second time and in few words.

Each step says whether it is open, which events it leaves, and what is up afterwards;
it knows nothing of the tables and of how the verbs do it.
"""

from collections import Counter
from dataclasses import dataclass, field

TELLERS = ("teller", "co-author")


@dataclass
class Version:
    """One revision: ``reader`` has claimed it; ``is_planned`` once it had a date."""

    words: str
    state: str = "draft"
    reader: str = ""
    is_held: bool = False
    is_planned: bool = False

    @property
    def is_being_read(self):
        return bool(self.reader or self.is_held)

    def go(self, state):
        self.state, self.reader, self.is_held = state, "", False
        return state


@dataclass
class Story:
    """``versions`` are oldest first. Each step returns its events, or None where it
    is not open to that person now."""

    versions: list = field(default_factory=list)

    @property
    def newest(self):
        return self.versions[-1]

    def place(self, state):
        """The newest version in a state, by its place from the end, or None."""
        for place in range(-1, -len(self.versions) - 1, -1):
            if self.versions[place].state == state:
                return place
        return None

    @property
    def up(self):
        """The words that readers see, or nothing."""
        place = self.place("published")
        return None if place is None else self.versions[place].words

    def edit(self, by, words):
        if self.newest.state != "draft":
            return None
        self.newest.words = words
        return Counter()

    def submit(self, by):
        if self.newest.state != "draft":
            return None
        return Counter([self.newest.go("submitted")])

    def take_back(self, by):
        it = self.newest
        if it.state not in {"submitted", "scheduled"} or it.is_being_read:
            return None
        way = ["submitted", "draft"] if it.state == "scheduled" else ["draft"]
        it.go("draft")
        return Counter(way)

    def claim(self, by):
        if self.newest.state != "submitted" or self.newest.is_being_read:
            return None
        self.newest.reader = by
        return Counter(["claim"])

    def release(self, by):
        if self.newest.state != "submitted" or not self.newest.reader:
            return None
        self.newest.reader = ""
        return Counter(["release"])

    def hold(self, by):
        if self.newest.state != "submitted" or self.newest.is_held:
            return None
        self.newest.reader, self.newest.is_held = "", True
        return Counter(["hold"])

    def unhold(self, by):
        if self.newest.state != "submitted" or not self.newest.is_held:
            return None
        self.newest.is_held = False
        return Counter(["unhold"])

    def _may_decide(self, by, *states):
        it = self.newest
        return it.state in states and not it.is_held and it.reader in {"", by}

    def publish(self, by):
        if not self._may_decide(by, "submitted", "scheduled"):
            return None
        return self._put_up()

    def publish_due(self, by):
        return self._put_up() if self.newest.state == "scheduled" else Counter()

    def _put_up(self):
        events = Counter()
        before = self.place("published")
        if before is not None:
            events[self.versions[before].go("superseded")] += 1
        events[self.newest.go("published")] += 1
        return events

    def schedule(self, by):
        if not self._may_decide(by, "submitted"):
            return None
        self.newest.is_planned = True
        return Counter([self.newest.go("scheduled")])

    def unschedule(self, by):
        if not self._may_decide(by, "scheduled"):
            return None
        return Counter([self.newest.go("submitted")])

    def ask(self, by):
        if not self._may_decide(by, "submitted"):
            return None
        self.newest.go("changes_requested")
        self.versions.append(Version(self.newest.words))
        return Counter(["changes_requested", "copy"])

    def decline(self, by):
        it = self.newest
        if it.state != "submitted" or it.reader not in {"", by}:
            return None
        return Counter([it.go("declined")])

    def withdraw(self, by):
        up = self.place("published")
        if up is None:
            return None
        events = Counter([self.versions[up].go("withdrawn")])
        if self.newest.state == "scheduled":
            events[self.newest.go("submitted")] += 1
        waits = self.newest.state == "submitted" and not self.newest.is_being_read
        if waits and by in TELLERS:
            events[self.newest.go("draft")] += 1
        return events

    def restore(self, by):
        down = self.place("withdrawn")
        if down is None or self.up is not None:
            return None
        return Counter([self.versions[down].go("published")])

    def update(self, by):
        if self.newest.state in {"draft", "submitted", "scheduled"}:
            return Counter()
        self.versions.append(Version(self.newest.words))
        return Counter(["copy"])

    def drop(self, by):
        it = self.newest
        if it.state != "draft" or len(self.versions) == 1 or it.is_planned:
            return None
        self.versions.pop()
        return Counter(["drop"])
