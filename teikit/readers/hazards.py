"""What is odd about the bytes of a text: each oddity is named once, with its count and first place."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.core import Note

LONG_LINE = 10_000  # characters; no page has a longer line
ODDITIES = (
    (
        "ENC-BAD-BYTES",
        r"[\udc80-\udcff]",
        "bytes are not in the encoding; each is kept. Windows text? Use --encoding cp1252",
    ),
    (
        "XML-ILLEGAL-CHAR",
        r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]",
        "characters that XML does not allow; each is kept as <g>",
    ),
    ("CHAR-C1", r"[\x80-\x9f]", "C1 control characters"),
    ("CHAR-FFFD", "\ufffd", "replacement characters: something was lost before teikit read the text"),
    (
        "CHAR-BIDI",
        "[\u200e\u200f\u202a-\u202e\u2066-\u2069]",
        "characters that change the direction of the text on screen",
    ),
    ("CHAR-INVISIBLE", "[\u200b-\u200d\u2060\ufeff]", "invisible characters"),
    ("CHAR-COMBINING", r"\p{M}{8,}", "heaps of combining marks on one letter"),
    ("CHAR-PUA", "[\ue000-\uf8ff\U000f0000-\U0010ffff]", "private-use characters, whose meaning nobody can tell"),
    (
        "CHAR-MIXED-SCRIPT",
        r"[\p{Cyrillic}\p{Greek}](?=\p{Latin})|\p{Latin}(?=[\p{Cyrillic}\p{Greek}])",
        "words in which Latin letters stand beside Cyrillic or Greek ones",
    ),
    (
        "TXT-MOJIBAKE",
        "Ã[\x80-\xbf\u0152\u0153\u2018-\u2026\u20ac]|â€|Â[\xa0-\xbf]",
        "places that look like UTF-8 read as another encoding",
    ),
    ("TXT-LONG-LINE", rf"[^\r\n]{{{LONG_LINE}}}[^\r\n]*+", f"lines of more than {LONG_LINE} characters"),
    ("NUM-RANGE", r"[0-9]{100,}+", "numbers of a hundred digits and more; not read as numbers"),
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
