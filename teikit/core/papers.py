"""The papers of a draft: its documents, cut into their routing sheets and what those route.

A document has the genre of what is routed; a routing sheet is a form, whatever it routes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from teikit.core import kinds
from teikit.core.draft import Draft
from teikit.core.genres import FORM
from teikit.core.proposals import Mark


class Paper(NamedTuple):
    """A document, a routing sheet in one, or what it routes: where it begins in the source, and its genre.

    ``document`` is the mark of the document to which it belongs.
    """

    start: int
    genre: str
    is_routing_sheet: bool
    document: Mark


def papers_of(draft: Draft) -> list[Paper]:
    """The papers of a draft, in order; none if no rule has looked for documents."""
    return sorted(_papers(draft), key=lambda paper: paper.start)


def _papers(draft: Draft) -> Iterator[Paper]:
    """The papers of a draft, one for each place where one begins."""
    documents = draft.of_kind(kinds.DOCUMENT)
    sheets = {mark.span.start for mark in draft.of_kind(kinds.ROUTING)}
    parts = {mark.span.start for mark in draft.of_kind(kinds.PART) if not mark.get("type")}
    for start in sheets | parts | {mark.span.start for mark in documents}:
        document = next((mark for mark in reversed(documents) if mark.span.start <= start), None)
        if document is not None:
            is_sheet = start in sheets
            yield Paper(start, FORM if is_sheet else document.get("type"), is_sheet, document)
