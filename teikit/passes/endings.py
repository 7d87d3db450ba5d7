"""Find what is below the text of a document: end mark, signer, enclosures, distribution.

What it marks in cables: ``END OF MESSAGE``; the lines below it if all are short (officers: ``C/WHD``); above it, the
list ``RELNO: ... ORIG: ...`` of later cables; a comment (``C/S COMMENT: ...``), a postscript, and officers below it.

What it marks in memoranda, letters, dispatches and reports: the last lines, if no line of text is among them. They
begin with a typed name, ``FOR THE DIRECTOR:``, ``Sincerely,``, ``Attachment``, ``Distribution:``, the office of the
signer (``Chief``), the line with the initials of author and typist (``SDB:pam``), or the short lines of a signature
above one of these.

A name below the text is that of the signer. What an engine made of the signature above it is marked as illegible or, if
it has known words or the surname of the signer (``#8/ Edwara P. Sample``), as signed by hand, and so is one unreadable
line above ``Distribution:`` or an office. A name that was read with specks or misread initials counts where names are
expected: below the text and above an office or the recipients of copies. The name of the sender (``Strathern``) counts,
too, and a name alone at the end of a paper that was sent to somebody. Short lines below ``FOR THE DIRECTOR:`` are
signatures, however misread. A name after ``for`` does not show who signed.

What it marks at the foot of any page: a label (``Distribution:``), also beside a stamp, and the initials of author and
typist (``HER/mw`` / ``(8)``); anywhere, the name of the signer below the label of a form (``TYPED NAME AND ORGANIZATION
OF SPECIAL AGENT``).

What it leaves alone: what the rule closers has marked; a name in a sentence; lists at the end of a document; anything
else that is followed by more text, except the end mark of a cable, which is marked wherever it is.

How it may be wrong: a last paragraph of a few short words below a name is taken for an ending; scrawls below a name
that look like words stay in the text.
Seen in: some 40 of 295 files of the JFK records have an end mark, 39 a distribution list, 30 enclosures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from teikit.core import Draft, Edit, Line, Mark, Span, attrs, kinds
from teikit.core.genres import NOT_SIGNED, POSTED, TELEGRAM, WIRED
from teikit.lexicon import Lexicon
from teikit.paragraphing.endings.begins import MOST_SCRAWLS, EndingStart
from teikit.paragraphing.endings.closing_lines import BELOW_TYPIST, COPIES, is_initialled
from teikit.paragraphing.endings.labelled_names import labelled_names
from teikit.paragraphing.endings.last_lines import LastLines
from teikit.paragraphing.endings.lettered import is_lettered
from teikit.paragraphing.endings.officers import is_officer, officers_below, officers_start
from teikit.paragraphing.endings.page_feet import are_free, lines_at_feet
from teikit.paragraphing.endings.parts import BELOW_TEXT, BY_HAND, GOING_ON, parts, with_copies_joined
from teikit.paragraphing.endings.typed_names import senders, surname, typed_name
from teikit.paragraphing.lists.short_lines import is_illegible

RULE = "endings"
MOST_LINES = 40  # most lines at the end of a document that are examined
BROKEN_END = regex.compile(r"\p{L}-(?:\s\S{1,2})?$")
"""The end of a line in which a word is broken, perhaps with a speck after it: ``MORE SPE- Al``."""
NEAR = 4  # most lines from an end mark to the beginning of a comment
LAST = 8  # most lines at the end of a cable without an end mark in which a comment begins
TYPES = ("end", "distribution", "enclosure", "salute", "for", "office", "number", *BELOW_TEXT)
"""The parts of an ending that are marked as closing lines, with the part as their type."""
LONE = regex.compile(r"\W*\p{L}\W*")  # a letter that the engine made of a speck below the text
NUMBERED_POINT = regex.compile(r"\W{0,2}\d{1,2}\s?[.,)]\s?\S")  # 2. THE STATION


def endings(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``END OF MESSAGE`` and ``Distribution:`` at the end; leave ``THE END OF MESSAGE TRAFFIC WAS``."""
    taken = sorted(draft.to_text_span(mark.span) for mark in draft.of_kind(*kinds.blocks()))
    documents = _documents(draft)
    ends = [*(start for start, _ in documents[1:]), len(draft.text) + 1]
    closings: list[Mark] = []
    for (start, genre), end in zip(documents, ends, strict=True):
        rows = draft.written_lines_in(Span(start, end))[-MOST_LINES:]
        if genre not in NOT_SIGNED and rows:
            ending = _Ending(draft, rows, are_free(rows, taken), genre, Span(start, end), lexicon)
            closings += with_copies_joined(ending.marks(), draft.text)
    yield from closings
    taken = sorted([*taken, *(mark.span for mark in closings if mark.kind != kinds.PERS_NAME)])
    for line, name in labelled_names(draft, taken, lexicon.patterns):
        yield Mark(line.content, kinds.SIGNED, RULE)
        yield Mark(name, kinds.PERS_NAME, RULE)
    for line, kind, type in lines_at_feet(draft, taken, lexicon):
        yield Mark(line.content, kind, RULE, attributes=attrs(type=type))


def _documents(draft: Draft) -> list[tuple[int, str]]:
    """The offsets at which documents and enclosures begin, each with the genre of its document."""
    begun = [(draft.to_text(mark.span.start), mark.get("type")) for mark in draft.of_kind(kinds.DOCUMENT)] or [(0, "")]
    genres = dict(begun)
    for start in (draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.PART)):
        genres[start] = next((genre for above, genre in reversed(begun) if above <= start), "")
    return sorted(genres.items())


class _Ending:
    """The last lines of a document, and what each of them is. Lines are named by their places in ``rows``, from 0;
    ``free`` says of each whether no block has it."""

    def __init__(
        self, draft: Draft, rows: Sequence[Line], free: Sequence[bool], genre: str, document: Span, lexicon: Lexicon
    ) -> None:
        self._rows, self._free, self._lexicon = rows, free, lexicon
        self._patterns = lexicon.patterns
        self._is_wired, self._is_posted = genre in WIRED, genre in POSTED
        self._may_be_commented = genre != TELEGRAM  # the text of a telegram has comments of its own
        self._lines = LastLines(rows, senders(draft, document), lexicon)
        self._texts = self._lines.texts
        self._start = EndingStart(self._lines, free, draft.text, self._is_posted)
        self._listing = range(0)  # the lines of the list of officers of a later cable
        self._illegible = draft.illegible_lines

    def marks(self) -> Iterator[Mark]:
        """Mark what is below the text, if anything is."""
        last = len(self._rows)
        end = self._lines.last_end
        comment = self._comment(end) if self._is_wired and (end or self._may_be_commented) else 0
        foot = end or comment or last
        officers = officers_start(self._texts, foot, bool(end), self._patterns) if self._is_wired else 0
        self._listing = range(officers, foot) if officers else range(0)
        first = officers or end or comment or (0 if self._is_wired else self._start.first())
        if not first or not any(self._free[:first]):
            return
        below = range(max(first, end) + 1, comment or last)
        if any(self._lines.is_text(at) for at in below):
            if end and self._free[end]:  # the engine read columns out of order, so only the end mark is sure
                yield from self._closing(end, end + 1)
            below_end = self._start.first() if end and not self._is_wired else 0
            if below_end > end:
                yield from self._closing(below_end, last)
            return
        yield from self._closing(first, comment or last)
        if comment:
            yield from self._postscript(comment)

    def _comment(self, end: int) -> int:
        """The first line of a comment below the end mark, or in the last lines if ``end`` is 0; 0 without a comment."""
        last = len(self._rows)
        below = range(end + 1, min(end + 1 + NEAR, last)) if end else range(max(1, last - LAST), last)
        whole = (at for at in below if not BROKEN_END.search(self._texts[at - 1]))  # SPE- / CIFIC COMMENTS TO YUGOSLAVS
        comments = (at for at in whole if self._free[at] and self._patterns["comment"].match(self._texts[at]))
        return next((at for at in comments if end or not any(map(NUMBERED_POINT.match, self._texts[at:]))), 0)

    def _closing(self, first: int, last: int) -> Iterator[Mark]:
        """The marks of the free lines from ``first`` up to but not including ``last``: signer or closing line."""
        is_listed = False  # whether a distribution, an enclosure or the address of a letter has begun
        signer, named = self._signer(first, last), list(parts(self._lines, first, last))
        hands = self._hands(first, signer, named)
        for at, part in enumerate(named, first):
            if not self._free[at]:
                continue
            if mark := self._aside(at, part, first, signer):
                yield mark
                continue
            is_address = at > signer and self._lines.is_addressed(at)
            is_listed = is_listed or part in GOING_ON or is_address
            content = self._rows[at].content
            may_be_name = is_listed and " " not in self._texts[at]  # Dahlgren, among those who get copies
            if content.start in self._illegible and not (part or may_be_name or at in hands or self._is_wired):
                yield Mark(content, kinds.NOISE, RULE, why="illegible, below the text")  # in a cable a comment
            elif at in self._listing:
                yield _closing_line(content, "officers")
            elif self._is_initialled(at, first):
                yield _below_typist(content, counts=at > first and COPIES.fullmatch(self._texts[at]) is not None)
            elif self._may_sign(at, part, is_signer=at == signer > first) and not self._is_wired and not is_listed:
                yield from self._signed(at)
            elif part == BY_HAND or at in hands:
                yield Mark(content, kinds.SIGNED, RULE, attributes=attrs(type="for" if part else "hand"))
            else:
                is_kind = part in TYPES and not (is_address and part == "office")  # To the Minister for Foreign Affairs
                yield _closing_line(content, part if is_kind else self._type_by_contents(at))

    def _hands(self, first: int, signer: int, named: Sequence[str]) -> set[int]:
        """The lines with what an engine made of a signature, above the typed name or above the ending of the paper.

        ``#8/ Edwara P. Sample`` / ``EDWARD P. SAMPLE``; ``nikweak`` / ``Distribution:``. ``named`` has the part of each
        line from ``first`` on.
        """
        above = {at for at, part in enumerate(named[:MOST_SCRAWLS], first) if not part and self._is_hand(at, signer)}
        if signer > first:
            return {at for at in above if at < signer <= first + MOST_SCRAWLS}
        end = next((at for at, part in enumerate(named, first) if part), first)
        return above if self._is_posted and above == set(range(first, end)) else set()

    def _is_hand(self, at: int, signer: int) -> bool:
        """Whether a line may be a signature: above a name, with letters or the same surname; or illegible."""
        is_hand = self._lines.is_hand(at) and self._lines.may_sign(at) and not self._texts[at].endswith(",")
        if at >= signer:
            return is_hand and is_illegible(self._texts[at], self._lexicon.words)
        name = surname(self._texts[signer])
        return is_hand or (bool(name) and name in self._texts[at].upper())

    def _aside(self, at: int, part: str, first: int, signer: int) -> Mark | None:
        """The mark of a line that is not of the ending: the scrawl above a typed name, or a line of the form."""
        may_be_scrawl = at < signer <= first + MOST_SCRAWLS and part != "salute"  # I am, &c.
        is_scrawled = may_be_scrawl and is_illegible(self._texts[at], self._lexicon.words)
        if is_scrawled or (LONE.fullmatch(self._texts[at]) and not is_lettered(self._texts, at)):
            return Mark(self._rows[at].content, kinds.NOISE, RULE, why="next to a typed name")
        furniture = None if at in self._listing else self._lines.furniture(at)  # CL BY 187203. below REL:
        return Mark(self._rows[at].whole, furniture, RULE, why="below the text") if furniture else None

    def _may_sign(self, at: int, part: str, is_signer: bool) -> bool:
        """Whether a line may be the name of the signer; the signer of a quoted text is not: ``HERTER`` / ``ENDS``."""
        if any(map(self._patterns["end of a quotation"].match, self._texts[at + 1 :])):
            return False
        return part == "signer" or is_signer or (part in ("", "office", BY_HAND) and self._lines.may_be_signer(at))

    def _signer(self, first: int, last: int) -> int:
        """The line of the signer: the first typed name, else the line below the complimentary close, else ``first``."""
        parts = {at: self._lines.part(at) for at in range(first, last) if not self._lines.is_addressed(at)}
        salutes = [at for at, part in parts.items() if part == "salute"]
        below = [at + 1 for at in salutes[-1:] if at + 1 in parts and self._lines.is_hand(at + 1)]
        return next((at for at, part in parts.items() if part == "signer"), below[0] if below else first)

    def _type_by_contents(self, at: int) -> str:
        """The type of a closing line by what it holds: a date alone, in a cable an officer; empty if it is unknown."""
        if self._lexicon.calendar.date.fullmatch(self._texts[at].strip(" .,()")) is not None:
            return "date"
        return "officers" if self._is_wired and is_officer(self._lines, at) else ""

    def _is_initialled(self, at: int, first: int) -> bool:
        """Whether a line has the initials of author and typist, or is the line below them: ``LLS : JMS`` / ``(5)``."""
        is_below = at > first and BELOW_TYPIST.fullmatch(self._texts[at]) is not None
        return is_initialled(self._texts[at - is_below])

    def _signed(self, at: int) -> Iterator[Mark]:
        """The mark of the line of the signer; the name in it is marked, too, if there is anything else on the line."""
        content = self._rows[at].content
        name = typed_name(self._texts[at], self._lexicon.given_names, self._patterns)
        yield Mark(content, kinds.SIGNED, RULE, attributes=attrs(type="for" if name and name.is_for else ""))
        start, end = name.span if name else (0, len(self._texts[at].rstrip(".,:; ")))
        if (start, end) != (0, len(self._texts[at])):
            yield Mark(Span(start, end).moved(content.start), kinds.PERS_NAME, RULE)

    def _postscript(self, comment: int) -> Iterator[Mark]:
        """The mark of the comment that begins with a line, and those of the lines below it: who released the cable."""
        end = next((at for at in range(comment + 1, len(self._rows)) if not self._lines.goes_on(at)), len(self._rows))
        last = next(at for at in range(end - 1, comment - 1, -1) if self._free[at])
        yield Mark(Span(self._rows[comment].content.start, self._rows[last].content.end), kinds.POSTSCRIPT, RULE)
        below = [at for at in range(end, len(self._rows)) if self._free[at]]
        officers = officers_below(self._lines, below)
        yield from (Mark(self._rows[at].content, kinds.POSTSCRIPT, RULE) for at in below if at not in officers)
        for at in officers:
            yield self._aside(at, "", end, end) or _closing_line(self._rows[at].content, self._type_by_contents(at))


def _below_typist(content: Span, counts: bool) -> Mark:
    """The mark of a line with initials, or of the number of copies below it: ``(8)``."""
    return _closing_line(content, "distribution") if counts else Mark(content, kinds.INITIALS, RULE)


def _closing_line(content: Span, type: str) -> Mark:
    """The mark of a closing line; ``type`` is empty if it is unknown."""
    return Mark(content, kinds.CLOSING, RULE, attributes=attrs(type=type))
