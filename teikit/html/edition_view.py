"""What the page needs of one edition, worked out once: rows, where each excision goes, who prints what was withheld."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from teikit.collation.classify import Finding, Kind
from teikit.collation.columns import Range
from teikit.collation.edition import Edition
from teikit.collation.excisions import Excision
from teikit.html.edition_release import Release, releases
from teikit.html.edition_rows import Places, Row, rows
from teikit.lexicon import Exemption, Lexicon
from teikit.wording import counted

ABSENT = (Kind.LOST, Kind.SKIPPED, Kind.PAGE, Kind.UNKNOWN)
FEW = 3
"""Words; of less that a release lacks without having withheld it nobody is told, unless its reason is not known."""
Lack = Excision | Finding
"""What a release lacks in a place: withheld, or absent for another reason."""


@dataclass(frozen=True)
class View:
    """An edition as the page shows it; ``number`` counts the editions of the page from 1."""

    edition: Edition
    number: int
    lexicon: Lexicon

    @cached_property
    def releases(self) -> dict[str, Release]:
        """The releases by their ids, the first one first."""
        return releases(self.edition, self.number)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the text."""
        return rows(self.edition, {name: release.begins for name, release in self.releases.items()})

    def anchor(self, excision: Excision) -> str:
        """The id of the place where an excision stands."""
        return f"w{self.number}-{excision.id}"

    def printed(self, excision: Excision, name: str) -> str:
        """The id of the place where a release prints what is withheld; empty if it has no such place."""
        there = excision.id in self._openings.get(name, ())
        return f"{self.anchor(excision)}-{self.releases[name].key}" if there else ""

    @cached_property
    def recovered(self) -> Mapping[str, Mapping[int, tuple[Excision, ...]]]:
        """For each release and each of its words that another release withholds: the excisions."""
        found: dict[str, dict[int, tuple[Excision, ...]]] = {name: {} for name in self.releases}
        for excision in self.edition.excisions:
            for name in excision.printed:
                for at in range(*self._there(excision, name)):
                    found[name][at] = (*found[name].get(at, ()), excision)
        return found

    @cached_property
    def _openings(self) -> Mapping[str, set[str]]:
        """For each release the ids of the excisions that it prints."""
        return {name: {one.id for some in words.values() for one in some} for name, words in self.recovered.items()}

    def _there(self, excision: Excision, name: str) -> Range:
        """The words of a release that an excision withholds, in whole units."""
        words = excision.words
        if name != excision.fuller:
            words = self._places(excision.fuller, name).there(words)
        units = self.releases[name].around(words)
        return (units[0].words[0], units[-1].words[1]) if units else (0, 0)

    def _places(self, one: str, other: str) -> Places:
        if (one, other) not in self._known_places:
            length = len(self.releases[one].witness.words)
            self._known_places[one, other] = Places(self.edition.pairs[one, other], length)
        return self._known_places[one, other]

    @cached_property
    def _known_places(self) -> dict[tuple[str, str], Places]:
        return {}

    # ------------------------------------------------------------ where it goes

    @cached_property
    def lacks(self) -> Mapping[tuple[int, str], Sequence[tuple[int, Lack]]]:
        """For each row and release what the release lacks there, each with the word before which it is lacking."""
        found: dict[tuple[int, str], list[tuple[int, Lack]]] = {}
        for excision in self.edition.excisions:
            self._put(found, self._row_of(excision), excision.witness, excision.before, excision)
        for finding in self._absent():
            passage = finding.passage
            row = self._row_at(passage.fuller.id, passage.start)
            self._put(found, row, passage.lacking.id, passage.other, finding)
        return {key: sorted(some, key=lambda one: one[0]) for key, some in found.items()}

    def _put(
        self, found: dict[tuple[int, str], list[tuple[int, Lack]]], row: int, name: str, before: int, lack: Lack
    ) -> None:
        low, high = self.rows[row][name]
        found.setdefault((row, name), []).append((min(max(before, low), high), lack))

    def _absent(self) -> Iterator[Finding]:
        """What a release lacks for another reason than withholding, each place once."""
        seen: dict[str, list[Range]] = {}
        findings = [one for one in self.edition.findings if one.kind in ABSENT]
        for one in sorted(findings, key=lambda one: -len(one.passage.words)):
            if one.kind is not Kind.UNKNOWN and len(one.passage.words) < FEW:
                continue
            taken = seen.setdefault(one.passage.lacking.id, [])
            here = one.passage.other, one.passage.other_end
            if not any(low <= here[1] and here[0] <= high for low, high in taken):
                taken.append(here)
                yield one

    def _row_of(self, excision: Excision) -> int:
        if excision.recovered:
            return self._row_at(excision.fuller, excision.words[0])
        row = self._row_at(excision.witness, excision.before)
        begins_row = self.rows[row][excision.witness][0] == excision.before
        return row - 1 if row and begins_row and excision.holes and self._ends_line(excision) else row

    def _row_at(self, name: str, word: int) -> int:
        """The row in which a word of a release stands, the last one for what stands behind all words."""
        starts = self._starts[name]
        return max(bisect_right(starts, word) - 1, 0)

    @cached_property
    def _starts(self) -> Mapping[str, list[int]]:
        """For each release the first word of each row; of rows in which it has none, the next one's."""
        return {name: [row[name][0] for row in self.rows] for name in self.releases}

    def _ends_line(self, excision: Excision) -> bool:
        """Whether text stands before a gap on its line, and none behind it."""
        witness = self.releases[excision.witness].witness
        text, mark = witness.draft.text, excision.holes[0].mark
        start, end = witness.draft.to_text(mark.span.start), witness.draft.to_text(mark.span.end)
        before, behind = text[text.rfind("\n", 0, start) + 1 : start], text[end : _line_end(text, end)]
        return any(map(str.isalnum, before)) and not any(map(str.isalnum, behind))

    def goes_on(self, row: int, name: str) -> Excision | None:
        """The excision that began in an earlier row and takes all of this one, in a release that has no word here."""
        low, high = self.rows[row][name]
        if low < high or (row, name) in self.lacks:
            return None
        for one in self.edition.excisions:
            if one.witness == name and one.recovered:
                start, end = self.rows[row][one.fuller]
                if one.words[0] < start < one.words[1] and start < end:
                    return one
        return None

    # ------------------------------------------------------------ words for it

    def extent(self, excision: Excision) -> str:
        """How much an excision withholds: ``12 words``; what its mark says, where nobody prints it."""
        if excision.recovered:
            return counted(excision.words[1] - excision.words[0], "word")
        quantity, unit = said(excision, "quantity"), said(excision, "unit")
        return said(excision, "extent") or (f"{quantity} {unit}" if quantity and unit else "")

    def codes(self, excision: Excision) -> list[tuple[str, str]]:
        """The exemptions that an excision claims, each with its meaning."""
        return [self.code(id) for id in excision.codes]

    def code(self, id: str) -> tuple[str, str]:
        """An exemption as it is written, and its meaning, if the dictionary knows it."""
        known = self._categories.get(id)
        return (known.code, known.meaning) if known else (id, "")

    @cached_property
    def _categories(self) -> Mapping[str, Exemption]:
        return self.lexicon.categories


def said(excision: Excision, name: str) -> str:
    """What the mark of an excision says of it, empty where it has none."""
    return excision.holes[0].mark.get(name) if excision.holes else ""


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
