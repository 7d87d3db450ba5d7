"""The contents of one input: its pages, grouped into telegrams, and the queries about them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from teikit.core.draft import Draft
from teikit.core.genres import SHEET, WIRED
from teikit.core.proposals import Certainty, Mark
from teikit.core.source import Source
from teikit.core.span import Span

DOUBTFUL = 0.3  # least chance of having been sent by wire for a document that may be a telegram


def may_be_wired(document: Mark | None) -> bool:
    """Whether a document may be a telegram, by its genre; if not, no telegram form or signature is looked for in it."""
    return document is None or document.get("type") in WIRED or float(document.get("wired")) >= DOUBTFUL


@dataclass(frozen=True)
class Page:
    """One physical page: its place in the input (``order`` from 1), its stretch of the source, its number ``n``.

    ``head`` is its running head, ``has_form`` says that the form of a telegram begins on it, ``is_cover`` that it is a
    slip sheet. A page that was moved to the telegram that its head names was ``filed_with`` the pages of these
    ``order``. ``label`` is the number that a page heading of the OCR engine or the stamp of an archive gives it.
    ``begins_input`` says that it is the first page of an input, if several were joined. ``document`` is the mark of the
    document that it belongs to, ``begins_document`` says that the document begins with it.
    """

    order: int
    span: Span
    n: str = ""
    head: Mark | None = None
    has_form: bool = False
    is_cover: bool = False
    filed_with: tuple[int, ...] = ()
    label: str = ""
    begins_input: bool = False
    document: Mark | None = None
    begins_document: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether it was moved to the telegram that its head names."""
        return bool(self.filed_with)


@dataclass(frozen=True)
class Telegram:
    """One document of an input: one release of one telegram, or of one section of it, or of any other paper.

    ``genre`` is the type of the TEI division (``document`` if it is unknown), or cover for a slip sheet;
    ``cert`` is how certain that is, ``subgenre`` a genre of the collection within it. ``id`` is empty if it is the only
    document of the input. It is section ``section`` of ``of`` of telegram ``number``, as far as its pages say so;
    ``release`` numbers its copies in the input from 1, and ``missing`` has the numbers of the pages that are missing.

    As it was filed (:func:`teikit.telegrams.filing.as_filed`) it has ``leaves`` of others among its pages, and lacks
    the pages of its own that were ``misfiled`` with others.
    """

    id: str
    genre: str
    pages: tuple[Page, ...]
    number: str = ""
    section: str = ""
    of: str = ""
    release: int = 1
    missing: tuple[str, ...] = ()
    cert: Certainty = Certainty.HIGH
    subgenre: str = ""
    leaves: tuple[Page, ...] = ()
    misfiled: tuple[Page, ...] = ()

    @property
    def filed(self) -> tuple[Page, ...]:
        """Its pages in reading order; if leaves of others are among them, all in the order of the input."""
        return tuple(sorted((*self.pages, *self.leaves), key=lambda page: page.order)) if self.leaves else self.pages

    @cached_property
    def _in_order(self) -> list[Page]:
        return sorted((*self.pages, *self.leaves, *self.misfiled), key=lambda page: page.order)

    @cached_property
    def _starts(self) -> list[int]:
        return [page.span.start for page in self._in_order]

    def page_at(self, offset: int) -> Page:
        """The page or leaf of this telegram that holds an offset of the source; the first for one before all pages."""
        return self._in_order[max(bisect_right(self._starts, offset) - 1, 0)]

    @cached_property
    def first(self) -> int:
        """The place in the input of the first of its pages."""
        return min(page.order for page in self.pages)

    @cached_property
    def last(self) -> int:
        """The place in the input of the last of its pages."""
        return max(page.order for page in self.pages)

    @property
    def is_wired(self) -> bool:
        """Whether it was sent by wire: a telegram, a cable, a teletype."""
        return self.genre in WIRED

    @property
    def name(self) -> str:
        """Its name for people: ``POLTO CIRCULAR 12, section 1 of 11``."""
        section = f", section {self.section}" + (f" of {self.of}" if self.of else "") if self.section else ""
        return (self.number or {"cover": "slip sheet"}.get(self.genre, self.genre.replace("-", " "))) + section


class Query(NamedTuple):
    """Something that a person should look at: a code for programs, a sentence for people, a place in the source.

    ``is_remark`` says that it is not a question: something was done, and the TEI records it (motivation commenting).
    """

    code: str
    message: str
    offset: int
    is_remark: bool = False


class SheetOrder:
    """The order of the identification sheets of an input, and of the documents that they describe."""

    def __init__(self, telegrams: Sequence[Telegram]) -> None:
        sheets = [telegram for telegram in telegrams if telegram.genre == SHEET]
        described = [telegram for telegram in telegrams if telegram.genre != SHEET]
        self._by_last = {sheet.last: sheet for sheet in reversed(sheets)}
        self._begins_of_sheets = sorted(sheet.first for sheet in sheets)
        self._begins = sorted(telegram.first for telegram in described)
        self._pages = {page.order for telegram in described for page in telegram.pages}
        ended = sorted((sheet.last, number) for number, sheet in enumerate(sheets))
        self._ends = [end for end, _ in ended]
        self._latest = [sheets[number] for number in accumulate((number for _, number in ended), max)]

    def right_before(self, telegram: Telegram) -> Telegram | None:
        """The sheet whose last page is right before a document."""
        return self._by_last.get(telegram.first - 1)

    def last_before(self, telegram: Telegram) -> Telegram | None:
        """The last sheet anywhere before a document."""
        ended = bisect_left(self._ends, telegram.first)
        return self._latest[ended - 1] if ended else None

    def is_followed(self, telegram: Telegram) -> bool:
        """Whether a document that is not a sheet has the page after the last one of ``telegram``."""
        return telegram.last + 1 in self._pages

    def count_from(self, telegram: Telegram) -> int:
        """How many documents begin with a document or after it, up to the next sheet."""
        sheet = bisect_right(self._begins_of_sheets, telegram.first)
        next_sheets = self._begins_of_sheets[sheet : sheet + 1]
        end = bisect_left(self._begins, next_sheets[0]) if next_sheets else len(self._begins)
        return end - bisect_left(self._begins, telegram.first)


@dataclass(frozen=True)
class Packet:
    """The contents of one input."""

    draft: Draft
    telegrams: tuple[Telegram, ...]
    queries: tuple[Query, ...]

    @property
    def source(self) -> Source:
        """The input as it was read."""
        return self.draft.source

    @cached_property
    def sheet_order(self) -> SheetOrder:
        """The order of its identification sheets."""
        return SheetOrder(self.telegrams)

    def __repr__(self) -> str:
        return f"<Packet {self.source.name!r}: {len(self.telegrams)} telegrams, {len(self.queries)} queries>"
