"""Lines of a form or a stamp that are on several pages: if one of them is surely printed, the others are, too.

PERSONS/ENTITIES:          surely a label on the first card
PERSÓNS/ENTITIES:          likely one on the ninth
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from teikit.core.genres import SHEET
from teikit.layers.facts import PageLine
from teikit.layers.figures import OF_FIGURES
from teikit.layers.recurrence import is_same
from teikit.lexicon.line_roles import KEPT, LineRole
from teikit.lexicon.matching import key

PRINTED = (LineRole.FORM, LineRole.STAMP, LineRole.BANNER)
"""Roles of lines that are printed on several pages."""
LEAST_LETTERS = 5  # letters and digits of such a line, at least
SAME_LINE = 0.85  # similarity of two lines that count as the same, above
ROLE_CHANCE = 0.55  # chance of such a role, at least
PERHAPS_TEXT = 0.33  # chance of being text or header, below which a line may have such a role
EXACT_CHANCE = 0.5  # chance of such a role of a line that is the same to the letter on another page, at least
EXACT_PERHAPS_TEXT = 0.395  # chance of being text or header of such a line, below
FORMS = 2  # other pages on which such a line of a form is surely printed, at least: values of forms recur, too
CARD_LABEL = regex.compile(r"\W{0,3}\p{Lu}[\p{Lu}/:; ]{2,40}:\W{0,3}")  # OCCURRENCE:, the label on each card of a file
CARDS = 4  # other places in which such a label surely is one, at least


def printed_again(
    lines: Sequence[PageLine], roles: Sequence[LineRole], chances: Sequence[Mapping[LineRole, float]]
) -> list[LineRole]:
    """The roles of the lines; one that is surely printed elsewhere has that role here, too.

    Exceptions are lines of forms, whose values recur like the labels, unless they are the same to the letter on several
    other pages; lines whose numbers differ elsewhere; and labels of only a few cards.
    """
    printed = _printed(lines, roles)
    changed = list(roles)
    open_lines = [
        at for at, line in enumerate(lines) if roles[at] in KEPT and not line.known_role and line.genre != SHEET
    ]
    for at in open_lines:
        line, chance = lines[at], chances[at]
        role = max(PRINTED, key=lambda role: chance[role])
        kept = sum(chance[kept] for kept in KEPT)
        may_be = chance[role] >= ROLE_CHANCE and kept < PERHAPS_TEXT and line.genre not in OF_FIGURES
        is_likely = chance[role] >= EXACT_CHANCE and kept < EXACT_PERHAPS_TEXT
        if (may_be and any(_is_same_line(line.text, there) for there in printed[role])) or (
            is_likely and _is_on_other_pages(line, printed[role])
        ):
            changed[at] = role
    labels = _printed(lines, changed)[LineRole.FORM]
    for at in open_lines:
        if CARD_LABEL.fullmatch(lines[at].text) and _is_card_label(lines[at], labels):
            changed[at] = LineRole.FORM
    return changed


def _printed(lines: Sequence[PageLine], roles: Sequence[LineRole]) -> dict[LineRole, dict[str, list[int]]]:
    """The lines of each role of printed lines, with their pages."""
    printed: dict[LineRole, dict[str, list[int]]] = {role: {} for role in PRINTED}
    for line, role in zip(lines, roles, strict=True):
        if role in printed:
            printed[role].setdefault(line.text, []).append(line.page)
    return printed


def _is_same_line(text: str, there: str) -> bool:
    """Whether two lines of some letters are the same: their letters perhaps misread, their digits exactly."""
    if len(key(text)) < LEAST_LETTERS or not is_same(key(text), key(there), SAME_LINE):
        return False
    return [*filter(str.isdigit, text)] == [*filter(str.isdigit, there)]


def _is_on_other_pages(line: PageLine, printed: Mapping[str, list[int]]) -> bool:
    """Whether another page (for a form: several) has a line that is the same except for marks and spaces."""
    letters = _letters(line.text)
    if len(letters) < LEAST_LETTERS:
        return False
    pages = [pages for text, pages in printed.items() if letters == _letters(text)]
    return len(set().union(*pages) - {line.page}) >= (FORMS if line.genre in OF_FIGURES else 1)


def _letters(text: str) -> str:
    """The letters and digits of a line."""
    return "".join(filter(str.isalnum, text))


def _is_card_label(line: PageLine, printed: Mapping[str, list[int]]) -> bool:
    """Whether a label, perhaps misread, is surely one in several other places."""
    return sum(len(pages) for text, pages in printed.items() if _is_same_line(line.text, text)) >= CARDS
