"""The data of one edition for the page, computed once: its rows, what each release lacks there, and who prints it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from teikit.collation.classify import Finding, Verdict
from teikit.collation.columns import Range
from teikit.collation.edition import Edition
from teikit.collation.excisions import Excision
from teikit.collation.places import ABSENT
from teikit.html.edition_release import Release, releases_of
from teikit.html.edition_rows import Counterparts, TextRow, text_rows
from teikit.lexicon import Lexicon
from teikit.wording import counted, extent

FEWEST_WORDS = 3  # lost or skipped words that are shown, at least; words lacking for no known reason always are
Lack = Excision | Finding
"""Text that a release lacks in a place: withheld, or absent for another reason."""
Lacks = dict[tuple[int, str], list[tuple[int, Lack]]]
"""By row and id of a release, what the release lacks there, each with the word before which it is lacking."""


@dataclass(frozen=True)
class View:
    """An edition for the page; ``number`` counts the editions of the page from 1.

    Releases are named by their ids; rows and words are counted from 0.
    """

    edition: Edition
    number: int
    lexicon: Lexicon

    @cached_property
    def releases(self) -> dict[str, Release]:
        """The releases by their ids, in the order of their numbers."""
        return releases_of(self.edition, self.number)

    @cached_property
    def rows(self) -> list[TextRow]:
        """The rows of the text."""
        return text_rows(self.edition, {name: release.block_starts for name, release in self.releases.items()})

    def anchor(self, excision: Excision) -> str:
        """The id of the place of an excision."""
        return f"w{self.number}-{excision.id}"

    def printed_anchor(self, excision: Excision, name: str) -> str:
        """The id of the place where a release prints what is withheld; empty if it prints nothing of it."""
        is_printed = excision.id in self._printed_excisions.get(name, ())
        return f"{self.anchor(excision)}-{self.releases[name].key}" if is_printed else ""

    @cached_property
    def withheld_elsewhere(self) -> Mapping[str, Mapping[int, tuple[Excision, ...]]]:
        """The excisions that withhold each word, by the release that prints the word, and the word."""
        by_word: dict[str, dict[int, tuple[Excision, ...]]] = {name: {} for name in self.releases}
        for excision in self.edition.excisions:
            for name in excision.printed_by:
                for at in range(*self._printed_words(excision, name)):
                    by_word[name][at] = (*by_word[name].get(at, ()), excision)
        return by_word

    @cached_property
    def _printed_excisions(self) -> Mapping[str, set[str]]:
        """The ids of the excisions that each release prints."""
        return {
            name: {excision.id for excisions in by_word.values() for excision in excisions}
            for name, by_word in self.withheld_elsewhere.items()
        }

    def _printed_words(self, excision: Excision, name: str) -> Range:
        """The words of a release that an excision of another one withholds, in whole units."""
        words = excision.fuller_words
        if name != excision.fuller_id:
            words = self._counterparts(excision.fuller_id, name).of(words)
        units = self.releases[name].around(words)
        return (units[0].words[0], units[-1].words[1]) if units else (0, 0)

    def _counterparts(self, first_id: str, second_id: str) -> Counterparts:
        """The mapping of the words of one release to another, computed once for each two releases."""
        if (first_id, second_id) not in self._known_counterparts:
            length = len(self.releases[first_id].witness.words)
            self._known_counterparts[first_id, second_id] = Counterparts(
                self.edition.pairs[first_id, second_id], length
            )
        return self._known_counterparts[first_id, second_id]

    @cached_property
    def _known_counterparts(self) -> dict[tuple[str, str], Counterparts]:
        return {}

    # ------------------------------------------------------------ what is lacking in each row

    @cached_property
    def lacks(self) -> Lacks:
        """What each release lacks in each row, in the order of its words."""
        lacks: Lacks = {}
        for excision in self.edition.excisions:
            row = self._row_of(excision)
            self._put(lacks, row, excision.witness_id, excision.before_word, excision)
        for finding in self._absent():
            passage = finding.passage
            row = self._row_at(passage.fuller.id, passage.start)
            self._put(lacks, row, passage.lacking.id, passage.lacking_start, finding)
        return {place: sorted(pairs, key=lambda pair: pair[0]) for place, pairs in lacks.items()}

    def _put(self, lacks: Lacks, row: int, name: str, before: int, lack: Lack) -> None:
        """Enter what a release lacks before a word into a row, at the edge if the word is not in the row."""
        low, high = self.rows[row][name]
        lacks.setdefault((row, name), []).append((min(max(before, low), high), lack))

    def _absent(self) -> Iterator[Finding]:
        """What releases lack for a reason other than withholding; of findings that overlap, the longest."""
        taken_by: dict[str, list[Range]] = {}
        absent = [finding for finding in self.edition.findings if finding.verdict in ABSENT]
        for finding in sorted(absent, key=lambda finding: -len(finding.passage.words)):
            if finding.verdict is not Verdict.UNKNOWN and len(finding.passage.words) < FEWEST_WORDS:
                continue
            taken = taken_by.setdefault(finding.passage.lacking.id, [])
            start, end = finding.passage.lacking_start, finding.passage.lacking_end
            if not any(low <= end and start <= high for low, high in taken):
                taken.append((start, end))
                yield finding

    def _row_of(self, excision: Excision) -> int:
        """The row in which an excision is shown; one at the end of a line does not go to the next row."""
        if excision.recovered:
            return self._row_at(excision.fuller_id, excision.fuller_words[0])
        row = self._row_at(excision.witness_id, excision.before_word)
        begins_row = self.rows[row][excision.witness_id][0] == excision.before_word
        return row - 1 if row and begins_row and excision.gaps and self._ends_line(excision) else row

    def _row_at(self, name: str, word: int) -> int:
        """The row of a word of a release; the last row for the place after all words."""
        return max(bisect_right(self._row_starts[name], word) - 1, 0)

    @cached_property
    def _row_starts(self) -> Mapping[str, list[int]]:
        """The first word of each row, by release; if a release has none in a row, its next word."""
        return {name: [row[name][0] for row in self.rows] for name in self.releases}

    def _ends_line(self, excision: Excision) -> bool:
        """Whether there is text before a gap on its line, and none after it."""
        witness = self.releases[excision.witness_id].witness
        text, mark = witness.draft.text, excision.gaps[0].mark
        start, end = witness.draft.to_text_span(mark.span)
        before, after = text[text.rfind("\n", 0, start) + 1 : start], text[end : _line_end(text, end)]
        return any(map(str.isalnum, before)) and not any(map(str.isalnum, after))

    def continued(self, row: int, name: str) -> Excision | None:
        """The excision of a release that began in an earlier row and continues in this one; None if there is none.

        It is only looked for if the release has no word in the row, and no other lack begins there.
        """
        low, high = self.rows[row][name]
        if low < high or (row, name) in self.lacks:
            return None
        for excision in self.edition.excisions:
            if excision.witness_id == name and excision.recovered:
                start, end = self.rows[row][excision.fuller_id]
                if excision.fuller_words[0] < start < excision.fuller_words[1] and start < end:
                    return excision
        return None

    # ------------------------------------------------------------ what an excision says

    def extent(self, excision: Excision) -> str:
        """The extent of an excision: ``12 words``; if no release prints it, that of its mark, else empty."""
        if excision.recovered:
            return counted(excision.fuller_words[1] - excision.fuller_words[0], "word")
        quantity, unit = gap_attribute(excision, "quantity"), gap_attribute(excision, "unit")
        return gap_attribute(excision, "extent") or extent(quantity, unit)

    def codes(self, excision: Excision) -> list[tuple[str, str]]:
        """The exemptions that an excision claims, in the form of :meth:`code`."""
        return [self.code(id) for id in excision.codes]

    def code(self, id: str) -> tuple[str, str]:
        """The written form and the meaning of an exemption, given by its id; empty if no dictionary has it."""
        exemption = self.lexicon.categories.get(id)
        return (exemption.code, exemption.meaning) if exemption else (id, "")


def gap_attribute(excision: Excision, name: str) -> str:
    """An attribute of the mark of an excision (``quantity``, ``unit``, ``extent``); empty without one."""
    return excision.gaps[0].mark.get(name) if excision.gaps else ""


def _line_end(text: str, at: int) -> int:
    """The offset of the line end at or after an offset."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end
