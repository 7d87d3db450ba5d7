"""The excisions of each release: their place, extent and exemption, and the text that another release prints there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from teikit.collation.classify import Finding, Verdict
from teikit.collation.identity import Work
from teikit.collation.passages import Passage
from teikit.collation.witness import Gap, Witness
from teikit.core import Certainty


@dataclass(frozen=True)
class Excision:
    """A place where a release withholds text.

    ``page`` is the page of the release, counted from 0, ``before_word`` the number of its word that follows; ``gaps``
    are the gaps that it marks there, ``codes`` the ids of the exemptions that it claims. If other releases print the
    passage, ``printed_by`` has the ids of their witnesses, ``fuller_id`` that of the one whose words are shown,
    ``fuller_words`` the range of these words, and ``text`` their text, on ``lines`` lines; ``begins_line`` says that
    the first of them begins a line. ``share`` is the part of the page that is withheld, from 0 to 1, None if unknown.
    ``was_printed_before`` says that an earlier release printed the passage.
    """

    id: str
    witness_id: str
    page: int
    before_word: int
    gaps: tuple[Gap, ...]
    codes: tuple[str, ...]
    cert: Certainty
    grounds: tuple[str, ...]
    fuller_id: str = ""
    fuller_words: tuple[int, int] = (0, 0)
    text: str = ""
    lines: int = 0
    printed_by: tuple[str, ...] = ()
    share: float | None = None
    begins_line: bool = True
    was_printed_before: bool = False

    @property
    def recovered(self) -> bool:
        """Whether another release prints what is withheld here."""
        return bool(self.text)


def excisions(work: Work, findings: Iterable[Finding], readings: Mapping[str, Sequence[str]]) -> list[Excision]:
    """The excisions of all releases, release by release, in the order of their text.

    ``readings`` has for each witness, by its id, one text per word, as corrected.
    """
    numbered: list[Excision] = []
    withheld = [finding for finding in findings if finding.verdict in (Verdict.WITHHELD, Verdict.AGAIN)]
    for witness in work.witnesses:
        best = best_of(work, [finding for finding in withheld if finding.passage.lacking is witness])
        parts = [_recovered(witness, finding, passage, readings) for finding in best for passage in _by_page(finding)]
        explained = {id(gap) for part in parts for gap in part.gaps}
        parts += [_unrecovered(witness, gap) for gap in witness.gaps if id(gap) not in explained]
        parts.sort(key=lambda part: (part.before_word, part.page, part.fuller_words))
        numbered += _numbered(witness, parts, f"{work.id}." if work.id else "")
    return numbered


def best_of(work: Work, findings: Sequence[Finding]) -> list[Finding]:
    """The best finding about each place, by certainty, number of releases that print it, the base, and length."""

    def rank(finding: Finding) -> tuple[int, int, bool, int]:
        passage = finding.passage
        return -finding.cert, -len(finding.printed_by), passage.fuller is not work.base, -len(passage.words)

    best: list[Finding] = []
    for finding in sorted(findings, key=rank):
        if not any(_overlap(finding.passage, better.passage) for better in best):
            best.append(finding)
    return sorted(best, key=lambda finding: finding.passage.lacking_start)


def _overlap(first: Passage, second: Passage) -> bool:
    """Whether two passages are missing in the same place of the release that lacks them."""
    if first.fuller is second.fuller:
        return first.start < second.end and second.start < first.end
    return first.lacking_start <= second.lacking_end and second.lacking_start <= first.lacking_end


def _by_page(finding: Finding) -> Iterator[Passage]:
    """A passage, cut into its parts on single pages of the fuller release."""
    passage = finding.passage
    start = passage.start
    words = passage.fuller.words
    for at in range(passage.start + 1, passage.end + 1):
        if at == passage.end or words[at].page != words[start].page:
            yield replace(passage, start=start, end=at)
            start = at


def _recovered(witness: Witness, finding: Finding, passage: Passage, readings: Mapping[str, Sequence[str]]) -> Excision:
    """An excision that another release prints: a finding, or the part of it on one page."""
    fuller = passage.fuller
    page = _page(witness, passage)
    on_page = [gap for gap in passage.gaps if _page_of(witness, gap) == page]
    # The first gap may be at the foot of the page before, unless that page has a part of the passage itself.
    gaps = tuple(on_page or (() if _runs_over_pages(finding) else passage.gaps[:1]))
    text = current_text(fuller, readings[fuller.id], passage.start, passage.end)
    return Excision(
        "", witness.id, page, passage.lacking_start, gaps, _codes(gaps), finding.cert, finding.grounds, fuller.id,
        (passage.start, passage.end), text, passage.lines, finding.printed_by, None, passage.begins_line,
        was_printed_before=finding.verdict is Verdict.AGAIN,
    )  # fmt: skip


def current_text(witness: Witness, readings: Sequence[str], start: int, end: int) -> str:
    """The present text of words of a release, with ``[...]`` where it withholds something itself."""
    withheld_before = {gap.before_word for gap in witness.gaps}
    parts: list[str] = []
    for at in range(start, end):
        if at > start and at in withheld_before:
            parts.append("[...]")
        if readings[at]:
            parts.append(readings[at])
    return " ".join(parts)


def _runs_over_pages(finding: Finding) -> bool:
    """Whether a passage runs over several pages of the fuller release."""
    words = finding.passage.words
    return words[0].page != words[-1].page


def _unrecovered(witness: Witness, gap: Gap) -> Excision:
    """A gap that no other release fills."""
    grounds = (gap.mark.why or "brackets",)
    page = _page_of(witness, gap)
    return Excision("", witness.id, page, gap.before_word, (gap,), _codes((gap,)), gap.mark.cert, grounds)


def _codes(gaps: Iterable[Gap]) -> tuple[str, ...]:
    """The ids of the exemptions that gaps claim."""
    return tuple(dict.fromkeys(id for gap in gaps for id in gap.mark.get("ana").split()))


def _page(witness: Witness, passage: Passage) -> int:
    """The page of the lacking release on which a passage is missing: that of the same number between its neighbours."""
    words = witness.words
    low = words[passage.lacking_start - 1].page if passage.lacking_start else 0
    high = words[passage.lacking_end].page if passage.lacking_end < len(words) else len(witness.pages) - 1
    number = passage.fuller.pages[passage.words[0].page].n
    return next((page for page in range(low, high + 1) if witness.pages[page].n == number), low)


def _page_of(witness: Witness, gap: Gap) -> int:
    """The page of a release on which a gap is marked, counted from 0."""
    start = gap.mark.span.start
    for number, page in enumerate(witness.pages):
        if page.span.has(start):
            return number
    return 0


def _numbered(witness: Witness, parts: Sequence[Excision], prefix: str) -> Iterator[Excision]:
    """Excisions with their ids, and with the withheld share of the page, if all of the withheld text was recovered."""
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
        yield replace(part, id=f"{prefix}x{release}.{number}", share=share)
