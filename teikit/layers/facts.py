"""The facts about each line of a document that say what it is.

A fact is a short sentence that holds or does not (``known share >= 0.67``, ``above text``, ``phrase form``); what it is
worth for which role stands in ``dictionaries/us/line-roles.tsv``. The facts of the neighbours count, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

from teikit.layers.measures import PATTERNS, Measures, measured
from teikit.layers.neighbours import MOST, with_neighbours
from teikit.layers.recurrence import Recurrence
from teikit.lexicon import Lexicon
from teikit.lexicon.line_letters import LineLetters
from teikit.lexicon.line_roles import ROLES, LineRole
from teikit.lexicon.matching import key

NOT_CAPITALS = re.compile("[^A-Z]+")
FIRST_WORD = regex.compile(r"[^\p{L}0]*([\p{L}0]{2,})")
BANNER_LETTERS = range(4, 41)  # letters of a line that may be a banner, at least
CERTAIN_PHRASE = (0.8, 0.6)  # similarity and share of a phrase that counts for its page
SHEET_PHRASES = 4  # phrases of identification sheets that make a page such a sheet
FAR = 0.6  # share of the usual width that a line of text has, at least
SIDES = {
    (True, True): "fields above and below",
    (True, False): "fields above",
    (False, True): "fields below",
    (False, False): "no fields",
}
"""The facts that fields of the header stand above a line on its page, and below it."""


class PageLine(NamedTuple):
    """A line that is not blank: text, page (from 0), blank lines before it; its role and genre where known."""

    text: str
    page: int
    blank: int
    told: str = ""
    genre: str = ""


def facts(rows: Sequence[PageLine], lexicon: Lexicon, letters: LineLetters) -> list[tuple[str, ...]]:
    """The facts of each line, in order: its own, and those of its neighbours."""
    sheet = _Sheet(rows, lexicon, letters)
    own = [list(sheet.facts_of(number)) for number in range(len(rows))]
    return with_neighbours(own, [row.page for row in rows])


def at_least(name: str, value: float, steps: tuple[float, ...]) -> str:
    """The fact that a value reaches the highest of some rising steps.

    >>> at_least("known share", 0.7, (0.34, 0.67, 1)), at_least("digits", 0, (0.1,))
    ('known share >= 0.67', 'digits lowest')
    """
    return _names(name, steps)[bisect_right(steps, value)]


@cache
def _names(name: str, steps: tuple[float, ...]) -> tuple[str, ...]:
    return (f"{name} lowest", *(f"{name} >= {step:g}" for step in steps))


class _Sheet:
    """A document as its lines see it: what is usual in it, where the text of each page begins and ends."""

    def __init__(self, rows: Sequence[PageLine], lexicon: Lexicon, letters: LineLetters) -> None:
        self.rows, self.lexicon, self.letters = rows, lexicon, letters
        self.measures = [measured(row.text, lexicon.words) for row in rows]
        self.phrases = [lexicon.line_phrases.find(row.text) for row in rows]
        self.pages: dict[int, list[int]] = defaultdict(list)
        self.place: list[int] = []
        for number, row in enumerate(rows):
            self.place.append(len(self.pages[row.page]))
            self.pages[row.page].append(number)
        self.fields = {
            page: [number for number in numbers if rows[number].told == LineRole.FIELD]
            for page, numbers in self.pages.items()
        }
        self.recurrence = Recurrence([row.text for row in rows], self.pages)
        self.width = _usual_width(self.measures)
        fluent = [line for line in self.measures if line.long_words >= 4 and line.known_share >= 0.6]
        self.capitals = sum(line.capitals > 0.8 for line in fluent) > 0.6 * max(len(fluent), 1)
        self.airy = sum(row.blank > 0 for row in rows) >= 0.5 * len(rows)
        words = sum(line.long_words for line in self.measures)
        self.quality = sum(line.known for line in self.measures) / max(words, 1)
        self.text = {page: self._text_of(numbers) for page, numbers in self.pages.items()}
        self.counted = {page: self._phrases_of(numbers) for page, numbers in self.pages.items()}
        self.banners = sorted({key(banner.form) for banner in lexicon.banners if len(key(banner.form)) > 4})
        self.ending = next(
            (number for number, row in enumerate(rows) if PATTERNS["end of message"].search(row.text)), len(rows)
        )

    def _text_of(self, numbers: Sequence[int]) -> tuple[int, int] | None:
        """The first and the last place on a page with a line of text."""
        places = [
            place
            for place, number in enumerate(numbers)
            if self.measures[number].is_fluent and len(self.measures[number].text) > FAR * self.width
        ]
        return (places[0], places[-1]) if places else None

    def _phrases_of(self, numbers: Sequence[int]) -> Counter[str]:
        similarity, share = CERTAIN_PHRASE
        matches = (self.phrases[number] for number in numbers)
        return Counter(
            match.role for match in matches if match and match.similarity >= similarity and match.share >= share
        )

    def facts_of(self, number: int) -> Iterator[str]:
        """The facts of one line, without its neighbours."""
        row, line = self.rows[number], self.measures[number]
        yield "always"
        yield f"genre {row.genre}"
        if row.told:
            yield f"is {row.told}"
        yield from self._letters(row.text)
        yield from self._words(line)
        yield from self._place(number)
        yield from (name for name, pattern in PATTERNS.items() if pattern.search(line.text))
        yield from self._likeness(number)
        yield from self._phrase(number)

    def _letters(self, text: str) -> Iterator[str]:
        scores = self.letters.scores(text)
        yield f"{MOST}{ROLES[scores.index(max(scores))]}"
        for role, score in zip(ROLES, scores, strict=True):
            yield at_least(f"letters of {role}", score, (-5, -4, -3, -2, -1, 0, 1, 2))

    def _words(self, line: Measures) -> Iterator[str]:
        yield at_least("known words", line.known, (1, 2, 3, 5, 8))
        yield at_least("words", line.long_words, (1, 2, 3, 5, 8))
        yield at_least("known share", line.known_share, (0.01, 0.34, 0.5, 0.67, 0.85, 1))
        yield at_least("known letters", line.known_letters, (0.01, 0.2, 0.4, 0.6, 0.8))
        yield at_least("pairs", line.pairs, (1, 2, 3, 5))
        yield at_least("strangeness", line.strangeness, (2, 2.5, 3, 3.5, 4, 5))
        yield at_least("letters", line.letters, (0.3, 0.5, 0.7, 0.8, 0.9, 0.97))
        yield at_least("digits", line.digits, (0.01, 0.1, 0.25, 0.5, 0.8))
        yield at_least("odd tokens", line.odd_tokens, (0.01, 0.2, 0.5))
        yield at_least("short tokens", line.short_tokens, (0.25, 0.5, 0.75, 1))
        yield at_least("offices", line.offices, (1, 2, 4))
        case = "text in capitals" if self.capitals else "text in small letters"
        yield at_least(f"{case}, capitals", line.capitals, (0.1, 0.5, 0.9, 1))

    def _place(self, number: int) -> Iterator[str]:
        row, line, place = self.rows[number], self.measures[number], self.place[number]
        yield at_least("width", len(line.text) / self.width, (0.1, 0.2, 0.35, 0.5, 0.7, 0.9))
        yield at_least("characters", len(line.text), (3, 6, 12, 25, 45))
        first = "first page" if row.page == 0 else "later page"
        yield at_least(f"{first}, lines above", place, (1, 2, 3, 5, 8, 15))
        yield at_least("lines below", len(self.pages[row.page]) - 1 - place, (1, 2, 3, 5, 8))
        yield at_least("quality of the document", self.quality, (0.3, 0.5, 0.7, 0.85))
        yield ("airy, " if self.airy else "dense, ") + ("gap before" if row.blank > self.airy else "no gap before")
        text = self.text[row.page]
        if text is None:
            yield "page without text"
        elif place < text[0]:
            yield "above text"
            yield at_least("lines to the text", text[0] - place, (1, 2, 4, 8))
        elif place > text[1]:
            yield "below text"
            yield at_least("lines from the text", place - text[1], (1, 2, 4, 8))
        else:
            yield "amid text"
        if number > self.ending:
            yield "after the end of the message"
        yield from self._beside_fields(number)

    def _beside_fields(self, number: int) -> Iterator[str]:
        """Where the line stands relative to the lines of its page that have been read as fields of the header."""
        fields = self.fields[self.rows[number].page]
        above, behind = bisect_left(fields, number), bisect_right(fields, number)
        below = len(fields) - behind
        yield SIDES[above > 0, below > 0]
        if above:
            yield at_least("lines from the field", number - fields[above - 1], (2, 3, 5, 9, 15))
        if below:
            yield at_least("lines to the field", fields[behind] - number, (2, 3, 5, 9, 15))

    def _likeness(self, number: int) -> Iterator[str]:
        row, line = self.rows[number], self.measures[number]
        yield from self._recurring(number)
        letters = NOT_CAPITALS.sub("", self.recurrence.keys[number])
        if len(letters) in BANNER_LETTERS:
            best = extractOne(letters, self.banners, scorer=Levenshtein.normalized_similarity, score_cutoff=0.6)
            if best:
                yield at_least("banner", best[1], (0.6, 0.7, 0.8, 0.9, 1))
        if self.lexicon.stamp_index.find(row.text):
            yield "stamp line"
        if self.lexicon.label_index.find(row.text):
            yield "form label"
        labels = sum(word in self.lexicon.labels for word in line.words)
        if labels:
            yield at_least("words of labels", labels / max(len(line.words), 1), (0.01, 0.34, 0.67))

    def _recurring(self, number: int) -> Iterator[str]:
        counts = {
            "on other pages": self.recurrence.at_edges(number),
            "the same on other pages": self.recurrence.anywhere(number),
            "counts with the pages": self.recurrence.counting(number),
        }
        yield from (at_least(name, count, (1, 2, 3, 5)) for name, count in counts.items() if count)

    def _phrase(self, number: int) -> Iterator[str]:
        match, counted = self.phrases[number], self.counted[self.rows[number].page]
        if match:
            share = "whole" if match.share > 0.7 else "part" if match.share > 0.4 else "bit"
            yield f"phrase {match.role} {share} {at_least('similarity', match.similarity, (0.6, 0.7, 0.8, 0.9))}"
        first = FIRST_WORD.match(self.rows[number].text)
        if first and is_label(first[1], self.lexicon.first_labels):
            yield "starts with a label"
        if counted["sheet"] >= SHEET_PHRASES:
            yield "on an identification sheet"
            if match and match.role == "sheet":
                yield "label of the sheet"
        yield at_least("phrases of forms on the page", counted["form"] + counted["stamp"], (1, 3, 6))
        yield at_least("phrases of headers on the page", counted["field"], (1, 3))


def is_label(word: str, labels: frozenset[str]) -> bool:
    """Whether a word is a label, perhaps with one letter lost or added: FRO is, FRQM is not."""
    upper = word.upper().replace("0", "O")
    if upper in labels:
        return True
    return len(upper) > 3 and any(upper[:at] + upper[at + 1 :] in labels for at in range(len(upper)))


def _usual_width(lines: Sequence[Measures]) -> float:
    """The width of a full line, in characters: that of the widest after the widest seventh."""
    widths = sorted(len(line.text) for line in lines)
    return max(20.0, widths[int(0.85 * (len(widths) - 1))]) if widths else 60.0
