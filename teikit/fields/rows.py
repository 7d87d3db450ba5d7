"""The rows of a page: its lines, cut where a form has columns."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

import regex

from teikit.core import Line, Span
from teikit.core.text import TOKEN
from teikit.fields.labels import LabelReading, Labels
from teikit.fields.values.dates import Dates

SIGNS_BEFORE = regex.compile(r"[^\p{L}\p{N}(]*+")  # signs before the text of a row: . TO:; a bracket belongs to it
SPECK_BEFORE_LABEL = regex.compile(r"\W*[\p{Ll}\p{N}]{1,2}\W*")
"""A speck that looks like letters or digits, before a label: ``ia TO:``."""
LONGEST_LINE = 300  # characters of a line, above which it is not cut
COLUMN_WORD = regex.compile(r"\p{L}{2,}")  # what each of two columns has
WORD_BEFORE_DATE = regex.compile(r"(?<!\S)\p{L}[\p{L}\p{N}]*")
"""A word before a date, which may begin its label: ``paTE: 6/6/58``"""
CLEAR_LIKENESS = 0.75  # likeness, 0 to 1, of a label that counts whatever follows it, at least
INNER_LIKENESS = 0.85  # likeness, 0 to 1, of a label in the middle of a line, at least
MOST_LABEL_WORDS = 2  # words of such a label, at most
OFFICE_IN_MARGIN = regex.compile(r"[A-Z][A-Z/]{0,5}(?:-[0-9]{1,2})?")
"""An office in the margin of a form: ``SS``, ``RMR``, ``EUR-4``."""


@dataclass(frozen=True)
class HeaderRow:
    """A stretch of a line: its place in the text of the draft, its text, and the label with which it begins."""

    span: Span
    text: str
    label: LabelReading | None = None
    is_in_margin: bool = False  # whether it is where a form has the offices that act or are informed
    is_apart: bool = False  # whether there is a blank line before it
    is_shared: bool = False  # whether its line has other rows
    routed: str = ""  # the field to which an office in the left margin belongs, such as action or info
    facts: Mapping[str, float] = field(default_factory=dict)
    indent: int = 0  # characters of its line before it
    led: bool = False  # whether there is a colon before it

    def shows(self, facts: Iterable[str]) -> bool:
        """Whether it shows one of these facts."""
        return any(self.facts.get(fact) for fact in facts)

    @property
    def value(self) -> Span:
        """The span of its value, after the label."""
        return Span(self.span.start + (self.label.value if self.label else 0), self.span.end)

    @property
    def value_text(self) -> str:
        """The text of its value."""
        return self.text[self.label.value :] if self.label else self.text

    @property
    def clear_label(self) -> LabelReading | None:
        """The label with which it begins; None if it has none, or one that is hardly legible."""
        return self.label if self.label and self.label.likeness >= CLEAR_LIKENESS else None

    def stands_below(self, labelled: HeaderRow) -> bool:
        """Whether it begins below the value of a row with a label, alone in its line and without a label of its own.

        ``TO:  Secretary of State`` / ``     Secretary of Defense``
        """
        label = labelled.label
        is_below = label is not None and self.indent == labelled.indent + label.value > labelled.indent
        return is_below and not self.is_shared and (self.label is None or self.label.likeness < INNER_LIKENESS)


def rows(
    lines: Iterable[Line], labels: Labels, inner: regex.Pattern[str], columns: Mapping[int, bool], dates: Dates
) -> Iterator[HeaderRow]:
    """The rows of lines, without the specks at their beginnings.

    ``inner`` finds labels inside a line; ``columns`` has the offsets at which columns begin, and whether each is the
    left margin; empty if the layout is unknown.
    """
    before: Line | None = None
    for line in lines:
        apart = before is None or line.start > before.next
        stretches = _stretches(line, labels, inner, columns, dates)
        for start, end in stretches:
            skip = SIGNS_BEFORE.match(line.text, start, end)
            begin = skip.end() if skip else start
            text = line.text[begin:end].rstrip()
            span = Span(line.start + begin, line.start + begin + len(text))
            if text:
                label = labels.read(text) if len(text) <= LONGEST_LINE else None
                is_column = bool(columns.get(span.start))
                led = skip is not None and ":" in skip[0]
                shared = len(stretches) > 1
                yield HeaderRow(span, text, label, is_column, apart, is_shared=shared, indent=begin, led=led)
        before = line


def _stretches(
    line: Line, labels: Labels, inner: regex.Pattern[str], columns: Mapping[int, bool], dates: Dates
) -> list[tuple[int, int]]:
    """The start and end of each stretch into which a line is cut."""
    if len(line.text) > LONGEST_LINE:
        return [(0, len(line.text))]
    inside = set(_dated(line.text, labels, dates))
    if not _is_titled(line.text, labels):
        # ia TO: is one row, but of rs NO: 712 the speck is cut off
        led = labels.after_speck(line.text.lstrip(" \t")) is not None
        begins = (match.start() for match in inner.finditer(line.text))
        inside |= {at for at in begins if not (led and SPECK_BEFORE_LABEL.fullmatch(line.text, 0, at))}
    covered = _covered(line.text, labels)
    starts = {at for at in inside if at >= covered and not _in_brackets(line.text, at)}
    return list(pairwise(sorted({0, *starts, *_columns(line, labels, columns), len(line.text)})))


def _covered(text: str, labels: Labels) -> int:
    """The start of the last word of the clear label at the beginning of a line, plus a character: ``DATE OF INFO: ``.

    0 if the line does not begin with a label of several words.
    """
    begin = len(text) - len(text.lstrip())
    label = labels.read(text[begin:])
    count = label.field.label.count(" ") if label and label.likeness >= INNER_LIKENESS else 0
    words = [word.start() for word in TOKEN.finditer(text)][: count + 1]
    return words[-1] + 1 if count and len(words) > count else 0


def _is_titled(text: str, labels: Labels) -> bool:
    """Whether a line begins with the label of a subject, which may have any word: SUBJECT: Political Action."""
    label = labels.read(text.lstrip(" \t"))
    return label is not None and label.likeness >= INNER_LIKENESS and label.field.id == "subject"


def _dated(text: str, labels: Labels, dates: Dates) -> Iterator[int]:
    """The starts of dates, with their labels, in the middle of a line: ``TO : DIRECTOR, FBI (63-4426) paTE: 6/6/58``.

    A label of one word needs a colon: ``memorandum dated 5 May 1960`` has none.
    """
    for dated in dates.days(text):
        before = [word.start() for word in WORD_BEFORE_DATE.finditer(text, 0, dated.span.start)]
        for start in before[-MOST_LABEL_WORDS:]:
            label = labels.read(text[start:])
            if start and label and _is_label_of_date(label):
                yield start
                break
        else:
            if dated.span.end == len(text.rstrip()) and _is_labelled(text[: dated.span.start], labels):
                yield dated.span.start


def _is_label_of_date(label: LabelReading) -> bool:
    """Whether a label inside a line is clearly that of a date: of several words, or with a colon."""
    is_marked = label.after == "colon" or " " in label.field.label
    return is_marked and label.field.value == "date" and label.likeness >= INNER_LIKENESS


def _is_labelled(text: str, labels: Labels) -> bool:
    """Whether a text is a label without a value: ``MEMORANDUM FOR THE RECORD``, before its date."""
    label = labels.read(text.strip())
    titled = label is not None and label.exact and label.field.value == "text" and " " in label.field.label
    return titled and label is not None and label.value >= len(text.strip())


def _in_brackets(text: str, at: int) -> bool:
    """Whether a place in a line is inside brackets: ``RID COPY (COPY ISSUED TO: ...``."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def _columns(line: Line, labels: Labels, columns: Mapping[int, bool]) -> Iterator[int]:
    """The places in a line where a column begins: after the left margin, and after the value of a field."""
    places = [offset for offset in range(line.start, line.end) if offset in columns] if columns else []
    begin, margin = line.start, columns.get(line.start, False)
    for offset in places:
        before = line.text[begin - line.start : offset - line.start]
        changes = margin or columns[offset] or labels.reads(before)
        after = line.text[offset - line.start :]
        if changes and COLUMN_WORD.search(before) and (margin != columns[offset] or COLUMN_WORD.search(after)):
            yield offset - line.start
            begin, margin = offset, columns[offset]


def routed(rows: Sequence[HeaderRow], routing: Container[str]) -> list[HeaderRow]:
    """The rows; each office in the left margin belongs to the field (Action or Info) whose label is above it.

    ``routing`` are these fields. The number of the division is above Action.
    """
    routed_rows: list[HeaderRow] = []
    kind = ""
    for row, below in zip_longest(rows, rows[1:]):
        label = row.label.field.id if row.label else ""
        if label == "division" and below and below.label and _routes(below, routing):
            row = replace(row, routed=label)
        elif row.is_in_margin and label in routing:
            kind = label
        elif row.is_in_margin and kind and OFFICE_IN_MARGIN.fullmatch(row.text.strip(" .:;,").upper()):
            row = replace(row, routed=kind)
        routed_rows.append(row)
    return routed_rows


def _routes(row: HeaderRow, routing: Container[str]) -> bool:
    """Whether a row begins with the label of a field for offices, even if it names a post: ``Action: Amembassy``."""
    printed = row.text.partition(":")[0].strip().lower()
    return printed in routing or (row.label is not None and row.label.field.id in routing)
