"""Find the end of a telegram: signature, typist's initials, notes of the communications centre.

What it marks at the foot of the last page of a telegram: a surname in capitals alone on its line, or a known one after
the last sentence (``PLEASE ADVISE. VANCE``); initials of two to four capitals under it; lines that begin with
``Note:``, with their date; the end of transmission (``BT`` / ``#1234``); a list of the recipients of copies, one a line
(``FILES`` / ``WED`` / ``PS``).

What it leaves alone: documents that were not sent by wire (a word in capitals at the foot of a form, a report or a
memorandum was never a name: EXTENSION, COMMITTEE SENSITIVE), a word that is not a known signer in a cable of the CIA
(OFFICER at the foot of its form), labels (``SOURCE:``), classifications, even misread or spaced ones (S-E-C-R-E-T),
words in capitals inside the page, catchwords (another rule has set them aside), names in a list, a line with a stamp or
a margin code in its middle.

How it may be wrong: the last paragraph is one word in capitals.
Seen in: POLTO 12 (FINLETTER / MJA / Note: Advance copy to SS), State Department forms.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

import regex

from teikit.core import Draft, Edit, Kind, Line, Mark, Span, attrs, kinds
from teikit.core.genres import CABLE
from teikit.core.packet import may_be_wired
from teikit.layers.numbers_of_pages import DASHED_NUMBER
from teikit.lexicon import Lexicon
from teikit.paragraphing.endings.signing_lines import (
    EDGE_SPECKS,
    INITIALS,
    SENTENCE_END,
    SHORTEST_NAME,
    SIGNATURE,
    is_below_text,
    is_name,
    is_signer,
    kind_of,
)

RULE = "closers"
CLEARED = 12  # rows below the signature that say who drafted and cleared a telegram, at most
FOOT = 30  # written lines at the foot of a page among which a closer is looked for
ORDER = (kinds.POSTSCRIPT, kinds.INITIALS, kinds.SIGNED)
"""The kinds of the lines that sign a telegram, from the last upwards; only the last of these is there but once."""
LONG_LINE = 300  # characters of a line that is surely text, at least
TRANSMITTED = regex.compile(r"(?P<end>BT|END|#[0-9]{4}|NNN)|NNNN")
"""What a wire has below a message: the end of its text, its number, and NNNN, which the rule endings marks."""
SIGNED_IN_LINE = regex.compile(r"(?P<word>[\p{L}\p{N}]{2,})\W?[.?!][\"”’)]*\s{1,3}(?P<name>\p{Lu}{3,})\s*$")
"""A word in capitals after the end of a sentence: ``PLEASE ADVISE. VANCE``."""
AMONG_SPECKS = regex.compile(r"(?:\S{1,2}\s+){0,2}(?P<name>\p{Lu}{4,})(?:\s+\S{1,2}){0,3}\W*")
"""A word in capitals between specks: ``01 MCGHEE``, ``*  NOLTING 4``."""
LONGEST_SPECK = 3  # most characters of a line below a signature that is a speck or initials
COLUMNS = regex.compile(r"\s{3,}")  # the space between the columns of a line


def closers(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark FINLETTER and MJA under the text; leave ``BONN`` as the last word of a sentence."""
    fields = {draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.FIELD)}
    pages = draft.cut_at(kinds.PAGE)
    heads = draft.first_in_each(pages, kinds.RUNNING_HEAD)
    document: Mark | None = None
    begun = draft.first_in_each(pages, kinds.DOCUMENT)
    for page, head, following, beginning in zip(pages, heads, [*heads[1:], None], begun, strict=True):
        document = beginning or document
        if may_be_wired(document) and not _goes_on(head, following):
            rows = draft.written_lines_in(page)[-FOOT - CLEARED :]
            barred = {row.start for row in rows if row.start in fields or draft.holds_aside(row.content)}
            is_signed = document is None or document.get("type") != CABLE
            yield from (
                mark
                for mark in _closer(rows, barred, lexicon)
                if is_signed or mark.kind != kinds.SIGNED or _may_sign(draft.text[slice(*mark.span)], lexicon)
            )


def _may_sign(name: str, lexicon: Lexicon) -> bool:
    """Whether a name may sign a cable of an agency: it has more than one word, or is that of a known signer."""
    return len(name.split()) > 1 or lexicon.patterns["signer"].fullmatch(name.strip()) is not None


def _goes_on(head: Mark | None, following: Mark | None) -> bool:
    """Whether the running head of the next page shows that the telegram goes on there."""
    if following is None:
        return False
    return head is None or (head.get("section") == following.get("section") and head.get("n") != following.get("n"))


def _closer(rows: Sequence[Line], barred: Container[int], lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of the closing lines, which are read from the foot upwards.

    ``barred`` are the starts of lines with which the search ends: fields, and lines with an aside inside.
    """
    drafted = _drafted(rows, barred, lexicon)
    foot = rows[:drafted][-FOOT:]
    lowest = dict(_lowest(foot, barred, lexicon))
    yield from _signature(foot[: min(lowest, default=len(foot))], barred, lexicon)
    for at, type in sorted(lowest.items()):
        if type:
            yield Mark(foot[at].content, kinds.CLOSING, RULE, attributes=attrs(type=type))
    for row in rows[drafted:]:
        if lexicon.patterns["drafter"].search(row.text.strip()):
            yield Mark(row.content, kinds.INITIALS, RULE)
        else:
            yield Mark(row.content, kinds.CLOSING, RULE, attributes=attrs(type="coordination"))


def _lowest(rows: Sequence[Line], barred: Container[int], lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """The places of the lowest lines, from the bottom upwards, each with its type; empty for a line of the page.

    They are the end of the transmission, the recipients of copies, one a line, and below these the page number and what
    the form prints (RECORD COPY).
    """
    is_form = True
    for at in range(len(rows) - 1, -1, -1):
        text = rows[at].text.strip()[:LONG_LINE]
        content = EDGE_SPECKS.sub("", text)
        sent = TRANSMITTED.fullmatch(text)
        is_printed = (
            SIGNATURE.fullmatch(content) is not None and lexicon.patterns["no heading"].search(content) is not None
        )
        if rows[at].start in barred:
            return
        if sent or lexicon.patterns["listed copy"].match(content):
            type = "distribution" if sent is None else "end" if sent["end"] else ""
            is_form = is_form and not type
            yield at, type
        elif not content or (is_form and (is_printed or DASHED_NUMBER.fullmatch(text))):
            yield at, ""
        else:
            return


def _signature(rows: Sequence[Line], barred: Container[int], lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of the lines that sign a telegram, read from the last of the rows upwards: notes, initials, name."""
    closing, signer = _closing_lines(rows, barred, lexicon)
    is_signed = signer is not None or any(kind == kinds.SIGNED for _, kind in closing)
    if not is_signed and (among := list(_among_specks(rows, barred, lexicon))):
        yield from among
        return
    if signer:
        yield Mark(signer, kinds.SIGNED, RULE)
    for line, kind in reversed(closing):
        yield Mark(line.content, kind, RULE)
        name = EDGE_SPECKS.sub("", line.text.strip())
        if kind == kinds.SIGNED and name != line.text.strip():  # TAYLOR :
            start = line.start + line.text.index(name)
            yield Mark(Span(start, start + len(name)), kinds.PERS_NAME, RULE)
        date = lexicon.calendar.figures.search(line.text) if kind == kinds.POSTSCRIPT else None
        if date:
            yield Mark(Span(*date.span()).moved(line.start), kinds.DATE, RULE)


def _closing_lines(
    rows: Sequence[Line], barred: Container[int], lexicon: Lexicon
) -> tuple[list[tuple[Line, Kind]], Span | None]:
    """The lines that sign a telegram, the lowest first, each with its kind; and a name in the last line of the text."""
    closing: list[tuple[Line, Kind]] = []
    wanted: Sequence[Kind] = ORDER
    for place in range(len(rows) - 1, -1, -1):
        if rows[place].start in barred or len(rows[place].text) >= LONG_LINE:
            break
        content = EDGE_SPECKS.sub("", rows[place].text.strip())
        if not content:
            continue
        kind = kind_of(content, wanted, lexicon)
        if kind is None and kinds.SIGNED in wanted and (signer := _signer_in(rows[place], lexicon)):
            return closing, signer
        above = rows[place - 1].text if place else "."
        is_known = is_signer(content, lexicon) or (kind == kinds.INITIALS and is_signer(above, lexicon))
        named = is_name(above, kind) and is_below_text(rows[: place - 1])
        ended = is_known or SENTENCE_END.search(above) or lexicon.patterns["end of a quotation"].match(above.strip())
        if not kind or (kind != kinds.POSTSCRIPT and not (ended or named)):
            break
        if (
            kind == kinds.INITIALS
            and len(content) >= SHORTEST_NAME
            and SIGNATURE.fullmatch(content)
            and not is_name(above, kind)
        ):
            kind = kinds.SIGNED  # RUSK and BALL are names, not initials
        closing.append((rows[place], kind))
        wanted = ORDER[ORDER.index(kind) :] if kind != kinds.SIGNED else ()
    return closing, None


def _among_specks(rows: Sequence[Line], barred: Container[int], lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of a known signer among specks, and of specks and initials below: ``01 MCGHEE`` / ``4``."""
    for at in range(len(rows) - 1, -1, -1):
        named = AMONG_SPECKS.fullmatch(rows[at].text.strip())
        if rows[at].start in barred:
            return
        if named and is_signer(named["name"], lexicon):
            start = rows[at].content.start
            yield Mark(rows[at].content, kinds.SIGNED, RULE)
            yield Mark(Span(*named.span("name")).moved(start), kinds.PERS_NAME, RULE)
            for row in rows[at + 1 :]:
                kind = kinds.INITIALS if INITIALS.fullmatch(row.text.strip()) else kinds.NOISE
                yield Mark(row.content, kind, RULE, why="below a typed name")
            return
        if len(rows[at].text.strip()) > LONGEST_SPECK:
            return


def _signer_in(row: Line, lexicon: Lexicon) -> Span | None:
    """The name of a known signer after the last sentence of a text, in its line: ``PLEASE ADVISE. VANCE``."""
    signed = SIGNED_IN_LINE.search(row.text) if len(row.text) < LONG_LINE else None
    if signed is None or signed["word"].upper() in lexicon.titles:
        return None
    return Span(*signed.span("name")).moved(row.start) if is_signer(signed["name"], lexicon) else None


def _drafted(rows: Sequence[Line], barred: Container[int], lexicon: Lexicon) -> int:
    """The place of the first of the last rows that say who drafted, approved and cleared a telegram; else their number.

    ``Drafted by: EUR:WE - Mr. Brown`` / ``Clearances: S/S - Mr. White`` / ``G - Mr. Johnson``. Drafter and label may be
    on the same line: ``EUR:WE:JSample:ab 6/12/61      classification approved by:``.
    """
    labelled, patterns = lexicon.patterns.each("below text").get("coordination"), lexicon.patterns
    first = len(rows)
    for at in range(len(rows) - 1, 0, -1):
        text = rows[at].text.strip()
        columns = COLUMNS.split(text)
        is_label = labelled is not None and any(map(labelled.search, columns))
        is_drafter = any(map(patterns["drafter"].search, columns))
        if rows[at].start in barred or not (is_label or is_drafter or patterns["clearance"].search(text)):
            break
        first = at if is_label or is_drafter else first
    return first
