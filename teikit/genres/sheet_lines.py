"""The lines of an identification sheet: which begin with a label, and which are values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from teikit.core import Span
from teikit.genres.phrases import EXACT_LETTERS, SHORT_PHRASE, FormPhrases, Place
from teikit.genres.records import RECORD
from teikit.genres.sheet_fields import IDLE, LAST_PRINTED, PRINTED, STAMPED, SheetLabel
from teikit.lexicon.matching import StampIndex, nearest

MARKUP = "#"  # before the heading of a page that an engine writes: "## Page 1"
MOST_SPLIT_LINES = 3  # lines over which an engine splits a label, at most
SURE_SIMILARITY = 0.9  # similarity, 0 to 1, above which a label that was split counts
SPECK_LETTERS = 2  # letters before a label that may be specks, at most: "y DOCUMENT TYPE"
OWN_PLACES = 2  # places at the head of a sheet, where it has its own date and page
EDGES = " \t:;=.,'\"`‘’“”|~_—–-•·°*©®<>\\"  # signs before a value that are not part of it: "— 124-10198-10256"
LOOSE_END = re.compile(r"(?:\s+[.'\"’”]+|[\s:;=,`‘|~_—–•·°*©®<>\\])+$")  # signs after a value: "INC A/T ."
LABELLED = re.compile(r"\W*(?P<word>\w{2,9})\s*[:;=]")  # a word before a colon, which may be a short label: DAIE :
AFTER_SHORT = re.compile(r"\W*[:;=.—]|\s*$|\s+[0-9\[]")  # "DATE 03/03/1978"
MISREAD_LABEL = re.compile(r"[A-Z]{10,}\s?:")
"""A label of which hardly a letter was read rightly; subjects have no colon after their first word: ``KEJIKICILUNS :
1D``."""
LINE = re.compile(r"[^\r\n\f]+")  # the text between two line ends
WHOLE_LINE = re.compile(r"(?<![^\r\n\f])[^\r\n\f]+")  # the same, from the beginning of a line
LINE_ABOVE = regex.compile(r"(?r)[^\r\n\f]+")  # the same, from the end of the text
LINE_END_ABOVE = regex.compile(r"(?r)[\r\n\f]")  # the last line end
NUMBER_ALONE = re.compile(r"\W*\d+\s*")  # a number of pages is not a misread label: PAGES / 10, and not TO
COMPLETE = re.compile(r"\s?[:;=]")  # after a label that is whole
LONGEST_SHORT = 6  # letters of a short label, in which a letter may be misread only before a colon: FROM, AGENCY
BELOW_HEAD = frozenset({"originator", "from", "to", "title"})
"""Fields below the head of the sheet: a date or a number of pages below them is that of the document."""
OF_SHEET = {"date": "form-date", "pages": "form-page"}
"""Fields of the head of the sheet by their names below it."""
OF_DOCUMENT = {"form-date": "date"}
"""Fields of the document by their names in the head of the sheet."""


class Item(NamedTuple):
    """The contents of a line of a sheet: a label of ``field``, a value at ``span``, or both; what is missing is empty.

    ``is_below`` says that the line is below the last print of the sheet.
    """

    field: str
    span: Span
    is_below: bool = False

    @property
    def has_value(self) -> bool:
        """Whether the line holds a value."""
        return self.span.start < self.span.end


class SheetLines:
    """Separates labels from values. ``notices`` finds the lines that the archive stamps on all released documents."""

    def __init__(self, labels: Iterable[SheetLabel], notices: StampIndex) -> None:
        self._labels = tuple(labels)
        self._owners = [entry for entry in self._labels for _ in entry.labels]
        self._index = FormPhrases(label for entry in self._labels for label in entry.labels)
        self._idle = [entry.pattern for entry in self._labels if entry.field in IDLE and entry.pattern]
        self._stamped = [entry.pattern for entry in self._labels if entry.field == STAMPED and entry.pattern]
        self._printed = [entry.pattern for entry in self._labels if entry.field == PRINTED and entry.pattern]
        self._notices = notices
        labels_of_document = (label for entry in self._labels if entry.order > OWN_PLACES for label in entry.labels)
        self._short = sorted(label for label in labels_of_document if len(label) <= LONGEST_SHORT)

    def items(self, text: str, span: Span) -> Iterator[Item]:
        """The labels and values in the lines of a sheet, without what is printed on every sheet."""
        lines = [line for line in _written(text, span) if not self.is_notice(text[slice(*line)])]
        lines = [line for line in lines if not text.startswith(MARKUP, line.start)]
        is_begun = is_document = is_below = is_paged = False  # whether there is a label, one of the document, ... above
        at = 0
        while at < len(lines):
            line, following = lines[at], lines[at + 1 : at + 2]
            field, rest, further = self._labelled(text, lines[at : at + MOST_SPLIT_LINES])
            parts = lines[at : at + further]
            at += 1 + further
            if field in IDLE:
                is_begun, is_below = True, is_below or field == LAST_PRINTED
                field, value = self._label(text[slice(*rest)])
                if not field or field in IDLE:
                    continue
                parts, rest = [], Span(rest.start + value, rest.end)
            is_document = is_document or field in BELOW_HEAD
            field = (OF_DOCUMENT if is_document else OF_SHEET).get(field, field)
            if is_document and field == "form-page":  # the footer: "DocId: 32302364" / "Page" / "1"
                field, rest = "", Span(line.start, rest.end)
                at += any(text[slice(*number)].strip().isdigit() for number in following) - further
            elif field == "form-page" and is_paged:  # a file: "AGENCY FILE NUMBER : PAGE 393"
                field, rest = "file-number", Span(line.start, rest.end)
            is_paged = is_paged or field == "form-page"
            is_begun = is_begun or bool(field)
            span_of_value = _trimmed(text, rest)
            is_value = not MISREAD_LABEL.match(text, *line) and not self._is_idle(text[slice(*span_of_value)])
            if is_begun and (field or is_value):
                yield from (Item(field, Span(part.end, part.end)) for part in parts)
                yield Item(field, span_of_value, is_below)

    def parted(self, text: str, span: Span) -> Iterator[Span]:
        """The stretches of printed words that an engine spread over lines: ``IDENTIFICATION`` / ``FORM``."""
        lines = _written(text, span)
        end = span.start
        for at, line in enumerate(lines):
            field, _, further = (
                self._labelled(text, lines[at : at + MOST_SPLIT_LINES]) if line.start >= end else ("", line, 0)
            )
            if further and field in (PRINTED, LAST_PRINTED):
                end = lines[at + further].end
                yield Span(line.start, end)

    def is_notice(self, line: str) -> bool:
        """Whether a line is a notice that the archive stamps on everything; a record number is not one."""
        return RECORD.fullmatch(line.strip(EDGES)) is None and self._notices.find(line) is not None

    def is_stamped(self, line: str) -> bool:
        """Whether a line is one that the archive stamps on the sheets that it releases: ``NW 65924``, ``Page 1``."""
        stamped = any(pattern.fullmatch(line.strip(EDGES)) for pattern in self._stamped)
        return stamped or self._label(line)[0] == STAMPED

    def has_label(self, line: str) -> bool:
        """Whether a line begins with a label, or is printed on every sheet: ``JFK ASSASSINATION SYSTEM``, ``[R]``."""
        return bool(self._label(line)[0]) or self.is_printed(line)

    def is_printed(self, line: str) -> bool:
        """Whether a line is a mark that is printed on every sheet: ``v9.1``, ``[R]``."""
        return any(pattern.fullmatch(line.strip(EDGES)) for pattern in self._printed)

    def _is_idle(self, value: str) -> bool:
        """Whether a value is printed on every sheet: ``v9.1``."""
        return not value or any(pattern.fullmatch(value) for pattern in self._idle)

    def _begins_with(self, line: str) -> list[Place]:
        """The labels, perhaps misread, with which a line begins; a short one needs a mark or digit after it."""
        places = [
            place for place in self._index.find(line) if sum(map(str.isalnum, line[: place.start])) <= SPECK_LETTERS
        ]
        return [place for place in places if _is_whole(place) or AFTER_SHORT.match(line, place.end)]

    def _label(self, line: str) -> tuple[str, int]:
        """The field whose label a line begins with, and the offset of its value; empty and 0 without a label."""
        places = [] if NUMBER_ALONE.fullmatch(line) else self._begins_with(line)
        complete = [place for place in places if _is_complete(line, place)]
        if longest := max(complete or places, key=_length, default=None):
            return self._owners[longest.phrase].field, longest.end
        match = LABELLED.match(line)
        word = nearest(match["word"], self._short, most=1) if match else None
        if match is None or word is None or len(match["word"]) > len(word):  # "Dated:" is not DATE
            return "", 0
        return next(
            entry.field for entry in self._labels if word in entry.labels and entry.order > OWN_PLACES
        ), match.end()

    def _labelled(self, text: str, lines: Sequence[Span]) -> tuple[str, Span, int]:
        """The field with whose label the first of the lines begins, what follows it, and how many more lines it takes.

        A label may continue in the next lines: ``AGENCY FILE`` / ``NUMBER``.
        """
        texts = [text[line.start : line.end] for line in lines]
        field, at = self._label(texts[0])
        rest, further = Span(lines[0].start + at, lines[0].end), 0
        for last in range(1, len(lines)):
            if COMPLETE.search(texts[last - 1]):
                break
            joined = " ".join(texts[: last + 1])
            before = len(joined) - len(texts[last])
            places = [place for place in self._begins_with(joined) if place.end > before and _is_sure(joined, place)]
            if longest := max(places, key=_length, default=None):
                field, further = self._owners[longest.phrase].field, last
                rest = Span(lines[last].start + longest.end - before, lines[last].end)
        return field, rest, further


def _length(place: Place) -> tuple[int, float]:
    """The sort key of a label: its length as it was read, and its similarity; the longest one counts."""
    return place.end - place.start, place.similarity


def _is_complete(line: str, place: Place) -> bool:
    """Whether a label is read to the letter, and whole: a longer one that resembles the line is not.

    CLASSIFIED ATTACHMENT resembles ``CLASSIFICATION: Top Secret``.
    """
    return place.similarity == 1 and COMPLETE.match(line, place.end) is not None


def _is_whole(place: Place) -> bool:
    """Whether a label needs no mark after it: a long one, or one read to the letter.

    The word ``States`` at the start of a sentence is not STATUS.
    """
    length = place.end - place.start
    return length > SHORT_PHRASE or (length > EXACT_LETTERS and place.similarity == 1)


def _is_sure(line: str, place: Place) -> bool:
    """Whether a label is read nearly to the letter, from the start of the line to the end of a word.

    SUBJECTS is not a sure label in ``2 SUBJECTS``, and RECORDS SERIES is not one in ``RECORD SERIES JFK``.
    """
    ends = not line[place.end : place.end + 1].isalnum()
    return ends and place.similarity > SURE_SIMILARITY and not any(map(str.isalnum, line[: place.start]))


def lines_in(text: str, span: Span) -> list[Span]:
    """The lines in a stretch of a text."""
    return [Span(*match.span()) for match in LINE.finditer(text, *span)]


def _written(text: str, span: Span) -> list[Span]:
    """The lines in a stretch of a text that are not blank, and not only signs."""
    return [line for line in lines_in(text, span) if text[slice(*line)].strip(EDGES)]


def _trimmed(text: str, span: Span) -> Span:
    """A stretch without the signs at its ends that are not part of a value."""
    part = text[span.start : span.end]
    start = span.start + len(part) - len(part.lstrip(EDGES))
    end = span.end - (len(part) - len(LOOSE_END.sub("", part)))
    return Span(start, max(start, end))


def beside(text: str, span: Span, sheet: Span) -> tuple[str, str]:
    """The written lines of a sheet above and below that of a value, which is not empty; empty if there is none."""
    own = LINE_END_ABOVE.search(text, sheet.start, span.start)
    above = LINE_ABOVE.finditer(text, sheet.start, own.start() if own else sheet.start)
    below = WHOLE_LINE.finditer(text, span.end, sheet.end)
    return _first_written(above), _first_written(below)


def _first_written(lines: Iterable[re.Match[str] | regex.Match[str]]) -> str:
    """The first of some lines that is not blank; empty if there is none."""
    return next((line[0] for line in lines if line[0].strip()), "")


def joined(text: str, spans: Sequence[Span]) -> str:
    """The lines of a value; a comma after a line is kept if another line follows: ``BABUN, SANTIAGO,`` / ``ACA``."""
    lines = [text[span.start : span.end] for span in spans]
    commas = ["," if text[span.end : span.end + 1] == "," else "" for span in spans[:-1]]
    return "\n".join(line + comma for line, comma in zip(lines, [*commas, ""], strict=True))
