"""What was done to a text and why, place by place: one line for people, one JSON object for programs."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from teikit.conversion import Conversion
from teikit.core import Edit, Mark, Note, Proposal, Source
from teikit.wording import visible

HARMLESS = frozenset({"ENC-BOM", "ENC-UTF16", "EOL-MIXED"})
"""Remarks on an input that tell nobody to do anything."""
WORD = 24
WORD_BEFORE, WORD_AFTER = re.compile(r"[\w'/-]+$"), re.compile(r"[\w'/-]+")


class Message(NamedTuple):
    """One thing to say about a place in an input; the fields are the keys of ``--json``.

    ``kind`` is correction, suggestion (not certain enough to be made), refused (it overlaps another), mark, query
    (for a person to decide), remark (on something done) or note (on the input). ``rule`` is the pass that speaks,
    or the code of a query, remark or note. ``line`` and ``column`` count from 1; both are None where a note is about
    the whole text. ``layer`` is what a mark says its stretch is. ``left`` and ``right`` are the rest of the word in
    which a reading begins and ends.
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


def messages(conversion: Conversion, document: str) -> list[Message]:
    """Everything there is to say about one conversion, in the order of the text; ``document`` is its name."""
    draft, source = conversion.draft, conversion.source
    found: list[tuple[int, Message]] = []
    for kind, proposals in (("correction", draft.edits), ("suggestion", draft.suggested), ("refused", draft.refused)):
        found += ((proposal.span.start, _proposal(proposal, kind, source, document)) for proposal in proposals)
    found += ((mark.span.start, _mark(mark, "mark", source, document)) for mark in draft.marks)
    for query in conversion.packet.queries:
        kind = "remark" if query.remark else "query"
        found.append((query.offset, _note(Note(query.code, query.message, query.offset), kind, source, document)))
    found += ((note.offset or 0, _note(note, "note", source, document)) for note in source.notes)
    return [message for _, message in sorted(found, key=lambda pair: pair[0])]


def needs_a_person(message: Message) -> bool:
    """Whether somebody should look: every query, and every note on the input that is not harmless."""
    return message.kind == "query" or (message.kind == "note" and message.rule not in HARMLESS)


def _proposal(proposal: Proposal, kind: str, source: Source, document: str) -> Message:
    if isinstance(proposal, Edit):
        return _edit(proposal, kind, source, document)
    return _mark(proposal, kind, source, document)


def _edit(edit: Edit, kind: str, source: Source, document: str) -> Message:
    before = source.text[edit.span.start : edit.span.end]
    line, column = source.position(edit.span.start)
    grounds = (str(edit.cert), str(edit.evidence), edit.why)
    left = WORD_BEFORE.search(source.text, max(0, edit.span.start - WORD), edit.span.start)
    right = WORD_AFTER.match(source.text, edit.span.end, edit.span.end + WORD)
    around = (left[0] if left else "", right[0] if right else "")
    return Message(kind, document, line, column, edit.rule, before, edit.new, *grounds, "", *around)


def _mark(mark: Mark, kind: str, source: Source, document: str) -> Message:
    before = source.text[mark.span.start : mark.span.end]
    line, column = source.position(mark.span.start)
    return Message(kind, document, line, column, mark.rule, before, "", str(mark.cert), "", mark.why, mark.kind)


def _note(note: Note, kind: str, source: Source, document: str) -> Message:
    line, column = (None, None) if note.offset is None else source.position(note.offset)
    return Message(kind, document, line, column, note.code, why=note.message)


# ---------------------------------------------------------------- one message


def as_json(message: Message) -> str:
    """One line of JSON in ASCII: whatever the text holds, no terminal and no parser stumbles over it."""
    return json.dumps(message._asdict())


def as_line(message: Message) -> str:
    r"""One line as editors and people read it: ``a.txt:34:57: hyphens: EVALU-\nATION reads EVALUATION (high)``."""
    place = visible(message.document)
    if message.line is not None:
        place += f":{message.line}:{message.column}"
    return f"{place}: {message.rule}: {_what(message)}"


def _what(message: Message) -> str:
    if message.kind in ("query", "remark", "note"):
        return visible(message.why)
    evidence = ": ".join(one for one in (message.evidence, message.why) if one)
    grounds = "; ".join(visible(one) for one in (message.certainty, evidence) if one)
    before, after = (_quoted(message.left + reading + message.right) for reading in (message.before, message.after))
    if message.layer:
        what = f"{message.layer}: {before}" if message.before else message.layer
    elif message.kind == "correction":
        what = f"{before} reads {after}"
    else:
        what = f"{before} may read {after}"
    left_out = "left out, it overlaps another reading: " if message.kind == "refused" else ""
    return f"{left_out}{what} ({grounds})"


def _quoted(text: str, most: int = 60) -> str:
    shown = visible(text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}")
    return shown if shown.strip() == shown and shown else f"'{shown}'"
