"""A source as it reads after edits: the class on which every pass works."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

from teikit.core.decided import Decided
from teikit.core.pieces import Piece, cut, hide, insert
from teikit.core.proposals import Certainty, Edit, Mark, Proposal
from teikit.core.source import Line, Source, lines
from teikit.core.span import Span

OF_PIECES = ("_texts", "_starts", "piece_starts", "last_pieces", "text", "lines", "_line_starts")
"""What a draft remembers that its pieces alone decide."""


@dataclass(frozen=True)
class Draft:
    """A source, or a part of one, as it reads after edits.

    The pieces cover it without overlap, in order. ``marks``, ``refused`` and ``suggested`` (edits below the
    threshold of certainty) have spans of the source; the passes that look at ``text`` never see those. What was
    ``decided`` by persons no pass can change: what is proposed against it is refused. ``kind`` is that of the aside
    whose inside the draft is, empty for the running text.
    """

    source: Source
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...] = ()
    refused: tuple[Proposal, ...] = ()
    suggested: tuple[Edit, ...] = ()

    def __repr__(self) -> str:
        return f"<Draft of {self.source.name!r}: {len(self.edits)} edits, {len(self.marks)} marks>"

    kind: str = ""
    decided: tuple[Decided, ...] = ()

    @classmethod
    def of(cls, source: Source) -> Draft:
        """The draft of a source that nobody has edited yet."""
        return cls(source, (Piece(Span(0, len(source.text))),) if source.text else ())

    def reading(self, piece: Piece) -> str:
        """How a piece reads, whether it is hidden or not."""
        return self.original(piece) if piece.new is None else piece.new

    def original(self, piece: Piece) -> str:
        """What the source has at a piece."""
        return self.source.text[piece.span.start : piece.span.end]

    def read(self, span: Span) -> str:
        """How a stretch of the source reads now, asides and all; a replaced piece counts where it begins."""
        first = bisect_left(self.piece_starts, span.start)
        if first and self.pieces[first - 1].span.end > span.start:
            first -= 1
        parts = []
        for piece in self.pieces[first : bisect_left(self.piece_starts, span.end)]:
            if piece.new is None:
                parts.append(self.source.text[max(piece.span.start, span.start) : min(piece.span.end, span.end)])
            elif piece.span.start >= span.start:
                parts.append(piece.new)
        return "".join(parts)

    @cached_property
    def _texts(self) -> list[str]:
        return ["" if piece.hidden else self.reading(piece) for piece in self.pieces]

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate(map(len, self._texts), initial=0))

    @cached_property
    def piece_starts(self) -> list[int]:
        """Where each piece begins in the source."""
        return [piece.span.start for piece in self.pieces]

    @cached_property
    def last_pieces(self) -> dict[int, Span]:
        """For each edit, by its ``id()``, the stretch of the source of its last piece that is more than blanks."""
        written = (piece for piece in self.pieces if piece.why and self.original(piece).strip(" \t"))
        return {id(edit): piece.span for piece in written for edit in piece.why}

    @cached_property
    def text(self) -> str:
        """The running text as the passes so far have left it, without asides."""
        return "".join(self._texts)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of ``text``."""
        return tuple(lines(self.text))

    def lines_in(self, span: Span) -> tuple[Line, ...]:
        """The lines that begin in a stretch of ``text``."""
        starts = self._line_starts
        return self.lines[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit that was applied, each once, in the order of the text, with spans of the source."""
        seen: dict[int, Edit] = {}
        for piece in self.pieces:
            for edit in piece.why:
                seen.setdefault(id(edit), edit)
        return tuple(seen.values())

    # ------------------------------------------------------------ offsets

    def to_source(self, span: Span) -> Span:
        """A span of ``text`` in offsets of the source; what was replaced is taken whole.

        What begins with the text and has none begins with the source, whatever was set aside there (a title).
        """
        if not self.pieces or span == Span(0, 0):
            return Span(0, 0)
        start = self._to_source_start(span.start)
        if span.end == span.start:
            return Span(start, start)
        index = bisect_right(self._starts, span.end - 1, 0, len(self.pieces)) - 1
        piece = self.pieces[index]
        end = piece.span.start + span.end - self._starts[index] if piece.new is None else piece.span.end
        return Span(start, end)

    def _to_source_start(self, offset: int) -> int:
        if offset >= self._starts[-1]:
            return self.pieces[-1].span.end
        index = bisect_right(self._starts, offset, 0, len(self.pieces)) - 1
        piece = self.pieces[index]
        return piece.span.start + (offset - self._starts[index] if piece.new is None else 0)

    def to_text(self, offset: int) -> int:
        """Where an offset of the source stands in ``text``; inside an aside, where the text goes on after it."""
        index = bisect_right(self.piece_starts, offset) - 1
        if index < 0:
            return 0
        piece = self.pieces[index]
        if piece.hidden or piece.new is not None:
            return self._starts[index] if offset < piece.span.end else self._starts[index + 1]
        return min(self._starts[index] + offset - piece.span.start, self._starts[index + 1])

    def seams(self, span: Span) -> list[int]:
        """The offsets inside a stretch of ``text`` where one piece of the source ends and another begins."""
        first, last = bisect_right(self._starts, span.start), bisect_left(self._starts, span.end)
        return sorted(set(self._starts[first:last]))

    def holds_aside(self, span: Span) -> bool:
        """Whether something that was set aside stands inside a stretch of ``text``, not only at its ends."""
        following = bisect_right(self._asides, span.start)
        return following < len(self._asides) and self._asides[following] < span.end

    @cached_property
    def _asides(self) -> list[int]:
        return sorted(self.to_text(mark.span.start) for mark in self.marks if mark.aside)

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
        """The stretches of ``text`` between the marks of a kind (pages, say), the first from the very beginning."""
        starts = {self.to_text(mark.span.start) for mark in self.marks if mark.kind == kind}
        cuts = [0, *sorted(starts - {0}), len(self.text)]
        return [Span(start, end) for start, end in pairwise(cuts)]

    # ------------------------------------------------------------- edits

    def apply(self, proposals: Iterable[Proposal], at_least: Certainty = Certainty.LOW) -> Draft:
        """Take the proposals, in offsets of ``text``, into a new draft.

        Of two proposals that overlap, the one that begins first is taken; the other is kept in ``refused``, as
        is one that does not fit the text. Edits less certain than ``at_least`` go to ``suggested``. An edit that
        only touches an earlier one leaves it alone; one that reaches into it takes it whole. An edit that runs
        across an aside leaves the aside where it is; an aside that runs across another is cut in parts. What a
        person decided stands: what reaches into it is refused.
        """
        edits, marks, refused, suggested = self._select(proposals, at_least)
        if not (edits or marks or refused or suggested):
            return self
        pieces = list(self.pieces)
        for edit, stored in reversed(edits):
            self._replace(pieces, edit.span, stored)
        hidden = [mark.span for mark in marks if mark.aside]
        draft = replace(
            self,
            pieces=tuple(hide(pieces, hidden)) if hidden else tuple(pieces),
            marks=self.marks + tuple(marks),
            refused=self.refused + tuple(refused),
            suggested=self.suggested + tuple(suggested),
        )
        if not edits and not hidden:  # the pieces are the same, and so is all that is known of them
            vars(draft).update({name: vars(self)[name] for name in OF_PIECES if name in vars(self)})
        return draft

    def _select(
        self, proposals: Iterable[Proposal], at_least: Certainty
    ) -> tuple[list[tuple[Edit, Edit]], list[Mark], list[Proposal], list[Edit]]:
        """Sort proposals into edits (as proposed, and in source offsets), marks, refused and suggested ones."""
        edits: list[tuple[Edit, Edit]] = []
        marks: list[Mark] = []
        refused: list[Proposal] = []
        suggested: list[Edit] = []
        edited, aside = Span(0, 0), Span(0, 0)
        for proposal in sorted(proposals, key=lambda proposal: proposal.span.start):
            span = proposal.span
            if not 0 <= span.start <= span.end <= len(self.text):
                refused.append(proposal)
                continue
            stored = replace(proposal, span=self.to_source(span))
            if isinstance(stored, Edit):
                if stored.cert < at_least:
                    suggested.append(stored)
                elif (
                    _clash(edited, span)
                    or _crosses(stored.span, aside)
                    or (edits and edits[-1][0].span == span)
                    or any(decided.closes_reading(stored.span) for decided in self.decided)
                ):
                    refused.append(stored)
                else:
                    edits.append((proposal, stored))  # type: ignore[arg-type]
                    edited = Span(span.start, max(span.end, edited.end))
            elif any(decided.closes_kind(stored.span, stored.kind) for decided in self.decided):
                refused.append(stored)
            elif not stored.aside:
                marks.append(stored)
            elif _clash(aside, stored.span) or _crosses(edited, span) or not (parts := self._around_asides(stored)):
                refused.append(stored)
            else:
                marks += parts
                aside = stored.span
        return edits, marks, refused, suggested

    def _around_asides(self, mark: Mark) -> list[Mark]:
        """An aside in one part, or in several where earlier asides cut it: asides never nest.

        What a person put into the running text cuts it, too, and what must stay whole for a person.
        """
        low, high = self._within(mark.span)
        text = [decided.span for decided in self.decided if decided.keeps_off(mark.span)]
        taken = [piece.span for piece in self.pieces[low:high] if piece.hidden] + text
        parts, start = [], mark.span.start
        for span in (*sorted(taken), Span(mark.span.end, mark.span.end)):
            parts.append(Span(start, max(start, min(span.start, mark.span.end))))
            start = max(start, span.end)
        written = [span for span in parts if self.source.text[span.start : span.end].strip()]
        return [replace(mark, span=span) for span in written or [span for span in parts if span.start < span.end][:1]]

    def _replace(self, pieces: list[Piece], span: Span, edit: Edit) -> None:
        """Put one edit into the pieces. Edits come last first, so what stands before ``span`` is still untouched."""
        count = len(self.pieces)
        first = min(bisect_right(self._starts, span.start, 0, count), count) - 1 if count else 0
        if span.start == span.end:
            insert(pieces, first, span.start - self._starts[first] if count else 0, edit)
            return
        last = bisect_left(self._starts, span.end, 0, count)  # one past the piece that holds the last character
        offset, rest = span.start - self._starts[first], edit.new
        parts: list[Piece] = []
        for index in range(first, last):
            piece = pieces[index]
            if piece.hidden or not self._texts[index]:
                parts.append(piece)
                continue
            reading = self.reading(piece)
            begin = offset if index == first else 0
            end = min(span.end - self._starts[index], len(self._texts[index]))
            parts += cut(piece, reading, begin, end, rest, edit)
            rest = ""
        pieces[first:last] = parts

    # ------------------------------------------------------------- asides

    def inside(self, mark: Mark) -> Draft:
        """An aside as a small draft of its own, to be read and corrected like any text."""
        low, high = self._within(mark.span)
        pieces = tuple(piece._replace(hidden=False) for piece in self.pieces[low:high])
        return Draft(self.source, pieces, kind=mark.kind, decided=self.decided)

    def _within(self, span: Span) -> tuple[int, int]:
        return bisect_left(self.piece_starts, span.start), bisect_left(self.piece_starts, span.end)

    def inside_each(self, work: Callable[[Draft], Draft]) -> Draft:
        """This draft with ``work`` done on each of its asides as a draft of its own."""
        pieces: list[Piece] = []
        done, inners = 0, []
        for mark in sorted((mark for mark in self.marks if mark.aside), key=lambda mark: mark.span):
            low, high = self._within(mark.span)
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


def _clash(taken: Span, span: Span) -> bool:
    """Whether a span that begins no earlier reaches into one that is taken."""
    return span.start < taken.end


def _crosses(edit: Span, aside: Span) -> bool:
    """Whether an edit stands neither inside an aside nor outside it."""
    overlap = max(edit.start, aside.start) < min(edit.end, aside.end)
    return overlap and not (aside.start <= edit.start and edit.end <= aside.end)
