"""The apparatus of an edition: an ``app`` for each place where releases differ, with the reading of each of them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from teikit.collation.classify import Finding, Verdict
from teikit.collation.columns import Range
from teikit.collation.decision import Decision
from teikit.collation.edition import Edition
from teikit.collation.edits import RULE
from teikit.collation.excisions import Excision
from teikit.core import Certainty
from teikit.tei.build import elements_by_id, make, pointers
from teikit.tei.collation.marks import CollationMarks, Supplied, Withheld
from teikit.tei.text.anchors import Anchors
from teikit.tei.text.gaps import with_gaps

CAUSES = {
    Verdict.WITHHELD: "redaction",
    Verdict.AGAIN: "redaction",
    Verdict.LOST: "ocr",
    Verdict.SKIPPED: "ocr",
    Verdict.PAGE: "copy",
}
"""The ``rdg/@cause`` of text that a release lacks, by the verdict on it."""


class Apparatus:
    """Makes the entries of the apparatus of one edition."""

    def __init__(self, marks: CollationMarks, div: etree._Element, anchors: Anchors, public: bool) -> None:
        """``div`` is the text and ``anchors`` has its elements; ``public`` masks the numbers of living people."""
        self._marks, self._edition = marks, marks.edition
        self._div, self._anchors, self._public = div, anchors, public
        self._ids = _order(div)
        self._named: set[str] = set()  # excisions whose id is at a gap already
        self._supplied_with = self._excisions_by_supplied()
        self.beside: list[etree._Element] = []  # entries about something in an element or near it

    def entries(self) -> list[etree._Element]:
        """All entries in the order of the text; at the same place, withheld passages first, then words."""
        marks = self._marks
        entries: list[etree._Element | None] = [*map(self._withheld, marks.withheld)]
        entries += map(self._supplied, marks.supplied)
        entries += self._withheld_from_base()
        entries += self._not_withheld()
        entries += (self._variant(id, decision) for id, decision in marks.variants)
        made = [entry for entry in entries if entry is not None]
        order = _order(self._div)
        return sorted(made, key=lambda entry: order.get(entry.get("from", "")[1:], -1))

    def _app(self, first: str, last: str, words: Range, *readings: etree._Element) -> etree._Element:
        """An entry for the text from one element to another, by their ids, or for the place of words of the base."""
        is_exact = first in self._ids
        first, last = (first, last if last in self._ids else first) if is_exact else self._around(words)
        app = make("app", "", *readings, from_=f"#{first}", to=f"#{last}")
        if not is_exact:
            self.beside.append(app)
        return app

    def _around(self, words: Range) -> tuple[str, str]:
        """The ids of the elements with the first and with the last of some words of the base."""
        base, last = self._edition.work.base, len(self._edition.work.base.words) - 1
        if last < 0:
            page = self._anchors.id_of_page(base.pages[0])
            return page, page
        ends = min(words[0], last), min(max(words[1] - 1, words[0]), last)
        offsets = [base.draft.to_source(base.words[word].span).start for word in ends]
        return self._anchors.id_at(offsets[0]), self._anchors.id_at(offsets[1])

    def _withheld(self, withheld: Withheld) -> etree._Element:
        """The entry of a passage that the base prints and others withhold."""
        parts = [id for id in self._ids if id.startswith(f"{withheld.id}.")]
        parts.sort(key=lambda id: int(id.rpartition(".")[2]))
        words = withheld.words[1] - withheld.words[0]
        rdgs = [self._gap(excision, words) for excision in withheld.excisions]
        lem = make("lem", wit=pointers(withheld.printed_by))
        return self._app(parts[0] if parts else "", parts[-1] if parts else "", withheld.words, lem, *rdgs)

    def _supplied(self, supplied: Supplied) -> etree._Element:
        """The entry of a passage that other releases print and the base withholds, or its OCR skipped."""
        lem = make("lem", wit=pointers(supplied.printed_by))
        if supplied.excision:
            rdg = self._gap(supplied.excision, len(supplied.text.split()))
        else:
            rdg = make("rdg", wit=pointers([self._edition.work.base.id]), cause="ocr")
        rdgs = [self._gap(excision, len(excision.text.split())) for excision in self._supplied_with[supplied.id]]
        return self._app(supplied.id, "", (supplied.before_word, supplied.before_word), lem, rdg, *rdgs)

    def _excisions_by_supplied(self) -> dict[str, list[Excision]]:
        """For each text that the base lacks, by its id, its excisions in releases other than the base."""
        base = self._edition.work.base.id
        beside_base = [
            excision
            for excision in self._edition.excisions
            if excision.recovered and base not in (excision.witness_id, excision.fuller_id, *excision.printed_by)
        ]
        return {
            supplied.id: [excision for excision in beside_base if _is_of(excision, supplied)]
            for supplied in self._marks.supplied
        }

    def _gap(self, excision: Excision, words: int) -> etree._Element:
        """The ``rdg`` of a release that withholds a number of words (0: unknown)."""
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

    def _withheld_from_base(self) -> Iterator[etree._Element]:
        """The entries of what one release withholds and another prints, at places where the base has neither.

        If the text supplies the passage because the base withholds it, too, its entry there has both.
        """
        base = self._edition.work.base.id
        placed = {excision.id for excisions in self._supplied_with.values() for excision in excisions}
        for excision in self._edition.excisions:
            concerned = (excision.witness_id, excision.fuller_id, *excision.printed_by)
            if excision.recovered and base not in concerned and excision.id not in placed:
                lem = with_gaps(make("lem", wit=pointers(excision.printed_by)), excision.text, self._public)
                words = len(excision.text.split())
                yield self._app("", "", self._beside_base(excision), lem, self._gap(excision, words))

    def _beside_base(self, excision: Excision) -> Range:
        """The word of the base nearest before a place where another release withholds something."""
        pairs = self._edition.pairs[self._edition.work.base.id, excision.witness_id]
        before = [pair.end for pair in pairs if pair.both and pair.second_end <= excision.before_word]
        word = max(before, default=1) - 1
        return word, word + 1

    def _not_withheld(self) -> Iterator[etree._Element]:
        """The entries of what the base has and another release lacks, but which was not withheld."""
        base = self._edition.work.base
        shown = (Verdict.LOST, Verdict.SKIPPED, Verdict.PAGE, Verdict.UNKNOWN)
        for finding in self._edition.findings:
            if finding.passage.fuller is base and finding.verdict in shown:
                text = self._edition.text_of(finding.passage)
                lem = with_gaps(make("lem", wit=pointers(finding.printed_by)), text, self._public)
                passage = finding.passage
                yield self._app("", "", (passage.start, passage.end), lem, self._lacking(finding))

    def _lacking(self, finding: Finding) -> etree._Element:
        """The ``rdg`` of a release that lacks a passage: a gap, or the scraps that its OCR has there."""
        passage, verdict = finding.passage, finding.verdict
        rdg = make("rdg", wit=pointers([passage.lacking.id]), cause=CAUSES.get(verdict))
        if verdict is Verdict.PAGE:
            cert = str(finding.cert)
            rdg.append(make("gap", reason="missing", quantity="1", unit="page", resp=f"#{RULE}", cert=cert))
        elif verdict is Verdict.UNKNOWN:
            rdg.append(make("gap", reason="missing", extent="unknown", resp=f"#{RULE}", cert="low"))
        else:
            with_gaps(rdg, passage.instead, self._public)
        return rdg

    def _variant(self, id: str, decision: Decision) -> etree._Element | None:
        """The entry of a word that the releases read differently; None if all have the reading of the text."""
        is_made = decision.cert is not None and decision.cert >= Certainty.MEDIUM
        now = decision.reading if is_made else decision.before
        by_reading: dict[str, list[str]] = {}
        for name, text in decision.seen.items():
            by_reading.setdefault(text, []).append(name)
        lem = with_gaps(make("lem", wit=pointers(by_reading.pop(now, []))), now, self._public)
        if not by_reading:
            return None
        if is_made:
            lem.set("resp", f"#{RULE}")
            lem.set("cert", str(decision.cert))
        cause = None if decision.is_open else "ocr"
        rdgs = [
            with_gaps(make("rdg", wit=pointers(names), cause=cause), text, self._public)
            for text, names in by_reading.items()
        ]
        return self._app(id, "", decision.column.base, lem, *rdgs)


def _order(div: etree._Element) -> dict[str, int]:
    """The places of the elements of a text in its order, by their ids."""
    return {id: place for place, id in enumerate(elements_by_id(div))}


def _is_of(excision: Excision, supplied: Supplied) -> bool:
    """Whether a release withholds what is supplied, or most of it, or a part of it."""
    own = supplied.excision
    if own is None or excision.fuller_id != own.fuller_id:
        return False
    (start, end), (low, high) = excision.fuller_words, own.fuller_words
    return 2 * (min(end, high) - max(start, low)) > min(end - start, high - low)


def questions(edition: Edition) -> list[tuple[Decision, str]]:
    """The places of the base where nothing decides between the releases, each with a sentence for readers."""
    return [
        (decision, f"the releases differ, and nothing decides: {_readings(decision)}")
        for decision in edition.base_decisions
        if decision.is_open
    ]


def _readings(decision: Decision) -> str:
    return "; ".join(f"{name} has {text}" for name, text in decision.seen.items())
