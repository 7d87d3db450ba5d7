"""The facts about a document: features of its pages, each in the zone where it counts, and shapes of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from teikit.genres import features
from teikit.genres.paper import HEAD_LINES, Paper

TAIL_LINES = 15  # lines at the end of a page among which a document is signed
SENTENCE_WORDS = 6  # words of a line of text, at least
LEAST_LETTERS = 60  # letters in lines of text, above which their share of capitals counts
MOST_SHAPED_PAGES = 12  # pages of a document whose shapes count, at most
FEWEST_LINES = 4  # lines of a page that may be the head of a document, at least
SHORT_LINE_WORDS = 2  # most words of a short line
LEAST_SHAPED_LINES = 6  # lines of a document whose shapes count, at least
ROUTING = "routing sheet"  # feature of a page that is a routing sheet
ROUTED = "routing sheet first"  # fact of a document that begins with one
PROSE_WORD = re.compile(r"[^\W\d_]{2,}")  # a word, of which prose has several in a line
LABELLED = re.compile(r":\s*$|:\s")  # the colon after a label


def facts(papers: Sequence[Paper], sheet: Iterable[str] = ()) -> dict[str, float]:
    """The facts about a document with these pages: 1 for a feature that it shows, else a share or a count.

    The head of a document is on its first page after any routing sheets, which are on top of what they route.
    ``sheet`` are the facts that the identification sheet before it states.
    """
    first = first_page(papers)
    counted = {fact: 1.0 for place, paper in enumerate(papers) for fact in _counted(paper, first=place == first)}
    counted.update(dict.fromkeys(sheet, 1.0))
    return {**counted, **shapes(papers[:MOST_SHAPED_PAGES]), "pages": float(len(papers)), ROUTED: float(first > 0)}


def first_page(papers: Sequence[Paper]) -> int:
    """The place, from 0, of the page with the head of a document: the first that is not a routing sheet nor empty."""
    for place, paper in enumerate(papers[:-1]):
        if ROUTING not in paper.facts and len(paper.lines) >= FEWEST_LINES:
            return place
    return max(len(papers) - 1, 0)


def _counted(paper: Paper, first: bool) -> Iterator[str]:
    """The facts of a page that are in their zone; ``first`` says that the page has the head of the document."""
    for hit in paper.hits:
        match hit.feature.zone:
            case "head":
                counts = first and hit.line < HEAD_LINES
            case "first":
                counts = first
            case features.ITSELF | features.TITLE:
                counts = False  # it has no points: it only confirms what the others show
            case "tail":
                counts = hit.line >= len(paper.lines) - TAIL_LINES
            case _:
                counts = True
        if counts:
            yield hit.feature.fact


def shapes(papers: Iterable[Paper]) -> dict[str, float]:
    """The shapes of the lines of a document: shares of capitals, digits, lines of text, short and labelled lines.

    A few lines are not evidence, so there are no facts then: ``US EVALUATION`` alone is in capitals, but not a cable.
    """
    lines = [line for paper in papers for line in paper.lines]
    if len(lines) < LEAST_SHAPED_LINES:
        return {}
    counts = [len(PROSE_WORD.findall(line)) for line in lines]
    text = "\n".join(lines)
    body = "".join([line for line, words in zip(lines, counts, strict=True) if words >= SENTENCE_WORDS])
    letters, in_body = sum(map(str.isalpha, text)), sum(map(str.isalpha, body))
    number = len(lines)
    return {
        "capitals": sum(map(str.isupper, text)) / max(letters, 1),
        "capitals in the text": sum(map(str.isupper, body)) / in_body if in_body > LEAST_LETTERS else 0.0,
        "digits": sum(map(str.isdigit, text)) / len(text),
        "labelled lines": sum(LABELLED.search(line) is not None for line in lines) / number,
        "lines": float(len(lines)),
        "lines of text": sum(words >= SENTENCE_WORDS for words in counts) / number,
        "short lines": sum(words <= SHORT_LINE_WORDS for words in counts) / number,
    }
