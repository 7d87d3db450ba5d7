"""Lines that are likely illegible, in places where little speaks for text: in a header, on a legible page.

``et`` above ``TO:``, ``-- BE)`` between ``MEMORANDUM FOR THE RECORD`` and ``FROM:``: in a header there is no sentence
to which such a line could belong. ``Sa`` below a point of a legible page: its letters were read, and these are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from teikit.layers.facts import PageLine
from teikit.layers.measures import measured
from teikit.layers.roles import Chances, chance_of_text
from teikit.lexicon.line_roles import LineRole
from teikit.words.vocabulary import Vocabulary

NEAR = 5  # lines that stay, from a scrap to the nearest field above it and to that below it, at most
ILLEGIBLE = 0.45  # chance of being illegible of a scrap, at least
PERHAPS_TEXT = 0.4  # chance of being text or header of a scrap, at most
KNOWN_LETTERS = 0.3  # share of its characters in known words, at most
CONTENT = regex.compile(
    r"\w/\w|^\W*\d[\d\W]*$|\d-\d|\d{3}|\d\s\p{L}{3}|[\p{L}.]\s?[:;]\W*$|\p{L}{8}|\p{L}\s?:\s?\p{L}|[^\P{L}\p{Latin}]"
    r"|^\W*BT\W*$|\p{Lu}{5}|\p{Lu}[.-]\s?\p{Lu}|^\W*\p{Lu}(?:\.?\W*|\p{Lu}\.\W*|\p{Ll}{3,}\W*)$"
)
"""What may be content, although no word of it is known: an office (``C/WH``, ``750/ma``), a number alone (``15``),
``65-29``, ``ie OTALS 319``, a day (``1 8 det 63``), a label (``OLS :``, ``CC.``), a long word (``Readquarters``), the
initials of a typist (``JKS:mlb``), letters of another script (``шн 8`` for WH 8), the break before the text of a
message (``BT``), a name (``BAVARA``, ``N. Sheph``, ``Wick``), a letter alone, of a word with spaces (``C`` / ``R`` /
``E T``)."""
OF_TEXT = regex.compile(r"^\W*(?:[il1]\s)?(?:\p{Lu}{2,4}|\p{Ll}{2})\b\W*$")
"""What may be content of a text: a short word or an abbreviation (``i AR``, the character of a case; ``on``)."""


def in_headers(
    lines: Sequence[PageLine],
    open_places: Iterable[int],
    typed: Sequence[bool],
    chances: Sequence[Chances],
    words: Vocabulary,
) -> Iterator[int]:
    """The places of the scraps above and between the fields of headers.

    ``open_places`` are those of the lines that stay in the text and are not in a field, or alone in one of no type;
    ``typed`` says of each line whether it belongs to a field of a known type.
    """
    stays = set(open_places)
    for at in stays:
        if is_scrap(lines[at].text, chances[at], words) and _is_among_fields(lines, stays, typed, at, words):
            yield at


def in_text(
    lines: Sequence[PageLine], legible: Iterable[int], chances: Sequence[Chances], words: Vocabulary
) -> Iterator[int]:
    """The places of the scraps among the lines of legible pages, whose places are ``legible``."""
    for at in legible:
        if is_scrap(lines[at].text, chances[at], words) and OF_TEXT.match(lines[at].text) is None:
            yield at


def is_scrap(text: str, chance: Chances, words: Vocabulary) -> bool:
    """Whether a line is likely illegible and looks like nothing that a typist may have put there."""
    is_illegible = chance[LineRole.SCRAP] >= ILLEGIBLE and chance_of_text(chance) <= PERHAPS_TEXT
    return is_illegible and CONTENT.search(text) is None and measured(text, words).known_letters <= KNOWN_LETTERS


def _is_among_fields(
    lines: Sequence[PageLine], stays: set[int], typed: Sequence[bool], at: int, words: Vocabulary
) -> bool:
    """Whether a field is near below a line, and a field or the top of the page above it, without text in between."""
    above = _nearest(lines, stays, typed, range(at - 1, -1, -1), words)
    below = _nearest(lines, stays, typed, range(at + 1, len(lines)), words)
    page = lines[at].page
    is_headed = above == -1 or typed[above] or lines[above].page != page
    return is_headed and below >= 0 and typed[below] and lines[below].page == page


def _nearest(
    lines: Sequence[PageLine], stays: set[int], typed: Sequence[bool], places: range, words: Vocabulary
) -> int:
    """The first of some places that is a field, a line of text, on another page, or too far away; -1 if none is."""
    passed = 0
    for place in places:
        passed += place in stays
        is_other_page = lines[place].page != lines[places[0]].page
        if typed[place] or is_other_page or passed > NEAR or measured(lines[place].text, words).is_fluent:
            return place
    return -1
