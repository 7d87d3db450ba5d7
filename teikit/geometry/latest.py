"""A cache for the latest result computed from a draft, for the next pass, which usually sees the same text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import ref

from teikit.core import Draft, Piece, Source

Result = TypeVar("Result")


class Latest(Generic[Result]):
    """A cache for one result: that of one draft, until another draft asks.

    A pass that proposes no edit and sets nothing aside leaves the pieces of the draft as they are, so results that
    depend only on the source and the pieces hold for the next pass, too. The source is not kept alive.
    """

    def __init__(self) -> None:
        self._kept: tuple[ref[Source], tuple[Piece, ...], object, Result] | None = None

    def of(self, draft: Draft, compute: Callable[[], Result], also: object = None) -> Result:
        """The result of ``compute`` for a draft, or the kept one; ``also`` is what else it depends on."""
        if self._kept:
            source, pieces, kept_also, result = self._kept
            if source() is draft.source and kept_also is also and pieces == draft.pieces:
                return result
        result = compute()
        self._kept = ref(draft.source), draft.pieces, also, result
        return result
