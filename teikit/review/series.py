"""Places of a whole collection that are decided together: of one form, one confusion of letters, one rule, a name.

They come from the report of a run, which has all that a decision on a place needs.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from teikit.core import Span
from teikit.decisions import Row
from teikit.decisions.row import SHOWN

CONFUSION = re.compile(r"; (?P<letters>[^;]+ read as [^;]+)\Z")
"""The letters that were misread, at the end of a reason: ``chance 0.88, harm 0.107; L read as I``."""
NAMES = {"persName": "person", "placeName": "place"}
"""The verdict on a mark of a name."""
FEWEST = 2  # places of a series
WITHOUT_CHANCE = {"correction": 0.02, "suggestion": 0.5}
"""How likely, from 0 to 1, a person changes something at a place whose rule gives no chance."""
Key = tuple[str, int, int]
"""The key of a place: the first digits of the digest of its input, and its offsets in code points."""


class Place(NamedTuple):
    """A place as the report has it; ``kind`` is correction, suggestion, or person or place for a name."""

    kind: str
    where: str
    rule: str
    before: str
    after: str
    left: str
    right: str
    source: str
    record: str
    at: Span
    why: str
    worth: float

    @property
    def key(self) -> Key:
        """The key of the place."""
        return key_of(self.source, self.at)

    def row(self, verdict: str, ref: str, who: str, when: str) -> Row:
        """A decision on it: ``reads`` as it was corrected, ``as-read``, ``person``, ``place``, or ``withdrawn``."""
        after = self.after if verdict == "reads" else ""
        named = ref if verdict in NAMES.values() else ""
        place = (self.source, self.record, self.at, self.before, self.left, self.right)
        return Row(*place, verdict, after=after, ref=named, who=who, when=when)


class Series(NamedTuple):
    """Places that are decided at once: by what they have in common (form, confusion, rule, name), and what that is."""

    kind: str
    name: str
    places: tuple[Place, ...]

    @property
    def worth(self) -> float:
        """The expected number of places that a person would change."""
        return sum(place.worth for place in self.places)


def series_of(report: Iterable[str], decided: Collection[Key] = frozenset()) -> list[Series]:
    """The series of a report, given as its lines, most worth a look first; without places that are ``decided``."""
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in _places(report):
        if place.key not in decided:
            for common in _common(place):
                groups[common].append(place)
    series = [Series(*common, tuple(places)) for common, places in groups.items() if len(places) >= FEWEST]
    return sorted(series, key=lambda group: (-group.worth, group.kind, group.name))


def key_of(source: str, at: Span) -> Key:
    """The key of a place in an input."""
    return source.removeprefix("sha256:")[:SHOWN], at.start, at.end


def _places(report: Iterable[str]) -> Iterator[Place]:
    for line in report:
        values = json.loads(line)
        kind = NAMES.get(values["layer"], "") if values["kind"] == "mark" else values["kind"]
        if kind not in (*WITHOUT_CHANCE, *NAMES.values()) or not values["at"]:
            continue
        chance = values["chance"]
        if chance is None or kind not in WITHOUT_CHANCE:
            worth = WITHOUT_CHANCE.get(kind, 1.0)
        else:
            worth = chance if kind == "suggestion" else 1 - chance
        where = f"{values['document']}:{values['line']}"
        yield Place(
            kind,
            where,
            values["rule"],
            values["before"],
            values["after"],
            values["left"],
            values["right"],
            values["source"],
            values["record"],
            Span(*values["at"]),
            values["why"],
            worth,
        )


def _common(place: Place) -> Iterator[tuple[str, str]]:
    """What a place has in common with others: kind of the series and its name."""
    if place.kind not in WITHOUT_CHANCE:
        yield place.kind, place.before
        return
    done = "" if place.kind == "correction" else " (suggested)"
    yield "form", f"{place.before or 'nothing'} → {place.after or 'nothing'}{done}"
    if confusion := CONFUSION.search(place.why):
        yield "confusion", f"{confusion['letters']}{done}"
    yield "rule", f"{place.rule}{done}"
