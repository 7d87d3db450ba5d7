"""Telegrams to TEI and back."""

from teikit.tei.encode import PROFILES, encode, serialize
from teikit.tei.reading import reading_text
from teikit.tei.source import is_referenced, recover, recover_files, source_text

__all__ = [
    "PROFILES",
    "encode",
    "is_referenced",
    "reading_text",
    "recover",
    "recover_files",
    "serialize",
    "source_text",
]
