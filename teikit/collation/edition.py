"""Make the edition of a telegram: the text of each release, corrected by the others, and what each withholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from teikit.collation.align import Pair, align
from teikit.collation.alone import alone
from teikit.collation.classify import Finding, Verdict, classify
from teikit.collation.columns import columns
from teikit.collation.context import Context
from teikit.collation.contradictions import without_contradictions
from teikit.collation.decide import decisions
from teikit.collation.decision import Decision
from teikit.collation.decision_chance import weighed
from teikit.collation.decision_facts import Evidence
from teikit.collation.edits import edges_of, edits
from teikit.collation.excisions import Excision, best_of, current_text, excisions
from teikit.collation.facts import passage_facts
from teikit.collation.headers import differing_headers
from teikit.collation.identity import Work, works
from teikit.collation.passages import Passage, passages, unmatched
from teikit.collation.places import SURE, settled
from teikit.collation.release_dates import released
from teikit.collation.trust import may_be_withheld, trusting
from teikit.collation.witness import Witness
from teikit.core import Certainty, Draft
from teikit.core.packet import Packet
from teikit.lexicon import Lexicon

Pairs = Mapping[tuple[str, str], Sequence[Pair]]
"""The alignments of every two witnesses, by the ids of both, in either order."""


@dataclass(frozen=True)
class Edition:
    """A collated work: decisions and readings by the ids of the witnesses, findings and excisions.

    ``readings`` has for each witness one text per word, as corrected; empty if the word before it has the whole
    reading. ``omissions`` are passages that the OCR of the base skipped and that others have. ``released`` has the day
    or year of each release as ISO 8601, empty if unknown. ``voices`` has for each release the first one that is the
    same scan read by the same engine, perhaps itself.
    """

    work: Work
    pairs: Pairs
    decisions: Mapping[str, Sequence[Decision]]
    readings: Mapping[str, Sequence[str]]
    findings: tuple[Finding, ...]
    omissions: tuple[Finding, ...]
    excisions: tuple[Excision, ...]
    released: Mapping[str, str]
    voices: Mapping[str, str]

    @property
    def base_decisions(self) -> Sequence[Decision]:
        """The decisions about the text that is printed."""
        return self.decisions[self.work.base.id]

    @property
    def all_decisions(self) -> list[Decision]:
        """The decisions about all releases."""
        return [decision for decided in self.decisions.values() for decision in decided]

    def text_of(self, passage: Passage) -> str:
        """A passage as it reads now."""
        return current_text(passage.fuller, self.readings[passage.fuller.id], passage.start, passage.end)

    def alone(self, witness: Witness) -> Edition:
        """The edition of one release: its text as corrected by the others, without what it withholds."""
        own = Work(self.work.id, (witness, *(release for release in self.work.witnesses if release is not witness)))
        omissions = tuple(_omissions(own, self.findings, self.readings))
        return replace(
            self, work=replace(own, witnesses=(witness,)), decisions={witness.id: ()}, omissions=omissions, excisions=()
        )

    def facts(self, lexicon: Lexicon) -> Iterator[tuple[Passage, dict[str, float]]]:
        """The passages that one release prints and another lacks, with their facts, to learn the points of these."""
        by_id = {witness.id: witness for witness in self.work.witnesses}
        context = Context(lexicon, self.released, self.pairs, by_id)
        for (fuller, lacking), aligned in self.pairs.items():
            spare = unmatched(by_id[fuller], by_id[lacking], aligned)
            for passage in passages(by_id[fuller], by_id[lacking], aligned, self.readings[lacking]):
                yield passage, passage_facts(passage, context, spare)

    def decision_facts(self, lexicon: Lexicon) -> Iterator[tuple[str, Decision, dict[str, float]]]:
        """The new readings with the ids of the releases they are for, and their facts, to learn the points of these."""
        by_id = {witness.id: witness for witness in self.work.witnesses}
        context = Context(lexicon, self.released, self.pairs, by_id)
        for name, decided in self.decisions.items():
            evidence = Evidence(by_id[name], context)
            for decision in decided:
                if decision.is_new and decision.chance is not None:
                    yield name, decision, evidence.facts(decision)


@dataclass(frozen=True)
class Collation:
    """A packet whose releases have corrected each other, and the editions of its works."""

    packet: Packet
    editions: tuple[Edition, ...]

    @property
    def draft(self) -> Draft:
        """The text of all releases, as corrected."""
        return self.packet.draft


def collate(
    packet: Packet, lexicon: Lexicon, is_one_record: bool = False, trusted: frozenset[str] = frozenset()
) -> Collation:
    """Collate the releases in a packet; ``is_one_record`` says that all its inputs are releases of one record.

    ``trusted`` names the inputs that are printings: they correct the others and are never corrected.
    """
    editions = tuple(_edition(packet, work, lexicon) for work in works(packet, lexicon, is_one_record, trusted))
    collated = [edition.work for edition in editions]
    asked = [*differing_headers(packet.draft, collated, lexicon), *(alone(packet, collated) if is_one_record else ())]
    edges = edges_of(packet.draft)
    made = [edit for edition in editions for edit in edits(edition.work.witnesses, edition.decisions, edges)]
    draft = packet.draft.apply(made, Certainty.MEDIUM)
    return Collation(replace(packet, draft=draft, queries=(*packet.queries, *asked)), editions)


def _edition(packet: Packet, work: Work, lexicon: Lexicon) -> Edition:
    """The edition of a work: its witnesses aligned, corrected, and judged."""
    by_id = {witness.id: witness for witness in work.witnesses}
    pairs = _pairs(work.witnesses)
    dates = {name: released(packet.draft, witness.telegram, lexicon) for name, witness in by_id.items()}
    context = Context(lexicon, dates, pairs, by_id)
    decided = {name: weighed(_decisions(by_id, name, pairs, lexicon), by_id[name], context) for name in by_id}
    readings = {name: _readings(by_id[name], decided[name]) for name in by_id}
    return judged(work, context, readings, decided)


def judged(
    work: Work, context: Context, readings: Mapping[str, Sequence[str]], decided: Mapping[str, Sequence[Decision]]
) -> Edition:
    """The edition of a work whose releases are aligned and corrected; what each lacks is classified place by place.

    ``readings`` and ``decided`` are by the ids of the releases, as in :class:`Edition`.
    """
    by_id, pairs, dates = context.witnesses, context.pairs, context.released
    findings = settled(
        [
            finding
            for fuller, lacking in pairs
            for finding in _findings(by_id[fuller], by_id[lacking], context, readings[lacking])
        ],
        context,
    )
    withheld = tuple(excisions(work, findings, readings))
    kept = without_contradictions(decided, withheld)
    if any(len(kept[name]) < len(decided[name]) for name in decided):
        decided, readings = kept, {name: _readings(by_id[name], kept[name]) for name in kept}
        withheld = tuple(excisions(work, findings, readings))
    omissions = tuple(_omissions(work, findings, readings))
    return Edition(work, pairs, decided, readings, findings, omissions, withheld, dates, context.voice_of(by_id))


def _omissions(work: Work, findings: Sequence[Finding], readings: Mapping[str, Sequence[str]]) -> list[Finding]:
    """The passages that the OCR of the base certainly skipped and others have.

    A passage that is empty after the corrections is left out: a speck in 157-10011-10005.
    """
    return best_of(work, [finding for finding in findings if _is_skipped(finding, work.base, readings)])


def _is_skipped(finding: Finding, base: Witness, readings: Mapping[str, Sequence[str]]) -> bool:
    """Whether the OCR of the base certainly skipped a passage, and has nothing in its place."""
    passage = finding.passage
    if finding.verdict is not Verdict.SKIPPED or passage.lacking is not base or passage.instead:
        return False
    is_read = any(readings[passage.fuller.id][passage.start : passage.end])
    return is_read and min(passage.alike_before, passage.alike_after) >= SURE


def _pairs(witnesses: Sequence[Witness]) -> Pairs:
    """The alignments of every two witnesses, in either order."""
    pairs: dict[tuple[str, str], Sequence[Pair]] = {}
    for first, second in permutations(witnesses, 2):
        if (second.id, first.id) in pairs:
            pairs[first.id, second.id] = [pair.turned() for pair in pairs[second.id, first.id]]
        else:
            first_gaps, second_gaps = ({gap.before_word for gap in witness.gaps} for witness in (first, second))
            pairs[first.id, second.id] = align(first.keys, second.keys, first_gaps, second_gaps)
    return pairs


def _decisions(by_id: Mapping[str, Witness], name: str, pairs: Pairs, lexicon: Lexicon) -> list[Decision]:
    """The decisions about the text of one release."""
    base = by_id[name]
    witnesses = {witness.id: witness for witness in by_id.values() if witness is not base}
    table = columns({witness: pairs[name, witness] for witness in witnesses}, len(base.words))
    engines = {witness.id: witness for witness in witnesses.values() if not witness.is_printing}
    if len(engines) == len(witnesses) and not base.is_printing:
        return decisions(base, witnesses, table, lexicon)
    engine_table = columns({engine: pairs[name, engine] for engine in engines}, len(base.words))
    decided = decisions(base, engines, engine_table, lexicon) if engines and not base.is_printing else []
    return trusting(base, witnesses, table, decided, lexicon)


def _findings(fuller: Witness, lacking: Witness, context: Context, readings: Sequence[str]) -> Iterator[Finding]:
    """The findings about the passages that one release prints and another lacks."""
    pairs = context.pairs[fuller.id, lacking.id]
    spare = unmatched(fuller, lacking, pairs)
    for passage in passages(fuller, lacking, pairs, readings):
        if may_be_withheld(passage, pairs):
            yield classify(passage, context, spare)


def _readings(witness: Witness, decided: Sequence[Decision]) -> list[str]:
    """One text for each word of a release as corrected; if several words become one, the rest are empty."""
    readings = [word.text for word in witness.words]
    for decision in decided:
        if decision.cert and decision.cert >= Certainty.MEDIUM:
            start, end = decision.column.base
            readings[start:end] = [decision.reading, *[""] * (end - start - 1)]
    return readings
