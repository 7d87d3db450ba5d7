"""Stand-off edits on a source that never changes: the values on which all of teikit is built.

A *source* is one OCR text as it was read. A *draft* is that source after edits. A pass looks at ``draft.text``, an
ordinary string, and proposes edits and marks in the offsets of that string; :meth:`Draft.apply` maps them back to the
source and returns a new draft. Nothing here is ever changed in place. This package imports nothing from the rest of
teikit.
"""

from teikit.core.decided import Decided
from teikit.core.draft import Draft
from teikit.core.kinds import Kind, Layer, Role
from teikit.core.pieces import Piece
from teikit.core.proposals import Certainty, Edit, Evidence, Mark, Proposal, attrs
from teikit.core.source import Line, Note, Source, SourceFile, lines
from teikit.core.span import Span, overlaps

__all__ = [
    "Certainty",
    "Decided",
    "Draft",
    "Edit",
    "Evidence",
    "Kind",
    "Layer",
    "Line",
    "Mark",
    "Note",
    "Piece",
    "Proposal",
    "Role",
    "Source",
    "SourceFile",
    "Span",
    "attrs",
    "lines",
    "overlaps",
]
