"""Read the header of a telegram: FROM, TO, NO, control number, times, precedence, distribution, references.

What it marks: at the head of a page that has no running head, the lines of the form down to its last field, each as
the field that its label or its shape shows; in them telegram and control numbers, dates, places and offices. Columns
come apart in the OCR (``Control:`` / ``Rec'd:`` / ``19528`` / ``OCTOBER 28, 1962``), so a label without a value
takes the next line of the right kind, not simply the next line. Where the layout of the page is known, the columns are
told apart by it: offices in the left margin belong to Action or Info above them, and a wide hole ends a field. What it
mends: labels (``PROM:``) and precedences (``N/ACT``, ``NI ACT``) that are garbled, in their place only.

What it leaves alone: lines of the form that it does not know (they stay as they are), the same words in the text.

How it may be wrong: a telegram whose first paragraph looks like a list of addressees.
Seen in: State Department forms of 1958 to 1969, CIA cables, FBI teletypes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from teikit.core import Certainty, Draft, Edit, Line, Mark, Span, attrs, kinds
from teikit.geometry import columns_of, typed_pages
from teikit.lexicon import Field, Lexicon
from teikit.lexicon.matching import nearest

RULE = "fields"
DEPTH = 60
LONG = 300
SENTENCE = 6
SPECKS = regex.compile(r"[^\p{L}\p{N}(]*+")
INNER = regex.compile(
    r"(?<=\s)(?=(?:FROM|TO|NO|Control|CONTROL|Rec[a-z']*d|REC'D|Action|ACTION|Info|INFO)\s?[:;.]\s|(?:Action|Info)\s*$|(?:Action|Info)\s(?=[A-Z]))"
)
MONTH = (
    r"(?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)"
)
HOUR = r"[0-9]{1,2}(?::[0-9]{2})?\s?[APap]\.?\s?[Mm]\b\.?|[0-9]{4}Z\b|(?i:noon|midnight)\b"
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
DATE = regex.compile(
    rf"(?i:\b{MONTH}\.?\s+{DAY}(?:,?\s+(?:19)[0-9]{{2}})?\b)(?:,?\s+(?:{HOUR}))?"
    rf"|\b[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}}\b(?:,?\s+(?:{HOUR}))?"
    rf"|\b{DAY}\s+(?i:{MONTH})\.?,?\s+(?:19)?[0-9]{{2}}\b"
    rf"|\b[0-3][0-9][0-2][0-9][0-5][0-9]Z\s+{MONTH}\s+(?:19)?[0-9]{{2}}\b"
)
TIME = regex.compile(rf"(?:{HOUR})")
NUMBER = regex.compile(r"(?:[A-Z]{3,}\.?\s+){0,3}[0-9]{1,6}(?![0-9:/])")
SECTION = regex.compile(r"\bSECTION\s+(?P<section>[0-9IVX]{1,4})\s+OF\s+(?P<of>[0-9IVX]{1,4})\b")
CONTROL = regex.compile(r"[0-9]{3,5}(?![0-9])")
OFFICE = regex.compile(r"[A-Z][A-Z/]{0,5}(?:-[0-9]{1,2})?")
PLACE = regex.compile(r"\p{Lu}[\p{L}.'-]+(?:\s+\p{Lu}[\p{L}.'-]+){0,3}")
WORDS = regex.compile(r"\p{L}{2,}")
LABEL = regex.compile(r"(?P<label>\p{L}[\p{L}0-9']*)\s*[:;]\s*")
FORM = {
    "from",
    "to",
    "number",
    "control",
    "received",
    "action",
    "info",
    "cite",
    "distribution",
    "precedence",
    "reference",
}
ELSEWHERE = {"initials", "section"}
PARTIES = {"from", "to", "info", "number", "cite", "control", "received"}
ROUTING = {"ACTION": "action", "INFO": "info"}
FAMILY = {"state": 0, "any": 1, "cia": 2, "military": 3, "fbi": 4}


@dataclass(frozen=True)
class Row:
    """A stretch of a header line: a field, or something that no field explains (``type`` empty)."""

    line: Line
    span: Span
    type: str
    value: int
    label: str = ""
    column: bool = False
    """Whether it stands in the left margin of the page, where the form has the offices that act and are informed."""


def fields(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``NO: POLTO CIRCULAR 12``, read ``N/ACT`` as NIACT; leave ``NO: HE SAID`` in the text."""
    known = sorted(
        (field for field in lexicon.fields if field.id not in ELSEWHERE), key=lambda field: FAMILY.get(field.family, 9)
    )
    pages, columns = draft.cut_at(kinds.PAGE), columns_of(typed_pages(draft))
    heads, letterheads = (draft.first_in_each(pages, kind) for kind in (kinds.HEADER, kinds.LETTERHEAD))
    for page, head, letterhead in zip(pages, heads, letterheads, strict=True):
        if head is None:
            lines = [line for line in draft.lines_in(page)[: 4 * DEPTH] if line.text.strip()][:DEPTH]
            rows = _zone(lines, known, lexicon, letterhead is not None, columns)
            yield from _read(draft.text, rows, lexicon)


def _zone(
    lines: list[Line], known: list[Field], lexicon: Lexicon, printed: bool, columns: dict[int, bool]
) -> list[Row]:
    """The rows of the form, down to its last field before the text begins; ``printed`` if its letterhead was found."""
    rows: list[Row] = []
    end, seen, sentences = 0, set[str](), 0
    for line in lines:
        found = list(_rows(line, known, lexicon, columns))
        types = {row.type for row in found} - {""}
        if (not types and len(WORDS.findall(line.text)) >= SENTENCE) or types == {"subject"}:
            sentences += 1
            if sentences > 1 or seen & {"precedence", "reference", "distribution"}:
                break
        rows += found
        types -= {row.type for row in found if row.column}
        if types & FORM or (seen and DATE.fullmatch(line.text.strip())):
            end, sentences = len(rows), 0
            seen |= types
    return _routed(rows[:end]) if printed or (len(seen & FORM) > 1 and seen & PARTIES) else []


def _routed(rows: list[Row]) -> list[Row]:
    """The rows, with the offices in the left margin as fields of Action or Info, whichever stands above them."""
    routed, label = [], ""
    for row in rows:
        text = row.line.text[row.span.start : row.span.end].strip(" .:;,")
        if row.column and not row.type and (kind := _label(text)):
            row = replace(row, type=ROUTING[kind])
        if row.column and row.type in ROUTING.values():
            label = row.type
        elif row.column and not row.type and label and OFFICE.fullmatch(text.upper()):
            row = replace(row, type=label, value=row.span.start)
        routed.append(row)
    return routed


def _label(text: str) -> str | None:
    """Which label of the left margin a text is, misread perhaps: ``nfo``, but not ``INR``."""
    return nearest(text.upper(), ROUTING, most=2 if len(text) > 4 else 1) if len(text) > 2 else None


def _rows(line: Line, known: list[Field], lexicon: Lexicon, columns: dict[int, bool]) -> Iterator[Row]:
    """The fields of one line, which may hold two columns of the form."""
    if len(line.text) > LONG:
        yield Row(line, Span(0, len(line.text)), "", len(line.text))
        return
    inner = {match.start() for match in INNER.finditer(line.text)}
    cuts = sorted({0, *inner, *_cuts(line, known, columns), len(line.text)})
    for start, end in pairwise(cuts):
        text = line.text[start:end]
        skip = SPECKS.match(text)
        begin = start + (skip.end() if skip else 0)
        if line.text[begin:end].strip():
            row = _row(line, begin, start + len(text.rstrip()), known, lexicon)
            yield replace(row, column=True) if columns.get(line.start + begin) else row
        elif text.strip():
            yield Row(line, Span(start, end), "", end)


def _cuts(line: Line, known: list[Field], columns: dict[int, bool]) -> Iterator[int]:
    """Where another column begins in a line: after the left margin, and after the value of a field."""
    places = [offset for offset in range(line.start, line.end) if offset in columns] if columns else []
    begin, margin = line.start, columns.get(line.start, False)
    for offset in places:
        before = line.text[begin - line.start : offset - line.start]
        changes = margin or columns[offset] or any(field.reads.match(before) for field in known)
        after = line.text[offset - line.start :]
        if changes and WORDS.search(before) and (margin != columns[offset] or WORDS.search(after)):
            yield offset - line.start
            begin, margin = offset, columns[offset]


def _row(line: Line, start: int, end: int, known: list[Field], lexicon: Lexicon) -> Row:
    text = line.text[start:end]
    span = Span(start, end)
    if _precedence(text, lexicon):
        return Row(line, span, "precedence", start)
    matches = [(field, match) for field in known if (match := field.reads.match(text))]
    if matches:
        field, match = max(matches, key=lambda found: found[1].end())
        return Row(line, span, field.id, start + match.end())
    label = LABEL.match(text)
    if label:
        for field in known:
            dateless = field.id == "received" and not DATE.match(text, label.end())
            if field.label and label["label"] in field.garbled and not dateless:
                return Row(line, span, field.id, start + label.end(), field.label)
    return Row(line, span, "", end)


def _precedence(text: str, lexicon: Lexicon) -> str:
    """The precedence that a line is, or nothing. Specks and one short token of junk after it do not matter."""
    bare = regex.sub(r"^[^\p{L}]+|[^\p{L}]+$", "", text)
    words = bare.split()
    if not words or len(words) > 4:
        return ""
    forms = [precedence.form for precedence in lexicon.precedences]
    for precedence in lexicon.precedences:
        if bare == precedence.form or bare in precedence.garbled:
            return precedence.form
    if len(bare) > 5 and bare.upper() == bare and bare not in lexicon.words:
        return nearest(bare, [form for form in forms if len(form) > 4], most=2) or ""
    return ""


def _read(text: str, rows: list[Row], lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Join labels to the values that stand apart from them, and mark what each field holds."""
    index, taken = 0, set[int]()
    for index, row in enumerate(rows):
        if index in taken:
            continue
        group = [row]
        if row.type in ("action", "info", "control", "received"):
            for other in range(index + 1, len(rows)):
                if rows[other].type or not _continues(group, rows[other]) or other != index + len(group):
                    break
                group.append(rows[other])
                taken.add(other)
        yield from _field(text, group, lexicon)


def _continues(group: list[Row], row: Row) -> bool:
    text = row.line.text[row.span.start : row.span.end].strip()
    value = " ".join(
        part.line.text[part.value if part is group[0] else part.span.start : part.span.end] for part in group
    ).strip()
    match group[0].type:
        case "action" | "info":
            return OFFICE.fullmatch(text) is not None
        case "control":
            return not value and CONTROL.fullmatch(text) is not None
        case _:
            return (not value and DATE.fullmatch(text) is not None) or (
                bool(value) and not TIME.search(value) and TIME.fullmatch(text) is not None
            )


def _field(text: str, group: list[Row], lexicon: Lexicon) -> Iterator[Edit | Mark]:
    first, last = group[0], group[-1]
    start, end = first.line.start + first.span.start, last.line.start + last.span.end
    kind = first.type or ("date" if DATE.fullmatch(text, start, end) else "")
    yield Mark(Span(start, end), kinds.FIELD, RULE, attributes=(*attrs(type=kind), *_parts(text[start:end], kind)))
    if first.label:
        label = regex.match(r"[\p{L}0-9']+", text[start:end])
        if label:
            yield Edit(
                Span(start, start + label.end()),
                first.label,
                RULE,
                Certainty.MEDIUM,
                why="a label of the form, garbled",
            )
    if first.type == "precedence":
        yield from _mend_precedence(text, Span(start, end), lexicon)
    yield from _values(text, kind, Span(first.line.start + first.value if first.type else start, end))


def _parts(text: str, kind: str) -> tuple[tuple[str, str], ...]:
    """Number and section that a NO line names."""
    number, section = NUMBER.search(text), SECTION.search(text)
    if kind != "number":
        return ()
    return attrs(
        number=" ".join(number[0].split()).upper() if number else None,
        section=section["section"] if section else None,
        of=section["of"] if section else None,
    )


def _mend_precedence(text: str, span: Span, lexicon: Lexicon) -> Iterator[Edit]:
    reading = regex.sub(r"[^\p{L}]+$", "", text[span.start : span.end])
    form = _precedence(reading, lexicon)
    if form and reading != form:
        yield Edit(
            Span(span.start, span.start + len(reading)),
            form,
            RULE,
            why=f"the precedence {form}, in its place on the form",
        )


def _values(text: str, kind: str, span: Span) -> Iterator[Mark]:
    """Numbers, dates, places and offices in the value of a field."""
    at = span.start
    match kind:
        case "number":
            number = NUMBER.match(text, at, span.end)
            if number:
                yield Mark(Span(*number.span()), kinds.IDNO, RULE, attributes=attrs(type="message"))
                at = number.end()
            yield from _dates(text, Span(at, span.end), most=1)
        case "control":
            number = CONTROL.search(text, at, span.end)
            if number:
                yield Mark(Span(*number.span()), kinds.IDNO, RULE, attributes=attrs(type="control"))
        case "received" | "date":
            yield from _dates(text, span, most=1)
        case "from":
            place = PLACE.match(text, at, span.end)
            if place:
                yield Mark(Span(*place.span()), kinds.PLACE_NAME, RULE)
        case "to":
            role = regex.match(r"(?i:secretary of state|secstate(?: washdc)?|director)", text[at : span.end])
            if role:
                yield Mark(Span(at, at + role.end()), kinds.ROLE_NAME, RULE)


def _dates(text: str, span: Span, most: int) -> Iterator[Mark]:
    for number, match in enumerate(DATE.finditer(text, span.start, span.end)):
        if number < most:
            yield Mark(Span(*match.span()), kinds.DATE, RULE)
