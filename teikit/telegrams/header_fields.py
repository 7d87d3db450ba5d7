"""The fields on the pages of one document, and the marks in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from teikit.core import Draft, Kind, Mark, kinds

STAMP = ""  # the type of a field of unknown type, such as the stamp of a cable: 13 DEC 63 IN 80396


class HeaderFields:
    """The fields of one document. ``marks`` are those of its pages, in order."""

    def __init__(self, draft: Draft, marks: Sequence[Mark]) -> None:
        self._draft, self._marks = draft, marks
        self._fields = [mark for mark in marks if mark.kind == kinds.FIELD]

    def of(self, *types: str) -> Iterator[Mark]:
        """The fields of some types, in the order of the types, then of the page."""
        return (field for type in types for field in self._fields if field.get("type") == type)

    def inside(self, field: Mark, *of_kinds: Kind) -> Iterator[Mark]:
        """The marks of some kinds in a field."""
        return (mark for mark in self._marks if mark.kind in of_kinds and field.span.holds(mark.span))

    def text(self, mark: Mark) -> str:
        """The corrected text of a mark on one line."""
        return " ".join(self._draft.read(mark.span).split())
