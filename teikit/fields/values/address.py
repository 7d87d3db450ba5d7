"""The parts of an address line: ``PRITY DIR INFO MASH CITE MEXI 7443`` has addressees, those informed, and a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from teikit.fields.rows import HeaderRow
from teikit.fields.values.names import ADDRESS_LETTERS, Names
from teikit.fields.values.words import HeaderWords, ReadWord

HEADQUARTERS = "DIR"  # the address of headquarters on the form of a cable
LEAST_CITED = 4  # words of such a line with a number to cite, at least: DIR SSASE WAVE 7824
CITED_DIGITS = 4  # digits of that number
NUMBERED_POSTS = regex.compile(r"(?:\p{Lu}[\p{L} .]{2,20} [0-9]{1,5}[,.;]?\s?)+")
"""Posts, each with the number of a telegram: ``PARIS 176, BONN 154, BERLIN 123.``"""
OPEN_LIST = regex.compile(r"[0-9],$")  # the end of a row after which such a list continues: ``LONDON 165,``
CUT = regex.compile(r",(?:\s[^\p{L}\p{N}]{1,2})?$")  # the end of a row in which a list is cut: EUR/LGL, ‘
LISTED = ("to", "info")  # types of fields that list places
REPEATED = ("reference", "info", "distribution")
"""Types of fields with the posts to which a telegram was repeated."""


def parts(text: str, kind: str, timed: bool, words: HeaderWords) -> Iterator[tuple[str, int, int]]:
    """The parts of a line of type ``kind``, each with its type, its start and its end in the line.

    ``timed`` says that the line has a date-time group: then that precedes CITE, instead of an addressee.
    """
    turns, read = [(0, kind)], words.read(text)  # the start of each part, and its type
    for word in read:
        if word.role in ("info", "cite") and word.role != turns[-1][1]:
            turns = [*turns, (word.span.start, word.role)] if word.span.start else [(0, word.role)]
        elif word.role == "cite" and word.span.start:
            turns.append((word.span.start, word.role))
    if timed and len(turns) == 1:  # SECRET 291630Z APR 68 ore (BANGKOK) 4321: CITE is not legible
        named = (pair for pair in pairwise(read) if [word.role for word in pair] == ["address", "number"])
        # 26 Apri 1965 is not an address
        starts = (name.span.start for name, _ in named if len(name.text) > ADDRESS_LETTERS or name.text.isupper())
        turns += [(start, "cite") for start in starts if start][:1]
    if kind == "to" and len(turns) == 1:
        turns += [(start, "cite") for start in _misread_cite(read, words)]
    if len(turns) > 1 and turns[0][1] == "cite":
        turns[0] = (0, "date" if timed else "to")
    for (start, part), end in zip(turns, [*(start for start, _ in turns[1:]), len(text)], strict=True):
        yield part, start, start + len(text[start:end].rstrip())


def _misread_cite(read: Sequence[ReadWord], words: HeaderWords) -> Iterator[int]:
    """The places of the station by which a cable to headquarters is to be cited, if CITE is illegible.

    ``DIR SSASE WAVE 7824``: there is something between DIR and a station with four digits at the end of the line.
    """
    if len(read) < LEAST_CITED or read[0].text.upper() != HEADQUARTERS or not any(not word.role for word in read[1:-2]):
        return
    name, number = read[-2:]
    is_station = len(name.text) == ADDRESS_LETTERS and (name.role == "address" or words.names.station_form(name.text))
    if is_station and number.role == "number" and len(number.text) == CITED_DIGITS:
        yield name.span.start


def repeated(rows: Sequence[HeaderRow], types: Mapping[int, str]) -> dict[int, str]:
    """The places of the rows that continue the list of posts to which a telegram was repeated, with their type.

    ``SENT DEPARTMENT 1089, REPEATED INFORMATION LONDON 165,`` / ``PARIS 176, BONN 154.``: these are not addressees.
    """
    given: dict[int, str] = {}
    for at in range(1, len(rows)):
        above = given.get(at - 1) or types.get(at - 1, "")
        goes_on = above in REPEATED and OPEN_LIST.search(rows[at - 1].text) and not rows[at].label
        if goes_on and NUMBERED_POSTS.fullmatch(rows[at].text):
            given[at] = above
    return given


def listed(rows: Sequence[HeaderRow], types: Mapping[int, str], names: Names) -> dict[int, str]:
    """The places of the rows that continue a list of places below a comma, with their type.

    ``LISBON, MANILA, MUNICH,`` / ``PANAMA CITY, PARIS,`` / ``RIO DE JANERIO, ROME, SAN JOSE``: at least half of the
    parts of the row are known, including the first or the last.
    """
    given: dict[int, str] = {}
    for at in range(1, len(rows)):
        above = given.get(at - 1) or types.get(at - 1, "")
        if above not in LISTED or types.get(at) or rows[at].clear_label or not CUT.search(rows[at - 1].text):
            continue
        parts = [part.strip(" .():") for part in rows[at].text.split(",") if part.strip(" .():")]
        known = [names.known(part, exact=True) for part in parts]
        are_places = [name is not None and name.kind == "place" for name in known]
        if parts and sum(are_places) * 2 >= len(parts) and (are_places[0] or are_places[-1]):
            given[at] = above
    return given
