"""Lines of a form or a stamp that stand on several pages: where one of them surely is printed, the others are, too.

PERSONS/ENTITIES:          surely a label on the first card
PERSÓNS/ENTITIES:          likely one on the ninth
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from teikit.layers.facts import PageLine
from teikit.layers.figures import OF_FIGURES
from teikit.layers.recurrence import is_same
from teikit.lexicon.line_roles import KEPT, LineRole
from teikit.lexicon.matching import key

PRINTED = (LineRole.FORM, LineRole.STAMP, LineRole.BANNER)
"""Roles of lines that are printed on several pages"""
LEAST_LETTERS = 5  # letters and digits of such a line, at least
SAME_LINE = 0.85  # similarity of two lines that count as the same, above
ROLE_CHANCE = 0.55  # chance of such a role, at least
PERHAPS_TEXT = 0.33  # chance of being text or header, below which a line may have such a role


def printed_again(
    lines: Sequence[PageLine], roles: Sequence[LineRole], chances: Sequence[Mapping[LineRole, float]]
) -> list[LineRole]:
    """The roles of the lines; one that is surely printed elsewhere has that role here, too.

    Left alone are lines of forms, whose values recur as the labels do, and lines whose figures differ elsewhere.
    """
    printed: dict[LineRole, set[str]] = defaultdict(set)
    for line, role in zip(lines, roles, strict=True):
        printed[role].add(line.text)
    changed = list(roles)
    for at, (line, chance) in enumerate(zip(lines, chances, strict=True)):
        role = max(PRINTED, key=lambda role: chance[role])
        is_open = roles[at] in KEPT and not line.known_role and line.genre not in OF_FIGURES
        may_be = chance[role] >= ROLE_CHANCE and sum(chance[kept] for kept in KEPT) < PERHAPS_TEXT
        if is_open and may_be and any(_is_same_line(line.text, there) for there in printed[role]):
            changed[at] = role
    return changed


def _is_same_line(text: str, there: str) -> bool:
    """Whether two lines of some letters are the same: their letters perhaps misread, their digits exactly."""
    if len(key(text)) < LEAST_LETTERS or not is_same(key(text), key(there), SAME_LINE):
        return False
    return [*filter(str.isdigit, text)] == [*filter(str.isdigit, there)]
