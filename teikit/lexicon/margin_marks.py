"""The codes of reviewers in a line: alone in it, at its edges, or in the margin of its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from teikit.core import Line, Span
from teikit.core.text import TOKEN, WRITTEN
from teikit.lexicon.entries import Exemption
from teikit.lexicon.lexicon import Lexicon

SPACED = regex.compile(r"(?<=[\p{L}\p{N}][)\]}]) (?=[(\[{][\p{L}\p{N}])")  # the space inside (b) (1)
NO_BLANK = "\u2060"  # takes the place of that space, so that the code is one token
LONG_LINE = 300  # characters of a line, above which no codes are looked for
WIDE = 30  # characters of a line of codes alone, at most
FEW_CODES = 3  # codes of such a line, at most; and words of a line that may have codes at its edges, at least
SAME_SIGNS = str.maketrans({"L": "1", "I": "1", "S": "5", "$": "5", "Z": "2", "¢": "C", "€": "C"})
"""The characters of codes, by those that engines read for them."""
LEAST_BRACKETED = 2  # letters and digits of a code with brackets, at least: (b)(1
LEAST_PLAIN = 3  # those of a code without
CATEGORY = 4  # those of a code that names a category of an order, at least: B1A5
B_ALIKE = "86H&"  # characters that engines read for the B with which codes begin
SIGN = regex.compile(r"[^A-Z0-9]")  # signs that are ignored when codes are compared
BRACKETED = regex.compile(r"[()\[\]{}]")  # brackets, which some codes have: (b)(1)


@dataclass(frozen=True)
class MarginMark:
    """One code: its place, its text, and its possible readings, the best first.

    ``agrees`` is True if only the other codes of the document show what it is; ``above`` is the start of the other half
    of its pair, at the same edge of a line above, or None.
    """

    span: Span
    text: str
    readings: tuple[Exemption, ...]
    agrees: bool = False
    above: int | None = None

    @property
    def alone(self) -> bool:
        """Whether the mark is a code even without another one next to it."""
        return not self.agrees and any(reading.counts_alone for reading in self.readings)


def marks_of(line: Line, lexicon: Lexicon, margin: Sequence[Span]) -> tuple[MarginMark, ...]:
    """The codes of a line that holds nothing else, or whose edge has text of the margin.

    ``margin`` are the stretches of the line in the margins of its page; empty if the layout is unknown.
    """
    if len(line.text) > LONG_LINE:
        return ()
    return _plain(line, lexicon) or tuple(_in_margin(line, lexicon, margin))


def _in_margin(line: Line, lexicon: Lexicon, margin: Sequence[Span]) -> Iterator[MarginMark]:
    """The codes among the words in the margins: each stretch is one code, or each of its words."""
    for span in margin:
        text = line.text[span.start - line.start : span.end - line.start]
        words = [match for match in TOKEN.finditer(text) if WRITTEN.search(match[0])]
        if not words:
            continue
        whole = Span(span.start + words[0].start(), span.start + words[-1].end())
        codes = [(whole, lexicon.marks_of_reviewers.read(text.strip()) or near_marks(text, lexicon))]
        if not codes[0][1]:
            parts = ((Span(*word.span()).moved(span.start), word[0]) for word in words)
            codes = [(part, lexicon.marks_of_reviewers.read(word) or near_marks(word, lexicon)) for part, word in parts]
        for part, readings in codes:
            if readings:
                yield MarginMark(part, line.text[part.start - line.start : part.end - line.start], readings)


def near_marks(mark: str, lexicon: Lexicon) -> tuple[Exemption, ...]:
    """The possible codes of a mark in the margin, without signs and with letters read as the digits they resemble.

    ``(b)(1`` and ``(8\\(1)`` are (b)(1), ``Blas`` is B1A5 or B1A3. Words of a sentence must not be read in this way.
    """
    keys, is_bracketed = _keys(mark), BRACKETED.search(mark) is not None
    least = LEAST_BRACKETED if is_bracketed else LEAST_PLAIN
    if len(keys[0]) < least or not any(letter.isdigit() for letter in keys[0]):
        return ()
    codes = [(exemption, _key(exemption.code)) for exemption in lexicon.exemptions if exemption.counts_alone]
    return tuple(
        exemption
        for key in keys
        for exemption, code in codes
        if code == key and (is_bracketed or not BRACKETED.search(exemption.code))
    )


def _keys(mark: str) -> tuple[str, ...]:
    """The keys for comparing a mark: a letter that looks like 5 at the end of a category may be a misread 3, too."""
    key = _key(mark)
    is_misread = key.endswith("A5") and len(key) >= CATEGORY and not SIGN.sub("", mark.upper()).endswith("5")
    return (key, f"{key[:-1]}3") if is_misread else (key,)


def _key(mark: str) -> str:
    """A mark for comparison: letters and digits in capitals, with those that engines read for others replaced."""
    key = SIGN.sub("", mark.upper().translate(SAME_SIGNS).replace("&", "8"))
    return "B" + key[1:] if key[:1] and key[0] in B_ALIKE else key


def _plain(line: Line, lexicon: Lexicon) -> tuple[MarginMark, ...]:
    """The codes of a line as they are written: all of it, or the codes at its edges."""
    if not lexicon.patterns["code like"].search(line.text):
        return ()
    content = line.text.strip()
    if len(content) <= WIDE and (readings := lexicon.marks_of_reviewers.read(content)):
        start = line.start + line.text.index(content)
        return (MarginMark(Span(start, start + len(content)), content, readings),)  # JFK Act 5 (g) (2) (D)
    tokens = tokens_of(line.text)
    if 0 < len(tokens) <= FEW_CODES and len(content) <= WIDE:
        marks = [_mark(line, match.span(), lexicon) for match in tokens]
        if all(mark.readings for mark in marks):
            return tuple(marks)
    if len(tokens) < FEW_CODES:
        return ()
    at_edge = lexicon.patterns["code at edge"]
    edges = [match.span() for match in (tokens[0], tokens[-1]) if at_edge.fullmatch(match[0].replace(NO_BLANK, ""))]
    marks = [_mark(line, span, lexicon) for span in edges]
    return tuple(mark for mark in marks if mark.alone)


def tokens_of(text: str) -> list[regex.Match[str]]:
    """The tokens of a line that are not only signs and brackets; a code with a blank in it, (b) (1), is one."""
    return [token for token in TOKEN.finditer(SPACED.sub(NO_BLANK, text)) if WRITTEN.search(token[0])]


def _mark(line: Line, span: tuple[int, int], lexicon: Lexicon) -> MarginMark:
    """The mark in a stretch of a line, with its possible readings."""
    text = line.text[span[0] : span[1]]
    return MarginMark(Span(*span).moved(line.start), text, lexicon.marks_of_reviewers.read(text))
