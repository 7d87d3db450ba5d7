"""Misread words of a header that a collection knows: ``IROM :``, ``22 dABUARY``, ``INFO. ODP, COP``, ``CITE YAVE``.

In a header only few words are possible, so a misread one is recognised by fewer letters than in the text: a label at
which a field was recognised, the month of a date that was read, the offices of a list, the station that is cited.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

import regex

from teikit.core import Mark, Span, kinds
from teikit.fields.items import Item
from teikit.fields.labels import EXACT, LabelReading
from teikit.fields.reader import Reader
from teikit.fields.rows import HeaderRow
from teikit.fields.values.contents import STATION
from teikit.fields.values.dates import GROUP
from teikit.fields.values.likeness import likeness
from teikit.fields.values.words import figures

LABEL_WORD = regex.compile(r"[\p{L}\p{N}!|\[’'/&-]*[\p{L}\p{N}!|\[’']")
"""A word of a label, perhaps misread: ``REPGRT``, ``IN|O``"""
CITED = regex.compile(r"[\p{L}\p{N}]+")  # the sender or the digits of a number: SALY S814
LONG_MONTH = 5
"""Letters from which a month in small letters was typed so (``11 toptesber 1953``): engines read short capitals as such
(``24 une 1963``)."""
MONTH = regex.compile(r"[\p{L}4¢]{3,9}")  # a month, perhaps misread: dABUARY, 4PRIL
SHORT_LABEL = 2  # letters of a label that is corrected only before a value that fits: 10 WAVE is TO WAVE
LONG_LABEL = 5  # letters from which a label need not be confirmed by a mark after it or by its value
LABEL_LIKENESS = 0.75  # likeness, 0 to 1, of a misread label of one word that its field confirms, at least
LABELS_LIKENESS = 0.8  # the same for a label of several words: MEMORANDUM YOR THE RECORD
WORD_LIKENESS = 0.6  # likeness of each of its words, at least
UNTYPED_LIKENESS = 0.83  # likeness of a label of a field without a type, at least: COUNTay
SHORT_WORD = 3  # letters of a misread word of a label that has others, at least: REPORT ID is not REPORT NO
SHORT_UNTYPED = 4  # letters at the beginning of such a field, at least: DOP, is not DOB
PARTY_TYPES = frozenset({"to", "from", "info", "cite", "reference"})
"""Types of fields with addresses."""
LIST_TYPES = frozenset({"distribution", "info", "action", "attention"})
"""Types of fields with offices."""
ROUTED = frozenset({"slug", "info", "cite", "precedence", "to", "date", "distribution"})
"""Types of fields whose rows may have slugs, precedences, INFO and CITE."""

SLUG = "known slug"
"""Fact of a row with a code word, which may be the subject of a dispatch: ``RIBAL MICHAOS - Contacts in Canada``"""


class Mended(NamedTuple):
    """A misread word of a header: its place, the right word, and the reason.

    ``is_code`` says that it is always in capitals.
    """

    span: Span
    form: str
    why: str
    is_code: bool = False


def misread(text: str, item: Item, marks: list[Mark], reader: Reader) -> Iterator[Mended]:
    """The misread words of a field; ``marks`` are those of its value."""
    yield from _label(item.rows[0], item.type, reader)
    for mark in marks:
        if mark.kind == kinds.DATE and (mark.get("when") or mark.get("day")):
            yield from _group(text, mark.span)
            yield from _months(text, mark.span, reader)
        elif mark.kind == kinds.IDNO and (form := mark.get("n")):
            yield from _cited(text, mark.span, form)
    is_station = any(mark.get("of") == STATION for mark in marks)
    if not is_station:
        for row in item.rows:
            yield from _words(row, item, reader)


def _label(row: HeaderRow, kind: str, reader: Reader) -> Iterator[Mended]:
    """The misread words of the label with which a field begins."""
    label = row.label
    if label is None or label.has_glued_colon or not _is_sure(label, row, kind, reader.words.doubtful_labels):
        return
    read, right = list(LABEL_WORD.finditer(row.text, 0, label.value)), label.field.label.split()
    alone = len(right) == 1
    pairs = [(match, form) for match, form in zip(read, right, strict=False) if match[0].upper() != form.upper()]
    long = alone or all(min(len(match[0]), len(form)) >= SHORT_WORD for match, form in pairs)
    whole = not any("/" in match[0] for match, _ in pairs)  # WTC/Memorandum for the Record
    like = all(likeness(match[0], form) >= WORD_LIKENESS for match, form in pairs)
    if len(read) >= len(right) and long and whole and like:
        for match, form in pairs:
            yield Mended(_in(row, match.span()), form, "a label of the form, misread")


def _is_sure(label: LabelReading, row: HeaderRow, kind: str, doubtful: Container[str]) -> bool:
    """Whether a misread label is surely that of its field; ``doubtful`` labels never are."""
    name, like = label.field.label, label.likeness
    if like >= EXACT or label.is_plural or name.upper() in doubtful:
        return False
    if not kind and label.field.id == "other":
        return like >= UNTYPED_LIKENESS and row.text[:SHORT_UNTYPED].isalnum()
    if label.field.id != kind or like < (LABELS_LIKENESS if " " in name else LABEL_LIKENESS):
        return False
    fits = bool(row.facts.get("value fits"))
    if len(name) <= SHORT_LABEL:
        return fits
    return fits or label.after != "none" or len(name) >= LONG_LABEL


def _months(text: str, date: Span, reader: Reader) -> Iterator[Mended]:
    """The misread month of a date that was read; a long one in small letters is in text in small letters."""
    for match in MONTH.finditer(text, *date):
        if form := reader.dates.month_form(match[0]):
            is_small = match[0].islower() and len(match[0]) >= LONG_MONTH
            form = form.capitalize() if is_small else form
            yield Mended(Span(*match.span()), form, "the month of a date, misread")


def _group(text: str, date: Span) -> Iterator[Mended]:
    """The misread digits and zone of the date-time group of a date: ``2916302 APR`` is 291630Z APR."""
    if group := GROUP.match(text, *date):
        read = text[group.start() : group.end("zone")].replace(" ", "")
        right = figures(group["day"] + group["hour"] + group["minute"]) + "Z"
        if read != right and right[:-1].isdigit():
            yield Mended(Span(group.start(), group.end("zone")), right, "a date-time group, misread", is_code=True)


def _cited(text: str, number: Span, form: str) -> Iterator[Mended]:
    """The misread sender and digits of a number, whose undamaged form is ``form``: ``SALY S814``."""
    read, right = list(CITED.finditer(text, *number)), form.split()
    if len(read) != len(right):
        return
    for match, part in zip(read, right, strict=True):
        if len(match[0]) == len(part) and match[0].upper() != part:
            yield Mended(Span(*match.span()), part, "the number of a message, misread", is_code=True)


def _words(row: HeaderRow, item: Item, reader: Reader) -> Iterator[Mended]:
    """The misread offices, addresses and words with a role in a row of a field."""
    words, names = reader.words, reader.names
    labelled = row.label is not None and row.label.field.id == item.type
    start = row.value.start if labelled else row.span.start  # ADOP, CA/PEG does not begin with DOB
    read = words.read(row.text[start - row.span.start :])
    listed = item.type in LIST_TYPES and any(names.office(word.text) for word in read)
    alone = not item.type and len(row.text.split()) == 1
    is_slug = item.type == "subject" and item.has_label_above and bool(row.facts.get(SLUG))
    for word in read:
        form, why, is_code = "", "", True
        if (item.type in ROUTED or is_slug) and (form := words.form(word.text)):
            why = f"{form}, in its place in the header"
        elif (item.type in PARTY_TYPES or alone) and (form := names.address_form(word.text)):
            if alone and len(word.text) > len(form):
                continue  # HAMBURGO is not HAMBURG
            why, is_code = "a party of the header, misread", False
        elif item.type in PARTY_TYPES and word.text.isupper() and (form := names.station_form(word.text)):
            why = "a station of the header, misread"
        elif listed and (form := names.symbol(word.text)):
            why = "an office of a list, misread"
        if form and form != word.text.upper():
            yield Mended(word.span.moved(start), form, why, is_code)


def _in(row: HeaderRow, span: tuple[int, int]) -> Span:
    """The span, in the text of the draft, of a stretch of the text of a row."""
    return Span(*span).moved(row.span.start)
