"""The page as paper: from the boxes of its words to its measures, its rows, its margins, and the holes in its text.

    measures (slope, character, distance of lines, margins, rows) -> page -> body (the lines of the text) -> holes
                                                                     page -> codes (what stands beside the text)

Passes ask :func:`typed_pages` for the pages of a draft; there are none without a layout.
"""

from teikit.geometry.measures import typed_pages
from teikit.geometry.page import Heights, Measures, Row, TypedPage, TypedWord, columns_of, in_margins

__all__ = ["Heights", "Measures", "Row", "TypedPage", "TypedWord", "columns_of", "in_margins", "typed_pages"]
