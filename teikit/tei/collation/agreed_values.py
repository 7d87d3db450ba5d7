"""The values of the header of an edition: what its base says, and where it does not, what its other releases agree on.

A number or a date is often legible in one release only: of 50 records of the JFK collection, each released four times,
the header of the best text lacked nine statements that other releases have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from teikit.core.packet import Packet, Telegram
from teikit.files.xml import text_of
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei.build import make, q
from teikit.tei.header.dating import is_before
from teikit.tei.header.field_values import FieldValues
from teikit.tei.text.page_marks import Pages

DATE, NUMBER, PARTIES = "date", "idno", "parties"
"""What an action states; each of the three is stated as a whole."""
PERHAPS_MISREAD = (DATE, NUMBER)
"""Statements of the base that give way to what the other releases say; parties are said best by the best text."""
PERSON = q("persName")
FEWEST_VOICES = 2  # independent readings that overrule the base, at least
Elements = Sequence[etree._Element]
"""What a release says of one thing: a date, a number, all parties."""


class ReleaseValues(NamedTuple):
    """A release: its id, the id of the first release that is the same scan read by the same engine, its values."""

    id: str
    voice: str
    values: FieldValues


class ReleaseStatement(NamedTuple):
    """What some releases say alike: the elements of the first of them, and these releases."""

    elements: Elements
    releases: list[ReleaseValues]

    @property
    def voices(self) -> frozenset[str]:
        """The independent readings that say it."""
        return frozenset(release.voice for release in self.releases)


class AgreedValues(FieldValues):
    """The values of the header of an edition.

    What the base does not say is what most voices say, unless something else is said as often, or it is a person whom
    only one release names (Richard Hels for Helms): it reads worse than the base. A date or number of the
    base gives way to another one that more than half of the releases say, and of the voices, two at least. ``@source``
    names the releases that say what the base does not.
    """

    def __init__(
        self,
        packet: Packet,
        telegram: Telegram,
        pages: Pages,
        lexicon: Lexicon,
        options: Options,
        releases: Sequence[ReleaseValues],
        voice: str,
    ) -> None:
        """``telegram`` and ``pages`` are those of the base, ``voice`` is its own; ``releases`` are the other ones."""
        super().__init__(packet, telegram, pages, lexicon, options)
        self._releases, self._voice = releases, voice

    @cached_property
    def actions(self) -> tuple[etree._Element, ...]:
        """``correspAction`` of sending and of receipt, as the releases together say it."""
        sent, received = (self._action(number, own) for number, own in enumerate(self.own_actions()))
        if _key(_stated(sent, PARTIES)) == _key(_stated(received, PARTIES)):  # Director: a subject read as the sender
            for party in (*_stated(sent, PARTIES), *_stated(received, PARTIES)):
                if party.get("source"):
                    party.getparent().remove(party)  # type: ignore[union-attr]
        for date in received.findall("{*}date"):
            if is_before(date.get("when"), _key(_stated(sent, DATE))):
                received.remove(date)
        return sent, received

    def _action(self, number: int, own: etree._Element) -> etree._Element:
        """An action by its number: parties, date, and number of the message, each as the releases together say it."""
        action = make("correspAction", type=own.get("type"))
        for what in (PARTIES, DATE, NUMBER):
            read = ((release, _stated(release.values.actions[number], what)) for release in self._releases)
            action.extend(self._agreed(_stated(own, what), read, what in PERHAPS_MISREAD))
        return action

    def creation(self) -> Iterator[etree._Element]:
        """``creation`` of the base, else that on which the other releases agree."""
        read = ((release, list(release.values.creation())) for release in self._releases)
        yield from self._agreed(list(super().creation()), read)

    def _agreed(
        self, own: Elements, read: Iterable[tuple[ReleaseValues, Elements]], is_perhaps_misread: bool = False
    ) -> Iterator[etree._Element]:
        """What the base says, or what the releases agree on, which names them."""
        statements = [statement for statement in _statements(read) if _is_sure(statement)]
        agreed = _most_frequent(statements)
        if agreed is None or (own and not (is_perhaps_misread and self._is_overruled(own, agreed, statements))):
            yield from own
            return
        for element in map(deepcopy, agreed.elements):
            (element[0] if len(element) else element).set("source", " ".join(f"#{name.id}" for name in agreed.releases))
            yield element

    def _is_overruled(self, own: Elements, agreed: ReleaseStatement, statements: Sequence[ReleaseStatement]) -> bool:
        """Whether ``agreed`` differs from the base, and is said by more than half of releases and voices, two at least.

        Of four releases two may be one scan read by one engine: CITE TEGU 5633 twice, and 5653 by two others.
        """
        against = agreed.voices - {self._voice}
        voices = {self._voice}.union(*(statement.voices for statement in statements))
        count = 1 + sum(len(statement.releases) for statement in statements)
        if _key(own) == _key(agreed.elements) or len(against) < FEWEST_VOICES:
            return False
        return 2 * len(against) > len(voices) and 2 * len(agreed.releases) > count

    # ---------------------------------------------------------- for people

    def _sender(self) -> str:
        return super()._sender() or self._named(0)

    def _addressees(self) -> str:
        return super()._addressees() or self._named(1)

    def _named(self, number: int) -> str:
        """The parties of an action by its number, as a title names them."""
        return ", ".join(map(text_of, _stated(self.actions[number], PARTIES)))

    def _date_as_written(self) -> str:
        agreed = [text_of(date) for date in _stated(self.actions[0], DATE) if date.get("source")]
        return agreed[0] if agreed else super()._date_as_written()


def _stated(action: etree._Element, what: str) -> Elements:
    """The elements of an action that state one thing."""
    return [element for element in action if _what(element) == what]


def _what(element: etree._Element) -> str:
    """What a part of an action states."""
    name = etree.QName(element).localname
    return name if name in PERHAPS_MISREAD else PARTIES


def _key(elements: Elements) -> str:
    """By what statements are compared: dates as ISO 8601, else letters and digits; empty for an illegible date."""
    dates = [date for element in elements for date in element.iter("{*}date")]
    if dates:
        return dates[0].get("when") or ""
    return "".join(filter(str.isalnum, " ".join(map(text_of, elements)).upper()))


def _statements(read: Iterable[tuple[ReleaseValues, Elements]]) -> list[ReleaseStatement]:
    """What the releases say, each statement once, in their order."""
    statements: dict[str, ReleaseStatement] = {}
    for release, elements in read:
        if key := _key(elements):
            statements.setdefault(key, ReleaseStatement(elements, [])).releases.append(release)
    return list(statements.values())


def _is_sure(statement: ReleaseStatement) -> bool:
    """Whether a statement is of several releases, or names no person."""
    return len(statement.releases) > 1 or not any(element.tag == PERSON for element in statement.elements)


def _most_frequent(statements: Iterable[ReleaseStatement]) -> ReleaseStatement | None:
    """The statement of most voices; None if there is none, or if two have as many."""
    by_count: defaultdict[int, list[ReleaseStatement]] = defaultdict(list)
    for statement in statements:
        by_count[len(statement.voices)].append(statement)
    most = by_count[max(by_count)] if by_count else []
    return most[0] if len(most) == 1 else None
