"""The fields of a telegram as values of the header: sender, addressee, date, number and subject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import chain

import regex
from lxml import etree

from teikit.core import Kind, Mark, Span, kinds
from teikit.core.genres import FORM, PERHAPS_SENT, UNSENT
from teikit.core.packet import Packet, Telegram
from teikit.fields.values.numbers import TYPED_LABEL, may_be_of_form
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei.build import legal, make
from teikit.tei.header.dating import DAY, YEAR, DatesOfPages, Dating, is_before, is_misread
from teikit.tei.header.own_fields import OwnFields
from teikit.tei.header.sheets import ArchivalDescription
from teikit.tei.header.signing import signature
from teikit.tei.text.page_marks import Pages
from teikit.telegrams.as_read import as_read, is_legible
from teikit.telegrams.cited import cited_telegrams, without_own
from teikit.telegrams.correspondence import Correspondence
from teikit.telegrams.header_fields import HeaderFields
from teikit.telegrams.party import Party, fuller, is_one_of, names

DAY_AND_HOUR = regex.compile(r"[\p{Lu}0-9%]{6,8}")
"""A date-time group without a month, perhaps misread: ``101649Z``, ``2500242``."""
MISREAD_ZONE = regex.compile(r"(?<![0-9])(?P<group>[0-9]{6})\s?[27%zX](?![0-9\p{L}])")
"""A date-time group whose Z was misread: ``2014542 NOV``."""
WITH_YEAR = ("number", "received", "date")
"""Fields with a date that may give the year: ``Rec'd: >CTOBER 10, 1968`` gives that of ``NO: 22164, OCTOBER 10``."""


class FieldValues:
    """The values of the header of a telegram, without what its pages do not say: no default place, date or title."""

    def __init__(self, packet: Packet, telegram: Telegram, pages: Pages, lexicon: Lexicon, options: Options) -> None:
        """``pages`` has the marks on the pages of the whole packet.

        ``marks`` are those on the pages of the telegram, ``own`` those after its routing sheets, and ``first_page``
        those on the first page after them.
        """
        draft = packet.draft
        self.archival = ArchivalDescription(packet, telegram, lexicon, options.edition.name)
        self.draft, self.telegram, self.lexicon, self.options = draft, telegram, lexicon, options
        on_pages = [pages.with_emptied(page) for page in telegram.pages]
        sheets = pages.routing_sheets(telegram.pages)
        self.marks, self.own, self.first_page = (
            list(chain(*on_pages)),
            list(chain(*on_pages[sheets:])),
            on_pages[sheets],
        )
        self.fields = {mark.get("type"): mark for mark in reversed(self.own) if mark.kind == kinds.FIELD}
        self._own_fields = OwnFields(draft, replace(telegram, pages=telegram.pages[sheets:]), self.own, lexicon)
        self._header = HeaderFields(draft, self._own_fields.marks)
        self.correspondence = Correspondence(draft, self._own_fields.marks, lexicon)
        signed = signature(draft, telegram, self.marks, lexicon, self.archival.named("from"))
        self.signature = self._inside("sender", kinds.PERS_NAME) or fuller(signed, self.correspondence.senders)
        self.year = self._year()
        dates = DatesOfPages(self.correspondence.dates, self._own_fields.dates)
        self.dating = Dating(packet, self.own, self.archival, dates, lexicon, self.year)

    def _inside(self, field: str, kind: Kind) -> str:
        """The text of the first mark of a kind in a field; empty if there is none."""
        outer = self.fields.get(field)
        return next(map(self._header.text, self._header.inside(outer, kind)), "") if outer else ""

    def _year(self) -> int | None:
        """The year of the telegram, as its number, date of receipt, date or postscript names it; else None."""
        dated = list(self._header.of(*WITH_YEAR))
        texts = map(self._header.text, [*dated, *(mark for mark in self.marks if mark.kind == kinds.POSTSCRIPT)])
        misread = (mark.get("when") for field in dated for mark in self._header.inside(field, kinds.DATE))
        years = (*map(self.lexicon.calendar.year_in, texts), *(int(when[:YEAR]) for when in misread if when))
        return next(filter(None, years), None)

    def when(self, mark: Mark) -> str | None:
        """The value of ``date/@when`` for the mark of a date; None if it cannot be read."""
        return mark.get("when") or self.dating.read(" ".join(self.draft.read(mark.span).split()))

    # ---------------------------------------------------------- for people

    def subtitle(self) -> str:
        """``Telegram from PARIS to Secretary of State, OCTOBER 28, 1962``, as far as the page has these."""
        sender, addressees, sent = self._sender(), self._addressees(), self._date_as_written()
        parts = [f"from {sender}" if sender else "", f"to {addressees}" if addressees else ""]
        text = " ".join(part for part in parts if part)
        if self.telegram.genre in UNSENT or not text:
            return ""
        return f"{self.telegram.genre.capitalize()} {text}" + (f", {sent}" if sent else "")

    def _sender(self) -> str:
        """The sender, for a title; empty if unknown."""
        return names(self.correspondence.senders) or self._party_of_sheet("from")

    def _addressees(self) -> str:
        """The addressees, for a title; empty if none is known."""
        return names(self.correspondence.addressees) or self._party_of_sheet("to")

    def _date_as_written(self) -> str:
        """The date sent as it is written, or the known date if that was misread: ``22 February 1953``."""
        text, when = self._sent()
        text = MISREAD_ZONE.sub(r"\g<group>Z", text) if when and when.endswith("Z") else text
        return when[:DAY] if when and is_misread(text, when, self.dating.read(text)) else text

    def _party_of_sheet(self, name: str) -> str:
        """The sender (``from``) or addressee (``to``), by the page and the identification sheet.

        A fully legible name after a label on the page comes first; then the name on the sheet, unless it is a title or
        the other party; then a less legible name on the page: ``MEMORANDUM FOR: Legislative Counsel`` on a paper that
        its sheet has for BRECKINRIDGE. Empty if there is none of these.
        """
        labelled = (as_read(self.draft.read(mark.span), name, self.lexicon) for mark in self._header.of(name))
        read = next(filter(None, labelled), "")
        if is_legible(read, self.lexicon):
            return read
        may_name = self.telegram.genre not in UNSENT and not self.archival.may_describe_another
        named = self.archival.named(name) if may_name else ""
        across = self.correspondence.addressees if name == "from" else self.correspondence.senders
        if named and not self.lexicon.patterns["paper"].search(named):
            return "" if any(party.name.upper() in named.upper() for party in across) else named
        return read

    def _sent(self) -> tuple[str, str | None]:
        """The date sent, written and as ISO 8601; both empty if only day and hour are known (``101649Z``)."""
        text, when = self.dating.written
        return (text, when) if when or not DAY_AND_HOUR.fullmatch(text) else ("", None)

    def creation(self) -> Iterator[etree._Element]:
        """``creation`` with the date of a document that has a sheet, or whose sender is unknown.

        A sheet itself was not made on the date of the document that it describes, and a form that has other dates was
        not made on the date of its sheet: the sheet of a payroll describes several forms.
        """
        text, when = self.dating.written
        sheet_text, sheet_day = self.archival.date
        if self.archival.is_of_another or not when or (not sheet_day and self._is_sent):
            return
        if self.telegram.genre == FORM and text == sheet_text and self._has_other_dates(when):
            return
        yield make("creation", "", make("date", legal(text), when=when, cert=self.dating.certainty))

    def _has_other_dates(self, when: str) -> bool:
        """Whether the pages have dates, but not this one."""
        calendar = self.lexicon.calendar
        texts = (self.draft.read(page.span) for page in self.telegram.pages)
        dates = [calendar.when(match[0]) for text in texts for match in calendar.date.finditer(text)]
        known = [date for date in dates if date]
        return bool(known) and not any(date.startswith(when) for date in known)

    # ------------------------------------------------------ correspondence

    def corresp_desc(self) -> Iterator[etree._Element]:
        """``correspDesc``: sent, received, and the telegrams that are cited; nothing if the document was not sent."""
        if not self._is_sent:
            return
        element = make("correspDesc", "", *(action for action in self.actions if len(action)))
        references = list(self._references())
        if references:
            element.append(make("correspContext", "", *references))
        yield element

    @cached_property
    def _is_sent(self) -> bool:
        """Whether the document was sent: a party or a number is known or, for most genres, the date alone."""
        if self.telegram.genre in UNSENT:
            return False
        known = {etree.QName(part).localname for action in self.actions for part in action}
        return bool(known - {"date"}) or (bool(known) and self.telegram.genre not in PERHAPS_SENT)

    @cached_property
    def actions(self) -> tuple[etree._Element, ...]:
        """``correspAction`` of sending and of receipt, empty if nothing is known of them."""
        return self.own_actions()

    def own_actions(self) -> tuple[etree._Element, ...]:
        """The same by the pages of the telegram alone."""
        return self._action_sent(), self._action_received()

    def _action_sent(self) -> etree._Element:
        """Who signed or wrote it, the offices that sent it, the date and the number, as far as they are known."""
        action = make("correspAction", type="sent")
        if self.signature:
            action.append(make("persName", self.signature))
        elif writer := self._inside("sender", kinds.PERS_NAME):
            action.append(make("persName", writer))
        signed = [name.text or "" for name in action]
        senders = (*self.correspondence.senders, *self.correspondence.places)
        action.extend(map(_party, (party for party in senders if not is_one_of(party, signed))))
        if not len(action) and (sender := self._party_of_sheet("from")):
            action.append(make("name", sender))
        sent, when = self._sent()
        if sent:
            action.append(make("date", sent, when=when, cert=self.dating.certainty))
        if (number := self.correspondence.number) and not self._is_of_form(number):
            action.append(make("idno", number, type="message"))
        return action

    def _is_of_form(self, number: str) -> bool:
        """Whether the number of the document is likely to be that of its form: ``OPTIONAL FORM NO. 10``."""
        typed = (self.fields[name] for name in ("number", "date") if name in self.fields)
        is_typed = any(self._header.text(field).lstrip("([").startswith(TYPED_LABEL) for field in typed)
        return may_be_of_form(number) and not (self.telegram.is_wired or is_typed)

    def _action_received(self) -> etree._Element:
        """The addressees, the date of receipt, and the control number of a telegram, as far as they are known."""
        action = make("correspAction", type="received")
        action.extend(map(_party, self.correspondence.addressees))
        if not len(action) and (addressee := self._party_of_sheet("to")):
            action.append(make("name", addressee))
        if received := self._received():
            mark = next(self._header.inside(self.fields["received"], kinds.DATE))
            when = self.lexicon.calendar.when(received, self.year) or mark.get("when")
            if not is_before(when, self._sent()[1]):
                action.append(make("date", received, when=when))
        control = self.correspondence.control
        if control and self.telegram.is_wired:
            action.append(make("idno", control, type="control"))
        return action

    def _received(self) -> str:
        """The date of receipt with its hour, which may be elsewhere on the form, since engines misplace columns."""
        received = self._inside("received", kinds.DATE)
        if not received or self.lexicon.calendar.hour(received):
            return received
        first = self.telegram.pages[0].span
        number = self.fields.get("number")
        form = Span(first.start, number.span.start if number else first.end)
        hours = regex.findall(rf"\b{self.lexicon.calendar.minutes}", self.draft.read(form))
        return f"{received}, {hours[0]}" if len(hours) == 1 else received

    def _references(self) -> Iterator[etree._Element]:
        """A ``ref`` for each telegram that the reference lines of the first page cite, except the telegram itself."""
        lines = (mark for mark in self.first_page if mark.kind == kinds.FIELD and mark.get("type") == "reference")
        texts = (self._header.text(mark) for mark in lines)
        cited = dict.fromkeys(name for text in texts for name in cited_telegrams(text, self.lexicon))
        for name in without_own(cited, self.correspondence.number, self.telegram.number):
            yield make("ref", name, type="reference")

    def abstract(self) -> Iterator[etree._Element]:
        """``abstract`` with the subject as on the page, if it has one."""
        if subject := self._own_fields.subject:
            yield make("abstract", "", make("p", subject))


def _party(party: Party) -> etree._Element:
    """A party in the element of its kind, under its name in the collection."""
    return make(party.kind.element, party.name)
