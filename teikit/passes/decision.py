"""Apply the decisions of people before any rule.

What it does: it reads a passage as a person decided, keeps the reading of the OCR, or marks a gap, a stamp, a field, a
name or an illegible word. The decisions are in ``decisions.jsonl``, or in the file that ``--decisions`` names, each
with its place, its person and its verdict. No rule changes what is decided. If two people decide the same, that is
certain; if they differ, neither decision is applied and a query is raised (DECISIONS-DIFFER), until another decision
settles it. A decision on another reading of the same pages is looked up by the text around it; if that is not found, or
found more than once, a query says so (DECISION-STALE).

What it leaves alone: everything on which there is no decision.

How it may be wrong: the person was wrong. ``teikit decisions check`` says which decisions are stale, which differ, and
how far two people agree.
Seen in: every edition that is finished by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from teikit.core import Certainty, Decided, Draft, Edit, Evidence, Mark, Source, Span, attrs, kinds
from teikit.core.hyphens import HYPHENS
from teikit.decisions.book import is_of
from teikit.decisions.disputes import in_words, with_rivals
from teikit.decisions.places import Placed, placed
from teikit.decisions.row import DecisionRow, kind_of
from teikit.decisions.row_checks import EXTENT
from teikit.decisions.verdicts import Settled, settle
from teikit.lexicon import Lexicon

RULE = "decision"
EVIDENCE = {"release": Evidence.EXTERNAL, "guess": Evidence.CONJECTURE}
"""The evidence of a decision, by what the person saw; an image of the page, or the text itself, is internal
evidence."""
NAMES = {"person": kinds.PERS_NAME, "place": kinds.PLACE_NAME}  # the kind of mark, by the verdict
LINE_END = re.compile(r"\r\n|\n|\r")  # the ends of lines, which a decided reading keeps


def decided(draft: Draft, lexicon: Lexicon) -> Draft:
    """Apply the decisions to a fresh draft; no rule can change the places that they are about."""
    source = draft.source
    rows = lexicon.decisions.about([source.files_digest], [source.record] if source.record else [])
    if not rows:
        return draft
    decisions = list(placed(rows, source))
    settled = settle(decisions)
    proposals = [proposal for decided in settled if decided.applies for proposal in decision(decided, draft, lexicon)]
    closed = [_decided(decided, settled, source, lexicon) for decided in settled]
    lost = [_stale(decided) for decided in decisions if decided.span is None and decided.row.is_ != "withdrawn"]
    edited = draft.apply(proposals, Certainty.LOW)
    return Draft(source, edited.pieces, edited.marks, edited.refused, decided=(*closed, *lost))


def decision(settled: Settled, draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Read ``ERVICE`` as SERVICE where Anna decided so; leave everything else."""
    row, span, who = settled.row, settled.span, settled.who
    evidence = next((EVIDENCE[decided.saw] for decided in settled.rows if decided.saw in EVIDENCE), Evidence.INTERNAL)
    cert = Certainty.HIGH if len(who) > 1 and evidence is not Evidence.CONJECTURE else Certainty.MEDIUM
    why = "; ".join(filter(None, (f"decided by {' and '.join(who)}", row.note)))
    if row.is_ == "reads" and not settled.is_read_now:
        for part, new in _by_lines(draft.source.text, span, row.after):
            yield Edit(part, new, RULE, cert, evidence, why, who=who)
    elif row.is_ == "gap" and not _unknown(row, lexicon):
        extent = EXTENT.fullmatch(row.extent)
        details = attrs(
            reason="redacted",
            **(extent.groupdict() if extent else {"extent": row.extent}),
            ana=" ".join(row.exemption.split()),
            evidence=str(evidence),
        )
        yield Mark(span, kinds.GAP, RULE, details, cert, why, who)
    elif row.is_ == "unclear":
        yield Mark(span, kinds.UNCLEAR, RULE, attrs(reason="ocr"), cert, why, who)
    elif row.is_ == "layer" and row.layer != "text":
        kind = kind_of(row.layer)
        yield Mark(span, kind, RULE, attrs(type="other") if kind == kinds.STAMP else (), cert, why, who)
    elif row.is_ == "field":
        yield Mark(span, kinds.FIELD, RULE, attrs(type=row.field), cert, why, who)
    elif row.is_ in NAMES:
        yield Mark(span, NAMES[row.is_], RULE, attrs(ref=row.ref), cert, why, who)


def _by_lines(text: str, span: Span, after: str) -> Iterator[tuple[Span, str]]:
    """A new reading, cut at its line ends so that the lines of the page stay: each part that differs, with its reading.

    If the new reading of two lines has no line end, they are read as one broken word: the hyphen and the line end are
    then a part with an empty reading.
    """
    old = text[span.start : span.end]
    ends = list(LINE_END.finditer(old))
    lines = LINE_END.split(after)
    if len(lines) == len(ends) + 1:
        starts = [0, *(end.end() for end in ends)]
        stops = [*(end.start() for end in ends), len(old)]
        for start, stop, new in zip(starts, stops, lines, strict=True):
            if old[start:stop] != new:
                yield Span(start, stop).moved(span.start), new
    elif len(ends) == 1 and (parts := _broken_word(old, after, ends[0].start(), ends[0].end())):
        yield from ((Span(start, stop).moved(span.start), new) for start, stop, new in parts)
    else:
        yield span, after


def _broken_word(old: str, after: str, end: int, following: int) -> list[tuple[int, int, str]]:
    """The parts of a word broken over a line end, ``EVALU-`` / ``ATI0N``, as offsets in ``old`` and readings.

    The line end reaches from ``end`` to ``following``; the list is empty if one of the halves is.
    """
    stem = old[:end].rstrip(f"{HYPHENS} \t")
    second = len(old) - len(old[following:].lstrip())
    if not stem or not old[second:].strip():
        return []
    cut = min(
        range(1, len(after)), key=lambda at: _unlike(after[:at], stem) + _unlike(after[at:], old[second:]), default=0
    )
    parts = [(0, len(stem), after[:cut]), (len(stem), second, ""), (second, len(old), after[cut:])]
    return [(start, stop, new) for start, stop, new in parts if old[start:stop] != new] if cut else []


def _unlike(new: str, old: str) -> int:
    """How much two readings of half a word differ: the number of differing letters, and twice that of missing ones."""
    return abs(len(new) - len(old)) * 2 + sum(a != b for a, b in zip(new, old, strict=False))


def _decided(settled: Settled, beside: Sequence[Settled], source: Source, lexicon: Lexicon) -> Decided:
    """A decision as the draft keeps it, with the message for the reader; ``beside`` has all decisions."""
    row, text = settled.row, source.text
    code = message = ""
    is_open = not settled.applies
    if settled.is_disputed:
        code = "DECISIONS-DIFFER"
        message = f"{in_words(with_rivals(settled, beside), text)}; nothing was applied"
    elif settled.is_overtaken:
        code, message = (
            "DECISION-OVERTAKEN",
            f"{row.who} decided of {_quoted(text, settled.span)}: {row.in_words()}; a later decision overrides this",
        )
    elif row.is_ == "gap" and (unknown := _unknown(row, lexicon)):
        code, message = "DECISION-EXEMPTION", f"no exemption of the collection is called {unknown!r}; there is no gap"
        is_open = True
    elif settled.is_moved:
        code = "DECISION-MOVED"
        is_same = all(is_of(row, source.files_digest) for row in settled.rows)
        made = "for a place that is not where 'at' says" if is_same else "on another OCR of the page"
        message = f"{row.who} decided {made}: {row.in_words()}; its context shows the place"
    verdict = "as-read" if settled.is_read_now else row.is_
    value = row.query or row.layer
    return Decided(settled.span, verdict, settled.who, settled.when[:10], value, code, message, is_open, row.note)


def _stale(lost: Placed) -> Decided:
    """A decision whose place was not found, as the draft keeps it."""
    row = lost.row
    around = f"{row.left}{row.before}{row.right}".strip()
    statement = row.in_words()
    message = f"{row.who} decided of {row.before!r} in {around!r}: {statement}; no place, or more than one, matches"
    return Decided(Span(0, 0), row.is_, (row.who,), row.when[:10], "", "DECISION-STALE", message, open=True)


def _unknown(row: DecisionRow, lexicon: Lexicon) -> str:
    """The first exemption of a decision that the collection does not know; empty if it knows all of them."""
    return next((id for id in row.exemption.split() if id not in lexicon.categories), "")


def _quoted(text: str, span: Span) -> str:
    """A stretch of a text in quotation marks."""
    return repr(text[span.start : span.end])
