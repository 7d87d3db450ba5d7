"""A sender or addressee of a message, as a header names him."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from teikit.core import Kind

MIXED = regex.compile(r"\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}")  # a capital that the engine took for small: DiRECTOR


@dataclass(frozen=True)
class Party:
    """A sender or addressee.

    ``kind`` is the kind of the mark that names it, ``text`` its name as the page has it, ``key`` its name in the
    collection, empty where no list has it.
    """

    kind: Kind
    text: str
    key: str = ""

    @property
    def name(self) -> str:
        """The name as the page has it; as the collection has it where the page was misread, if but in its case."""
        alike = self.key == self.text.upper() and MIXED.search(self.text) is None
        return self.text if not self.key or alike else self.key


def names(parties: Iterable[Party]) -> str:
    """Parties as one text: ``MEXICO CITY, DIRECTOR``."""
    return ", ".join(party.name for party in parties)
