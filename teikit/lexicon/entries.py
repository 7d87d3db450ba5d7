"""The entries of the dictionaries: a small immutable record for each kind of row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import regex

from teikit.core import Certainty

NOT_A_LETTER = regex.compile(r"[^\p{L}]+")  # what is not compared in a stamp, and stands between words of labels


@dataclass(frozen=True, slots=True)
class Confusion:
    """A reading that is never right in a part of a cable, which ``scope`` names (``any``: everywhere).

    The scope ``name`` is what stands before the name of a person, anywhere.
    """

    wrong: str
    right: str
    certainty: Certainty
    scope: str
    why: str


@dataclass(frozen=True)
class StampLine:
    """One line of a stamp: its wording as ``text``, or a regular expression if it varies (dates, names)."""

    text: str = ""
    pattern: str = ""
    shows_alone: bool = True  # whether it shows the stamp on a page that has no other line of it
    counts_beside: bool = False  # whether it counts only next to another line of the stamp

    @cached_property
    def reads(self) -> regex.Pattern[str]:
        """The compiled pattern, to be matched against a whole line without the specks at its edges."""
        return regex.compile(self.pattern, regex.IGNORECASE)


@dataclass(frozen=True)
class Stamp:
    """A stamp or a printed notice."""

    name: str
    type: str
    lines: tuple[StampLine, ...]  # in order
    wrong: tuple[Confusion, ...] = ()  # misreadings that are corrected inside it
    garbled: tuple[str, ...] = ()  # misread lines that must be recognised; the tests try them
    decoys: tuple[str, ...] = ()  # similar lines that must not be recognised
    source: str = ""
    place: str = ""  # ``top`` if it stands at the head of every page

    @cached_property
    def letters(self) -> str:
        """The letters of its lines in a row, in capitals, without lines that vary."""
        return "".join(NOT_A_LETTER.sub("", line.text).upper() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Banner:
    """A classification or a caption. ``rank`` orders classifications, 1 being the highest; captions have none."""

    form: str
    id: str
    kind: str
    rank: int | None
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class Precedence:
    """How urgent a telegram is. ``garbled`` are misreadings that count only in its place."""

    form: str
    meaning: str
    garbled: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Exemption:
    """A code of reviewers in the margin, and the categories of exemption that it stands for.

    An entry whose only category is its own ``id`` defines that category. ``counts_alone`` is False for a reading that
    counts only beside another code. ``reads`` is a pattern of what engines read for the code; ``decoys`` must not match
    it.
    """

    id: str
    code: str
    categories: tuple[str, ...]
    authority: str
    section: str
    meaning: str
    counts_alone: bool
    reads: str
    examples: tuple[str, ...]
    decoys: tuple[str, ...]
    source: str

    @cached_property
    def _reads(self) -> regex.Pattern[str]:
        return regex.compile(self.reads)

    def matches(self, mark: str) -> bool:
        """Whether a mark in the margin, without the specks around it, may be this code, perhaps misread."""
        return self._reads.fullmatch(mark.strip()) is not None

    @property
    def is_category(self) -> bool:
        """Whether the entry defines a category, and is no code that stands for others."""
        return self.categories == (self.id,)


@dataclass(frozen=True)
class Series:
    """A numbered series of telegrams, with the pattern of a reference to one of them."""

    name: str
    expansion: str
    sender: str
    addressee: str
    pattern: str
    examples: tuple[str, ...]
    decoys: tuple[str, ...]
    source: str

    @cached_property
    def reads(self) -> regex.Pattern[str]:
        """The compiled pattern, to be searched in running text."""
        return regex.compile(self.pattern)


@dataclass(frozen=True)
class Field:
    """A field of the header of a telegram: ``id`` is the value of TEI ``seg/@type``, ``value`` the kind of its value.

    A field of a report that the header of a telegram has not has the ``id`` other, and ``type`` is its ``seg/@type``.

    ``family`` names the kind of message (``state``, ``cia``, ``military``, ``fbi``, ``any``). ``garbled`` are misread
    labels, which count only at the beginning of a line of a header.
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
    type: str = ""

    @cached_property
    def reads(self) -> regex.Pattern[str]:
        """The compiled pattern of the label, to be matched at the start of a line; the value follows the match.

        It matches nothing if the field has no pattern and is recognised by its label alone.
        """
        return regex.compile(self.pattern or "(?!)")


@dataclass(frozen=True, slots=True)
class Post:
    """A diplomatic post or a cable address of the CIA; ``id`` is a URL of its place, empty if that is uncertain."""

    name: str
    kind: str
    country: str
    source: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation with one of its expansions; ``family`` is the kind of document in which it has that meaning."""

    form: str
    expansion: str
    kind: str
    family: str
    source: str


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or recipient of messages that is no post.

    ``kind`` is org, head (of an agency), role, list (of addressees), stem (of offices), and named only after a role:
    city (of an office), agency.
    """

    form: str
    kind: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class Genre:
    """A genre of documents. One that only a collection has is ``within`` a genre of teikit, whose rules hold for it."""

    name: str
    meaning: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """A word by which headers are read.

    ``kind`` is one of :data:`teikit.lexicon.records.HEADER_WORD_KINDS`; the head of header-words.tsv explains them.
    """

    word: str
    kind: str
    garbled: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Weight:
    """The weight of a fact about a line as evidence of a header; ``stage`` is alone or together."""

    stage: str
    fact: str
    weight: float
