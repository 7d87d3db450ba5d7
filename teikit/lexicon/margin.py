"""The codes of reviewers in the margin, as they stand in a text: single marks, and the clusters that they form."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import regex

from teikit.core import Certainty, Line, Span, lines
from teikit.lexicon.entries import Exemption
from teikit.lexicon.lexicon import Lexicon

TOKEN = regex.compile(r"\S+")  # a word with its marks, up to the next blank
SPECK = regex.compile(r"[^\p{L}\p{N}()\[\]{}]+")
"""What stands around codes and is no part of them."""
SPACED = regex.compile(r"(?<=[)\]}]) (?=[(\[{])")  # the blank inside (b) (1)
NEAR = 2  # lines between two marks of one cluster, at most
LONG = 300  # characters of a line, above which no codes are looked for
WIDE = 30  # characters of a line of codes alone, at most
FEW = 3  # codes of such a line, at most; and words of a line that may have codes at its edges, at least
ALIKE = str.maketrans({"L": "1", "I": "1", "S": "5", "$": "5", "Z": "2", "¢": "C", "€": "C"})
"""Characters of a code by those that engines read for them."""
LEAST_BRACKETED = 2  # letters and digits of a code with brackets, at least: (b)(1
LEAST_PLAIN = 3  # those of a code without
CATEGORY = 4  # those of a code that names a category of an order, at least: B1A5
WHOLE = 0.5  # share of its line that codes make up, from which it is a line of codes
B_ALIKE = "86H&"  # characters that engines read for the B with which codes begin
SIGN = regex.compile(r"[^A-Z0-9]")  # what is not compared in two codes
BRACKETED = regex.compile(r"[()\[\]{}]")  # brackets, which some codes have: (b)(1)


@dataclass(frozen=True)
class MarginMark:
    """One code: its place, its text, and what it may be, the best reading first."""

    span: Span
    text: str
    readings: tuple[Exemption, ...]

    @property
    def alone(self) -> bool:
        """Whether the mark is a code even without another one beside it."""
        return any(reading.alone for reading in self.readings)


@dataclass(frozen=True)
class Cluster:
    """Codes that stand together and claim one exemption.

    ``span`` covers their lines, or only the codes if they stand in a line of text; ``chosen`` is the reading of each
    mark.
    """

    span: Span
    marks: tuple[MarginMark, ...]
    chosen: tuple[Exemption, ...]
    certainty: Certainty

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that are claimed, each once, in the order of the marks; those of the FOIA first."""
        ids = (category for reading in self.chosen for category in reading.categories)
        return tuple(dict.fromkeys(sorted(ids, key=lambda id: not id.startswith("b"))))


Row = tuple[int, Line, tuple[MarginMark, ...]]
"""The number of a line, the line, and the marks in it."""


def clusters(text: str, lexicon: Lexicon, margin: Sequence[Span] = ()) -> list[Cluster]:
    """The clusters of codes in a text, in order. Marks that count only beside others need one that is near.

    ``margin`` are the stretches, in order, that stand in the margins of the page, if the layout is known. Their place
    is evidence, so codes are read there in forms that do not count in a line of text.
    """
    numbered = [(index, line) for index, line in enumerate(lines(text)) if line.text.strip()]
    own = {
        place + step
        for place, (_, line) in enumerate(numbered)
        if lexicon.patterns["own reason"].search(line.text[:LONG])  # why the cable itself is classified
        for step in (-1, 0, 1)
    }
    written = [
        (index, line, () if place in own else _marks(line, lexicon, _within(line, margin)))
        for place, (index, line) in enumerate(numbered)
    ]
    sure = {index for index, _, marks in written if any(mark.alone for mark in marks)}
    kept: list[Row] = [
        (index, line, marks)
        for place, (index, line, marks) in enumerate(written)
        if marks and (index in sure or _beside(written, place, sure) or (sure and _paired(written, place)))
    ]
    rows = [row for index, line, marks in kept for row in _split(index, line, marks)]
    clear = Counter(mark.readings[0] for _, _, marks in rows for mark in marks if len(mark.readings) == 1)
    return list(_join(rows, clear, {index for index, _ in numbered}))


def _split(index: int, line: Line, marks: tuple[MarginMark, ...]) -> list[Row]:
    """A line of codes as one row; codes at both edges of a line of text as two rows."""
    return [(index, line, marks)] if _whole(line, marks) else [(index, line, (mark,)) for mark in marks]


def _within(line: Line, margin: Sequence[Span]) -> Sequence[Span]:
    """The stretches of the margins in a line."""
    return margin[bisect_left(margin, (line.start, 0)) : bisect_left(margin, (line.end, 0))]


def _marks(line: Line, lexicon: Lexicon, margin: Sequence[Span]) -> tuple[MarginMark, ...]:
    """The codes of a line that holds nothing else, or of which the margin was read into its edge."""
    if len(line.text) > LONG:
        return ()
    return _plain(line, lexicon) or tuple(_in_margin(line, lexicon, margin))


def _in_margin(line: Line, lexicon: Lexicon, margin: Sequence[Span]) -> Iterator[MarginMark]:
    """The codes among the words in the margins: each stretch is one code, or each of its words."""
    for span in margin:
        text = line.text[span.start - line.start : span.end - line.start]
        words = [match for match in TOKEN.finditer(text) if not SPECK.fullmatch(match[0])]
        if not words:
            continue
        whole = Span(span.start + words[0].start(), span.start + words[-1].end())
        codes = [(whole, lexicon.read_mark(text.strip()) or near_marks(text, lexicon))]
        if not codes[0][1]:
            parts = ((Span(span.start + word.start(), span.start + word.end()), word[0]) for word in words)
            codes = [(part, lexicon.read_mark(word) or near_marks(word, lexicon)) for part, word in parts]
        for part, readings in codes:
            if readings:
                yield MarginMark(part, line.text[part.start - line.start : part.end - line.start], readings)


def near_marks(mark: str, lexicon: Lexicon) -> tuple[Exemption, ...]:
    """What a mark in the margin may be if signs are dropped and letters are read as the digits that they look like.

    ``(b)(1`` and ``(8\\(1)`` are (b)(1), ``Blas`` is B1A5 or B1A3. Words of a sentence must not be read in this way.
    """
    keys, is_bracketed = _keys(mark), BRACKETED.search(mark) is not None
    least = LEAST_BRACKETED if is_bracketed else LEAST_PLAIN
    if len(keys[0]) < least or not any(letter.isdigit() for letter in keys[0]):
        return ()
    codes = [(known, _key(known.code)) for known in lexicon.exemptions if known.alone]
    return tuple(
        known
        for key in keys
        for known, code in codes
        if code == key and (is_bracketed or not BRACKETED.search(known.code))
    )


def _keys(mark: str) -> tuple[str, ...]:
    """What a mark is compared by: a letter at the end of a category that looks like 5 may be a misread 3, too."""
    key = _key(mark)
    is_misread = key.endswith("A5") and len(key) >= CATEGORY and not mark.rstrip(").").endswith("5")
    return (key, f"{key[:-1]}3") if is_misread else (key,)


def _key(mark: str) -> str:
    """A mark as it is compared: letters and digits in capitals, with those that engines read for others replaced."""
    key = SIGN.sub("", mark.upper().translate(ALIKE).replace("&", "8"))
    return "B" + key[1:] if key[:1] and key[0] in B_ALIKE else key


def _plain(line: Line, lexicon: Lexicon) -> tuple[MarginMark, ...]:
    """The codes of a line as they are written: all of it, or what stands at its edges."""
    if not lexicon.patterns["code like"].search(line.text):
        return ()
    content = line.text.strip()
    tokens = [match for match in TOKEN.finditer(SPACED.sub("\u2060", line.text)) if not SPECK.fullmatch(match[0])]
    if 0 < len(tokens) <= FEW and len(content) <= WIDE:
        marks = [_mark(line, match.span(), lexicon) for match in tokens]
        if all(mark.readings for mark in marks):
            return tuple(marks)
    if len(tokens) < FEW:
        return ()
    at_edge = lexicon.patterns["code at edge"]
    edges = [match.span() for match in (tokens[0], tokens[-1]) if at_edge.fullmatch(match[0].replace("\u2060", ""))]
    marks = [_mark(line, span, lexicon) for span in edges]
    return tuple(mark for mark in marks if mark.alone)


def _mark(line: Line, span: tuple[int, int], lexicon: Lexicon) -> MarginMark:
    """The mark in a stretch of a line, with what it may be."""
    text = line.text[span[0] : span[1]]
    return MarginMark(Span(line.start + span[0], line.start + span[1]), text, lexicon.read_mark(text))


def _beside(written: list[Row], place: int, sure: set[int]) -> bool:
    """Whether a line with a sure mark is near."""
    index = written[place][0]
    near = [written[at][0] for at in (place - 1, place + 1) if 0 <= at < len(written)]
    return any(line in sure and abs(line - index) <= NEAR for line in near)


def _paired(written: list[Row], place: int) -> bool:
    """Whether the line above or below has a mark as well: two doubtful ones suffice if the document has sure ones."""
    index = written[place][0]
    near = [written[at] for at in (place - 1, place + 1) if 0 <= at < len(written)]
    return any(marks and abs(line - index) == 1 for line, _, marks in near)


def _join(rows: list[Row], sure: Counter[Exemption], written: Container[int]) -> Iterator[Cluster]:
    """The clusters of some rows; ``sure`` counts the clear readings of the document.

    ``written`` has the numbers of the lines that are not blank. Codes with such a line between them are two clusters:
    what stands between two codes in the margin is text.
    """
    group: list[Row] = []
    for row in rows:
        is_apart = group and any(index in written for index in range(group[-1][0] + 1, row[0]))
        if group and (is_apart or not _belongs(group, row, sure)):
            yield _cluster(group, sure)
            group = []
        group.append(row)
    if group:
        yield _cluster(group, sure)


def _belongs(group: list[Row], row: Row, sure: Counter[Exemption]) -> bool:
    """Whether a row belongs to a cluster above it: lines of codes, directly below or near and with other codes."""
    index, line, marks = row
    last_index, last_line, _ = group[-1]
    if not (_whole(line, marks) and _whole(last_line, group[-1][2])) or index - last_index > NEAR:
        return False
    codes = {_choose(mark, sure).code for _, _, row_marks in group for mark in row_marks}
    return index - last_index == 1 or not codes & {_choose(mark, sure).code for mark in marks}


def _whole(line: Line, marks: tuple[MarginMark, ...]) -> bool:
    """Whether some marks make up at least half of their line."""
    return sum(len(mark.text) for mark in marks) >= WHOLE * len(line.text.strip())


def _choose(mark: MarginMark, sure: Counter[Exemption]) -> Exemption:
    """The reading of a mark that is most frequent among the clear marks of the document, else the first.

    A mark that lost a digit (``BIA``, code ``B1A?``) reads as the clear marks of that kind do.
    """
    reading = max(mark.readings, key=lambda reading: (sure[reading], -mark.readings.index(reading)))
    if not reading.code.endswith("?"):
        return reading
    alike = [clear for clear in sure if clear.code.startswith(reading.code[:-1]) and clear.code[-1].isdigit()]
    return max(alike, key=lambda clear: (sure[clear], clear.code), default=reading)


def _cluster(group: list[Row], sure: Counter[Exemption]) -> Cluster:
    """The cluster of some rows, with the reading of each mark."""
    marks = tuple(mark for _, _, row_marks in group for mark in row_marks)
    chosen = tuple(_choose(mark, sure) for mark in marks)
    whole = all(_whole(line, row_marks) for _, line, row_marks in group)
    span = Span(group[0][1].start, group[-1][1].next) if whole else Span(marks[0].span.start, marks[-1].span.end)
    doubtful = any(
        reading.code.endswith("?") or (len({possible.code for possible in mark.readings}) > 1 and not sure[reading])
        for mark, reading in zip(marks, chosen, strict=True)
    )
    return Cluster(span, marks, chosen, Certainty.LOW if doubtful else Certainty.HIGH)
