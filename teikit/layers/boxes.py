"""Tick boxes of printed forms, which an engine reads as empty brackets like those of an excision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from teikit.core import Line, Span

BOX = regex.compile(r"\[[ xX✓_]{0,5}\]")
LABEL = r"\p{Lu}[\p{L}\p{N}/.&'’()-]*(?:[ \t]{1,2}[\p{L}\p{N}/.&'’()-]+){0,4}"
OPTIONS = regex.compile(rf"^(?:[^\[\]]{{0,60}}[:)])?\W{{0,3}}(?:{BOX.pattern}[ \t]*{LABEL}[ \t]*)+[_.:\s]*$")
"""``[ ] All References   [ ] Security Search``, ``(Check One): [] Yes [] No``"""
SMALL = regex.compile(r"\p{Ll}")
ANSWER = regex.compile(r"(?i)YES|NO|NONE|N/A")


def tick_boxes(lines: Iterable[Line]) -> Iterator[Span]:
    """The tick boxes of the lines that have nothing but boxes, each with a short label: two at least, or one on each of
    two lines. Labels begin with a capital and go on with small letters, or are answers: in a message that is typed in
    capitals ``[ ] AND [ ]`` are excisions.
    """
    run: list[Span] = []
    for line in lines:
        if not line.text.strip():
            continue
        found = OPTIONS.match(line.text)
        boxes = list(BOX.finditer(line.text)) if found else []
        labels = [label for label in BOX.sub("\n", line.text).split("\n")[1:] if label.strip()]
        if boxes and all(SMALL.search(label) or ANSWER.fullmatch(label.strip()) for label in labels):
            run += [Span(line.start + box.start(), line.start + box.end()) for box in boxes]
            continue
        if len(run) > 1:
            yield from run
        run = []
    if len(run) > 1:
        yield from run
