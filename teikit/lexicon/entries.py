"""What the dictionaries hold: one small immutable record for each kind of line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import regex

from teikit.core import Certainty


@dataclass(frozen=True, slots=True)
class Confusion:
    """A reading that is never right, where ``scope`` says in which part of a cable that is so (``any``: everywhere)."""

    wrong: str
    right: str
    certainty: Certainty
    scope: str
    why: str


@dataclass(frozen=True)
class StampLine:
    """One line of a stamp: either its canonical ``text`` or, where it varies (dates, names), a regular expression."""

    text: str = ""
    pattern: str = ""

    @cached_property
    def reads(self) -> regex.Pattern[str]:
        """The pattern, compiled; to be matched against a whole line without the specks at its edges."""
        return regex.compile(self.pattern, regex.IGNORECASE)


@dataclass(frozen=True)
class Stamp:
    """A stamp or a printed notice: its lines in order, and the misreadings known inside it.

    ``place`` is ``top`` if it stands at the head of every page; ``form`` says that it is printed on forms of the
    government whose collection it is in. ``garbled`` are lines that must be found, ``decoys`` lines that look like it
    and must not; both are kept as proof.
    """

    name: str
    type: str
    lines: tuple[StampLine, ...]
    wrong: tuple[Confusion, ...] = ()
    garbled: tuple[str, ...] = ()
    decoys: tuple[str, ...] = ()
    source: str = ""
    place: str = ""
    form: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """A classification or a caption. ``rank`` orders classifications (1 is the highest); captions have none."""

    form: str
    id: str
    kind: str
    rank: int | None
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class Precedence:
    """How urgent a telegram is; ``rank`` 1 goes first. ``garbled`` are readings that stand for it in its place only."""

    form: str
    rank: int
    meaning: str
    garbled: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Exemption:
    """A mark of the reviewer in the margin, and the categories it stands for.

    An entry whose only category is its own ``id`` defines that category. ``alone`` is False for a reading that means
    something only beside another mark. ``since`` and ``until`` are years and months (``1982-08``) or empty.
    """

    id: str
    code: str
    categories: tuple[str, ...]
    authority: str
    section: str
    meaning: str
    since: str
    until: str
    alone: bool
    reads: str
    examples: tuple[str, ...]
    decoys: tuple[str, ...]
    source: str

    @cached_property
    def _reads(self) -> regex.Pattern[str]:
        return regex.compile(self.reads)

    def matches(self, mark: str) -> bool:
        """Whether one mark, without the specks around it, may be this one as an OCR engine reads it."""
        return self._reads.fullmatch(mark.strip()) is not None

    @property
    def is_category(self) -> bool:
        """Whether this entry defines a category of its own, rather than a mark made of others."""
        return self.categories == (self.id,)


@dataclass(frozen=True)
class Series:
    """A numbered series of telegrams, and how a reference to one of them looks."""

    name: str
    expansion: str
    sender: str
    addressee: str
    years: str
    pattern: str
    examples: tuple[str, ...]
    decoys: tuple[str, ...]
    source: str

    @cached_property
    def reads(self) -> regex.Pattern[str]:
        """The pattern, compiled; to be searched in running text."""
        return regex.compile(self.pattern)


@dataclass(frozen=True)
class Field:
    """A field of a telegram's header: ``id`` is the value of TEI ``seg/@type``, ``value`` the kind of its value.

    ``family`` names the kind of message (``state``, ``cia``, ``military``, ``fbi``, ``any``); ``garbled`` are labels
    as engines misread them, which mean the field only at the head of a header line.
    """

    id: str
    family: str
    label: str
    pattern: str
    value: str
    garbled: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...]
    source: str

    @cached_property
    def reads(self) -> regex.Pattern[str]:
        """The label's pattern, compiled; to be matched at the start of a line. What follows the match is the value.

        A field without a pattern is known by its label alone, and this matches nothing.
        """
        return regex.compile(self.pattern or "(?!)")


@dataclass(frozen=True, slots=True)
class Post:
    """A diplomatic post or a CIA cable address; years of opening and closing, None where unknown or still open.

    ``id`` is a URL that identifies its place, empty where nobody is sure of it.
    """

    name: str
    kind: str
    country: str
    since: int | None
    until: int | None
    source: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation and one of its expansions; ``family`` names the kind of document it holds for."""

    form: str
    expansion: str
    kind: str
    family: str
    source: str


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or recipient of messages that is no post.

    ``kind`` is org, role, list (of addressees), stem (of offices) or city (of an office, said behind a role only).
    """

    form: str
    kind: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """A word that headers turn on: ``kind`` is cite, info, serial, slug, comment, opening, title, given or function."""

    word: str
    kind: str
    garbled: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Weight:
    """What a fact about a line adds to the evidence that it is of a header, in ``stage`` alone or together."""

    stage: str
    fact: str
    weight: float
