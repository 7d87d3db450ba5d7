"""Lines that the judge wrongly takes for marks of an archive: dates, names, numbers of files."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.layers.facts import PageLine
from teikit.layers.figures import LONE_DATE
from teikit.layers.measures import measured
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import LineRole

BESIDE = (LineRole.RECORD, LineRole.STAMP)
"""Roles of lines next to which an archive puts a date."""
FILE_NUMBER = regex.compile(r"[^\w(]*(?:\p{Lu}{1,3} ?)?\d{1,4}(?:-[\p{Lu}\d]+)+\W*")
"""The file number that clerks put on a paper: ``97-4477422``, ``201-5603-NS``, ``C95-82555-2235``"""
RECORD_DIGITS = 13  # digits of a record number that an archive prints: 104-10154-10013
WRITTEN_WORD = regex.compile(r"\p{L}{2,}")  # a word, not a letter among specks
LEAST_WORDS = 2  # words of a line that is a name or a remark, at least: PARKER, John


def role_of_mark(lines: Sequence[PageLine], at: int, lexicon: Lexicon) -> LineRole:
    """The role of a line that was judged to be a mark of an archive: text if it is a date or a name, or a stamp."""
    if _is_date_of_text(lines, at) or _is_in_words(lines[at].text, lexicon):
        return LineRole.TEXT
    return LineRole.STAMP if _is_file_number(lines, at) else LineRole.RECORD


def _is_date_of_text(lines: Sequence[PageLine], at: int) -> bool:
    """Whether a line is a date that is not next to a mark."""
    is_date = LONE_DATE.fullmatch(lines[at].text.strip()) is not None
    return is_date and all(line.known_role not in BESIDE for line in lines[max(at - 1, 0) : at + 2])


def _is_in_words(text: str, lexicon: Lexicon) -> bool:
    """Whether a line has only words, including known ones, and is not a phrase of an archive."""
    is_words = len(WRITTEN_WORD.findall(text)) >= LEAST_WORDS and not any(map(str.isdigit, text))
    return is_words and measured(text, lexicon.words).known_letters > 0 and lexicon.line_phrases.find(text) is None


def _is_file_number(lines: Sequence[PageLine], at: int) -> bool:
    """Whether a line is a file number below other lines of its page; above all others it is a record number.

    An archive prints that there, and engines misread it: ``0726-1068``.
    """
    text = lines[at].text.strip()
    if not FILE_NUMBER.fullmatch(text) or LONE_DATE.fullmatch(text) or sum(map(str.isdigit, text)) >= RECORD_DIGITS:
        return False
    return any(line.page == lines[at].page and not line.known_role for line in lines[:at])
