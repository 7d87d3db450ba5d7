"""The correspondence facts in the fields of a header: sender, addressees, number and subject, as far as they are sure.

A cable has most of them twice: on the form (TO, FROM, DATE) and in its own first lines (address, CITE, date-time
group). If one of the two is missing or garbled, the other one counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from teikit.core import Draft, Mark, kinds
from teikit.fields.values.contents import KIND_OF_NAME
from teikit.lexicon import Lexicon
from teikit.telegrams.header_fields import STAMP, HeaderFields
from teikit.telegrams.party import Party
from teikit.telegrams.readings import agreed, weighed
from teikit.telegrams.sending_dates import SendingDates
from teikit.telegrams.subject import SubjectField, subject_of

NAMED = (kinds.PLACE_NAME, kinds.ORG_NAME, kinds.ROLE_NAME, kinds.PERS_NAME)
"""Kinds of marks that name a party."""
OF_OFFICER = (kinds.PLACE_NAME, kinds.PERS_NAME)
"""Kinds of marks that say more about an officer."""
SHORTEST_ADDRESS = 3  # letters of an address, at least


class Correspondence:
    """The sending of one document, by its fields; ``dates`` has the date.

    ``marks`` are those of its pages, in order.
    """

    def __init__(self, draft: Draft, marks: Sequence[Mark], lexicon: Lexicon) -> None:
        self._draft, self._lexicon, self._marks = draft, lexicon, marks
        self._fields = HeaderFields(draft, marks)
        self.dates = SendingDates(self._fields, lexicon)

    # ------------------------------------------------------------------------- who

    def _parties(self, *types: str) -> list[Party]:
        """The parties in fields of some types, each once."""
        parties: dict[str, Party] = {}
        for field in self._fields.of(*types):
            for mark in self._fields.inside(field, *NAMED):
                party = Party(mark.kind, self._fields.text(mark), mark.get("key"))
                parties.setdefault((party.key or party.text).upper(), party)
        return [party for party in parties.values() if not any(self._is_short_for(party.key, name) for name in parties)]

    @property
    def senders(self) -> list[Party]:
        """The sender, with the place or name of an officer: SAC, TAMPA."""
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
        """The sender: from the FROM line, else from the number by which the message is to be cited.

        An address that no list has is taken for an office if both lines have it.
        """
        if named := self._parties("from"):
            return named[0]
        cited = [number for field in self._fields.of("cite") for number in self._fields.inside(field, kinds.IDNO)]
        if numbers := [number for number in cited if number.get("sender")]:
            first = numbers[0].get("sender")
            in_full = (number for number in numbers if self._is_short_for(first, number.get("sender")))
            full = next(in_full, numbers[0])
            return Party(KIND_OF_NAME[full.get("of")], full.get("sender"), full.get("sender"))
        if named := self._parties("cite"):
            return named[0]
        lines = {word for field in self._fields.of("from") for word in self._fields.text(field).upper().split()}
        alike = (number[0] for number in self._unlisted if number[0] in lines)
        return next((Party(kinds.ORG_NAME, name) for name in alike), None)

    @cached_property
    def _unlisted(self) -> list[tuple[str, str]]:
        """The addresses of CITE lines, listed or not, each with its number."""
        cited = self._lexicon.patterns["cited address"]
        addresses = (cited.search(self._fields.text(field)) for field in self._fields.of("cite"))
        return [(match["name"], match["number"]) for match in addresses if match]

    @cached_property
    def addressees(self) -> list[Party]:
        """The parties that must act on it. An officer may write to one of the same rank: SAC, TAMPA to SAC MIAMI."""
        sender = self.sender.key if self.sender and self.sender.kind != kinds.ROLE_NAME else ""
        named = (party for party in self._parties("to") if not party.key or party.key != sender)
        return [
            party
            for party in named
            if not (self._is_short_for(party.key, sender) or self._is_short_for(sender, party.key))
        ]

    def _is_short_for(self, address: str, name: str) -> bool:
        """Whether an address is a name in short: DIR for DIRECTOR, WAVE for JMWAVE, SJOS for SAN JOSE.

        Both may be on one form.
        """
        post = self._lexicon.posts.get(address)
        cities = post.country.upper().split(", ") if post and post.kind == "cia-address" else ()
        is_begun = len(address) >= SHORTEST_ADDRESS and name.startswith(address) and " " not in address
        return address != name and (is_begun or name in cities)

    # -------------------------------------------------------------- under which number

    @cached_property
    def number(self) -> str:
        """The number of the message: from the CITE line, the NO line or above the date, else after the addressee.

        If none of them has a number, the one after the time of receipt counts.

        If the pages have different readings of it, the most frequent counts, unless two that differ in one character
        are equally frequent: then there is no number.
        """
        for kind in ("cite", "number", "date"):
            if read := [named for field in self._fields.of(kind) for named in self._numbers(field)]:
                named = self._in_full(agreed(read), read)
                return weighed(named, read.count(named), self._texts_with_numbers())
        for field in self._fields.of("to"):
            for idno in self._fields.inside(field, kinds.IDNO):
                place = next((party.name for party in self._parties("from") if party.kind == kinds.PLACE_NAME), "")
                return f"{place} {self._fields.text(idno)}".strip()
        if captioned := [named for field in self._fields.of("from") for named in self._numbers(field)]:
            return captioned[0]
        alike = (f"{name} {number}" for name, number in self._unlisted if self.sender and self.sender.text == name)
        received = (number for field in self._fields.of("received") for number in self._numbers(field))
        return next(chain(alike, received), self._number_of_text)

    @property
    def _number_of_text(self) -> str:
        """The number before the text of a telegram, as in printed volumes: ``1126. For Secretary``."""
        numbers = (mark for mark in self._marks if mark.kind == kinds.IDNO and mark.get("number"))
        return next(map(self._fields.text, numbers), "")

    @cached_property
    def control(self) -> str:
        """The number under which it was received, as in most fields: ``IN 80396``; empty if that is not clear."""
        numbers = (mark for field in self._fields.of("control") for mark in self._fields.inside(field, kinds.IDNO))
        return agreed([self._fields.text(number) for number in numbers])

    def _in_full(self, named: str, read: Sequence[str]) -> str:
        """A number with the name of its sender in full, if one of its readings has it: ``VIENNA 28456`` for VIEN."""
        name, _, figures = named.rpartition(" ")
        parted = (number.rpartition(" ") for number in read)
        full = (sender for sender, _, same in parted if same == figures and self._is_short_for(name, sender))
        return " ".join(filter(None, (next(full, name), figures)))

    def _numbers(self, field: Mark) -> Iterator[str]:
        """The numbers of messages in a field."""
        for number in self._fields.inside(field, kinds.IDNO):
            if number.get("type") == "message":
                named = number.get("n") or self._fields.text(number)
                yield f"{self._cited} {named}" if self._cited and named.isdigit() else named

    def _texts_with_numbers(self) -> list[str]:
        """The text of the header lines that may repeat the number of the message, without references."""
        return [self._fields.text(field).upper() for field in self._fields.of("cite", "control", STAMP)]

    @cached_property
    def _cited(self) -> str:
        """The party after CITE, if the number is apart from it: ``CITE DIR``."""
        return next((party.key or party.text for party in self._parties("cite")), "")

    # ------------------------------------------------------------------- about what

    @cached_property
    def subject(self) -> str:
        """The subject as on the page, with its later rows if a form has other rows between them."""
        waits = next(self._fields.of("from"), None) is not None and not self._parties("from")
        fields = (
            SubjectField(self._draft.read(field.span), int(field.get("label") or 0), is_further=bool(field.get("part")))
            for field in self._fields.of("subject")
        )
        return subject_of(list(fields), self._lexicon, waits)
