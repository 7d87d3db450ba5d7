"""The corrected text written into formats that keep the place of each word on the page: ALTO and PAGE."""

from teikit.export.alto import alto_files, to_alto
from teikit.export.corrected import corrected
from teikit.export.page_xml import to_page

__all__ = ["alto_files", "corrected", "to_alto", "to_page"]
