"""Headers without labels: addressee and date, sender and subject of a memorandum, by their places.

``Chief, WH/4/CI        24 April 1961`` / ``Chief, Contact Division (Support)`` / ``Alleged Base in Florida``

If only the label of the addressee is lost, the addressee is directly above FROM.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import regex

from teikit.fields.by_place.dateline import DATED
from teikit.fields.detached import Detached
from teikit.fields.items import type_of, types_of
from teikit.fields.rows import HeaderRow
from teikit.fields.values.dates import MONTH_LIKENESS, Dates
from teikit.fields.values.parties import PERSON
from teikit.fields.values.words import HeaderWords
from teikit.lexicon.patterns import Patterns
from teikit.lexicon.salutations import salutation

NUMBER_AND_DAY = regex.compile(
    r"(?:\W*\w{1,4}\s?[:;.]\W*)?(?P<number>[0-9]{1,4}),\s(?P<month>\p{L}{3,9})\s[0-9]{1,2}(?:,|$)"
)
"""The number of a telegram with its day: ``1226, DECEMBER 3, NOON``, ``40: 61, CTOBER 8, 1962``"""
ROWS_TO_SENDER = 3  # rows below the addressee that may have the sender
TITLE_LIKENESS = 0.65  # likeness of the first word of a title, at least: Ghie®
MOST_AFTER = 3  # letters and digits after the date of a row, at most
SUBJECT_WORDS = 3  # words of a subject, at least
MOST_ODD_SHARE = 0.2  # share of the tokens of a subject that look like noise, below which it is legible
UNFIT = ("point", "unknown words", "prose")
"""Facts of a row that is not a subject."""
OF_TEXT = ("small letters", "ends a sentence")
"""Facts of a row that is not a title."""
SUBJECT_WORD = regex.compile(r"\p{L}{2,}")  # a word of a subject
GREETING_WORDS = 2  # words of a salutation by a given name
LEAST_ADDRESS_ROWS = 3  # rows of an address that is known by its place, at least
MOST_ADDRESS_ROWS = 10  # rows of the address of a letter, at most
LEAD = regex.compile(r"\W*(?!(?i:mr|dr|lt)\b)\w{1,2}[^\w/]+")
"""The rest of a misread TO and its colon."""
REMAINS = regex.compile(r"(?!\p{Lu}\.)(?:[^\s,]{1,5}\s\W*){1,2}(?=\p{Lu}\p{L}{2})")
"""The rest of a misread FROM and its colon: ``YE ts``, ``Peon 3 «``"""
HEAD = regex.compile(r"\W*\p{L}{1,3}\W+(?P<head>\p{Lu}{4,},\s\p{Lu}{2,})(?=\W|$)")
"""The head of an agency after the rest of a misread TO: ``mo DIRECTOR, FBI (166-new)``."""
LABELS = ("to", "from", "subject")
"""Types of fields whose labels show that a header has labels."""


def unlabelled(rows: Sequence[HeaderRow], taken: Container[int], words: HeaderWords, dates: Dates) -> dict[int, str]:
    """The types of the rows with addressee, sender and subject, by their places, on a page without such labels."""
    above = [at for at, row in enumerate(rows) if row.facts.get("before text")]
    if any(row.label and row.label.field.id in LABELS and at in taken for at, row in enumerate(rows)):
        return {}
    for at in above:
        is_dated = _is_addressed(rows[at].text, words, dates)
        dated = at if is_dated else _dated_below(rows, at, words)
        if dated is None:
            continue
        below = [place for place in above if dated < place <= dated + ROWS_TO_SENDER]
        sender = max((place for place in below if _is_officer(rows[place], words)), default=0)
        if sender:
            return {at: "to", sender: "from"} | _subject(rows, sender + 1)
    return {}


def addressed(rows: Sequence[HeaderRow], patterns: Patterns) -> dict[int, str]:
    """The places of the address of a letter: a person with a title, and the rows from there to the salutation.

    The salutation names that person; one with a given name (``Dear Bill:``) or without a name (``Sir:``) is below the
    whole address. If there is a row with a label or a date between them, only the person counts.
    """
    greeted = next((at for at, row in enumerate(rows) if salutation(row.text, patterns)), 0)
    if not greeted:
        return {}
    named = patterns["salutation by name"].match(rows[greeted].text)
    is_person = patterns["addressee by title"].match
    above = range(max(0, greeted - MOST_ADDRESS_ROWS), greeted)
    persons = (at for at in above if is_person(rows[at].text) and named and named["name"] in rows[at].text.split())
    first = next(persons, None)
    if first is None and (named is None or len(named[0].split()) == GREETING_WORDS):
        first = _address_above(rows, greeted, patterns)
    if first is None:
        return {}
    address = range(first, greeted)
    is_whole = not any(rows[at].clear_label or rows[at].shows(DATED) for at in address)
    return dict.fromkeys(address if is_whole else [first], "to")


def _address_above(rows: Sequence[HeaderRow], greeted: int, patterns: Patterns) -> int | None:
    """The first of the rows directly above a salutation with a given name, if there is a person: ``Dear Bill:``.

    ``The Honorable`` / ``George W. Ball,`` / ``Under Secretary of State,`` / ``Washington, D. C.``
    """
    above = range(greeted - 1, max(-1, greeted - 1 - MOST_ADDRESS_ROWS), -1)
    first = next((at for at in above if rows[at].is_apart), greeted) if rows[greeted].is_apart else greeted
    if greeted - first < LEAST_ADDRESS_ROWS:
        return None
    is_titled = patterns["addressee by title"].match(f"{rows[first].text} {rows[first + 1].text}")
    return first if is_titled or PERSON.match(rows[first].text) else None


def above_sender(
    rows: Sequence[HeaderRow], taken: Container[int], given: Mapping[int, str], detached: Detached
) -> dict[int, int]:
    """The place of the party directly above FROM, where its name begins; empty if another row is labelled TO.

    Its label is lost or illegible: ``8 Chief, WH Division``, ``cero DIRECTOR, FBI (63-4426) DATE: 6/6/58``.
    """
    types = types_of(rows, taken, given)
    if "to" in types:
        return {}
    for at, row in enumerate(rows[:-1]):
        below = at + 2 if types[at + 1] == "date" and rows[at + 1].is_shared else at + 1
        is_sender = types[below : below + 1] == ["from"] and (below in given or rows[below].label is not None)
        if at in taken and not types[at] and is_sender:
            begin = _party_begins(row.text, detached)
            return {} if begin is None else {at: begin}
    return {} if "from" in types else _beside_date(rows, taken, types, detached)


def _beside_date(
    rows: Sequence[HeaderRow], taken: Container[int], types: Sequence[str], detached: Detached
) -> dict[int, int]:
    """The place of the head of an agency next to DATE, with the name's offset: ``mo DIRECTOR, FBI (1-2) DATE:
    1/24/64``.

    The form of a memorandum has TO and DATE in one row.
    """
    for at, row in enumerate(rows[:-1]):
        label = rows[at + 1].label
        is_beside = row.is_shared and rows[at + 1].is_shared and types[at + 1] == "date" and label is not None
        lead = HEAD.match(row.text) if is_beside and at in taken and not types[at] else None
        if lead and label and label.exact and detached.is_head_named(lead["head"]):
            return {at: lead.start("head")}
    return {}


def _party_begins(text: str, detached: Detached) -> int | None:
    """The offset of a party in a row whose label is lost or illegible; None if the row names none."""
    ends = [match.end() if match else 0 for match in (LEAD.match(text), None, REMAINS.match(text))]
    return next((at for at in ends if detached.named(text[at:]) or detached.is_sender(text[at:])), None)


def above_subject(rows: Sequence[HeaderRow], taken: Container[int], detached: Detached) -> dict[int, int]:
    """The place of the party with an illegible label directly above SUBJECT, and where the name begins.

    That is FROM if no row has it: ``YE ts Deputy Directer, Plans``. An addressee below others in one column does not
    count.
    """
    types = types_of(rows, taken, {})
    if "from" in types or "subject" not in types:
        return {}
    at = types.index("subject") - 1
    while at > 0 and rows[at].facts.get("short"):
        at -= 1
    is_value = any(rows[at].stands_below(row) for row in rows[:at])
    is_field = at > 0 and at in taken and not types[at] and not is_value
    lead = REMAINS.match(rows[at].text) if is_field else None
    return {at: lead.end()} if lead and detached.is_sender(rows[at].text[lead.end() :]) else {}


def _subject(rows: Sequence[HeaderRow], at: int) -> dict[int, str]:
    """The subject in the row directly below the sender, or below a speck there, if that may be one.

    A title that looks like text is directly above the first point: ``Request for Clearance of Personnel``.
    """
    if at < len(rows) and rows[at].facts.get("short"):
        at += 1
    if at >= len(rows):
        return {}
    row, below = rows[at], rows[at + 1].facts if at + 1 < len(rows) else {}
    is_title = bool(below.get("point")) and not row.shows(OF_TEXT)
    unfit = (fact for fact in UNFIT if fact != "prose" or not is_title)
    is_legible = row.facts.get("odd", 0) < MOST_ODD_SHARE and not row.shows(unfit)
    is_titled = row.label is None and row.text[:1].isupper() and len(SUBJECT_WORD.findall(row.text)) >= SUBJECT_WORDS
    return {at: "subject"} if is_legible and is_titled else {}


def _is_officer(row: HeaderRow, words: HeaderWords) -> bool:
    """Whether a row begins with the title of an officer, perhaps misread: ``Chier, Coutact Division``."""
    tokens = words.read(row.text)
    return bool(tokens) and words.opens(tokens) and tokens[0].text.upper().strip(".") not in words.titles


def _is_addressed(text: str, words: HeaderWords, dates: Dates) -> bool:
    """Whether a row begins with a title and ends in a date: ``Chief, WH/4/CI  24 April 1961``."""
    ends = [day.span for day in dates.days(text) if day.likeness >= MONTH_LIKENESS]
    dated = next((span for span in ends if sum(map(str.isalnum, text[span.end :])) <= MOST_AFTER), None)
    tokens = words.read(text[: dated.start]) if dated else []
    return len(tokens) > 1 and words.like_opening(tokens[0].text) >= TITLE_LIKENESS


def issued(rows: Sequence[HeaderRow], patterns: Patterns) -> dict[int, str]:
    """The places of the serial number of an intelligence report, and of the date of issue below it."""
    serial, date = patterns["report serial"], patterns["report issued"]
    pairs = (at for at in range(len(rows) - 1) if serial.fullmatch(rows[at].text) and date.match(rows[at + 1].text))
    first = next(pairs, None)
    return {} if first is None else {first: "date", first + 1: "date"}


def numbered(rows: Sequence[HeaderRow], taken: Container[int], dates: Dates) -> dict[int, int]:
    """The place of the row with number and day of a telegram of the State Department, where its number begins.

    Empty if another row is labelled NO. Its label is lost or illegible.
    """
    if any(type_of(row) == "number" and at in taken and row.label for at, row in enumerate(rows)):
        return {}
    matches = ((at, NUMBER_AND_DAY.match(row.text)) for at, row in enumerate(rows) if not row.facts.get("prose"))
    begins = {at: match.start("number") for at, match in matches if match and dates.month(match["month"])[0]}
    return begins if len(begins) == 1 else {}


def _dated_below(rows: Sequence[HeaderRow], at: int, words: HeaderWords) -> int | None:
    """The place of the date near row ``at``, below it, if that row begins with a title; else None."""
    tokens = words.read(rows[at].text)
    is_titled = len(tokens) > 1 and words.like_opening(tokens[0].text) >= TITLE_LIKENESS
    below = range(at + 1, min(len(rows), at + 1 + ROWS_TO_SENDER)) if is_titled else ()
    return next((place for place in below if rows[place].facts.get("date alone")), None)
