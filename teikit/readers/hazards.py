"""Oddities in the bytes of a text: each is named once, with its count and first place."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.core import Note

LONG_LINE = 10_000  # characters; no page has a longer line
ODDITIES = (
    (
        "ENC-BAD-BYTES",
        r"[\udc80-\udcff]",
        "a byte that is not in the encoding; it is kept. Windows text? Use --encoding cp1252",
    ),
    (
        "XML-ILLEGAL-CHAR",
        r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]",
        "a character that XML does not allow; it is kept as <g>",
    ),
    ("CHAR-C1", r"[\x80-\x9f]", "a C1 control character"),
    ("CHAR-FFFD", "\ufffd", "a replacement character: something was lost before teikit read the text"),
    (
        "CHAR-BIDI",
        "[\u200e\u200f\u202a-\u202e\u2066-\u2069]",
        "a character that changes the direction of the text on screen",
    ),
    ("CHAR-INVISIBLE", "[\u200b-\u200d\u2060\ufeff]", "an invisible character"),
    ("CHAR-COMBINING", r"\p{M}{8,}", "a heap of combining marks on one letter"),
    ("CHAR-PUA", "[\ue000-\uf8ff\U000f0000-\U0010ffff]", "a private-use character, whose meaning is unknown"),
    (
        "CHAR-MIXED-SCRIPT",
        r"[\p{Cyrillic}\p{Greek}](?=\p{Latin})|\p{Latin}(?=[\p{Cyrillic}\p{Greek}])",
        "a word with both Latin letters and Cyrillic or Greek ones",
    ),
    (
        "TXT-MOJIBAKE",
        "Ã[\x80-\xbf\u0152\u0153\u2018-\u2026\u20ac]|â€|Â[\xa0-\xbf]",
        "a place that looks like UTF-8 read as another encoding",
    ),
    (
        "TXT-LONG-LINE",
        rf"(?<![^\r\n])[^\r\n]{{{LONG_LINE + 1}}}[^\r\n]*+",
        f"a line of more than {LONG_LINE:,} characters",
    ),
    ("NUM-RANGE", r"[0-9]{100,}+", "a number of a hundred digits or more; not read as a number"),
)
PATTERNS = tuple((code, regex.compile(pattern), what) for code, pattern, what in ODDITIES)
LINE_ENDS = regex.compile(r"\r\n|\r|\n")  # ends of lines, of which a text should have one kind


def hazards(text: str) -> Iterator[Note]:
    """Yield a note for each kind of oddity in a text, none of which keeps it from being converted."""
    if not text:
        yield Note("IN-EMPTY", "there is no text in the file")
    elif not text.strip():
        yield Note("IN-BLANK", "the file holds nothing but white space")
    for code, pattern, what in PATTERNS:
        first = pattern.search(text)
        if first:
            count = sum(1 for _ in pattern.finditer(text))
            yield Note(code, f"{count} × {what}", first.start())
    ends = {match[0] for match in LINE_ENDS.finditer(text)}
    if len(ends) > 1:
        yield Note("EOL-MIXED", "lines end in different ways (LF, CRLF, CR)")
