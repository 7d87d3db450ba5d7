"""Labels that wait for their values, and the values found for them, while the rows of a page are read in order."""

from __future__ import annotations

from teikit.fields.items import PARTIES


class Waiting:
    """The search for values on a page, row by row."""

    def __init__(self) -> None:
        self.given: dict[int, str] = {}  # the types of the values, by the places of their rows
        self.group: set[int] = set()  # places of the values that were given to the present labels
        self.waiting: list[str] = []  # types of the labels that wait for a value
        self.last = 0  # place of the last label or value
        self.skipped = 0  # rows of noise since then

    def begin(self, kind: str, at: int) -> None:
        """Let a label wait for a value; if the labels above it have got values, a new group of labels begins."""
        if self.group:
            self.end()
        self.wait(kind, at)

    def wait(self, kind: str, at: int) -> None:
        """Let a label of the present group wait for a value."""
        self.waiting.append(kind)
        self.last, self.skipped = at, 0

    def give(self, kind: str, at: int) -> None:
        """Enter a row that is the value of a label that waits, or completes the value above it."""
        self.given[at] = kind
        self.group.add(at)
        self.waiting = [awaited for awaited in self.waiting if awaited != kind]
        self.last, self.skipped = at, 0

    def skip(self) -> None:
        """Skip a row that is neither a label nor a value."""
        self.skipped += 1

    def end(self, is_further_party: bool = False) -> None:
        """End the present labels, which get no more values.

        If the label of a party still waits, or another party follows, the parties of the group are dropped: it is
        unknown which belongs to which label, as with TO, INFO and FROM above ``Chief of Station, The Hague`` alone.
        """
        if is_further_party or PARTIES.intersection(self.waiting):
            parties = [at for at in self.group if self.given[at] in PARTIES]
            for at in parties:
                del self.given[at]
        self.group, self.waiting = set(), []
