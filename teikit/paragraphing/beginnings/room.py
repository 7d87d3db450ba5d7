"""The room that rows leave before the margin, and what it shows about two rows between which a sentence ends.

A typist begins a word in a row as long as it fits. So a row that leaves more room than others of its document is the
last of its paragraph, and one that does so although it begins a sentence may be indented:

as those of people who died long ago, the staff leaves to the board.          the last row of a paragraph
     Mr. Phillips was asked about the procedure of                            an indented row; engines lose the blanks
travelling out of the country, and said that he
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import regex

from teikit.core import Line
from teikit.paragraphing.beginnings.parted_rows import LONGEST_ROW
from teikit.paragraphing.line_patterns import SENTENCE_END
from teikit.paragraphing.points import SENTENCE, is_lone
from teikit.paragraphing.setting import Setting

ENOUGH_ROWS = 12  # rows within sentences of a document that shows how much room its rows leave, at least
NARROWEST_ROW = 35  # characters of a row of a page that is examined, at least
ROW_SHARE = 0.5  # length of a row that is examined, as a share of the reach, at least
FIRST_ROW_SHARE = 0.6  # length of a first row of a paragraph as a share of the reach, at least
RARE_SHARE = 0.3  # share of the rows that leave as much room as each of two rows does, at most
RARE_PRODUCT = 0.03  # product of these shares of two rows between which a paragraph begins, at most
NO_ROW_SHARE = 1.1  # length of two lines together as a share of the reach, above which they surely are not a row
ABBREVIATED = regex.compile(r"(?<!\p{L})\p{Lu}\p{Ll}{0,3}[.:]$")
"""A title, an initial or a state at the end of a row, with which no sentence may end: ``Mr:``, ``Alexander I.``"""
SMALL_FIRST = regex.compile(r"\p{Ll}")  # the first letter of a row that continues a sentence


def begun(rows: Sequence[tuple[Line, Line, Line]], settings: Mapping[int, Setting]) -> set[int]:
    """The starts of the lines that begin a paragraph, by the room that they and the lines above them leave.

    ``rows`` has each line of a document between its two neighbours, if nothing separates the three; ``settings`` says
    how the page of each is typed, by its start. No two of the three may be parts of one row.
    """
    rooms = sorted(_rooms(rows, settings))
    starts: set[int] = set()
    for before, line, below in rows if len(rooms) >= ENOUGH_ROWS else ():
        setting = settings[line.start]
        if not _may_begin(before.text.rstrip(), line.text.rstrip(), setting):
            continue
        if _are_rows(before.text, line.text, setting) and _are_rows(line.text, below.text, setting):
            above = _share(rooms, _room(before.text, line.text, setting))
            here = _share(rooms, _room(line.text, below.text, setting))
            if max(above, here) <= RARE_SHARE and above * here <= RARE_PRODUCT:
                starts.add(line.start)
    return starts


def _may_begin(before: str, line: str, setting: Setting) -> bool:
    """Whether a line may be the first row of a paragraph below the end of a sentence, where indents are lost."""
    is_ended = SENTENCE_END.search(before) is not None and ABBREVIATED.search(before) is None and not is_lone(before)
    is_typed = setting.reach >= NARROWEST_ROW and not setting.has_blank_lines
    return (
        is_ended
        and is_typed
        and SENTENCE.match(line.strip()) is not None
        and setting.end(line) >= FIRST_ROW_SHARE * setting.reach
    )


def _rooms(rows: Sequence[tuple[Line, Line, Line]], settings: Mapping[int, Setting]) -> Iterator[float]:
    """The room that is left in each row whose sentence continues in the next row."""
    for _, line, below in rows:
        setting, text = settings[line.start], line.text.rstrip()
        is_row = setting.reach >= NARROWEST_ROW and len(text) >= ROW_SHARE * setting.reach
        is_open = SMALL_FIRST.match(below.text.strip()) is not None and SENTENCE_END.search(text) is None
        if is_row and is_open and _are_rows(text, below.text, setting):
            yield _room(text, below.text, setting)


def _share(rooms: Sequence[float], room: float) -> float:
    """The share of rows that leave as much room or more; ``rooms`` has the room of each, in order."""
    return (len(rooms) - bisect_left(rooms, room) + 1) / (len(rooms) + 1)


def _room(line: str, below: str, setting: Setting) -> float:
    """The characters that would be left in a row if it had the first word of the row ``below``, too."""
    return setting.reach - setting.end(line) - 1 - len(below.split(maxsplit=1)[0])


def would_have_fitted(above: str, before: str, line: str, below: str, setting: Setting) -> bool:
    """Whether a line would have begun in the row before it if it continued that; the rows around that one are full.

    ``usually handled by him personally during the Bay of Pigs.`` / ``Mr. Phillips stated that during the Bay of``.
    This counts only where blank lines mean nothing. ``above`` is the line above the row, ``below`` the one that
    follows.
    """
    if setting.has_blank_lines or not setting.is_full(above) or not SENTENCE.match(line.strip()):
        return False
    is_left_part = _are_rows(before, line, setting) and not _are_rows(line, below, setting)
    are_rows = setting.is_full(line) or is_left_part or _length(before, line) > NO_ROW_SHARE * setting.reach
    return are_rows and setting.has_room(before, line.split(maxsplit=1)[0])


def _are_rows(line: str, below: str, setting: Setting) -> bool:
    """Whether two lines are too long to be parts of one row."""
    return _length(line, below) > LONGEST_ROW * setting.reach


def _length(left: str, right: str) -> int:
    """The length of two parts of a row, with a space between them."""
    return len(left.strip()) + 1 + len(right.strip())
