"""A source after edits: the class on which every pass works."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from teikit.core.decided import Decided
from teikit.core.kinds import UNCLEAR
from teikit.core.piece_table import PieceTable
from teikit.core.pieces import Piece, hide
from teikit.core.proposals import Certainty, Edit, Mark, Proposal
from teikit.core.selection import select
from teikit.core.source import Line, Source
from teikit.core.span import Span


@dataclass(frozen=True)
class Draft:
    """A source, or a part of one, after edits.

    The pieces cover it without overlap, in order. ``marks``, ``refused`` and ``suggested`` (edits below the threshold
    of certainty) have spans of the source; passes that read ``text`` never see those. No pass can change what people
    have ``decided``: proposals against it are refused. ``kind`` is the kind of the aside whose text this is, empty for
    the running text.
    """

    source: Source
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...] = ()
    refused: tuple[Proposal, ...] = ()
    suggested: tuple[Edit, ...] = ()
    kind: str = ""
    decided: tuple[Decided, ...] = ()

    def __repr__(self) -> str:
        return f"<Draft of {self.source.name!r}: {len(self.edits)} edits, {len(self.marks)} marks>"

    @classmethod
    def of(cls, source: Source) -> Draft:
        """The draft of a source without any edits."""
        return cls(source, (Piece(Span(0, len(source.text))),) if source.text else ())

    @cached_property
    def table(self) -> PieceTable:
        """The pieces as a table, which gives the text and maps offsets of the source to it."""
        return PieceTable(self.source.plain, self.pieces)

    @property
    def text(self) -> str:
        """The running text after the passes so far, without asides."""
        return self.table.text

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of ``text``."""
        return self.table.lines

    def lines_in(self, span: Span) -> tuple[Line, ...]:
        """The lines that begin in a stretch of ``text``."""
        return self.table.lines_in(span)

    def written_lines_in(self, span: Span) -> list[Line]:
        """The lines that begin in a stretch of ``text`` and are not blank."""
        return [line for line in self.lines_in(span) if line.text.strip()]

    def read(self, span: Span) -> str:
        """A stretch of the source as it reads now, including asides; a replaced piece belongs to its beginning."""
        return self.table.read(span)

    def to_source(self, span: Span) -> Span:
        """A span of ``text`` in offsets of the source; replaced pieces are included whole.

        An empty span at the very beginning is at the beginning of the source, before any title that was set aside.
        """
        return self.table.to_source(span)

    def to_text(self, offset: int) -> int:
        """An offset of the source as one of ``text``; inside an aside, the place where the text continues after it."""
        return self.table.to_text(offset)

    def to_text_span(self, span: Span) -> Span:
        """A span of the source in offsets of ``text``, its start and its end mapped as by ``to_text``."""
        return Span(self.to_text(span.start), self.to_text(span.end))

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits that were applied, each once, in the order of the text, with spans of the source."""
        seen: dict[int, Edit] = {}
        for piece in self.pieces:
            for edit in piece.why:
                seen.setdefault(id(edit), edit)
        return tuple(seen.values())

    # -------------------------------------------------------------- marks

    def holds_aside(self, span: Span) -> bool:
        """Whether anything was set aside inside a stretch of ``text``, not just at its ends."""
        following = bisect_right(self._asides, span.start)
        return following < len(self._asides) and self._asides[following] < span.end

    @cached_property
    def illegible_lines(self) -> frozenset[int]:
        """The offsets in ``text`` of the lines that a rule marked as illegible from end to end.

        Illegible words that a person marked do not count: the rest of such a line is legible.
        """
        ends = {line.content.start: line.content.end for line in self.lines}
        spans = [self.to_text_span(mark.span) for mark in self.marks if mark.kind == UNCLEAR and not mark.who]
        return frozenset(span.start for span in spans if span.end >= ends.get(span.start, len(self.text)))

    @cached_property
    def _asides(self) -> list[int]:
        return sorted(self.to_text(mark.span.start) for mark in self.marks if mark.aside)

    def marks_on(self, page: Span) -> list[Mark]:
        """The marks that begin in a stretch of the source, such as a page; an empty stretch contains its start."""
        end = max(page.end, page.start + 1)
        return self._marks_in_order[bisect_left(self._mark_starts, page.start) : bisect_left(self._mark_starts, end)]

    @cached_property
    def _marks_in_order(self) -> list[Mark]:
        return sorted(self.marks, key=lambda mark: mark.span)

    @cached_property
    def _mark_starts(self) -> list[int]:
        return [mark.span.start for mark in self._marks_in_order]

    def of_kind(self, *kinds: str) -> list[Mark]:
        """The marks of these kinds, in the order of the source."""
        return sorted((mark for mark in self.marks if mark.kind in kinds), key=lambda mark: mark.span)

    def first_in_each(self, stretches: Sequence[Span], kind: str) -> list[Mark | None]:
        """For each of several stretches of ``text``, in order, the first mark of a kind that begins in it."""
        starts = [span.start for span in stretches]
        firsts: list[Mark | None] = [None] * len(stretches)
        for mark in self.of_kind(kind):
            index = bisect_right(starts, self.to_text(mark.span.start)) - 1
            if index >= 0 and firsts[index] is None and self.to_text(mark.span.start) < stretches[index].end:
                firsts[index] = mark
        return firsts

    def cut_at(self, kind: str) -> list[Span]:
        """The stretches of ``text`` between the marks of a kind (such as pages); the first begins with the text."""
        starts = {self.to_text(mark.span.start) for mark in self.marks if mark.kind == kind}
        cuts = [0, *sorted(starts - {0}), len(self.text)]
        return [Span(start, end) for start, end in pairwise(cuts)]

    # ------------------------------------------------------------- edits

    def apply(self, proposals: Iterable[Proposal], at_least: Certainty = Certainty.LOW) -> Draft:
        """Apply the proposals, in offsets of ``text``, and return a new draft.

        Of two proposals that overlap, the one that begins first is applied; the other is kept in ``refused``, as is one
        that does not fit the text. Edits less certain than ``at_least`` go to ``suggested``. An edit that only touches
        an earlier one leaves it alone; one that reaches into it replaces it whole. An edit that runs across an aside
        leaves the aside where it is; an aside that runs across another is cut in parts. The decisions of people hold:
        proposals that reach into them are refused.
        """
        edits, marks, refused, suggested = select(self.table, self.decided, proposals, at_least)
        if not (edits or marks or refused or suggested):
            return self
        pieces = self.table.edited(edits)
        hidden = [mark.span for mark in marks if mark.aside]
        draft = replace(
            self,
            pieces=tuple(hide(pieces, hidden)) if hidden else tuple(pieces),
            marks=self.marks + tuple(marks),
            refused=self.refused + tuple(refused),
            suggested=self.suggested + tuple(suggested),
        )
        if not edits and not hidden:  # the pieces are the same, and so is their table
            vars(draft)["table"] = self.table
        return draft

    # ------------------------------------------------------------- asides

    def inside(self, mark: Mark) -> Draft:
        """An aside as a draft of its own, to be corrected like any text."""
        low, high = self.table.within(mark.span)
        pieces = tuple(piece._replace(hidden=False) for piece in self.pieces[low:high])
        return Draft(self.source, pieces, kind=mark.kind, decided=self.decided)

    def inside_each(self, work: Callable[[Draft], Draft]) -> Draft:
        """This draft with ``work`` done on each of its asides, which is passed as a draft of its own."""
        pieces: list[Piece] = []
        done, inners = 0, []
        for mark in sorted((mark for mark in self.marks if mark.aside), key=lambda mark: mark.span):
            low, high = self.table.within(mark.span)
            inner = work(self.inside(mark))
            pieces += self.pieces[done:low]
            pieces += (piece._replace(hidden=True) for piece in inner.pieces)
            inners.append(inner)
            done = high
        return replace(
            self,
            pieces=(*pieces, *self.pieces[done:]),
            marks=self.marks + tuple(mark for inner in inners for mark in inner.marks),
            refused=self.refused + tuple(proposal for inner in inners for proposal in inner.refused),
            suggested=self.suggested + tuple(edit for inner in inners for edit in inner.suggested),
        )
