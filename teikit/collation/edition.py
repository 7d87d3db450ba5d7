"""The releases of a telegram put together: what each reads by the witness of the others, and what each withholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from teikit.collation.align import Pair, align
from teikit.collation.classify import Finding, Kind, classify, clean, unmatched
from teikit.collation.columns import columns
from teikit.collation.decide import Decision, decisions
from teikit.collation.excisions import Excision, chosen, excisions, reading
from teikit.collation.grounds import SURE, Scene
from teikit.collation.identity import Work, works
from teikit.collation.passages import Passage, passages
from teikit.collation.release_dates import released
from teikit.collation.spread import spread
from teikit.collation.witness import Witness
from teikit.core import Certainty, Draft, Edit, Evidence, Span
from teikit.core.packet import Packet
from teikit.lexicon import Lexicon

RULE = "collate"


@dataclass(frozen=True)
class Edition:
    """A work, collated: for each release the decisions and how each of its words reads; findings; excisions.

    ``readings`` has for each release one text a word: what reads there now; empty where a word before it says all.
    ``omissions`` are passages that the OCR of the printed release skipped and that others have. ``released`` gives the
    day or year of each release, empty where nothing says it.
    """

    work: Work
    pairs: Mapping[tuple[str, str], Sequence[Pair]]
    decided: Mapping[str, Sequence[Decision]]
    readings: Mapping[str, Sequence[str]]
    findings: tuple[Finding, ...]
    omissions: tuple[Finding, ...]
    excisions: tuple[Excision, ...]
    released: Mapping[str, str]

    @property
    def printed(self) -> Sequence[Decision]:
        """The decisions about the text that is printed."""
        return self.decided[self.work.base.id]

    @property
    def all_decided(self) -> list[Decision]:
        """The decisions about all releases."""
        return [one for some in self.decided.values() for one in some]

    def text_of(self, passage: Passage) -> str:
        """A passage as its release reads now."""
        return reading(passage.fuller, self.readings[passage.fuller.id], passage.start, passage.end)


@dataclass(frozen=True)
class Collation:
    """A packet whose draft has the corrections by the other releases, and the editions of what it holds."""

    packet: Packet
    editions: tuple[Edition, ...]

    @property
    def draft(self) -> Draft:
        """The text of all releases, as corrected."""
        return self.packet.draft


def collate(packet: Packet, lexicon: Lexicon, same: bool = False) -> Collation:
    """Collate the releases in a packet; ``same`` says that all its inputs are releases of one record."""
    editions = tuple(_edition(packet, work, lexicon) for work in works(packet, same))
    edges = _edges(packet.draft)
    edits = [edit for edition in editions for edit in _edits(edition, edges)]
    return Collation(replace(packet, draft=packet.draft.apply(edits, Certainty.MEDIUM)), editions)


def _edition(packet: Packet, work: Work, lexicon: Lexicon) -> Edition:
    by_id = {witness.id: witness for witness in work.witnesses}
    pairs = _pairs(work.witnesses)
    decided = {name: _decided(by_id, name, pairs, lexicon) for name in by_id}
    readings = {name: _readings(by_id[name], decided[name]) for name in by_id}
    order = {name: released(packet.draft, witness.telegram, lexicon) for name, witness in by_id.items()}
    scene = Scene(lexicon, order, pairs, by_id, {key: clean(by_id[key[0]], by_id[key[1]], pairs[key]) for key in pairs})
    findings = [
        finding for one, other in pairs for finding in _findings(by_id[one], by_id[other], scene, readings[other])
    ]
    found = excisions(work, findings, readings, lexicon)
    return Edition(
        work, pairs, decided, readings, tuple(findings), tuple(_omissions(work, findings)), tuple(found), order
    )


def _omissions(work: Work, findings: Sequence[Finding]) -> list[Finding]:
    """What the OCR of the printed release skipped, for certain, and others have."""
    skipped = [
        one
        for one in findings
        if one.passage.lacking is work.base
        and one.kind is Kind.SKIPPED
        and not one.passage.instead
        and min(one.passage.before, one.passage.after) >= SURE
    ]
    return chosen(work, skipped)


def _pairs(witnesses: Sequence[Witness]) -> dict[tuple[str, str], Sequence[Pair]]:
    """The alignment of each release with each other, from either side."""
    pairs: dict[tuple[str, str], Sequence[Pair]] = {}
    for one, other in permutations(witnesses, 2):
        if (other.id, one.id) in pairs:
            pairs[one.id, other.id] = [pair.turned() for pair in pairs[other.id, one.id]]
        else:
            holes, other_holes = ({hole.before for hole in some.holes} for some in (one, other))
            pairs[one.id, other.id] = align(one.keys, other.keys, holes, other_holes)
    return pairs


def _decided(
    by_id: Mapping[str, Witness], name: str, pairs: Mapping[tuple[str, str], Sequence[Pair]], lexicon: Lexicon
) -> list[Decision]:
    base, others = by_id[name], {other: by_id[other] for other in by_id if other != name}
    found = columns({other: pairs[name, other] for other in others}, len(base.words))
    return decisions(base, others, found, lexicon)


def _findings(fuller: Witness, lacking: Witness, scene: Scene, readings: Sequence[str]) -> Iterator[Finding]:
    pairs = scene.pairs[fuller.id, lacking.id]
    spare = unmatched(fuller, lacking, pairs)
    for passage in passages(fuller, lacking, pairs, readings):
        yield classify(passage, scene, spare)


def _readings(witness: Witness, decided: Sequence[Decision]) -> list[str]:
    readings = [word.text for word in witness.words]
    for one in decided:
        if one.cert and one.cert >= Certainty.MEDIUM:
            start, end = one.column.base
            readings[start:end] = [one.reading, *[""] * (end - start - 1)]
    return readings


def _edges(draft: Draft) -> list[int]:
    """Where in the text fields, paragraphs and names begin and end: no correction runs over that."""
    marks = [mark for mark in draft.marks if not mark.aside]
    return sorted({draft.to_text(at) for mark in marks for at in mark.span})


def _edits(edition: Edition, edges: Sequence[int]) -> Iterator[Edit]:
    """The corrections that the releases make in each other."""
    for witness in edition.work.witnesses:
        for one in edition.decided[witness.id]:
            if one.cert is None:
                continue
            words = witness.words[slice(*one.column.base)]
            where = Span(words[0].span.start, words[-1].span.end)
            for span, new in spread(witness.draft, where, one.reading, edges):
                yield Edit(span, new, RULE, one.cert, Evidence.EXTERNAL, one.why, one.sources)
