"""The brackets that engines write where a page shows an excision: ``[]``, ``[ ]``, ``[`` and ``]`` lines apart."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.core import Draft, Span
from teikit.core.text import WRITTEN
from teikit.lexicon import Lexicon

NOTHING = r"(?:[^\S\r\n]|[.,:;|_~'‘’“”—-]){0,200}+"  # spaces and specks between two brackets
PAIR = regex.compile(
    rf"[\[{{(]{{1,2}}(?=[\[\]_|\s]){NOTHING}\](?![\p{{L}}\p{{N}}])|\[{NOTHING}[\]}}](?![\p{{L}}\p{{N}}])"
)
"""Both brackets of an excision in one line, perhaps misread: ``[ ]``, ``{_]``"""
OPENING = regex.compile(r"(?m)\[(?=[^\p{L}\p{N}\[\]\r\n]{0,8}+(?:[\r\n]|\Z))")
"""An opening bracket at the end of a line: ``THE [``"""
CLOSING = regex.compile(r"(?m)^[ \t]*+[^\p{L}\p{N}\[\]\r\n]{0,6}+(?P<closing>\])(?=\s)")
"""A closing bracket at the beginning of a line: ``] REPORTED``"""
LONG_WORD = regex.compile(r"\p{L}{3,}")  # a word of a line, by which it is legible or garbage
MARK = regex.compile(r"\p{L}{1,2}")  # what an engine makes of a tick box: O, El
LONGEST_SIDE = 300  # characters before a bracket, and about as many after it, in which words are looked for
MOST_LINES = 12  # lines between an opening bracket and the closing one, at most
WORDS_OF_GARBAGE = 2  # long words of a line, above which it may be garbage
KNOWN_SHARE = 0.4  # share of its long words that are known, below which a line is garbage


def brackets_of(draft: Draft) -> Iterator[Span]:
    """The brackets of excisions: pairs, and single ones whose other end is missing or in another line."""
    taken, text = 0, draft.text
    pairs = (Span(*match.span()) for match in PAIR.finditer(text))
    places = [span for span in pairs if not draft.holds_aside(span)]  # a stamp between two brackets is not nothing
    places += [Span(*match.span()) for match in OPENING.finditer(text)]
    places += [Span(*match.span("closing")) for match in CLOSING.finditer(text)]
    opened = -1
    for span in sorted(places):
        if span.start < taken:
            continue
        taken = span.end
        if text[span.start] == "]" and opened >= 0 and text[opened : span.start].count("\n") < MOST_LINES:
            opened = -1  # the end of an excision that began with "[" in a line above
            continue
        opened = span.end if text[span.start : span.end] == "[" else -1
        yield span


def is_garbage(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Whether a bracket is in a line that the engine made of boxes and rules.

    Few of the words of such a line are known, or it has none, like the lines above and below: ``O`` / ``[|`` / ``El``.
    """
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = text[max(start, span.start - LONGEST_SIDE) : end if end >= 0 else None][: 2 * LONGEST_SIDE]
    if not WRITTEN.search(line):
        return end >= 0 and _is_among_marks(text[max(start - LONGEST_SIDE, 0) : start], text[end : end + LONGEST_SIDE])
    words = [match[0].upper() for match in LONG_WORD.finditer(line)]
    return len(words) > WORDS_OF_GARBAGE and sum(word in lexicon.words for word in words) < KNOWN_SHARE * len(words)


def _is_among_marks(above: str, below: str) -> bool:
    """Whether the last line of the text above and the first one of the text below have a letter or two, no more."""
    beside = above.rstrip().rsplit("\n", 1)[-1], below.lstrip().split("\n", 1)[0]
    return all(MARK.fullmatch(line.strip()) for line in beside)


def closing(text: str, span: Span) -> int:
    """The offset of the closing bracket of a gap, perhaps in a line below; that of the opening one if there is none."""
    if text[span.start : span.end] != "[":
        return span.end - 1
    match = CLOSING.search(text, span.end)
    between = text[span.end : match.start()] if match else "["
    return match.start("closing") if match and "[" not in between and between.count("\n") < MOST_LINES else span.start
