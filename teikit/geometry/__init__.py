"""The geometry of a page: from the boxes of its words to its measures, rows and margins, and the holes in its text.

    measures (slope, character, distance of lines, margins, rows) -> page -> body (the lines of the text) -> holes
                                                                     page -> codes (what is beside the text)

Passes get the pages of a draft from :func:`typed_pages`; without a layout there are none.
"""

from teikit.geometry.measures import typed_pages
from teikit.geometry.page import Heights, Measures, TypedPage, TypedRow, TypedWord, columns_of, in_margins

__all__ = ["Heights", "Measures", "TypedPage", "TypedRow", "TypedWord", "columns_of", "in_margins", "typed_pages"]
