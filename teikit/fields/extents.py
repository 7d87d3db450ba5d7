"""The extent of a field: up to a blank line, another label, or a point of the text."""

from __future__ import annotations

import regex

from teikit.core import Span
from teikit.core.text import WRITTEN
from teikit.fields.assigned import Assigned, Known
from teikit.fields.cut import is_date_cut, is_list_cut
from teikit.fields.enclosed import belongs, is_date_of_it
from teikit.fields.evidence import blank_lines_mean_nothing
from teikit.fields.items import PARTIES, is_label_alone, type_of
from teikit.fields.rows import OFFICE_IN_MARGIN, HeaderRow

MOST_CARRIED_ROWS = 8  # rows of a field after the first, at most
MOST_OFFICES = 30  # offices in the column of a form, at most
MOST_WIDER = 1.2  # length of the next row of a title as a share of the row above it, at most
MOST_TITLE_ROWS = 3  # rows of a subject, including those after a blank line, at most
MOST_TAIL_WORDS = 8  # words of such a row, at most
CARRIED = frozenset({"subject", "reference", "other"})
"""Types of field that may continue in the next line, whatever it says."""
LISTS = frozenset({"info", "distribution", "action"})
"""Types of field that may continue in a line of offices."""
LISTING = LISTS | {"attention"}
"""Types of field that continue in a line of offices after a comma."""
COMPLETED = frozenset({"control", "received", "number"})
"""Types of field whose value may be apart from the label, on forms: ``REPORT NO.`` / ``CSCI-316/00628-65``."""
CITED_FACTS = ("address and number", "serial", "reference with number")
"""Facts of a reference to a cable, which continues only in a row that also names a cable."""
TIMES = ("date", "received")  # types of field whose year may be in the next row
DATED = ("date alone", "date")  # facts of a row with a day, a month and a year
CONTROL = regex.compile(r"[0-9]{3,5}")  # the control number of a form of the State Department: 19528
ENUMERATED = regex.compile(r"[A-H][.,)](?:\s.*)?")
"""One of several references, perhaps its letter alone: ``B.`` / ``THE HAGUE 20798``"""
END_OF_REFERENCE = regex.compile(r";\W*$")  # the end of one of several references: "Subject: Records -- Differences;"
TITLE_WORD = regex.compile(r"\p{L}{2}")  # a title is not digits alone: 6-35-73-97
FIRST_POINT = regex.compile(r"\w\s1\.\s")  # the first point of the text after a speck: "2 1. it is suggested"
TAIL = regex.compile(r"\(?\p{Lu}[\p{Lu}'’.-]+(?:\s[-–]?\s?\p{Lu}[\p{Lu}'’.-]*){0,4}\)?")
"""A row that belongs to the subject above it: ``IS - CUBA``"""
TITLE_ROW = regex.compile(
    r"(?:and |or |of |for |the )*\(?\p{Lu}[\p{L}.,:'’-]+(?:\s(?:\p{Lu}[\p{L}.,:'’-]*|\p{Ll}{1,3}|\(\p{Lu}+\)))+\)?"
)
"""A row of a title: ``Assistant Counsel, House Select Committee on Assassinations``, ``(Mary N. P. Smith)``."""
LONG_SMALL_WORD = regex.compile(r"(?<!\S)\p{Ll}{4,}(?!\S)")
"""A word in lower case, of which text consists: ``year``, ``received``"""
OTHER_LABEL = regex.compile(r"\W{0,2}\p{Lu}{3}[\p{Lu}/ ]{0,20}:(?:\s|$)")
"""A label that no list has: ``RESPONSIBLE OFFICER:``, but not the character of a case, ``IS: CUBA``."""
SENTENCE_END = regex.compile(r"(?<!\p{Ll}\s\p{Lu})[.?!][\"'”’)\]]*$")
"""The end of a sentence, after which no title continues, unlike after an initial: ``the John F.``"""


class Extents:
    """The extents of the fields of a page; ``may_be_wired`` says that the page may be of a telegram."""

    def __init__(self, assigned: Assigned, known: Known, may_be_wired: bool = True) -> None:
        self._rows, self._taken, self._given = assigned.rows, assigned.taken, assigned.given
        self._ended = assigned.ended
        self._words, self._dates, self._detached = known.words, known.dates, known.detached
        self._routing, self._may_be_wired = known.routing, may_be_wired
        self._office_word, self._caption = known.patterns["office word"], known.patterns["case caption"]
        self._text_opening, self._form = known.patterns["text opening"], known.patterns["printed form"]
        self._same_subject, self._address = known.patterns["same subject"], known.patterns["title above a name"]
        self._spread = blank_lines_mean_nothing(assigned.rows)

    def last(self, at: int, kind: str) -> int:
        """The place of the last row of a field of type ``kind`` that begins with row ``at``."""
        row, end = self._rows[at], at
        while self._given.get(end + 1) == kind:
            end += 1
        if at in self._ended:
            return end
        if kind in TIMES and is_date_cut(self._rows, end, self._dates):
            return end + 1
        if end > at or at in self._given:
            return self._carried(at, end, kind) if kind in CARRIED | PARTIES else end
        if (kind in COMPLETED or kind in self._routing) and (end := self._completed(at, kind)) > at:
            return end
        if row.clear_label or kind in LISTS:
            return self._carried(at, end, kind or (row.clear_label.field.id if row.clear_label else ""))
        return at

    def words(self, first: int, end: int) -> int:
        """The rows of a field after the first that are neither a date nor the caption of a case."""
        places = range(first + 1, end + 1)
        return sum(not (self._rows[at].facts.get("date alone") or self._is_caption(at)) for at in places)

    def _carried(self, at: int, end: int, kind: str) -> int:
        """The last row of a field that begins with row ``at`` and extends to ``end`` at least."""
        for following in range(end + 1, min(len(self._rows), at + 1 + MOST_CARRIED_ROWS)):
            if not self._is_carried(at, following, kind):
                break
            end = following
        return end

    def _is_carried(self, at: int, following: int, kind: str) -> bool:
        """Whether row ``following`` belongs to the field that begins with row ``at`` and extends to the row above."""
        row = self._rows[following]
        if kind in LISTING and self._may_be_wired and is_list_cut(self._rows, following, self._given):
            return True
        is_list = kind in LISTS and self._rows[at].clear_label is None
        if is_list or following in self._given or (following == at + 1 and self._is_misplaced(at)):
            return False
        may_belong = not self._may_be_wired and OTHER_LABEL.match(row.text) is None
        if may_belong and belongs(self._rows, at, following, kind, self._office_word):
            return True
        if row.stands_below(self._rows[at]) or self._is_dated_again(at, following, kind):
            return True
        if at in self._given and kind in PARTIES:
            return False
        taken = following in self._taken
        is_caption = kind == "subject" and self._is_caption(following)
        if row.is_apart and not (is_caption or (self._spread and taken)):
            is_near = following < at + MOST_TITLE_ROWS + self._is_empty(self._rows[at])
            if kind != "subject" or not is_near or not self._is_tail(following - 1):
                return False
        return is_caption or self._goes_on(self._rows[following - 1], row, kind, taken)

    def _is_dated_again(self, at: int, following: int, kind: str) -> bool:
        """Whether a row is the date of something in the field, on a paper that has its own date above the field.

        A page with several fields of this type is a list of papers, each with its date and ``RE: Harold BUCHMAN``.
        """
        if self._may_be_wired or (self._rows[following].is_apart and not self._spread):
            return False
        fields = [place for place in range(len(self._rows)) if place in self._taken or place in self._given]
        of_kind = [place for place in fields if type_of(self._rows[place]) == kind]
        above = (self._rows[place] for place in fields if place < at)
        is_dated = any(type_of(row) == "date" and row.shows(DATED) for row in above)
        return is_dated and len(of_kind) <= 1 and is_date_of_it(self._rows, at, following, kind)

    def _is_caption(self, at: int) -> bool:
        """Whether a row is the caption of a case, on papers that were not sent by wire.

        It belongs to a subject, however that ends.
        """
        row = self._rows[at]
        return not self._may_be_wired and row.clear_label is None and self._caption.fullmatch(row.text) is not None

    def _is_tail(self, end: int) -> bool:
        """Whether the row below row ``end`` belongs to the same subject, on papers that were not sent by wire.

        It does if row ``end`` is open, or if the row below is a few words in capitals, a number, or a row of a title.
        """
        above, text = self._rows[end].text, self._rows[end + 1].text
        if self._may_be_wired or SENTENCE_END.search(text) or text.endswith(":") or len(text.split()) > MOST_TAIL_WORDS:
            return False
        if TITLE_WORD.search(text) is None or self._address.match(text):  # 6-35-73-97, The Honorable
            return False
        is_title = TITLE_ROW.fullmatch(text) is not None and len(text) <= MOST_WIDER * len(above)
        return self._is_open(above) or is_title or TAIL.fullmatch(text) is not None

    def _is_misplaced(self, at: int) -> bool:
        """Whether a label has no value, and the row below is not one for it: an officer, a single word.

        If another empty label is above that of a subject, a person below it is the value of that one.
        """
        row, below = self._rows[at], self._rows[at + 1]
        if not self._is_empty(row) or type_of(row) not in ("subject", "reference"):
            return False
        if type_of(row) == "reference":
            return self._detached.is_officer(below)
        is_above = at > 0 and is_label_alone(self._rows[at - 1]) and self._detached.is_party(below)
        return is_above or not self._detached.is_subject(below)

    @staticmethod
    def _is_empty(row: HeaderRow) -> bool:
        """Whether a row has nothing but its label."""
        return WRITTEN.search(row.value_text) is None

    def _goes_on(self, above: HeaderRow, row: HeaderRow, kind: str, taken: bool) -> bool:
        """Whether a field of type ``kind`` goes on in the row directly below it; ``taken`` says that it is a field."""
        if kind == "reference" and self._same_subject.match(row.text):
            return True
        if self._begins_anew(above, row, kind, taken):
            return False
        if kind in LISTS:
            return row.shows(("offices", "list of codes"))
        if kind in PARTIES:  # Special Assistant to DDO for
            return type_of(row) == "" and (self._is_open(above.text) or self._is_name(above, row))
        if kind not in CARRIED or type_of(row) not in ("", kind):
            return False
        if kind == "reference" and above.shows(CITED_FACTS):
            cites = row.shows(CITED_FACTS) or ENUMERATED.match(row.text) is not None
            return cites or self._is_open(above.text) or ENUMERATED.fullmatch(above.text) is not None
        return taken or not SENTENCE_END.search(above.text) or self._is_open(above.text)

    def _begins_anew(self, above: HeaderRow, row: HeaderRow, kind: str, taken: bool) -> bool:
        """Whether a row below a field begins something else, or is noise; parameters as for :meth:`_goes_on`."""
        is_noise = row.facts.get("odd half") and not row.facts.get("known words")  # Assassination ~
        if is_noise or row.clear_label or row.shows(("point", "comment")):
            return True
        if any(anew.match(row.text) for anew in (FIRST_POINT, OTHER_LABEL, self._form)):
            return True
        if kind == "reference":
            return bool(row.facts.get("prose") and not taken) or self._is_beside(above, row)
        is_listed = kind == "other" or (kind == "subject" and END_OF_REFERENCE.search(above.text) is not None)
        if is_listed and ENUMERATED.match(row.text):  # POB: Chicago, Illinois / A. REPORT OF FINDINGS
            return True
        return kind == "subject" and self._is_text(above, row)

    def _is_beside(self, above: HeaderRow, row: HeaderRow) -> bool:
        """Whether a row is an office in the column next to the header: ``REFERENCE: DEPTEL 1059`` / ``CIA``."""
        has_value = not self._is_empty(above) and not self._is_open(above.text)
        return self._may_be_wired and has_value and OFFICE_IN_MARGIN.fullmatch(row.text.strip(" .:;,")) is not None

    def _is_text(self, above: HeaderRow, row: HeaderRow) -> bool:
        """Whether a row is text: in lower case below a title in capitals, or beginning like text.

        ``nuary 1968 this Agency received``, ``ReBuairtel to New York``
        """
        words = (word for word in LONG_SMALL_WORD.findall(row.text) if word.upper() not in self._words.function)
        has_word = row.text[:1].islower() and any(map(self._words.is_word, words))
        is_small = has_word and not LONG_SMALL_WORD.search(above.value_text)
        return not self._may_be_wired and (is_small or self._text_opening.match(row.text) is not None)

    def _is_open(self, text: str) -> bool:
        """Whether a line ends in the middle of a title: ``Special Assistant to DDO for``, ``Comments on Mr.``"""
        last = next(iter(text.upper().split()[-1:]), "")
        return text.endswith(",") or last in self._words.function or last.strip(".") in self._words.titles

    def _is_name(self, above: HeaderRow, row: HeaderRow) -> bool:
        """Whether a row completes a name: ``RIO DE`` / ``JANEIRO``, ``Director`` / ``National Security Agency``."""
        value, names = above.value_text.strip(), self._words.names
        if not self._may_be_wired and names.begins_with_head(value) and names.agency(row.text):
            return True
        name = names.known(f"{value} {row.text}") if value else None
        return name is not None and name.kind == "place" and names.known(value) is None

    def _completed(self, at: int, kind: str) -> int:
        """The last row of a field whose value is apart from its label: a number, date and hour, or offices."""
        value, end = self._rows[at].value_text.strip() if self._rows[at].label else "", at
        for following in range(at + 1, min(len(self._rows), at + 1 + MOST_OFFICES)):
            row = self._rows[following]
            if row.clear_label or not self._completes(kind, value, row):
                break
            value, end = f"{value} {row.text}".strip(), following
        return end

    def _completes(self, kind: str, value: str, row: HeaderRow) -> bool:
        """Whether a row is the part that the value of a field still lacks."""
        text = row.text
        if kind == "number":
            return not value.strip(".:") and bool(row.facts.get("symbol alone"))
        if kind in self._routing:
            return OFFICE_IN_MARGIN.fullmatch(text.strip(" .:;,")) is not None
        if kind == "control":
            return not value and CONTROL.fullmatch(text) is not None
        if value:
            return self._dates.hour_in(value) is None and self._dates.is_hour(text)
        return self._dates.written(text) == Span(0, len(text))
