"""The findings of a collation about the text of its base, as marks: what others withhold, add, or read differently."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from teikit.collation.columns import Range
from teikit.collation.decision import Decision
from teikit.collation.edition import Edition
from teikit.collation.edits import RULE
from teikit.collation.excisions import Excision
from teikit.collation.passages import MOST_DIFFERING
from teikit.core import Certainty, Draft, Layer, Mark, Span, attrs, kinds


@dataclass(frozen=True)
class Withheld:
    """Words of the base, all of which the same other releases withhold.

    ``words`` is a range of words, counted from 0; ``printed_by`` are the ids of the releases that print them.
    """

    id: str
    words: Range
    excisions: tuple[Excision, ...]
    printed_by: tuple[str, ...]
    cert: Certainty


@dataclass(frozen=True)
class Supplied:
    """Text of other releases that the base does not have: where in the source, and why (``supplied/@reason``).

    ``before_word`` is the number of the word of the base that follows, ``printed_by`` are the ids of the releases that
    print it. ``excision`` is that of the base; None if the OCR of the base skipped the text.
    """

    id: str
    place: Span
    before_word: int
    text: str
    reason: str
    printed_by: tuple[str, ...]
    cert: Certainty
    excision: Excision | None = None


class CollationMarks:
    """What the text of the base of an edition must say about other releases; ``prefix`` begins the ids.

    ``variants`` are the decisions on words that the releases read differently, each with the id of its entry.
    """

    def __init__(self, edition: Edition, draft: Draft, prefix: str) -> None:
        """``draft`` is that of all inputs together; the marks belong to its source."""
        self.edition, self.draft, self.prefix = edition, draft, prefix
        self.base = edition.work.base
        self.withheld = list(self._withheld())
        self.supplied = [*self._recovered(), *self._omitted()]
        decisions = filter(_differs, edition.base_decisions)
        self.variants = [(f"{prefix}v{number}", decision) for number, decision in enumerate(decisions, 1)]

    # --------------------------------------------------------------- what there is

    def _withheld(self) -> Iterator[Withheld]:
        """What others withhold of the base, cut where the releases that withhold it change, and where a page ends."""
        by_word: dict[int, list[Excision]] = {}
        for excision in self.edition.excisions:
            if excision.recovered and excision.fuller_id == self.base.id:
                for at in range(*excision.fuller_words):
                    by_word.setdefault(at, []).append(excision)

        def withheld_by(at: int) -> tuple[tuple[str, ...], int]:
            return tuple(excision.id for excision in by_word[at]), self.base.words[at].page

        for number, (_, run) in enumerate(_unbroken(groupby(sorted(by_word), key=withheld_by)), 1):
            excisions = by_word[run[0]]
            printed_by = tuple(dict.fromkeys(name for excision in excisions for name in excision.printed_by))
            cert = min(excision.cert for excision in excisions)
            yield Withheld(f"{self.prefix}w{number}", (run[0], run[-1] + 1), tuple(excisions), printed_by, cert)

    def _recovered(self) -> Iterator[Supplied]:
        """The passages that the base withholds and others print."""
        excisions = [
            excision
            for excision in self.edition.excisions
            if excision.recovered and excision.witness_id == self.base.id
        ]
        for number, excision in enumerate(excisions, 1):
            if excision.gaps:
                place = excision.gaps[0].mark.span
            else:
                place = self._place(excision.before_word, excision.begins_line)
            id = f"{self.prefix}r{number}"
            before = excision.before_word
            yield Supplied(id, place, before, excision.text, "redacted", excision.printed_by, excision.cert, excision)

    def _omitted(self) -> Iterator[Supplied]:
        """The passages that the OCR of the base skipped and that of others has."""
        for number, finding in enumerate(self.edition.omissions, 1):
            text = self.edition.text_of(finding.passage)
            before = finding.passage.lacking_start
            place = self._place(before, finding.passage.begins_line)
            id = f"{self.prefix}o{number}"
            yield Supplied(id, place, before, text, "omitted-by-ocr", finding.printed_by, Certainty.MEDIUM)

    def _place(self, word: int, begins_line: bool) -> Span:
        """The place before a word of the base, or after the word before it, if the text there does not begin a line."""
        words, draft = self.base.words, self.base.draft
        if word and (word == len(words) or not begins_line or words[word - 1].page != words[word].page):
            offset = draft.to_source(words[word - 1].span).end
        elif word < len(words):
            offset = draft.to_source(words[word].span).start
        else:
            offset = self.base.pages[0].span.start
        return Span(offset, offset)

    # ---------------------------------------------------------------------- marks

    def filled(self) -> set[int]:
        """The ids of the marks of gaps that are filled."""
        recovered = [supplied.excision for supplied in self.supplied if supplied.excision]
        return {id(excision.gaps[0].mark) for excision in recovered if excision.gaps}

    def marks(self, public: bool) -> Iterator[Mark]:
        """The marks of what is supplied, withheld and read differently, without variants that touch a name.

        ``public`` says that the numbers of living people are masked in what is supplied.
        """
        for supplied in self.supplied:
            attributes = attrs(
                id=supplied.id,
                reason=supplied.reason,
                source=" ".join(supplied.printed_by),
                text=supplied.text,
                public="yes" if public else None,
            )
            yield Mark(supplied.place, kinds.RECOVERED, RULE, attributes=attributes, cert=supplied.cert)
        for withheld in self.withheld:
            source = " ".join(withheld.printed_by)
            for number, part in enumerate(self._in_blocks(self._span(withheld.words)), 1):
                attributes = attrs(id=f"{withheld.id}.{number}", reason="redacted", source=source)
                yield Mark(part, kinds.WITHHELD, RULE, attributes=attributes, cert=withheld.cert)
        named = (kind for kind in kinds.of_layer(Layer.NAME) if kind != kinds.FOREIGN)
        names = sorted(mark.span for mark in self.draft.of_kind(*named))
        for id, decision in self.variants:
            span = self._span(decision.column.base)
            if self._in_blocks(span) == [span] and not _touches(names, span):
                yield Mark(span, kinds.VARIANT, RULE, attributes=attrs(id=id))

    def _span(self, words: Range) -> Span:
        """The stretch of the source with a range of words of the base."""
        first, last = self.base.words[words[0]], self.base.words[words[1] - 1]
        return Span(self.base.draft.to_source(first.span).start, self.base.draft.to_source(last.span).end)

    def _in_blocks(self, span: Span) -> list[Span]:
        """A stretch of the source, cut at the edges of blocks and pages, each part without white space at its ends."""
        parts = []
        for block in self._blocks:
            start, end = max(block.start, span.start), min(block.end, span.end)
            text = self.draft.source.text[start:end]
            if start < end and text.strip():
                parts.append(Span(start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())))
        return parts

    @cached_property
    def _blocks(self) -> list[Span]:
        """The blocks (paragraphs, fields) on the pages of the base, cut at the edges of pages."""
        marks = self.draft.of_kind(*kinds.blocks())
        return sorted(
            Span(max(mark.span.start, page.span.start), min(mark.span.end, page.span.end))
            for page in self.base.pages
            for mark in marks
            if mark.span.overlaps(page.span)
        )


def marked(draft: Draft, marks: Sequence[CollationMarks], public: bool) -> Draft:
    """A draft with all these marks, and without the gaps that are filled."""
    filled = set().union(*(own.filled() for own in marks))
    kept = [mark for mark in draft.marks if id(mark) not in filled]
    return replace(draft, marks=(*kept, *(mark for own in marks for mark in own.marks(public))))


def _differs(decision: Decision) -> bool:
    """Whether the releases read a place differently: after a decision any reading counts, else only similar ones."""
    now = decision.reading if decision.cert else decision.before
    variants = [text for text in decision.seen.values() if text != now]
    return any(decision.cert or Levenshtein.normalized_distance(now, text) <= MOST_DIFFERING for text in variants)


def _touches(spans: list[Span], span: Span) -> bool:
    """Whether a stretch overlaps one of ``spans``, which are in order."""
    index = bisect_left(spans, Span(span.end, 0))
    return index > 0 and spans[index - 1].end > span.start


def _unbroken(runs: Iterator[tuple[object, Iterator[int]]]) -> Iterator[tuple[object, list[int]]]:
    """Runs of numbers with their keys, cut where the numbers are not consecutive."""
    for key, run in runs:
        words: list[int] = []
        for at in run:
            if words and at != words[-1] + 1:
                yield key, words
                words = []
            words.append(at)
        yield key, words
