"""The corrected text as ALTO and PAGE, which keep the place of each word, and the TEI as other tools take it."""

from teikit.export.alto import alto_files
from teikit.export.corrected import corrected_pages
from teikit.export.page_xml import page_files

__all__ = ["alto_files", "corrected_pages", "page_files"]
