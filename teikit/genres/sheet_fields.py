"""The identification sheets of archives: their fields as they are printed, and what a field says once it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from teikit.core import Span
from teikit.genres.features import Feature
from teikit.genres.paper import Paper
from teikit.genres.phrases import Letters
from teikit.lexicon.tables import Row

COLUMNS = "field order labels lines reads weight meaning source"
PRINTED = "printed"
LEAST = 5  # different long labels that make a page a sheet
FIELDS = 3  # different long labels of fields that do so together with another one
LONG = 10  # letters of a long label; a memorandum, too, has FROM, TO, DATE and SUBJECT
FREE = 0.3  # the look of a value speaks neither for the field nor against it
STRANGE = -0.75  # values of the field look otherwise; times its weight
MUTE = -3.0  # free text without letters is a number stamped on the sheet
LETTER = re.compile(r"[^\W\d_]")
SLASHED = re.compile(r"(?P<month>[0-9OIl]{1,2})/(?P<day>[0-9OIl]{1,2})/(?P<year>[0-9OIl]{4}|[0-9OIl]{2})")
AS_DIGIT = str.maketrans("OIl", "011")
OWN_DATES = frozenset({"form-date", "review-date", "update-date"})
"""Dates of what the archive did: after the records were gathered, so that 04 is 2004 there."""
GATHERED = 1976  # the year of the first reviews
CENTURY = 1900  # the documents were written before the Act of 1992 that released them
OLDEST = 20  # a document of the year 04 may be of 1904 or of 2004; one of 20 and more is of the last century


@dataclass(frozen=True)
class SheetLabel:
    """A field as the sheets print it: a line of ``sheet-fields.tsv``."""

    field: str
    order: int
    labels: tuple[str, ...]
    many: bool
    reads: str
    weight: int
    meaning: str
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What a whole value looks like, where that is known."""
        return re.compile(self.reads) if self.reads else None

    def fits(self, value: str) -> float:
        """How much the look of a value speaks for this field."""
        if self.pattern is None:
            return FREE if len(LETTER.findall(value)) > 1 else MUTE
        if self.pattern.fullmatch(value.rstrip(" .,")):
            return float(self.weight)
        return STRANGE if self.many else STRANGE * self.weight


class SheetField(NamedTuple):
    """A field of a sheet that has a value: its name, the value as it was read, where each line of it stands.

    The lines of a value of several lines are separated by line feeds.
    """

    field: str
    value: str
    spans: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the beginning of the value to its end."""
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def when(self) -> str:
        """The day, month or year of a date as ISO 8601; empty where it is no date or its century is unknown.

        >>> SheetField("date", "06/00/75", ()).when, SheetField("review-date", "06/22/04", ()).when
        ('1975-06', '2004-06-22')
        """
        match = SLASHED.fullmatch(self.value.strip())
        if not match:
            return ""
        month, day, year = (int(match[part].translate(AS_DIGIT)) for part in ("month", "day", "year"))
        if len(match["year"]) == 2:
            year = _year(year, self.field in OWN_DATES)
        try:
            return date(year, month or 1, day or 1).isoformat()[: 10 if day and month else 7 if month else 4]
        except ValueError:
            return ""


def _year(digits: int, own: bool) -> int:
    """The year of two digits; 0, which is no year, where the century is unknown or nothing is given (``00/00/00``)."""
    if own:
        return CENTURY + digits if CENTURY + digits >= GATHERED else CENTURY + 100 + digits
    return CENTURY + digits if digits >= OLDEST else 0


def sheet_label(row: Row) -> SheetLabel:
    """A line of ``sheet-fields.tsv``."""
    reads = row.maybe("reads")
    return SheetLabel(
        field=row.text("field"),
        order=row.number("order") or 0,
        labels=row.several("labels"),
        many=row.choice("lines", ("one", "many")) == "many",
        reads=row.pattern("reads") if reads else "",
        weight=row.number("weight") or 0,
        meaning=row.text("meaning"),
        source=row.text("source"),
    )


def is_sheet(paper: Paper, fields: Iterable[SheetLabel]) -> bool:
    """Whether a page is a sheet: whether enough of its long labels begin lines, or fewer if most are of fields.

    A notice on a page of text has KENNEDY ASSASSINATION RECORDS and so on, but never three labels of fields.
    """
    of_fields = paper.labels.intersection(label for known in fields for label in known.labels)
    return len(paper.labels) >= LEAST or (len(of_fields) >= FIELDS and len(paper.labels) > FIELDS)


def long_labels(labels: Iterable[SheetLabel]) -> list[str]:
    """The labels that rarely begin a line of anything but a sheet."""
    return [label for known in labels for label in known.labels if len(Letters(label).text) >= LONG]


def sheet_facts(fields: Iterable[SheetField], features: Iterable[Feature]) -> list[str]:
    """What the fields of a sheet say of the genre of the document behind it."""
    text = "\n".join(f"{field.field}: {line}" for field in fields for line in field.value.split("\n"))
    return [known.fact for known in features if known.zone == "sheet" and known.pattern.search(text)]
