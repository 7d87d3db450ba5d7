"""``textClass``: the genre, the classification and the captions of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from teikit.core import Mark, kinds
from teikit.core.packet import Telegram
from teikit.lexicon import Lexicon
from teikit.tei.build import make

LOWEST_RANK = 99  # rank of a banner whose collection gives it none, below all others


def text_class(telegram: Telegram, marks: Iterable[Mark], lexicon: Lexicon) -> Iterator[etree._Element]:
    """``textClass``: the genre with its certainty, the highest classification on the pages, and the captions.

    ``marks`` are those of the pages of the document.
    """
    ranks = {banner.id: banner.rank or LOWEST_RANK for banner in lexicon.banners}
    marks = list(marks)
    banners = [(mark.kind, mark.get("id")) for mark in marks if mark.kind in (kinds.CLASSIFICATION, kinds.CAPTION)]
    levels = {id for kind, id in banners if kind == kinds.CLASSIFICATION and id}
    levels |= {mark.get("level") for mark in marks if mark.kind == kinds.FIELD and mark.get("level")}
    captions = sorted({id for kind, id in banners if kind == kinds.CAPTION and id})
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
