"""Illegible stretches: handwriting or a photostat, of which an engine made letters line after line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from teikit.layers.facts import PageLine
from teikit.layers.measures import measured
from teikit.layers.roles import Chances
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import LineRole

LINES_AROUND = 4  # lines above and below a line, on its page, that show whether it is among illegible ones
STRETCH_CHANCE = 0.4  # mean chance that these and the line itself are illegible, in an illegible stretch, at least
PAGE_CHANCE = 0.35  # the same for all lines of a page except its furniture, at least
LINE_CHANCE = 0.15  # the same for the line itself, at least: SEPTEMBER 30, 1961 within handwriting was typed
LEAST_WORDS = 2  # words of two letters or more of such a line, at least: amounts and numbers are legible
KNOWN_LETTERS = 0.6  # share of its characters in known words, from which a line is legible
LINE_WORD = regex.compile(r"\p{L}{2,}")  # a word of a line; amounts and numbers have none
FURNITURE = (LineRole.STAMP, LineRole.RECORD, LineRole.FORM, LineRole.BANNER, LineRole.HEAD)
"""The roles of lines that are printed or stamped, not written."""


def in_illegible_stretch(lines: Sequence[PageLine], chances: Sequence[Chances], lexicon: Lexicon) -> Iterator[bool]:
    """Whether each line is a line of words among illegible ones, or on such a page, and hardly legible itself.

    Some eight of 150 words that were changed in such lines in 327 files were right: an engine also makes known words,
    and words like known ones, of handwriting (``he (a) ba? btn 6p``).
    """
    illegible = [_chance(line, chance) for line, chance in zip(lines, chances, strict=True)]
    pages: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if line.known_role not in FURNITURE:
            pages.setdefault(line.page, []).append(at)
    of_page = {page: _mean(places, lines, illegible) for page, places in pages.items()}
    for at, line in enumerate(lines):
        beside = range(max(0, at - LINES_AROUND), min(len(lines), at + LINES_AROUND + 1))
        around = [place for place in beside if lines[place].page == line.page]
        is_amid = of_page.get(line.page, 0) >= PAGE_CHANCE or _mean(around, lines, illegible) >= STRETCH_CHANCE
        has_words = len(LINE_WORD.findall(line.text)) >= LEAST_WORDS
        is_unknown = measured(line.text, lexicon.words).known_letters < KNOWN_LETTERS
        yield illegible[at] >= LINE_CHANCE and is_amid and has_words and is_unknown


def _mean(places: Sequence[int], lines: Sequence[PageLine], illegible: Sequence[float]) -> float:
    """The mean chance that lines are illegible, weighted by their lengths."""
    lengths = [len("".join(lines[at].text.split())) for at in places]
    weighed = sum(illegible[at] * length for at, length in zip(places, lengths, strict=True))
    return weighed / max(sum(lengths), 1)


def _chance(line: PageLine, chance: Chances) -> float:
    """The chance that a line is illegible; it is 0 or 1 if another rule has read the line."""
    return float(line.known_role == LineRole.SCRAP) if line.known_role else chance[LineRole.SCRAP]
