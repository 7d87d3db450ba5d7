"""A sender or addressee of a message, as named in a header."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex
from rapidfuzz.fuzz import ratio

from teikit.core import Kind, kinds

MIXED = regex.compile(
    r"\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}"
)  # a lower-case letter among capitals, or a capital among lower-case letters, which nobody types: DiRECTOR

ALIKE = 60  # similarity, 0 to 100, of two readings of a surname, at least: GOMES and GOMEZ
SURNAME = regex.compile(r"\p{L}{4,}")
"""A word that may be a surname, not initials, ``Jr.`` or specks."""


@dataclass(frozen=True)
class Party:
    """A sender or addressee.

    ``kind`` is the kind of the mark that names it, ``text`` its name as on the page, ``key`` its name in the
    collection, empty if no list has it.
    """

    kind: Kind
    text: str
    key: str = ""

    @property
    def name(self) -> str:
        """The name as on the page, or as in the collection if the page was misread, even if only in its case."""
        alike = self.key == self.text.upper() and MIXED.search(self.text) is None
        return self.text if not self.key or alike else self.key


def names(parties: Iterable[Party]) -> str:
    """Parties as one text: ``MEXICO CITY, DIRECTOR``."""
    return ", ".join(party.name for party in parties)


def are_alike(first: str, second: str) -> bool:
    """Whether two names have the same surname, perhaps misread.

    >>> are_alike("Wickham, JI.", "Fredrick C. Wickham"), are_alike("Robert K. Tanenbaum", "KENNETH D. KLEIN")
    (True, False)
    """
    surnames = ["".join(SURNAME.findall(text.upper())[-1:]) for text in (first, second)]
    return all(surnames) and ratio(*surnames) >= ALIKE


def is_one_of(party: Party, persons: Iterable[str]) -> bool:
    """Whether a party is one of these people: ``Strathern``, who signed, is ``Clifton R. Strathern``."""
    is_person = party.kind == kinds.PERS_NAME
    return any(party.name.upper() == name.upper() or (is_person and are_alike(party.name, name)) for name in persons)


def fuller(signature: str, senders: Iterable[Party]) -> str:
    """The longest name of the signer: the signature, or the name in the header."""
    return max((signature, *(party.name for party in senders if is_one_of(party, [signature]))), key=len)
