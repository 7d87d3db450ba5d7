"""The pieces of which a draft is made; functions to cut, insert and hide them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from teikit.core.proposals import Edit
from teikit.core.span import Span


class Piece(NamedTuple):
    """A stretch of the source and how it reads. ``new`` is None if it is unchanged."""

    span: Span
    new: str | None = None
    why: tuple[Edit, ...] = ()
    hidden: bool = False


def cut(piece: Piece, reading: str, begin: int, end: int, new: str, edit: Edit) -> list[Piece]:
    """One piece with the characters from ``begin`` to ``end`` of its reading replaced."""
    if piece.new is not None:
        return [piece._replace(new=reading[:begin] + new + reading[end:], why=(*piece.why, edit))]
    start, stop = piece.span.start, piece.span.end
    parts = [Piece(Span(start + begin, start + end), new, (edit,))]
    if begin:
        parts.insert(0, Piece(Span(start, start + begin)))
    if start + end < stop:
        parts.append(Piece(Span(start + end, stop)))
    return parts


def insert(pieces: list[Piece], index: int, offset: int, edit: Edit) -> None:
    """Put the new text of ``edit``, which replaces nothing, into a list of pieces.

    It goes ``offset`` characters after the beginning of piece ``index``, which is cut there if need be.
    """
    if not pieces:
        pieces.append(Piece(edit.span, edit.new, (edit,)))
        return
    piece = pieces[index]
    at_end = piece.hidden or (piece.new is None and offset >= piece.span.end - piece.span.start)
    if piece.new is not None and not piece.hidden and 0 < offset < len(piece.new):
        pieces[index : index + 1] = cut(piece, piece.new, offset, offset, edit.new, edit)
    elif at_end or (piece.new is not None and offset):
        end = piece.span.end
        pieces.insert(index + 1, Piece(Span(end, end), edit.new, (edit,)))
    elif piece.new is None and offset:
        middle = piece.span.start + offset
        pieces[index : index + 1] = [
            Piece(Span(piece.span.start, middle)),
            Piece(Span(middle, middle), edit.new, (edit,)),
            Piece(Span(middle, piece.span.end)),
        ]
    else:
        pieces.insert(index, Piece(Span(piece.span.start, piece.span.start), edit.new, (edit,)))


def hide(pieces: list[Piece], spans: list[Span]) -> Iterator[Piece]:
    """Take stretches of the source, in order, out of the running text; a replaced piece is hidden whole."""
    waiting = iter(spans)
    span = next(waiting, None)
    for piece in pieces:
        start, end = piece.span
        while span is not None and span.end <= start:
            span = next(waiting, None)
        while piece.new is None and span is not None and start < span.end and span.start < end:
            if start < span.start:
                yield Piece(Span(start, span.start), hidden=piece.hidden)
            start = min(end, span.end)
            yield Piece(Span(max(piece.span.start, span.start), start), hidden=True)
            if span.end > end:
                break
            span = next(waiting, None)
        if piece.new is not None:
            covered = span is not None and (span.start < end or span.start == start == end) and start < span.end
            yield piece._replace(hidden=piece.hidden or covered)
        elif start < end:
            yield Piece(Span(start, end), hidden=piece.hidden)
