"""A change of a sequence of tokens: which of them were changed, and which stand there now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Change(NamedTuple):
    """Tokens that were changed, from ``start`` up to ``end``, and those that stand there now."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def old(self) -> slice:
        """Where the tokens were."""
        return slice(self.start, self.end)

    @property
    def new(self) -> slice:
        """Where the tokens are now."""
        return slice(self.new_start, self.new_end)

    def one_by_one(self) -> Iterator[Change]:
        """The same change, each token by itself."""
        for old, new in zip(range(self.start, self.end), range(self.new_start, self.new_end), strict=True):
            yield Change(old, old + 1, new, new + 1)
