"""Values that are apart from their labels: ``FROM:`` / ``SUBJECT:`` / ``Raymond A. Warren`` / ``Report on Cubans``.

Engines read a form column by column, and typists put a value below its label. A label without a value waits for one.
The next rows without labels go to the waiting labels in order, each to one that it fits. A row that fits no label, or
is noise, goes to none.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

import regex

from teikit.fields.items import PARTIES
from teikit.fields.labels import MARKED, MENDED
from teikit.fields.rows import HeaderRow
from teikit.fields.values.parties import Parties
from teikit.fields.values.words import HeaderWords
from teikit.fields.waiting import Waiting
from teikit.lexicon.patterns import Patterns

SURE = ("person", "officer")
"""The beginnings of rows that are surely parties."""
WAITING = PARTIES | {"subject", "reference", "date"}
"""Types of field whose value may be apart from the label."""
DATED = ("date alone", "date-time group")
"""Facts of a row that is a date."""
BEGUN = regex.compile(r"\W*[0-9]{1,2}[/\s-]")
"""The beginning of a row that is a date and an hour: ``03/27/96 05:54 PM``, but not the stamp ``114169r3/4/95``."""
LONG_LABEL = 6  # letters of a misread label that waits for its value although it has no colon, at least
MOST_LABEL_WORDS = 4  # words of a label that waits for its value, at most
MOST_NOISE_ROWS = 2  # rows of noise between labels and values, at most
MOST_PARTY_WORDS = 8  # words of a party, at most
LEAST_WORDS = 2  # words of an unknown party, or of a subject, at least
UNFIT = ("point", "comment", "odd half", "unknown words", "known slug", "precedence")
"""Facts of a row that is neither a subject nor an unknown party."""
UNFIT_NAME = ("point", "comment", "prose", "precedence", "known slug", "date alone", "long")
"""Facts of a row that is not a name."""
NEXT = PARTIES | {"subject", "reference", "action"}
"""Types of field whose label may be directly below the name of a party."""
LABEL_LIKENESS = 0.65  # likeness, 0 to 1, from which a row may be a label itself: FROiN
LONG_WORD = regex.compile(r"\p{L}{3,}")  # a word of a name
BRACKETED = regex.compile(r"\W*\(.*\)\W*")  # print in brackets on a form: (Check)
LABEL_ONLY = regex.compile(r"[^\p{L}\p{N}]*")  # signs after a label that has no value
LOST = regex.compile(r"\p{Lu}{2,5}\s?[:;]\W*")  # a label without a reliable letter: HON:
TITLED = regex.compile(r"\W*\p{Lu}(?:\p{Ll}[\p{L}'’-]*|\.?)\W*")  # a word of a name: Raymond, A.
ROW_WORD = regex.compile(r"\p{L}{2,}")  # a word of a name, a title or a label
DIGIT = regex.compile(r"\p{N}")  # no name has one
PATH = regex.compile(r"\W*\p{Lu}{1,5}(?:/[\p{Lu}\d-]{1,6})+\W*")
"""The path to an office: ``DCD/FIO/PAO``."""
OFFICED = regex.compile(r"\W*\p{Lu}\p{L}{1,11},\s")
"""The beginning of a title or of an office: ``Chief, Information Review Group/OIM``, ``DO, Focal Point for ARRB``."""
SPECK_AT_END = regex.compile(r"\s+\W*\w?\W*$")  # a speck at the end of a row: Chief of Station, JMWAVE i
OPEN_END = regex.compile(r"[:;]\W*$|(?i:\bno\W*$)")
"""The end of a row that is a label itself: ``ID CARD NO.``"""


class Detached:
    """Finds the rows of a header that hold the value of a label above them."""

    def __init__(self, parties: Parties, words: HeaderWords, patterns: Patterns) -> None:
        self._parties, self._words = parties, words
        self._office = patterns["office of a person"]

    def types_of_values(self, rows: Sequence[HeaderRow], types: Sequence[str], taken: Container[int]) -> dict[int, str]:
        """The places of the rows that hold such a value, and the type of the field of each.

        ``types`` are the types of the rows by what they show, ``taken`` the places of the rows that are fields.
        """
        search = Waiting()
        for at, row in enumerate(rows):
            waiting, is_beside = search.waiting, at == search.last + 1
            above = search.given.get(search.last, "") if is_beside else ""  # type of the value directly above
            if waiting[-1:] == ["to"] and is_beside and self._is_lost(rows, at, types):
                search.wait("from", at)
            elif self.waits(row, types[at]) and at in taken:
                search.begin(types[at], at)
            elif row.clear_label:
                search.skip()
            elif above and self._completes(rows, at, above, waiting):
                search.give(above, at)
            elif not waiting:
                search.skip()
            elif kind := self._goes_to(row, waiting, is_beside, begun=search.last in search.given):
                search.give(kind, at)
            elif is_beside and search.last not in search.given and self._is_enclosed(rows, at, types, waiting):
                search.give(waiting[-1], at)
            elif (_is_noise(row) or types[at]) and search.skipped < MOST_NOISE_ROWS:
                search.skip()
            elif waiting == ["subject"] and is_beside and self._is_person_meant(rows, row, search.group):
                search.give("subject", at)
            else:
                search.end(is_further_party=above in PARTIES and self.is_party(row))
        search.end()
        return search.given

    def is_party(self, row: HeaderRow) -> bool:
        """Whether a row surely names a person or an officer."""
        return self._parties.begins(SPECK_AT_END.sub("", row.text)) in SURE

    def is_person(self, row: HeaderRow) -> bool:
        """Whether a row begins with a person."""
        return self._parties.begins(SPECK_AT_END.sub("", row.text)) == "person"

    def is_head(self, row: HeaderRow) -> bool:
        """Whether a row has only the name of the head of an agency and signs: ``DIRECTOR, FBI``."""
        return self.is_head_named(row.text)

    def is_head_named(self, text: str) -> bool:
        """Whether a text is the name of the head of an agency."""
        name = self._words.names.known(text, exact=True)
        return name is not None and self._words.names.is_head(name.form)

    def is_field_officer(self, row: HeaderRow) -> bool:
        """Whether a row begins with an officer who is named with the city of his office: ``LEGAT, HONG KONG``."""
        first = self._words.read(row.text)[:1]
        return bool(first) and first[0].text.upper() in self._words.field_officers and self.is_officer(row)

    def is_qualified(self, row: HeaderRow) -> bool:
        """Whether a row begins with an office that its first word qualifies: ``Special Assistant to the Deputy``."""
        return self._words.is_qualified(row.text)

    @staticmethod
    def is_dated(row: HeaderRow) -> bool:
        """Whether a row is a date, or begins with a date and an hour."""
        dated = row.shows(DATED) or (row.facts.get("date") and BEGUN.match(row.text))
        return bool(dated) and not row.facts.get("prose")

    def is_title(self, row: HeaderRow, below_date: bool = False) -> bool:
        """Whether a row may be the subject below the names of the parties, or below the date, and is not text."""
        is_text = row.facts.get("small letters") and (not below_date or row.facts.get("ends a sentence"))
        return not is_text and self._is_titled(row) and not self.is_party(row)

    def _is_person_meant(self, rows: Sequence[HeaderRow], row: HeaderRow, group: Iterable[int]) -> bool:
        """Whether a row names the person whom a paper is about, whose parties are offices (``SAC, LOS
        ANGELES``)."""
        parties = {self._parties.begins(rows[at].text) for at in group}
        return self._parties.begins(row.text) == "person" and bool(parties) and not parties & {"person", ""}

    def named(self, text: str) -> bool:
        """Whether a text begins with a known party, a person or an officer."""
        return self._parties.begins(text) != ""

    def is_sender(self, text: str) -> bool:
        """Whether a text begins with a person or an officer, perhaps misread."""
        words = self._words.read(text)
        return self._parties.begins(text) in SURE or (len(words) > 1 and self._words.opens(words))

    def is_officer(self, row: HeaderRow) -> bool:
        """Whether a row begins with an officer."""
        return self._parties.begins(row.text) == "officer"

    def is_subject(self, row: HeaderRow) -> bool:
        """Whether a row may be a subject: several words that do not begin with an officer (``DIRECTOR, FBI``)."""
        is_office = bool(row.facts.get("opening")) and self._parties.begins(row.text) == "known"
        return len(ROW_WORD.findall(row.text)) >= LEAST_WORDS and not is_office and not self.is_officer(row)

    def waits(self, row: HeaderRow, kind: str) -> bool:
        """Whether a row is a label without a value."""
        label = row.clear_label
        if label is None or kind != label.field.id or kind not in WAITING:
            return False
        if kind in PARTIES and label.field.value == "text":  # MEMORANDUM FOR THE RECORD
            return False
        sure = row.text.isupper() if label.exact else label.likeness >= MENDED and len(label.field.label) >= LONG_LABEL
        marked = label.after == "colon" or sure
        short = len(ROW_WORD.findall(row.text)) <= MOST_LABEL_WORDS
        return marked and short and LABEL_ONLY.fullmatch(row.text, label.value) is not None

    def _is_lost(self, rows: Sequence[HeaderRow], at: int, types: Sequence[str]) -> bool:
        """Whether a row above the label of a subject is an illegible label: ``TO :`` / ``HON:`` / ``SUBJECT:``."""
        below = at + 1
        is_between = below < len(rows) and types[below] == "subject" and self.waits(rows[below], "subject")
        return is_between and LOST.fullmatch(rows[at].text) is not None

    def _is_enclosed(self, rows: Sequence[HeaderRow], at: int, types: Sequence[str], waiting: Sequence[str]) -> bool:
        """Whether a row directly below the empty label of a party is directly above the next label of a header.

        It is the name of the party, however it was read: ``TO:`` / ``SAG, JACKSDVILLE`` / ``FROM: SAC, JACKSON``.
        """
        row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else None
        if waiting[-1] not in PARTIES or below is None or below.clear_label is None:
            return False
        is_marked = below.clear_label.after in MARKED
        is_next = is_marked and types[at + 1] in NEXT - {waiting[-1]}
        is_label = (row.label is not None and row.label.likeness >= LABEL_LIKENESS) or BRACKETED.fullmatch(row.text)
        is_name = LONG_WORD.search(row.text) is not None and OPEN_END.search(row.text) is None
        return is_next and is_name and not is_label and not row.shows(UNFIT_NAME)

    def _goes_to(self, row: HeaderRow, waiting: Sequence[str], beside: bool, begun: bool) -> str:
        """The type of the first waiting label that a row fits; empty if it fits none.

        ``beside`` says that the row directly follows the last label or value, ``begun`` that this was a value.
        """
        if self.is_dated(row):
            return "date" if "date" in waiting else ""
        kind = next((awaited for awaited in waiting if awaited != "date"), "")
        if not kind:
            return ""
        alone = beside and (begun or len(waiting) == 1)
        named = self._parties.begins(SPECK_AT_END.sub("", row.text))
        if kind in PARTIES:
            is_near = beside and (named or PATH.fullmatch(row.text))
            is_first_name = alone and not begun and self.is_name(row)
            return kind if named in SURE or is_near or is_first_name else ""
        is_text = kind == "subject" and row.facts.get("small letters")
        is_party = named == "officer" or (named == "person" and begun and waiting[0] == "date")
        fits = alone and not is_party and not is_text and self._is_titled(row)
        return kind if fits and (kind == "subject" or not begun) else ""

    def _is_titled(self, row: HeaderRow) -> bool:
        """Whether a row may be a subject or a reference: several legible words that are not a label."""
        plain = not row.shows(UNFIT) and OPEN_END.search(row.text) is None
        return plain and len(ROW_WORD.findall(row.text)) >= LEAST_WORDS

    def is_name(self, row: HeaderRow) -> bool:
        """Whether a row may name an unknown party: several words, each with a capital or plain, like ``of``."""
        words = SPECK_AT_END.sub("", row.text).split() if OPEN_END.search(row.text) is None else []
        plain = all(TITLED.fullmatch(word) or self._words.is_plain(word) for word in words)
        legible = not row.shows(("point", "comment", "known slug", "precedence"))
        return plain and legible and len(ROW_WORD.findall(row.text)) >= LEAST_WORDS and len(words) <= MOST_PARTY_WORDS

    def _completes(self, rows: Sequence[HeaderRow], at: int, kind: str, waiting: Sequence[str]) -> bool:
        """Whether a row belongs to the party above it, as the office of a person does."""
        row, below = rows[at], rows[at + 1 : at + 2]
        if kind not in PARTIES or self._parties.begins(rows[at - 1].text) != "person":
            return False
        named = self._parties.begins(row.text)
        if "subject" in waiting and self._begins_with_office(row) and any(map(self.is_title, below)):
            return True
        is_last = not PARTIES.intersection(waiting) or any(
            self.is_name(name) for name in below if not DIGIT.search(name.text)
        )
        if named == "officer" or self._office.search(row.text) or (PATH.fullmatch(row.text) and is_last):
            return True
        is_above_person = any(self._parties.begins(following.text) == "person" for following in below)
        if PARTIES.intersection(waiting) and not named and is_above_person:
            return self._is_titled(row)  # Principal Coordinator/HSCA Matters, between two persons
        return not waiting and not named and self.is_name(row)

    def _begins_with_office(self, row: HeaderRow) -> bool:
        """Whether a row begins with the title of an officer, or the symbol of an office, and a comma."""
        word = self._words.read(row.text)[0].text if OFFICED.match(row.text) else ""
        return word.isupper() or self._words.like_opening(word) == 1


def _is_noise(row: HeaderRow) -> bool:
    """Whether a row is noise: specks, odd words, or a single unknown one (``Classineu``)."""
    is_odd_word = len(row.text.split()) == 1 and not row.facts.get("known words")
    return is_odd_word or row.shows(("odd half", "short", "empty"))
