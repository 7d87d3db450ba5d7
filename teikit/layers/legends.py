"""The rest of a printed sentence of which other lines are set aside: engines break legends of forms anywhere.

COMMENTS (Number each comment to show from whom        surely of the form
to whom.                                               its sentence goes on in small letters
Draw a line across column after each comment.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from teikit.core.genres import SHEET
from teikit.layers.facts import PageLine
from teikit.lexicon.line_roles import KEPT, LineRole

PRINTED = (LineRole.FORM, LineRole.STAMP)
"""Roles of lines that are parts of printed sentences."""
SMALL_WORD = regex.compile(r"\W{0,2}\p{Ll}{2,}")  # a word in lower case, with which a sentence continues
OPEN_LABEL = regex.compile(r"[:_]\W*$")  # the end of a label above its value: Date_ -
END = regex.compile(r"[.:?]\W*$")  # the end of a sentence or a label
LETTERS = 8  # letters of a line that is part of a sentence, at least: fewer may be a word of the text
WORDS = 2  # words of such a line above another, at least: States, Vietnam
CHANCE = 0.5  # chance of being printed, at least
PERHAPS_TEXT = 0.3  # chance of being text or header below which a line may be printed
BETWEEN_CHANCE = 0.4  # chance of being printed of a line between two that are printed, at least
BETWEEN_PERHAPS_TEXT = 0.45  # chance of being text or header of such a line, below


def pieces_of_legends(
    lines: Sequence[PageLine], roles: Sequence[LineRole], chances: Sequence[Mapping[LineRole, float]]
) -> list[LineRole]:
    """The roles of the lines; those that continue a printed line, or are continued by one, are printed, too.

    A line continues the one above it if it begins with a lower-case letter.
    """
    changed = list(roles)
    pieces: set[int] = set()
    for at, (line, chance) in enumerate(zip(lines, chances, strict=True)):
        role = max(chance, key=lambda role: chance[role])
        if changed[at] not in KEPT or line.known_role or line.genre == SHEET or role not in PRINTED:
            continue
        above, below = _is_printed(lines, changed, at - 1, line.page), _is_printed(lines, changed, at + 1, line.page)
        goes_on = above and _goes_on(lines[at - 1].text, line.text, is_piece=at - 1 in pieces)
        is_begun = below and _is_begun(line.text, lines[at + 1].text)
        is_between = goes_on and below
        least, most = (BETWEEN_CHANCE, BETWEEN_PERHAPS_TEXT) if is_between else (CHANCE, PERHAPS_TEXT)
        if (goes_on or is_begun) and chance[role] >= least and sum(chance[kept] for kept in KEPT) < most:
            changed[at] = role
            pieces.add(at)
    return changed


def _is_printed(lines: Sequence[PageLine], roles: Sequence[LineRole], at: int, page: int) -> bool:
    """Whether a place has a printed line of a certain page."""
    return 0 <= at < len(lines) and lines[at].page == page and roles[at] in PRINTED


def _goes_on(above: str, text: str, is_piece: bool) -> bool:
    """Whether a line continues the sentence of the printed line above it, which may be a short piece of it."""
    is_sentence = is_piece or sum(map(str.isalpha, above)) >= LETTERS
    return is_sentence and SMALL_WORD.match(text) is not None and OPEN_LABEL.search(above) is None


def _is_begun(text: str, below: str) -> bool:
    """Whether a line of several words begins a sentence that the printed line below it continues: ``793 and 294,``."""
    return len(text.split()) >= WORDS and SMALL_WORD.match(below) is not None and END.search(text) is None
