"""``textClass``: the genre, the classification and the captions of a document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from rapidfuzz.fuzz import ratio

from teikit.core import Draft, Mark, Span, kinds
from teikit.core.packet import Telegram
from teikit.lexicon import Lexicon
from teikit.tei.build import make

SIMILARITY = 75  # similarity, 0 to 100, of a misread line to a classification, at least: CANFIDENTIAL
SHORTEST_LEVEL = 6  # letters of such a line, at least
EDGES = " .,:;*•|[]()"  # signs around it
CHOICES = 3  # different classifications on a page that a form prints there, one to be ticked, at least
LOWEST_RANK = 99  # rank of a banner whose collection gives it none, below all others


def text_class(draft: Draft, telegram: Telegram, marks: Iterable[Mark], lexicon: Lexicon) -> Iterator[etree._Element]:
    """``textClass``: the genre with its certainty, the highest classification on the pages, and the captions.

    ``marks`` are those of the pages of the document. A page with many classifications has those of a form, which say
    nothing about it: ``[ ] UNCLASSIFIED [ ] CONFIDENTIAL [ ] SECRET``.
    """
    ranks = {banner.id: banner.rank or LOWEST_RANK for banner in lexicon.banners}
    marks = sorted(marks, key=lambda mark: mark.span)
    levels = {level for page in telegram.pages for level in _levels(draft, page.span, marks, lexicon)}
    captions = sorted({mark.get("id") for mark in marks if mark.kind == kinds.CAPTION and mark.get("id")})
    refs = []
    genres = [genre for genre in (telegram.genre, telegram.subgenre) if genre in lexicon.genres]
    if genres:
        target = " ".join(f"#{genre}" for genre in genres)
        refs.append(make("catRef", scheme="#genre", target=target, cert=telegram.cert.name.lower()))
    if levels:
        highest = min(levels, key=lambda id: (ranks.get(id, LOWEST_RANK), id))
        refs.append(make("catRef", scheme="#classification", target=f"#{highest}"))
    if captions:
        refs.append(make("catRef", scheme="#caption", target=" ".join(f"#{id}" for id in captions)))
    if refs:
        yield make("textClass", "", *refs)


def _levels(draft: Draft, page: Span, marks: Sequence[Mark], lexicon: Lexicon) -> set[str]:
    """The classifications that a page states, in its banners and header; none where a form prints them all.

    ``marks`` are those of the document, in order.
    """
    ends = (bisect_left(marks, offset, key=lambda mark: mark.span.start) for offset in page)
    on_page = marks[slice(*ends)]
    levels = {mark.get("id") for mark in on_page if mark.kind == kinds.CLASSIFICATION}
    levels |= {mark.get("level") for mark in on_page if mark.kind == kinds.FIELD}
    words = [banner for banner in lexicon.banners if banner.kind == kinds.CLASSIFICATION and " " not in banner.form]
    lines = (line.strip(EDGES).upper() for line in draft.source.text[slice(*page)].splitlines())
    alone = [line for line in lines if line.isalpha() and len(line) >= SHORTEST_LEVEL]
    misread = {banner.id for banner in words if any(ratio(line, banner.form) >= SIMILARITY for line in alone)}
    return levels - {""} if len((levels | misread) - {""}) < CHOICES else set()
