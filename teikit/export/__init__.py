"""The corrected text written into formats that keep the place of each word on the page: ALTO and PAGE."""

from teikit.export.alto import alto_files
from teikit.export.corrected import corrected_pages
from teikit.export.page_xml import page_files

__all__ = ["alto_files", "corrected_pages", "page_files"]
