"""The codes of reviewers in the margin, as found in a text: single marks, and the clusters that they form."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from teikit.core import Certainty, Line, Span
from teikit.lexicon.agreeing_codes import agreeing
from teikit.lexicon.entries import Exemption
from teikit.lexicon.lexicon import Lexicon
from teikit.lexicon.margin_marks import LONG_LINE, MarginMark, marks_of

NEAR = 2  # lines between two marks of one cluster, at most
MORE_THAN_SIGNS = regex.compile(r"[\p{L}\p{N}\[\]]")  # what lines of codes do not have: ] (b)(3)
OWN_REASON = 3  # written lines from the label of the reason for a classification to the code of that reason, at most


@dataclass(frozen=True)
class Cluster:
    """Codes that are together and claim one exemption.

    ``span`` covers their lines, or only the codes if they are in a line of text; ``chosen`` is the reading of each
    mark. ``paired`` are the readings of another cluster with which it claims one exemption, at the same edge of a line
    below or above; ``is_first`` is True for the upper of the two.
    """

    span: Span
    marks: tuple[MarginMark, ...]
    chosen: tuple[Exemption, ...]
    certainty: Certainty
    paired: tuple[Exemption, ...] = ()
    is_first: bool = False

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that its codes name, each once, in the order of the marks; those of the FOIA first."""
        return _categories(self.chosen)

    @property
    def claimed(self) -> tuple[str, ...]:
        """The categories of the exemption that is claimed, also those that the paired codes name."""
        return _categories((*self.chosen, *self.paired))


def _categories(codes: Sequence[Exemption]) -> tuple[str, ...]:
    """The categories of some codes, each once; those of the FOIA first."""
    ids = (category for code in codes for category in code.categories)
    return tuple(dict.fromkeys(sorted(ids, key=lambda id: not id.startswith("b"))))


Row = tuple[int, Line, tuple[MarginMark, ...]]
"""The number of a line, the line, and the marks in it."""


def own_reasons(lines: Sequence[Line], lexicon: Lexicon) -> Iterator[int]:
    """The starts of the lines of a text that say why a paper itself is classified: ``CL REASON:`` / ``1.5 (c)``."""
    written = [line for line in lines if line.text.strip()]
    reason = lexicon.patterns["own reason"]
    labelled = [at for at, line in enumerate(written) if reason.search(line.text[:LONG_LINE])]
    near = {at + step for at in labelled for step in range(-OWN_REASON, OWN_REASON + 1)}
    yield from (line.start for at, line in enumerate(written) if at in near)


def clusters(
    lines: Sequence[Line], lexicon: Lexicon, margin: Sequence[Span], reasons: Container[int] = frozenset()
) -> list[Cluster]:
    """The clusters of codes in lines of text, in order. Marks that count only beside others need one that is near.

    ``margin`` are the stretches, in order, in the margins of the page, if the layout is known. Their place is evidence,
    so codes are read there in forms that do not count in a line of text. ``reasons`` are the starts of lines in which a
    code is not an exemption.
    """
    numbered = [(index, line) for index, line in enumerate(lines) if line.text.strip()]
    read = [
        (line, () if line.start in reasons else marks_of(line, lexicon, _within(line, margin))) for _, line in numbered
    ]
    agreed = agreeing(read, lexicon, reasons)
    written = [(index, line, marks) for (index, line), marks in zip(numbered, agreed, strict=True)]
    sure = {index for index, _, marks in written if any(mark.alone or mark.agrees for mark in marks)}
    kept: list[Row] = [
        (index, line, marks)
        for place, (index, line, marks) in enumerate(written)
        if marks and (index in sure or _beside(written, place, sure) or (sure and _paired(written, place)))
    ]
    rows = [row for index, line, marks in kept for row in _split(index, line, marks)]
    clear = Counter(mark.readings[0] for _, _, marks in rows for mark in marks if len(mark.readings) == 1)
    return _pairs(list(_join(rows, clear, {index for index, _ in numbered})))


def _pairs(clusters_read: list[Cluster]) -> list[Cluster]:
    """The clusters, those that are one half of a pair with the readings of the other half."""
    place_of = {mark.span.start: place for place, cluster in enumerate(clusters_read) for mark in cluster.marks}
    for below, cluster in enumerate(clusters_read):
        start = cluster.marks[0].above
        above = None if start is None else place_of.get(start)
        if above is not None and above != below and len(cluster.marks) == len(clusters_read[above].marks) == 1:
            clusters_read[below] = replace(cluster, paired=clusters_read[above].chosen)
            clusters_read[above] = replace(clusters_read[above], paired=cluster.chosen, is_first=True)
    return clusters_read


def _split(index: int, line: Line, marks: tuple[MarginMark, ...]) -> list[Row]:
    """A line of codes as one row; codes at both edges of a line of text as two rows."""
    return [(index, line, marks)] if _whole(line, marks) else [(index, line, (mark,)) for mark in marks]


def _within(line: Line, margin: Sequence[Span]) -> Sequence[Span]:
    """The stretches of the margins in a line."""
    return margin[bisect_left(margin, (line.start, 0)) : bisect_left(margin, (line.end, 0))]


def _beside(written: list[Row], place: int, sure: set[int]) -> bool:
    """Whether a line with a sure mark is near."""
    index = written[place][0]
    near = [written[at][0] for at in (place - 1, place + 1) if 0 <= at < len(written)]
    return any(line in sure and abs(line - index) <= NEAR for line in near)


def _paired(written: list[Row], place: int) -> bool:
    """Whether the line above or below has a mark as well: two doubtful ones suffice if the document has sure ones."""
    index = written[place][0]
    near = [written[at] for at in (place - 1, place + 1) if 0 <= at < len(written)]
    return any(marks and abs(line - index) == 1 for line, _, marks in near)


def _join(rows: list[Row], sure: Counter[Exemption], written: Container[int]) -> Iterator[Cluster]:
    """The clusters of the rows; ``sure`` counts the clear readings of the document.

    ``written`` has the numbers of the lines that are not blank. Codes with such a line between them are two clusters:
    anything between two codes in the margin is text.
    """
    group: list[Row] = []
    for row in rows:
        is_apart = group and any(index in written for index in range(group[-1][0] + 1, row[0]))
        if group and (is_apart or not _belongs(group, row, sure)):
            yield _cluster(group, sure)
            group = []
        group.append(row)
    if group:
        yield _cluster(group, sure)


def _belongs(group: list[Row], row: Row, sure: Counter[Exemption]) -> bool:
    """Whether a row belongs to a cluster above it: lines of codes, directly below or near and with other codes."""
    index, line, marks = row
    last_index, last_line, _ = group[-1]
    if not (_whole(line, marks) and _whole(last_line, group[-1][2])) or index - last_index > NEAR:
        return False
    if index - last_index == 1:
        return True
    codes = {_choose(mark, sure).code for _, _, row_marks in group for mark in row_marks}
    return codes.isdisjoint(_choose(mark, sure).code for mark in marks)


def _whole(line: Line, marks: tuple[MarginMark, ...]) -> bool:
    """Whether a line holds nothing but the marks and signs, and no bracket of an excision: ``] (b) (3)``."""
    ends = [line.start, *(end for mark in marks for end in mark.span), line.end]
    between = (
        line.text[start - line.start : end - line.start] for start, end in zip(ends[::2], ends[1::2], strict=True)
    )
    return not any(map(MORE_THAN_SIGNS.search, between))


def _choose(mark: MarginMark, sure: Counter[Exemption]) -> Exemption:
    """The reading of a mark that is most frequent among the clear marks of the document, else the first.

    A mark that lost a digit (``BIA``, code ``B1A?``) is read like the clear marks of that kind.
    """
    reading = max(mark.readings, key=lambda reading: (sure[reading], -mark.readings.index(reading)))
    if not reading.code.endswith("?"):
        return reading
    alike = [clear for clear in sure if clear.code.startswith(reading.code[:-1]) and clear.code[-1].isdigit()]
    return max(alike, key=lambda clear: (sure[clear], clear.code), default=reading)


def _cluster(group: list[Row], sure: Counter[Exemption]) -> Cluster:
    """The cluster of the rows, with the reading of each mark."""
    marks = tuple(mark for _, _, row_marks in group for mark in row_marks)
    chosen = tuple(_choose(mark, sure) for mark in marks)
    whole = all(_whole(line, row_marks) for _, line, row_marks in group)
    span = Span(group[0][1].start, group[-1][1].next) if whole else Span(marks[0].span.start, marks[-1].span.end)
    doubtful = any(
        reading.code.endswith("?") or (len({possible.code for possible in mark.readings}) > 1 and not sure[reading])
        for mark, reading in zip(marks, chosen, strict=True)
    )
    return Cluster(span, marks, chosen, Certainty.LOW if doubtful else Certainty.HIGH)
