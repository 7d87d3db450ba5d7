"""Give each place one verdict: releases that lack the same words are judged together.

Words can be withheld in one release and lost in the next only if a release in between printed them. Until then, what
one release certainly withholds is withheld in the others, too; the surest finding decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rapidfuzz.distance import Indel

from teikit.collation.classify import NO_TEXT, Finding, Verdict
from teikit.collation.context import Context
from teikit.collation.passages import Passage
from teikit.core import Certainty
from teikit.disjoint_sets import DisjointSets

SURE = 2
"""Words, of the four on either side, that both releases must read alike for the text between to be certain."""
SAME_EXTENT = 0.5
"""Share of the words of the longer of two passages that both must have for them to be one place.

Not of the shorter one: a page that the OCR lost in one release is not the same place as a name that the next withholds.
"""
SIMILAR = 0.6  # least similarity, from 0 to 1, of what two releases print in one place
BADLY_READ = 0.5  # share of the length of a passage above which the words in its place are the passage, badly read
LEAST_CHANCE = 0.2  # chance below which an excision of another release says nothing about this one
EVEN = 0.5  # chance below which a place with an unknown verdict in one release was not withheld
NO_PLACE = (Verdict.MOVED, Verdict.SCRAP)
"""Verdicts that nothing, or no text, is lacking."""
ABSENT = (Verdict.PAGE, Verdict.LOST, Verdict.SKIPPED, Verdict.UNKNOWN)
"""Verdicts that nothing was withheld; the first in this order among those of one place holds for all."""


def settled(findings: Sequence[Finding], context: Context) -> tuple[Finding, ...]:
    """The findings, in their order, with one verdict for each place."""
    verdicts = list(findings)
    for place in _places(findings):
        for number, finding in _judged({number: findings[number] for number in place}, context):
            verdicts[number] = finding
    return tuple(_with_scraps_withheld(verdicts, context))


def _with_scraps_withheld(findings: Sequence[Finding], context: Context) -> Iterator[Finding]:
    """The findings; what seemed to be scraps is withheld, too, if another release certainly withholds the same words.

    ``Sr Jose Calderon Palace Hotel`` was withheld in the nearly identical reading of 2023, and so in 2018 and 2022.
    """
    withheld = [finding for finding in findings if finding.verdict is Verdict.WITHHELD]
    for finding in findings:
        if finding.verdict is Verdict.SCRAP and finding.grounds == (NO_TEXT,):
            same = [sure for sure in withheld if _is_withheld_too(finding, sure, context)]
            surest = max(same, key=lambda sure: sure.chance, default=None)
            yield _as_surest(finding, surest) if surest else finding
        else:
            yield finding


def _is_withheld_too(finding: Finding, surest: Finding, context: Context) -> bool:
    """Whether the words that another release withholds are those of a finding, and nobody had printed them by then."""
    passage, model = finding.passage, surest.passage
    if passage.fuller is not model.fuller or passage.lacking is model.lacking or not _same_words(passage, model):
        return False
    is_possible = finding.chance >= LEAST_CHANCE and not _is_badly_read(passage)
    names = {*finding.printed_by, *surest.printed_by}
    return is_possible and all(context.order(name, passage.lacking.id) > 0 for name in names)


def _judged(place: dict[int, Finding], context: Context) -> Iterator[tuple[int, Finding]]:
    """The findings of one place, with their numbers: those before a release printed it, and those after."""
    dates = context.released
    before: dict[int, Finding] = {}
    after: dict[int, Finding] = {}
    for number, finding in place.items():
        printing = [dates.get(name, "") for name in _printing(finding, place.values())]
        first = min(filter(None, printing), default="")
        lacking = dates.get(finding.passage.lacking.id, "")
        is_after = bool(first and lacking and first < lacking)
        (after if is_after else before)[number] = _printed_before(finding, first) if is_after else finding
    yield from _agreed(before)
    yield from _agreed(after)


def _printing(finding: Finding, place: Iterable[Finding]) -> set[str]:
    """The releases that print the text of a place, except those that lack the words of a finding themselves.

    2018 and 2022 lack ``INTERIOR TOLD THE``, 2023 lacks ``TOLD THE AMBASSADOR``: that 2018 has the ambassador says
    nothing about the interior.
    """
    passage = finding.passage
    lacking = {
        judged.passage.lacking.id
        for judged in place
        if judged.passage.fuller is passage.fuller and _same_words(passage, judged.passage)
    }
    return {name for judged in place for name in judged.printed_by} - lacking


def _agreed(place: dict[int, Finding]) -> Iterator[tuple[int, Finding]]:
    """Findings of one place, without a release in between that printed it, with the verdict that holds for all."""
    surest = max(place.values(), key=_rank, default=None)
    if surest is None:
        return
    if surest.verdict is Verdict.WITHHELD and surest.chance < EVEN and _is_in_doubt(place.values()):
        for number, finding in place.items():
            yield number, finding._replace(verdict=Verdict.UNKNOWN, cert=Certainty.LOW)
        return
    for number, finding in place.items():
        yield number, _as_surest(finding, surest)


def _as_surest(finding: Finding, surest: Finding) -> Finding:
    """A finding with the verdict of the surest one of its place, or unknown if it is too badly read.

    That a release withholds neighbouring words shows nothing: 2018 lacks ``operations``, and reads ``operati or``.
    """
    if finding.verdict is surest.verdict:
        return finding
    if surest.verdict in ABSENT:
        return finding._replace(verdict=surest.verdict, cert=surest.cert)
    if finding.passage.lacking is surest.passage.lacking and finding.verdict is not Verdict.WITHHELD:
        return finding
    is_possible = finding.chance >= LEAST_CHANCE or finding.verdict is Verdict.UNKNOWN
    verdict = f"{surest.verdict} in {surest.passage.lacking.id}"
    if is_possible and _says_the_same(finding.passage, surest.passage) and not _is_badly_read(finding.passage):
        own = f"chance {finding.chance:.2f}"
        grounds = (
            f"{verdict} (chance {surest.chance:.2f}), and lacking here, too",
            *(f"{own} by itself" if ground == own else ground for ground in finding.grounds),
        )
        return finding._replace(verdict=surest.verdict, cert=Certainty.MEDIUM, grounds=grounds)
    if finding.verdict is Verdict.UNKNOWN:
        return finding
    grounds = (*finding.grounds, f"{verdict}, but here it is too badly read to tell")
    return finding._replace(verdict=Verdict.UNKNOWN, cert=Certainty.LOW, grounds=grounds)


def _is_in_doubt(findings: Iterable[Finding]) -> bool:
    """Whether one of the verdicts is unknown."""
    return any(finding.verdict is Verdict.UNKNOWN for finding in findings)


def _rank(finding: Finding) -> tuple[bool, bool, float, int]:
    """The rank of a finding: the highest decides for its place."""
    at = -ABSENT.index(finding.verdict) if finding.verdict in ABSENT else 0
    return finding.verdict is Verdict.AGAIN, finding.verdict is Verdict.WITHHELD, finding.chance if not at else 0, at


def _printed_before(finding: Finding, first: str) -> Finding:
    """The finding about a passage that an earlier release (of the date ``first``) prints.

    If it seemed withheld, it was withheld again if the release marks a gap; otherwise the OCR skipped it.
    """
    if finding.verdict is not Verdict.WITHHELD:
        return finding
    grounds = (*finding.grounds, f"printed in {first} already")
    if finding.passage.gaps:
        return finding._replace(verdict=Verdict.AGAIN, cert=min(finding.cert, Certainty.MEDIUM), grounds=grounds)
    return finding._replace(verdict=Verdict.SKIPPED, cert=Certainty.MEDIUM, grounds=grounds)


def _says_the_same(passage: Passage, model: Passage) -> bool:
    """Whether a passage is the same as ``model``, which a release withholds, or is between words that are certain."""
    if passage.lacking is model.lacking:
        return passage.lacking_start <= model.lacking_end and model.lacking_start <= passage.lacking_end
    if min(passage.alike_before, passage.alike_after) >= SURE:
        return True
    if passage.fuller is not model.fuller:
        return False
    return _common(passage, model) >= SAME_EXTENT * max(len(passage.words), len(model.words))


def _is_badly_read(passage: Passage) -> bool:
    """Whether the words in the place of a passage are the passage itself, badly read."""
    return len(passage.instead) > BADLY_READ * len(passage.text)


def _places(findings: Sequence[Finding]) -> list[list[int]]:
    """The numbers of the findings that are about one place, place by place."""
    joined = DisjointSets(len(findings))
    judged = [number for number, finding in enumerate(findings) if finding.verdict not in NO_PLACE]
    for first, second in [
        *_neighbours(judged, findings, lambda passage: (passage.fuller.id, passage.start, passage.end), _same_words),
        *_neighbours(
            judged,
            findings,
            lambda passage: (passage.lacking.id, passage.lacking_start, passage.lacking_end + 1),
            _similar,
        ),
    ]:
        joined.join(first, second)
    return [place for place in joined.sets().values() if len(place) > 1]


def _neighbours(
    judged: Sequence[int],
    findings: Sequence[Finding],
    extent: Callable[[Passage], tuple[str, int, int]],
    is_same: Callable[[Passage, Passage], bool],
) -> Iterator[tuple[int, int]]:
    """Every two findings whose extents in one release overlap and that are the same, by their numbers."""
    ordered = sorted((*extent(findings[number].passage), number) for number in judged)
    open_rows: list[tuple[str, int, int, int]] = []
    for row in ordered:
        open_rows = [before for before in open_rows if before[0] == row[0] and before[2] > row[1]]
        for before in open_rows:
            if is_same(findings[before[3]].passage, findings[row[3]].passage):
                yield before[3], row[3]
        open_rows.append(row)


def _same_words(first: Passage, second: Passage) -> bool:
    """Whether two passages of one release are one place."""
    return _common(first, second) >= SAME_EXTENT * max(len(first.words), len(second.words))


def _common(first: Passage, second: Passage) -> int:
    """The number of words of one release that two passages share."""
    return min(first.end, second.end) - max(first.start, second.start)


def _similar(first: Passage, second: Passage) -> bool:
    """Whether what two releases print in one place of a third is alike."""
    first_letters, second_letters = ("".join(word.key for word in passage.words) for passage in (first, second))
    return Indel.normalized_similarity(first_letters, second_letters) >= SIMILAR
