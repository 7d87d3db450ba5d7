"""What the engine itself thought of its words: how sure it was of each, beside the rest of the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from teikit.core.layout import Layout
from teikit.core.source import Span
from teikit.words.tokens import Token

KNOWN = "confidence"
"""The fact that only changes of words have of which the engine said how sure it was."""
TOP = 0.96
"""Tesseract is hardly ever surer of a word than that."""
STEPS = (0.05, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, TOP)
DOUBTS = (3.5, 3.1, 2.8, 2.6, 2.4, 2.2, 1.9, 1.7, 1.5, 1.2, 0.3, -0.8, -1.9, -2.6)
"""How much likelier than a right word a wrong one has a confidence below the first step, the second, and so on, or not
below the last: natural logarithms, counted on typed pages whose truth is known."""


class Confidences:
    """The confidences of a layout, by the offsets of a text: ``to_source`` leads from there to those of the layout."""

    def __init__(self, layout: Layout, to_source: Callable[[Span], Span]) -> None:
        self._layout, self._to_source = layout, to_source
        self._pages: dict[int, list[float]] = {}

    def of(self, token: Token) -> float | None:
        """How sure the engine was of the words that a token is made of, of the least sure; None if it does not say."""
        words = self._layout.words_in(self._to_source(Span(token.start, token.end)))
        return min((word.confidence for word in words if word.confidence is not None), default=None)

    def of_page(self, token: Token) -> list[float]:
        """How sure it was of each word of the page on which a token stands, the least sure first."""
        page = self._layout.page_at(self._to_source(Span(token.start, token.end)).start)
        if page is None:
            return []
        if page.span.start not in self._pages:
            words = (word.confidence for line in page.lines for word in line.words)
            self._pages[page.span.start] = sorted(confidence for confidence in words if confidence is not None)
        return self._pages[page.span.start]

    def facts(
        self, token: Token, found: list[float | None], before: float | None, after: float | None
    ) -> dict[str, float]:
        """Facts from how sure the engine was of tokens, of which ``token`` is the first, and of those beside them."""
        known = [confidence for confidence in found if confidence is not None]
        if not known:
            return {}
        page, least = self.of_page(token), min(known)
        below = (bisect_left(page, least) + bisect_right(page, least)) / 2
        return {
            KNOWN: least,
            "highest confidence": max(known),
            "confidence of page": page[len(page) // 2] if page else least,
            "confidence in page": below / max(len(page), 1),
            "confidence before": 1.0 if before is None else before,
            "confidence after": 1.0 if after is None else after,
        }


def doubt(confidence: float | None) -> float:
    """What a confidence says against a word, in nats: what it adds to the cost of leaving the word as it stands.

    >>> doubt(0.42), doubt(0.96), doubt(None)
    (2.4, -2.6, 0.0)
    """
    return 0.0 if confidence is None else DOUBTS[bisect_right(STEPS, confidence)]
