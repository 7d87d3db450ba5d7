"""The headings of the sections of a document: short lines of known words that are not sentences.

There are five kinds: numbered headings (``1. INTRODUCTION``, ``IV. Future appeal procedures``), if the next number is
a heading as well; lines in capitals (``LEE HARVEY OSWALD``); lines whose words begin with capitals (``Inside
Struggles``), if there are several; such lines with a colon after them (``LEADS:``) or of a wording that the collection
knows (``Headquarters Comment``); and those that are known by their wording, whatever is below them (`worded_headings`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from teikit.layers.measures import KNOWN_COUNT, measured
from teikit.lexicon import Lexicon
from teikit.paragraphing.beginnings.breaks import WHOLE_WORD
from teikit.paragraphing.line_patterns import SENTENCE_END, TYPED_NAME
from teikit.paragraphing.worded_headings import is_worded_heading

LONGEST_HEADING = 70  # characters of a heading, at most
MOST_LINES = 2  # line ends inside a title in capitals, at most
MOST_WORDS = 9  # words of a heading, at most
LONGEST_TITLE = 160  # characters of a title of several lines in capitals, at most
MOST_WORDS_TITLE = 24  # words of such a title, at most
READABLE_SHARE = 0.8  # share of its words that are known, at least
LEAST_LETTERS = 6  # letters of a heading, at least
LETTERS_STATED = 5  # letters of a heading that ends in a colon, at least: LEADS:
LETTERS_NUMBERED = 4  # letters of a heading with a number, at least: 2. Laos
TEXT_LENGTH = 60  # characters of the paragraph below a heading, at least
SHORT_TEXT_LENGTH = 24  # characters of the paragraph below a numbered heading, at least
BEGINNING_LENGTH = 150  # characters at the beginning of that paragraph that are examined
TEXT_WORDS = 5  # long words in them, at least
KNOWN_SHARE = 0.6  # share of these words that are known, at least
CERTAIN_WORDS = 2  # words of a heading in capitals that needs no other heading in its document, at least
CERTAIN_LETTERS = 8  # letters of such a heading of a single word, at least: ADMINISTRATIVE
NAMED_TIMES = 2  # count in the document above which a word in no vocabulary is known: NOSENKO
CAPITAL_SHARE = 0.6  # share of the paragraphs of a document in capitals, above which capitals do not show a heading
MOST_STEPS = 2  # steps from the number of a heading to that of the next one found, at most
NUMBERED_HEADING = regex.compile(
    r"(?P<n>[IVX]{1,4}|[A-Za-z]|\d{1,2})\s?[.,)][\s.]+[\"'“‘]?(?P<rest>(?P<first>\d{1,3}\s)?\p{Lu}.*)", regex.DOTALL
)  # A. “INTRODUCTION, 4, Juana Castro:, 6. 201 DOSSIER CHARGES
CAPTION = regex.compile(r"(?P<rest>.*[\p{L})])\s?:", regex.DOTALL)
"""A heading that ends in a colon: ``LEADS:``, ``2. Agency Supported Individuals:``"""
HEADED = regex.compile(r"\p{Lu}[\p{L}\d '’,&/()\n-]*[\p{L}\d)]")
"""The form of a heading, without its number: ``INFILTRATION/EXFILTRATION OPERATIONS``"""
TRAILING_SPECKS = regex.compile(r"(?<!\s)(?:\s++[^\w\s]{1,2})+$")  # Blackmail +
HEADING_WORD = regex.compile(r"[\p{L}'’]+")  # a word of a heading: WITNESS'S STATEMENT
SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
"""Words that are in lower case in headings."""
FIGURE = regex.compile(r"\d(?!\d{0,3}(?:\s|$))|\p{L}\d|\d.*\s.*\d", regex.DOTALL)
"""Numbers that no heading has: dates, file numbers, more than one number."""
DATE_IN_TITLE = regex.compile(r"\b\d{1,2} \p{Lu}{3,9},? \d{4}\b")
"""A date that may be in a title: ``OF PRESIDENT JOHN F. KENNEDY ON 23 NOVEMBER 1963``"""
TEXT_BEGINNING = regex.compile(r"[\p{Lu}\d(\"“'‘*]|\w{1,2}[.)]\s")
"""The beginning of the text below a heading."""


class Heading(NamedTuple):
    """A paragraph that may be a heading: its number (empty without one), whether it is in capitals, its words."""

    number: str
    is_capital: bool
    words: tuple[str, ...]
    is_stated: bool = False  # by a colon after it, or by its wording
    is_misread: bool = False  # in one of its words

    @property
    def is_certain(self) -> bool:
        """Whether it is a heading even if its document has no other: in capitals, and too long for a stamp."""
        is_long = len(self.words) >= CERTAIN_WORDS or len(self.words[0]) >= CERTAIN_LETTERS
        return not self.number and (self.is_stated or (self.is_capital and is_long))


def headings(paragraphs: Sequence[str], lexicon: Lexicon) -> set[int]:
    """The places, from 0, of the paragraphs of a document that are headings."""
    if not any(len(text) <= LONGEST_TITLE for text in paragraphs):
        return set()
    document = _Document(paragraphs, lexicon)
    candidates = dict(document.candidates())
    long = [text for text in paragraphs if len(text) >= TEXT_LENGTH]
    if sum(map(str.isupper, long)) > CAPITAL_SHARE * len(long):
        return set(_in_rows({at: heading for at, heading in candidates.items() if not heading.is_misread}))
    rows = set(_in_rows(candidates))
    capital = {at for at, heading in candidates.items() if heading.is_capital and not heading.is_misread}
    titled = {at for at, heading in candidates.items() if not heading.is_capital and not heading.number}
    are_several = len(capital | rows) > 1
    sure = {at for at in candidates if candidates[at].is_certain or (at in capital and are_several)}
    above_text = {
        at for at, heading in candidates.items() if heading.number and document.reads_like_text(at + 1, TEXT_LENGTH)
    }
    return rows | sure | above_text | (titled if len(titled) > 1 else set())


class _Document:
    """The paragraphs of a document, some of which may be headings."""

    def __init__(self, paragraphs: Sequence[str], lexicon: Lexicon) -> None:
        self._paragraphs = [paragraph.strip() for paragraph in paragraphs]
        self._known, self._given = lexicon.words, lexicon.given_names
        self._marking, self._wording = lexicon.patterns["no heading"], lexicon.patterns["heading"]
        self._patterns = lexicon.patterns
        self._counts = Counter(HEADING_WORD.findall(" ".join(paragraphs).upper()))
        self._recurring = Counter(self._paragraphs)

    def candidates(self) -> Iterator[tuple[int, Heading]]:
        """The paragraphs that may be headings, by what is above and below them, each with its place."""
        for at, text in enumerate(self._paragraphs[:-1]):
            if is_worded_heading(self._paragraphs, at, self._patterns):
                yield at, Heading("", is_capital=True, words=tuple(HEADING_WORD.findall(text)), is_stated=True)
                continue
            heading = self._heading(text)
            if heading is None or (self._recurring[text] > 1 and not heading.is_stated):
                continue
            if self._may_follow(at, heading) and self._has_text(at, heading):
                yield at, heading

    def _heading(self, text: str) -> Heading | None:
        """A paragraph as a heading; None if it cannot be one."""
        text = TRAILING_SPECKS.sub("", text)
        number = NUMBERED_HEADING.fullmatch(text)
        rest = number["rest"] if number else text
        caption = CAPTION.fullmatch(rest)
        rest = caption["rest"] if caption else rest
        rest = rest.rstrip(". ") if self._wording.search(rest) else rest  # Headquarters Comments.
        words = tuple(HEADING_WORD.findall(rest))
        if rest.isupper() and LONGEST_HEADING < len(text) <= LONGEST_TITLE:
            return self._title(rest, words)
        is_stated = caption is not None or self._wording.search(rest) is not None
        letters = LETTERS_NUMBERED if number else LETTERS_STATED if is_stated else LEAST_LETTERS
        if len(text) > LONGEST_HEADING or not 0 < len(words) <= MOST_WORDS or sum(map(len, words)) < letters:
            return None
        if not self._is_formed(rest, words, first=(number["first"] or "") if number else ""):
            return None
        is_capital, is_titled = rest.isupper(), _is_titled(words)
        if not (is_capital or is_titled) and (caption or not number):
            return None
        unknown = len(words) - sum(map(self._is_known, words))
        may_be_misread = number is not None and len(words) > 1 and (is_capital or caption is not None)
        if unknown > may_be_misread:
            return None
        return Heading(number["n"] if number else "", is_capital, words, is_stated, is_misread=unknown > 0)

    def _is_formed(self, text: str, words: Sequence[str], first: str) -> bool:
        """Whether a text has the form of a heading: on one line or two, without digits, names or marks of text.

        ``first`` is the number with which it may begin after its own number: ``6. 201 DOSSIER CHARGES``.
        """
        is_speck = len(words[0]) == 1 and words[0] != "A"
        if is_speck or text.count("\n") >= (MOST_LINES if text.isupper() else 1):
            return False
        if HEADED.fullmatch(text[len(first) :]) is None or TYPED_NAME.fullmatch(text):
            return False
        return not (FIGURE.search(text) or self._marking.search(text))

    def _title(self, text: str, words: tuple[str, ...]) -> Heading | None:
        """A title of several lines in capitals, in which an engine may have misread a word; None for any other text."""
        is_sentence = text[-1] in ".,;:-" or FIGURE.search(DATE_IN_TITLE.sub("", text)) or self._marking.search(text)
        known_words = sum(map(self._is_known, words))
        is_title = not is_sentence and text.count("\n") <= MOST_LINES and known_words >= READABLE_SHARE * len(words)
        return Heading("", is_capital=True, words=words) if is_title and len(words) <= MOST_WORDS_TITLE else None

    def _is_known(self, word: str) -> bool:
        """Whether a word may be in a heading: it is short, a known word or name, or frequent in the document."""
        form = word.upper()
        is_common = self._known.get(form, 0) >= KNOWN_COUNT or form in self._given
        return len(word) < WHOLE_WORD or is_common or self._counts[form] > NAMED_TIMES

    def _may_follow(self, at: int, heading: Heading) -> bool:
        """Whether a heading may follow the paragraph above, which is not an unfinished sentence."""
        if len(heading.words) >= CERTAIN_WORDS and self._wording.search(self._paragraphs[at]):
            return True
        above = self._paragraphs[at - 1] if at else "."
        if SENTENCE_END.search(above) or self._heading(above):
            return True
        return (heading.is_capital or heading.number != "") and not self._patterns["title goes on"].search(above)

    def _has_text(self, at: int, heading: Heading) -> bool:
        """Whether the paragraph below a heading reads like text, is a numbered heading, or may be a list."""
        following = self._heading(self._paragraphs[at + 1])
        is_stated_twice = self._paragraphs[at].endswith(":") and self._wording.search(self._paragraphs[at]) is not None
        if is_stated_twice or (heading.is_capital and following and following.number):
            return True
        is_sure = heading.number != "" and (heading.is_capital or heading.is_stated)  # 4, Juana Castro:
        if is_sure and heading.is_capital and self._is_title(at + 1) and at + 2 < len(self._paragraphs):
            return self.reads_like_text(at + 2, TEXT_LENGTH)  # C. ASSOCIATES / Miami
        is_opened = is_sure or TEXT_BEGINNING.match(self._paragraphs[at + 1]) is not None
        return is_opened and self.reads_like_text(at + 1, SHORT_TEXT_LENGTH if heading.number else TEXT_LENGTH)

    def _is_title(self, at: int) -> bool:
        """Whether a paragraph is one or several short titles, whose words begin with capitals."""
        text = self._paragraphs[at]
        words = HEADING_WORD.findall(text)
        return (
            bool(words)
            and _is_titled(words)
            and len(text) <= LONGEST_HEADING
            and not FIGURE.search(text)
            and not SENTENCE_END.search(text)
        )

    def reads_like_text(self, at: int, least: int) -> bool:
        """Whether a paragraph has at least so many characters at its beginning and reads like text."""
        below = self._paragraphs[at][:BEGINNING_LENGTH]
        line = measured(below.replace("\n", " "), self._known)
        return len(below) >= least and line.long_words >= TEXT_WORDS and line.known_share >= KNOWN_SHARE


def _is_titled(words: Iterable[str]) -> bool:
    """Whether words begin with capitals, as in a title: ``Head of the Group``."""
    return all(word[0].isupper() or word in SMALL for word in words)


def _in_rows(candidates: Mapping[int, Heading]) -> Iterator[int]:
    """The places of numbered headings whose neighbours in the same style have numbers close to theirs.

    Headings in another style may be between them: ``B. COVERT ACTION``, ``1. Newspapers``, ``C. INTELLIGENCE``.
    """
    last: dict[str, tuple[int, Heading]] = {}
    for at, heading in candidates.items():
        if not heading.number:
            continue
        style = _style(heading)
        if style in last and 0 < _place(heading.number) - _place(last[style][1].number) <= MOST_STEPS:
            yield from (last[style][0], at)
        last[style] = (at, heading)


def _style(heading: Heading) -> str:
    """The style of a heading's number: ``9`` in digits, ``I`` in Roman numerals, ``A`` in letters."""
    return "9" if heading.number.isdigit() else "I" if _roman(heading.number) else "A"


def _place(number: str) -> int:
    """The place of a number or letter in its row."""
    return int(number) if number.isdigit() else _roman(number) or ord(number[0])


def _roman(number: str) -> int:
    """The number of a Roman numeral up to XV; 0 for anything else."""
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
    return numerals.index(number) + 1 if number in numerals else 0
