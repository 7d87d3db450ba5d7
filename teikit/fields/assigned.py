"""The rows of a page that are fields of its header, and the types of those that do not show their type themselves.

Each step adds to the results of the steps before it, and some look only for what those have not found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from teikit.core.genres import CABLE, DATED_AT_FOOT, DOCUMENT, LETTER, POSTED, REPORT, TELEGRAM, WIRED
from teikit.core.kinds import CORRESPONDENTS
from teikit.fields.blocks import in_blocks, of_head
from teikit.fields.by_place.automated import automated
from teikit.fields.by_place.cases import title
from teikit.fields.by_place.dateline import dateline
from teikit.fields.by_place.dispatches import about, exchanged, officers
from teikit.fields.by_place.drafters import drafter
from teikit.fields.by_place.gaps import gaps, sender_begins
from teikit.fields.by_place.headquarters import above_attention, below_labels, headquarters, station
from teikit.fields.by_place.receipt import receipt
from teikit.fields.by_place.received_form import received_form
from teikit.fields.by_place.references import references
from teikit.fields.by_place.relayed import relayed, time_of_receipt
from teikit.fields.by_place.reports import agent_report, beside_date, printed, source
from teikit.fields.by_place.unlabelled import above_sender, above_subject, addressed, issued, numbered, unlabelled
from teikit.fields.chosen import chosen, confirmed, labelled
from teikit.fields.detached import Detached
from teikit.fields.items import is_label_alone, type_of
from teikit.fields.numbers_below import numbers_below
from teikit.fields.rows import HeaderRow, routed
from teikit.fields.stacked import stacked
from teikit.fields.values.address import listed, repeated
from teikit.fields.values.dates import Dates
from teikit.fields.values.words import HeaderWords
from teikit.lexicon.collection import Collection
from teikit.lexicon.patterns import Patterns
from teikit.lexicon.salutations import salutation


class Known(NamedTuple):
    """What a collection knows about headers."""

    words: HeaderWords
    dates: Dates
    collection: Collection
    patterns: Patterns
    detached: Detached

    @property
    def routing(self) -> frozenset[str]:
        """Types of fields for offices."""
        return frozenset(self.collection.routing.values())


class PageFacts(NamedTuple):
    """What is known about a page before its header is read."""

    has_letterhead: bool = False  # whether it has the letterhead of a form
    genre: str | None = None  # of the document that begins with it; None if none does
    may_be_wired: bool = True  # whether it may be of a telegram

    @property
    def begins_document(self) -> bool:
        """Whether a document begins with the page."""
        return self.genre is not None

    @property
    def is_telegram(self) -> bool:
        """Whether a telegram begins with the page."""
        return self.genre in WIRED

    @property
    def may_list_offices(self) -> bool:
        """Whether the page may have lists of offices by their codes."""
        return self.may_be_wired and self.genre in (None, CABLE, TELEGRAM)

    @property
    def is_form_of_telegram(self) -> bool:
        """Whether a document begins with the page, on the form of a telegram."""
        return self.has_letterhead and self.begins_document and self.may_be_wired


class Assigned:
    """The ``rows`` of a page, with what is known about each, by its place.

    ``taken`` are the places of the rows that are fields. ``given`` has the types of the rows that do not show their
    type themselves, ``begins`` the places in the row where the value begins, if that is not its beginning. ``ended``
    are the places of rows that belong to fields whose rows are all known, ``further`` those of rows that go on with a
    field of the same type above them.
    """

    def __init__(self, rows: Sequence[HeaderRow], chances: Sequence[float], known: Known, page: PageFacts) -> None:
        self._chances, self._known, self._page = chances, known, page
        self.rows = routed(rows, known.routing)
        self.taken = chosen(
            self.rows, chances, known.collection, page.has_letterhead, page.begins_document, page.is_telegram
        )
        self.taken -= {at for at in self.taken if self._is_no_field(self.rows[at])}
        if page.begins_document and not page.is_telegram:
            self.rows = confirmed(self.rows, self.taken, chances)
        self.given: dict[int, str] = {}
        self.begins: dict[int, int] = {}
        self.ended: set[int] = set()
        self.further: set[int] = set()
        self._give_apart()
        report = issued(self.rows, known.patterns) if page.begins_document else {}
        self.given |= report
        if page.begins_document and not self.given:
            self._give_by_place()
        self._give_beside_labels()
        if page.begins_document:
            self._give("reference", references(self.rows, self._types()))
        if page.genre == LETTER:
            self.given |= addressed(self.rows, known.patterns)
        if report:
            self._end_at(max(report))
        self._give_by_genre()
        self.taken |= self.given.keys()

    def _give_apart(self) -> None:
        """Find the values that are apart from their labels."""
        rows, taken, page, detached = self.rows, self.taken, self._page, self._known.detached
        types = [type_of(row) for row in rows]
        self.given = detached.types_of_values(rows, types, taken) | numbers_below(rows, types)
        self.given |= stacked(rows, types, taken, detached)
        if page.may_be_wired:
            self.given |= receipt(rows, types, taken, self._known.dates)
        else:
            self.given |= in_blocks(rows, types, taken, self.given, detached)
            self.given |= of_head(rows, types, taken, self.given, detached)

    def _give_by_genre(self) -> None:
        """Find the fields that only dispatches, papers with a title, or information reports have."""
        page = self._page
        if page.genre in DATED_AT_FOOT:
            self._give_to_officers()
        if page.genre in (*POSTED, DOCUMENT) and not page.may_be_wired:
            self._give_and_end(title(self.rows, self._types(), self._known.patterns["case caption"]))
        if page.genre == REPORT:
            self._give_to_report()

    def _is_no_field(self, row: HeaderRow) -> bool:
        """Whether a row is not a field: the date of a reviewer, the drafter of a paper, a salutation, or text.

        ``DATE 06-12-2023``, ``EUR:GER:JSmith:ab 3/14/62``, ``Re Albany airtel to Bureau``
        """
        is_text = not self._page.may_be_wired and self._known.patterns["text opening"].match(row.text) is not None
        is_labelled = row.label is None or row.label.exact
        if row.label is None and self._known.patterns["drafter"].match(row.text):
            return True
        if self._page.genre == LETTER and salutation(row.text, self._known.patterns):
            return True
        return is_text or (is_labelled and self._known.dates.is_later(row.value_text))

    def _give_by_place(self) -> None:
        """Find addressee, sender and subject without labels by their places, or else the date of a paper."""
        words, dates = self._known.words, self._known.dates
        self.given = unlabelled(self.rows, self.taken, words, dates)
        if self.given:
            self.taken |= labelled(self.rows, self._chances)
        elif not self._page.may_be_wired:
            self.given = dateline(self.rows, self._chances, self.taken, dates)

    def _give_beside_labels(self) -> None:
        """Find fields next to legible labels that have lost their own: above FROM, with the day, above SUBJECT."""
        rows, taken, detached = self.rows, self.taken, self._known.detached
        self._give("to", above_sender(rows, taken, {}, detached))
        if self._page.is_telegram and self._page.has_letterhead:
            self._give("number", numbered(rows, taken, self._known.dates))
        if self._page.genre == CABLE:
            self._give_on_cable()
        if self._page.may_be_wired:
            self._give_on_wire()
        elif not self.given:
            self._give("from", above_subject(rows, taken, detached))
            self._give("to", above_sender(rows, taken, self.given, detached))

    def _give_on_cable(self) -> None:
        """Find headquarters, the station, the addressees and the drafter on the form of a cable."""
        rows, taken, words = self.rows, self.taken, self._known.words
        for kind, begins in headquarters(rows, taken, words).items():
            self._give(kind, begins)
        for find in (station, below_labels, above_attention):
            for place, kind in find(rows, self.given, taken, words).items():
                self._give(kind, {place: 0})
        self._give_and_end(drafter(rows, self._types()))

    def _give_on_wire(self) -> None:
        """Find the sender, the receipt, and the addressees that are listed or repeated, on a page that may be wired."""
        rows, known = self.rows, self._known
        self._give("from", sender_begins(rows, self.taken, self.given))
        self.given |= gaps(rows, self.taken, self.given, known.words)
        self.given |= relayed(rows, self._types()) if self._page.begins_document else {}
        self.given |= time_of_receipt(rows, self._types(), known.dates)
        of_form = received_form(rows, known.patterns, known.dates) if self._page.begins_document else {}
        for kind, begins in (of_form or automated(rows, known.patterns)).items():
            self._give(kind, begins)
        self.given |= repeated(rows, self._types())
        self.given |= listed(rows, self._types(), known.words.names)

    def _give(self, kind: str, begins: Mapping[int, int]) -> None:
        """Give rows a type; ``begins`` has their places, and where the value begins in each."""
        self.given |= dict.fromkeys(begins, kind)
        self.begins |= begins

    def _give_and_end(self, given: Mapping[int, str]) -> None:
        """Give a type to rows of fields whose rows are all known."""
        self.given |= given
        self.ended |= given.keys()

    def _end_at(self, last: int) -> None:
        """End the header of a report at row ``last``: below it is the header of the message that it quotes."""
        self.taken = {at for at in self.taken if at <= last}
        self.given = {at: kind for at, kind in self.given.items() if at <= last}

    def _give_to_officers(self) -> None:
        """Find the officers of a dispatch, and which of two is the addressee."""
        chiefs = officers(self.rows, self._known.words)
        self.given |= exchanged(self.rows, chiefs, names_party=self._has_party())
        self.taken |= chiefs
        subject, below = about(self.rows, self._types(), chiefs, self._known.words, self._known.patterns)
        self._give("subject", subject)
        self.ended |= subject.keys()
        self.taken |= below

    def _give_to_report(self) -> None:
        """Find the subject of an information report, its place and pages, and the person of a report by an agent."""
        above, below = beside_date(self.rows, self._types(), self._known.words)
        self._give_and_end(dict.fromkeys([*above, *below], "subject"))
        self.further |= set(below)
        self.given |= printed(self.rows, self._types(), self._chances)
        self._give_and_end(agent_report(self.rows, self._types()))
        first, further = source(self.rows, self._types())
        self._give("source", first)
        self._give_and_end(dict.fromkeys([*first, *further], "source"))
        self.further |= set(further)

    def _types(self) -> dict[int, str]:
        """The types of the rows that are fields, by their places in order."""
        places = sorted(self.taken | self.given.keys())
        return {at: self.given.get(at) or type_of(self.rows[at]) for at in places}

    def _has_party(self) -> bool:
        """Whether a field names addressee or sender, unlike a label without a legible value: ``Prom | (pce``."""
        naming = (
            at for at in self.taken if not is_label_alone(self.rows[at]) and not self.rows[at].facts.get("odd half")
        )
        return not CORRESPONDENTS.isdisjoint(self.given.get(at) or type_of(self.rows[at]) for at in naming)
