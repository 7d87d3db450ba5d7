"""The end of the header of a document: its last field, including lines between and below fields that are not text.

Engines tear forms apart, so that routing boxes, names of officers and scrawls are above and between the fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

import regex

from teikit.core.genres import DOCUMENT
from teikit.core.kinds import CORRESPONDENTS
from teikit.layers.measures import measured
from teikit.lexicon.patterns import Patterns
from teikit.lexicon.salutations import is_salutation
from teikit.paragraphing.points import is_lone, point_of
from teikit.words.vocabulary import Vocabulary

ON_WIRE = "received"  # type of field that only telegrams have: or 13 MAY 71 is text elsewhere
ONLY_IN_HEADERS = frozenset(
    {"date", "to", "from", "cite", "control", "received", "action", "reference", "slug", "info", "subject", "number",
     "precedence", "attention", "via", "originator", "unit"}
)  # fmt: skip
"""Types of field that only a header has; others, such as a distribution, may also be below the text."""
MOST_SALUTED = 40  # lines above the salutation of a letter (letterhead, references, address), at most
SUBJECT = "subject"  # type of field that the header of a part has
BESIDE_SUBJECT = frozenset({"date", "to", "from"})  # types of field of which one is next to it there
OPENING_TYPES = 2  # types of field below other lines that show a header, at least
MOST_ABOVE = 30  # lines above the first field, at most
MOST_REMARK = 3  # lines of a remark above a header, at most
RUNS_BELOW = 4  # first runs of lines and of fields that show such a header, including the remark
MOST_BETWEEN = 14  # lines between two fields, at most
LINES_FOR_FIELD = 4  # lines between two fields for each field directly below them, at most
TRANSMITTED = frozenset({"cite", "received"})  # types of field with which the header of a telegram continues
MOST_GOING_ON = 5  # lines between the last field and the first point of the text, at most
FIRST_POINT = regex.compile(r"\W{0,2}1[a-z]?\W{0,3}")  # the number of the first point alone on its line: 1., la.
CAPTION = regex.compile(r"\W{0,2}(?:[1-9I|][.,]\s?)?\p{Lu}{4,}(?:\s\p{Lu}{2,}){1,4}\s?:")
"""The caption of the text of a report: ``|. REPORT OF FINDINGS:``."""
OF_TEXT = regex.compile(r"^\p{Ll}|:\W?$")  # following information from our; REQUEST POA AS FOLLS:
BEGINNING = regex.compile(
    r"\W*(?:\(\w{1,3}\)|\(?\d?\s?Re\p{L}*(?:\p{Lu}|let|tel)|\w{1,2}[.,)]\s*\p{L}|\p{Lu}{2} \d+-\p{Lu})"
)
"""Possible beginnings of a text without a known word: ``(S)``, ``ReBulet. 2/8/67.``, ``B. MARTI``, ``LA 4396-C*``."""
ENDING = regex.compile(r"(?:\p{L}{3}\.|[:,])$")  # signs with which no scrap ends: SEPTEMoER., AMLEGATION,
NUMBER = regex.compile(r"\d{2}")  # a number, as in what is left of a reference: SRE MASH 0983 (18 24326)
SCRAP_WORDS = 2  # words of a scrap without a number, at most
LONGEST_SCRAP = 45  # characters of a scrap below a header, at most
SCRAP_KNOWN = 0.35  # share of its characters in known words, below which it is a scrap
TEXT_LINES = 4  # lines below it that have text
SENTENCE_WORDS = 8  # long words of a fluent line that is text by itself, at least
LEGIBLE_WORDS = 4  # long words of a legible line, at least
KNOWN_SHARE = 0.5  # share of its long words that are known, at least
LETTER_SHARE = 0.7  # share of its characters that are letters, above which it is legible
FLUENT_LINES = 2  # fluent lines in a row that are text, at least
LEGIBLE_LINES = 3  # legible lines in a row that are text, at least


class PageRow(NamedTuple):
    """A line, or a field, of a page on which a document or a part of one may begin.

    ``start`` is its offset, ``text`` that of a line (empty for a field), ``type`` that of a field.
    """

    start: int
    text: str
    is_field: bool
    type: str = ""


def header_end(rows: Sequence[PageRow], vocabulary: Vocabulary, headed: bool = False) -> int:
    """The start of the last line of a header; -1 if there is no header. ``rows`` are the lines and fields in order.

    It is that of its last field, or of a line that continues it above the first point of the text: ``#ZIP`` / ``1.``
    If the text may be ``headed``, its caption counts as a point: ``DPOB: 17 May 1946`` / ``REPORT OF FINDINGS:``
    """
    end = _last_field(rows, vocabulary)
    below = [row for row in rows if row.start > end] if end >= 0 else []
    lines = list(takewhile(lambda row: not (row.is_field or _is_first_point(row.text, headed)), below))
    is_numbered = len(lines) < len(below) and not below[len(lines)].is_field
    texts = [row.text.strip() for row in lines]
    may_go_on = 0 < len(lines) <= MOST_GOING_ON and not any(_is_of_text(text, vocabulary) for text in texts)
    if is_numbered and may_go_on and not is_text(texts, vocabulary):
        return lines[-1].start
    scraps = 0 if headed else _scraps_above_text(texts, vocabulary)
    return lines[scraps - 1].start if scraps else end


def _scraps_above_text(texts: Sequence[str], vocabulary: Vocabulary) -> int:
    """The number of scraps below a header with text below them: ``Oy oe ~ 242A`` / ``In April 1961, a man``.

    The rest of a slug is a scrap, too (``RIDEGEINESEII``), but not ``(S)``, ``2.`` or ``ReBulet.``.
    """
    scraps = len(list(takewhile(lambda text: _is_scrap(text, vocabulary), texts)))
    is_above_text = is_text(texts[scraps : scraps + TEXT_LINES], vocabulary)
    return scraps if scraps <= MOST_GOING_ON and is_above_text else 0


def _is_of_text(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line below a header continues or introduces a text, and is not a scrap."""
    return OF_TEXT.search(text) is not None and not _is_scrap(text, vocabulary)


def _is_scrap(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line below a header has hardly any known words and begins no text: one or two words, or a number."""
    is_short = len(text) <= LONGEST_SCRAP and (len(text.split()) <= SCRAP_WORDS or NUMBER.search(text) is not None)
    begins_text = BEGINNING.match(text) is not None or is_lone(text) or ENDING.search(text) is not None
    return is_short and not begins_text and measured(text, vocabulary).known_letters < SCRAP_KNOWN


def doubtful_header_end(rows: Sequence[PageRow], vocabulary: Vocabulary, genre: str) -> int:
    """The start of the last field of a header in a document of :data:`~teikit.core.genres.PERHAPS_HEADED`.

    -1 if the document has no header, or if what looks like one is not. A header of a document of unknown genre must
    name addressee or sender, because notes and lists have dates and RE.
    """
    rows = [row._replace(type="") if row.type == ON_WIRE else row for row in rows]
    end = header_end(rows, vocabulary, headed=True)
    types = {row.type for row in rows if row.is_field and row.start <= end}
    return -1 if genre == DOCUMENT and CORRESPONDENTS.isdisjoint(types) else end


def begins_part(rows: Sequence[PageRow], vocabulary: Vocabulary) -> bool:
    """Whether a later page has a header of its own: ``MEMORANDUM FOR:`` / ``SUBJECT:``, above its text.

    ``rows`` are its lines and fields in order. A subject alone may be repeated at the head of later pages, and several
    are a list of papers (``25 June 1963`` / ``RE: John Smith``), unless sender and addressee are there, too;
    distributions are below the text, ``1 - Subject``.
    """
    end = header_end(rows, vocabulary)
    types = [row.type for row in rows if row.is_field and row.start <= end]
    subjects = types.count(SUBJECT)
    is_beside = subjects == 1 and not BESIDE_SUBJECT.isdisjoint(types)
    is_header = is_beside or (subjects > 0 and set(types) >= CORRESPONDENTS)
    return is_header and is_text([row.text for row in rows if row.start > end and not row.is_field], vocabulary)


def _is_first_point(line: str, headed: bool = False) -> bool:
    """Whether a line begins with the first point of a text, or is its number alone, or the caption of the text."""
    if headed and CAPTION.fullmatch(line.strip()):
        return True
    point = point_of(line.strip())
    is_first = point is not None and point.is_plain and point.place == 1 and point.style == "9."
    return is_first or FIRST_POINT.fullmatch(line.strip()) is not None


def _last_field(rows: Sequence[PageRow], vocabulary: Vocabulary) -> int:
    """The start of the last field of a header; -1 if there is no header."""
    end, between = -1, list[PageRow]()
    runs = [(is_field, list(run)) for is_field, run in groupby(rows, lambda row: row.is_field)]
    for at, (is_field, run) in enumerate(runs):
        if not is_field:
            between += run
            if is_text([row.text for row in run], vocabulary) and not _is_remark(runs, at):
                return end
            continue
        own = [row for row in run if row.type in ONLY_IN_HEADERS]
        below = {row.type for are_fields, part in runs[at:] if are_fields for row in part} - {""}
        most = MOST_ABOVE if end < 0 else MOST_BETWEEN
        if end >= 0 and below.isdisjoint(TRANSMITTED):
            most = min(most, LINES_FOR_FIELD * max(len(own), 1))
        if len(between) > most or (end < 0 and between and len(below) < OPENING_TYPES):
            return end
        if own:
            end, between = run[-1].start, []
    return end


def _is_remark(runs: Sequence[tuple[bool, list[PageRow]]], at: int) -> bool:
    """Whether the first lines of a page are a remark above a header that has an addressee and a subject.

    ``Will you let me know`` / ``what you propose doing`` / ``TO:`` / ``SUBJECT:``
    """
    below = {row.type for is_field, run in runs[1:RUNS_BELOW] if is_field for row in run}
    return at == 0 and len(runs[0][1]) <= MOST_REMARK and {"to", SUBJECT} <= below


def salutation_start(rows: Sequence[PageRow], patterns: Patterns) -> int:
    """The start of the salutation of a letter, which ends its header; -1 if there is none in the first lines."""
    return next((row.start for row in rows[:MOST_SALUTED] if is_salutation(row.text, patterns)), -1)


def is_text(lines: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether consecutive lines have text: a point, a sentence, or several legible lines."""
    fluent = legible = 0
    for line in lines:
        point, measures = point_of(line.strip()), measured(line, vocabulary)
        is_first = is_lone(line) and FIRST_POINT.fullmatch(line.strip()) is not None  # 15. alone is noise
        if (point is not None and point.is_plain) or is_first:
            return True
        is_legible = (
            measures.long_words >= LEGIBLE_WORDS
            and measures.known_share >= KNOWN_SHARE
            and measures.letters > LETTER_SHARE
        )
        fluent = fluent + 1 if measures.is_fluent else 0
        legible = legible + 1 if is_legible else 0
        if fluent >= FLUENT_LINES or legible >= LEGIBLE_LINES or (fluent and measures.long_words >= SENTENCE_WORDS):
            return True
    return False
