"""The apparatus of an edition: for each place where the releases differ, what each of them has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from teikit.collation.classify import Finding, Verdict
from teikit.collation.decision import Decision
from teikit.collation.edition import RULE, Edition
from teikit.collation.excisions import Excision
from teikit.tei.build import make, pointers
from teikit.tei.collation_marks import Passages, Stretch, Supply
from teikit.tei.gaps import with_gaps

CAUSES = {
    Verdict.WITHHELD: "redaction",
    Verdict.AGAIN: "redaction",
    Verdict.LOST: "ocr",
    Verdict.SKIPPED: "ocr",
    Verdict.PAGE: "copy",
}


class Apparatus:
    """Makes the entries; ``ids`` are those of the elements of the text, each with its place in their order.

    ``page`` is the id for what has no other place.
    """

    def __init__(self, passages: Passages, ids: Mapping[str, int], page: str, public: bool) -> None:
        self.passages, self.edition = passages, passages.edition
        self._ids, self._page, self._public = ids, page, public
        self._named: set[str] = set()

    def entries(self) -> list[etree._Element]:
        """All entries in the order of the text; of one place withheld passages first, then words."""
        passages = self.passages
        entries: list[etree._Element | None] = [*map(self._withheld, passages.stretches)]
        entries += map(self._supplied, passages.supplies)
        entries += self._elsewhere()
        entries += self._lost()
        entries += (self._variant(id, decision) for id, decision in passages.variants)
        there = [entry for entry in entries if entry is not None]
        return sorted(there, key=lambda entry: self._ids.get(entry.get("from", "")[1:], -1))

    def _app(self, first: str, last: str, *children: etree._Element) -> etree._Element:
        """An entry for the text from one element to another; where there is none, for the page."""
        first = first if first in self._ids else self._page
        last = last if last in self._ids else first
        return make("app", "", *children, from_=f"#{first}", to=f"#{last}")

    def _withheld(self, stretch: Stretch) -> etree._Element:
        """What the printed release has and others withhold."""
        parts = [id for id in self._ids if id.startswith(f"{stretch.id}.")]
        parts.sort(key=lambda id: int(id.rpartition(".")[2]))
        words = stretch.words[1] - stretch.words[0]
        rdgs = [self._gap(excision, words) for excision in stretch.excisions]
        lem = make("lem", wit=pointers(stretch.printed))
        return self._app(parts[0] if parts else "", parts[-1] if parts else "", lem, *rdgs)

    def _supplied(self, supply: Supply) -> etree._Element:
        """What other releases have and the printed release withholds, or its OCR skipped."""
        lem = make("lem", wit=pointers(supply.sources))
        if supply.excision:
            rdg = self._gap(supply.excision, len(supply.text.split()))
        else:
            rdg = make("rdg", wit=pointers([self.edition.work.base.id]), cause="ocr")
        return self._app(supply.id, "", lem, rdg)

    def _gap(self, excision: Excision, words: int) -> etree._Element:
        """The reading of a release that withholds a number of words."""
        id = excision.id if excision.id not in self._named else None
        self._named.add(excision.id)
        gap = make(
            "gap",
            id=id,
            reason="redacted",
            quantity=str(words) if words else None,
            unit="word" if words else None,
            ana=pointers(excision.codes),
            resp=f"#{RULE}",
            evidence="external",
            cert=str(excision.cert),
            source=pointers(excision.printed_by),
        )
        return make("rdg", "", gap, wit=pointers([excision.witness_id]), cause="redaction")

    def _elsewhere(self) -> Iterator[etree._Element]:
        """What one release withholds and another has, where the printed one has neither."""
        base = self.edition.work.base.id
        for excision in self.edition.excisions:
            concerned = (excision.witness_id, excision.fuller_id, *excision.printed_by)
            if excision.recovered and base not in concerned:
                lem = with_gaps(make("lem", wit=pointers(excision.printed_by)), excision.text, self._public)
                yield self._app("", "", lem, self._gap(excision, len(excision.text.split())))

    def _lost(self) -> Iterator[etree._Element]:
        """What the printed release has and the OCR of another lost or skipped, or a page that is not there."""
        base = self.edition.work.base
        shown = (Verdict.LOST, Verdict.SKIPPED, Verdict.PAGE, Verdict.UNKNOWN)
        for finding in self.edition.findings:
            if finding.passage.fuller is base and finding.verdict in shown:
                text = self.edition.text_of(finding.passage)
                lem = with_gaps(make("lem", wit=pointers(finding.printed_by)), text, self._public)
                yield self._app("", "", lem, self._missing(finding))

    def _missing(self, finding: Finding) -> etree._Element:
        passage, verdict = finding.passage, finding.verdict
        rdg = make("rdg", wit=pointers([passage.lacking.id]), cause=CAUSES.get(verdict))
        if verdict is Verdict.PAGE:
            rdg.append(
                make("gap", reason="missing", quantity="1", unit="page", resp=f"#{RULE}", cert=str(finding.cert))
            )
        elif verdict is Verdict.UNKNOWN:
            rdg.append(make("gap", reason="missing", extent="cannot tell why", resp=f"#{RULE}", cert="low"))
        else:
            with_gaps(rdg, passage.instead, self._public)
        return rdg

    def _variant(self, id: str, decision: Decision) -> etree._Element | None:
        """A word that the releases read differently."""
        now = decision.reading if decision.cert and decision.cert > 1 else decision.before
        by_reading: dict[str, list[str]] = {}
        for name, text in decision.seen.items():
            by_reading.setdefault(text, []).append(name)
        lem = with_gaps(make("lem", wit=pointers(by_reading.pop(now, []))), now, self._public)
        if not by_reading:
            return None
        if decision.cert and decision.cert > 1:
            lem.set("resp", f"#{RULE}")
            lem.set("cert", str(decision.cert))
        cause = None if decision.open else "ocr"
        rdgs = [
            with_gaps(make("rdg", wit=pointers(names), cause=cause), text, self._public)
            for text, names in by_reading.items()
        ]
        return self._app(id, "", lem, *rdgs)


def questions(edition: Edition) -> list[tuple[Decision, str]]:
    """The places where nothing decides between the releases, each with a sentence for a person."""
    return [
        (decision, f"the releases differ, and nothing decides: {_readings(decision)}")
        for decision in edition.base_decisions
        if decision.open
    ]


def _readings(decision: Decision) -> str:
    return "; ".join(f"{name} has {text}" for name, text in decision.seen.items())
