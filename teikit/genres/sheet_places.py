"""Whether the place of a value on an identification sheet fits a field, by the place of the label of the field."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from teikit.genres.sheet_fields import SheetLabel
from teikit.genres.sheet_lines import Item

# Points of a value for a field:
UNSEEN = -1.5  # if the label of the field is not on the sheet
LATER = -2.0  # if the label is below the value
FILLED = -4.0  # if the field has a value in the line of its label
BESIDE = 2.0  # if the label is directly above the value
RUN = 0.5  # if there is no label with a value of its own between the label and the value


class LabelPlaces:
    """The labels on a sheet. A place is the number of an item, from 0.

    ``empty`` are the fields of the labels that have no value in their lines, and of items without a label.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, item in enumerate(items):
            self._places[item.field].append(place)
        self._filled = {item.field for item in items if item.field and item.has_value}
        self.empty = self._places.keys() - self._filled
        self._labels_before = list(accumulate((bool(item.field) for item in items), initial=0))
        self._filled_before = list(accumulate((bool(item.field) and item.has_value for item in items), initial=0))

    def nearness(self, entry: SheetLabel, place: int) -> float:
        """The points of a value for a field, by the place of the field's label."""
        places = self._places.get(entry.field)
        if not places:
            return UNSEEN
        if places[0] > place:
            return LATER + (FILLED if entry.field in self._filled else 0.0)
        last = places[bisect_left(places, place) - 1]
        is_after_label = self._labels_before[place] > self._labels_before[last + 1]
        if self._items[last].has_value and (not entry.has_several_lines or is_after_label):
            return FILLED
        if place == last + 1:
            return BESIDE
        return 0.0 if self._filled_before[place] > self._filled_before[last + 1] else RUN
