"""The header of a dispatch by its places: officers above the subject, and that above ``ACTION REQUIRED``.

``Chief of Station, Bogota`` / ``TYPIC/OPERATIONAL Training of Cubans`` / ``REF: UFGA-18908``: engines hardly read the
small print of the label. If no line with action or reference follows, a subject begins with a code word before a
stroke, or says that it is operational.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

import regex

from teikit.fields.by_place.unlabelled import TITLE_LIKENESS
from teikit.fields.items import PARTIES, has_subject
from teikit.fields.rows import HeaderRow
from teikit.fields.values.words import HeaderWords
from teikit.lexicon.patterns import Patterns

BELOW = frozenset({"action", "reference"})
"""Types of field below the subject."""
ABOVE = PARTIES | {"info"}
"""Types of field above it."""
SLUG = "slug"  # type of a row that is recognised by its code words
MOST_SUBJECT_ROWS = 4  # rows of a subject, at most
MOST_ROWS_BETWEEN = 8  # rows between the officers and the line below the subject, at most
LEAST_KNOWN_WORDS = 2  # known words of a legible subject, at least
LEAST_KNOWN_SHARE = 0.5  # share of the words of a legible subject that are known, at least
UNIT_LIKENESS = 0.75  # likeness, 0 to 1, of a unit that has a chief, at least: Chict of Station, Saar er st oe Staton
CHIEF_LIKENESS = 0.5  # likeness of the first word of the title before it, at least
TITLED = regex.compile(
    r"\W*(?:(?:\w{1,4}|(?i:deputy|acting))\W+)?(?P<title>\p{L}{5,7})['’]?(?:,|\s(?i:of)\.?\s)\W?\s?(?P<office>\w+)"
)
"""The title of an officer, with what precedes the office: ``Deputy Chief, WH``, ``Chief’ of Station``."""
FORM_PARTIES = 2  # officers of a dispatch who are not merely informed
FORM_ROWS = 3  # rows of the form with officers: TO, INFO, FROM
OF_STATION = regex.compile(r"\s(?i:of)\.?\s\w{2,}")
"""The words after the title of the head of a station, and of no other officer: ``Chief of Station``"""
SEVERAL = regex.compile(r";|,.*,|\b\p{L}/\p{Lu}{2,}")
"""The separators of several officers in one row: ``Chief of Station, WH/Miami; C/EUR; C/WOMUSE``."""
PROSE = ("prose", "small letters")
"""Facts of a row that is text, even if it begins with an officer."""
UNFIT = ("odd half", "point", "date alone", "empty", "precedence", "comment")
"""Facts of a row that is not a subject."""
SUBJECT_OR_UNIT_WORD = regex.compile(r"\p{L}{4,}")  # a word of a subject, or of the name of a unit
CITED = regex.compile(r"(?i)\W*(?:dated|dtd)\b")
"""The beginning of a row that continues a reference: ``dated 9 November 1965``"""
SPECKS_OF_LABEL = regex.compile(r"(?:(?:\p{Ll}\S{0,4}|[^\p{L}\s]{1,6})\s\W*){1,2}(?=\p{Lu}\p{L}{2})")
"""The rest of a misread label: ``we yee TYPIC/OPERATIONAL``, ``7%)" RYBAT``"""

DAMAGED_LABEL = regex.compile(r"(?P<lead>\W*(?P<word>S\p{Lu}{2,6})\W{1,3})(?P<slug>\p{Lu}{5,11})\b")
"""What is left of SUBJECT in capitals, before the code word of a subject: ``SULT TIPIC/Operational``."""


def officers(rows: Sequence[HeaderRow], words: HeaderWords) -> set[int]:
    """The places of the rows above the text that begin with an officer, on a form without other parties there.

    Title and office may be misread: ``Ghict, WE``, ``1 |” cChtet of Station, Mexteo City``.
    """
    above = [at for at, row in enumerate(rows) if not row.facts.get("text has begun")]
    free = (at for at in above if at == 0 or not _is_prose(rows[at - 1]))
    return {at for at in free if _has_title(rows[at], words)}


def exchanged(rows: Sequence[HeaderRow], at: Iterable[int], names_party: bool) -> dict[int, str]:
    """The types of two rows with officers (at the places ``at``) of a dispatch, if they are all that it has.

    The form has TO above FROM, and a dispatch goes from a station to a division or back. Two stations are not these
    two: one of them is informed, like several officers in a row, and like the second of three consecutive rows.
    ``names_party`` says that another row names one.
    """
    places = sorted(at)
    texts = [rows[place].text for place in places]
    stations = [OF_STATION.search(text) is not None for text in texts]
    lists = [SEVERAL.search(text) is not None for text in texts]
    if not names_party and len(places) == FORM_ROWS and places[-1] - places[0] < FORM_ROWS:
        is_exchange = stations[0] != stations[-1] and not any(lists[::2])
        return dict(zip(places, ("to", "info", "from"), strict=True)) if is_exchange else {}
    if names_party or len(places) != FORM_PARTIES:
        return {}
    types = dict(zip(places, ("to", "from"), strict=True))
    if any(lists):  # officers who are informed
        is_informed = lists == [False, True] and places[1] - places[0] <= FORM_PARTIES
        named = {at: kind for at, kind in types.items() if lists == [kind == "from", kind == "to"]}
        return named | ({places[1]: "info"} if is_informed else {})
    return {} if sum(stations) != 1 else types


def _is_prose(row: HeaderRow) -> bool:
    """Whether a row is text."""
    return row.shows(PROSE)


def _has_title(row: HeaderRow, words: HeaderWords) -> bool:
    """Whether the first or the second word of a row is a title before its office."""
    is_free = row.label is None or not row.label.exact
    titles = TITLED.match(row.text) if is_free and not _is_prose(row) else None
    if titles is None:
        return False
    is_unit = words.like_unit(titles["office"]) >= UNIT_LIKENESS or words.names.office(titles["office"])
    return words.like_opening(titles["title"]) >= (CHIEF_LIKENESS if is_unit else TITLE_LIKENESS)


def about(
    rows: Sequence[HeaderRow], types: Mapping[int, str], chiefs: Container[int], words: HeaderWords, patterns: Patterns
) -> tuple[dict[int, int], set[int]]:
    """The places of the rows with the subject, and where it begins in each; and the place of the row below it.

    ``types`` has the types of the rows that are fields, ``chiefs`` the places of the officers. Both are empty if the
    subject is unclear, or if one with its label has a value.
    """
    if has_subject(rows, types):
        return {}, set()
    end = next((at for at, row in enumerate(rows) if _is_below(row, is_field=at in types)), None)
    text = next((at for at, row in enumerate(rows) if row.facts.get("point")), len(rows))
    last = _last_officer(rows, types, chiefs, words, range(min(text if end is None else end, text)))
    if last is None and end is not None:
        last = next((at for at in range(min(end, text)) if patterns["office word"].search(rows[at].text)), None)
    if last is None:
        return {}, set()
    below = {end} if end is not None and end <= min(text, last + MOST_ROWS_BETWEEN) else set()
    if below:
        places = _between(rows, last + 1, min(below), words, patterns)
    else:
        places = _from_wording(rows, last + 1, min(text, last + MOST_ROWS_BETWEEN), patterns)
    slugs = [at for at, kind in types.items() if kind == SLUG and not _is_text(rows, at)][:1]
    places = places[:MOST_SUBJECT_ROWS] if set(slugs) <= set(places) else slugs
    begins = {at: _begin(rows[at].text, words) if at == places[0] else 0 for at in places}
    return begins, below if places else set()


def _last_officer(
    rows: Sequence[HeaderRow],
    types: Mapping[int, str],
    chiefs: Container[int],
    words: HeaderWords,
    above: Iterable[int],
) -> int | None:
    """The last of the rows ``above`` that names an officer; None if none does."""
    return max((at for at in above if _is_officer(rows, at, types, chiefs, words)), default=None)


def _is_below(row: HeaderRow, is_field: bool) -> bool:
    """Whether a row is the action or the reference, by its label."""
    label = row.clear_label
    if label is None or label.field.id not in BELOW:
        return False
    return is_field or (label.exact and (label.after == "colon" or row.text.isupper()))


def _is_officer(
    rows: Sequence[HeaderRow], at: int, types: Mapping[int, str], chiefs: Container[int], words: HeaderWords
) -> bool:
    """Whether a row names an officer or a station."""
    row = rows[at]
    if at in chiefs or row.facts.get("opening"):
        return True
    is_party = types.get(at) in ABOVE and bool(row.value_text)
    return is_party or any(words.like_unit(word) >= UNIT_LIKENESS for word in SUBJECT_OR_UNIT_WORD.findall(row.text))


def _between(rows: Sequence[HeaderRow], begin: int, end: int, words: HeaderWords, patterns: Patterns) -> list[int]:
    """The rows with the subject, from the first legible one up to the last before row ``end``."""
    fit = [at for at in range(begin, end) if _is_title(rows[at], words, patterns)]
    legible = [at for at in range(begin, end) if _known(rows[at], words) >= LEAST_KNOWN_WORDS]
    return [at for at in range(fit[0], max(fit + legible) + 1) if at in fit or not _is_unfit(rows[at])] if fit else []


def _from_wording(rows: Sequence[HeaderRow], begin: int, end: int, patterns: Patterns) -> list[int]:
    """The rows with the subject, from one with the wording of a subject up to the next blank line."""
    first = next((at for at in range(begin, end) if patterns["operational"].match(rows[at].text)), None)
    if first is None:
        return []
    places = [first]
    while places[-1] + 1 < end and not rows[places[-1] + 1].is_apart and not _is_unfit(rows[places[-1] + 1]):
        places.append(places[-1] + 1)
    return places


def _is_title(row: HeaderRow, words: HeaderWords, patterns: Patterns) -> bool:
    """Whether a row may be a subject: most of its words are known, or it has code words."""
    if _is_unfit(row):
        return False
    known_words = _known(row, words)
    least = max(LEAST_KNOWN_WORDS, LEAST_KNOWN_SHARE * len(SUBJECT_OR_UNIT_WORD.findall(row.text)))
    is_legible = known_words >= least
    return is_legible or bool(row.facts.get("known slug")) or patterns["operational"].match(row.text) is not None


def _known(row: HeaderRow, words: HeaderWords) -> int:
    """The number of long words in a row that are known."""
    return sum(words.is_word(word) for word in SUBJECT_OR_UNIT_WORD.findall(row.text))


def _is_unfit(row: HeaderRow) -> bool:
    """Whether a row is not a subject: a speck, a date, the continuation of a reference."""
    return bool(row.clear_label or CITED.match(row.text) or row.shows(UNFIT))


def _is_text(rows: Sequence[HeaderRow], at: int) -> bool:
    """Whether a row is below the beginning of the text."""
    return bool(rows[at].facts.get("text has begun"))


def _begin(text: str, words: HeaderWords) -> int:
    """The offset at which a subject begins in its row, after the rest of the label: ``SULT TIPIC``."""
    if match := SPECKS_OF_LABEL.match(text):
        return match.end()
    label = DAMAGED_LABEL.match(text)
    is_label = label is not None and not words.is_word(label["word"]) and words.is_slug(label["slug"])
    return label.end("lead") if label and is_label else 0
