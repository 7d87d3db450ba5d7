"""The part of the ending of a document to which each of its lines belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from teikit.core import Mark, Span, kinds
from teikit.paragraphing.endings.last_lines import LastLines
from teikit.paragraphing.line_patterns import TYPED_NAME
from teikit.paragraphing.lists.going_on import is_copied_to, is_enclosed
from teikit.paragraphing.lists.items import is_parted_copy

MOST_STRANGE = 1  # consecutive lines that do not seem to belong to a list before it ends, at most
GOING_ON = {"distribution": 25, "enclosure": 2, "coordination": 8}
"""Parts of an ending that may continue below their first line, with the largest number of such lines."""
BELOW_TEXT = ("coordination", "source", "operator")
"""Parts that never begin an ending: who agreed, what it is based on, remarks of teletype operators."""
BY_HAND = "by hand"  # the part of a line below FOR THE DIRECTOR: that is not another part
MOST_BY_HAND = 2  # such lines, at most
OVER_OFFICE = ("signer", "office")
"""Parts of an ending below which the office of the signer is or continues."""


def parts(lines: LastLines, first: int, last: int) -> Iterator[str]:
    """The part to which each line from ``first`` up to but not including ``last`` belongs; empty if unknown."""
    part, began, strange = "", first, 0  # strange: consecutive lines that do not seem to belong to it
    for at in range(first, last):
        if lines.furniture(at) == kinds.LABEL:  # the foot of the form has no more copies
            part = ""
        begins = _begins(lines, part, at, first)
        if begins:
            part, began, strange = begins, at, 0
            yield part
            continue
        if part == "for" and at - began <= MOST_BY_HAND and lines.is_hand(at):
            yield BY_HAND
            continue
        if part == "salute" and lines.is_salutation(at):  # I have the honour to be, / Sir, / Your obedient Servant,
            yield part
            continue
        fits = at - began <= GOING_ON.get(part, 0) and _goes_on(lines, part, began, at)
        strange = 0 if fits else strange + 1
        yield part if fits else ""
        if strange > MOST_STRANGE:
            part = ""


def _begins(lines: LastLines, part: str, at: int, first: int) -> str:
    """The part that begins with a line below lines of another; empty if none does."""
    begins = "end" if lines.is_end(at) else lines.below_text(at) or lines.part(at)
    is_below = part in OVER_OFFICE or (at > first and lines.may_be_signer(at - 1))
    if not begins and is_below and lines.may_be_office(at):
        return "office"  # END OF MESSAGE / C/TFW; Chief / Employee Activity Branch
    gets_copy = part == "distribution" and (  # CC: / Brian Latell / Chief, WH/3
        begins == "office" or (begins == "signer" and not TYPED_NAME.fullmatch(lines.texts[at]))
    )
    return "" if gets_copy else begins


def _goes_on(lines: LastLines, part: str, began: int, at: int) -> bool:
    """Whether a distribution or a list of enclosures that began with one line goes on in another."""
    if part == "enclosure":
        return is_enclosed(lines.texts[at], lines.patterns)
    if part == "coordination":
        return not lines.is_text(at)
    names_persons = at == began + 1 or lines.patterns["label of copies"].match(lines.texts[began]) is not None
    may_be_person = names_persons and lines.is_distribution_label(began)
    return is_copied_to(lines.texts[at], may_be_person, lines.patterns)


def with_copies_joined(marks: Iterable[Mark], text: str) -> list[Mark]:
    """The marks, with a copy as one mark if an engine put its count on a line of its own: ``1`` / ``- SAG``."""
    joined: list[Mark] = []
    for mark in marks:
        last = joined[-1] if joined else mark
        are_closing = last.kind == mark.kind == kinds.CLOSING and not text[last.span.end : mark.span.start].strip()
        if are_closing and is_parted_copy(text[slice(*last.span)].strip(), text[slice(*mark.span)].strip()):
            joined[-1] = replace(last, span=Span(last.span.start, mark.span.end))
        else:
            joined.append(mark)
    return joined
