"""A stretch of a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch of characters, ``start`` up to but not including ``end``."""

    start: int
    end: int
