"""The facts about each line of a document that show its role.

A fact is a short phrase that is true of a line or not (``known share >= 0.67``, ``above text``, ``phrase form``); its
points for each role are in ``dictionaries/us/line-roles.tsv``. The facts of the lines around count, too.
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

from teikit.layers.measures import SHAPES, Measures, is_airy, is_in_capitals, measured, usual_width
from teikit.layers.neighbours import MOST, with_neighbours
from teikit.layers.recurrence import Recurrence
from teikit.lexicon import Lexicon
from teikit.lexicon.line_letters import LineLetters
from teikit.lexicon.line_roles import ROLES, LineRole
from teikit.lexicon.matching import key
from teikit.scorecard import ALWAYS

ENDING = "end of message"  # name of the shape of a line below which there is no text of the message
NOTHING = regex.compile("(?!)")  # the shape of no line, for a collection without one
NOT_CAPITALS = re.compile("[^A-Z]+")  # characters that are left out of the key of a line
FIRST_WORD = regex.compile(r"[^\p{L}0]*([\p{L}0]{2,})")
"""The first word of a line; 0 may be a misread O: ``0F THE``."""
BANNER_LETTERS = range(4, 41)  # numbers of letters of a line that is compared with banners
SHORT_BANNER = 4  # letters of a banner with which no line is compared, at most
BANNER_SIMILARITY = 0.6  # similarity, 0 to 1, of a line to a banner that is a fact, at least
CERTAIN_PHRASE = (0.8, 0.6)  # similarity of a phrase that counts for its page, and its share of the line, at least
WHOLE_SHARE = 0.7  # share of a line above which a phrase is the whole of it
PART_SHARE = 0.4  # share above which it is a part of it
SHEET_PHRASES = 4  # phrases of identification sheets on a page that is such a sheet, at least
SHORT_LABEL = 3  # letters of a word without a superfluous one, at most
TEXT_SHARE = 0.6  # width of a line of text as a share of the usual width, at least


class PageLine(NamedTuple):
    """A line that is not blank.

    ``page`` counts from 0; ``blank`` is the number of blank lines before it; ``known_role`` is its role if another
    rule has read it, ``genre`` that of its document; both are empty if unknown. ``first_page`` is the first page of its
    document.
    """

    text: str
    page: int
    blank: int
    known_role: str = ""
    genre: str = ""
    first_page: int = 0


def facts(rows: Sequence[PageLine], lexicon: Lexicon, letters: LineLetters) -> list[tuple[str, ...]]:
    """The facts of each line, in order: its own and those of its neighbours."""
    document = _Document(rows, lexicon, letters)
    own = [list(document.facts_of(at)) for at in range(len(rows))]
    return with_neighbours(own, [row.page for row in rows])


def at_least(name: str, value: float, steps: tuple[float, ...]) -> str:
    """The fact that names the highest of these rising steps that a value reaches.

    >>> at_least("known share", 0.7, (0.34, 0.67, 1)), at_least("digits", 0, (0.1,))
    ('known share >= 0.67', 'digits lowest')
    """
    return _names(name, steps)[bisect_right(steps, value)]


@cache
def _names(name: str, steps: tuple[float, ...]) -> tuple[str, ...]:
    """The facts for a value below all steps and for each of them."""
    return (f"{name} lowest", *(f"{name} >= {step:g}" for step in steps))


class _Document:
    """A document as the context of its lines: its usual measures, and where the text of each page begins and ends."""

    def __init__(self, rows: Sequence[PageLine], lexicon: Lexicon, letters: LineLetters) -> None:
        self.rows, self.lexicon, self.letters = rows, lexicon, letters
        self.measures = [measured(row.text, lexicon.words) for row in rows]
        self.phrases = [lexicon.line_phrases.find(row.text) for row in rows]
        self.pages: dict[int, list[int]] = defaultdict(list)
        self.place: list[int] = []
        for at, row in enumerate(rows):
            self.place.append(len(self.pages[row.page]))
            self.pages[row.page].append(at)
        self.fields = {
            page: [at for at in places if rows[at].known_role == LineRole.FIELD] for page, places in self.pages.items()
        }
        self.recurrence = Recurrence([row.text for row in rows], self.pages)
        self.width = usual_width(self.measures)
        self.capitals = is_in_capitals(self.measures)
        self.airy = is_airy([row.blank for row in rows])
        self.quality = sum(row.known for row in self.measures) / max(sum(row.long_words for row in self.measures), 1)
        self.text = {page: self._text_of(places) for page, places in self.pages.items()}
        self.counted = {page: self._phrases_of(places) for page, places in self.pages.items()}
        self.banners = sorted({key(banner.form) for banner in lexicon.banners if len(key(banner.form)) > SHORT_BANNER})
        self.shapes = {**SHAPES, **lexicon.patterns.each("line shape")}
        is_end = self.shapes.get(ENDING, NOTHING).search
        self.ending = next((at for at, row in enumerate(rows) if is_end(row.text)), len(rows))

    def _text_of(self, rows: Sequence[int]) -> tuple[int, int] | None:
        """The places of the first and the last line of text of a page; None for a page without text."""
        places = [
            place
            for place, at in enumerate(rows)
            if self.measures[at].is_fluent and len(self.measures[at].text) > TEXT_SHARE * self.width
        ]
        return (places[0], places[-1]) if places else None

    def _phrases_of(self, rows: Sequence[int]) -> Counter[str]:
        """The number of lines of a page that surely have a phrase of each role."""
        similarity, share = CERTAIN_PHRASE
        matches = [match for at in rows if (match := self.phrases[at])]
        return Counter(match.role for match in matches if match.similarity >= similarity and match.share >= share)

    def facts_of(self, at: int) -> Iterator[str]:
        """The facts of one line, without its neighbours."""
        row, line = self.rows[at], self.measures[at]
        yield ALWAYS
        yield f"genre {row.genre}"
        if row.known_role:
            yield f"is {row.known_role}"
        yield from self._letters(row.text)
        yield from self._words(line)
        yield from self._place(at)
        yield from (name for name, pattern in self.shapes.items() if pattern.search(line.text))
        yield from self._likeness(at)
        yield from self._phrase(at)

    def _letters(self, text: str) -> Iterator[str]:
        """The facts about the roles for which the runs of letters of a line speak."""
        scores = self.letters.scores(text)
        yield f"{MOST}{ROLES[scores.index(max(scores))]}"
        for role, score in zip(ROLES, scores, strict=True):
            yield at_least(f"letters of {role}", score, (-5, -4, -3, -2, -1, 0, 1, 2))

    def _words(self, line: Measures) -> Iterator[str]:
        """The facts about the shares of words, letters and digits of a line."""
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

    def _place(self, at: int) -> Iterator[str]:
        """The facts about the place of a line on its page and in the document."""
        row, line, place = self.rows[at], self.measures[at], self.place[at]
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
        if at > self.ending:
            yield "after the end of the message"
        yield from self._beside_fields(at)

    def _beside_fields(self, at: int) -> Iterator[str]:
        """The facts about the place of a line relative to the fields of the header on its page."""
        fields = self.fields[self.rows[at].page]
        above, end = bisect_left(fields, at), bisect_right(fields, at)
        below = len(fields) - end
        sides = [side for side, count in (("above", above), ("below", below)) if count]
        yield f"fields {' and '.join(sides)}" if sides else "no fields"
        if above:
            yield at_least("lines from the field", at - fields[above - 1], (2, 3, 5, 9, 15))
        if below:
            yield at_least("lines to the field", fields[end] - at, (2, 3, 5, 9, 15))

    def _likeness(self, at: int) -> Iterator[str]:
        """The facts about what a line resembles: lines of other pages, banners, stamps, labels of forms."""
        row, line = self.rows[at], self.measures[at]
        yield from self._recurring(at)
        letters = NOT_CAPITALS.sub("", self.recurrence.keys[at])
        if len(letters) in BANNER_LETTERS:
            best = extractOne(
                letters, self.banners, scorer=Levenshtein.normalized_similarity, score_cutoff=BANNER_SIMILARITY
            )
            if best:
                yield at_least("banner", best[1], (BANNER_SIMILARITY, 0.7, 0.8, 0.9, 1))
        if self.lexicon.stamp_index.find(row.text):
            yield "stamp line"
        if self.lexicon.label_index.find(row.text):
            yield "form label"
        labels = sum(word in self.lexicon.labels for word in line.words)
        if labels:
            yield at_least("words of labels", labels / max(len(line.words), 1), (0.01, 0.34, 0.67))

    def _recurring(self, at: int) -> Iterator[str]:
        """The facts about the number of other pages that have a line, too."""
        counts = {
            "on other pages": self.recurrence.at_edges(at),
            "the same on other pages": self.recurrence.anywhere(at),
            "counts with the pages": self.recurrence.counting(at),
        }
        yield from (at_least(name, count, (1, 2, 3, 5)) for name, count in counts.items() if count)

    def _phrase(self, at: int) -> Iterator[str]:
        """The facts about the phrase of a form in a line, and those on its page."""
        match, counted = self.phrases[at], self.counted[self.rows[at].page]
        if match:
            share = "whole" if match.share > WHOLE_SHARE else "part" if match.share > PART_SHARE else "bit"
            yield f"phrase {match.role} {share} {at_least('similarity', match.similarity, (0.6, 0.7, 0.8, 0.9))}"
        first = FIRST_WORD.match(self.rows[at].text)
        if first and _is_label(first[1], self.lexicon.first_labels):
            yield "starts with a label"
        if counted["sheet"] >= SHEET_PHRASES:
            yield "on an identification sheet"
            if match and match.role == "sheet":
                yield "label of the sheet"
        yield at_least("phrases of forms on the page", counted["form"] + counted["stamp"], (1, 3, 6))
        yield at_least("phrases of headers on the page", counted["field"], (1, 3))


def _is_label(word: str, labels: frozenset[str]) -> bool:
    """Whether a word is a label, or one with a letter added: XFROM is, FRQM is not."""
    upper = word.upper().replace("0", "O")
    if upper in labels:
        return True
    return len(upper) > SHORT_LABEL and any(upper[:at] + upper[at + 1 :] in labels for at in range(len(upper)))
