"""The contents of the value of a field: numbers, dates, places, offices and people, as far as they are certain."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, takewhile
from operator import itemgetter

import regex

from teikit.core import Mark, Span, attrs, kinds
from teikit.core.kinds import CORRESPONDENTS
from teikit.fields.items import Item
from teikit.fields.values.dated_values import DatedValues
from teikit.fields.values.dates import Dates
from teikit.fields.values.named import NameFinder
from teikit.fields.values.names import Names
from teikit.fields.values.numbers import AFTER_TIME, FILE, MESSAGE_NUMBER, PARTED, SYMBOL, as_typed
from teikit.fields.values.parties import MOST_WORDS, Parties
from teikit.fields.values.stamped import is_stamped
from teikit.fields.values.words import HeaderWords, ReadWord, figures
from teikit.lexicon.patterns import Patterns

STATION = "station"  # the sign of a city that is known by its place, however it was read
PARTIES = frozenset({"to", "from", "info", "via", "attention", "originator"})
"""Types of field that name parties."""
TITLED = frozenset({"to", "from", "via", "attention"})
"""Types of field that may name an officer by title."""
CITED_DIGITS = 4  # digits of the number of a cable, at least
OF_ADDRESS_LINE = ("address", "precedence", "office")
"""Roles of the words of an address line."""
MOST_ODD_WORDS = 2  # illegible words before an address (a label and a precedence), at most
LIST_COMMAS = 2  # commas of a list of addresses, at least
SEVERAL_OFFICERS = 2  # lines with an officer each, at least
LINE = regex.compile(r"\S[^\r\n]*")  # a line of a value, of which each may name an officer
KIND_OF_NAME = {"place": kinds.PLACE_NAME, "org": kinds.ORG_NAME, "role": kinds.ROLE_NAME}
"""Kinds of marks by the kinds of known names."""
WORDING = {"from": "sender", "to": "addressee", "sender": "writer"}
"""Patterns of the wording of parties that are in no list, by the types of fields."""
KIND_OF_GROUP = {
    "office": kinds.ORG_NAME,
    "person": kinds.PERS_NAME,
    "place": kinds.PLACE_NAME,
    "role": kinds.ROLE_NAME,
}
"""Kinds of marks by the names of groups in these patterns."""


class Contents:
    """Finds the contents of fields, by the names and words of a collection."""

    def __init__(
        self, names: Names, words: HeaderWords, dates: Dates, parties: Parties, patterns: Patterns, rule: str
    ) -> None:
        self._names, self._words, self._dated = names, words, DatedValues(dates, words, rule)
        self._patterns, self._rule = patterns, rule
        self._read, self._listed = parties, NameFinder(words, parties, patterns)

    def of(self, text: str, item: Item) -> Iterator[Mark]:
        """The marks of the contents of a field, with offsets in ``text``, the text of the draft."""
        span = item.value
        value = text[span.start : span.end]
        match item.type:
            case "number":
                yield from self._number(value, span.start, item)
            case "cite":
                yield from self._cited(value, span.start)
            case "control" if _is_of_order(item):
                yield from self._dated.mentioned(value, span.start)
            case "control" if is_stamped(value):
                yield from self._dated.stamped_receipt(value, span.start)
            case "control":
                yield from self._dated.receipt(value, span.start)
            case "date" | "received":
                if item.has_label_above:
                    yield from self._of_report(value, span.start)
                yield from self._dated.first(value, span.start)
                if item.type == "received" and (number := AFTER_TIME.search(value)):
                    yield self._mark(number.span("number"), span.start, kinds.IDNO, type="message")
            case "file":
                if identifier := FILE.search(value):
                    yield self._mark(identifier.span("file"), span.start, kinds.IDNO, type="file")
            case kind if kind in PARTIES:
                yield from self._of_party(text, item)
            case "sender":
                yield from self._worded(text, span, item.type)
            case "" | "action":
                yield from list(self._dated.stamped(value, span.start)) or self._dated.beside(value, span.start)

    def _of_party(self, text: str, item: Item) -> Iterator[Mark]:
        """The parties in a field, the date next to them, and the number of a despatch next to its sender.

        ``AMEMBASSY LONDON              2687`` / ``DESP. NO.``
        """
        span, value = item.value, text[slice(*item.value)]
        label = item.rows[0].label
        labelled = item.has_label_above or (label is not None and label.field.id == item.type)
        beside = list(self._dated.beside(value, span.start))
        named = value[: beside[0].span.start - span.start] if beside and item.has_label_above else value
        listed = self._station(item, value)
        listed = listed or list(self._parties(named, span.start, item.type, labelled=labelled or item.type == "info"))
        if item.is_before_info and not listed:
            listed = list(self._turned(value, span.start))
        yield from listed or self._worded(text, span, item.type)
        yield from beside
        if item.type == "from" and (number := self._patterns["captioned number"].match(text, span.start)):
            yield self._mark(number.span("number"), 0, kinds.IDNO, type="message")

    def _station(self, item: Item, value: str) -> list[Mark]:
        """The city of a station that is alone on the form of a cable, perhaps misread: ``SON SALVARCR``.

        Its words are not corrected: they are known by their place, and other words would be corrected with them.
        """
        is_alone = item.has_label_above and len(item.rows) == 1 and value.strip()[:1].isalpha()
        city = self._names.station_city(value) if is_alone and item.type in CORRESPONDENTS else None
        if city is None:
            return []
        return [Mark(item.value, kinds.PLACE_NAME, self._rule, attributes=attrs(key=city.form, of=STATION))]

    def _mark(self, span: tuple[int, int], start: int, element: kinds.Kind, **attributes: str | None) -> Mark:
        """A mark of a stretch of a value; ``start`` is where the value begins."""
        return Mark(Span(*span).moved(start), element, self._rule, attributes=attrs(**attributes))

    def _of_report(self, value: str, start: int) -> Iterator[Mark]:
        """The serial number of a report before its date."""
        report = self._patterns["report serial"].match(value)
        if report and report["serial"].isascii():  # 2х/0/KOD/T437-63 has a Cyrillic letter
            n = as_typed(report["serial"])
            yield self._mark(report.span("serial"), start, kinds.IDNO, type="message", n=n)

    def _number(self, value: str, start: int, item: Item) -> Iterator[Mark]:
        """The number of the message, and the date after it, as on forms of the Department of State."""
        label = item.rows[0].label
        number = (MESSAGE_NUMBER if item.has_label_above or (label and label.field.pattern) else SYMBOL).match(value)
        at = 0
        if number:
            yield self._mark(number.span(), start, kinds.IDNO, type="message", n=as_typed(number[0]))
            at = number.end()
        yield from self._dated.first(value[at:], start + at)

    def _cited(self, value: str, start: int) -> Iterator[Mark]:
        """The sender and the number after CITE: ``CITE MEXI 7443``, ``CITE DIR``, ``CITE MEXICO CITY 2222``."""
        parted = PARTED.search(value)  # CITE DIRECTOR / 9823 6
        read = value[: parted.start()] + "".join(parted[0].split()) if parted else value
        words = [word for word in self._words.read(read) if word.role != "cite"]
        number = next((word for word in words if word.role == "number" and len(word.text) >= CITED_DIGITS), None)
        before = [word for word in words if number is None or word.span.start < number.span.start]
        name, span = next(iter(self._listed.names_in(read, before[:MOST_WORDS])), (None, Span(0, 0)))
        if name is None and before and (name := self._names.station(before[0].text)):
            span = before[0].span
        if name and number:
            whole, cited = (span.start, number.span.end + len(value) - len(read)), f"{name.form} {figures(number.text)}"
            yield self._mark(whole, start, kinds.IDNO, type="message", n=cited, sender=name.form, of=name.kind)
        elif name:
            yield self._mark(span, start, KIND_OF_NAME[name.kind], key=name.form)
        elif number and not before:
            yield self._mark(number.span, start, kinds.IDNO, type="message", n=figures(number.text))

    def _parties(self, value: str, start: int, kind: str, labelled: bool) -> Iterator[Mark]:
        """The places, offices and people in a value."""
        officers = list(self._officers(value)) if labelled and kind in TITLED else []
        for span in officers:
            yield self._mark(span, start, kinds.ROLE_NAME)
        if officers and officers[0].start == 0:
            return
        persons = self._read.persons(value, labelled)
        for span in persons:
            yield self._mark(span, start, kinds.PERS_NAME)
        taken = {at for span in (*persons, *officers) for at in range(*span)}
        words = [word for word in self._words.read(value) if word.span.start not in taken]
        if not labelled:
            words = self._of_address_line(value, words)
        is_below_officer = False
        for place, (name, span) in enumerate(self._listed.names_in(value, words)):
            if not is_below_officer and _is_apart(value[: span.start], kind, place):
                return
            yield self._mark(span, start, KIND_OF_NAME[name.kind], key=name.form)
            is_below_officer = name.kind == "role"
        if kind == "to" and is_below_officer and (number := self._last_number(words)):
            yield self._mark(number, start, kinds.IDNO, type="message")

    def _of_address_line(self, value: str, words: list[ReadWord]) -> list[ReadWord]:
        """The words of an address line without a label that may be addresses.

        Nothing counts after an unknown word, unless it is in a list with commas most of whose words are addresses:
        ``RABAT, LAGOS, FREEDE, PRETORIA``.
        """
        named = self._listed.in_long_names(value, words)
        is_address = [word.role in OF_ADDRESS_LINE or word in named for word in words]
        if value.count(",") >= LIST_COMMAS and sum(is_address) * 2 > len(words):
            return list(compress(words, is_address))
        odd = is_address.index(True) if True in is_address else len(words)
        begin = odd if MOST_ODD_WORDS >= odd < len(words) else 0  # 1 opm WAVE
        return [word for word, _ in takewhile(itemgetter(1), zip(words[begin:], is_address[begin:], strict=True))]

    def _turned(self, value: str, start: int) -> Iterator[Mark]:
        """The only addressee before INFO or CITE, with one letter misread: ``AIR INFO WAVE CITE MEXI 7443`` (DIR)."""
        words = self._words.read(value)
        if len(words) == 1 and (name := self._names.short(words[0].text)):
            yield self._mark(words[0].span, start, KIND_OF_NAME[name.kind], key=name.form)

    def _officers(self, value: str) -> Iterator[Span]:
        """The officers at the beginnings of the lines of a value, each with the office."""
        officers = ((line.start(), self._read.officer(line[0])) for line in LINE.finditer(value))
        by_line = [(start, officer) for start, officer in officers if officer]
        whole = self._read.officer(value) if len(by_line) < SEVERAL_OFFICERS else None
        yield from ([whole] if whole else [officer.moved(start) for start, officer in by_line])

    def _last_number(self, words: list[ReadWord]) -> Span | None:
        """The number of a telegram after addressee and precedence: ``TO SECSTATE WASHDC PRIORITY 1234``."""
        last = words[-1]
        before = [word.role for word in words[:-1]]
        stands = before and (before[-1] == "precedence" or "precedence" not in before)
        return last.span if stands and last.role == "number" and last.text.isdigit() else None

    def _worded(self, text: str, span: Span, kind: str) -> Iterator[Mark]:
        """The party at the start of a field, by the wording that the collection has for parties in no list."""
        party = self._patterns[WORDING[kind]].match(text, *span) if kind in WORDING else None
        if party:
            named = (name for name, part in party.groupdict().items() if part)
            yield from (Mark(Span(*party.span(name)), KIND_OF_GROUP[name], self._rule) for name in named)


def _is_apart(before: str, kind: str, place: int) -> bool:
    """Whether a name after a comma is not the party: ``PROM, A/D, Cl, CI/OTS``, ``The General, Washington``.

    ``place`` is the number of names before it.
    """
    if "," not in before:
        return False
    return kind == "from" or (kind == "to" and place == 0 and any(map(str.islower, before)))


def _is_of_order(item: Item) -> bool:
    """Whether a field says until when a message is classified, not when it came: ``E.O. 12065: GDS
    4/22/85``."""
    label = item.rows[0].label
    return label is not None and label.field.id == item.type and label.field.value == "text"
