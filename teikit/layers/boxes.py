"""Tick boxes of printed forms, which engines read as empty brackets, like those of an excision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from rapidfuzz.fuzz import ratio

from teikit.core import Draft, Line, Span, kinds
from teikit.lexicon import Lexicon

BOX = regex.compile(r"\[[ xX✓_]{0,5}\]")
"""A tick box as engines write it: ``[ ]``, ``[x]``, ``[___]``."""
BOX_FIRST = regex.compile(rf"^[ \t]*+\W{{0,3}}?(?P<box>{BOX.pattern})[ \t]*(?P<label>[^\[\]]*)$")
"""A line that begins with a box, and continues with its label if it has one: ``[] Subsection 1A``."""
BOX_LABEL = r"\p{Lu}[\p{L}\p{N}/.&'’()-]*(?:[ \t]{1,2}[\p{L}\p{N}/.&'’()-]+){0,4}"
"""A label next to a box, of at most five words: ``All References``."""
OPTIONS = regex.compile(rf"^[ \t]*(?:[^\[\]]{{0,60}}[:)?])?\W{{0,3}}(?:{BOX.pattern}[ \t]*{BOX_LABEL}[ \t]*)+[_.:\s]*$")
"""Boxes, each with a short label: ``[ ] All References   [ ] Security Search``, ``(Check One): [] Yes [] No``"""
SENTENCE = regex.compile(r"(?=.*\p{Ll})\W{0,2}\p{Lu}")
"""The beginning of a line that also has lower-case letters: ``Subject is``."""
ENDED = regex.compile(r"[.?!:;)•\]]\W{0,2}$")  # the end of a line after which a list of boxes may begin
SMALL = regex.compile(r"\p{Ll}")  # a lower-case letter, as in the label of a box but not in the capitals of a cable
LONG_WORD = regex.compile(r"\p{L}{5,}")  # a long word, which may be a misread classification
BEFORE_WORD = regex.compile(rf"{BOX.pattern}\W{{0,4}}\p{{L}}{{5,}}\W*$")
"""A box at the end of a line, with one long word after it: ``[ ] CONFIDENTIAL``."""
COLUMN_BOXES = 3  # boxes below each other that make a column, at least
LEVEL_SHARE = 0.5  # share of the long words of a row of classifications that are classifications, at least
LEVEL_SIMILARITY = 65  # similarity, 0 to 100, of a misread word to a classification, at least: conripentTan


def tick_boxes(draft: Draft, lexicon: Lexicon) -> Iterator[Span]:
    """The tick boxes of a draft, page by page: those of options, in columns, and before classifications."""
    levels = [
        banner.form for banner in lexicon.banners if banner.kind == kinds.CLASSIFICATION and " " not in banner.form
    ]
    for page in draft.cut_at(kinds.PAGE):
        lines = draft.written_lines_in(page)
        yield from _options(lines, lexicon.patterns["answer"])
        yield from _column(lines)
        for line in lines:
            if "[" in line.text and _is_row_of_levels(line.text, levels):
                yield from (
                    Span(line.start + at, line.start + at + 1) for at, mark in enumerate(line.text) if mark == "["
                )


def _options(lines: Sequence[Line], answer: regex.Pattern[str]) -> Iterator[Span]:
    """Two or more boxes in consecutive lines that have only a short label for each box.

    A label begins with a capital and continues in lower case, or is an answer such as YES: in a message that is typed
    in capitals, ``[ ] AND [ ]`` are excisions.
    """
    run: list[Span] = []
    for line in lines:
        boxes = list(BOX.finditer(line.text)) if OPTIONS.match(line.text) else []
        labels = [label for label in BOX.sub("\n", line.text).split("\n")[1:] if label.strip()]
        if boxes and all(SMALL.search(label) or answer.fullmatch(label.strip()) for label in labels):
            run += [Span(line.start + box.start(), line.start + box.end()) for box in boxes]
            continue
        if len(run) > 1:
            yield from run
        run = []
    if len(run) > 1:
        yield from run


def _column(lines: Sequence[Line]) -> Iterator[Span]:
    """Boxes at the beginning of lines, before sentences in lower case and never inside one.

    A notice of withdrawal has such a column: ``[] Subsection 1A (intelligence agent's identity)``. With one, a box
    alone on its line belongs to it if it is above a label: ``subsection 3`` / ``[]`` / ``Subsection 4``.
    """
    boxes: list[Span] = []
    alone: list[Span] = []
    for at, line in enumerate(lines):
        box = BOX_FIRST.match(line.text)
        if not box:
            continue
        following = box["label"] or (lines[at + 1].text.strip() if at + 1 < len(lines) else "")
        is_before = BOX_FIRST.match(following) is not None or SENTENCE.match(following) is not None
        is_after = (
            at == 0 or BOX_FIRST.match(lines[at - 1].text) is not None or ENDED.search(lines[at - 1].text) is not None
        )
        span = Span(line.start + box.start("box"), line.start + box.end("box"))
        if is_before and is_after:
            boxes.append(span)
        elif is_before and not box["label"]:
            alone.append(span)
    if len(boxes) >= COLUMN_BOXES:
        yield from (*boxes, *alone)


def _is_row_of_levels(text: str, levels: Sequence[str]) -> bool:
    """Whether a line is a row of classifications with boxes (``[] SECRET [] CONFIDENTIAL``), or one after its box.

    A bracket after TOP SECRET is not a box, because the code word was withheld there.
    """
    words = [word.upper() for word in LONG_WORD.findall(text)]
    named = [word for word in words if any(ratio(word, level) >= LEVEL_SIMILARITY for level in levels)]
    if len(words) == len(named) == 1:
        return BEFORE_WORD.search(text) is not None
    return len(set(named)) > 1 and len(named) >= LEVEL_SHARE * len(words)
