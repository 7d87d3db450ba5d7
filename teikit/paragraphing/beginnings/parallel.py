"""Lines that begin with the same two words, or with a word and a number: entries, and paragraphs that begin alike.

CIA Msg dated 11 Jan 63, Subject: Alpha 66, 2 p.
CIA Msg dated 12 Nov 62, Subject: Operation, 2 p.       each line is an entry, though nothing parts them
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from teikit.core import Line
from teikit.lexicon import Lexicon
from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.beginnings.parted_rows import LONGEST_ROW
from teikit.paragraphing.groups import Bounds, Paragraph
from teikit.paragraphing.line_patterns import CITATION, COMMA, SENTENCE_END, SENTENCE_WORD
from teikit.paragraphing.points import SENTENCE
from teikit.paragraphing.setting import Setting

NEAR_LINES = 8  # lines above and below within which the other entries begin, at most
FEWEST_ENTRIES = 3  # such entries, at least
KEY = regex.compile(r"\W{0,3}(?P<first>\p{Lu}\p{L}+)\W{0,2}\s+(?:(?P<next>\p{L}{2,})|\W?\d)")
"""The part that entries have in common: ``CIA Msg``, ``Sept. 25``, ``- CG 6132-C``, ``[] Subsection 1B``."""
FIRST_WORD = regex.compile(r"\W{0,2}(\p{Lu}[\p{L}'’-]*)[.,]?\s\w")  # the word with which a sentence begins: Mr. Grey
AMID = regex.compile(r"(?<=[\p{L}\d)\"”][.?!])\s+\W{0,2}(\p{Lu}[\p{L}'’-]*)")  # the same within a line
SURE_LINES = 2  # lines that begin with such a word below a short line, at least
MOST_AMID = 0.25  # how often it begins a sentence within a line, as a share of how often at the beginning of one
ANY_NUMBER = "9"  # means any number after the first word
WORDED = regex.compile(r"\p{L}{2}")
"""A line above an entry that has a word; the mark or number of an entry may be alone: ``[]``, ``13.``"""


def parallel(documents: Sequence[Sequence[Line]], lexicon: Lexicon) -> set[int]:
    """The starts of the lines of each document that begin entries in parallel form."""
    texts = ((lines, [line.text.strip() for line in lines]) for lines in documents)
    return {lines[at].start for lines, stripped in texts for at in _places(stripped, lexicon.patterns)}


def alike(
    documents: Sequence[Sequence[Line]], settings: Mapping[int, Setting], bounds: Bounds, lexicon: Lexicon
) -> set[int]:
    """The starts of the lines below the end of a sentence that begin as several paragraphs of their document do.

    ``described in the memorandum for the record of that day.`` / ``Mr. Phillips was asked``, where ``Mr. Phillips`` is
    below short last rows, too. This counts only where blank lines mean nothing; ``settings`` says how the page of each
    line is typed, by its start.
    """
    starts: set[int] = set()
    patterns = lexicon.patterns
    for lines in documents:
        pairs = [pair for pair in pairwise(lines) if bounds.are_on_one_page(*pair)]
        below = [pair for pair in pairs if _is_below_sentence(*pair, settings[pair[1].start])]
        short = [line for before, line in below if settings[line.start].is_short(before.text)]
        sure = Counter(_key(line.text.strip(), patterns) for line in short)
        keys = ((line.start, _key(line.text.strip(), patterns)) for _, line in below)
        starts |= {start for start, key in keys if key and sure[key] >= FEWEST_ENTRIES}
        leading = _leading_words(lines, [line for _, line in below], short, patterns)
        fit = [line for before, line in below if _would_fit(before.text, line.text, settings[line.start])]
        starts |= {line.start for line in fit if _first_word(line.text) in leading}
    return starts


def _leading_words(lines: Sequence[Line], below: Sequence[Line], short: Sequence[Line], patterns: Patterns) -> set[str]:
    """The words with which sentences of a document begin at the beginning of a line only, as paragraphs do.

    A word that begins sentences within a paragraph is inside a line far more often than at its beginning.
    ``below`` are the lines below the end of a sentence, ``short`` those of them below a short line.
    """
    amid = Counter(match[1] for line in lines for match in AMID.finditer(line.text))
    sure = Counter(_first_word(line.text) for line in short)
    counts = Counter(_first_word(line.text) for line in below)
    return {
        word
        for word, count in counts.items()
        if count >= FEWEST_ENTRIES and sure[word] >= SURE_LINES and amid[word] <= MOST_AMID * count
        if word and not patterns["pronoun first"].match(word)
    }


def _would_fit(before: str, line: str, setting: Setting) -> bool:
    """Whether the first word of a line would have fitted into the row above."""
    return setting.end(before) + 1 + len(line.split(maxsplit=1)[0]) <= setting.reach


def _first_word(line: str) -> str:
    """The first word of a line that begins with a capital; empty for any other line."""
    match = FIRST_WORD.match(line.strip())
    return match[1] if match else ""


def dated(documents: Sequence[Sequence[Line]], bounds: Bounds, patterns: Patterns) -> set[int]:
    """The starts of the lines that begin with a day as several others of their document do: ``On 3/23/59, Michael``.

    Above them a sentence ends, or there is something that is not a sentence: ``109-581-12 encl.p.9``. If an engine read
    a lower-case letter (``on 12/30/59, PH 251-C advised``), a line above that ends no sentence must not have a word in
    lower case.
    """
    starts: set[int] = set()
    for lines in documents:
        begun = [pair for pair in pairwise(lines) if patterns["dated first"].match(pair[1].text.strip())]
        if len(begun) >= FEWEST_ENTRIES:
            starts |= {
                line.start
                for before, line in begun
                if bounds.are_on_one_page(before, line)
                and _may_be_above_day(before.text.strip(), line.text.strip(), patterns)
            }
    return starts


def _may_be_above_day(before: str, line: str, patterns: Patterns) -> bool:
    """Whether a paragraph that begins with a day may begin in a line below this one."""
    if SENTENCE_END.search(before) is not None:
        return True
    return not _goes_on(before, patterns) and (SENTENCE.match(line) is not None or SENTENCE_WORD.search(before) is None)


def _goes_on(line: str, patterns: Patterns) -> bool:
    """Whether a sentence goes on after the end of a line; a hyphen alone does not show it: ``one may bavel-``."""
    return COMMA.search(line) is not None or patterns["goes on"].search(line) is not None


def _is_below_sentence(before: Line, line: Line, setting: Setting) -> bool:
    """Whether a sentence ends above a line, and the two are not parts of one row."""
    length = len(before.text.strip()) + 1 + len(line.text.strip())
    is_ended = SENTENCE_END.search(before.text.rstrip()) is not None and WORDED.search(before.text) is not None
    return is_ended and not setting.has_blank_lines and length > LONGEST_ROW * setting.reach


def parted_at(paragraphs: Iterable[Paragraph], starts: Container[int]) -> Iterator[Paragraph]:
    """The paragraphs, those of text divided at the lines with these ``starts``."""
    for role, lines in ((paragraph.role, paragraph.lines) for paragraph in paragraphs):
        first = 0
        for at in range(1, len(lines)):
            if not role and lines[at].start in starts:
                yield Paragraph(lines[first:at])
                first = at
        yield Paragraph(lines[first:], role)


def _places(texts: Sequence[str], patterns: Patterns) -> Iterator[int]:
    """The places, from 0, of the lines of a document with which such entries begin."""
    keys = [_key(text, patterns) for text in texts]
    for at in range(1, len(texts)):
        key, before = keys[at], texts[at - 1]
        if key is None or keys[max(at - NEAR_LINES, 0) : at + NEAR_LINES + 1].count(key) < FEWEST_ENTRIES:
            continue
        if WORDED.search(before) and not _goes_on(before, patterns):
            yield at


def _key(text: str, patterns: Patterns) -> tuple[str, str] | None:
    """The first two words of a line, in capitals; None if it does not begin like an entry.

    Lines with a pronoun, which often begins sentences within a paragraph, and references alone do not.
    """
    match = KEY.match(text) if CITATION.fullmatch(text) is None else None
    if match is None or patterns["pronoun first"].match(match["first"]):
        return None
    return match["first"].upper(), (match["next"] or ANY_NUMBER).upper()
