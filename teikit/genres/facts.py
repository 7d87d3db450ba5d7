"""What is known of a document: the features of its pages that count where they stand, and the shapes of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from teikit.genres.paper import HEAD, Paper

TAIL = 15  # lines in which it is signed
SENTENCE = 6  # words of a line of text
CAPITALS = 60  # letters that the lines of text must have before the share of capitals means anything
SHAPED = 12  # pages of a document whose shapes are used
FEW = 4  # lines that a page must have to say anything
FORMED = 6  # lines that a document must have for its look to mean anything
ROUTING = "routing sheet"
ROUTED = "routing sheet first"
WORD = re.compile(r"[^\W\d_]{2,}")
LABELLED = re.compile(r":\s*$|:\s")


def facts(papers: Sequence[Paper], sheet: Iterable[str] = ()) -> dict[str, float]:
    """What is known of a document with these pages; a fact is 1 where it is so, a share, or a number.

    The head of a document is that of its first page behind routing sheets, which travel on top of what they route.
    ``sheet`` are the facts of the identification sheet before it.
    """
    first = first_page(papers)
    known = {fact: 1.0 for place, paper in enumerate(papers) for fact in _counted(paper, place == first)}
    known.update(dict.fromkeys(sheet, 1.0))
    return {**known, **shapes(papers[:SHAPED]), "pages": float(len(papers)), ROUTED: float(first > 0)}


def first_page(papers: Sequence[Paper]) -> int:
    """The page, from 0, with the head of a document: the first that is neither a routing sheet nor nearly empty."""
    for place, paper in enumerate(papers[:-1]):
        if ROUTING not in paper.facts and len(paper.lines) >= FEW:
            return place
    return max(len(papers) - 1, 0)


def _counted(paper: Paper, first: bool) -> Iterator[str]:
    """The facts of a page that count where they stand; ``first`` says that it has the head of the document."""
    for hit in paper.hits:
        match hit.feature.zone:
            case "head":
                counts = first and hit.line < HEAD
            case "first":
                counts = first
            case "tail":
                counts = hit.line >= len(paper.lines) - TAIL
            case _:
                counts = True
        if counts:
            yield hit.feature.fact


def shapes(papers: Iterable[Paper]) -> dict[str, float]:
    """What the lines of a document look like: shares of capitals, digits, lines of text, short and labelled lines.

    A few lines look like nothing: ``US EVALUATION`` alone is in capitals and no cable for that.
    """
    lines = [line for paper in papers for line in paper.lines]
    if len(lines) < FORMED:
        return {}
    counts = [len(WORD.findall(line)) for line in lines]
    text = "\n".join(lines)
    body = "".join([line for line, words in zip(lines, counts, strict=True) if words >= SENTENCE])
    letters, in_body = sum(map(str.isalpha, text)), sum(map(str.isalpha, body))
    number = max(len(lines), 1)
    return {
        "capitals": sum(map(str.isupper, text)) / max(letters, 1),
        "capitals in the text": sum(map(str.isupper, body)) / in_body if in_body > CAPITALS else 0.0,
        "digits": sum(map(str.isdigit, text)) / max(len(text), 1),
        "labelled lines": sum(LABELLED.search(line) is not None for line in lines) / number,
        "lines": float(len(lines)),
        "lines of text": sum(words >= SENTENCE for words in counts) / number,
        "short lines": sum(words <= 2 for words in counts) / number,
    }
