"""What reviewers wrote beside the text of a page: codes and illegible notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from teikit.core import Draft
from teikit.geometry.body import FEW_WORDS, is_note
from teikit.geometry.latest import Latest
from teikit.geometry.measures import typed_pages
from teikit.geometry.page import TypedPage, in_margins
from teikit.lexicon import Lexicon
from teikit.lexicon.margin import Cluster, clusters, own_reasons

DIRT = 0.5  # share of the rows of a page with something illegible beside them, above which it is dirt, not notes
TALL = 0.4  # height in lines above which an illegible note is not a speck
PILE = 1.6  # lines within which codes one below the other are read as one: (b)(1), and 1.5(c) below it

_clusters = Latest[list[Cluster]]()


def clusters_of(draft: Draft, lexicon: Lexicon) -> list[Cluster]:
    """The codes in the text of a draft; if its pages are known, also in the forms that their margins allow.

    ``(8)1)`` is a misread code in a margin but means nothing in a line.
    """
    return _clusters.of(draft, lambda: _clusters_in(draft, lexicon), lexicon)


def _clusters_in(draft: Draft, lexicon: Lexicon) -> list[Cluster]:
    """The same without the cache; a line with the reason for a classification may have been set aside: ``CL BY``."""
    reasons = frozenset(map(draft.to_text, own_reasons(draft.source.lines, lexicon)))
    return clusters(draft.lines, lexicon, in_margins(typed_pages(draft)), reasons)


class Code(NamedTuple):
    """Codes that are together, the categories that they claim, and their place on the straightened page.

    ``side`` is -1 in the left margin, 1 in the right one, 0 in a line; an illegible note has no categories.
    """

    categories: tuple[str, ...]
    top: float
    bottom: float
    side: int
    starts: tuple[int, ...] = ()


def codes_of(draft: Draft, lexicon: Lexicon, pages: Sequence[TypedPage]) -> list[list[Code]]:
    """The codes of each page, with those one below the other as one."""
    by_start = {
        word.span.start: (number, page.outside(word), word)
        for number, page in enumerate(pages)
        for row in page.rows
        for word in row.words
    }
    codes_by_page: list[list[Code]] = [[] for _ in pages]
    for cluster in clusters_of(draft, lexicon):
        starts = tuple(mark.span.start for mark in cluster.marks)
        placed = [by_start[start] for start in starts if start in by_start]
        for number, words in groupby(placed, key=itemgetter(0)):
            sides, heights = zip(*((side, word.middle) for _, side, word in words), strict=True)
            codes_by_page[number].append(Code(cluster.categories, min(heights), max(heights), sides[0], starts))
    for page, codes in zip(pages, codes_by_page, strict=True):
        codes += _unread(page, {start for code in codes for start in code.starts})
    return [list(_stacked(codes, page.measures.pitch)) for codes, page in zip(codes_by_page, pages, strict=True)]


def _unread(page: TypedPage, code_starts: set[int]) -> Sequence[Code]:
    """The illegible notes; none if there are so many that they must be dirt."""
    notes = list(_notes(page, code_starts))
    return notes if len({note.top for note in notes}) <= DIRT * len(page.rows) else []


def _notes(page: TypedPage, code_starts: set[int]) -> Iterator[Code]:
    """Words in the margins that are not specks: a reviewer may have written them, although not as legible codes."""
    for row in page.rows:
        for word in row.words:
            side = page.outside(word)
            if not side and is_note([word], page.measures.left, page.measures.right, page.measures.cell):
                if len(row.words) <= FEW_WORDS and word.span.start not in code_starts:
                    yield Code((), word.middle, word.middle, side, (word.span.start,))
                continue
            tall = word.box.height > TALL * page.measures.pitch and word.right - word.left > page.measures.cell
            if side and tall and word.letters and word.span.start not in code_starts:
                yield Code((), word.middle, word.middle, side, (word.span.start,))


def _stacked(codes: list[Code], pitch: float) -> Iterator[Code]:
    """Codes of one side, with those right below each other as one; a repeated category belongs to another excision."""
    for side in (-1, 0, 1):
        pile: Code | None = None
        for code in sorted((code for code in codes if code.side == side), key=lambda code: code.top):
            if (
                pile
                and code.top - pile.bottom < PILE * pitch
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
