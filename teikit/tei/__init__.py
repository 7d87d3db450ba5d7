"""Telegrams to TEI and back."""

from teikit.tei.encode import PROFILES, encode, serialize
from teikit.tei.reading import reading_text
from teikit.tei.source import recover

__all__ = ["PROFILES", "encode", "reading_text", "recover", "serialize"]
