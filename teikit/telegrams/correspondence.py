"""Who wrote to whom, when, under which number, about what: from the fields of a header, nothing that is not sure.

A cable says most of it twice: on the form (TO, FROM, DATE) and in its own first lines (address, CITE, date-time group).
Where one of the two is silent or garbled the other one speaks. A date-time group names day and hour; month and year
come from another date of the header only if its day is that day or the next one, on which the message was received.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

import regex

from teikit.core import Draft, Kind, Mark, kinds
from teikit.lexicon import Lexicon
from teikit.telegrams.party import Party
from teikit.telegrams.readings import agreed, weighed
from teikit.telegrams.subject import Said, subject_of

NAMED = (kinds.PLACE_NAME, kinds.ORG_NAME, kinds.ROLE_NAME, kinds.PERS_NAME)
"""Kinds of marks that name a party."""
OF_OFFICER = (kinds.PLACE_NAME, kinds.PERS_NAME)
"""Kinds of marks that say more of an officer."""
ELEMENTS = {"place": kinds.PLACE_NAME, "org": kinds.ORG_NAME, "role": kinds.ROLE_NAME}
"""The kind of mark by the kind of a known name."""
DATED = ("date", "number", "received", "control", "to", "from")
"""Fields that have dates, the likeliest first; in the line of a party one may stand beside it."""
SPACE = regex.compile(r"\s+")  # white space of any length, which counts as one blank
HEADED = ("to", "from", "subject", "cite")
"""Fields of a header that says more than a date."""
STAMP = ""  # the type of a field that nothing tells, as the stamp of a cable is: 13 DEC 63 IN 80396
TIMED = regex.compile(r"\p{Lu}{3} [0-9]{1,2} [0-9]{4}[Z27%zX]? [0-9]{2}")
"""The day and hour at which a cable was stamped: ``FEB 12 03062 60``."""
STAMPED = regex.compile(r"\p{Lu}{3} [0-9]{1,2} [0-9]{4}")  # the day of receipt, as stamps have it: OCT 14 1964
DAY = 10  # characters of an ISO date that names its day
YEAR = 4  # characters of the year in an ISO date
SHORT = 3  # letters of an address, at least
SEVERAL = 3  # days in the header of a page that lists papers, at least
LATEST = 2  # days within which a message is received: on the day it was sent or the next


class Correspondence:
    """What the fields of one document say of its sending. ``marks`` are those of its pages, in order."""

    def __init__(self, draft: Draft, marks: Sequence[Mark], lexicon: Lexicon) -> None:
        self._draft, self._lexicon, self._marks = draft, lexicon, marks
        self._fields = [mark for mark in marks if mark.kind == kinds.FIELD]

    def _text(self, mark: Mark) -> str:
        return SPACE.sub(" ", self._draft.read(mark.span)).strip()

    def _inside(self, field: Mark, *of_kinds: Kind) -> Iterator[Mark]:
        """The marks of some kinds in a field."""
        return (mark for mark in self._marks if mark.kind in of_kinds and field.span.holds(mark.span))

    def _in(self, *types: str) -> Iterator[Mark]:
        """The fields of some types, in the order of the types, then of the page."""
        return (field for kind in types for field in self._fields if field.get("type") == kind)

    # ------------------------------------------------------------------------- who

    def _parties(self, *types: str) -> list[Party]:
        """The parties that fields of some types name, each once."""
        parties: dict[str, Party] = {}
        for field in self._in(*types):
            for mark in self._inside(field, *NAMED):
                party = Party(mark.kind, self._text(mark), mark.get("key"))
                parties.setdefault((party.key or party.text).upper(), party)
        return [party for party in parties.values() if not any(_is_short_for(party.key, name) for name in parties)]

    @property
    def senders(self) -> list[Party]:
        """The sender, and where an officer sits or who he is: SAC, TAMPA."""
        first = self.sender
        if first is None or first.kind != kinds.ROLE_NAME:
            return [first] if first else []
        return [first, *(party for party in self._parties("from")[1:2] if party.kind in OF_OFFICER)]

    @property
    def places(self) -> list[Party]:
        """The place of a dateline: ``Bern, October 28, 1962``."""
        return [party for party in self._parties("date")[:1] if party.kind == kinds.PLACE_NAME]

    @cached_property
    def sender(self) -> Party | None:
        """The sender: of the FROM line, else of the number by which the message is to be cited.

        An address that no list has is taken for an office if both lines have it.
        """
        if named := self._parties("from"):
            return named[0]
        for field in self._in("cite"):
            for number in self._inside(field, kinds.IDNO):
                if sender := number.get("sender"):
                    return Party(ELEMENTS[number.get("of")], sender, sender)
        if named := self._parties("cite"):
            return named[0]
        lines = {word for field in self._in("from") for word in self._text(field).upper().split()}
        alike = (number[0] for number in self._unlisted if number[0] in lines)
        return next((Party(kinds.ORG_NAME, name) for name in alike), None)

    @cached_property
    def _unlisted(self) -> list[tuple[str, str]]:
        """The addresses of CITE lines, listed or not, each with its number."""
        cited = self._lexicon.patterns["cited address"]
        addresses = (cited.search(self._text(field)) for field in self._in("cite"))
        return [(match["name"], match["number"]) for match in addresses if match]

    @cached_property
    def addressees(self) -> list[Party]:
        """The parties that must act on it. An officer may write to one of the same rank: SAC, TAMPA to SAC MIAMI."""
        sender = self.sender.key if self.sender and self.sender.kind != kinds.ROLE_NAME else ""
        named = (party for party in self._parties("to") if not party.key or party.key != sender)
        return [party for party in named if not (_is_short_for(party.key, sender) or _is_short_for(sender, party.key))]

    # -------------------------------------------------------------- under which number

    @cached_property
    def number(self) -> str:
        """The number of the message: of the CITE line, the NO line or above the date, else behind the addressee.

        Of several readings of it, as at the heads of pages, the most frequent counts; none where two that differ in one
        character are as frequent.
        """
        for kind in ("cite", "number", "date"):
            if read := [named for field in self._in(kind) for named in self._numbers(field)]:
                named = agreed(read)
                return weighed(named, read.count(named), self._texts_with_numbers())
        for field in self._in("to"):
            for behind in self._inside(field, kinds.IDNO):
                place = next((party.name for party in self._parties("from") if party.kind == kinds.PLACE_NAME), "")
                return f"{place} {self._text(behind)}".strip()
        if captioned := [named for field in self._in("from") for named in self._numbers(field)]:
            return captioned[0]
        alike = (f"{name} {number}" for name, number in self._unlisted if self.sender and self.sender.text == name)
        return next(alike, self._number_of_text)

    @property
    def _number_of_text(self) -> str:
        """The number before the text of a telegram, as printed volumes have it: ``1126. For Secretary``."""
        numbers = (mark for mark in self._marks if mark.kind == kinds.IDNO and mark.get("number"))
        return next(map(self._text, numbers), "")

    @cached_property
    def control(self) -> str:
        """The number under which it was received, as most fields have it: ``IN 80396``; empty if that is not clear."""
        numbers = (mark for field in self._in("control") for mark in self._inside(field, kinds.IDNO))
        return agreed([self._text(number) for number in numbers])

    def _numbers(self, field: Mark) -> Iterator[str]:
        """The numbers of messages in a field."""
        for number in self._inside(field, kinds.IDNO):
            if number.get("type") == "message":
                named = number.get("n") or self._text(number)
                yield f"{self._cited} {named}" if self._cited and named.isdigit() else named

    def _texts_with_numbers(self) -> list[str]:
        """What the lines of the header say in which the number of the message may stand again; no references."""
        return [self._text(field).upper() for field in self._in("cite", "control", STAMP)]

    @cached_property
    def _cited(self) -> str:
        """Who stands behind CITE where the number stands apart from it: ``CITE DIR``."""
        return next((party.key or party.text for party in self._parties("cite")), "")

    # ------------------------------------------------------------------------- when

    def _dated(self, *types: str) -> list[tuple[Mark, str]]:
        """The dates of some types of fields that name a day, a month and a year, as ISO 8601."""
        marks = (mark for field in self._in(*types) for mark in self._inside(field, kinds.DATE))
        return [(mark, when) for mark in marks if (when := self._when(mark))]

    @cached_property
    def _days(self) -> list[tuple[Mark, str]]:
        """The full dates of the header."""
        return self._dated(*DATED)

    def _when(self, mark: Mark) -> str:
        return mark.get("when") or self._lexicon.calendar.when(self._text(mark)) or ""

    @cached_property
    def sent(self) -> tuple[str, str]:
        """The date sent as the page has it and as ISO 8601, which is empty where month or year are not sure.

        Of the time of receipt (``TOR: 270151Z JAN 78``) only the day is taken, as of that stamped on a cable beside a
        label that is illegible. A date behind its label goes before a stamp. A page with several dates lists other
        papers, and has none of its own.
        """
        if len({when[:DAY] for _, when in self._dated("date")}) >= SEVERAL:
            return "", ""
        for field in self._in("date", "cite"):
            for mark in self._inside(field, kinds.DATE):
                if mark.get("clock"):
                    return self._text(mark), self._when(mark) or self._completed(mark)
        line = next((mark for field in self._in("number") for mark in self._inside(field, kinds.DATE)), None)
        if line is not None:
            return self._text(line), self._when(line)
        received = [mark for mark, _ in self._dated("received")]
        labelled = [(mark, when) for mark, when in self._dated("date") if self._is_behind_label(self._text(mark))]
        is_stamped = bool(self._days) and STAMPED.fullmatch(self._text(self._days[0][0])) is not None
        for mark, when in [*(labelled if is_stamped else ()), *self._days]:
            if not mark.get("of"):
                return (self._day(mark), when[:DAY]) if mark in received else (self._text(mark), when)
        stamped = ((self._text(mark), when) for mark, when in self._dated(STAMP))
        return next(((text, when[:DAY]) for text, when in stamped if TIMED.fullmatch(text)), ("", ""))

    def _day(self, received: Mark) -> str:
        """A date of receipt as the page has it, without the hour behind it."""
        text = self._text(received)
        return text.removesuffix(".").removesuffix(self._lexicon.calendar.hour(text) or ".").rstrip(" ,")

    def until(self, year: int) -> tuple[str, str]:
        """The first date of the header in ``year`` or before, as the page has it and as ISO 8601; empty without one."""
        early = ((mark, when) for mark, when in self._days if int(when[:YEAR]) <= year and not mark.get("of"))
        return next(((self._text(mark), when) for mark, when in early), ("", ""))

    def agreeing(self, known: str) -> tuple[str, str]:
        """The first date of the header that agrees with a known one (ISO 8601), as the page has it and as ISO 8601.

        Either may be less precise than the other; both are empty if no date agrees.
        """
        alike = ((mark, when) for mark, when in self._days if when.startswith(known) or known.startswith(when))
        return next(((self._text(mark), when) for mark, when in alike), ("", ""))

    @cached_property
    def is_labelled(self) -> bool:
        """Whether the date sent stands behind its label: ``Date: 2/5/64``."""
        return self._is_behind_label(self.sent[0])

    def _is_behind_label(self, text: str) -> bool:
        """Whether a date stands behind the label of its field."""
        before = (self._text(field).partition(text)[0] for field in self._in("date") if text)
        return any(self._lexicon.patterns["before a date"].search(label) for label in before)

    @property
    def is_headed(self) -> bool:
        """Whether the page has a line of a header beside that of its date."""
        return next(self._in(*HEADED), None) is not None

    def _completed(self, group: Mark) -> str:
        """A date-time group with the month and year of the day on which it was sent or received."""
        day, clock = int(group.get("day")), group.get("clock")
        earliest = -1 if clock < self._lexicon.calendar.day_begins else 0
        known = [
            date.fromisoformat(when[:DAY])
            for _, when in (*self._days, *self._dated(STAMP, "action"))
            if len(when) >= DAY
        ]
        days = {received - timedelta(late) for received in known for late in range(earliest, LATEST)}
        days_sent = [sent for sent in days if sent.day == day]
        return f"{days_sent[0].isoformat()}T{clock[:2]}:{clock[2:]}:00Z" if len(days_sent) == 1 else ""

    # ------------------------------------------------------------------- about what

    @cached_property
    def subject(self) -> str:
        """The subject, as the page has it; with its further rows where a form has others between them."""
        waits = next(self._in("from"), None) is not None and not self._parties("from")
        fields = (
            Said(self._draft.read(field.span), int(field.get("label") or 0), bool(field.get("part")))
            for field in self._in("subject")
        )
        return subject_of(list(fields), self._lexicon, waits)


def _is_short_for(address: str, name: str) -> bool:
    """Whether an address is the beginning of another name: DIR and DIRECTOR may both stand on one form."""
    return len(address) >= SHORT and address != name and name.startswith(address) and " " not in address
