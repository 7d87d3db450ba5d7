"""The lines that are items of a list: those of a form, of a list and of a distribution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from teikit.core import Line
from teikit.core.text import OPEN_BRACKET
from teikit.layers.measures import measured
from teikit.lexicon import Lexicon
from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.line_patterns import BROKEN_WORD, COMMA, SMALL_WORD
from teikit.paragraphing.points import MOST_SKIPPED
from teikit.words.vocabulary import Vocabulary

OF_LINES = ("form", "list")
"""Genres of documents that consist of lines, not of text."""
COPY = regex.compile(r"\W{0,2}(?:\d{1,2}|[Iil](?=\s?[-–—~=] ?\p{Lu})|Orig(?:\.|inal)?)\s?[-–—~=]\s?\p{L}|\W{0,2}Orig\b")
"""A line that says who gets a copy: ``1 - C/WH/3``, ``1 = COS, JMWAVE``, ``Orig & 1 - Addressee``"""
PART = regex.compile(r"\W?[-–—~=](?:\s?\p{Lu}|\s\p{L})|\W{0,2}\d{1,2}\W{0,2}$|\W?\(\s?\d{1,2}\s?[-–—~=]\s?\d+-")
"""A part of such a line that is on a line of its own: ``2`` / ``- WFO (92-715)``, ``(1 - 157-447)``"""
GAP_WORDS = 4  # words of a misread line between two lines of a distribution, at most: 1-0S File
MOST_ROOM = 4  # blank lines above or below such a line, at most
GAP_NEVER_LAST = ".?!"  # signs with which such a line does not end, but a sentence does
COUNT = regex.compile(r"\d{1,2}")  # the count of a copy alone on its line: 2 / - WFO (92-715)
ITEM_NUMBER = regex.compile(r"\W?\d{1,2}\.")  # the number of an item alone on its line: 5.
NUMBERED_ITEM = regex.compile(r"\p{Lu}\p{L}{2,}\W{1,3}\p{L}{2,}")
"""The text to which the number of an item on a line of its own belongs: ``5.`` / ``Personal Correspondence``"""
COPY_RECIPIENT = regex.compile(r"[-–—~=]\s?\p{Lu}")  # who gets the copy that was counted above: - WFO
SURE_COPY = regex.compile(r"\W{0,2}(?:\d{1,2}\s?)?[-–—~=]\s?\p{Lu}[\p{L} .]+\((?:\d{1,3}-\s?\d|Enc)")
"""A copy with the number of its file or of its enclosures, which needs no other next to it:
``2 - Miami (92-88)``, ``- Bureau (Encls. 12)``"""
COUNTED = regex.compile(
    r"\W{0,2}\d [-–—~=] \p{Lu}|\W{0,2}\d\s?[-–—~=÷]\s?\p{Lu}{1,4}/[\p{Lu}\d]"
    r"|\W{0,2}\p{Lu}rig\p{Ll}*\W{0,3}(?:&\W{0,2}\d\b|[-–—~=]\s?\p{Lu})"
)
"""A copy after its count, which needs no other either, if there are spaces on both sides of the dash, or if it is for
an office: ``1 - Mr. Nasca``, ``1- RD/FLE``, ``Orig. & 1 = Addressee``, ``Wriginal - OLC``; not ``4-January 1974``"""
LISTED_LINES = 2  # lines of a distribution, at least
LONG_WORD = regex.compile(r"\p{L}{4,}")
"""A word that shows whether a line is a name: ``of the`` also occurs in sentences."""
REST_OF_BRACKET = regex.compile(r"[^()]*\)")  # the rest of its content: and memo)
DASHED_ENTRY = regex.compile(r"[-–—](?:\s+[\p{Lu}\d\"“(\[]|\d{1,2}/)")  # - Says RDM; -5/22/59 memo
TWO_DASHES = regex.compile(r"--\s?\p{Lu}")  # -- STATION PROVIDED: no sentence continues like this
FEWEST_ENTRIES = 3  # lines with two dashes of a document whose entries they are, at least
MANY_DASHES = 10  # lines with a dash of a document whose entries they are, at least
DASH_SHARE = 0.1  # the same as a share of its lines
MOST_SOURCE_LINES = 5  # lines from one source of a list to the next, at most
SENTENCE_WORDS = 4  # words in lower case of a line of a sentence, at least
NAME_WORDS = 2  # such words of a name, at least: American Rescue Ship Mission
SHORT_SHARE = 0.6  # length of a line of a distribution as a share of the usual length, at most


def is_sure_copy(text: str) -> bool:
    """Whether a line says who gets a copy so clearly that it needs no other such line next to it."""
    return SURE_COPY.match(text) is not None or COUNTED.match(text) is not None


def is_copy(text: str, patterns: Patterns) -> bool:
    """Whether a line says who gets a copy: ``2 - Los Angeles (92-113)``, not ``2. Los Angeles``."""
    return any((COPY.match(text), COUNTED.match(text), patterns["filed copy"].match(text)))


def items(lines: Sequence[Line], genre: str, width: float, lexicon: Lexicon) -> list[bool]:
    """For each line of a document, whether it is an item; ``width`` is the usual length of a line in characters."""
    texts = [line.text.strip() for line in lines]
    if genre in OF_LINES:
        are_items = [not text[:1].islower() and not _is_prose(text, lexicon.words) for text in texts]
        are_numbers = [ITEM_NUMBER.fullmatch(text) is not None for text in texts]  # of the text below: 5.
        are_above_items = [*are_items[1:], True]
        return [
            is_item and (above or not number)
            for is_item, above, number in zip(are_items, are_above_items, are_numbers, strict=True)
        ]
    are_items = [False] * len(texts)
    are_parts = [_is_part(text, width, lexicon.patterns) for text in texts]
    for first, last in _runs(_bridged(lines, are_parts)):
        named = [text for text in texts[first:last] if any(map(str.isalpha, text))]
        is_list = len(named) >= LISTED_LINES and (
            any(is_copy(text, lexicon.patterns) for text in named)
            or any(is_parted_copy(*rows) for rows in pairwise(texts[first:last]))
        )
        if is_list or any(map(is_sure_copy, named)):
            are_items[first:last] = [True] * (last - first)
    return are_items


def _is_part(text: str, width: float, patterns: Patterns) -> bool:
    """Whether a line may belong to a distribution: it is short, or a row with the number of the file of a copy."""
    if SURE_COPY.match(text) is not None:
        return len(text) <= width
    return len(text) <= SHORT_SHARE * width and (is_copy(text, patterns) or PART.match(text) is not None)


def _bridged(lines: Sequence[Line], are_parts: Sequence[bool]) -> list[bool]:
    """Which lines may belong to a distribution, with single short ones between two such lines: ``Miami : :``."""
    whole = [*are_parts]
    for at in range(1, len(lines) - 1):
        is_between = are_parts[at - 1] and are_parts[at + 1]
        whole[at] = are_parts[at] or (is_between and _is_misread_copy(*lines[at - 1 : at + 2]))
    return whole


def _is_misread_copy(above: Line, line: Line, below: Line) -> bool:
    """Whether a line between two of a distribution that name somebody is short, ends no sentence, and is near them."""
    text = line.text.strip()
    are_named = all(any(map(str.isalpha, row.text)) for row in (above, below))  # not the numbers of a column
    is_near = line.start - above.next <= MOST_ROOM and below.start - line.next <= MOST_ROOM
    may_be = len(text.split()) <= GAP_WORDS and text[-1:] not in GAP_NEVER_LAST and not text[:1].islower()
    return are_named and is_near and may_be


def _is_prose(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line reads like text, not like a name: ``American Council on Soviet Relations``."""
    return measured(text, vocabulary).is_fluent and not is_proper_name(text)


def is_proper_name(text: str) -> bool:
    """Whether a line is a name: its long words begin with capitals, and it is not all in capitals.

    >>> is_proper_name("American Committee for Yugoslav Relief, Inc."), is_proper_name("The Committee went to Havana.")
    (True, False)
    """
    words = LONG_WORD.findall(text)
    return len(words) >= NAME_WORDS and all(word[0].isupper() for word in words) and not text.isupper()


def closes_brackets(item: str, line: str) -> bool:
    """Whether brackets that are open at the end of a line are closed in the line below it."""
    return OPEN_BRACKET.search(item) is not None and REST_OF_BRACKET.match(line) is not None


def goes_on(item: str, line: str) -> bool:
    """Whether an item goes on in the line below it: in a broken word, in brackets, or in lower case after a name.

    So does the number of an item or of a copy that the engine put on a line of its own (``1`` / ``- D/OIM``).

    >>> goes_on("Alabama Association (see Communist", "Party)"), goes_on("DATE OF BIRTH", "23 Mar 27")
    (True, False)
    >>> goes_on("8.", "MILITARY SERVICE"), goes_on("12.", "29 Aug62")
    (True, False)
    """
    is_inside = closes_brackets(item, line)
    is_parted = is_parted_copy(item, line)
    is_number = ITEM_NUMBER.fullmatch(item) is not None and NUMBERED_ITEM.match(line) is not None
    is_broken = BROKEN_WORD.search(item) is not None or (is_proper_name(item) and line[:1].islower())
    return is_broken or is_inside or is_parted or is_number


def dashed(lines: Sequence[Line]) -> set[int]:
    """The starts of the lines of a document that begin with a dash, if there are so many that they are its entries.

    ``File #A14 529`` / ``- 3/23/65 report:`` / ``- Says RDM has been arrested``. A few with two dashes are enough: ``6.
    EMBASSY`` / ``-- STATION RELAYED``.
    """
    sure = [line.start for line in lines if TWO_DASHES.match(line.text.strip())]
    entries = [line.start for line in lines if DASHED_ENTRY.match(line.text.strip())]
    are_many = len(entries) >= max(MANY_DASHES, DASH_SHARE * len(lines))
    return {*(entries if are_many else ()), *(sure if len(sure) >= FEWEST_ENTRIES else ())}


def sources(lines: Sequence[Line], symbol: regex.Pattern[str]) -> tuple[set[int], set[int]]:
    """The starts of the lines of a list of sources, and of the lines between them, which belong to the source above.

    ``symbol`` matches the symbol of a source, with its ``office`` and ``n``. Sources are listed if the next number is a
    few lines below: ``MM T-2 is MM 492-S,`` / ``contacted by`` / ``MM T-3 is MM 724-S,``. An engine may have garbled
    one between them. The last source goes on after a comma.
    """
    matches = ((at, symbol.match(line.text.strip())) for at, line in enumerate(lines))
    symbols = [(at, match) for at, match in matches if match]
    listed: set[int] = set()
    inside: set[int] = set()
    for (above, source), (below, next_source) in pairwise(symbols):
        is_of_office = source["office"].upper() == next_source["office"].upper()
        is_next = is_of_office and 0 < int(next_source["n"]) - int(source["n"]) <= 1 + MOST_SKIPPED
        rows = lines[above : below + 1]
        if is_next and len(rows) <= MOST_SOURCE_LINES + 1 and not any(map(_is_sentence, rows)):
            listed |= {lines[above].start, lines[below].start}
            inside |= {line.start for line in lines[above + 1 : below]}
            inside |= {line.start for line in _rest(lines[below : below + MOST_SOURCE_LINES])}
    return listed, inside - listed


def _rest(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that continue the first one: after a comma, as long as they are not a sentence."""
    for before, line in pairwise(lines):
        if not COMMA.search(before.text) or _is_sentence(line):
            return
        yield line


def _is_sentence(line: Line) -> bool:
    """Whether a line has as many words in lower case as a sentence: ``MM T-1 advised on 11 July that the source``."""
    return len(SMALL_WORD.findall(line.text)) >= SENTENCE_WORDS


def is_parted_copy(count: str, name: str) -> bool:
    """Whether two lines are the count of a copy and who gets it: ``1`` / ``- SAG``."""
    return COUNT.fullmatch(count) is not None and COPY_RECIPIENT.match(name) is not None


def _runs(are_parts: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The runs of lines that may be items: the place of the first line of each, and of the line after its last."""
    first = None
    for at, is_part in enumerate((*are_parts, False)):
        if is_part and first is None:
            first = at
        elif not is_part and first is not None:
            yield first, at
            first = None
