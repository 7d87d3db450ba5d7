"""The subject of an information report, next to which the form has the date of distribution.

``SUBJECT  Opposition in Khanh Hoa Province to Arming`` / ``DATE DISTR. 13 September 1962`` / ``Mountain Tribesmen``:
engines read the form row by row, so that the date and the number of pages are between the rows of the subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex
from rapidfuzz.fuzz import ratio

from teikit.fields.rows import HeaderRow
from teikit.fields.values.words import HeaderWords
from teikit.lexicon.matching import letters

BESIDE = "DATE DISTR"  # label beside the subject
ACQUIRED = "DATE ACQ"  # label below the place
PLACE = "PLACE"  # label of the place, whose value may be in the row below it
LIKELY = 0.5  # chance from which a row is of the header
MOST_PAGES_WORDS = 4  # words of a row with the number of pages, at most
ROWS_ABOVE = 5  # rows above that label in which the subject begins, at most
ROWS_BELOW = 6  # rows below it that may be of the subject, at most
LEAST_KNOWN_WORDS = 2  # known words of such a row, at least
UNFIT = ("odd half", "date alone", "empty", "precedence", "comment", "ends a sentence")
"""Facts of a row that is not a subject."""
SUBJECT_WORD = regex.compile(r"\p{L}{2,}")  # a word of a subject or of a place
PAGES = regex.compile(r"(?i)\bpa[cg]es?\b\W*\d")
"""The number of pages, which is in the same column as the date: ``General de Inteligencia (DGI) NO. paces 2``"""
INCIDENT = "NAMEOFSUBJECTORTITLEOFINCIDENT"
"""The letters of the caption of the report of an agent above the person or incident"""
CAPTION_LIKENESS = 85  # similarity, 0 to 100, of a misread caption to it, at least
ROWS_BELOW_CAPTION = 3  # rows below it that may have the person
SURNAME_FIRST = regex.compile(r"\p{Lu}[\p{Lu}'’-]{2,}\s?,\s?\p{Lu}\p{Ll}+(?:\s\p{Lu}[\p{L}.]*){0,3}\W?")
"""A person with the surname first: ``MARTI,Manuel NMN``"""
UNEVALUATED = "THISISUNEVALUATEDINFORMATIONSOURCEGRADINGSAREDEFINITIVEAPPRAISALOFCONTENTISTENTATIVE"
"""The letters of the caption of an information report above its source"""
UNEVALUATED_LIKENESS = 60  # similarity, 0 to 100, of a misread caption to it, at least
SOURCE = regex.compile(r"(?i)\W*(?:source){e<=2}(?:\W+|(?=\p{Lu}\s))")  # the label, misread: sour, sourceA former
SOURCE_LABEL = "SOURCE"  # that label as it is known
POINT = regex.compile(r"\W*\d")  # how the first point of the text begins
SENTENCE_END = regex.compile(r"[.!?]\W*$")  # the end of a row with which a sentence ends
ROWS_OF_SOURCE = 2  # rows of a source, at most
LEAST_SOURCE_WORDS = 4  # words in the first row of a source, at least
NO_PAGES = regex.compile(r"(?i)\w\W{1,2}\s?pa[cg]es\b\W*\d")
"""The number of pages after the label NO: ``al ENO, PAGES 2``"""


def beside_date(rows: Sequence[HeaderRow], types: Mapping[int, str], words: HeaderWords) -> tuple[list[int], list[int]]:
    """The rows with the subject above the label of the date, if its own label has no value, and those below.

    ``types`` has the types of the rows that are fields. Both are empty on other forms.
    """
    date = next((at for at, row in enumerate(rows) if at in types and _label(row) == BESIDE), None)
    subjects = [at for at, kind in types.items() if kind == "subject"]
    if date is None or not subjects or subjects[0] > date:
        return [], []
    has_value = any(at < date and rows[at].value_text for at in subjects)
    is_near = has_value and subjects[-1] >= date - ROWS_ABOVE
    is_first = not has_value and not types.get(date - 1) and _is_title(rows[date - 1], words)
    above = [date - 1] if is_first else []
    return above, _below(rows, date + 1, types, words) if above or is_near else []


def printed(rows: Sequence[HeaderRow], types: Mapping[int, str], chances: Sequence[float]) -> dict[int, str]:
    """The places of the rows with place and number of pages whose labels are illegible, and the type of each.

    The form has PLACE directly above DATE ACQ: ``puce aWashington, D. C.`` / ``oate Acq. January 1965``. ``chances``
    are the rows' chances of being of a header.
    """
    known: dict[int, str] = {}
    for at, row in enumerate(rows):
        if types.get(at) or _label(row) or chances[at] < LIKELY:
            continue
        is_above = at + 1 < len(rows) and _label(rows[at + 1]) == ACQUIRED
        is_labelled = at > 0 and _label(rows[at - 1]) == PLACE
        is_place = is_above and not is_labelled and len(SUBJECT_WORD.findall(row.text)) >= LEAST_KNOWN_WORDS
        if is_place or (NO_PAGES.search(row.text) and len(row.text.split()) <= MOST_PAGES_WORDS):
            known[at] = "place" if is_place else "pages"
    return known


def agent_report(rows: Sequence[HeaderRow], types: Mapping[int, str]) -> dict[int, str]:
    """The place of the row with the subject of an Army agent's report, below the caption of its form.

    ``1. NAME OF SUBJECT OR TITLE OF INCIDENT`` / ``FROMER, Daniel Reed``. Empty if another row has a subject.
    """
    if "subject" in types.values():
        return {}
    caption = next((at for at, row in enumerate(rows) if ratio(letters(row.text), INCIDENT) >= CAPTION_LIKENESS), None)
    below = range(caption + 1, min(len(rows), caption + 1 + ROWS_BELOW_CAPTION)) if caption is not None else ()
    persons = (at for at in below if not types.get(at) and SURNAME_FIRST.fullmatch(rows[at].text))
    person = next(persons, None)
    return {} if person is None else {person: "subject"}


def source(rows: Sequence[HeaderRow], types: Mapping[int, str]) -> tuple[dict[int, int], list[int]]:
    """The place of the row with the source of an information report, and where it begins there.

    It stands directly below the caption about gradings, or below its label, which stands anywhere below that caption.
    With it come the places of the rows in which its sentence goes on. Both are empty without such a row.

    ``THIS IS UNEVALUATED INFORMATION. SOURCE GRADINGS`` / ``sourceA former Cuban``; ``SOURCE`` / ``AN AMERICAN``
    """
    is_below = False  # whether the caption stands above
    for at, (row, below) in enumerate(pairwise(rows), 1):
        is_caption = ratio(letters(row.text), UNEVALUATED) >= UNEVALUATED_LIKENESS
        is_below = is_below or is_caption
        label = SOURCE.match(below.text) if is_caption else None
        is_alone = is_below and _label(row) == SOURCE_LABEL and not row.value_text.strip(" :.")
        begin = label.end() if label else 0
        if (label or (is_alone and not _label(below))) and _is_source(below.text[begin:]):
            return {at: begin}, list(_going_on(rows, at, types))
    return {}, []


def _going_on(rows: Sequence[HeaderRow], first: int, types: Mapping[int, str]) -> Iterator[int]:
    """The places of the rows in which the sentence of a row goes on: ``Intelligence`` / ``Service until April.``"""
    for at in range(first + 1, min(len(rows), first + ROWS_OF_SOURCE)):
        if SENTENCE_END.search(rows[at - 1].text) or POINT.match(rows[at].text) or types.get(at):
            return
        yield at


def _is_source(text: str) -> bool:
    """Whether a text may be that of a source, and not the first point: several words, and no number before them."""
    return POINT.match(text) is None and len(SUBJECT_WORD.findall(text)) >= LEAST_SOURCE_WORDS


def _below(rows: Sequence[HeaderRow], begin: int, types: Mapping[int, str], words: HeaderWords) -> list[int]:
    """The rows of the subject from row ``begin`` on, up to the next label of the form; empty without such a label."""
    places: list[int] = []
    for at in range(begin, min(len(rows), begin + ROWS_BELOW)):
        if _label(rows[at]):
            return places
        is_open = places != [] and rows[places[-1]].text.upper().split()[-1] in words.function
        least = 1 if is_open else LEAST_KNOWN_WORDS
        if types.get(at, "") not in ("date", "control") and _is_title(rows[at], words, least):
            places.append(at)
    return []


def _label(row: HeaderRow) -> str:
    """The label with which a row clearly begins; empty if it has none."""
    return row.clear_label.field.label if row.clear_label else ""


def _is_title(row: HeaderRow, words: HeaderWords, least: int = LEAST_KNOWN_WORDS) -> bool:
    """Whether a row may be a part of a subject, which has ``least`` known words."""
    if row.shows(UNFIT) or PAGES.search(row.text):
        return False
    return sum(words.is_word(word) for word in SUBJECT_WORD.findall(row.text)) >= least
