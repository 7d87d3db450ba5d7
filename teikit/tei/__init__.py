"""From telegrams to TEI and back."""

from teikit.tei.encoding import encode, serialize
from teikit.tei.reading_text import reading_text
from teikit.tei.text.source import CarriedFile, carried_files, is_referenced, recover, recover_files, source_text

__all__ = [
    "CarriedFile",
    "carried_files",
    "encode",
    "is_referenced",
    "reading_text",
    "recover",
    "recover_files",
    "serialize",
    "source_text",
]
