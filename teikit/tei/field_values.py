"""What the fields of a telegram say, as values of the header: who sent what to whom, when, and about what."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import etree

from teikit.core import Kind, Mark, Span, kinds
from teikit.core.packet import Packet, Telegram
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei.build import make
from teikit.tei.flow import Pages
from teikit.tei.sheets import Described
from teikit.telegrams.correspondence import Correspondence, Party, names

SPACE = regex.compile(r"\s+")
DAY_AND_HOUR = regex.compile(r"[\p{Lu}0-9%]{6,8}")
"""A date-time group without a month, misread perhaps: ``101649Z``, ``2500242``."""
UNSENT = ("cover", "identification-sheet", "list", "form")
"""Kinds of documents that nobody sent to anybody."""


class Values:
    """The values of one telegram. What the page does not say stays out: no default place, date or title."""

    def __init__(self, packet: Packet, telegram: Telegram, pages: Pages, lexicon: Lexicon, options: Options) -> None:
        draft = packet.draft
        self.described = Described(packet, telegram, lexicon)
        self.draft, self.telegram, self.lexicon, self.options = draft, telegram, lexicon, options
        self.marks = [mark for page in telegram.pages for mark in pages.on(page)]
        self.fields = {mark.get("type"): mark for mark in reversed(self.marks) if mark.kind == kinds.FIELD}
        self.signature = next((self._text(mark) for mark in self.marks if mark.kind == kinds.SIGNED), "")
        self.correspondence = Correspondence(draft, self.marks, lexicon)
        self.year = self._year()

    @property
    def first_page(self) -> list[Mark]:
        """The marks of the page that the telegram begins with."""
        span = self.telegram.pages[0].span
        return [mark for mark in self.marks if span.start <= mark.span.start < max(span.end, span.start + 1)]

    def _text(self, mark: Mark) -> str:
        return SPACE.sub(" ", self.draft.read(mark.span)).strip()

    def _inside(self, field: str, kind: Kind) -> str:
        """The text of the first mark of a kind in a field."""
        outer = self.fields.get(field)
        if outer is None:
            return ""
        inner = (
            m
            for m in self.marks
            if m.kind == kind and outer.span.start <= m.span.start and m.span.end <= outer.span.end
        )
        return next((self._text(mark) for mark in inner), "")

    def _year(self) -> int | None:
        """The year of the telegram: of the date sent, of the date received, of a note; None if no date names one."""
        texts = [self._text(self.fields[name]) for name in ("number", "received", "date") if name in self.fields]
        texts += [self._text(mark) for mark in self.marks if mark.kind == kinds.POSTSCRIPT]
        return next((year for text in texts if (year := self.lexicon.calendar.year_in(text))), None)

    def when(self, mark: Mark) -> str | None:
        """The value of ``date/@when``."""
        return mark.get("when") or self._read(SPACE.sub(" ", self.draft.read(mark.span)))

    def _read(self, text: str) -> str | None:
        return self.lexicon.calendar.when(text, self.year)

    # ---------------------------------------------------------- for people

    def subtitle(self) -> str:
        """``Telegram from PARIS to Secretary of State, OCTOBER 28, 1962``, as far as the page says it."""
        sender, addressees, sent = self.correspondence.sender, names(self.correspondence.addressees), self._sent()[0]
        parts = [f"from {sender.name}" if sender else "", f"to {addressees}" if addressees else ""]
        text = " ".join(part for part in parts if part)
        if self.telegram.kind in UNSENT or not text:
            return ""
        return f"{self.telegram.kind.capitalize()} {text}" + (f", {sent}" if sent else "")

    def _sent(self) -> tuple[str, str | None]:
        """The date sent as the page has it and as ISO 8601; with the hour of the running heads where it has none.

        Nothing where the identification sheet has another date, or where only day and hour are known (``101649Z``).
        """
        text, when = self._sent_alone()
        told = self.described.date[1]
        other = told and when and not when.startswith(told) and not told.startswith(when)
        nameless = not when and DAY_AND_HOUR.fullmatch(text)
        return ("", None) if other or nameless else (text, when)

    def _sent_alone(self) -> tuple[str, str | None]:
        """The date sent, whatever the sheet says."""
        text, when = self.correspondence.sent
        heads = [mark for mark in self.marks if mark.kind == kinds.HEADER]
        if text and heads and not self.lexicon.calendar.hour(text):
            hour = self.lexicon.calendar.hour(self._text(heads[0]))
            return (f"{text}, {hour}", self._read(f"{text}, {hour}")) if hour else (text, when or self._read(text))
        return text, when or self._read(text)

    # ------------------------------------------------------ correspondence

    def corresp_desc(self) -> Iterator[etree._Element]:
        """``correspDesc``: sent, received, context; nothing if the page says neither."""
        actions = [action for action in (self._action_sent(), self._action_received()) if len(action)]
        if self.telegram.kind in UNSENT or not actions:
            return
        element = make("correspDesc", "", *actions)
        references = list(self._references())
        if references:
            element.append(make("correspContext", "", *references))
        yield element

    def _action_sent(self) -> etree._Element:
        action = make("correspAction", type="sent")
        if self.signature:
            action.append(make("persName", self.signature))
        elif writer := self._inside("sender", kinds.PERS_NAME):
            action.append(make("persName", writer))
        if sender := self.correspondence.sender:
            action.append(_party(sender))
        sent, when = self._sent()
        if sent:
            action.append(make("date", sent, when=when))
        if number := self.correspondence.number:
            action.append(make("idno", number, type="message"))
        return action

    def _action_received(self) -> etree._Element:
        action = make("correspAction", type="received")
        action.extend(map(_party, self.correspondence.addressees))
        if received := self._received():
            action.append(make("date", received, when=self.lexicon.calendar.when(received, self.year)))
        if control := self._inside("control", kinds.IDNO):
            action.append(make("idno", control, type="control"))
        return action

    def _received(self) -> str:
        """Date and hour received. Columns come apart, so an hour that stands alone on the form belongs to it."""
        received = self._inside("received", kinds.DATE)
        if not received or self.lexicon.calendar.hour(received):
            return received
        first = self.telegram.pages[0].span
        number = self.fields.get("number")
        form = Span(first.start, number.span.start if number else first.end)
        hours = regex.findall(rf"\b{self.lexicon.calendar.minutes}", self.draft.read(form))
        return f"{received}, {hours[0]}" if len(hours) == 1 else received

    def _references(self) -> Iterator[etree._Element]:
        """The telegrams that the reference line names, one by one: ``DEPCIRTELS 744 778`` are two."""
        reference = self.fields.get("reference")
        if reference is None:
            return
        for match in self.lexicon.patterns["cited"].finditer(self._text(reference)):
            series = self._singular(match["series"])
            for number in regex.findall("[0-9]+", match["numbers"]):
                yield make("ref", f"{series} {number}", type="reference")

    def _singular(self, series: str) -> str:
        known = {entry.name for entry in self.lexicon.series}
        plural = series.endswith("S") and series not in known and series not in self.lexicon.posts
        return series[:-1] if plural else series

    def abstract(self) -> Iterator[etree._Element]:
        """``abstract``: the subject, as the page has it."""
        if subject := self.correspondence.subject:
            yield make("abstract", "", make("p", subject))

    # ------------------------------------------------------ classification

    def text_class(self) -> Iterator[etree._Element]:
        """``textClass``: the genre, the classification (the highest on its pages) and the captions."""
        ranks = {banner.id: banner.rank or 99 for banner in self.lexicon.banners}
        levels = {mark.get("id") for mark in self.marks if mark.kind == kinds.CLASSIFICATION} - {""}
        captions = sorted({mark.get("id") for mark in self.marks if mark.kind == kinds.CAPTION} - {""})
        refs = []
        if self.telegram.kind in self.lexicon.genres:
            cert = self.telegram.cert.name.lower()
            refs.append(make("catRef", scheme="#genre", target=f"#{self.telegram.kind}", cert=cert))
        if levels:
            highest = min(levels, key=lambda id: (ranks.get(id, 99), id))
            refs.append(make("catRef", scheme="#classification", target=f"#{highest}"))
        if captions:
            refs.append(make("catRef", scheme="#caption", target=" ".join(f"#{id}" for id in captions)))
        if refs:
            yield make("textClass", "", *refs)


def _party(party: Party) -> etree._Element:
    """A party in the element of its kind, under the name that it has in the collection where it was misread."""
    return make(party.kind.element, party.name)
