"""The header of a page: which of its rows are fields, of which type, and which rows one field runs over."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import regex

from teikit.core import Span
from teikit.fields.address import parts
from teikit.fields.dates import Dates
from teikit.fields.detached import Detached
from teikit.fields.evidence import blank_lines_mean_nothing
from teikit.fields.rows import Row
from teikit.fields.words import HeaderWords
from teikit.lexicon.collection import Collection

LIKELY = 0.5  # chance from which on a row is a field
LABELLED = 0.25  # chance from which a row with a whole label above the text is a field
LEGIBLE = 0.7  # chance from which on a row that looks like noise is a field
CERTAIN = 0.9  # chance of a row that is a header alone
SEVERAL = 3  # certain rows that are a header, whatever they show
CLEAR = 0.75  # likeness of a label that says the type of its field whatever follows it
MOST_CARRIED = 6  # rows that a field goes on for
MOST_SUBJECT = 3  # rows that a subject goes on for; what goes on longer is text
CITED = 3  # fields after CITE DIR within which a number alone is that of the message
MOST_OFFICES = 30  # offices in the column of a form
CORE = ("cite", "addresses", "date-time group", "classified figures", "serial", "known party", "label subject")
"""Facts of which a header without the label of a party shows one: who writes to whom, about what."""
LABEL = ("label exact long", "colon after exact", "before text")
"""Facts of a row that is a field although its value is a sentence: SUBJECT: Operations in Cuba - The PROENZA Case."""
TEXT = ("long", "ends a sentence", "broken word")
"""Facts of a row that is text, if nothing of a header is in it."""
NOISE = ("odd half", "unknown words", "short")
"""Facts of a row that says nothing."""
CARRIED = frozenset({"subject", "reference", "other"})
"""Types of field that go on in the next line, whatever it says."""
LISTS = frozenset({"info", "distribution", "action"})
"""Types of field that go on in a line of offices."""
NAMED = frozenset({"to", "from", "attention", "via"})
"""Types of field that go on where a line ends in the middle of a title: ``Special Assistant to DDO for``."""
COMPLETED = frozenset({"control", "received"})
"""Types of field whose value may stand apart from the label."""
ADDRESSED = frozenset({"to", "cite", "precedence", "date"})
"""Types of field that an address line may have several of."""
SHAPES = (
    ("cite", "cite"), ("addresses", "to"), ("date-time group", "date"), ("classified figures", "date"),
    ("serial", "control"), ("date alone", "date"), ("day and month alone", "date"), ("misread date alone", "date"),
    ("known slug", "slug"), ("offices", "distribution"), ("list of codes", "distribution"),
    ("address and number", "reference"), ("some addresses", "to"), ("office", "distribution"),
    ("known group", "to"), ("number alone", "number"), ("head and date", "date"), ("symbol alone", "number"),
)  # fmt: skip
"""The type of a field without a label, by what it shows; the first that holds."""
CITED_FACTS = ("address and number", "serial", "reference with number")
"""Facts of a reference to a cable: the next row is of it only if it names a cable, too."""
FITS = ("value fits", "reference with number")
"""Facts by which a label that is hardly legible says the type of its field all the same."""
MISSING = regex.compile(r"(?:\p{L}{3,9}\s)?(?:19)?[4-9][0-9]")
"""What a date may lack that stands in the next row: 1974, AUG 95."""
OFFICE = regex.compile(r"[A-Z][A-Z/]{0,5}(?:-[0-9]{1,2})?")
CONTROL = regex.compile(r"[0-9]{3,5}")
PRINTED = regex.compile(r"(?i)\W*(?:optional\W+form|standard\W+form|handbook|form)\b")
"""What a number stands behind that is not that of a message but of the printed form."""
ENUMERATED = regex.compile(r"[A-H][.,)](?:\s.*)?")
"""One of several references, its letter alone perhaps: ``B.`` / ``THE HAGUE 20798``."""
LETTER = regex.compile(r"[\p{L}\p{N}]")
SENTENCE_END = regex.compile(r"[.?!][\"'”’)\]]*$")


@dataclass(frozen=True)
class Item:
    """A field: its type (empty where nothing is sure), the rows that it runs over, where its value stands."""

    type: str
    rows: tuple[Row, ...]
    value: Span
    given: bool = False  # whether its label stands apart from it, above
    turns: bool = False  # whether it is the part of an address line that INFO or CITE follows

    @property
    def span(self) -> Span:
        """From the first row to the last."""
        return Span(self.rows[0].span.start, self.rows[-1].span.end)


class Header:
    """The rows of a page, and how likely each of them is a field."""

    def __init__(
        self,
        rows: Sequence[Row],
        chances: Sequence[float],
        words: HeaderWords,
        dates: Dates,
        collection: Collection,
        detached: Detached,
        printed: bool,
        opens: bool = False,
    ) -> None:
        self._routing = frozenset(collection.routing.values())
        self._rows, self._words, self._dates = routed(rows, self._routing), words, dates
        self._spread = blank_lines_mean_nothing(rows)
        taken = {index for index, row in enumerate(self._rows) if chances[index] >= LIKELY or row.routed}
        labelled = {index for index in range(len(rows)) if chances[index] >= LABELLED and self._is_labelled(index)}
        taken = (taken | labelled) - self._broken()
        taken |= {index for index in range(1, len(rows) - 1) if self._bridges(index, taken)}
        taken = self._without_text(taken, chances)
        wanted = (*CORE, *(f"label {kind}" for kind in collection.parties))
        core = [
            index
            for index in taken
            if any(rows[index].facts.get(fact) for fact in wanted) or (opens and _is_dated(rows[index]))
        ]
        sure = len(taken) > 1 or chances[core[0]] >= CERTAIN or (opens and core[0] in labelled) if core else False
        is_header = printed or sure
        is_header = is_header or (opens and sum(chances[index] >= CERTAIN for index in taken) >= SEVERAL)
        self._taken = taken if is_header else self._dateline(taken) if opens else set()
        self._detached = detached
        self._given = detached.kinds(self._rows, [type_of(row) for row in self._rows], self._taken)
        self._taken |= self._given.keys()

    def _is_labelled(self, index: int) -> bool:
        """Whether a row above the text has a long label to the letter with its colon, whatever else is in it."""
        return all(self._rows[index].facts.get(fact) for fact in LABEL)

    def _dateline(self, taken: set[int]) -> set[int]:
        """The date that stands alone on the page of a letter or report that begins with no other line of a header."""
        facts = {index: self._rows[index].facts for index in taken}
        above = {index for index, fact in facts.items() if fact.get("before text") or fact.get("no text")}
        dated = {index for index in above if facts[index].get("date alone")}
        return dated if len(dated) == 1 else set()

    def _broken(self) -> set[int]:
        """The rows that a word is broken over: ``EVALU-`` / ``ATION`` is no label, nor what stands above it."""
        ends = [index for index, row in enumerate(self._rows) if row.facts.get("broken word") and not row.label]
        return {place for index in ends for place in (index, index + 1)}

    def _without_text(self, taken: set[int], chances: Sequence[float]) -> set[int]:
        """The rows without those that are text: nothing of a header is in them, and they are long or stand below it.

        Nor those that look like noise, but in a line that has a label, too: P TO: SECSTATE has the office before it.
        """
        bare = {index for index in taken if self._rows[index].facts.get("bare")}
        last = max(taken - bare, default=-1)
        text = {index for index in bare if any(self._rows[index].facts.get(fact) for fact in TEXT)}
        alone = (index for index in bare if not self._rows[index].shared)
        noise = {index for index in alone if self._is_speck(self._rows[index])}
        doubtful = {index for index in bare if chances[index] < (CERTAIN if index > last else LEGIBLE)}
        return taken - text - (doubtful & (noise | {index for index in bare if index > last}))

    @staticmethod
    def _is_speck(row: Row) -> bool:
        """Whether a row in which nothing of a header is looks like noise: odd or short, and in no capitals (INR |)."""
        return bool(row.facts.get("odd half") or row.facts.get("short")) and not row.text.isupper()

    def _bridges(self, index: int, taken: set[int]) -> bool:
        """Whether a row that shows nothing stands directly between two fields, and is no noise."""
        row, below = self._rows[index], self._rows[index + 1]
        noise = any(row.facts.get(fact) for fact in NOISE)
        return {index - 1, index + 1} <= taken and not noise and not row.apart and not below.apart

    def items(self) -> Iterator[Item]:
        """The fields, in order; none where too little speaks for a header."""
        cited = 0  # fields for which a number alone is still that of the message
        for item in self._items():
            if item.type == "cite":
                cited = 0 if any(map(str.isdigit, item.rows[0].text)) else CITED
            elif item.type == "number" and item.rows[0].facts.get("number alone"):
                item = replace(item, type="cite" if cited > 0 else "control")
            elif _is_told(item) or not _is_numbered(item):
                item = replace(item, type="")
            cited -= 1
            yield item

    def _items(self) -> Iterator[Item]:
        index = 0
        while index < len(self._rows):
            if index not in self._taken:
                index += 1
                continue
            given = self._given.get(index)
            kind = given or type_of(self._rows[index])
            end = self._last(index, kind)
            if kind == "subject" and end - index > MOST_SUBJECT:
                index = end + 1
                continue
            rows = tuple(self._rows[index : end + 1])
            yield from self._parts(kind, rows) if given is None else [Item(kind, rows, _whole(rows), True)]
            index = end + 1

    def _parts(self, kind: str, rows: tuple[Row, ...]) -> Iterator[Item]:
        """One field, or the parts of an address line: who must act, who is informed, the number by which to cite."""
        first, last = rows[0], rows[-1]
        value = Span(_begin(kind, rows), last.span.end)
        if kind not in ADDRESSED or len(rows) > 1:
            yield Item(kind, rows, value)
            return
        timed = any(first.facts.get(fact) for fact in ("date-time group", "classified figures", "date"))
        found = list(parts(first.text, kind, timed, self._words))
        for part, start, end in found:
            span = Span(first.span.start + start, first.span.start + end)
            row = replace(first, span=span, text=first.text[start:end])
            begin = value.start if start == 0 and value.start < span.end else span.start
            yield Item(part, (row,), Span(begin, span.end), turns=part == "to" and start == 0 and len(found) > 1)

    # ------------------------------------------------------------------ how far a field goes

    def _last(self, index: int, kind: str) -> int:
        """The last row of a field: lines go on until a blank one, another label, or a point of the text."""
        row, end = self._rows[index], index
        while self._given.get(end + 1) == kind:
            end += 1
        if end > index or index in self._given:
            return self._carried(index, end, kind) if kind in CARRIED else end
        if (kind in COMPLETED or kind in self._routing) and (end := self._completed(index, kind)) > index:
            return end
        if kind == "date" and self._is_parted(index):
            return index + 1
        if row.label is None or row.label.likeness < CLEAR:
            return index
        return self._carried(index, end, kind or row.label.field.id)

    def _carried(self, index: int, end: int, carried: str) -> int:
        """The last row of a field that begins with row ``index`` and goes to ``end`` at least."""
        for following in range(end + 1, min(len(self._rows), index + 1 + MOST_CARRIED)):
            if following in self._given or (following == index + 1 and self._is_misplaced(index)):
                break
            taken = following in self._taken
            if self._rows[following].apart and not (self._spread and taken):
                break
            if not self._goes_on(self._rows[end], self._rows[following], carried, taken):
                break
            end = following
        return end

    def _is_misplaced(self, index: int) -> bool:
        """Whether a label has no value and what stands below it is none: an officer, one word."""
        row, below = self._rows[index], self._rows[index + 1]
        empty = LETTER.search(row.text, row.label.value if row.label else 0) is None
        return empty and type_of(row) == "subject" and not self._detached.is_subject(below)

    def _is_parted(self, index: int) -> bool:
        """Whether a date has its year, or a group its month and year, in the next row: ``18 January`` / ``1974``."""
        row, below = self._rows[index : index + 2] if index + 1 < len(self._rows) else (None, None)
        if row is None or below is None or not MISSING.fullmatch(below.text):
            return False
        whole = f"{row.text} {below.text}"
        dated = [*self._dates.groups(whole), *self._dates.days(whole)]
        return any(found.when and found.span.end == len(whole) for found in dated)

    def _goes_on(self, above: Row, row: Row, kind: str, taken: bool) -> bool:
        """Whether a field goes on in a row that stands directly below it."""
        facts = row.facts
        labelled = row.label is not None and row.label.likeness >= CLEAR
        if facts.get("point") or facts.get("comment") or labelled or facts.get("odd half"):
            return False
        if kind in LISTS:
            return bool(facts.get("offices") or facts.get("list of codes"))
        if kind in NAMED:
            return type_of(row) == "" and (self._is_open(above.text) or self._is_name(above, row))
        if kind not in CARRIED or type_of(row) not in ("", kind):
            return False
        if kind == "reference" and any(above.facts.get(fact) for fact in CITED_FACTS):
            cites = any(facts.get(fact) for fact in CITED_FACTS) or ENUMERATED.match(row.text) is not None
            return cites or self._is_open(above.text) or ENUMERATED.fullmatch(above.text) is not None
        return taken or not SENTENCE_END.search(above.text)

    def _is_open(self, text: str) -> bool:
        """Whether a line ends in the middle of a title: ``Special Assistant to DDO for``."""
        words = text.upper().split()
        return text.endswith(",") or (bool(words) and words[-1] in self._words.function)

    def _is_name(self, above: Row, row: Row) -> bool:
        """Whether the end of one row and the whole of the next are one place: ``RIO DE`` / ``JANEIRO``."""
        value = above.text[above.label.value :] if above.label else above.text
        known = self._words.names.known(f"{value.strip()} {row.text}")
        return known is not None and known.kind == "place" and self._words.names.known(value) is None

    def _completed(self, index: int, kind: str) -> int:
        """The last row of a field whose value stands apart from its label: a number, a date and an hour, offices."""
        label = self._rows[index].label
        value, end = self._rows[index].text[label.value :].strip() if label else "", index
        for following in range(index + 1, min(len(self._rows), index + 1 + MOST_OFFICES)):
            row = self._rows[following]
            if (row.label is not None and row.label.likeness >= CLEAR) or not self._completes(kind, value, row.text):
                break
            value, end = f"{value} {row.text}".strip(), following
        return end

    def _completes(self, kind: str, value: str, text: str) -> bool:
        """Whether a row is of the kind that the value of a field still lacks."""
        if kind in self._routing:
            return OFFICE.fullmatch(text) is not None
        if kind == "control":
            return not value and CONTROL.fullmatch(text) is not None
        if value:
            return self._dates.hour_in(value) is None and self._dates.is_hour(text)
        return self._dates.written(text) == Span(0, len(text))


def _begin(kind: str, rows: Sequence[Row]) -> int:
    """Where the value of a field begins: behind its label, which may be a row of its own.

    A label that is all of the field, as a date-time group is, is its value, too; nor is the 10 of 10 January a label.
    """
    first = rows[0]
    if first.label is None or not kind or (kind == "date" and first.label.field.value != "date"):
        return first.span.start
    if first.value.start < first.span.end or len(rows) == 1:
        return first.value.start
    return first.span.start if kind == "date" and not first.label.field.label else rows[1].span.start


def _whole(rows: Sequence[Row]) -> Span:
    return Span(rows[0].span.start, rows[-1].span.end)


def type_of(row: Row) -> str:
    """Which field a row is, by its label or what it shows; empty where nothing is sure."""
    label, facts = row.label, row.facts
    if row.routed:
        return row.routed
    if facts.get("precedence"):
        return "precedence"
    dated = any(facts.get(fact) for fact in ("date alone", "date", "misread date alone"))
    misread = dated and label is not None and not label.exact and label.field.value != "date" and label.after != "colon"
    if facts.get("date alone") and label and not label.exact and label.field.value != "date":  # 10 January is no TO
        return "date"
    if label and not misread and (label.likeness >= CLEAR or any(facts.get(fact) for fact in FITS)):
        return "" if label.field.id == "other" else label.field.id
    return next((kind for fact, kind in SHAPES if facts.get(fact)), "")


def _is_numbered(item: Item) -> bool:
    """Whether a field that may be the number of a message has one: NO FOREIGN DISSEM and FORM NO 10 have none."""
    if item.type != "number":
        return True
    label, text = item.rows[0].label, " ".join(row.text for row in item.rows)
    empty = label is not None and len(item.rows) == 1 and label.value >= len(text)
    return empty or (any(map(str.isdigit, text)) and PRINTED.match(text) is None)


def _is_told(item: Item) -> bool:
    """Whether a field is a date alone that the text tells, so that it is not that of the document."""
    row = item.rows[0]
    if item.type == "date" and row.text.casefold().startswith("dated"):  # WAVE 2733, / dated 15 August 1963
        return True
    alone = item.type == "date" and row.label is None
    return alone and bool(row.facts.get("text has begun") and row.facts.get("date alone"))


def _is_dated(row: Row) -> bool:
    """Whether a row is a date behind its label: ``DATE O1STR 1 June 1965``."""
    return type_of(row) == "date" and row.label is not None and bool(row.facts.get("value fits"))


def routed(rows: Sequence[Row], routing: Container[str]) -> list[Row]:
    """The rows, with the offices in the left margin as fields of Action or Info, whichever stands above them.

    The number of the division stands above Action.
    """
    found: list[Row] = []
    kind = ""
    for row, below in zip_longest(rows, rows[1:]):
        label = row.label.field.id if row.label else ""
        if label == "division" and below and below.label and below.label.field.id in routing:
            row = replace(row, routed=label)
        elif row.column and label in routing:
            kind = label
        elif row.column and kind and OFFICE.fullmatch(row.text.strip(" .:;,").upper()):
            row = replace(row, routed=kind)
        found.append(row)
    return found
