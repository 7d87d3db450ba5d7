"""What reviewers wrote beside the text of a page: codes, and notes that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teikit.core import Draft
from teikit.geometry.body import FEW, is_note
from teikit.geometry.latest import Latest
from teikit.geometry.measures import typing
from teikit.geometry.page import Typing, in_margins
from teikit.lexicon import Lexicon
from teikit.lexicon.margin import Cluster, clusters

DIRT = 0.5
"""Share of the rows of a page beside which something stands that cannot be read, where it is no note."""

_read = Latest[list[Cluster]]()


def clusters_of(draft: Draft, lexicon: Lexicon) -> list[Cluster]:
    """The codes in the text of a draft; where its pages are known, in the forms that their margins allow, too."""
    return _read.of(draft, lambda: clusters(draft.text, lexicon, in_margins(typing(draft))), lexicon)


class Code(NamedTuple):
    """Codes that stand together, the categories they claim, and where they stand on the straightened page."""

    categories: tuple[str, ...]
    top: float
    bottom: float
    side: int
    starts: tuple[int, ...] = ()


def codes_of(draft: Draft, lexicon: Lexicon, pages: Sequence[Typing]) -> list[list[Code]]:
    """The codes of each page, those one below the other as one."""
    words = [{word.span.start: (page.outside(word), word) for row in page.rows for word in row.words} for page in pages]
    found: list[list[Code]] = [[] for _ in pages]
    for cluster in clusters_of(draft, lexicon):
        for number, known in enumerate(words):
            own = [known[mark.span.start] for mark in cluster.marks if mark.span.start in known]
            if own:
                tops = [word.middle for _, word in own]
                starts = tuple(mark.span.start for mark in cluster.marks)
                found[number].append(Code(cluster.categories, min(tops), max(tops), own[0][0], starts))
    for page, codes in zip(pages, found, strict=True):
        codes += _unread(page, {start for code in codes for start in code.starts})
    return [list(_stacked(codes, page.measures.pitch)) for codes, page in zip(found, pages, strict=True)]


def _unread(page: Typing, known: set[int]) -> Sequence[Code]:
    """Notes that cannot be read, unless there are so many that they are the dirt of the page."""
    notes = list(_notes(page, known))
    return notes if len({note.top for note in notes}) <= DIRT * len(page.rows) else []


def _notes(page: Typing, known: set[int]) -> Iterator[Code]:
    """Words in the margins that are no specks: a reviewer may have written them, though no code can be read."""
    for row in page.rows:
        for word in row.words:
            side = page.outside(word)
            if not side and is_note([word], page.measures.left, page.measures.right, page.measures.cell):
                if len(row.words) <= FEW and word.span.start not in known:
                    yield Code((), word.middle, word.middle, side, (word.span.start,))
                continue
            tall = word.box.height > 0.4 * page.measures.pitch and word.right - word.left > page.measures.cell
            if side and tall and word.letters and word.span.start not in known:
                yield Code((), word.middle, word.middle, side, (word.span.start,))


def _stacked(codes: list[Code], pitch: float) -> Iterator[Code]:
    for side in (-1, 0, 1):
        pile: Code | None = None
        for code in sorted((code for code in codes if code.side == side), key=lambda code: code.top):
            if (
                pile
                and code.top - pile.bottom < 1.6 * pitch
                and (not code.categories or not set(code.categories) <= set(pile.categories))
            ):
                categories = tuple(dict.fromkeys((*pile.categories, *code.categories)))
                starts = (*pile.starts, *code.starts)
                pile = Code(categories, pile.top, max(code.bottom, pile.bottom), side, starts)
                continue
            if pile:
                yield pile
            pile = code
        if pile:
            yield pile
