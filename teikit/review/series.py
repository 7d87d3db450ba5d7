"""Series: places in a whole collection with the same form, confusion of letters, rule or name, decided together.

They come from the report of a run, which has all the data that a decision on a place needs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from teikit.authorities.entries import folded
from teikit.core import Span
from teikit.decisions import DecisionRow
from teikit.decisions.row import DIGEST_DIGITS
from teikit.lexicon import Lexicon
from teikit.passes.names import RULE
from teikit.tei.build import q
from teikit.tei.text.referring import identifier

CONFUSION = re.compile(r"; (?P<letters>[^;]+ read as [^;]+)\Z")
"""The letters that were misread, at the end of a reason: ``chance 0.88, harm 0.107; L read as I``."""
NAMES = {"persName": "person", "placeName": "place"}
"""The verdict on a mark of a name."""
FEWEST_OCCURRENCES = 2  # fewest occurrences of a series
WITHOUT_CHANCE = {"correction": 0.02, "suggestion": 0.5}
"""The chance, from 0 to 1, that a person changes a place whose rule gives no chance."""
IDENTIFIED = 0.02  # the same for a name that has an identifier
Key = tuple[str, int, int]
"""The key of a place: the first digits of the digest of its input, and its offsets in code points."""


class Occurrence(NamedTuple):
    """One occurrence in a series, from the report of a run.

    ``kind`` is ``correction`` or ``suggestion``, for a name ``person`` or ``place``; ``where`` is ``document:line``.
    ``before`` is the OCR reading, ``after`` the present one, ``left`` and ``right`` the text next to it.
    ``source`` is the digest of the input, ``record`` its name in decisions, ``at`` the place in it, in code points.
    ``why`` are the grounds; ``worth`` is the chance, 0 to 1, that a person would change something there.
    """

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
        """The key of its place."""
        return occurrence_key(self.source, self.at)

    def row(self, verdict: str, ref: str, who: str, when: str) -> DecisionRow:
        """A decision on it: ``reads`` as it was corrected, ``as-read``, ``person``, ``place``, or ``withdrawn``."""
        after = self.after if verdict == "reads" else ""
        named = ref if verdict in NAMES.values() else ""
        place = (self.source, self.record, self.at, self.before, self.left, self.right)
        return DecisionRow(*place, verdict, after=after, ref=named, who=who, when=when)


class Series(NamedTuple):
    """Occurrences that are decided together.

    ``kind`` is what they have in common: form, confusion, rule, person or place; ``name`` is the form, rule and so on.
    """

    kind: str
    name: str
    occurrences: tuple[Occurrence, ...]

    @property
    def worth(self) -> float:
        """The expected number of occurrences that a person would change."""
        return sum(occurrence.worth for occurrence in self.occurrences)


def series_of(
    report: Iterable[Mapping[str, Any]], lexicon: Lexicon, decided: Collection[Key] = frozenset()
) -> list[Series]:
    """The series of a report, given as its rows, those most worth a look first; without what is already ``decided``.

    The ``lexicon`` is used to find names with an identifier.
    """
    groups: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for occurrence in _occurrences(report, lexicon):
        if occurrence.key not in decided:
            for common in _common(occurrence):
                groups[common].append(occurrence)
    series = [
        Series(*common, tuple(members)) for common, members in groups.items() if len(members) >= FEWEST_OCCURRENCES
    ]
    return sorted(series, key=lambda group: (-group.worth, group.kind, group.name))


def occurrence_key(source: str, at: Span) -> Key:
    """The key of a place in the input with this digest."""
    return source.removeprefix("sha256:")[:DIGEST_DIGITS], at.start, at.end


def _occurrences(report: Iterable[Mapping[str, Any]], lexicon: Lexicon) -> Iterator[Occurrence]:
    """The corrections, suggestions and names in the rows of a report."""
    for values in report:
        kind = NAMES.get(values["layer"], "") if values["kind"] == "mark" else values["kind"]
        if kind not in (*WITHOUT_CHANCE, *NAMES.values()) or not values["at"]:
            continue
        chance = values["chance"]
        if kind in NAMES.values():
            worth = IDENTIFIED if _is_identified(values["layer"], values["rule"], values["before"], lexicon) else 1.0
        elif chance is None:
            worth = WITHOUT_CHANCE[kind]
        else:
            worth = chance if kind == "suggestion" else 1 - chance
        where = f"{values['document']}:{values['line']}"
        yield Occurrence(
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


def _is_identified(element: str, rule: str, form: str, lexicon: Lexicon) -> bool:
    """Whether a name has an identifier in the TEI; the rule ``names`` marks only those."""
    return rule == RULE or bool(identifier(folded(form), q(element), lexicon.authorities, lexicon.posts))


def _common(occurrence: Occurrence) -> Iterator[tuple[str, str]]:
    """The kinds and names of the series of an occurrence."""
    if occurrence.kind not in WITHOUT_CHANCE:
        yield occurrence.kind, occurrence.before
        return
    done = "" if occurrence.kind == "correction" else " (suggested)"
    yield "form", f"{occurrence.before or 'nothing'} → {occurrence.after or 'nothing'}{done}"
    if confusion := CONFUSION.search(occurrence.why):
        yield "confusion", f"{confusion['letters']}{done}"
    yield "rule", f"{occurrence.rule}{done}"
