"""Read the decisions of several files: those that concern an input, and lines that are not decisions."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from teikit.decisions.row import DIGEST_DIGITS, DecisionRow, Unreadable, parse_row

SHORTEST_DIGEST = 8  # fewest hexadecimal digits of a digest that distinguish inputs


class Broken(NamedTuple):
    """A line that is not a decision: its place (``file:line``), what is wrong, what to do, and the line itself."""

    place: str
    wrong: str
    hint: str
    line: str

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong}. {self.hint}"


@dataclass(frozen=True)
class Book:
    """Decisions in the order of their files; immutable."""

    rows: tuple[DecisionRow, ...] = ()

    @cached_property
    def _by_digest(self) -> dict[str, list[int]]:
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            numbers[row.source.removeprefix("sha256:")[:SHORTEST_DIGEST]].append(number)
        return numbers

    @cached_property
    def _by_record(self) -> dict[str, list[int]]:
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            if row.record:
                numbers[row.record].append(number)
        return numbers

    def about(self, digests: Iterable[str], records: Iterable[str]) -> tuple[DecisionRow, ...]:
        """The decisions on inputs with these digests (in hexadecimal), and on other readings of these records."""
        numbers = {
            number
            for digest in digests
            for number in self._by_digest.get(digest[:SHORTEST_DIGEST], ())
            if is_of(self.rows[number], digest)
        }
        numbers.update(number for record in records for number in self._by_record.get(record, ()))
        return tuple(self.rows[number] for number in sorted(numbers))

    def key(self, digests: Iterable[str], records: Iterable[str]) -> str:
        """A SHA-256 digest of the decisions on an input, empty without any: it changes whenever one of them does."""
        rows = self.about(digests, records)
        text = "".join(f"{row.as_json()}\n" for row in rows)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if rows else ""

    @property
    def persons(self) -> list[str]:
        """The names of those who decided, in alphabetical order."""
        return sorted({row.who for row in self.rows})


def is_of(row: DecisionRow, digest: str) -> bool:
    """Whether a decision was made on the input with this digest, given in hexadecimal."""
    digits = row.source.removeprefix("sha256:")
    return digest.startswith(digits) or digits.startswith(digest or "-")


def shown_digest(digest: str) -> str:
    """A digest in the form of rows and reports.

    >>> shown_digest("199ab8c2a1bc4e1f")
    'sha256:199ab8c2a1bc'
    """
    return f"sha256:{digest[:DIGEST_DIGITS]}"


def read_book(texts: Sequence[tuple[str, str]]) -> tuple[Book, list[Broken]]:
    """The decisions in the files, given as pairs of name and text, and the lines that are not decisions.

    Blank lines are skipped. A row that occurs twice, as after a merge, counts once.
    """
    rows: dict[str, DecisionRow] = {}
    broken = []
    for name, text in texts:
        for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
            if not line.strip():
                continue
            place = f"{name}:{number}"
            try:
                row = parse_row(line, place)
                rows.setdefault(row.as_json(), row)
            except Unreadable as error:
                broken.append(Broken(place, error.wrong, error.hint, line))
    return Book(tuple(rows.values())), broken
