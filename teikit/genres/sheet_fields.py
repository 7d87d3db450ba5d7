"""The fields of the identification sheets of archives: how sheets print them, and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import regex

from teikit.core import Span
from teikit.genres.features import Feature
from teikit.genres.paper import Paper
from teikit.genres.phrases import Letters
from teikit.genres.records import AS_DIGIT
from teikit.lexicon.tables import DictionaryRow

COLUMNS = "field order labels lines reads weight meaning source"
PRINTED, LAST_PRINTED, STAMPED = "printed", "printed-last", "stamped"
IDLE = frozenset({PRINTED, LAST_PRINTED, STAMPED})
"""Rows of the table that are not fields: print on every sheet, the last print of it, and stamps on it."""
LEAST_LABELS = 5  # different long labels of a page that is a sheet, at least
LEAST_FIELD_LABELS = 3  # different long labels of fields, at least, on a sheet that has fewer, but more than these
LONG_LABEL = 10  # letters of a long label, at least: a memorandum has FROM, TO, DATE and SUBJECT, too
FREE_POINTS = 0.3  # points of a value for a field of free text
STRANGE_POINTS = -0.75  # points of a value that does not look like those of the field, times the weight of the field
MUTE_POINTS = -3.0  # points of a value without letters for a field of free text: a number stamped on the sheet
LETTER = re.compile(r"[^\W\d_]")  # a letter; a value in words has at least two
SLASHED = re.compile(r"(?P<month>[0-9OIl]{1,2})/(?P<day>[0-9OIl]{1,2})/(?P<year>[0-9OIl]{4}|[0-9OIl]{2})")
"""A date in digits, perhaps misread: ``O3/22/1978``."""
SPECK_AFTER_VALUE = re.compile(r"(?:\s+[0-9a-z]|(?<=[A-Z])\s+[a-z]{2}|['’])\W*$")
"""Specks after a value: ``FBI 7``, ``HQ az``, ``4'``; in free text a digit may be part of it."""
SMALL_SPECK = re.compile(r"(?<=[A-Z])\s+[a-z]{1,2}\W*$")
"""Lower-case letters after a value in capitals: ``CIA az``."""
CODES = frozenset({"restrictions"})
"""Fields of several lines that contain only codes."""
OWN_DATES = frozenset({"form-date", "next-review", "review-date", "update-date"})
"""Fields with dates of the archive's own work, which began in ``FIRST_REVIEWS``, so 04 is 2004 there."""
FIRST_REVIEWS = 1976  # year of the first reviews
CENTURY = 1900  # century of the documents, which are older than the Act of 1992 that released them
OLDEST_DIGITS = 20  # two digits from which a year is certainly of that century: 04 may be 1904 or 2004


@dataclass(frozen=True)
class SheetLabel:
    """A field as printed on sheets: a row of ``sheet-fields.tsv``.

    ``order`` is its place on the sheet, ``has_several_lines`` says that its value may have several lines, ``reads`` is
    a pattern of whole values (empty if they are free text), ``weight`` says how much evidence that pattern is.
    """

    field: str
    order: int
    labels: tuple[str, ...]
    has_several_lines: bool
    reads: str
    weight: int
    meaning: str
    source: str

    @cached_property
    def pattern(self) -> regex.Pattern[str] | None:
        """The compiled pattern of a whole value; None if the field is free text."""
        return regex.compile(self.reads) if self.reads else None

    def fits(self, value: str) -> float:
        """The points of a value for this field, by its form."""
        if self.pattern is None:
            return FREE_POINTS if len(LETTER.findall(value)) > 1 else MUTE_POINTS
        if self.pattern.fullmatch(value.rstrip(" .,")):
            return float(self.weight)
        return STRANGE_POINTS if self.has_several_lines and self.field not in CODES else STRANGE_POINTS * self.weight

    def without_speck(self, value: str) -> str:
        """A value without a speck at its end, if the rest looks like a value of this field, or is in capitals.

        >>> label = SheetLabel("agency", 3, (), False, "FBI", 2, "", "")
        >>> label.without_speck("FBI 7"), label.without_speck("FBI and CIA"), label.without_speck("FB 7")
        ('FBI', 'FBI and CIA', 'FB 7')
        """
        is_free = self.pattern is None or self.pattern.fullmatch(value) is not None
        rest = (SMALL_SPECK if is_free else SPECK_AFTER_VALUE).sub("", value)
        is_like = rest == rest.upper() if is_free or self.pattern is None else self.pattern.fullmatch(rest)
        return rest if is_like else value


class SheetField(NamedTuple):
    """A field of a sheet: its name, its value as read, with line feeds between lines, and the place of each line."""

    field: str
    value: str
    spans: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The stretch from the beginning of the value to its end."""
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def when(self) -> str:
        """The value as a date in ISO 8601, to the day, month or year; empty if it is no date or its century is unknown.

        >>> SheetField("date", "06/00/75", ()).when, SheetField("review-date", "06/22/04", ()).when
        ('1975-06', '2004-06-22')
        """
        match = SLASHED.fullmatch(self.value.strip())
        if not match:
            return ""
        month, day, year = (int(match[part].translate(AS_DIGIT)) for part in ("month", "day", "year"))
        if len(match["year"]) == 2:
            year = _year(year, own=self.field in OWN_DATES)
        try:
            return date(year, month or 1, day or 1).isoformat()[: 10 if day and month else 7 if month else 4]
        except ValueError:
            return ""


def _year(digits: int, own: bool) -> int:
    """The year of two digits; 0 if its century is unknown or none is given (``00/00/00``).

    ``own`` says that it is a date of the archive's own work.
    """
    if own:
        return CENTURY + digits if CENTURY + digits >= FIRST_REVIEWS else CENTURY + 100 + digits
    return CENTURY + digits if digits >= OLDEST_DIGITS else 0


def sheet_label(row: DictionaryRow) -> SheetLabel:
    """The label of a row of ``sheet-fields.tsv``."""
    reads = row.maybe("reads")
    return SheetLabel(
        field=row.text("field"),
        order=row.number("order") or 0,
        labels=row.several("labels"),
        has_several_lines=row.choice("lines", ("one", "many")) == "many",
        reads=row.pattern("reads") if reads else "",
        weight=row.number("weight") or 0,
        meaning=row.text("meaning"),
        source=row.text("source"),
    )


def is_sheet(paper: Paper, fields: Iterable[SheetLabel]) -> bool:
    """Whether a page is an identification sheet: enough long labels begin its lines, or fewer if most are of fields.

    A notice on a page of text has labels such as KENNEDY ASSASSINATION RECORDS, but never three labels of fields.
    """
    of_fields = paper.labels.intersection(label for entry in fields for label in entry.labels)
    return len(paper.labels) >= LEAST_LABELS or (
        len(of_fields) >= LEAST_FIELD_LABELS and len(paper.labels) > LEAST_FIELD_LABELS
    )


def long_labels(labels: Iterable[SheetLabel]) -> list[str]:
    """The labels that hardly ever begin a line except on a sheet."""
    return [label for entry in labels for label in entry.labels if len(Letters(label).text) >= LONG_LABEL]


def sheet_facts(fields: Iterable[SheetField], features: Iterable[Feature]) -> list[str]:
    """The facts that a sheet states about the genre of the document after it."""
    text = "\n".join(f"{field.field}: {line}" for field in fields for line in field.value.split("\n"))
    return [entry.fact for entry in features if entry.zone == "sheet" and entry.pattern.search(text)]
