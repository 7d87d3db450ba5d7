"""The words of a draft as they read now, each with the stretches of the source that it comes from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.core import Draft, Edit, Piece, Span

WHITE = re.compile(r"[ \t\r\n\f\v]+")


class Atom(NamedTuple):
    """A stretch of a word: how it reads, where it stands in the source, the edits that made it read so."""

    text: str
    span: Span
    edits: tuple[Edit, ...] = ()


class Token(NamedTuple):
    """A word of the corrected text. Atoms without text are parts of the source that an edit took out of it."""

    atoms: tuple[Atom, ...]

    @property
    def text(self) -> str:
        """How the word reads."""
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
        return once(edit for atom in self.atoms for edit in atom.edits)


def once(edits: Iterator[Edit]) -> tuple[Edit, ...]:
    """Each edit once, in the order in which they come."""
    return tuple({id(edit): edit for edit in edits}.values())


def tokens_of(draft: Draft, words: Sequence[Span]) -> list[Token]:
    """The words of the running text and of all asides, in the order of the source.

    ``words`` are the words of the layout, in order: white space inside one of them separates nothing.
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
    """One text that is read piece by piece: the running text, or that of the asides."""

    def __init__(self, draft: Draft, words: Sequence[Span]) -> None:
        self.text, self.words = draft.source.text, words
        self._starts = [word.start for word in words]
        self.tokens: list[Token] = []
        self._atoms: list[Atom] = []

    def add(self, piece: Piece) -> None:
        """Read the next piece of the draft."""
        if piece.new is None:
            self._plain(piece.span)
            return
        for old, new in _parts(self.text, piece):
            if self.text[old.start : old.end] == new:
                self._plain(old)
            else:
                self._edited(old, new, piece.why)

    def _plain(self, span: Span) -> None:
        at = span.start
        for white in WHITE.finditer(self.text, span.start, span.end):
            if self._is_inside_word(white.start()):
                continue
            self._atom(Span(at, white.start()), self.text[at : white.start()])
            self.close()
            at = white.end()
        self._atom(Span(at, span.end), self.text[at : span.end])

    def _is_inside_word(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self.words[index].end

    def _atom(self, span: Span, text: str) -> None:
        if text:
            self._atoms.append(Atom(text, span))

    def _edited(self, span: Span, new: str, why: tuple[Edit, ...]) -> None:
        if not new:
            self._atoms.append(Atom("", span, why))
            return
        for number, part in enumerate(WHITE.split(new)):
            if number:
                self.close()
            if part:
                self._atoms.append(Atom(part, span, why))

    def close(self) -> None:
        """End the word.

        Source text that an edit removed is part of the word if the same edit made a part of the word, too. Otherwise it
        is left out at the ends, and within the word an empty stretch stands for it.
        """
        atoms, self._atoms = self._atoms, []
        if not any(atom.text for atom in atoms):
            return
        own = {id(edit) for atom in atoms if atom.text for edit in atom.edits}
        kept = [bool(atom.text) or any(id(edit) in own for edit in atom.edits) for atom in atoms]
        first, last = kept.index(True), len(kept) - kept[::-1].index(True)
        self.tokens.append(
            Token(
                tuple(
                    atom if is_own else atom._replace(span=Span(atom.span.start, atom.span.start))
                    for atom, is_own in zip(atoms[first:last], kept[first:last], strict=True)
                )
            )
        )


def _parts(text: str, piece: Piece) -> Iterator[tuple[Span, str]]:
    """A replaced stretch of several words, cut at the white space that the edit left as it was.

    ``NI ACT TO B0NN`` that reads ``NIACT TO BONN`` gives ``NI ACT``, ``TO`` and ``B0NN`` with the spaces between them.
    """
    new, at = piece.new or "", 0
    old = text[piece.span.start : piece.span.end]
    start = piece.span.start
    if WHITE.search(old) and WHITE.search(new):
        for step in Levenshtein.opcodes(old, new):
            for white in WHITE.finditer(old, step.src_start, step.src_end) if step.tag == "equal" else ():
                place = step.dest_start + white.start() - step.src_start
                yield Span(start, piece.span.start + white.start()), new[at:place]
                yield Span(piece.span.start + white.start(), piece.span.start + white.end()), white[0]
                start, at = piece.span.start + white.end(), place + len(white[0])
    if start < piece.span.end or at < len(new) or not new:
        yield Span(start, piece.span.end), new[at:]
