"""The officers at the end of a cable, who wrote, agreed to and released it: by the labels of a list, or by offices."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.endings.last_lines import LastLines

LISTING = 14  # lines of a list of officers, at most
OFFICERS = 3  # different labels of such a list, at least: ORIG, AUTH, REL
ABOVE_END = 2  # the same of one directly above an end mark
MISREAD_LABELS = {"RIG": "ORIG", "LREL": "REL"}  # labels, by what engines make of them
NUMBER_ABOVE = 2  # rows above it that may have the number of the release, at most: RELN( / E235319
OFFICE_AMID = regex.compile(
    r"(?!.*(?:\p{Ll}{2}\.|:.*\p{L}{3}))(?:\S+\s){0,5}?\S*(?:\p{L}/\s?\p{Lu}|\p{L}/\w|\w/\p{L}{2})\S*(?:\s\S+){0,5}"
)
"""A short line with the symbol of an office, however misread: ``J. SAMPLE, C/WHD``, ``OS/SAG P. SAMPLE (in draft)``"""


def officers_start(texts: Sequence[str], last: int, is_above_end: bool, patterns: Patterns) -> int:
    """The line, above line ``last``, that begins a list of officers; 0 if there is none.

    ``RELNO :`` / ``ORIG: CIC/LA (MAHNCKE, 34428) ; AUTH:`` / ``COORD:`` / ``REL:`` / ``LA/SCGSC (BLEVINS) .``;
    ``is_above_end`` says that line ``last`` is an end mark.
    """
    label, number = patterns["officers"], patterns["release number"]
    labelled = [at for at in range(max(1, last - LISTING), last) if label.search(texts[at])]
    first = next((at for at in labelled if patterns["originator"].match(texts[at])), 0)
    read = [match["label"].upper() for at in labelled if at >= first for match in label.finditer(texts[at])]
    labels = {MISREAD_LABELS.get(name, name) for name in read}
    if not first or len(labels) < (ABOVE_END if is_above_end else OFFICERS):
        return 0
    return next((at for at in range(max(first - NUMBER_ABOVE, 1), first) if number.match(texts[at])), first)


def names_office(text: str) -> bool:
    """Whether a line below the end mark of a cable has the symbol of the office of one who agreed to it or released it.

    >>> names_office("OS/SAG P. SAMPLE (in draft)"), names_office("c/tfw :"), names_office("SAS/Coment: * The wife")
    (True, True, False)
    """
    return OFFICE_AMID.fullmatch(text) is not None


def is_officer(lines: LastLines, at: int) -> bool:
    """Whether a line below the end mark of a cable is about an officer, by name or office."""
    return lines.may_be_signer(at) or names_office(lines.texts[at])


def officers_below(lines: LastLines, below: Sequence[int]) -> Sequence[int]:
    """Those of the lines ``below`` a comment that are about officers: from below its last text on, if one is."""
    named = next((place for place, at in enumerate(below) if is_officer(lines, at)), len(below))
    if named == len(below):
        return ()
    return below[max((place + 1 for place in range(named) if lines.goes_on(below[place])), default=0) :]
