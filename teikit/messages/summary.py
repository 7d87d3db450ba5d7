"""Summarize the result of one conversion for people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from teikit.conversion import Conversion
from teikit.core import Certainty
from teikit.core.kinds import KINDS
from teikit.messages.message import Message, needs_a_person
from teikit.wording import and_more, counted, indented, pages_named, visible

MOST_SHOWN = 12  # queries or notes that a summary lists; the report has all
TYPES = {"cover": "slip sheet", "identification-sheet": "identification sheet"}
"""Names of genres in a summary that differ from their ids."""


def summarize(conversion: Conversion, messages: list[Message], document: str) -> str:
    """The telegrams in one input, counts per rule, what a person should look at, what was not applied."""
    by_kind: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        by_kind[message.kind].append(message)
    parts = [f"{visible(document)}: {headline(conversion)}", *_telegrams(conversion)]
    parts += _corrections(by_kind["correction"])
    parts += _layers(by_kind["mark"])
    parts += _notes("To look at", [message for message in messages if needs_a_person(message)])
    notes = by_kind["remark"] + by_kind["note"]
    parts += _notes("Noted", [message for message in notes if not needs_a_person(message)])
    parts += _warnings(conversion)
    parts += _left_out(len(by_kind["suggestion"]), len(by_kind["refused"]))
    return "\n".join(parts)


def headline(conversion: Conversion) -> str:
    """The number of telegrams, corrections and queries: ``2 telegrams, 31 corrections, 3 queries``."""
    kinds = Counter(telegram.genre for telegram in conversion.packet.telegrams)
    parts = [counted(count, TYPES.get(kind, kind)) for kind, count in sorted(kinds.items(), reverse=True)]
    parts.append(counted(len(conversion.draft.edits), "correction"))
    parts.append(counted(sum(not query.is_remark for query in conversion.packet.queries), "query", "queries"))
    return ", ".join(parts)


def _telegrams(conversion: Conversion) -> Iterator[str]:
    """A line for each document: its name, its release if there are several, its pages and those that are missing."""
    several = Counter(telegram.name for telegram in conversion.packet.telegrams)
    for telegram in conversion.packet.telegrams:
        release = f", release {telegram.release}" if several[telegram.name] > 1 and telegram.is_wired else ""
        pages = pages_named(page.n for page in telegram.pages)
        missing = f" (missing: {', '.join(telegram.missing)})" if telegram.missing else ""
        yield f"  {visible(f'{telegram.name}{release}: {pages}{missing}')}"


def _corrections(corrections: Iterable[Message]) -> Iterator[str]:
    """A table of the corrections by rule and certainty; nothing if there are none."""
    counts = Counter((message.rule, message.certainty) for message in corrections)
    if not counts:
        return
    levels = [str(level) for level in sorted(Certainty, reverse=True) if any(key[1] == str(level) for key in counts)]
    rules = sorted({rule for rule, _ in counts})
    rows: list[list[str | int]] = [[rule, *(counts[rule, level] for level in levels)] for rule in rules]
    yield from _table(["Corrections", *levels], rows)


def _layers(marks: Iterable[Message]) -> Iterator[str]:
    counts = Counter(message.layer for message in marks)
    labelled = [kind for kind in KINDS.values() if kind.label and counts[kind]]
    layers = ", ".join(counted(counts[kind], kind.label, kind.plural) for kind in labelled)
    if layers:
        yield from indented(f"Found: {layers}", by=2)


def _table(heads: list[str], rows: Sequence[Sequence[str | int]]) -> Iterator[str]:
    width = max(len(heads[0]), *(len(str(row[0])) for row in rows)) + 2
    yield (f"  {heads[0]:<{width}}" + "".join(f"{head:>8}" for head in heads[1:])).rstrip()
    for first, *counts in rows:
        yield f"    {first:<{width - 2}}" + "".join(f"{count or '':>8}" for count in counts).rstrip()


def _notes(head: str, notes: list[Message]) -> Iterator[str]:
    """Notes under a heading, each with its places; the same message at several places once."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for note in notes:
        places[note.rule, note.why] += [] if note.line is None else [f"{note.line}:{note.column}"]
    if places:
        yield f"  {head}:"
    for (rule, why), at in list(places.items())[:MOST_SHOWN]:
        where = f"{', '.join(at[:MOST_SHOWN])}{', ...' * (len(at) > MOST_SHOWN)}: " if at else ""
        text = f"{where}{rule}: {visible(why)}"
        yield from indented(text)
    if len(places) > MOST_SHOWN:
        yield f"    {and_more(len(places) - MOST_SHOWN, '-v shows all, --report FILE keeps all')}"


def _warnings(conversion: Conversion) -> Iterator[str]:
    """The warnings of the validation, counted by kind, because many of them need no action."""
    counts = Counter((fault.code, fault.message) for fault in conversion.faults)
    if counts:
        yield "  Warnings of the validation:"
    for (code, message), count in sorted(counts.items())[:MOST_SHOWN]:
        text = f"{count} x {code}: {visible(message)}"
        yield from indented(text)


def _left_out(suggested: int, refused: int) -> Iterator[str]:
    if suggested:
        these = counted(suggested, "reading was too uncertain and is", "readings were too uncertain and are")
        yield f"  {these} only suggested (-v shows them; --certainty low makes them)"
    if refused:
        these = counted(
            refused, "proposal overlapped a better one and was", "proposals overlapped better ones and were"
        )
        yield f"  {these} not applied (-v shows all)"
