"""Turn edited TEI into decisions: everything that differs from teikit's own output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from teikit.check.validation import parse
from teikit.conversion import convert_source
from teikit.core import Source, Span
from teikit.decisions import DecisionRow
from teikit.decisions.book import shown_digest
from teikit.decisions.changes import TokenChange
from teikit.decisions.check import source_of
from teikit.decisions.places import context
from teikit.decisions.row_checks import has_sign_of_gap, is_extent
from teikit.errors import Refused
from teikit.files.xml import text_of
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei import carried_files
from teikit.tei.edited_encoding import changes_of_encoding
from teikit.tei.readings import GAP, EncodedWord, notes_of_editors, words_of
from teikit.wording import visible

LONGEST_SHOWN = 60  # characters of a change that a message shows, at most
LONGEST_CHANGE = 12  # most words of one change; a longer one is not a correction of readings


@dataclass
class Edits:
    """The edits of a person in a TEI: the decisions, and the changes that cannot become decisions, in words."""

    rows: list[DecisionRow] = field(default_factory=list)
    undecidable: list[str] = field(default_factory=list)


def decisions_of(root: etree._Element, record: str, who: str, when: str, lexicon: Lexicon, options: Options) -> Edits:
    """The edits of a TEI as decisions, found by comparing it with teikit's output for its source under the options.

    ``record`` is the name of its input. Raises DECISIONS-SOURCE for a TEI that was made from several files, and what
    recovering and converting raise.
    """
    files = carried_files([root])
    if len(files) != 1:
        message = f"this TEI was made from {len(files)} files; their edits cannot be told apart"
        raise Refused("DECISIONS-SOURCE", message, "Decide on the files themselves.")
    source = source_of(files[0], record, record)
    conversion = convert_source(source, lexicon, replace(options, profile="markup", split=False))
    made = parse(conversion.documents[0][1], limit=len(conversion.documents[0][1]))
    notes = {text_of(note) for note in notes_of_editors(root)}
    edits = _Comparison(source, words_of(made), words_of(root), notes, who, when).edits()
    edits.undecidable += changes_of_encoding(made, root)
    return edits


class _Token(NamedTuple):
    """A part of a reading between spaces, with its illegible part; for a gap, its attributes."""

    text: str
    exemption: str
    extent: str
    unclear: str


class _Comparison:
    """The words of a TEI as teikit makes it, and as it is now, both as tokens; ``notes`` are those of the editor."""

    def __init__(
        self,
        source: Source,
        before: Sequence[EncodedWord],
        after: Sequence[EncodedWord],
        notes: Container[str],
        who: str,
        when: str,
    ) -> None:
        self.source, self.before, self.notes, self.who, self.when = source, before, notes, who, when
        self.old = [_Token(text, *word[2:]) for word in before for text in word.reading.split()]
        self.new = [_Token(text, *word[2:]) for word in after for text in word.reading.split()]
        self.words = [number for number, word in enumerate(before) for _ in word.reading.split()]
        self.spans = list(_spans(source.text, before))

    def edits(self) -> Edits:
        """All edits."""
        edits = Edits()
        for change in self._changes():
            row = self._row(change)
            if row:
                edits.rows.append(row)
            else:
                was, now = _in_words(self.old[change.old]), _in_words(self.new[change.new])
                edits.undecidable.append(f"{was} became {now}")
        return edits

    def _changes(self) -> Iterator[TokenChange]:
        """The changes, cut at the edges of words wherever possible."""
        matcher = SequenceMatcher(None, self.old, self.new, autojunk=False)
        for operation, start, end, new_start, new_end in matcher.get_opcodes():
            if operation == "equal":
                continue
            while 0 < start < end and self.words[start - 1] == self.words[start]:
                start, new_start = start - 1, new_start - 1
            while start < end < len(self.words) and self.words[end - 1] == self.words[end]:
                end, new_end = end + 1, new_end + 1
            change = TokenChange(start, end, new_start, new_end)
            if end - start == new_end - new_start == len(set(self.words[start:end])):
                yield from change.one_by_one()
            else:
                yield change._replace(new_start=max(new_start, 0))

    def _row(self, change: TokenChange) -> DecisionRow | None:
        """The decision that a change makes; None if it makes none, or if its place is not known."""
        was, now, start = self.old[change.old], self.new[change.new], change.start
        if has_sign_of_gap(_joined(now)) or not all(is_extent(token.extent) for token in now):
            return None
        gaps = [token for token in (*was, *now) if token.text == GAP]
        if gaps and len(was) <= 1 and len(now) <= 1 and len(gaps) == len(was) + len(now):
            word = self.words[start] if start < len(self.words) else len(self.before)
            return self._gap(word, word + len(was), next(iter(now), None))
        if gaps or max(len(was), len(now)) > LONGEST_CHANGE or (not now and _joined(was) in self.notes):
            return None
        if was and now and any(token.unclear for token in now) != any(token.unclear for token in was):
            return self._unclear(self.words[start], was, now)
        if was:
            return self._reads(self.words[start], self.words[change.end - 1] + 1, _joined(now))
        if not start:
            return None
        taken = self.words[start - 1] + 1  # a mark that teikit removed and that is there again
        if taken < len(self.before) and self.before[taken][:2] == (_joined(now), ""):
            return self._reads(taken, taken + 1, _joined(now))
        word = self.words[start - 1]  # an insertion belongs to the word before it
        return self._reads(word, word + 1, f"{self.before[word].reading} {_joined(now)}")

    def _reads(self, start: int, end: int, after: str) -> DecisionRow | None:
        """The decision on the reading of the words from ``start`` up to ``end``; None if their place is unknown."""
        spans = self.spans[start:end]
        if not spans or None in spans or any(left.end > right.start for left, right in pairwise(filter(None, spans))):
            return None
        first, last = spans[0], spans[-1]
        assert first is not None and last is not None
        span = Span(first.start, last.end)
        is_read = self.source.text[span.start : span.end] == after
        return self._decision(span, "as-read" if is_read else "reads", after="" if is_read else after)

    def _unclear(self, at: int, was: Sequence[_Token], now: Sequence[_Token]) -> DecisionRow | None:
        """The decision that a word, or a part of it, is illegible; None if its reading was changed, too."""
        span, unclear = self.spans[at], now[0].unclear if now else ""
        is_same_word = self.words.count(at) == len(was) and [token.text for token in was] == [
            token.text for token in now
        ]
        if not (span and unclear and is_same_word):
            return None
        text = self.source.text[span.start : span.end]
        if text.count(unclear) == 1:
            span = Span(span.start + text.index(unclear), span.start + text.index(unclear) + len(unclear))
        return self._decision(span, "unclear")

    def _gap(self, at: int, end: int, gap: _Token | None) -> DecisionRow | None:
        """The decision that a ``gap`` is between the words before ``at`` and from ``end`` on, or that there is none.

        Its place is everything between these words, including its brackets.
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

    def _decision(
        self, span: Span, verdict: str, after: str = "", exemption: str = "", extent: str = ""
    ) -> DecisionRow:
        """A decision on a stretch of the source, with the text there and around it."""
        text, source = self.source.text, self.source
        return DecisionRow(
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


def _joined(tokens: Sequence[_Token]) -> str:
    """Tokens as in a text; gaps in words, with their extent."""
    texts = (
        token.text if token.text != GAP else f"a gap of {token.extent}" if token.extent else "a gap" for token in tokens
    )
    return " ".join(texts)


def _in_words(tokens: Sequence[_Token]) -> str:
    """Tokens for a message."""
    sign = " (unclear)" if any(token.unclear for token in tokens) else ""
    return f"{visible(_joined(tokens))[:LONGEST_SHOWN]}{sign}" if tokens else "nothing"


def _spans(text: str, words: Sequence[EncodedWord]) -> Iterator[Span | None]:
    """The place in the source of each word of a TEI; None if it is not certain."""
    places, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        places.append(Span(at, at + len(word)))
        at += len(word)
    parts = [(number, part) for number, word in enumerate(words) for part in _ocr_parts(word)]
    spans_of: dict[int, list[Span]] = {}
    counts = Counter(number for number, _ in parts)
    matcher = SequenceMatcher(None, [part for _, part in parts], text.split(), autojunk=False)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            spans_of.setdefault(parts[block.a + offset][0], []).append(places[block.b + offset])
    for number in range(len(words)):
        spans = spans_of.get(number, [])
        whole = spans and len(spans) == counts[number]
        yield Span(spans[0].start, spans[-1].end) if whole else None


def _ocr_parts(word: EncodedWord) -> list[str]:
    """The OCR reading of a word, in its parts between white space: one broken over a line has two."""
    return word.ocr.split()
