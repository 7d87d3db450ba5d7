"""The engine's confidence in its words, from 0 to 1: for each word, and in comparison with the rest of the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from teikit.core.layout import Layout
from teikit.core.span import Span
from teikit.words.grid import Grid
from teikit.words.tokens import Token

KNOWN = "confidence"  # name of a fact that a change has only if the engine gives its confidence in the word
TOP = 0.96  # highest confidence that Tesseract gives but rarely exceeds
STEPS = (0.05, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, TOP)
"""The confidences at which the doubt changes."""
DOUBTS = (3.5, 3.1, 2.8, 2.6, 2.4, 2.2, 1.9, 1.7, 1.5, 1.2, 0.3, -0.8, -1.9, -2.6)
"""The doubt, in nats, below the first step, below the second, ..., from the last on: the logarithm of how much likelier
a wrong word has such a confidence than a right one, counted on typed pages whose true text is known."""


class WordConfidences:
    """The confidences of a layout for the tokens of a text.

    ``to_source`` maps a stretch of the text to one of the source, whose offsets the layout has. ``grid`` has the
    positions of the tokens on the page.
    """

    def __init__(self, layout: Layout, to_source: Callable[[Span], Span]) -> None:
        self._layout, self._to_source = layout, to_source
        self._pages: dict[int, list[float]] = {}
        self.grid = Grid(layout, to_source)

    def of(self, token: Token) -> float | None:
        """The lowest confidence in the words that a token is made of; None if the engine gives none."""
        words = self._layout.words_in(self._to_source(Span(token.start, token.end)))
        return min((word.confidence for word in words if word.confidence is not None), default=None)

    def of_page(self, token: Token) -> list[float]:
        """The confidences in all words of a token's page, lowest first; empty if there is no page."""
        page = self._layout.page_at(self._to_source(Span(token.start, token.end)).start)
        if page is None:
            return []
        if page.span.start not in self._pages:
            words = (word.confidence for line in page.lines for word in line.words)
            self._pages[page.span.start] = sorted(confidence for confidence in words if confidence is not None)
        return self._pages[page.span.start]

    def facts(
        self, token: Token, confidences: list[float | None], before: float | None, after: float | None
    ) -> dict[str, float]:
        """The facts for the scorecard from the ``confidences`` in the tokens, of which ``token`` is the first.

        ``before`` and ``after`` are those in the neighbouring tokens. Without confidences there are no facts.
        """
        known = [confidence for confidence in confidences if confidence is not None]
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
    """What a confidence adds to the cost of leaving a word as it was read, in nats; 0 if it is unknown.

    >>> doubt(0.42), doubt(0.96), doubt(None)
    (2.4, -2.6, 0.0)
    """
    return 0.0 if confidence is None else DOUBTS[bisect_right(STEPS, confidence)]
