"""Columns of short lines within a paragraph: a card, a list of names or offices, entries of an index.

Nothing in the first line of such a column shows that it begins a paragraph, but the run of them does:
``LIKE SOVIETS,`` / ``NSA NIC`` / ``STATE INR`` / ``DIA`` / ``AIR`` / ``JCS``. If an engine wrote prose in short lines,
most of them begin with a lower-case letter or end within a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from teikit.core import Line
from teikit.core.text import OPEN_BRACKET
from teikit.lexicon import Lexicon
from teikit.paragraphing.groups import ITEM, Bounds, Paragraph
from teikit.paragraphing.line_patterns import COMMA, SENTENCE_END, SENTENCE_WORD, SMALL_WORD
from teikit.paragraphing.lists.short_lines import FEWEST_PARAGRAPHS, is_legible, is_list, is_short
from teikit.paragraphing.setting import Setting

NARROW_SHARE = 0.6  # length of a line of a column as a share of the reach of its page, at most
NARROW_LENGTH = 24  # characters up to which a line may belong to a column, even on a narrow page
MOST_OPEN_SHARE = 0.25  # share of the lines of a column that may be parts of sentences, at most
PROSE = regex.compile(r"\W?\p{L}.*\b\p{Ll}{2,}\b.*\b\p{Ll}{2,}\b")
"""A line with two words in lower case, as in parts of sentences: ``I checked with``; not ``0.5 day sick leave``"""
LED_ENTRIES = 4  # entries below a sentence that ends in a colon, at least
LEADS_IN = regex.compile(r":\W{0,3}$")  # the end of such a sentence
SMALL_WORDS = 2  # words in lower case in its last line, at least
LEGIBLE = regex.compile(r"\p{L}{3}|\d{2}")
"""A word or a number, which entries have, not only the classification of a paragraph, ``(U)``."""
LEGIBLE_SHARE = 0.8  # share of the entries that have one, at least
GOES_ON = regex.compile(r"\W?(?:\p{Ll}|\(\p{L}{3,})")
"""The beginning of a line that belongs to the entry above: ``(Frente``, ``of the party``"""


def with_columns(
    paragraphs: Sequence[Paragraph], settings: Mapping[int, Setting], bounds: Bounds, lexicon: Lexicon
) -> Iterator[Paragraph]:
    """The paragraphs, with each entry of a column within one as a paragraph of its own.

    ``settings`` says how the page of each line is typed, by the start of the line.
    """
    above: Line | None = None  # the last line of the paragraph above
    for paragraph in paragraphs:
        led = _led(above, paragraph, settings, bounds, lexicon)
        above = paragraph.lines[-1]
        if led:
            yield from _with_entries(paragraph, led)
            continue
        if paragraph.role or len(paragraph.lines) < FEWEST_PARAGRAPHS:
            yield paragraph
            continue
        done = 0
        for first, end in _columns(paragraph.lines, settings, bounds, lexicon):
            if done < first:
                yield Paragraph(paragraph.lines[done:first])
            yield from (Paragraph(entry) for entry in entries_of(paragraph.lines[first:end]))
            done = end
        if done < len(paragraph.lines):
            yield Paragraph(paragraph.lines[done:])


def _led(
    above: Line | None, paragraph: Paragraph, settings: Mapping[int, Setting], bounds: Bounds, lexicon: Lexicon
) -> tuple[int, int] | None:
    """The entries below a sentence that ends in a colon, with any beginning, by the places of their lines.

    ``I have the following relatives who work here:`` / ``father`` / ``brother`` / ``sister`` / ``aunt``. They are in
    the paragraph of that sentence or in the next one; ``above`` is the line above that.
    """
    if paragraph.role not in ("", ITEM):
        return None
    lines = paragraph.lines
    for first, line in enumerate(lines):
        before = lines[first - 1] if first else above
        if before is None or not bounds.follows(before, line):
            continue
        higher = lines[first - 2].text if first > 1 else ""
        end = first
        while _leads_in(higher, before.text, lexicon) and _may_be_led(lines, end, first, settings, bounds, lexicon):
            end += 1
        is_open = end < len(lines) and lines[end].text.strip()[:1].islower()
        if end - first >= LED_ENTRIES and _are_legible(lines[first:end]) and not is_open:
            return first, end
    return None


def _are_legible(entries: Sequence[Line]) -> bool:
    """Whether entries are words or numbers, not marks of the classification of paragraphs."""
    return sum(LEGIBLE.search(entry.text) is not None for entry in entries) >= LEGIBLE_SHARE * len(entries)


def _leads_in(above: str, line: str, lexicon: Lexicon) -> bool:
    """Whether a line, perhaps with the one ``above`` it, is a sentence that ends in a colon, not a label.

    ``the subscribers to the following telephone numbers:``, not ``CATEGORIES:``, has known words in lower case.
    """
    text = line if SENTENCE_END.search(above.rstrip()) else f"{above} {line}"
    known_words = sum(word.upper() in lexicon.words for word in SMALL_WORD.findall(text))
    return LEADS_IN.search(line.rstrip()) is not None and known_words >= SMALL_WORDS


def _may_be_led(
    lines: Sequence[Line], at: int, first: int, settings: Mapping[int, Setting], bounds: Bounds, lexicon: Lexicon
) -> bool:
    """Whether a line may be such an entry, which must be on the page of the ``first`` one."""
    if at == len(lines):
        return False
    text = lines[at].text.strip()
    is_open = any(mark.search(f"A {text}") for mark in (COMMA, OPEN_BRACKET, lexicon.patterns["goes on"]))
    is_near = at == first or bounds.follows(lines[at - 1], lines[at])
    return is_near and not is_open and _may_belong(lines[at], settings[lines[at].start], lexicon)


def _with_entries(paragraph: Paragraph, place: tuple[int, int]) -> Iterator[Paragraph]:
    """A paragraph in which each line from the first place up to the second one is an item."""
    first, end = place
    if first:
        yield Paragraph(paragraph.lines[:first], paragraph.role)
    yield from (Paragraph([line], ITEM) for line in paragraph.lines[first:end])
    if end < len(paragraph.lines):
        yield Paragraph(paragraph.lines[end:])


def _columns(
    lines: Sequence[Line], settings: Mapping[int, Setting], bounds: Bounds, lexicon: Lexicon
) -> Iterator[tuple[int, int]]:
    """The columns among lines: the place of the first line of each, and of the one after its last."""
    texts = [line.text.strip() for line in lines]
    first = 0
    for at in range(len(lines) + 1):
        may_be = at < len(lines) and _may_belong(lines[at], settings[lines[at].start], lexicon)
        is_next = at < len(lines) and (at == first or bounds.follows(lines[at - 1], lines[at]))
        if may_be and is_next:
            continue
        begin, end = _trimmed(texts, first, at)
        if sum(1 for _ in entries_of(lines[begin:end])) >= FEWEST_PARAGRAPHS and _is_column(texts[begin:end], lexicon):
            yield begin, end
        first = at if may_be else at + 1


def _may_belong(line: Line, setting: Setting, lexicon: Lexicon) -> bool:
    """Whether a line is short for its page, and not a sentence."""
    text = line.text.strip()
    return len(text) <= max(NARROW_LENGTH, NARROW_SHARE * setting.reach) and is_short(text, lexicon.words)


def _trimmed(texts: Sequence[str], first: int, end: int) -> tuple[int, int]:
    """A run of short lines without the end of the sentence above it and without the beginning of the one below it."""
    if first and first < end and SENTENCE_END.search(texts[first - 1]) is None and SENTENCE_END.search(texts[first]):
        first += 1
    while first < end and GOES_ON.match(texts[first]):
        first += 1
    if first < end < len(texts) and texts[end][:1].islower():
        end -= 1
    return first, end


def _is_column(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether short lines are a column, not parts of sentences."""
    goes_on = lexicon.patterns["goes on"]
    open_lines = sum(
        bool(goes_on.search(text) or PROSE.match(text) or (text.isupper() and SENTENCE_WORD.search(text)))
        for text in texts
    )
    return is_list(texts) and open_lines <= MOST_OPEN_SHARE * len(texts) and is_legible(texts, lexicon.words)


def entries_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each entry: one, with those that continue it (``Public Bonding And`` / ``Insurance Company,``)."""
    entry: list[Line] = []
    for line in lines:
        if entry and not COMMA.search(entry[-1].text) and not GOES_ON.match(line.text.strip()):
            yield entry
            entry = []
        entry.append(line)
    if entry:
        yield entry
