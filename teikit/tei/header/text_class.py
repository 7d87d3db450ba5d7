"""``textClass``: what a document is, by its genre, its classification and its captions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from teikit.core import Mark, Span, kinds
from teikit.core.packet import Telegram
from teikit.lexicon import Lexicon
from teikit.tei.build import make

CHOICES = 3  # different classifications on a page that a form prints there, one to be ticked, at least
LOWEST_RANK = 99  # rank of a banner to which its collection gives none, below all others


def text_class(telegram: Telegram, marks: Iterable[Mark], lexicon: Lexicon) -> Iterator[etree._Element]:
    """``textClass``: the genre with its certainty, the highest classification on the pages, and the captions.

    ``marks`` are those of the pages of the document. A page with many classifications has those of a form, which say
    nothing of it: ``[ ] UNCLASSIFIED [ ] CONFIDENTIAL [ ] SECRET``.
    """
    ranks = {banner.id: banner.rank or LOWEST_RANK for banner in lexicon.banners}
    marks = list(marks)
    stated = (_levels(page.span, marks) for page in telegram.pages)
    levels = {level for on_page in stated if len(on_page) < CHOICES for level in on_page}
    captions = sorted({mark.get("id") for mark in marks if mark.kind == kinds.CAPTION and mark.get("id")})
    refs = []
    genres = [genre for genre in (telegram.kind, telegram.subgenre) if genre in lexicon.genres]
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


def _levels(page: Span, marks: Iterable[Mark]) -> set[str]:
    """The classifications on a page: those of its banners and of the fields of its header."""
    on_page = [mark for mark in marks if page.has(mark.span.start)]
    levels = {mark.get("id") for mark in on_page if mark.kind == kinds.CLASSIFICATION}
    return (levels | {mark.get("level") for mark in on_page if mark.kind == kinds.FIELD}) - {""}
