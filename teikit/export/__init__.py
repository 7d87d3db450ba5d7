"""Export the corrected text as ALTO and PAGE, with the place of each word, and the TEI in the forms of other tools."""

from teikit.export.alto import alto_files
from teikit.export.corrected import corrected_pages
from teikit.export.page_xml import page_files

__all__ = ["alto_files", "corrected_pages", "page_files"]
