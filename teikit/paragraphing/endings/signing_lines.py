"""The lines that sign a telegram, one by one: a name in capitals, initials, a note; and similar lines that do not."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from rapidfuzz.distance import Levenshtein

from teikit.core import Kind, Line, kinds
from teikit.lexicon import Lexicon

SHORTEST_NAME = 4  # letters of a name of which a signature may consist, at least: JFK are initials
SIGNATURE = regex.compile(r"(?:[A-Z][A-Z'-]{2,20}|Mc[A-Z]{3,15})(?:\s[A-Z][A-Z'-]{2,20})?")
"""A signature in capitals: ``RUSK``, ``MCGEORGE BUNDY``."""
SPACED = regex.compile(r"(?:[A-Z]{1,2}[-\s]+){3,}[A-Z]{1,2}")
"""A spaced classification: ``S-E-C-R-E-T``."""
MISREAD = 2  # letters of a classification that the engine may have misread or lost, at most: SEGRE, SECR
NO_NAME = ("no heading", "no signature", "end of a quotation", "complimentary close")
"""Patterns of lines that are not names: ``COMMITTEE SENSITIVE``, ``STOP``, ``ENDS``, ``REGARDS``."""
INITIALS = regex.compile(r"[A-Z]{2,4}(?:[:/][a-z]{2,3})?")
"""Initials alone on a line, of drafter and typist: ``JFK``, ``DR:ms``."""
EDGE_SPECKS = regex.compile(r"^[^\p{L}\p{N}]+|(?:\s:)?[^\p{L}\p{N}.:]+$|\s:$")
"""Specks at the ends of a line: a colon is one if it is apart (``TAYLOR :``), but not in a label (``SOURCE:``)."""
SENTENCE_END = regex.compile(r"[.?!)\]\"'”’]\W*$")  # the end of the text above a name


def is_signer(line: str, lexicon: Lexicon) -> bool:
    """Whether a line is the name of a known signer, above which the engine may have lost the full stop."""
    return lexicon.patterns["signer"].fullmatch(EDGE_SPECKS.sub("", line.strip()).upper()) is not None


def is_below_text(rows: Sequence[Line]) -> bool:
    """Whether a sentence ends with the last of the rows, or with the one above it if that is a name: ``HARRISON``.

    Below a name there may be the initials of several people, one a line: ``WWC`` / ``HTM``.
    """
    above = rows[:-1] if rows and is_name(rows[-1].text, kinds.INITIALS) else rows
    return not above or SENTENCE_END.search(above[-1].text) is not None


def is_name(line: str, kind: Kind | None) -> bool:
    """Whether a line above initials is a signature; False for lines above anything else."""
    return kind == kinds.INITIALS and SIGNATURE.fullmatch(EDGE_SPECKS.sub("", line.strip())) is not None


def kind_of(content: str, wanted: Sequence[Kind], lexicon: Lexicon) -> Kind | None:
    """Which of the wanted kinds a line is; None if it is none of them."""
    if kinds.POSTSCRIPT in wanted and lexicon.patterns["note"].match(content):
        return kinds.POSTSCRIPT
    if _is_banner(content, lexicon) or any(lexicon.patterns[use].search(content) for use in NO_NAME):
        return None
    if kinds.INITIALS in wanted and (INITIALS.fullmatch(content) or lexicon.patterns["drafter"].search(content)):
        return kinds.INITIALS
    is_signature = kinds.SIGNED in wanted and SIGNATURE.fullmatch(content) and len(content) >= SHORTEST_NAME
    return kinds.SIGNED if is_signature else None


def _is_banner(content: str, lexicon: Lexicon) -> bool:
    """Whether a line is a classification, perhaps spaced or misread, or an end mark (NNNN)."""
    if SPACED.fullmatch(content) or lexicon.patterns["closing line"].search(content):
        return True
    forms = (banner.form for banner in lexicon.banners if banner.kind == "classification")
    return any(Levenshtein.distance(content, form, score_cutoff=MISREAD) <= MISREAD for form in forms)
