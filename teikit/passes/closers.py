"""Find how a telegram ends: signature, typist's initials, notes of the communications centre.

What it marks: at the foot of a page after which the telegram does not go on, one surname in capitals alone on its line,
initials of two to four capitals under it, and lines that begin ``Note:``.

What it leaves alone: capital words inside the page, catchwords (they are set aside before), names in a list.

How it may be wrong: a last paragraph of one capital word.
Seen in: POLTO 12 (FINLETTER / MJA / Note: Advance copy to SS), State Department forms.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.lexicon import Lexicon
from teikit.text import Draft, Edit, Line, Mark

RULE = "closers"
FOOT = 9
LONG = 300
NAME = regex.compile(r"(?:[A-Z][A-Z'-]{2,20}|Mc[A-Z]{3,15})(?:\s[A-Z][A-Z'-]{2,20})?")
INITIALS = regex.compile(r"[A-Z]{2,4}(?:[:/][a-z]{2,3})?")
NOTE = regex.compile(r"(?:Note|NOTE)\s?[:.].*")
SPECKS = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$")
SENTENCE_END = regex.compile(r"[.?!:;)\]\"'”’]\W*$")


def closers(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark FINLETTER and MJA under the text; leave ``BONN`` as the last word of a sentence."""
    lines = [line for line in draft.lines if line.text.strip()]
    fields = {draft.to_text(mark.span.start) for mark in draft.of_kind("field")}
    index = 0
    for page in draft.cut_at("page"):
        rows: list[Line] = []
        while index < len(lines) and lines[index].start < page.end:
            rows.append(lines[index])
            index += 1
        yield from _closer(rows[-FOOT:], fields)


def _closer(rows: list[Line], fields: set[int]) -> Iterator[Mark]:
    """Read upwards from the foot: notes, initials, signature."""
    found: list[tuple[Line, str]] = []
    wanted = ["postscript", "initials", "signed"]
    for place in range(len(rows) - 1, -1, -1):
        content = SPECKS.sub("", rows[place].text.strip()) if len(rows[place].text) < LONG else "…"
        if rows[place].start in fields:
            break
        if not content:
            continue
        kind = _kind(content, wanted, bool(found))
        if kind == "signed" and place and not SENTENCE_END.search(rows[place - 1].text):
            break
        if not kind:
            break
        found.append((rows[place], kind))
        wanted = wanted[wanted.index(kind) + (kind != "postscript") :]
    for line, kind in reversed(found):
        yield Mark(line.span, kind, RULE)


def _kind(content: str, wanted: list[str], below: bool) -> str:
    if "postscript" in wanted and NOTE.fullmatch(content):
        return "postscript"
    if "initials" in wanted and INITIALS.fullmatch(content):
        return "initials"
    if "signed" in wanted and NAME.fullmatch(content) and len(content) > 3:
        return "signed"
    return ""
