"""Lines at the top of a page that begin a paragraph, as the last line of the page before is not part of a sentence.

MCC/WH-2 6/27/75                        the foot of a card, a file number, the end of a form
INSPECTION REPORT, 1967                 the first line of the next page
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from teikit.core import Line
from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.beginnings.titles import is_in_small
from teikit.paragraphing.groups import Bounds
from teikit.paragraphing.line_patterns import SENTENCE_END, goes_on
from teikit.paragraphing.setting import Setting

PARAGRAPH_BEGINNING = regex.compile(r"\W{0,3}(?:\p{Lu}|\d)")  # the beginning of a paragraph: The synopsis, 8/19/64
SMALL_LAST = regex.compile(r"(?<!\p{L})\p{Ll}{2,}\W{0,3}$")  # a word in lower case, with which no such line ends
ROW_WORD = regex.compile(r"\p{L}{3}")  # a word of a row
TYPED_LINE = regex.compile(r"\p{L}{3}|\d.*\d.*\d")  # what such a line has, unlike a page number


def tops(lines: Sequence[Line], settings: Mapping[int, Setting], bounds: Bounds, patterns: Patterns) -> Iterator[int]:
    """The starts of such lines of a document; ``settings`` says how the page of each is typed, by its start.

    The line above is short, does not end a sentence or break off within one, and neither does the line above that one,
    as it would if there were a scrap at the foot of the page.
    """
    for at, (before, line) in enumerate(pairwise(lines)):
        if bounds.are_on_one_page(before, line) or bounds.parts(before, line):
            continue
        text, setting = before.text.strip(), settings[before.start]
        is_typed = TYPED_LINE.search(text) is not None and SMALL_LAST.search(text) is None
        is_small = is_in_small(text) or is_in_small(line.text)
        is_capital = ROW_WORD.search(text) is not None and not is_small  # a telegram
        above = lines[at - 1] if at and bounds.are_on_one_page(lines[at - 1], before) else None
        is_scrap = above is not None and setting.is_full(above.text) and _ends_no_sentence(above.text, patterns)
        is_end = setting.is_short(before.text) and is_typed and not (is_capital or is_scrap)
        if is_end and not goes_on(text, patterns) and PARAGRAPH_BEGINNING.match(line.text.strip()):
            yield line.start


def _ends_no_sentence(text: str, patterns: Patterns) -> bool:
    """Whether no sentence ends with a line."""
    return SENTENCE_END.search(text.rstrip()) is None or goes_on(text, patterns)
