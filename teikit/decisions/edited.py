"""TEI that a person edited, turned into decisions: whatever reads otherwise than in teikit's own output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from teikit.check.validation import parse
from teikit.conversion import convert_source
from teikit.core import Source, Span
from teikit.decisions import Row
from teikit.decisions.book import shown_digest
from teikit.decisions.check import source_of
from teikit.decisions.places import context
from teikit.errors import Refused
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei import carried_files
from teikit.tei.build import q
from teikit.tei.readings import GAP, Word, words_of
from teikit.wording import visible

ENCODED = ("p", "head", "list", "item", "table", "row", "cell", "opener", "closer", "postscript", "salute", "signed")
"""Elements of which an editor may have made others: a paragraph of two, a heading of a paragraph."""
GAP_NAME = "a gap"  # what a message says for the sign of a gap
LONGEST_CHANGE = 12  # words of one change, at most; a longer one is no correction of readings


@dataclass
class Edits:
    """What a person changed in a TEI: the decisions, and the changes that cannot be decisions, in words."""

    rows: list[Row] = field(default_factory=list)
    undecidable: list[str] = field(default_factory=list)


def decisions_of(root: etree._Element, record: str, who: str, when: str, lexicon: Lexicon, options: Options) -> Edits:
    """The edits of a TEI as decisions, found by comparing it with what teikit makes of its source under the options.

    ``record`` is the name of its input. Raises DECISIONS-SOURCE for a TEI that was made from several files, and what
    recovering and converting raise.
    """
    files = carried_files([root])
    if len(files) != 1:
        message = f"this TEI was made of {len(files)} files; their edits cannot be told apart"
        raise Refused("DECISIONS-SOURCE", message, "Decide on the files themselves.")
    source = source_of(files[0], record, record)
    conversion = convert_source(source, lexicon, replace(options, profile="markup", split=False))
    made = parse(conversion.documents[0][1], limit=len(conversion.documents[0][1]))
    edits = _Comparison(source, words_of(made), words_of(root), who, when).edits()
    edits.undecidable += _of_encoding(made, root)
    return edits


def _of_encoding(made: etree._Element, edited: etree._Element) -> Iterator[str]:
    """What a person changed in the encoding of the text, by the numbers of its elements: ``p: 3 became 4``."""
    before, after = _numbers(made), _numbers(edited)
    for name in ENCODED:
        if before[name] != after[name]:
            yield f"{name}: {before[name]} became {after[name]}"


def _numbers(root: etree._Element) -> Counter[str]:
    """How many of each of these elements there are in the texts of a TEI."""
    tags = [q(name) for name in ENCODED]
    return Counter(etree.QName(element).localname for text in root.iter(q("text")) for element in text.iter(*tags))


class _Token(NamedTuple):
    """A part of a reading between blanks; for a gap, the exemptions and the extent that it claims."""

    text: str
    exemption: str
    extent: str


class _Change(NamedTuple):
    """Tokens that were changed, from ``start`` up to ``end``, and those that stand there now."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def old(self) -> slice:
        """Where the tokens were."""
        return slice(self.start, self.end)

    @property
    def new(self) -> slice:
        """Where the tokens are now."""
        return slice(self.new_start, self.new_end)

    def one_by_one(self) -> Iterator[_Change]:
        """The same change, each token by itself."""
        for old, new in zip(range(self.start, self.end), range(self.new_start, self.new_end), strict=True):
            yield _Change(old, old + 1, new, new + 1)


class _Comparison:
    """The words of a TEI as teikit makes it, and as it is, both in their tokens."""

    def __init__(self, source: Source, before: Sequence[Word], after: Sequence[Word], who: str, when: str) -> None:
        self.source, self.before, self.who, self.when = source, before, who, when
        self.old = [_Token(text, word.exemption, word.extent) for word in before for text in _texts(word)]
        self.new = [_Token(text, word.exemption, word.extent) for word in after for text in _texts(word)]
        self.words = [number for number, word in enumerate(before) for _ in _texts(word)]
        self.spans = list(_spans(source.text, before))

    def edits(self) -> Edits:
        """All that was changed."""
        edits = Edits()
        for change in self._changes():
            row = self._row(change)
            if row:
                edits.rows.append(row)
            else:
                was, now = _joined(self.old[change.old]), _joined(self.new[change.new])
                edits.undecidable.append(f"{visible(was)[:60] or 'nothing'} became {visible(now)[:60] or 'nothing'}")
        return edits

    def _changes(self) -> Iterator[_Change]:
        """The changes, cut at the edges of words wherever possible."""
        matcher = SequenceMatcher(None, self.old, self.new, autojunk=False)
        for operation, start, end, new_start, new_end in matcher.get_opcodes():
            if operation == "equal":
                continue
            while 0 < start < end and self.words[start - 1] == self.words[start]:
                start, new_start = start - 1, new_start - 1
            while start < end < len(self.words) and self.words[end - 1] == self.words[end]:
                end, new_end = end + 1, new_end + 1
            change = _Change(start, end, new_start, new_end)
            if end - start == new_end - new_start == len(set(self.words[start:end])):
                yield from change.one_by_one()
            else:
                yield change._replace(new_start=max(new_start, 0))

    def _row(self, change: _Change) -> Row | None:
        """The decision that a change makes; None where it makes none, or where its place is not known."""
        was, now, start = self.old[change.old], self.new[change.new], change.start
        gaps = [token for token in (*was, *now) if token.text == GAP]
        if gaps and len(was) <= 1 and len(now) <= 1 and len(gaps) == len(was) + len(now):
            word = self.words[start] if start < len(self.words) else len(self.before)
            return self._gap(word, word + len(was), next(iter(now), None))
        if gaps or max(len(was), len(now)) > LONGEST_CHANGE:
            return None
        if was:
            return self._reads(self.words[start], self.words[change.end - 1] + 1, _joined(now))
        if not start:
            return None
        taken = self.words[start - 1] + 1  # a mark that was taken away and is there again
        if taken < len(self.before) and self.before[taken][:2] == (_joined(now), ""):
            return self._reads(taken, taken + 1, _joined(now))
        word = self.words[start - 1]  # an insertion belongs to the word before it
        return self._reads(word, word + 1, f"{self.before[word].reading} {_joined(now)}")

    def _reads(self, start: int, end: int, after: str) -> Row | None:
        """The decision that the words from ``start`` up to ``end`` read so; None where their place is not known."""
        spans = self.spans[start:end]
        if not spans or None in spans or any(left.end > right.start for left, right in pairwise(filter(None, spans))):
            return None
        first, last = spans[0], spans[-1]
        assert first is not None and last is not None
        span = Span(first.start, last.end)
        is_read = self.source.text[span.start : span.end] == after
        return self._decision(span, "as-read" if is_read else "reads", after="" if is_read else after)

    def _gap(self, at: int, end: int, gap: _Token | None) -> Row | None:
        """The decision that a ``gap`` is between the words before ``at`` and from ``end`` on, or that there is none.

        Its place is all between these words, with its brackets.
        """
        before = self.spans[at - 1] if at else Span(0, 0)
        following = next((span for span in self.spans[end:] if span), None)
        if before is None or following is None or following.start < before.end:
            return None
        between = self.source.text[before.end : following.start]
        start = before.end + len(between) - len(between.lstrip())
        span = Span(start, max(start, following.start - len(between) + len(between.rstrip())))
        if gap:
            return self._decision(span, "gap", exemption=gap.exemption, extent=gap.extent)
        return self._decision(span, "no-gap")

    def _decision(self, span: Span, verdict: str, after: str = "", exemption: str = "", extent: str = "") -> Row:
        """A decision on a stretch of the source, with what stands there and around it."""
        text, source = self.source.text, self.source
        return Row(
            shown_digest(source.files_digest),
            source.record,
            span,
            text[span.start : span.end],
            *context(text, span),
            verdict,
            after=after,
            exemption=exemption,
            extent=extent,
            who=self.who,
            when=self.when,
        )


def _texts(word: Word) -> list[str]:
    """The parts between blanks of a reading; none of a mark that was taken away."""
    return word.reading.split()


def _joined(tokens: Sequence[_Token]) -> str:
    return " ".join(GAP_NAME if token.text == GAP else token.text for token in tokens)


def _spans(text: str, words: Sequence[Word]) -> Iterator[Span | None]:
    """Where each word of a TEI stands in the source; None where that is not certain."""
    places, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        places.append(Span(at, at + len(word)))
        at += len(word)
    parts = [(number, part) for number, word in enumerate(words) for part in _ocr_parts(word)]
    spans_of: dict[int, list[Span]] = {}
    counts: dict[int, int] = {}
    for number, _ in parts:
        counts[number] = counts.get(number, 0) + 1
    matcher = SequenceMatcher(None, [part for _, part in parts], text.split(), autojunk=False)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            spans_of.setdefault(parts[block.a + offset][0], []).append(places[block.b + offset])
    for number in range(len(words)):
        spans = spans_of.get(number, [])
        whole = spans and len(spans) == counts[number]
        yield Span(spans[0].start, spans[-1].end) if whole else None


def _ocr_parts(word: Word) -> list[str]:
    """A word as the OCR has it, in its parts between blanks: one broken over a line has two."""
    return word.ocr.split()
