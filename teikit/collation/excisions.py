"""The excisions of each release: where, how much, under which exemption, and what another release has there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from teikit.collation.classify import Finding, Kind
from teikit.collation.identity import Work
from teikit.collation.passages import Passage
from teikit.collation.witness import Hole, Witness
from teikit.core import Certainty
from teikit.lexicon import Lexicon


@dataclass(frozen=True)
class Excision:
    """A place where a release withholds something: on which of its pages, before which of its words, its marks.

    Where another release prints the passage, ``words`` are the words of it there and ``text`` what they read, on
    ``lines`` lines; ``share`` is the part of the page that is withheld, from 0 to 1, None where nobody knows.
    """

    id: str
    witness: str
    page: int
    before: int
    holes: tuple[Hole, ...]
    codes: tuple[str, ...]
    cert: Certainty
    grounds: tuple[str, ...]
    fuller: str = ""
    words: tuple[int, int] = (0, 0)
    text: str = ""
    lines: int = 0
    printed: tuple[str, ...] = ()
    share: float | None = None
    begins_line: bool = True

    @property
    def recovered(self) -> bool:
        """Whether another release prints what is withheld here."""
        return bool(self.text)


def excisions(
    work: Work, findings: Iterable[Finding], readings: Mapping[str, Sequence[str]], lexicon: Lexicon
) -> list[Excision]:
    """All excisions of all releases, release by release in the order of their text."""
    found: list[Excision] = []
    for witness in work.witnesses:
        mine = [one for one in findings if one.passage.lacking is witness and one.kind is Kind.WITHHELD]
        best = chosen(work, mine)
        parts = [_part(witness, finding, passage, readings) for finding in best for passage in _by_page(finding)]
        taken = {id(hole) for part in parts for hole in part.holes}
        parts += [_open(witness, hole) for hole in witness.holes if id(hole) not in taken]
        parts.sort(key=lambda part: (part.before, part.page, part.words))
        found += _shared(witness, parts, f"{work.id}." if work.id else "")
    return found


def chosen(work: Work, findings: Sequence[Finding]) -> list[Finding]:
    """Of findings about one place the best: the surest, printed by most releases, by the base, the longest."""
    base = work.base.id
    rank = sorted(
        findings,
        key=lambda one: (-one.cert, -len(one.printed), one.passage.fuller.id != base, -len(one.passage.words)),
    )
    best: list[Finding] = []
    for one in rank:
        if not any(_overlap(one.passage, other.passage) for other in best):
            best.append(one)
    return sorted(best, key=lambda one: one.passage.other)


def _overlap(one: Passage, other: Passage) -> bool:
    """Whether two passages are missing in the same place of the release that lacks them."""
    if one.fuller is other.fuller:
        return one.start < other.end and other.start < one.end
    return one.other <= other.other_end and other.other <= one.other_end


def _by_page(finding: Finding) -> Iterator[Passage]:
    """A passage in the parts that stand on one page of the fuller release."""
    passage = finding.passage
    start = passage.start
    words = passage.fuller.words
    for at in range(passage.start + 1, passage.end + 1):
        if at == passage.end or words[at].page != words[start].page:
            yield Passage(
                passage.fuller,
                passage.lacking,
                start,
                at,
                passage.other,
                passage.other_end,
                passage.before,
                passage.after,
            )
            start = at


def _part(witness: Witness, finding: Finding, passage: Passage, readings: Mapping[str, Sequence[str]]) -> Excision:
    fuller = passage.fuller
    page = _page(witness, passage)
    on_page = [hole for hole in passage.holes if _page_of(witness, hole) == page]
    holes = tuple(on_page or (() if _is_cut(finding) else passage.holes[:1]))
    text = reading(fuller, readings[fuller.id], passage.start, passage.end)
    return Excision(
        "", witness.id, page, passage.other, holes, _codes(holes), finding.cert, finding.grounds, fuller.id,
        (passage.start, passage.end), text, passage.lines, finding.printed, None, passage.begins_line,
    )  # fmt: skip


def reading(witness: Witness, readings: Sequence[str], start: int, end: int) -> str:
    """What some words of a release read now; ``[...]`` where it withholds something itself."""
    gaps = {hole.before for hole in witness.holes}
    found: list[str] = []
    for at in range(start, end):
        if at > start and at in gaps:
            found.append("[...]")
        if readings[at]:
            found.append(readings[at])
    return " ".join(found)


def _is_cut(finding: Finding) -> bool:
    words = finding.passage.words
    return words[0].page != words[-1].page


def _open(witness: Witness, hole: Hole) -> Excision:
    """A gap that no other release fills."""
    grounds = (hole.mark.why or "brackets",)
    page = _page_of(witness, hole)
    return Excision("", witness.id, page, hole.before, (hole,), _codes((hole,)), hole.mark.cert, grounds)


def _codes(holes: Iterable[Hole]) -> tuple[str, ...]:
    """The ids of the exemptions that the gaps claim."""
    return tuple(dict.fromkeys(id for hole in holes for id in hole.mark.get("ana").split()))


def _page(witness: Witness, passage: Passage) -> int:
    """On which page of the lacking release a passage is missing: that of the same number between its neighbours."""
    words = witness.words
    low = words[passage.other - 1].page if passage.other else 0
    high = words[passage.other_end].page if passage.other_end < len(words) else len(witness.pages) - 1
    number = passage.fuller.pages[passage.words[0].page].n
    return next((page for page in range(low, high + 1) if witness.pages[page].n == number), low)


def _page_of(witness: Witness, hole: Hole) -> int:
    start = hole.mark.span.start
    return next(
        (
            at
            for at, page in enumerate(witness.pages)
            if page.span.start <= start < max(page.span.end, page.span.start + 1)
        ),
        0,
    )


def _shared(witness: Witness, parts: Sequence[Excision], prefix: str) -> Iterator[Excision]:
    """Excisions with their ids, and with the share of its page that is withheld where all of it was recovered."""
    printed = [0] * len(witness.pages)
    withheld = [0] * len(witness.pages)
    unknown = {part.page for part in parts if not part.recovered}
    for word in witness.words:
        printed[word.page] += len(word.text) + 1
    for part in parts:
        withheld[part.page] += len(part.text) + bool(part.text)
    release = witness.telegram.release
    for number, part in enumerate(parts, 1):
        whole = printed[part.page] + withheld[part.page]
        share = None if part.page in unknown or not whole else withheld[part.page] / whole
        yield Excision(**{**part.__dict__, "id": f"{prefix}x{release}.{number}", "share": share})
