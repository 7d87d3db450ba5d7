"""What was last made of a draft, kept for the next pass: most passes look at the text that the one before them saw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import ref

from teikit.core import Draft, Piece, Source

Made = TypeVar("Made")


class Latest(Generic[Made]):
    """One place: what was made of one draft, until something is made of another.

    A pass that proposes no edit and sets nothing aside leaves the pieces of the draft as they are, so what follows from
    the source and the pieces alone holds for the next pass, too. The source is not kept alive.
    """

    def __init__(self) -> None:
        self._kept: tuple[ref[Source], tuple[Piece, ...], object, Made] | None = None

    def of(self, draft: Draft, make: Callable[[], Made], beside: object = None) -> Made:
        """What ``make`` makes of a draft and of something beside it, or made of the same when it was last asked."""
        if self._kept:
            source, pieces, other, made = self._kept
            if source() is draft.source and other is beside and pieces == draft.pieces:
                return made
        made = make()
        self._kept = ref(draft.source), draft.pieces, beside, made
        return made
