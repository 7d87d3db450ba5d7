"""One verdict for each place: what several releases lack of the same words is judged over all of them together.

The same words were withheld in one release and lost in the next only where somebody printed them in between, or where
the next has them, badly read. Else the release that shows best why it lacks them speaks for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rapidfuzz.distance import Indel

from teikit.collation.classify import Finding, Verdict
from teikit.collation.grounds import SURE, Context
from teikit.collation.passages import Passage
from teikit.core import Certainty

SHARED = 0.5  # share of the words of the shorter of two passages that both must have to be one place
SAME_EXTENT = 0.7  # share of the words of the longer one from which on their extent is the same
SIMILAR = 0.6  # likeness, from 0 to 1, of what two releases print in one place
BADLY_READ = 0.5  # share of a passage from which on what stands there is the passage itself, badly read
NO_PLACE = (Verdict.MOVED, Verdict.SCRAP)
"""Verdicts that no release lacks anything, or nothing that is text."""


def settled(findings: Sequence[Finding], context: Context) -> tuple[Finding, ...]:
    """The findings, in their order, with one verdict for each place."""
    verdicts = list(findings)
    for place in _places(findings):
        for number, finding in _judged({number: findings[number] for number in place}, context):
            verdicts[number] = finding
    return tuple(verdicts)


def _judged(place: dict[int, Finding], context: Context) -> Iterator[tuple[int, Finding]]:
    """The findings of one place whose verdict changes, with their numbers."""
    dates = context.released
    printing = [dates.get(name, "") for finding in place.values() for name in finding.printed_by]
    first = min(filter(None, printing), default="")
    before: dict[int, Finding] = {}
    for number, finding in place.items():
        lacking = dates.get(finding.passage.lacking.id, "")
        if first and lacking and first < lacking:
            if finding.verdict is Verdict.WITHHELD:
                yield number, _printed_before(finding, first)
        else:
            before[number] = finding
    witnesses = sorted(
        (finding for finding in before.values() if finding.verdict is Verdict.WITHHELD),
        key=lambda finding: -finding.cert,
    )
    for number, finding in before.items():
        model = next((witness for witness in witnesses if _says_the_same(finding.passage, witness.passage)), None)
        if finding.verdict is not Verdict.WITHHELD and model and not _is_badly_read(finding.passage):
            ground = f"withheld in {model.passage.lacking.id}, and lacking here, too"
            yield (
                number,
                finding._replace(verdict=Verdict.WITHHELD, cert=Certainty.MEDIUM, grounds=(*finding.grounds, ground)),
            )


def _printed_before(finding: Finding, first: str) -> Finding:
    """What looks withheld in a release, though one before it (released on ``first``) prints it.

    Where the release marks a gap it was withheld again, else the OCR skipped it.
    """
    grounds = (*finding.grounds, f"printed in {first} already")
    if finding.passage.gaps:
        return finding._replace(verdict=Verdict.AGAIN, cert=min(finding.cert, Certainty.MEDIUM), grounds=grounds)
    return finding._replace(verdict=Verdict.SKIPPED, cert=Certainty.MEDIUM, grounds=grounds)


def _says_the_same(passage: Passage, model: Passage) -> bool:
    """Whether a passage is what another release withholds: just that, or between words that are sure."""
    if passage.lacking is model.lacking:
        return False
    if min(passage.alike_before, passage.alike_after) >= SURE:
        return True
    if passage.fuller is not model.fuller:
        return False
    return _common(passage, model) >= SAME_EXTENT * max(len(passage.words), len(model.words))


def _is_badly_read(passage: Passage) -> bool:
    return len(passage.instead) > BADLY_READ * len(passage.text)


def _places(findings: Sequence[Finding]) -> list[list[int]]:
    """The numbers of the findings that are about one place, place by place."""
    home = list(range(len(findings)))

    def root(number: int) -> int:
        while home[number] != number:
            home[number] = home[home[number]]
            number = home[number]
        return number

    judged = [number for number, finding in enumerate(findings) if finding.verdict not in NO_PLACE]
    for here, there in [
        *_neighbours(judged, findings, lambda passage: (passage.fuller.id, passage.start, passage.end), _same_words),
        *_neighbours(
            judged, findings, lambda passage: (passage.lacking.id, passage.other_start, passage.other_end + 1), _similar
        ),
    ]:
        home[root(there)] = root(here)
    places: dict[int, list[int]] = {}
    for number in judged:
        places.setdefault(root(number), []).append(number)
    return [place for place in places.values() if len(place) > 1]


def _neighbours(
    judged: Sequence[int],
    findings: Sequence[Finding],
    extent: Callable[[Passage], tuple[str, int, int]],
    is_same: Callable[[Passage, Passage], bool],
) -> Iterator[tuple[int, int]]:
    """Each two findings whose extents, in one release, overlap, and that are the same."""
    ordered = sorted((*extent(findings[number].passage), number) for number in judged)
    open_ones: list[tuple[str, int, int, int]] = []
    for row in ordered:
        open_ones = [before for before in open_ones if before[0] == row[0] and before[2] > row[1]]
        for before in open_ones:
            if is_same(findings[before[3]].passage, findings[row[3]].passage):
                yield before[3], row[3]
        open_ones.append(row)


def _same_words(first: Passage, second: Passage) -> bool:
    return _common(first, second) >= SHARED * min(len(first.words), len(second.words))


def _common(first: Passage, second: Passage) -> int:
    """The number of words of one release that two passages share."""
    return min(first.end, second.end) - max(first.start, second.start)


def _similar(first: Passage, second: Passage) -> bool:
    """Whether what two releases print in one place of a third is alike."""
    mine, theirs = ("".join(word.key for word in passage.words) for passage in (first, second))
    return Indel.normalized_similarity(mine, theirs) >= SIMILAR
