"""The name in a labelled line, as it is read, if no list has it: ``FROM: Frieda Smith``, ``To: The File``.

Nothing is corrected. Signs at the edge that are not letters of a name are left out: ``Frieda Smith (``. If a letter was
misread as a sign (``@oseph W. Griffin``), the name is not the one on the page, and the field names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex
from rapidfuzz.distance import Hamming

from teikit.lexicon import Lexicon
from teikit.lexicon.entries import Field

SIGNS = regex.compile(r"^[^\p{L}]+|(?=\))(?<!\([^()]*)\)+$|(?<![^\p{L}\p{N}.)])[^\p{L}\p{N}.)]++$")
"""Signs at either end of a name; a bracket that was opened in it stays: ``(Jr.)``. Only the first of many is tried."""
SPECK = r"(?<!/)\s(?:[^\p{L}\p{N}\s]++(?:\s[^\p{L}\p{N}\s]++)*+|\p{L}|\p{Ll}{2}|[0-9]{1,2})"  # and those next to it
NOT_AFTER_SPECK = r"(?<!(?<!/)\s(?:[^\p{L}\p{N}\s]+|\p{L}|\p{Ll}{2}|[0-9]{1,2}))"  # only the first of many is tried
SPECKS_AFTER = regex.compile(rf"{NOT_AFTER_SPECK}(?:{SPECK})+$")
"""What the engine made of spots after a name: ``San Juan 7 7``, ``Counterintelligence Staff ie``, ``Tampa . . 1``."""
ROOM = regex.compile(r",?\s(?:[Rr]oom\s)?[0-9]\s?\p{Lu}\s?[0-9]{2,4}$")
"""The room after an office: ``Employee Activity Branch, 3 E 54``, ``Operations Support Branch 4E27``."""
BEHEADED = regex.compile(r"\s*[^\p{L}\s]+\p{Ll}")
"""A name whose first letter was misread as a sign: ``@oseph``."""
PRINTED = regex.compile(r"\W*\(")
"""The beginning of printed words of a form: ``TO: (Officer designation, room number, and``."""
SENTENCES = regex.compile(r"\p{L}{5,}\.\s+\p{L}{5,}|\p{L}:\s|\sINFO\s|^\s*LIMIT(?:ED)?\s")
"""What a name never has: the end of a sentence, a label, the limits of a cable's distribution: ``GRANTED RALPH HANSCOM.
ASSIGNED``, ``Gilmore DATE: LOFIS``, ``CE/AB INFO CE/CD``, ``LIMITED DISSEM CE/AB``"""
NOT_NAME = regex.compile(r"[^\p{L}.]+$")  # signs at the end of a name that are not part of it
PARTY_WORD = regex.compile(r"\p{L}{3,}")  # a word of three letters or more, which may be a known one
NAME_WORD = regex.compile(r"\p{L}{2,}")  # a word of a name; an initial is not one
WHOLE = regex.compile(r":\s*\p{Lu}\p{L}+(?:\s(?:\p{Lu}[\p{L}.]*|in)){1,3}[^\p{L}\n]*$")
"""A name that ends its line: ``Frieda Gasola``, ``Special Agent in Charge``."""
OFFICE = regex.compile(r"\p{Lu}\p{L}+[\s,]")
"""The beginning of an office in the next line: ``Associate Review Officer, DDA``, ``Chief, Activity
Branch``."""
COLON = r"(?:\s*\+?:|\s8\s(?=\p{Lu}\p{Ll}))"
"""The colon of a label: ``MEMORANDUM FOR +: Chief of Operations``, ``TO 8 The Adjutant General``."""
LEAST_WORDS = 2  # fewest words of a party that no list has
MOST_WORDS = 8  # most words of such a party


def as_read(text: str, kind: str, lexicon: Lexicon) -> str:
    """The party in a field of a kind; empty if the label was not read to the letter, or the party is not legible.

    ``text`` is the field with its label.
    """
    value = _value(
        _on_one_line(text), (field for field in lexicon.fields if field.id == kind and field.value != "text")
    )
    if not value:
        return _titled(text, lexicon)
    if PRINTED.match(value) or BEHEADED.match(value) or SENTENCES.search(value):
        return ""
    party = SIGNS.sub("", ROOM.sub("", SPECKS_AFTER.sub("", SIGNS.sub("", value))))
    words = PARTY_WORD.findall(party.upper())
    if kind == "to" and lexicon.patterns["filed"].match(party):  # one word, but the addressee of the paper: To: File
        return party
    if _is_misread_title(party, lexicon):
        return ""
    known = sum(word in lexicon.words for word in words)
    named = len(NAME_WORD.findall(party)) >= LEAST_WORDS and len(party.split()) <= MOST_WORDS
    legible = 0 < len(words) <= known * 2
    return party if named and legible and not lexicon.patterns["nobody"].match(party) else ""


def _titled(text: str, lexicon: Lexicon) -> str:
    """The officer in a field without a label, perhaps with a date after the name; empty if that is not legible.

    ``Acting Chief, Foreign Documents Division  24 April 1959``
    """
    line = _on_one_line(text)
    dated = next(lexicon.calendar.date.finditer(line), None)
    party = NOT_NAME.sub("", line[: dated.start()] if dated else line).strip(" ,")
    opens = {entry.word for entry in lexicon.header_words if entry.kind == "opening"}
    begins = party.upper().replace(",", " ").split()[:1]
    return party if "," in party and not opens.isdisjoint(begins) and is_legible(party, lexicon) else ""


def is_legible(party: str, lexicon: Lexicon) -> bool:
    """Whether a party consists only of known words: ``Legislative Counsel``, not ``Sag Tampa (157-47)``."""
    words = party.replace(",", " ").split()
    return len(words) >= LEAST_WORDS and all(word.isalpha() and word.upper() in lexicon.words for word in words)


def _is_misread_title(party: str, lexicon: Lexicon) -> bool:
    """Whether a party begins with the title of a field officer except for one letter: ``SAG, JACKSDVILLE`` for SAC.

    There is a comma after such a title, but not after a name or an office: ``Sam Brown``, ``Legal Counsel``.
    """
    titles = {entry.word for entry in lexicon.header_words if entry.kind == "field-officer"}
    first, comma, _ = party.upper().partition(",")
    return comma != "" and first not in titles and any(Hamming.distance(first, title) == 1 for title in titles)


def _on_one_line(text: str) -> str:
    """A text on one line, with a comma between a name and the office below it."""
    first, *below = [" ".join(line.split()) for line in text.splitlines() if line.strip()] or [""]
    for line in below:
        is_office = WHOLE.search(first) is not None and OFFICE.match(line) is not None
        first = f"{NOT_NAME.sub('', first)}, {line}" if is_office else f"{first} {line}"
    return first


def _value(text: str, fields: Iterable[Field]) -> str:
    """The text after a label that was read to the letter, with its colon or an 8 for it."""
    fields = list(fields)
    labels = "|".join(sorted(regex.escape(field.label) for field in fields if field.label))
    printed = regex.match(rf"(?i:{labels}){COLON}", text) if labels else None
    matches = (field.reads.match(text) for field in fields if not field.label)
    marked = printed or next((match for match in matches if match and ":" in match[0]), None)
    return text[marked.end() :] if marked else ""
