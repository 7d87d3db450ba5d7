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
from itertools import islice

import regex

from teikit.core import Certainty, Draft, Edit, Mark, Span, attrs, kinds
from teikit.geometry import columns_of, typed_pages
from teikit.lexicon import Lexicon
from teikit.lexicon.headers import CONTROL, Form, Row

RULE = "fields"
DEPTH = 60
"""Lines at the head of a page among which its form is looked for."""
NUMBER = regex.compile(r"(?:[A-Z]{3,}\.?\s+){0,3}[0-9]{1,6}(?![0-9:/])")
PARTIES = {"from": "sender", "to": "addressee", "sender": "writer"}
"""Fields that name who sent a telegram, who gets it, and who wrote it, and what is looked for in them."""
NAMES = {"office": kinds.ORG_NAME, "person": kinds.PERS_NAME, "place": kinds.PLACE_NAME, "role": kinds.ROLE_NAME}
"""What a pattern calls a party, and the kind of mark that it gets."""
PLACE = regex.compile(r"\p{Lu}[\p{L}.'-]+(?:\s+\p{Lu}[\p{L}.'-]+){0,3}")


def fields(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``NO: POLTO CIRCULAR 12``, read ``N/ACT`` as NIACT; leave ``NO: HE SAID`` in the text."""
    form = Form(lexicon)
    pages, columns = draft.cut_at(kinds.PAGE), columns_of(typed_pages(draft))
    heads, letterheads = (draft.first_in_each(pages, kind) for kind in (kinds.HEADER, kinds.LETTERHEAD))
    for page, head, letterhead in zip(pages, heads, letterheads, strict=True):
        if head is None:
            lines = [line for line in draft.lines_in(page)[: 4 * DEPTH] if line.text.strip()][:DEPTH]
            for group in form.grouped(form.header(lines, letterhead is not None, columns)):
                yield from _field(draft.text, group, form)


def _field(text: str, group: list[Row], form: Form) -> Iterator[Edit | Mark]:
    """Mark one field and what it holds; ``group`` is its label and the values that stand apart from it."""
    first, last = group[0], group[-1]
    start, end = first.line.start + first.span.start, last.line.start + last.span.end
    kind = first.type or ("date" if form.date.fullmatch(text, start, end) else "")
    details = (*attrs(type=kind), *_parts(text[start:end], kind, form.lexicon))
    yield Mark(Span(start, end), kinds.FIELD, RULE, attributes=details)
    label = regex.match(r"[\p{L}0-9']+", text[start:end]) if first.label else None
    if label:
        place = Span(start, start + label.end())
        yield Edit(place, first.label, RULE, Certainty.MEDIUM, why="a label of the form, garbled")
    if first.type == "precedence":
        yield from _mend_precedence(text, Span(start, end), form)
    yield from _values(text, kind, Span(first.line.start + first.value if first.type else start, end), form.lexicon)


def _parts(text: str, kind: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Number and section that a NO line names."""
    number, section = NUMBER.search(text), lexicon.patterns["section"].search(text)
    if kind != "number":
        return ()
    return attrs(
        number=" ".join(number[0].split()).upper() if number else None,
        section=section["section"] if section else None,
        of=section["of"] if section else None,
    )


def _mend_precedence(text: str, span: Span, form: Form) -> Iterator[Edit]:
    reading = regex.sub(r"[^\p{L}]+$", "", text[span.start : span.end])
    known = form.precedence(reading)
    if known and reading != known:
        place = Span(span.start, span.start + len(reading))
        yield Edit(place, known, RULE, why=f"the precedence {known}, in its place on the form")


def _values(text: str, kind: str, span: Span, lexicon: Lexicon) -> Iterator[Mark]:
    """Numbers, dates, places and offices in the value of a field."""
    match kind:
        case "number":
            number, at = NUMBER.match(text, span.start, span.end), span.start
            if number:
                yield Mark(Span(*number.span()), kinds.IDNO, RULE, attributes=attrs(type="message"))
                at = number.end()
            yield from _date(text, Span(at, span.end), lexicon)
        case "control":
            number = CONTROL.search(text, span.start, span.end)
            if number:
                yield Mark(Span(*number.span()), kinds.IDNO, RULE, attributes=attrs(type="control"))
        case "received" | "date":
            yield from _date(text, span, lexicon)
        case "from" | "to" | "sender":
            yield from _party(text, kind, span, lexicon)


def _party(text: str, kind: str, span: Span, lexicon: Lexicon) -> Iterator[Mark]:
    """Who is named at the start of a field: as the collection knows them; else, as the sender, a place in capitals."""
    party = lexicon.patterns[PARTIES[kind]].match(text, *span)
    if party:
        named = (name for name, part in party.groupdict().items() if part)
        yield from (Mark(Span(*party.span(name)), NAMES[name], RULE) for name in named)
    elif kind == "from" and (place := PLACE.match(text, *span)):
        yield Mark(Span(*place.span()), kinds.PLACE_NAME, RULE)


def _date(text: str, span: Span, lexicon: Lexicon) -> Iterator[Mark]:
    for match in islice(lexicon.calendar.date.finditer(text, *span), 1):
        yield Mark(Span(*match.span()), kinds.DATE, RULE)
