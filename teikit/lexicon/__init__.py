"""The lexicon: the dictionaries, read once, and the ways to look things up in them."""

from __future__ import annotations

from teikit.lexicon.dates import Calendar
from teikit.lexicon.entries import (
    Abbreviation,
    Banner,
    Confusion,
    Exemption,
    Field,
    Post,
    Precedence,
    Series,
    Stamp,
    StampLine,
)
from teikit.lexicon.lexicon import Lexicon
from teikit.lexicon.loading import load
from teikit.lexicon.matching import StampIndex, StampMatch, nearest

__all__ = [
    "Abbreviation",
    "Banner",
    "Calendar",
    "Confusion",
    "Exemption",
    "Field",
    "Lexicon",
    "Post",
    "Precedence",
    "Series",
    "Stamp",
    "StampIndex",
    "StampLine",
    "StampMatch",
    "load",
    "nearest",
]
