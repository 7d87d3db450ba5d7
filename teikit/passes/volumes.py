"""Read what the editors of a printed volume put around a document: its title, its dateline, their footnotes.

What it marks: at the beginning of a document, the title that an editor gave it, with its number (``15. Telegram From
the Embassy in Switzerland to the Department of State``), if a dateline stands below it (``Bern, October 28, 1962, 1
p.m.``). In the title it marks sender and addressee, in the dateline place and date. Of a telegram also the number with
which its text begins (``1126. For Secretary from Ambassador``), and the name alone below its last sentence. At the end
of such a document, the footnotes: ``[1] Source: Department of State``, or ``1 See Document 12.`` if the text refers to
each of them (``in your 312.1``).

What it leaves alone: numbered points and lists of papers, which have no dateline below them; figures in the text,
which may be references to footnotes; whatever stands below the last footnote.

How it may be wrong: of a footnote of several paragraphs only those before the next footnote belong to it, of the last
one the first.
Seen in: Foreign Relations of the United States, in the volumes of the fifties and in later ones, as their documents are
copied from the web.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from teikit.core import Draft, Edit, Kind, Line, Mark, Span, attrs, kinds
from teikit.core.genres import WIRED
from teikit.lexicon import Lexicon
from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.typed_names import typed_name

RULE = "volumes"
TITLE_LINES = 3  # lines of a title, at most
FILED = 2  # lines of a document of which one may have the number of its file: No. 335 / 788.00/8-353: Telegram
MOST_LABELS = 6  # lines below the dateline in which the label of the subject stands: REF / Embtel 312 / SUBJECT
BETWEEN = 1  # lines between title and dateline, at most: No. 97
NAMED = {"office": kinds.ORG_NAME, "person": kinds.PERS_NAME, "role": kinds.ROLE_NAME}
"""Kinds of marks by the names of groups in the wording of parties."""
BREAK = regex.compile(r"[\r\n]")  # a character of a line end
NUMBER = regex.compile(r"(?P<number>[0-9]{2,5}|(?P<series>\p{L}{3,6})\s[0-9]{1,5})\.\s(?=\S)")
"""The number of a telegram, before its text: ``1126. For Secretary``, ``Secto 9. Following is``"""
CITED = ("TEL", "REF")  # ends of names of series that cite another telegram: Embtel 312, Ref
REFERENCE = regex.compile(r"\W?\[[0-9]{1,3}\]$|(?<=\p{L})[0-9]{1,2}$")  # to a footnote, behind a name: Sample3
ENDED = regex.compile(r"[.?!:][\"”’')]*(?:\W?\[[0-9]{1,3}\]|[0-9]{1,2})?\s*$")
"""The end of the last sentence, with its reference to a footnote: ``new instructions.2``"""
SIGNED = regex.compile(r"\p{Lu}[\p{L}'’]+(?:[ -]\p{Lu}[\p{L}'’]+)?")  # who signed a telegram: McKinney
FOOTNOTE = regex.compile(r"(?:\[(?P<n>[0-9]{1,3})\]|(?P<n>[0-9]{1,3})\.?)\s(?=\S)")
"""The beginning of a footnote: ``[1] Source:``, ``2 See Document 12.``, ``3. Not printed. ↩``"""


def volumes(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``15. Telegram From the Embassy in Switzerland to the Department of State``; leave ``15. He said``."""
    begun = draft.of_kind(kinds.DOCUMENT)
    starts = [draft.to_text(mark.span.start) for mark in begun] or [0]
    genres = [mark.get("type") for mark in begun] or [""]
    for (start, end), genre in zip(pairwise([*starts, len(draft.text) + 1]), genres, strict=True):
        rows = [line for line in draft.lines if start <= line.start < end and line.text.strip()]
        title = _title(rows, lexicon.patterns)
        dateline = _dateline(rows, title.stop, lexicon.patterns) if title else 0
        if dateline:
            yield from (_field(row.content, "form") for row in rows[: title.start])
            yield from _head(draft.text, [rows[at] for at in title], lexicon.patterns)
            yield from _dated(rows[dateline], lexicon.patterns)
            notes = list(_footnotes(draft.text, rows, dateline + 1))
            yield from notes
            yield from _subject(rows[dateline + 1 :], lexicon)
            text = _free(rows[dateline + 1 :], notes)
            yield from _numbered(text, lexicon) if genre in WIRED else ()
            yield from _signed(text, genre in WIRED, lexicon)


def _title(rows: Sequence[Line], patterns: Patterns) -> range:
    """The places of the lines of the title with which a document begins; empty if it has none.

    Older volumes have the number of the file above the parties: ``788.00/8-353: Telegram``.
    """
    filed = next((at for at, row in enumerate(rows[:FILED]) if patterns["file in a volume"].match(row.text)), None)
    first = 0 if filed is None else filed
    if not rows or (filed is None and not patterns["title in a volume"].match(rows[0].text.strip())):
        return range(0)
    begin = first + 1 if filed is None else filed + 2
    below = (at for at in range(begin, len(rows)) if _is_apart(rows, at) or _is_dateline(rows[at], patterns))
    title = range(first, next(below, len(rows)))
    text = " ".join(rows[at].text.strip() for at in title)
    is_named = filed is None or patterns["parties in a volume"].match(text) is not None
    return title if is_named and len(title) <= TITLE_LINES else range(0)


def _is_apart(rows: Sequence[Line], at: int) -> bool:
    """Whether a blank line stands above a row."""
    return rows[at].start > rows[at - 1].next


def _is_dateline(row: Line, patterns: Patterns) -> bool:
    """Whether a line is a dateline."""
    return patterns["dateline in a volume"].match(row.text.strip()) is not None


def _dateline(rows: Sequence[Line], below: int, patterns: Patterns) -> int:
    """The place of the dateline directly below the first rows of a document; 0 if there is none."""
    near = range(below, min(len(rows), below + 1 + BETWEEN))
    return next((at for at in near if _is_dateline(rows[at], patterns)), 0)


def _field(span: Span, type: str, **details: str) -> Mark:
    return Mark(span, kinds.FIELD, RULE, attributes=attrs(type=type, **details))


def _head(text: str, title: Sequence[Line], patterns: Patterns) -> Iterator[Mark]:
    """The marks of a title: what the document is, sender and addressee with their names."""
    whole = Span(title[0].content.start, title[-1].content.end)
    parties = patterns["parties in a volume"].match(_on_one_line(text, whole))
    if parties is None:
        yield _field(whole, "form")
        return
    begins = [whole.start, whole.start + parties.start("from"), whole.start + parties.start("to"), whole.end]
    for type, (start, end) in zip(("form", "from", "to"), pairwise(begins), strict=True):
        yield _field(Span(start, start + len(text[start:end].rstrip())), type)
    for group in ("sender", "addressee"):
        yield from _named(text, Span(*(whole.start + at for at in parties.span(group))), patterns)


def _named(text: str, party: Span, patterns: Patterns) -> Iterator[Mark]:
    """The marks of the names of a party: an office, a person, or both the title of an officer and his name."""
    named = patterns["party in a volume"].fullmatch(_on_one_line(text, party))
    for group, kind in NAMED.items():
        if named and named[group]:
            yield _mark(Span(*(party.start + at for at in named.span(group))), kind)


def _on_one_line(text: str, span: Span) -> str:
    """A stretch of a text with a blank for each character of its line ends."""
    return BREAK.sub(" ", text[slice(*span)])


def _mark(span: Span, kind: Kind, **details: str) -> Mark:
    return Mark(span, kind, RULE, attributes=attrs(**details))


def _dated(row: Line, patterns: Patterns) -> Iterator[Mark]:
    """The marks of a dateline: place and date."""
    dateline = patterns["dateline in a volume"].match(row.text, row.content.start - row.start)
    yield _field(row.content, "date")
    for group, kind in (("place", kinds.PLACE_NAME), ("date", kinds.DATE)):
        if dateline and dateline[group]:
            yield _mark(Span(*(row.start + at for at in dateline.span(group))), kind)


def _subject(rows: Sequence[Line], lexicon: Lexicon) -> Iterator[Mark]:
    """The mark of the subject below its label, which stands alone on its line."""
    labels = {field.label for field in lexicon.fields if field.id == "subject"}
    for label, row in pairwise(rows[: 1 + MOST_LABELS]):
        if label.text.strip() in labels:
            words = str(len(label.text.split()))
            yield _field(Span(label.content.start, row.content.end), "subject", label=words)
            return


def _free(rows: Sequence[Line], notes: Sequence[Mark]) -> list[Line]:
    """The rows that belong to no footnote."""
    return [row for row in rows if not any(note.span.start <= row.start < note.span.end for note in notes)]


def _numbered(rows: Sequence[Line], lexicon: Lexicon) -> Iterator[Mark]:
    """The mark of the number before the text of a telegram, with its series if it has one."""
    number = NUMBER.match(rows[0].text) if rows else None
    series = (number["series"] or "").upper() if number else ""
    is_own = not series or (series in {known.name for known in lexicon.series} and not series.endswith(CITED))
    if number and is_own:
        span = Span(*(rows[0].start + at for at in number.span("number")))
        yield _mark(span, kinds.IDNO, type="message", number=number["number"].upper())


def _signed(rows: Sequence[Line], is_telegram: bool, lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of the name below the text, perhaps with a reference to a footnote: ``McKinney``, ``T. Sample3``.

    On papers other than telegrams a name without such a reference is found as everywhere.
    """
    if len(rows) < 2 or not ENDED.search(rows[-2].text):
        return
    text = rows[-1].text.strip()
    bare = REFERENCE.sub("", text)
    is_name = SIGNED.fullmatch(bare) is not None if is_telegram else bare != text and bool(_typed(bare, lexicon))
    if is_name:
        content = rows[-1].content
        yield Mark(content, kinds.SIGNED, RULE)
        if bare != text:
            yield _mark(Span(content.start, content.start + len(bare)), kinds.PERS_NAME)


def _typed(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a name with an initial or a given name, and nothing else."""
    name = typed_name(text, lexicon.given_names)
    return name is not None and name.span == (0, len(text))


def _footnotes(text: str, rows: Sequence[Line], below: int) -> Iterator[Mark]:
    """The marks of the footnotes at the end of a document, each up to the next one; row ``below`` is below its head.

    Their numbers begin with 1 and go on by one; to those without brackets the ``text`` above them refers.
    """
    numbered = [(at, note) for at, row in enumerate(rows) if at >= below and (note := FOOTNOTE.match(row.text))]
    notes: list[tuple[int, regex.Match[str]]] = []
    for at, note in reversed(numbered):
        if notes and int(notes[0][1]["n"]) != int(note["n"]) + 1:
            break
        notes.insert(0, (at, note))
    above = text[rows[0].start : rows[notes[0][0]].start] if notes else ""
    if not notes or int(notes[0][1]["n"]) != 1 or not all(_is_referred_to(note, above) for _, note in notes):
        return
    last = notes[-1][0]
    end = next(
        (at for at, (row, below) in enumerate(pairwise(rows)) if at >= last and below.start > row.next), len(rows) - 1
    )
    for at, following in pairwise([*(at for at, _ in notes), end + 1]):
        yield Mark(Span(rows[at].start, rows[following - 1].next), kinds.FOOTNOTE, RULE)


def _is_referred_to(note: regex.Match[str], above: str) -> bool:
    """Whether the number of a footnote stands in brackets, or as a reference in the text above it: ``your 312.1``."""
    return note[0][0] == "[" or regex.search(rf"(?<=[\p{{L}}\p{{P}}]){note['n']}(?![0-9])", above) is not None
