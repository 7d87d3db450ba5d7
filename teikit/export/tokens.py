"""Cut a draft into its words after correction, each with the stretches of the source from which it was made."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.core import Draft, Edit, Piece, Span

WHITE_SPACE = re.compile(r"[ \t\r\n\f\v]+")
"""The white space that separates words: that of ASCII, without U+00A0."""


class Atom(NamedTuple):
    """A part of a word: its text, its place in the source, and the edits that made this text."""

    text: str
    span: Span
    edits: tuple[Edit, ...] = ()


class CorrectedToken(NamedTuple):
    """A word of the corrected text. Atoms without text are stretches of the source that an edit removed from it."""

    atoms: tuple[Atom, ...]

    @property
    def text(self) -> str:
        """The text of the word."""
        return "".join(atom.text for atom in self.atoms)

    @property
    def start(self) -> int:
        """The offset in the source at which it begins."""
        return self.atoms[0].span.start

    @property
    def end(self) -> int:
        """The offset in the source at which it ends."""
        return self.atoms[-1].span.end

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that had a part in it, each once."""
        return distinct(edit for atom in self.atoms for edit in atom.edits)


def distinct(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Each edit once, in the order of its first occurrence; equal edits of two places count as two."""
    return tuple({id(edit): edit for edit in edits}.values())


def tokens_of(draft: Draft, words: Sequence[Span]) -> list[CorrectedToken]:
    """The words of the running text and of all asides, in the order of the source.

    ``words`` are the spans of the words of the layout, in order: white space inside one of them does not separate
    words.
    """
    running, hidden = _Flow(draft, words), _Flow(draft, words)
    asides = {mark.span.start for mark in draft.marks if mark.aside}
    for piece in draft.pieces:
        if piece.hidden and piece.span.start in asides:
            hidden.close()
        (hidden if piece.hidden else running).add(piece)
    running.close()
    hidden.close()
    return sorted(running.tokens + hidden.tokens, key=lambda token: (token.start, token.end))


class _Flow:
    """Cuts one text, given piece by piece, into ``tokens``: the running text, or that of the asides."""

    def __init__(self, draft: Draft, words: Sequence[Span]) -> None:
        self.text, self.words = draft.source.text, words
        self._starts = [word.start for word in words]
        self.tokens: list[CorrectedToken] = []
        self._atoms: list[Atom] = []  # those of the word that has not ended yet

    def add(self, piece: Piece) -> None:
        """Read the next piece of the draft."""
        if piece.new is None:
            self._add_unedited(piece.span)
            return
        for old, new in _cut_at_unchanged_space(self.text, piece):
            if self.text[old.start : old.end] == new:
                self._add_unedited(old)
            else:
                self._add_edited(old, new, piece.why)

    def _add_unedited(self, span: Span) -> None:
        """Add an unchanged stretch of the source, cut at white space outside of words of the layout."""
        at = span.start
        for white in WHITE_SPACE.finditer(self.text, span.start, span.end):
            if self._is_inside_word(white.start()):
                continue
            self._add_atom(Span(at, white.start()))
            self.close()
            at = white.end()
        self._add_atom(Span(at, span.end))

    def _is_inside_word(self, offset: int) -> bool:
        """Whether an offset of the source is inside a word of the layout."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self.words[index].end

    def _add_atom(self, span: Span) -> None:
        """Add an unchanged stretch of the source to the word."""
        if span.start < span.end:
            self._atoms.append(Atom(self.text[span.start : span.end], span))

    def _add_edited(self, span: Span, new: str, why: tuple[Edit, ...]) -> None:
        """Add a stretch of the source that becomes ``new`` by these edits, cut at the white space in it."""
        if not new:
            self._atoms.append(Atom("", span, why))
            return
        for number, part in enumerate(WHITE_SPACE.split(new)):
            if number:
                self.close()
            if part:
                self._atoms.append(Atom(part, span, why))

    def close(self) -> None:
        """End the word, if one has begun.

        Source text that an edit removed is part of the word if the same edit made a part of the word, too. Otherwise it
        is left out at the ends, and within the word an empty stretch stands for it.
        """
        atoms, self._atoms = self._atoms, []
        if not any(atom.text for atom in atoms):
            return
        own_edits = {id(edit) for atom in atoms if atom.text for edit in atom.edits}
        is_own = [bool(atom.text) or any(id(edit) in own_edits for edit in atom.edits) for atom in atoms]
        first, last = is_own.index(True), len(is_own) - is_own[::-1].index(True)
        kept = []
        for atom, own in zip(atoms[first:last], is_own[first:last], strict=True):
            kept.append(atom if own else atom._replace(span=Span(atom.span.start, atom.span.start)))
        self.tokens.append(CorrectedToken(tuple(kept)))


def _cut_at_unchanged_space(text: str, piece: Piece) -> Iterator[tuple[Span, str]]:
    """A replaced stretch of several words, cut at the white space that the edit left as it was.

    Yields the stretches of the source, each with its new text: ``NI ACT TO B0NN`` corrected to ``NIACT TO BONN`` gives
    ``NI ACT``, ``TO`` and ``B0NN`` with the spaces between them.
    """
    offset, new = piece.span.start, piece.new or ""
    old = text[offset : piece.span.end]
    start = new_start = 0  # where the next part begins, in the old text and in the new
    if WHITE_SPACE.search(old) and WHITE_SPACE.search(new):
        for step in Levenshtein.opcodes(old, new):
            if step.tag != "equal":
                continue
            for white in WHITE_SPACE.finditer(old, step.src_start, step.src_end):
                new_end = step.dest_start + white.start() - step.src_start
                yield Span(offset + start, offset + white.start()), new[new_start:new_end]
                yield Span(*white.span()).moved(offset), white[0]
                start, new_start = white.end(), new_end + len(white[0])
    if start < len(old) or new_start < len(new) or not new:
        yield Span(offset + start, piece.span.end), new[new_start:]
