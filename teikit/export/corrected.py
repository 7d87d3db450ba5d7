"""Put the corrected words of a draft into its layout, from which ALTO and PAGE are written.

A word of the layout becomes one word here, unless an edit joins it with others, separates or removes it; each word has
its OCR reading. A word broken over a line end stays in two halves, because each has its own place on the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from teikit.core import Draft, Edit, Span
from teikit.core.layout import LayoutLine
from teikit.disjoint_sets import DisjointSets
from teikit.export.pages import CorrectedBlock, CorrectedLine, CorrectedPage
from teikit.export.placing import OcrWord, PlacedWord, placed_words
from teikit.export.tokens import CorrectedToken, distinct, tokens_of


def corrected_pages(draft: Draft) -> list[CorrectedPage]:
    """The pages of a draft with its corrected words; an empty list if the source has no layout."""
    layout = draft.source.layout
    if layout is None:
        return []
    lines = _corrected_lines(draft, layout.lines)
    pages = []
    for page in layout.pages:
        blocks = (
            CorrectedBlock(block.box, tuple(next(lines) for _ in block.lines), block.language) for block in page.blocks
        )
        pages.append(CorrectedPage(page.width, page.height, page.image, tuple(blocks), page.unit))
    return pages


def _corrected_lines(draft: Draft, lines: Sequence[LayoutLine]) -> Iterator[CorrectedLine]:
    """Each line of the layout with its corrected words, in the order of the page."""
    ocr_words = _ocr_words(draft, lines)
    by_line: dict[int, list[PlacedWord]] = defaultdict(list)
    for group, tokens in _groups(ocr_words, tokens_of(draft, [ocr_word.word.span for ocr_word in ocr_words])):
        for placed in placed_words(group, tokens, lines):
            by_line[placed.line].append(placed)
    for at, line in enumerate(lines):
        words = (placed.word for placed in sorted(by_line[at], key=lambda placed: placed.offset))
        yield CorrectedLine(line.box, tuple(words), draft.source.text[line.span.start : line.span.end])


def _ocr_words(draft: Draft, lines: Sequence[LayoutLine]) -> list[OcrWord]:
    """The words of the layout, in order, with the edits that touch them."""
    words = [(at, word) for at, line in enumerate(lines) for word in line.words]
    spans = [word.span for _, word in words]
    starts = [span.start for span in spans]
    edits: dict[int, list[Edit]] = defaultdict(list)
    for piece in draft.pieces:
        if piece.why:
            for index in _touched(spans, starts, piece.span):
                edits[index] += piece.why
    text = draft.source.text
    return [
        OcrWord(word, line, text[word.span.start : word.span.end], distinct(edits[index]))
        for index, (line, word) in enumerate(words)
    ]


def _touched(spans: Sequence[Span], starts: Sequence[int], span: Span) -> range:
    """The numbers of the words that overlap a stretch of the source; ``starts`` are the offsets where they begin."""
    first = bisect_right(starts, span.start) - 1
    if first < 0 or spans[first].end <= span.start:
        first += 1
    return range(first, max(bisect_left(starts, span.end), first))


def _groups(
    ocr_words: Sequence[OcrWord], tokens: Iterable[CorrectedToken]
) -> Iterator[tuple[list[OcrWord], list[CorrectedToken]]]:
    """Words of the layout with the tokens made from them, such that no word and no token is in two groups.

    A token not made from any word of the layout is a group of its own.
    """
    spans = [ocr_word.word.span for ocr_word in ocr_words]
    starts = [span.start for span in spans]
    joined = DisjointSets(len(ocr_words))
    first_words: list[tuple[int, CorrectedToken]] = []
    for token in tokens:
        touched = [index for atom in token.atoms for index in _touched(spans, starts, atom.span)]
        if not touched:
            yield [], [token]
            continue
        first_words.append((touched[0], token))
        for index in touched[1:]:
            joined.join(touched[0], index)
    groups: dict[int, tuple[list[OcrWord], list[CorrectedToken]]] = {
        root: ([ocr_words[index] for index in members], []) for root, members in joined.sets().items()
    }
    for index, token in first_words:
        groups[joined.root(index)][1].append(token)
    yield from groups.values()
