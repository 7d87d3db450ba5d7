"""What the collation says of stretches of the printed text, as marks: what others withhold, what they have besides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from teikit.collation.decision import Decision
from teikit.collation.edition import RULE, Edition
from teikit.collation.excisions import Excision
from teikit.collation.passages import ALIKE
from teikit.core import Certainty, Draft, Layer, Mark, Span, attrs, kinds


@dataclass(frozen=True)
class Stretch:
    """Words of the printed text that the same other releases withhold."""

    id: str
    words: tuple[int, int]
    excisions: tuple[Excision, ...]
    printed: tuple[str, ...]
    cert: Certainty


@dataclass(frozen=True)
class Supply:
    """Text of other releases that the printed one does not have: where, what, why; ``excision`` if it withholds it."""

    id: str
    offset: Span
    text: str
    reason: str
    sources: tuple[str, ...]
    cert: Certainty
    excision: Excision | None = None


@dataclass
class Passages:
    """Everything that the printed text of an edition must say about other releases."""

    edition: Edition
    draft: Draft
    prefix: str
    stretches: list[Stretch] = field(default_factory=list)
    supplies: list[Supply] = field(default_factory=list)
    variants: list[tuple[str, Decision]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.base = self.edition.work.base
        self._text = self.base.draft
        self.stretches = list(self._stretches())
        self.supplies = [*self._recovered(), *self._omitted()]
        self.variants = [
            (f"{self.prefix}v{number}", decision)
            for number, decision in enumerate(filter(_differs, self.edition.base_decisions), 1)
        ]

    def marked(self, public: bool) -> Draft:
        """The draft with a mark for each of these stretches; the gaps that are filled are taken out."""
        recovered = [supply.excision for supply in self.supplies if supply.excision]
        filled = {id(excision.gaps[0].mark) for excision in recovered if excision.gaps}
        marks = [mark for mark in self.draft.marks if id(mark) not in filled]
        return replace(self.draft, marks=(*marks, *self._marks(public)))

    # --------------------------------------------------------------- what there is

    def _stretches(self) -> Iterator[Stretch]:
        """Where others withhold what is printed, cut where the withholding releases change, or where a page ends."""
        by_word: dict[int, list[Excision]] = {}
        for excision in self.edition.excisions:
            if excision.recovered and excision.fuller_id == self.base.id:
                for at in range(*excision.fuller_words):
                    by_word.setdefault(at, []).append(excision)

        def withheld_by(at: int) -> tuple[tuple[str, ...], int]:
            return tuple(excision.id for excision in by_word[at]), self.base.words[at].page

        for number, (_, run) in enumerate(_unbroken(groupby(sorted(by_word), key=withheld_by)), 1):
            excisions = by_word[run[0]]
            printed = tuple(dict.fromkeys(name for excision in excisions for name in excision.printed_by))
            cert = min(excision.cert for excision in excisions)
            yield Stretch(f"{self.prefix}w{number}", (run[0], run[-1] + 1), tuple(excisions), printed, cert)

    def _recovered(self) -> Iterator[Supply]:
        """What the printed release withholds and others have."""
        excisions = [
            excision
            for excision in self.edition.excisions
            if excision.recovered and excision.witness_id == self.base.id
        ]
        for number, excision in enumerate(excisions, 1):
            place = self._place(excision.before_word, excision.begins_line)
            stretch = excision.gaps[0].mark.span if excision.gaps else place
            id = f"{self.prefix}r{number}"
            yield Supply(id, stretch, excision.text, "redacted", excision.printed_by, excision.cert, excision)

    def _omitted(self) -> Iterator[Supply]:
        """What the OCR of the printed release skipped and that of others has."""
        for number, finding in enumerate(self.edition.omissions, 1):
            text = self.edition.text_of(finding.passage)
            place = self._place(finding.passage.other_start, finding.passage.begins_line)
            id = f"{self.prefix}o{number}"
            yield Supply(id, place, text, "omitted-by-ocr", finding.printed_by, Certainty.MEDIUM)

    def _place(self, at: int, begins_line: bool) -> Span:
        """The place before a word of the printed release; text that begins no line goes right behind the word
        before."""
        words = self.base.words
        if at and (at == len(words) or not begins_line or words[at - 1].page != words[at].page):
            offset = self._text.to_source(words[at - 1].span).end
        elif at < len(words):
            offset = self._text.to_source(words[at].span).start
        else:
            offset = self.base.pages[0].span.start
        return Span(offset, offset)

    # ---------------------------------------------------------------------- marks

    def _marks(self, public: bool) -> Iterator[Mark]:
        for supply in self.supplies:
            sources = " ".join(supply.sources)
            details = attrs(
                id=supply.id, reason=supply.reason, source=sources, text=supply.text, public="yes" if public else None
            )
            yield Mark(supply.offset, kinds.RECOVERED, RULE, attributes=details, cert=supply.cert)
        for stretch in self.stretches:
            span = self._span(stretch.words)
            for number, part in enumerate(self._in_blocks(span), 1):
                details = attrs(id=f"{stretch.id}.{number}", reason="redacted", source=" ".join(stretch.printed))
                yield Mark(part, kinds.WITHHELD, RULE, attributes=details, cert=stretch.cert)
        named = (kind for kind in kinds.of_layer(Layer.NAME) if kind != kinds.FOREIGN)
        names = sorted(mark.span for mark in self.draft.of_kind(*named))
        for id, decision in self.variants:
            span = self._span(decision.column.base)
            if self._in_blocks(span) == [span] and not _touches(names, span):
                yield Mark(span, kinds.VARIANT, RULE, attributes=attrs(id=id))

    def _span(self, words: tuple[int, int]) -> Span:
        """A stretch of the source, from a word of the printed release to another."""
        first, last = self.base.words[words[0]], self.base.words[words[1] - 1]
        return Span(self._text.to_source(first.span).start, self._text.to_source(last.span).end)

    def _in_blocks(self, span: Span) -> list[Span]:
        """A stretch cut into the blocks (paragraphs, fields) and pages that hold it, without blanks at the ends."""
        parts = []
        for block in self._blocks:
            start, end = max(block.start, span.start), min(block.end, span.end)
            text = self.draft.source.text[start:end]
            if start < end and text.strip():
                parts.append(Span(start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())))
        return parts

    @cached_property
    def _blocks(self) -> list[Span]:
        marks = self.draft.of_kind(*kinds.blocks())
        return sorted(
            Span(max(mark.span.start, page.span.start), min(mark.span.end, page.span.end))
            for page in self.base.pages
            for mark in marks
            if mark.span.start < page.span.end and page.span.start < mark.span.end
        )


def _differs(decision: Decision) -> bool:
    """Whether the OCR of the releases reads differently what may be the same words."""
    now = decision.reading if decision.cert else decision.before
    variants = [text for text in decision.seen.values() if text != now]
    return any(decision.cert or Levenshtein.normalized_distance(now, text) <= ALIKE for text in variants)


def _touches(spans: list[Span], span: Span) -> bool:
    index = bisect_left(spans, Span(span.end, 0))
    return index > 0 and spans[index - 1].end > span.start


def _unbroken(runs: Iterator[tuple[object, Iterator[int]]]) -> Iterator[tuple[object, list[int]]]:
    """Runs of words, cut where a word between them is missing."""
    for key, run in runs:
        words: list[int] = []
        for at in run:
            if words and at != words[-1] + 1:
                yield key, words
                words = []
            words.append(at)
        yield key, words
