"""The officers at the end of a cable, who wrote, cleared and released it.

Above an end mark, the labels of a list show them; below one, their names or offices do.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.endings.last_lines import LastLines

LIST_LENGTH = 14  # lines of a list of officers, at most
LABELS = 3  # different labels of such a list, at least: ORIG, AUTH, REL
LABELS_ABOVE_END = 2  # different labels of a list directly above an end mark, at least
MISREAD_LABELS = {"RIG": "ORIG", "LREL": "REL"}  # labels, by what engines make of them
ROWS_OF_NUMBER = 2  # rows above the list that may have the number of the release, at most: RELN( / E235319
OFFICE_AMID = regex.compile(
    r"(?!.*(?:\p{Ll}{2}\.|:.*\p{L}{3}))(?:\S+\s){0,5}?\S*(?:\p{L}/(?:\w|\s\p{Lu})|\w/\p{L}{2})\S*(?:\s\S+){0,5}"
)
"""A short line with the symbol of an office, however misread: ``J. SAMPLE, C/WHD``, ``OS/SAG P. SAMPLE (in draft)``.

It is neither a sentence (``the offices.``) nor a label with its value (``Coment: * The wife``).
"""


def officers_start(texts: Sequence[str], last: int, is_above_end: bool, patterns: Patterns) -> int:
    """The first line of a list of officers above line ``last``; 0 if there is none.

    A list has several labels: ``RELNO :`` / ``ORIG: CIC/LA (MAHNCKE, 34428) ; AUTH:`` / ``COORD:`` / ``REL:`` /
    ``LA/SCGSC (BLEVINS) .``. ``is_above_end`` says that line ``last`` is an end mark.
    """
    label, number = patterns["officers"], patterns["release number"]
    labelled = [at for at in range(max(1, last - LIST_LENGTH), last) if label.search(texts[at])]
    first = next((at for at in labelled if patterns["originator"].match(texts[at])), 0)
    read = [match["label"].upper() for at in labelled if at >= first for match in label.finditer(texts[at])]
    labels = {MISREAD_LABELS.get(name, name) for name in read}
    if not first or len(labels) < (LABELS_ABOVE_END if is_above_end else LABELS):
        return 0
    return next((at for at in range(max(first - ROWS_OF_NUMBER, 1), first) if number.match(texts[at])), first)


def names_office(text: str) -> bool:
    """Whether a line below the end mark of a cable has the symbol of an office: that of an officer who cleared it.

    >>> names_office("OS/SAG P. SAMPLE (in draft)"), names_office("c/tfw :"), names_office("SAS/Coment: * The wife")
    (True, True, False)
    """
    return OFFICE_AMID.fullmatch(text) is not None


def is_officer(lines: LastLines, at: int) -> bool:
    """Whether a line below the end mark of a cable is about an officer, by name or office."""
    return lines.may_be_signer(at) or names_office(lines.texts[at])


def officers_below(lines: LastLines, below: Sequence[int]) -> Sequence[int]:
    """The lines about officers among the lines ``below`` a comment; none if no line is surely about one.

    They begin below the last line of the comment that goes on in the next one, above the first sure officer.
    """
    first_sure = next((place for place, at in enumerate(below) if is_officer(lines, at)), None)
    if first_sure is None:
        return ()
    return below[max((place + 1 for place in range(first_sure) if lines.goes_on(below[place])), default=0) :]
