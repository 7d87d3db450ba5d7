"""Lines at the foot of a page, below its text, that belong to an ending: labels, initials, END OF MESSAGE.

A memorandum of the FBI has them at the foot of its first page, and its text goes on: ``2 - Richmond`` / ``HER/mw`` /
``(8)``. Several papers that are one document here have them, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from teikit.core import Draft, Kind, Line, Span, kinds, overlaps
from teikit.core.genres import NOT_SIGNED, WIRED
from teikit.lexicon import Lexicon
from teikit.paragraphing.endings.closing_lines import BELOW_TYPIST, COPIES
from teikit.paragraphing.endings.last_lines import LastLines, end_marks
from teikit.paragraphing.lists.going_on import is_copied_to

FOOT_ROWS = 40  # rows at the foot of a page that are examined, at most
NEAR_ROWS = 2  # rows below a label of copies in which one is, at most
LABELS = ("distribution", "enclosure", "for", "salute")
"""Parts of an ending that such a line may begin."""
BARE_LABEL = regex.compile(
    r"[^\w(]{0,3}\p{L}.{1,44}[:;]\W{0,3}|[^\w(]{0,3}\p{Lu}\p{Ll}{6,12}[\s.]{0,2}|.{6,14}: As \w+\W{0,3}"
    r"|\W{0,2}\p{L}{9,11} ?[-–] ?\d{1,2}"
)
"""A label with only ``As stated`` or a number after it: ``CC:``, ``Enclosures - 2``; not ``(Enclosures -``"""
TYPIST_LINE = regex.compile(
    r"\W{0,3}(?P<author>\p{Lu}{2,3})\s?(?:[:;]\s?(?P<typist>\p{Lu}?\p{L}{1,3})|/\p{Ll}{2,3})"
    r"(?:[^\p{L}\d]{0,3}|\s[\d\s]{0,6}\p{Lu}{2,3}\s\d{1,2}\s\d{4})"
)
"""A line with only the initials of author and typist, and perhaps a dating stamp: ``HER/mw``, ``LLS: JMS :``,
``SJL/um 8 3 JUL 8 1963``"""


def are_free(rows: Sequence[Line], taken: Sequence[Span]) -> list[bool]:
    """For each line, whether it is in none of the blocks ``taken``, which are in order."""
    return [not overlaps(row.span, taken) for row in rows]


def lines_at_feet(draft: Draft, taken: Sequence[Span], lexicon: Lexicon) -> Iterator[tuple[Line, Kind, str]]:
    """The lines that belong to an ending at the foot of any page of a paper that may be signed.

    Each has its kind and its type; ``taken`` are the blocks that are already marked, in order.
    """
    pages, genre = draft.cut_at(kinds.PAGE), ""
    for page, document in zip(pages, draft.first_in_each(pages, kinds.DOCUMENT), strict=True):
        genre = document.get("type") if document else genre
        rows = draft.written_lines_in(page)
        if rows and genre in WIRED:
            yield from ((row, kinds.CLOSING, "end") for row in _end_marks(rows, taken, lexicon))
        if rows and genre not in NOT_SIGNED:
            yield from _at_foot(rows[-FOOT_ROWS:], are_free(rows[-FOOT_ROWS:], taken), lexicon)


def _end_marks(rows: Sequence[Line], taken: Sequence[Span], lexicon: Lexicon) -> Iterator[Line]:
    """The end marks among the rows of a page of a telegram, whose last page need not be the last one of the file."""
    marks = end_marks([row.text.strip() for row in rows], lexicon.patterns)
    for at, (row, is_free) in enumerate(zip(rows, are_free(rows, taken), strict=True)):
        if is_free and at in marks:
            yield row


def _at_foot(rows: Sequence[Line], free: Sequence[bool], lexicon: Lexicon) -> Iterator[tuple[Line, Kind, str]]:
    """The lines at the foot of a page with these last ``rows``; ``free`` says of each whether it is in no block."""
    lines = LastLines(rows, (), lexicon)
    is_typed = False  # whether the line above is that of the typist
    for at in range(lines.text_end(), len(rows)):
        text, part = lines.texts[at], lines.part(at)
        is_typed = _is_typed(text, lexicon) or (is_typed and BELOW_TYPIST.fullmatch(text) is not None)
        if not free[at]:
            continue
        if is_typed and COPIES.fullmatch(text):
            yield rows[at], kinds.CLOSING, "distribution"
        elif is_typed:
            yield rows[at], kinds.INITIALS, ""
        elif part in LABELS and (BARE_LABEL.fullmatch(text) or lines.counts_copies(at) or _is_above_copy(lines, at)):
            yield rows[at], kinds.CLOSING, part


def _is_above_copy(lines: LastLines, at: int) -> bool:
    """Whether a line is the label of those who get copies, with a stamp beside it: ``Distribution: CS COPY q 97!``."""
    below = lines.texts[at + 1 : at + 1 + NEAR_ROWS]
    return lines.is_distribution_label(at) and any(is_copied_to(text, False, lines.patterns) for text in below)


def _is_typed(text: str, lexicon: Lexicon) -> bool:
    """Whether a line has the initials of author and typist, without words: not ``FBI: doc.``."""
    typed = TYPIST_LINE.fullmatch(text)
    if typed is None:
        return False
    return not all(word and word.upper() in lexicon.words for word in typed.group("author", "typist"))
