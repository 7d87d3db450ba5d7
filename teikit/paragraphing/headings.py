"""Which paragraphs of a document are headings of its sections: short lines of known words that no sentence is.

Three kinds: numbered ones (``1. INTRODUCTION``, ``IV. Future appeal procedures``) of which the next number is one, too;
lines in capitals (``LEE HARVEY OSWALD``); lines whose words begin with capitals (``Inside Struggles``), if some do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from teikit.layers.measures import COUNTED, measured
from teikit.lexicon import Lexicon
from teikit.paragraphing.breaks import SENTENCE_END, TYPED_NAME, WHOLE

LONGEST = 70  # characters of a heading
MOST_LINES = 2  # lines of a heading in capitals
MOST_WORDS = 9  # words of a heading
LONGEST_CAPITAL = 160  # characters of one of some lines in capitals
MOST_WORDS_CAPITAL = 24  # words of one
READABLE = 0.8  # share of its words that are known
TEXT = 60  # characters of the paragraph below a heading
SHORT_TEXT = 24  # characters of the paragraph below a numbered heading
BEGINNING = 150  # characters of a paragraph that are looked at
LETTERS = 6  # of the words of a heading
NUMBERED = regex.compile(r"(?P<n>[IVX]{1,4}|[A-Z]|\d{1,2})\s?[.)][\s.]+(?P<rest>\p{Lu}.*)", regex.DOTALL)
HEADED = regex.compile(r"\p{Lu}[\p{L}\d '’,&/()\n-]*[\p{L}\d)]")
"""What a heading is made of, without its number: ``INFILTRATION/EXFILTRATION OPERATIONS``"""
SPECKS = regex.compile(r"(?:\s\W{1,2})+$")  # Blackmail +
WORD = regex.compile(r"[\p{L}'’]+")
SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
"""Words that are small in headings, too."""
FIGURE = regex.compile(r"\d(?!\d{0,3}(?:\s|$))|\p{L}\d|\d.*\s.*\d", regex.DOTALL)
"""Figures that headings do not have: dates, file numbers, more than one number."""
OPEN = regex.compile(r"[\p{Lu}\d(\"“'‘*]|\w{1,2}[.)]\s")
"""How the text below a heading begins."""
GOES_ON = regex.compile(r"(?:[,-]|\b(?:a|an|and|by|for|in|of|on|or|the|to|with))\W{0,2}$")
"""How a line ends of which the sentence goes on."""
CERTAIN = 2  # words of a heading in capitals that is the only one
CERTAIN_LETTERS = 8  # letters of one of one word: ADMINISTRATIVE
FLUENT = 5  # words at the beginning of the text below a heading
KNOWN = 0.6  # share of these that are known
NAMED = 2  # times that a word stands in the text that is in no vocabulary: NOSENKO
CAPITALS = 0.6  # share of the paragraphs of a text in capitals, in which capitals say nothing
SKIPPED = 2  # steps from one numbered heading to the next that was found


class Heading(NamedTuple):
    """What may be a heading: its number (empty without one), whether it is in capitals, its words."""

    number: str
    is_capital: bool
    words: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        """Whether it is one without another: in capitals, and no word of a stamp."""
        return (
            self.is_capital
            and not self.number
            and (len(self.words) >= CERTAIN or len(self.words[0]) >= CERTAIN_LETTERS)
        )


def headings(paragraphs: Sequence[str], lexicon: Lexicon) -> set[int]:
    """The places among the paragraphs of a document of those that are headings."""
    if not any(len(text) <= LONGEST_CAPITAL for text in paragraphs):
        return set()
    candidates = dict(_Document(paragraphs, lexicon).candidates())
    text = [text for text in paragraphs if len(text) >= TEXT]
    rows = set(_in_rows(candidates))
    if sum(map(str.isupper, text)) > CAPITALS * len(text):
        return rows
    capital = {at for at, heading in candidates.items() if heading.is_capital}
    titled = {at for at, heading in candidates.items() if not heading.is_capital and not heading.number}
    are_many = len(capital | rows) > 1
    told = {at for at in capital if are_many or candidates[at].is_certain}
    return rows | told | (titled if len(titled) > 1 else set())


class _Document:
    """The paragraphs of a document, of which some may be headings."""

    def __init__(self, paragraphs: Sequence[str], lexicon: Lexicon) -> None:
        self._paragraphs = [paragraph.strip() for paragraph in paragraphs]
        self._known, self._given = lexicon.words, lexicon.given_names
        self._marking = lexicon.patterns["no heading"]
        self._counts = Counter(WORD.findall(" ".join(paragraphs).upper()))
        self._recurring = Counter(self._paragraphs)

    def candidates(self) -> Iterator[tuple[int, Heading]]:
        """What may be a heading where it stands, with its place."""
        for at, text in enumerate(self._paragraphs[:-1]):
            heading = self._heading(text)
            if (
                heading
                and self._recurring[text] == 1
                and self._is_below_text(at, heading)
                and self._is_above(at, heading)
            ):
                yield at, heading

    def _heading(self, text: str) -> Heading | None:
        """What a paragraph would be as a heading; None if it is none."""
        text = SPECKS.sub("", text)
        number = NUMBERED.fullmatch(text)
        rest = number["rest"] if number else text
        parts = tuple(WORD.findall(rest))
        if rest.isupper() and not number and LONGEST < len(text) <= LONGEST_CAPITAL:
            return self._long(text, parts)
        if len(text) > LONGEST or not 0 < len(parts) <= MOST_WORDS or sum(map(len, parts)) < LETTERS:
            return None
        if (len(parts[0]) == 1 and parts[0] != "A") or self._marking.search(rest):
            return None
        is_capital = rest.isupper()
        is_titled = all(word[0].isupper() or word in SMALL for word in parts)
        is_one = rest.count("\n") < (MOST_LINES if is_capital else 1) and HEADED.fullmatch(rest) is not None
        if not is_one or not (is_capital or number or is_titled) or FIGURE.search(rest) or TYPED_NAME.fullmatch(rest):
            return None
        return Heading(number["n"] if number else "", is_capital, parts) if all(map(self._is_known, parts)) else None

    def _long(self, text: str, parts: tuple[str, ...]) -> Heading | None:
        """A title of some lines in capitals, of which an engine may have misread a word; None if a text is none."""
        is_sentence = text[-1] in ".,;:-" or FIGURE.search(text) or self._marking.search(text)
        known = sum(map(self._is_known, parts))
        is_title = not is_sentence and text.count("\n") <= MOST_LINES and known >= READABLE * len(parts)
        return Heading("", True, parts) if is_title and len(parts) <= MOST_WORDS_CAPITAL else None

    def _is_known(self, word: str) -> bool:
        form = word.upper()
        is_common = self._known.get(form, 0) >= COUNTED or form in self._given
        return len(word) < WHOLE or is_common or self._counts[form] > NAMED

    def _is_below_text(self, at: int, heading: Heading) -> bool:
        """Whether what stands above is no sentence that goes on."""
        above = self._paragraphs[at - 1] if at else "."
        is_ended = SENTENCE_END.search(above) is not None or self._heading(above) is not None
        return is_ended or ((heading.is_capital or heading.number != "") and GOES_ON.search(above) is None)

    def _is_above(self, at: int, heading: Heading) -> bool:
        """Whether what stands below reads like text, or is a heading with text below it."""
        below = self._paragraphs[at + 1][:BEGINNING]
        is_long = len(below) >= (SHORT_TEXT if heading.number else TEXT)
        is_long = is_long and (OPEN.match(below) is not None or (heading.number != "" and heading.is_capital))
        line = measured(below.replace("\n", " "), self._known)
        return is_long and line.long_words >= FLUENT and line.known_share >= KNOWN


def _in_rows(candidates: Mapping[int, Heading]) -> Iterator[int]:
    """The places of numbered headings of which one soon before or behind has a number before or behind."""
    numbered = [(at, heading) for at, heading in candidates.items() if heading.number]
    for (at, heading), (below, following) in pairwise(numbered):
        step = _place(following.number) - _place(heading.number)
        if 0 < step <= SKIPPED and _style(heading) == _style(following):
            yield from (at, below)


def _style(heading: Heading) -> str:
    return "9" if heading.number.isdigit() else "I" if _roman(heading.number) else "A"


def _place(number: str) -> int:
    return int(number) if number.isdigit() else _roman(number) or ord(number[0])


def _roman(number: str) -> int:
    """The number of a Roman numeral up to XV; 0 for anything else."""
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
    return numerals.index(number) + 1 if number in numerals else 0
