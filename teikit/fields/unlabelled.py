"""Headers without labels: addressee and date, sender and subject of a memorandum, by their places.

``Chief, WH/4/CI        24 April 1961`` / ``Chief, Contact Division (Support)`` / ``Alleged Base in Florida``

Where only the label of the addressee is lost, he stands directly above FROM.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

import regex

from teikit.fields.dates import Dates
from teikit.fields.detached import Detached
from teikit.fields.items import CLEAR, type_of
from teikit.fields.likeness import likeness
from teikit.fields.rows import Row
from teikit.fields.words import HeaderWords
from teikit.lexicon.patterns import Patterns

LIKELY = 0.5  # chance from which a row is of the header
DATED = ("date alone", "day and month alone", "misread date alone", "head and date", "date", "date-time group")
"""Facts of a row that has a date."""
CITED = regex.compile(r"(?i)(?:\b(?:of|dated|dtd|from|on|to)\b|[:(=])\W*$")
"""What stands before a date of something else than the document: ``memo dated``, ``(``, a label"""
NUMBERED = regex.compile(r"(?:\W*\w{1,4}\s?[:;.]\W*)?(?P<number>[0-9]{1,4}),\s(?P<month>\p{L}{3,9})\s[0-9]{1,2}(?:,|$)")
"""The number of a telegram with its day: ``1226, DECEMBER 3, NOON``, ``40: 61, CTOBER 8, 1962``"""
NEAR = 3  # rows below the addressee in which the sender stands, at most
LEAST_LIKE = 0.6  # likeness, 0 to 1, of a month whose date counts, at least
LEAST_TITLE = 0.65  # likeness of the first word of a title, at least: Ghie®
STATION = "STATION"  # what the chief of one is named after: Chict of Station
LEAST_STATION = 0.75  # likeness of that word, at least
LEAST_CHIEF = 0.5  # likeness of the first word of the title before it, at least
MOST_BEHIND = 3  # letters and digits after the date of a row, at most
LEAST_WORDS = 3  # words of a subject, at least
MOST_ODD = 0.2  # share of the tokens of a subject that look like noise, below which it is legible
UNFIT = ("point", "unknown words", "prose")
"""Facts of a row that is no subject."""
PROSE = ("prose", "small letters")
"""Facts of a row that is text, even if it begins with an officer."""
TITLED = regex.compile(r"\W*(?:\w{1,4}\W+)?(?P<title>\p{L}{5,7})['’]?(?:,|\s(?i:of)\s)\W?\s?(?P<office>\w+)")
"""The title of an officer and what stands before his office: ``Chief, WH``, ``Chief’ of Station``."""
FORM_PARTIES = 2  # officers of a dispatch who are not merely informed
OF_STATION = regex.compile(r"\s(?i:of)\s\w{2,}")
"""What stands behind the title of the head of a station, and of no other officer: ``Chief of Station``"""
SEVERAL = regex.compile(r";|,.*,|\b\p{L}/\p{Lu}{2,}")
"""What several officers in one row have: ``Chief of Station, WH/Miami; C/EUR; C/WOMUSE``."""
WORD = regex.compile(r"\p{L}{2,}")
SALUTATION = regex.compile(r"(?:My )?Dear\s(?:\p{L}+\.?\s){1,2}(?P<surname>\p{Lu}[\p{L}'’-]+)\s?[:;,]")
"""The salutation of a letter: ``Dear Mr. Carpentier:``"""
PERSON = regex.compile(r"(?:Mr|Mrs|Miss|Dr|Hon|Honorable|The Honorable|General|Senator)\b\.?\s\p{Lu}")
MOST_ADDRESS = 10  # rows of the address of a letter, at most
LEAD = regex.compile(r"\W*(?!(?i:mr|dr|lt)\b)\w{1,2}[^\w/]+")
"""What engines leave of TO and its colon."""
REMAINS = regex.compile(r"(?!\p{Lu}\.)(?:[^\s,]{1,5}\s\W*){1,2}(?=\p{Lu}\p{L}{2})")
"""What engines leave of FROM and its colon: ``YE ts``, ``Peon 3 «``"""
LABELS = ("to", "from", "subject")
"""Types of fields whose labels show that a header has labels."""


def unlabelled(rows: Sequence[Row], taken: Container[int], words: HeaderWords, dates: Dates) -> dict[int, str]:
    """The types of the rows with addressee, sender and subject, by their places, on a page without such labels."""
    above = [index for index, row in enumerate(rows) if row.facts.get("before text")]
    if any(row.label and row.label.field.id in LABELS and index in taken for index, row in enumerate(rows)):
        return {}
    for index in above:
        if not _is_addressed(rows[index].text, words, dates):
            continue
        below = [place for place in above if index < place <= index + NEAR]
        sender = max((place for place in below if _is_officer(rows[place], words)), default=0)
        if sender:
            return {index: "to", sender: "from"} | _subject(rows, sender + 1)
    return {}


def officers(rows: Sequence[Row], words: HeaderWords) -> set[int]:
    """The places of the rows above the text that begin with an officer, on a form that has nobody else there.

    Title and office may be misread: ``Ghict, WE``, ``1 |” cChtet of Station, Mexteo City``.
    """
    above = [index for index, row in enumerate(rows) if not row.facts.get("text has begun")]
    free = (index for index in above if index == 0 or not _is_prose(rows[index - 1]))
    return {index for index in free if _has_title(rows[index], words)}


def exchanged(rows: Sequence[Row], at: Iterable[int], names_party: bool) -> dict[int, str]:
    """The types of two rows with officers (at the places ``at``) of a dispatch, if they are all that it has.

    The form has TO above FROM, and a dispatch goes from a station to a division or back. Two stations are not it: one
    of them is informed. ``names_party`` says that another row names one.
    """
    places = sorted(at)
    if names_party or len(places) != FORM_PARTIES:
        return {}
    texts = [rows[place].text for place in places]
    stations = [OF_STATION.search(text) is not None for text in texts]
    is_list = any(SEVERAL.search(text) for text in texts)
    return {} if is_list or sum(stations) != 1 else dict(zip(places, ("to", "from"), strict=True))


def _is_prose(row: Row) -> bool:
    """Whether a row is text."""
    return any(row.facts.get(fact) for fact in PROSE)


def _has_title(row: Row, words: HeaderWords) -> bool:
    """Whether the first or the second word of a row is a title before its office."""
    is_free = row.label is None or not row.label.exact
    titles = TITLED.match(row.text) if is_free and not _is_prose(row) else None
    if titles is None:
        return False
    is_station = likeness(titles["office"], STATION) >= LEAST_STATION
    return words.like_opening(titles["title"]) >= (LEAST_CHIEF if is_station else LEAST_TITLE)


def addressed(rows: Sequence[Row]) -> dict[int, str]:
    """The places of the address of a letter: a person with a title, and what stands between him and the salutation.

    The salutation names him. A row with a label or a date between them is of no address; then he alone is given.
    """
    greeted = next((i for i, row in enumerate(rows) if SALUTATION.match(row.text)), 0)
    salutation = SALUTATION.match(rows[greeted].text) if rows else None
    if salutation is None:
        return {}
    above = range(max(0, greeted - MOST_ADDRESS), greeted)
    persons = (at for at in above if PERSON.match(rows[at].text) and salutation["surname"] in rows[at].text.split())
    first = next(persons, None)
    if first is None:
        return {}
    address = range(first, greeted)
    is_whole = not any(_is_labelled(rows[at]) or any(rows[at].facts.get(fact) for fact in DATED) for at in address)
    return dict.fromkeys(address if is_whole else [first], "to")


def above_sender(
    rows: Sequence[Row], taken: Container[int], given: Mapping[int, str], detached: Detached
) -> dict[int, int]:
    """The place of the party directly above FROM, where its name begins; empty if another row is labelled TO.

    Its label is lost or illegible: ``8 Chief, WH Division``, ``cero DIRECTOR, FBI (63-4426) DATE: 6/6/58``.
    """
    types = [given.get(index) or (type_of(row) if index in taken else "") for index, row in enumerate(rows)]
    if "to" in types:
        return {}
    for index, row in enumerate(rows[:-1]):
        below = index + 2 if types[index + 1] == "date" and rows[index + 1].shared else index + 1
        is_sender = types[below : below + 1] == ["from"] and (below in given or rows[below].label is not None)
        if index in taken and not types[index] and is_sender:
            begin = _party_begins(row.text, detached)
            return {} if begin is None else {index: begin}
    return {}


def _party_begins(text: str, detached: Detached) -> int | None:
    """Where a party begins in a row whose label is lost or illegible; None if the row names none."""
    ends = [match.end() if match else 0 for match in (LEAD.match(text), None, REMAINS.match(text))]
    return next((at for at in ends if detached.named(text[at:]) or detached.is_sender(text[at:])), None)


def above_subject(rows: Sequence[Row], taken: Container[int], detached: Detached) -> dict[int, int]:
    """The place of the party directly above SUBJECT whose label is illegible, where his name begins.

    That is FROM if no row has it: ``YE ts Deputy Directer, Plans``.
    """
    types = [type_of(row) if index in taken else "" for index, row in enumerate(rows)]
    if "from" in types or "subject" not in types:
        return {}
    index = types.index("subject") - 1
    while index > 0 and rows[index].facts.get("short"):
        index -= 1
    is_field = index > 0 and index in taken and not types[index]
    lead = REMAINS.match(rows[index].text) if is_field else None
    return {index: lead.end()} if lead and detached.is_sender(rows[index].text[lead.end() :]) else {}


def _subject(rows: Sequence[Row], index: int) -> dict[int, str]:
    """The subject in the row directly below the sender, if that may be one."""
    if index >= len(rows):
        return {}
    row = rows[index]
    is_legible = row.facts.get("odd", 0) < MOST_ODD and not any(row.facts.get(fact) for fact in UNFIT)
    is_titled = row.label is None and row.text[:1].isupper() and len(WORD.findall(row.text)) >= LEAST_WORDS
    return {index: "subject"} if is_legible and is_titled else {}


def _is_officer(row: Row, words: HeaderWords) -> bool:
    """Whether a row begins with the title of an officer, perhaps misread: ``Chier, Coutact Division``."""
    tokens = words.read(row.text)
    return bool(tokens) and words.opens(tokens) and tokens[0].text.upper().strip(".") not in words.titles


def _is_addressed(text: str, words: HeaderWords, dates: Dates) -> bool:
    """Whether a row begins with a title and ends in a date: ``Chief, WH/4/CI  24 April 1961``."""
    ends = [d.span for d in dates.days(text) if d.likeness >= LEAST_LIKE]
    dated = next((span for span in ends if sum(map(str.isalnum, text[span.end :])) <= MOST_BEHIND), None)
    tokens = words.read(text[: dated.start]) if dated else []
    return len(tokens) > 1 and words.like_opening(tokens[0].text) >= LEAST_TITLE


def _is_labelled(row: Row) -> bool:
    """Whether a row begins with a clear label."""
    return row.label is not None and row.label.likeness >= CLEAR


def issued(rows: Sequence[Row], patterns: Patterns) -> dict[int, str]:
    """The places of the serial number of an intelligence report, and of the date of issue below it."""
    serial, date = patterns["report serial"], patterns["report issued"]
    pairs = (at for at in range(len(rows) - 1) if serial.fullmatch(rows[at].text) and date.match(rows[at + 1].text))
    first = next(pairs, None)
    return {} if first is None else {first: "date", first + 1: "date"}


def numbered(rows: Sequence[Row], taken: Container[int], dates: Dates) -> dict[int, int]:
    """The place of the row with number and day of a telegram of the State Department, where its number begins.

    Empty if another row is labelled NO. Its label is lost or illegible.
    """
    if any(type_of(row) == "number" and index in taken and row.label for index, row in enumerate(rows)):
        return {}
    matches = ((index, NUMBERED.match(row.text)) for index, row in enumerate(rows) if not row.facts.get("prose"))
    begins = {index: match.start("number") for index, match in matches if match and dates.month(match["month"])[0]}
    return begins if len(begins) == 1 else {}


def dateline(rows: Sequence[Row], chances: Sequence[float], taken: Container[int], dates: Dates) -> dict[int, str]:
    """The place of the row with the date of a document, if it is the only likely row above the text that ends in one.

    ``Washington, D.C., 23 April 1945`` is such a row; ``REF: UFAA-4484, 26 October 1972`` and ``Request of 1 March
    1978`` are not. Empty if the header has another date.
    """
    above = (index for index, row in enumerate(rows) if row.facts.get("before text") and row.label is None)
    ends = [index for index in above if chances[index] >= LIKELY and _ends_dated(rows[index].text, dates)]
    dated = (index for index, row in enumerate(rows) if any(row.facts.get(fact) for fact in DATED))
    has_date = any(index in taken and index not in ends for index in dated)
    return {ends[0]: "date"} if len(ends) == 1 and not has_date else {}


def _ends_dated(text: str, dates: Dates) -> bool:
    """Whether a row ends in a date that is not of something else."""
    last = dates.days(text)[-1:]
    return any(
        d.likeness >= LEAST_LIKE
        and d.span.start > 0
        and any(map(str.isalpha, text[slice(*d.span)]))
        and sum(map(str.isalnum, text[d.span.end :])) == 0
        and CITED.search(text, 0, d.span.start) is None
        for d in last
    )
