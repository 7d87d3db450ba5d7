"""Read what the editors of a printed volume added to a document: its title, its dateline, its footnotes.

What it marks: at the beginning of a document, the title that an editor gave it, with its number (``15. Telegram From
the Embassy in Switzerland to the Department of State``) or, in older volumes, without (``Mr. Sample to Mr. Example.``),
if there is a dateline below it (``Bern, October 28, 1962, 1 p.m.``). In the title it marks sender and addressee; in the
dateline, place and date; around the dateline, the number, the kind of the document and the note of its receipt
(``[Telegram.]``, ``(No. 317.)``, ``[Received June 7.]``). In a telegram it also marks the number with which the text
begins (``1126. For Secretary from Ambassador``), and the name alone below the last sentence. At the end of such a
document it marks the footnotes: ``[1] Source: Department of State``, or ``1 See Document 12.`` if the text refers to
each of them (``in your 312.1``).

In a letter without a title it marks the dateline above a formal salutation, with the lines around it (``No. 47.]`` /
``LEGATION OF THE UNITED STATES,``). Other documents in the same text are parts, each with its title as heading.

What it leaves alone: numbered points and lists of papers, which have no dateline below them; titles without a number
whose parties are neither people nor offices; numbers in the text, which may be references to footnotes; whatever is
below the last footnote.

How it may be wrong: a footnote of several paragraphs has only those before the next footnote; the last footnote has
only its first.
Seen in: Foreign Relations of the United States, as their documents are copied from the web; the British and American
form of printed despatches before 1930.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from teikit.core import Draft, Edit, Kind, Line, Mark, Span, attrs, kinds
from teikit.core.genres import OF_PARTS, POSTED, WIRED
from teikit.fields.by_place.volume_heads import (
    above_salutation,
    below_dateline,
    dateline_of,
    following_titles,
    title_of,
)
from teikit.fields.values.contents import KIND_OF_GROUP
from teikit.layers.footnotes import footnotes
from teikit.lexicon import Lexicon
from teikit.lexicon.pattern_uses import FOOTNOTE_REFERENCE
from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.endings.typed_names import typed_name

RULE = "volumes"
MOST_LABELS = 6  # lines below the dateline among which is the label of the subject: REF / Embtel 312 / SUBJECT
LABELLED = ("reference", "subject")  # fields whose labels are above them
INNER = ("idno", "office", "role")  # groups in the wording of lines that are not names of fields
BEFORE_RECEIPT = " \t\r\n—–-"  # the signs between the parties and a note of receipt
OLD = regex.compile(r",?\s(?P<year>1[78][0-9]{2})\b")  # a year of an earlier century: March 27, 1898
BREAK = regex.compile(r"[\r\n]")  # a character of a line end
TELEGRAM_NUMBER = regex.compile(r"\s*(?P<number>[0-9]{2,5}|(?P<series>\p{L}{3,6})\s[0-9]{1,5})\.\s(?=\S)")
"""The number of a telegram, before its text: ``1126. For Secretary``, ``Secto 9. Following is``"""
CITED = ("TEL", "REF")  # ends of names of series that cite another telegram: Embtel 312, Ref
REFERRED = regex.compile(rf"{FOOTNOTE_REFERENCE}$")  # a name with a reference after it: Sample3
ENDED = regex.compile(rf"[.?!:][\"”’')]*{FOOTNOTE_REFERENCE}?\s*$")
"""The end of the last sentence, with its reference to a footnote: ``new instructions.2``"""
SIGNED = regex.compile(r"\p{Lu}[\p{L}'’]+(?:[ -]\p{Lu}[\p{L}'’]+)?")  # the name of who signed a telegram: McKinney


def volumes(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``15. Telegram From the Embassy in Switzerland to the Department of State``; leave ``15. He said``."""
    begun = draft.of_kind(kinds.DOCUMENT)
    starts = [draft.to_text(mark.span.start) for mark in begun] or [0]
    genres = [mark.get("type") for mark in begun] or [""]
    for (start, end), genre in zip(pairwise([*starts, len(draft.text) + 1]), genres, strict=True):
        rows = draft.written_lines_in(Span(start, end))
        if genre in OF_PARTS:
            yield from _enclosures(rows, lexicon.patterns)
        following = following_titles(rows, lexicon.patterns)
        for further in following:
            yield from _next(rows[further.start : further.stop])
        rows = rows[: following[0].start] if following else rows
        title = title_of(rows, lexicon.patterns)
        dateline = dateline_of(rows, title.stop, lexicon.patterns) if title else 0
        if dateline:
            yield from _document(draft.text, rows, title, dateline, is_wired=genre in WIRED, lexicon=lexicon)
        elif genre in POSTED:
            yield from _saluted(rows, lexicon)


def _document(
    text: str, rows: Sequence[Line], title: range, dateline: int, is_wired: bool, lexicon: Lexicon
) -> Iterator[Mark]:
    """The marks of a document with a title and a dateline, which are at these places of its rows."""
    below = below_dateline(rows, dateline, lexicon.patterns)
    yield from (_field(row.content, "form") for row in rows[: title.start])
    yield from _head(text, [rows[at] for at in title], lexicon.patterns)
    for row in (*rows[title.stop : dateline], *rows[dateline + 1 : below]):
        yield from _line(row, lexicon.patterns)
    yield from _dated(rows[title.stop : dateline + 1], lexicon)
    notes = footnotes(text, rows, below)
    yield from (Mark(note, kinds.FOOTNOTE, RULE) for note in notes)
    free = [row for row in rows[below:] if not any(note.has(row.start) for note in notes)]
    yield from _labelled(rows[below:], lexicon)
    if is_wired:
        yield from _numbered(free, lexicon)
    yield from _signed(free, is_wired, lexicon)


def _saluted(rows: Sequence[Line], lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of the dateline of a letter without a title, and of the lines around it."""
    head, dateline = above_salutation(rows, lexicon.patterns)
    yield from (mark for at in head if at != dateline for mark in _line(rows[at], lexicon.patterns))
    if head:
        yield from _dated(rows[head.start : dateline + 1], lexicon)


def _enclosures(rows: Sequence[Line], patterns: Patterns) -> Iterator[Mark]:
    """The marks of the enclosures of a document, which begin with a heading: ``[Inclosure 1 in No. 47.]``."""
    for row in rows[1:]:
        if patterns["enclosure heading"].match(row.text):
            yield _part(row, "enclosure")


def _next(title: Sequence[Line]) -> Iterator[Mark]:
    """The marks of the next document of a volume: where it begins, and its title as a heading."""
    yield _part(title[0], "document")
    yield Mark(Span(title[0].content.start, title[-1].content.end), kinds.P, RULE, attributes=attrs(type="heading"))


def _part(row: Line, type: str) -> Mark:
    """The mark of the beginning of a part of a document: an enclosure, or the next document of a volume."""
    return Mark(Span(row.start, row.start), kinds.PART, RULE, attributes=attrs(type=type))


def _field(span: Span, type: str, **details: str) -> Mark:
    return Mark(span, kinds.FIELD, RULE, attributes=attrs(type=type, **details))


def _head(text: str, title: Sequence[Line], patterns: Patterns) -> Iterator[Mark]:
    """The marks of a title: the kind of document, and sender and addressee with their names."""
    whole = Span(title[0].content.start, title[-1].content.end)
    parties = patterns["parties in a volume"].match(_on_one_line(text, whole))
    if parties is None:
        yield _field(whole, "form")
        return
    types = [type for type in ("form", "from", "to", "received") if type == "form" or parties[type]]
    begins = [0, *(parties.start(type) for type in types[1:]), len(parties.string)]
    for type, (start, end) in zip(types, pairwise(whole.start + begin for begin in begins), strict=True):
        if end > start:  # a title may have no number
            yield _field(Span(start, start + len(text[start:end].rstrip(BEFORE_RECEIPT))), type)
    for group in ("sender", "addressee"):
        yield from _named(text, Span(*(whole.start + at for at in parties.span(group))), patterns)


def _named(text: str, party: Span, patterns: Patterns) -> Iterator[Mark]:
    """The marks of the names of a party: an office, a person, or an officer's title and name."""
    named = patterns["party in a volume"].fullmatch(_on_one_line(text, party))
    for group, kind in KIND_OF_GROUP.items():
        if named and named[group]:
            yield _mark(Span(*(party.start + at for at in named.span(group))), kind)


def _on_one_line(text: str, span: Span) -> str:
    """A stretch of a text with a space for each character of its line ends."""
    return BREAK.sub(" ", text[slice(*span)])


def _mark(span: Span, kind: Kind, **details: str) -> Mark:
    return Mark(span, kind, RULE, attributes=attrs(**details))


def _dated(rows: Sequence[Line], lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of a dateline, the last of the rows: place and date, and a number before them (``No. 47  Peking``).

    It may begin in the row above: ``LEGATION OF THE UNITED STATES,`` / ``Constantinople, June 4, 1867.``
    """
    row = rows[-1]
    office = lexicon.patterns["line of a head in a volume"].match(rows[-2].text) if len(rows) > 1 else None
    begin = rows[-2] if office and office["office"] else row
    dateline = lexicon.patterns["dateline in a volume"].match(row.text)
    received = row.start + dateline.start("received") if dateline and dateline["received"] else row.content.end
    yield _field(Span(begin.content.start, row.start + len(row.text[: received - row.start].rstrip())), "date")
    if received < row.content.end:  # (Received June 15.), on the same line
        yield _field(Span(received, row.content.end), "received")
    for group, kind in (("place", kinds.PLACE_NAME), ("date", kinds.DATE)):
        if dateline and (text := dateline[group]):
            old = OLD.search(text) if group == "date" else None
            when = lexicon.calendar.when(text.replace(old[0], ""), int(old["year"])) if old else ""
            yield _mark(Span(*(row.start + at for at in dateline.span(group))), kind, when=when or "")
    if dateline:
        yield from _number(row, dateline)


def _line(row: Line, patterns: Patterns) -> Iterator[Mark]:
    """The marks of a line around the dateline, whose pattern names the field: ``[Received June 7.]``."""
    line = patterns["line of a head in a volume"].match(row.text)
    if line:
        yield from (_field(row.content, type) for type, text in line.groupdict().items() if text and type not in INNER)
        if line["role"]:
            yield _mark(Span(*(row.start + at for at in line.span("role"))), kinds.ROLE_NAME)
        yield from _number(row, line)


def _number(row: Line, match: regex.Match[str]) -> Iterator[Mark]:
    """The mark of the number of a message in a line of its head."""
    if number := match["idno"]:
        span = Span(*(row.start + at for at in match.span("idno")))
        yield _mark(span, kinds.IDNO, type="message", number=number)


def _labelled(rows: Sequence[Line], lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of reference and subject, each below its label, which is alone on its line."""
    types = {field.label: field.id for field in lexicon.fields if field.id in LABELLED}
    for label, row in pairwise(rows[: 1 + MOST_LABELS]):
        if type := types.pop(label.text.strip(), ""):
            words = str(len(label.text.split()))
            yield _field(Span(label.content.start, row.content.end), type, label=words)
            if type == "subject":
                return


def _numbered(rows: Sequence[Line], lexicon: Lexicon) -> Iterator[Mark]:
    """The mark of the number before the text of a telegram, with its series if it has one."""
    number = TELEGRAM_NUMBER.match(rows[0].text) if rows else None
    series = (number["series"] or "").upper() if number else ""
    is_own = not series or (series in {entry.name for entry in lexicon.series} and not series.endswith(CITED))
    if number and is_own:
        span = Span(*(rows[0].start + at for at in number.span("number")))
        yield _mark(span, kinds.IDNO, type="message", number=number["number"].upper())


def _signed(rows: Sequence[Line], is_telegram: bool, lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of the name below the text, perhaps with a reference to a footnote: ``McKinney``, ``Sample3``.

    On papers other than telegrams, a name without such a reference is left to the rule endings.
    """
    if len(rows) < 2 or not ENDED.search(rows[-2].text):
        return
    text = rows[-1].text.strip()
    bare = REFERRED.sub("", text).removesuffix("." if is_telegram else "")
    is_name = SIGNED.fullmatch(bare) is not None if is_telegram else bare != text and bool(_typed(bare, lexicon))
    if is_name and not lexicon.patterns["no heading"].search(bare):  # AMERICAN EMBASSY
        content = rows[-1].content
        yield Mark(content, kinds.SIGNED, RULE)
        if bare != text:
            yield _mark(Span(content.start, content.start + len(bare)), kinds.PERS_NAME)


def _typed(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a name with an initial or a given name, and nothing else."""
    name = typed_name(text, lexicon.given_names, lexicon.patterns)
    return name is not None and name.span == (0, len(text))
