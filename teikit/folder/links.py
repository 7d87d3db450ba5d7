"""Resolve citations: which of the cited telegrams are in the folder, which are ambiguous, which are not there.

A citation is a post or series with a number, in a reference line or a text (DEPCIRTEL 744, MEXI 6817). It means the
telegram of that number; if there are several, those of the nearest date before the citing telegram, not more than half
a year earlier. A telegram that seems to cite itself cites another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, Protocol

import regex

from teikit.edition.table import is_date

DAY = len("1962-10-28")  # characters of a day in ISO 8601
SPAN = 183  # most days between a cited telegram and the one that cites it
NOT_ALIKE = regex.compile(r"[^\p{Lu}\p{N}]+")  # characters that are ignored in comparing numbers and names
RESOLVED = "resolved"  # exactly one telegram is cited
AMBIGUOUS = "ambiguous"  # it may be one of several
NOT_HERE = "not here"  # it is not in the folder
STATES = (RESOLVED, AMBIGUOUS, NOT_HERE)
"""The possible results for a citation."""


class Citing(Protocol):
    """A document that may cite others: a :class:`~teikit.folder.records.Record`, or the data kept of one."""

    @property
    def place(self) -> str: ...

    @property
    def facts(self) -> Mapping[str, str]: ...

    @property
    def is_beside(self) -> bool: ...

    @property
    def citations(self) -> Sequence[str]: ...


class CitationLink(NamedTuple):
    """A citation: place and date of the citing document, the words, one of STATES, places of the cited documents."""

    document: str
    date: str
    cited: str
    state: str
    targets: tuple[str, ...]


def links(
    records: Sequence[Citing], meant: Mapping[str, Mapping[str, str]] = MappingProxyType({})
) -> Iterator[CitationLink]:
    """The citations in all documents in order; ``meant`` has other names of the cited telegrams, by place and words."""
    by_number: dict[str, list[Citing]] = {}
    for record in records:
        for number in numbers(record):
            by_number.setdefault(number, []).append(record)
    for record in records:
        for cited in record.citations:
            named = by_number.get(alike(cited)) or by_number.get(meant.get(record.place, {}).get(cited, "")) or []
            nearest = _nearest(record, [candidate for candidate in named if not _same(candidate, record)])
            state = RESOLVED if len(nearest) == 1 else AMBIGUOUS if nearest else NOT_HERE
            day = record.facts.get("date", "")
            yield CitationLink(record.place, day, cited, state, tuple(target.place for target in nearest))


def numbers(record: Citing) -> set[str]:
    """The forms in which a document may be cited: its number; a bare number with its sender or addressee.

    The sender is that of the header, which a table may have given (``Embassy Bern``), or the post on the page (BERN).
    """
    number, addressee, *senders = (alike(record.facts.get(fact, "")) for fact in ("number", "to", "from", "post"))
    if record.is_beside or not number:
        return set()
    if not number.isdigit():
        return {number}
    sent = {f"{sender} {number}" for sender in senders if sender}
    return sent | ({sent_to(addressee, number)} if addressee else set())


def sent_to(addressee: str, number: str) -> str:
    """The name of a telegram by its addressee and number."""
    return f"to {addressee} {alike(number)}"


def alike(number: str) -> str:
    """A number in normal form, so that two ways of writing it agree: capitals and digits, no leading zeros.

    >>> alike("Mexi-06817"), alike("POLTO Circular 12")
    ('MEXI 6817', 'POLTO CIRCULAR 12')
    """
    words = NOT_ALIKE.sub(" ", number.upper()).split()
    return " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words)


def _same(record: Citing, citing: Citing) -> bool:
    """Whether two documents are the same, or releases or sections of one telegram."""
    both = (record.facts, citing.facts)
    return record is citing or all(
        facts.get("number") and facts["number"] == both[0].get("number") and facts.get("date") == both[0].get("date")
        for facts in both
    )


def _nearest(citing: Citing, cited: Sequence[Citing]) -> list[Citing]:
    """Among several telegrams with one number, those of the latest day before the citing one."""
    sent = _day(citing)
    if len(cited) < 2 or sent is None:
        return list(cited)
    days = ((_day(record), record) for record in cited)
    before = [(day, record) for day, record in days if day and 0 <= (sent - day).days <= SPAN]
    latest = max((day for day, _ in before), default=None)
    return [record for day, record in before if day == latest] if latest else list(cited)


def _day(record: Citing) -> date | None:
    """The day of a document; None if its header has no complete date."""
    text = record.facts.get("date", "")[:DAY]
    return date.fromisoformat(text) if len(text) == DAY and is_date(text) else None
