"""Messages about places in a text, what was done there and why: a line for people, a JSON object for programs."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from teikit.conversion import Conversion
from teikit.core import Decided, Edit, Mark, Note, Proposal, Source, Span
from teikit.decisions.book import shown_digest
from teikit.decisions.places import context
from teikit.decisions.row import stated
from teikit.wording import visible

HARMLESS = frozenset({"ENC-BOM", "ENC-UTF16", "EOL-MIXED", "PRINTING-FOOTNOTE"})
"""Codes of notes on an input that need no action."""
# \Z and not $, which matches before a line end, too: TO\nPARIS with P corrected was reported as TOPARIS.
REST_BEFORE = re.compile(r"[\w'/-]*\Z")
REST_AFTER = re.compile(r"[\w'/-]*")  # the rest of the word in which a place is
LONGEST_QUOTE = 60  # characters of a reading in a message for people; of a longer one the ends are shown


class Message(NamedTuple):
    """One thing to say about a place in an input; the fields are the keys of ``--json``.

    ``kind`` is correction, suggestion (not certain enough to be made), refused (it overlaps another), mark, decision
    (by a person, that changes nothing), query (for a person to decide), remark (on something done) or note (on the
    input). ``rule`` is the pass that speaks, or the code of a query, remark or note. ``line`` and ``column`` count
    from 1; both are None if a note is about the whole text. ``before`` and ``after`` are the readings of an edit;
    ``left`` and ``right`` the text next to them in the line, or the line end. ``layer`` is the kind of a mark.

    The rest is what a decision on the place needs: ``source``, the digest of the input, ``at``, the offsets of the
    place in the text as it was read, and ``record``, the name of the input; and what can help to decide: ``chance``,
    ``harm`` and the ``candidates`` that were considered, best first.
    """

    kind: str
    document: str
    line: int | None
    column: int | None
    rule: str
    before: str = ""
    after: str = ""
    certainty: str = ""
    evidence: str = ""
    why: str = ""
    layer: str = ""
    left: str = ""
    right: str = ""
    source: str = ""
    record: str = ""
    at: tuple[int, int] | None = None
    chance: float | None = None
    harm: float | None = None
    candidates: tuple[str, ...] = ()


def messages_of(conversion: Conversion, document: str) -> list[Message]:
    """All messages about one conversion, in the order of the text; ``document`` is its name.

    If several inputs were joined, the name of the input that a message is about follows that of the document.
    """
    draft, source = conversion.draft, conversion.source
    placed: list[tuple[int, Message]] = []
    for kind, proposals in (("correction", draft.edits), ("suggestion", draft.suggested), ("refused", draft.refused)):
        placed += ((proposal.span.start, _proposal(proposal, kind, source, document)) for proposal in proposals)
    placed += ((mark.span.start, _mark(mark, "mark", source, document)) for mark in draft.marks)
    placed += (
        (decided.span.start, _decision(decided, source, document))
        for decided in draft.decided
        if decided.changes_nothing
    )
    for query in conversion.packet.queries:
        kind = "remark" if query.is_remark else "query"
        placed.append((query.offset, _note(Note(query.code, query.message, query.offset), kind, source, document)))
    placed += ((note.offset or 0, _note(note, "note", source, document)) for note in source.notes)
    ordered = sorted(placed, key=lambda pair: pair[0])
    if not source.members:
        return [message for _, message in ordered]
    return [message._replace(document=f"{document}: {source.origin(at)[1]}") for at, message in ordered]


def needs_a_person(message: Message) -> bool:
    """Whether somebody should look: every query, and every note on the input that is not harmless."""
    return message.kind == "query" or (message.kind == "note" and message.rule not in HARMLESS)


def _proposal(proposal: Proposal, kind: str, source: Source, document: str) -> Message:
    if isinstance(proposal, Edit):
        return edit_message(proposal, kind, source, document)
    return _mark(proposal, kind, source, document)


def edit_message(edit: Edit, kind: str, source: Source, document: str) -> Message:
    """The message about an edit; ``kind`` is correction, suggestion or refused."""
    before = source.text[edit.span.start : edit.span.end]
    line, column = source.position(edit.span.start)
    grounds = (str(edit.cert), str(edit.evidence), edit.why)
    message = Message(kind, document, line, column, edit.rule, before, edit.new, *grounds)
    return _keyed(message, edit.span, source)._replace(
        chance=_rounded(edit.chance), harm=_rounded(edit.harm), candidates=edit.candidates
    )


def _keyed(message: Message, span: Span, source: Source) -> Message:
    """A message with the fields that a decision on its place needs."""
    digest, record, start = source.key(span.start)
    left, right = context(source.text, span)
    at = (span.start - start, span.end - start)
    return message._replace(source=shown_digest(digest), record=record, at=at, left=left, right=right)


def _rounded(chance: float | None) -> float | None:
    return None if chance is None else round(chance, 4)


def _decision(decided: Decided, source: Source, document: str) -> Message:
    """The message about a decision that changes no text and marks nothing."""
    before = source.text[decided.span.start : decided.span.end]
    line, column = source.position(decided.span.start)
    statement = stated(decided.verdict, layer=decided.value, query=decided.value)
    why = f"{statement}, decided by {' and '.join(decided.who)}"
    return _keyed(Message("decision", document, line, column, "decision", before, why=why), decided.span, source)


def _mark(mark: Mark, kind: str, source: Source, document: str) -> Message:
    before = source.text[mark.span.start : mark.span.end]
    line, column = source.position(mark.span.start)
    message = Message(kind, document, line, column, mark.rule, before, "", str(mark.cert), "", mark.why, mark.kind)
    return _keyed(message, mark.span, source)


def _note(note: Note, kind: str, source: Source, document: str) -> Message:
    if note.offset is None:
        return Message(kind, document, None, None, note.code, why=note.message)
    message = Message(kind, document, *source.position(note.offset), note.code, why=note.message)
    return _keyed(message, Span(note.offset, note.offset), source)


# ---------------------------------------------------------------- one message


def as_json(message: Message) -> str:
    """One line of JSON in ASCII, so that no character of the text confuses a terminal or a parser."""
    return json.dumps(message._asdict())


def as_line(message: Message) -> str:
    r"""One line for editors and people: ``a.txt:34:57: hyphens: EVALU-\nATION reads EVALUATION (high)``."""
    place = visible(message.document)
    if message.line is not None:
        place += f":{message.line}:{message.column}"
    return f"{place}: {message.rule}: {_what(message)}"


def _what(message: Message) -> str:
    """What a message says, without its place."""
    if message.kind in ("query", "remark", "note"):
        return visible(message.why)
    if message.kind == "decision":
        return f"{_quoted(message.before)}: {visible(message.why)}"
    evidence = ": ".join(filter(None, (message.evidence, message.why)))
    grounds = "; ".join(map(visible, filter(None, (message.certainty, evidence))))
    left, right = REST_BEFORE.search(message.left), REST_AFTER.match(message.right)
    rest = (left[0] if left else "", right[0] if right else "")
    before, after = (_quoted(rest[0] + reading + rest[1]) for reading in (message.before, message.after))
    if message.layer:
        statement = f"{message.layer}: {_quoted(message.before)}" if message.before else message.layer
    elif message.kind == "correction":
        statement = f"{before} reads {after}"
    else:
        statement = f"{before} may read {after}"
    left_out = "left out, it overlaps another reading: " if message.kind == "refused" else ""
    return f"{left_out}{statement} ({grounds})"


def _quoted(text: str) -> str:
    """A reading for people, in quotation marks where white space at its ends would not be seen."""
    half = LONGEST_QUOTE // 2
    shown = visible(text if len(text) <= LONGEST_QUOTE else f"{text[:half]} … {text[-half:]}")
    return shown if shown.strip() == shown and shown else f"'{shown}'"
