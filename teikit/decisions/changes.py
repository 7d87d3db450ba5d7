"""Changes of a sequence of tokens: the old tokens and the new ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class TokenChange(NamedTuple):
    """Tokens that were changed, from ``start`` up to ``end``, and the new ones in their place."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def old(self) -> slice:
        """The places of the old tokens."""
        return slice(self.start, self.end)

    @property
    def new(self) -> slice:
        """The places of the new tokens."""
        return slice(self.new_start, self.new_end)

    def one_by_one(self) -> Iterator[TokenChange]:
        """The same change, token by token."""
        for old, new in zip(range(self.start, self.end), range(self.new_start, self.new_end), strict=True):
            yield TokenChange(old, old + 1, new, new + 1)
