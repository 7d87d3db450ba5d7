"""Read an identification sheet field by field.

An engine that reads lines gives label and value side by side; one that reads columns gives all labels and then all
values, or both in turn. So each value goes to a field whose label is near, whose values look like it, and which comes
next on the sheet. The assignment of values to fields with the highest score is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from teikit.core import Span
from teikit.genres.sheet_fields import IDLE, LETTER, SheetField, SheetLabel
from teikit.genres.sheet_lines import Item, SheetLines, beside, joined
from teikit.genres.sheet_notices import NoticePieces
from teikit.genres.sheet_places import LabelPlaces
from teikit.lexicon import Stamp
from teikit.lexicon.matching import StampIndex

# Points of a value for a field:
NOWHERE = -0.3  # for none: the value belongs to no field
HOPELESS = -2.3  # sum of points, up to which a field is not a candidate for a value
TWICE = -4.0  # if a field of one line gets a second value
BACKWARDS = -4.0  # if the field comes before that of the value above
CROWDED = -1.0  # if it is a field of free text, and the value surely belongs to another one

LEAST_LETTERS = 3  # letters of a value that is assigned only by its neighbours, at least
REMEMBERED = 32  # sheets whose fields are cached, at most
LAST = ("opening-criteria", "comments")
"""The last fields, which footers may run into."""
NAMES = ("from", "to")
"""Fields whose line may end with a comma and continue in the next one."""
SURE_WEIGHT = 3  # weight of a field whose values look like no other's, at least
ODD = regex.compile(r"\W*\p{Ll}+\p{Lu}\w*\W*|\W*\p{Lu}?\W*\p{Ll}{1,2}\W*|\W*\p{Ll}{3}\W*")
"""A line of specks: ``aEK``, ``K iy``, ``sar``"""
MOST_SIGNS = 5  # letters and digits of a line below all labels that may be specks, at most


class Assignment(NamedTuple):
    """An assignment of the first values to fields.

    It has its points, the field of the last value (empty for none), all fields with a value, and the assignment of the
    values before the last (None without any).
    """

    score: float
    last: str = ""
    given: frozenset[str] = frozenset()
    before: Assignment | None = None

    @property
    def fields(self) -> list[str]:
        """The field of each value, in order."""
        fields, assignment = [], self
        while assignment.before is not None:
            fields.append(assignment.last)
            assignment = assignment.before
        return fields[::-1]


class SheetReader:
    """Reads identification sheets. ``notices`` are the stamps that the archive puts on all released documents."""

    def __init__(self, labels: Sequence[SheetLabel], notices: Sequence[Stamp]) -> None:
        self._lines = SheetLines(labels, StampIndex(notices))
        self._notices = NoticePieces(labels, notices)
        self.is_notice, self.is_stamped, self.parted = self._lines.is_notice, self._lines.is_stamped, self._lines.parted
        self.is_printed = self._lines.is_printed
        self.is_piece = self._notices.is_piece
        self.fields = sorted((entry for entry in labels if entry.field not in IDLE), key=lambda entry: entry.order)
        self._by_name = {entry.field: entry for entry in self.fields}
        self._cached = lru_cache(REMEMBERED)(self._read)

    def read(self, text: str, span: Span) -> tuple[SheetField, ...]:
        """The fields of the sheet in a stretch of a text, in the order of the text. The result is cached."""
        return self._cached(text, span)

    def _read(self, text: str, span: Span) -> tuple[SheetField, ...]:
        """The same without the cache."""
        items = self._loosened(text, list(self._lines.items(text, span)))
        values: dict[str, list[Span]] = {}
        for item in items:
            is_first = item.field not in values
            if item.field and item.has_value and (is_first or self._by_name[item.field].has_several_lines):
                values.setdefault(item.field, []).append(item.span)
        loose = [place for place, item in enumerate(items) if not item.field]
        assigned = self._with_next(text, items, dict(zip(loose, self._assigned(text, items, loose), strict=True)))
        assigned |= self._without_label(text, items, assigned)
        for place, field in assigned.items():
            if field and not (field in LAST and self._is_footer(text, items[place], span)):
                values.setdefault(field, []).append(items[place].span)
        for above, item in pairwise(items):  # a name that goes on: "KERNS," / "ARTHUR"
            name = next((field for field in NAMES if above.span in values.get(field, ())), "")
            if name and not item.field and text[above.span.end : above.span.end + 1] == ",":
                values[name].append(item.span)
        fields = [self._field(text, field, sorted(spans)) for field, spans in values.items()]
        return tuple(sorted(fields, key=lambda field: field.span))

    def _field(self, text: str, field: str, spans: Iterable[Span]) -> SheetField:
        """A field with the lines of its value, without a speck at the end of each: ``FBI 7``."""
        entry = self._by_name[field]
        lines = tuple(Span(start, start + len(entry.without_speck(text[start:end]))) for start, end in spans)
        return SheetField(field, joined(text, lines), lines)

    def labels(self, text: str, span: Span) -> Iterator[tuple[str, Span]]:
        """The labels of the sheet in a stretch of a text: each with its field and its place from the line start."""
        for item in self._lines.items(text, span):
            start = max(text.rfind(end, span.start, item.span.start) for end in "\n\r\f") + 1
            if item.field:
                yield item.field, Span(max(start, span.start), item.span.start)

    def _is_footer(self, text: str, item: Item, sheet: Span) -> bool:
        """Whether a line below the last label is not a value: it is a piece of a notice, specks, or below all print.

        ``n Frecards Collection Act af``; ``DRV FM: NSA/CSS Manual 123-2`` below ``[R] - ITEM IS RESTRICTED``.
        """
        value = text[slice(*item.span)]
        is_odd = item.is_below or ODD.fullmatch(value) is not None
        return is_odd or self.is_piece(value) or self.is_scrap(text, item.span, sheet)

    def is_scrap(self, text: str, span: Span, sheet: Span) -> bool:
        """Whether a line without a label next to a notice may be a piece of one, of which only half was read."""
        value = text[slice(*span)]
        return (
            not self._lines.has_label(value)
            and self._notices.is_scrap(value)
            and any(self.is_notice(line) or self.is_piece(line) for line in beside(text, span, sheet))
        )

    def is_odd(self, line: str, is_last: bool) -> bool:
        """Whether a line may be specks: ``aEK``; or a few signs below all labels, as ``is_last`` says: ``% E``.

        A number (``241``) and a letter between stars (``*W*``, for WITHDRAWAL) are legible.
        """
        if "*" in line or not any(map(str.isalpha, line)):
            return False
        is_short = is_last and sum(map(str.isalnum, line)) <= MOST_SIGNS
        return is_short or ODD.fullmatch(line.strip()) is not None

    def _loosened(self, text: str, items: Iterable[Item]) -> list[Item]:
        """The items; a value that can only be that of another field is separated from the label on its line."""
        loosened: list[Item] = []
        for item in items:
            value = text[item.span.start : item.span.end]
            entry = self._by_name.get(item.field)
            is_strange = entry is not None and item.has_value and entry.weight < SURE_WEIGHT and entry.fits(value) < 0
            if is_strange and any(rival.weight > 1 and rival.fits(value) > 1 for rival in self.fields):
                loosened += [Item(item.field, Span(item.span.start, item.span.start)), Item("", item.span)]
            else:
                loosened.append(item)
        return loosened

    def _assigned(self, text: str, items: Sequence[Item], loose: Iterable[int]) -> list[str]:
        """The field of each value that has no label in its line; empty for a value that belongs to none.

        It is found by dynamic programming: for each field of the last value the best assignment so far is kept. A value
        that belongs to no field leaves the last field as it is.
        """
        labels = LabelPlaces(items)
        best = {"": Assignment(0.0)}
        for place in loose:
            scores = self._scores(text[slice(*items[place].span)], labels, place)
            following: dict[str, Assignment] = {}
            for before, assignment in best.items():
                for field, score in scores:
                    step = self._step(before, field, assignment) if field else 0.0
                    total = assignment.score + score + step
                    rival = following.get(field or before)
                    if rival is None or total > rival.score:
                        given = assignment.given | {field} if field else assignment.given
                        following[field or before] = Assignment(total, field, given, assignment)
            best = following
        return max(best.values(), key=lambda assignment: assignment.score).fields

    def _with_next(self, text: str, items: Sequence[Item], assigned: Mapping[int, str]) -> dict[int, str]:
        """The fields of loose values; a value that no field fits may belong to a field that its neighbours show.

        ``CHRON FILE`` between the number of a record and the originator is the record series: it is the only value
        between the two, and the label of the series is the next one on the sheet, is above the value, and has none.
        """
        values = [place for place, item in enumerate(items) if any(map(str.isalnum, text[slice(*item.span)]))]
        fields = {place: assigned.get(place, items[place].field) for place in values}
        labels = {item.field: place for place, item in enumerate(items) if item.field in self._by_name}
        given = set(fields.values())
        for above, place, below in zip(values, values[1:], values[2:], strict=False):
            if fields[place] or not fields[above] or not fields[below]:
                continue
            first, last = (self._by_name[fields[beside]].order for beside in (above, below))
            field = next((entry.field for entry in self.fields if entry.order > first and entry.field in labels), "")
            is_free = field not in given and labels.get(field, place) < place
            letters = LETTER.findall(text, *items[place].span)
            if is_free and self._by_name[field].order < last and len(letters) >= LEAST_LETTERS:
                fields[place] = field
                given.add(field)
        return {place: fields.get(place, field) for place, field in assigned.items()}

    def _without_label(self, text: str, items: Sequence[Item], assigned: Mapping[int, str]) -> dict[int, str]:
        """The fields of loose values after a colon whose labels are lost: ``ORIGINATOR : CIA`` / ``: SMITH, JOHN``.

        It is the field that follows that of the label above on sheets, if the label of that field is nowhere on this
        one.
        """
        labels = {item.field: place for place, item in enumerate(items) if item.field in self._by_name}
        present = {*labels, *assigned.values()}
        lost: dict[int, str] = {}
        for place in (place for place, field in assigned.items() if not field):
            line = text[text.rfind("\n", 0, items[place].span.start) + 1 : items[place].span.start]
            above = max((name for name, at in labels.items() if at < place), key=labels.__getitem__, default="")
            below = (entry for entry in self.fields if above and entry.order > self._by_name[above].order)
            field = next((entry.field for entry in below), "")
            if line.strip() == ":" and field in NAMES and field not in present:
                lost[place] = field
        return lost

    def _scores(self, value: str, labels: LabelPlaces, place: int) -> list[tuple[str, float]]:
        """The fields to which a value may belong, with its points for each; an empty name means no field."""
        looks = {entry.field: entry.fits(value) for entry in self.fields}
        is_sure = any(looks[entry.field] >= SURE_WEIGHT for entry in self.fields)
        least = 2 if any(map(str.isdigit, value)) else SURE_WEIGHT  # two letters are not a sure sign of a record series
        fits_labelled = any(looks[entry.field] >= least and entry.field in labels.empty for entry in self.fields)
        scored = [("", NOWHERE)]
        for entry in self.fields:
            if fits_labelled and entry.has_several_lines and looks[entry.field] < 0:
                continue  # a date in the field above: INDEFINITE / 07/28/94
            crowded = CROWDED if is_sure and entry.pattern is None else 0.0
            score = looks[entry.field] + crowded + labels.nearness(entry, place)
            if score > HOPELESS:
                scored.append((entry.field, score))
        return scored

    def _step(self, before: str, field: str, assignment: Assignment) -> float:
        """The points for giving a value to a field after the values of an assignment, the last to field ``before``."""
        if self._by_name[field].has_several_lines and assignment.last == field:
            return 0.0
        twice = TWICE if field in assignment.given else 0.0
        backwards = before and self._by_name[field].order < self._by_name[before].order
        return twice + (BACKWARDS if backwards else 0.0)
