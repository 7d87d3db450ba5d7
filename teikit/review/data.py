"""Prepare a document for the page of the review: the questions in order, with the data needed to decide them."""

from __future__ import annotations

from collections.abc import Set
from types import MappingProxyType
from typing import Any

from teikit.core import Source, Span
from teikit.core.layout import Box, LayoutPage
from teikit.decisions.book import shown_digest
from teikit.decisions.places import context
from teikit.messages.codes import codes
from teikit.review.completion import followers
from teikit.review.items import ReviewItem
from teikit.review.lines import ReviewLine, ReviewWord
from teikit.review.offers import offers

LINES_AROUND = 3  # lines of the text that are shown before and after
MARGIN = 1.2  # line heights that an image shows above and below its line
LOWEST_LINE = 24  # height, in units of the page, below which a line is not shown alone

LAYERS_IN_WORDS = MappingProxyType(
    {
        "stamp": "a stamp",
        "head": "a running head",
        "classification": "a classification",
        "catch": "a catchword or a routing mark",
        "letterhead": "a letterhead",
        "label": "a label of the form",
        "exemption": "an exemption code",
        "noise": "specks",
        "caption": "a caption",
    }
)
"""The kinds, other than text, that a person may choose for a stretch, in words; the key of each is a digit."""

Data = dict[str, Any]


def members(source: Source) -> list[Data]:
    """The inputs of a source, each with the offset where it begins and its name in decisions."""
    starts = [start for start, _ in source.members] or [0]
    keys = [(start, *source.key(start)[:2]) for start in starts]
    return [{"start": start, "source": shown_digest(digest), "record": record} for start, digest, record in keys]


def item_data(item: ReviewItem, source: Source, doubtful: Set[Span]) -> Data:
    """The data of an item for the page, including those for decisions on it.

    ``doubtful`` are the doubtful words of all releases.
    """
    line, column = source.position(item.span.start)
    data: Data = {
        "kind": item.kind,
        "at": list(item.span),
        "where": f"line {line}" if item.kind == "line" else f"line {line}, column {column}",
        **around(source, _with_words(item)),
    }
    if image := image_data(source, item.span):
        data["image"] = image
    if item.kind != "line":
        data |= {
            "message": item.message,
            "value": item.value,
            "extent": item.extent,
            "what": LAYERS_IN_WORDS.get(item.value, item.value),
        }
    if item.kind == "query" and (code := codes().get(item.value)):
        data["do"] = code.do
    return data | line_data(item.line, source, doubtful) if item.line else data


def _with_words(item: ReviewItem) -> Span:
    """The stretch of an item with all words of its line, including one continued in the next: ``EVALU-`` and ATION."""
    spans = [item.span, *(word.span for word in item.line.words)] if item.line else [item.span]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def line_data(line: ReviewLine, source: Source, doubtful: Set[Span] = frozenset()) -> Data:
    """The words of a line, and the words that often follow each of them."""
    expected = {}
    for word in line.words:
        token = word.tokens[-1].token
        after = followers(word.tokens[-1].read.segment.vocabulary, token.word)
        if after:
            expected[token.word] = after
    words = [word_data(word, source, doubtful) for word in line.words]
    return {"errors": round(line.errors, 2), "words": words, "expected": expected}


def word_data(word: ReviewWord, source: Source, doubtful: Set[Span]) -> Data:
    """The reading of a word, possible readings, why it is doubtful, the readings of other releases.

    ``marks`` are those kept next to what a person types, if they are not all the marks there. ``same`` are single words
    of other releases: begin, end, OCR reading, text next to it, present reading, whether they are doubtful.
    """
    data: Data = {"at": list(word.span), "now": word.now}
    if word.is_doubtful:
        data["doubtful"] = True
        data["why"] = word.reasons
    if readings := offers(word):
        data["offers"] = [[offer.text, offer.words] for offer in readings]
    first, last = word.tokens[0], word.tokens[-1]
    kept = [first.read.segment.usual_marks(first.at)[0], last.read.segment.usual_marks(last.at)[1]]
    if kept != [first.token.lead, last.token.trail]:
        data["marks"] = kept
    if word.beside:
        data["beside"] = {name: variant.text for name, variant in word.beside.items()}
        same = [(variant.spans[0], variant.text) for variant in word.beside.values() if len(variant.spans) == 1]
        data["same"] = [
            [*span, source.text[span.start : span.end], *context(source.text, span), now, span in doubtful]
            for span, now in same
        ]
    if source.layout and (box := source.layout.box_of(word.span)):
        data["box"] = list(box)
    return data


def around(source: Source, span: Span) -> Data:
    """The text of the lines of a stretch, the offset of its beginning, the lines before and after, their line ends."""
    text = source.text
    first = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    ends = [end for end in (text.find("\n", span.end), text.find("\r", span.end)) if end >= 0]
    last = min(ends, default=len(text))
    return {
        "from": first,
        "text": text[first:last],
        "above": text[:first].splitlines()[-LINES_AROUND:],
        "below": text[last:].lstrip("\r\n").splitlines()[:LINES_AROUND] if last < len(text) else [],
        "ends": [text[max(first - 1, 0) : first], text[last : last + 1]],
    }


def image_data(source: Source, span: Span) -> Data | None:
    """The part of a page that shows a stretch: page from 0, its size and the box in its units; None if unknown."""
    page = source.layout.page_at(span.start) if source.layout else None
    if source.layout is None or page is None or not page.width or not page.height:
        return None
    box = source.layout.box_of(span)
    line = source.layout.line_at(span.start)
    whole = line.box if line and line.box else box
    if whole is None:
        return None
    return {
        "page": source.layout.pages.index(page),
        "size": [page.width, page.height],
        "box": list(_with_margin(whole, page)),
    }


def _with_margin(box: Box, page: LayoutPage) -> Box:
    """A box with a margin of the page around it, as far as the page goes."""
    margin = round(max(box.height, LOWEST_LINE) * MARGIN)
    return Box(
        max(box.left - margin, 0),
        max(box.top - margin, 0),
        min(box.right + margin, page.width),
        min(box.bottom + margin, page.height),
    )
