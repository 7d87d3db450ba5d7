"""The layout of a draft with its corrected words: what ALTO and PAGE are written of.

A word of the layout is one word here, if no edit says otherwise. Words that an edit joins become one, a word that an
edit parts becomes several, words that edits take away are gone, and each says how the OCR read it. A word broken over
a line end stays in two halves, for each has its place on the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from teikit.core import Draft, Edit, Span
from teikit.core.layout import LayoutLine
from teikit.export.placing import Old, Placed, place
from teikit.export.tokens import Token, once, tokens
from teikit.export.values import CorrectedBlock, CorrectedLine, CorrectedPage, CorrectedWord

__all__ = ["CorrectedBlock", "CorrectedLine", "CorrectedPage", "CorrectedWord", "corrected"]


def corrected(draft: Draft) -> list[CorrectedPage]:
    """The pages of a draft with its corrected words; none where the source has no layout."""
    layout = draft.source.layout
    if layout is None:
        return []
    olds = _olds(draft, layout.lines)
    by_line: dict[int, list[Placed]] = defaultdict(list)
    for group, found in _groups(olds, tokens(draft, [old.word.span for old in olds])):
        for placed in place(group, found, layout.lines):
            by_line[placed.line].append(placed)
    lines = iter(
        CorrectedLine(
            line.box,
            tuple(placed.word for placed in sorted(by_line[number], key=lambda placed: placed.offset)),
            draft.source.text[line.span.start : line.span.end],
        )
        for number, line in enumerate(layout.lines)
    )
    return [
        CorrectedPage(
            page.width,
            page.height,
            page.image,
            tuple(
                CorrectedBlock(block.box, tuple(next(lines) for _ in block.lines), block.language)
                for block in page.blocks
            ),
        )
        for page in layout.pages
    ]


def _olds(draft: Draft, lines: Sequence[LayoutLine]) -> list[Old]:
    words = [(number, word) for number, line in enumerate(lines) for word in line.words]
    spans = [word.span for _, word in words]
    starts = [span.start for span in spans]
    edits: dict[int, list[Edit]] = defaultdict(list)
    for piece in draft.pieces:
        if piece.why:
            for index in _touched(spans, starts, piece.span):
                edits[index] += piece.why
    text = draft.source.text
    return [
        Old(word, line, text[word.span.start : word.span.end], once(iter(edits[index])))
        for index, (line, word) in enumerate(words)
    ]


def _touched(spans: Sequence[Span], starts: Sequence[int], span: Span) -> range:
    """Which words a stretch of the source reaches into."""
    first = bisect_right(starts, span.start) - 1
    if first < 0 or spans[first].end <= span.start:
        first += 1
    return range(first, max(bisect_left(starts, span.end), first))


def _groups(olds: Sequence[Old], found: Iterable[Token]) -> Iterator[tuple[list[Old], list[Token]]]:
    """The words of the layout with what became of them: what shares a word or a token is in one group."""
    spans = [old.word.span for old in olds]
    starts = [span.start for span in spans]
    leader = list(range(len(olds)))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    held: list[tuple[int, Token]] = []
    for token in found:
        touched = [index for atom in token.atoms for index in _touched(spans, starts, atom.span)]
        if not touched:
            yield [], [token]
            continue
        held.append((touched[0], token))
        for index in touched[1:]:
            one, other = sorted((lead(touched[0]), lead(index)))
            leader[other] = one
    groups: dict[int, tuple[list[Old], list[Token]]] = {}
    for index, old in enumerate(olds):
        groups.setdefault(lead(index), ([], []))[0].append(old)
    for index, token in held:
        groups[lead(index)][1].append(token)
    yield from groups.values()
