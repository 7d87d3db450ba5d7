"""The running heads of a draft: most of them name the telegram and number the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from teikit.core import Draft, Line, Span, kinds
from teikit.lexicon.lexicon import Lexicon
from teikit.lexicon.patterns import Patterns

TOP = 6  # written lines at the top of a page that may have a running head
FORM = 30  # the same for a page that repeats the form
NEAR = 14  # lines below the head of a CIA message in which the form begins, on its first page
ALIKE = 0.4  # share of pairs of letters that a damaged head has in common with a known one, at least
KNOWN = 3  # characters of a known head with which others are compared, more than
POST_WORDS = 2  # words of an unknown post that ends a head, at most
HEAD = regex.compile(
    r"""^ [ \t]*+ [^\p{L}\p{N}(\[]{0,6} (?: [0-9]\s(?=-) )?
    (?P<dash> [-–—~_=•«°*.“‘'"] | (?<=^)\p{Ll}(?=-|[0-9]=) | (?<=^\s*) ) \s?
    (?P<n> [0-9]{1,3} | (?=-) ) \s?
    (?P<close> [-–—~_=•.»]{1,2} )
    (?P<rest> \s.* | ) $""",
    regex.VERBOSE,
)
"""A page number between dashes, perhaps misread, with what follows it: ``-2- POLTO CIRCULAR 12``, ``_9-``. Specks may
precede it (``7 -3- 2622``, ``: » . —2- 3498``), and the first dash may be lost (``3- 468 to Belgrade``)."""
TELEGRAM_NUMBER = regex.compile(r"^\W*(?P<number>(?:[A-Z]{3,}\.?\s+){0,3}[0-9]{1,6})\b")
"""The number of a telegram at the beginning of the words of a head: ``POLTO CIRCULAR 12``"""
FIRST_RELAYED_PAGE = "01"
"""The number of the page with the header of a relayed telegram: that head is a part of the header."""
MESSAGE_VALUE = regex.compile(r"^\s*+\W{0,3}(?:[0-9]{2}-[0-9]{5,8}|[A-Z]{2,6}|[0-9]{1,2})\W{0,3}$")
"""A value in the head of a CIA message, on a line of its own: ``94-5394206``, ``PL``, ``2``"""


@dataclass(frozen=True)
class Head:
    """A running head of a draft."""

    lines: tuple[Line, ...]
    number: Span  # the place of the page number, with its dashes; empty if the head has none
    n: str  # the page number in digits; empty if the head has none
    rest: str  # the words after it
    is_clear: bool  # whether its dashes are undamaged

    @property
    def span(self) -> Span:
        """All lines of the head with their line ends."""
        return Span(self.lines[0].start, self.lines[-1].next)


def find_heads(draft: Draft, posts: set[str], lexicon: Lexicon) -> Iterator[Head]:
    """The running heads of a draft; in an input that shows no pages, all lines with the full form of one.

    ``posts`` are the names of posts with which a head may end.
    """
    known = [match["rest"].strip() for match in lexicon.patterns["number line"].finditer(draft.text)]
    page_line, tops = lexicon.patterns["page line"], _top_lines(draft)
    begins = {page.start for page in draft.cut_at(kinds.PAGE)}
    taken = -1
    for at, line in enumerate(draft.lines):
        if line.start >= taken and (head := _cable_head(draft, at, begins, lexicon.patterns)):
            taken = head.span.end
            yield head
        match = HEAD.match(line.text) or page_line.match(line.text)
        if match and line.start >= taken and _is_head(match, is_top=line.start in tops, known=known, lexicon=lexicon):
            head = _numbered_head(draft.lines, at, match, posts, lexicon)
            known.append(match["rest"].strip())
            taken = head.span.end
            yield head


def _is_head(match: regex.Match[str], is_top: bool, known: list[str], lexicon: Lexicon) -> bool:
    """Whether a line with a page number is a head: it has the full form of one, or is at the top and looks like one.

    ``known`` are the words of the heads so far, and those of the line with the number of the telegram.
    """
    parts, rest = match.groupdict(), match["rest"].strip()
    if parts["n"] == FIRST_RELAYED_PAGE:
        return False
    if _has_head_form(rest, lexicon):
        return is_top or parts.get("dash") != ""
    if not is_top or "label" in parts:
        return is_top
    is_dashed = bool(parts["dash"] and parts["n"]) and _is_dash(parts["dash"]) and _is_dash(parts["close"])
    return is_dashed or (parts["dash"] != "" and _resembles(rest, known))


def _numbered_head(
    lines: tuple[Line, ...], at: int, match: regex.Match[str], posts: set[str], lexicon: Lexicon
) -> Head:
    """The head in the line at this place, and perhaps in the next line; ``match`` is that of the line."""
    line, parts, rest = lines[at], match.groupdict(), match["rest"].strip()
    begin = match.start("dash" if "dash" in parts else "label")
    number = Span(line.start + begin, line.start + match.start("rest"))
    rows = (line, *_second_line(lines, at, rest, posts, lexicon.patterns))
    words = " ".join([rest, *(row.text.strip() for row in rows[1:])])
    is_clear = "label" in parts or parts["dash"] + parts["close"] in ("--", "––", "——", "-")
    return Head(rows, number, _in_figures(parts["n"], lexicon.collection.numerals), words, is_clear)


def _in_figures(number: str, numerals: tuple[str, ...]) -> str:
    """A page number in digits, even if it is written as a word or with a leading zero."""
    return str(numerals.index(number) + 1) if number in numerals else number.lstrip("0")


def _cable_head(draft: Draft, at: int, begins: set[int], patterns: Patterns) -> Head | None:
    """The head of a page of a CIA cable that begins with a line; ``begins`` are the offsets at which pages begin."""
    return _message_head(draft, at, begins, patterns) or _relay_head(draft, at, begins, patterns)


def _message_head(draft: Draft, at: int, begins: set[int], patterns: Patterns) -> Head | None:
    """The head ``MHFNO: 94-5394206 SENSIND: PL PAGE: 2`` on one line or several; it ends at a page or another head.

    None if there is none, and on the first page, where it is a part of the form.
    """
    if not patterns["message head"].match(draft.lines[at].text):
        return None
    below = _on_the_page(draft, at, begins)
    rows = below[:1]
    bare = _is_bare(rows[0], patterns)
    for line in below[1:]:
        part = patterns["message part"].match(line.text)
        if patterns["message first"].match(line.text):
            break
        if not part and not (bare and MESSAGE_VALUE.match(line.text)):
            break
        rows.append(line)
        bare = _is_bare(line, patterns)
    if any(patterns["form below"].match(line.text) for line in below[len(rows) :]):
        return None
    page = patterns["message page"].search(draft.text, rows[0].start, rows[-1].end)
    start, end = page.span() if page else (rows[0].start, rows[0].start)
    return Head(tuple(rows), Span(start, end), page["n"] if page else "", "", is_clear=True)


def _is_bare(line: Line, patterns: Patterns) -> bool:
    """Whether a line is a label whose value is on another line."""
    part = patterns["message part"].match(line.text)
    return part is not None and not part["value"].strip(" :.")


def _on_the_page(draft: Draft, at: int, begins: set[int]) -> list[Line]:
    """A line and the next ones of its page that are not blank, at most ``NEAR``."""
    following: list[Line] = []
    for line in draft.lines[at : at + 2 * NEAR]:
        if following and line.start in begins:
            break
        if line.text.strip():
            following.append(line)
    return following[:NEAR]


def _relay_head(draft: Draft, at: int, begins: set[int], patterns: Patterns) -> Head | None:
    """The head ``T 644427 EIA574 PAGE 02 IN 203537`` / ``TOR: 021632Z MAR 77 CARA 32384`` of a second or later page."""
    line = draft.lines[at]
    match = patterns["relay head"].match(line.text)
    if not match:
        return None
    rows = tuple(_on_the_page(draft, at, begins)[:2])
    if not patterns["relay time"].match(rows[-1].text):
        rows = rows[:1]
    number = Span(*match.span("page")).moved(line.start)
    return Head(rows, number, str(int(match["n"])), "", is_clear=True)


def _is_dash(mark: str) -> bool:
    """Whether a mark next to a page number has only dashes."""
    return mark.strip("-–—~_=") == ""


def _top_lines(draft: Draft) -> set[int]:
    """The starts of the lines at the top of all pages; empty in an input that shows no pages."""
    starts: set[int] = set()
    if not is_paged(draft):
        return starts
    pages = draft.cut_at(kinds.PAGE)
    for page, label in zip(pages, draft.first_in_each(pages, kinds.LABEL), strict=True):
        top = FORM if label else TOP
        starts |= {line.start for line in draft.written_lines_in(page)[:top]}
    return starts


def _has_head_form(rest: str, lexicon: Lexicon) -> bool:
    """Whether words have the form of a typed head: a telegram number, and a date or a section."""
    dated = lexicon.calendar.day.search(rest) or lexicon.patterns["section"].search(rest)
    return bool(TELEGRAM_NUMBER.match(rest) and dated)


def _resembles(rest: str, known: list[str]) -> bool:
    """Whether the words of a head have enough pairs of letters in common with those of a known one."""
    pairs = _pairs(rest)
    of_known = [_pairs(head) for head in known if len(head) > KNOWN and pairs]
    return any(len(pairs & theirs) >= ALIKE * min(len(pairs), len(theirs)) for theirs in of_known)


def _pairs(text: str) -> set[str]:
    """The pairs of consecutive letters and digits in a text."""
    bare = regex.sub(r"[^A-Z0-9]", "", text.upper())
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


def _second_line(lines: tuple[Line, ...], at: int, rest: str, posts: set[str], patterns: Patterns) -> Iterator[Line]:
    """The second line of a head, perhaps below a blank one: the post after ``FROM``, the rest of ``FROM RIO DE``."""
    line = next((line for line in lines[at + 1 : at + 3] if line.text.strip()), None)
    half = patterns["head post"].search(rest)
    if line is None or not rest or not (half or patterns["open end"].search(rest)):
        return
    words = line.text.strip().strip("*.,:").upper()
    is_post = words in posts or (half is not None and f"{half['post'].upper()} {words}" in posts)
    may_be_post = 0 < len(words.split()) <= POST_WORDS and words.isalpha()
    if is_post or (may_be_post and patterns["ends with from"].search(rest)):
        yield line


def is_paged(draft: Draft) -> bool:
    """Whether the input itself shows where its pages begin, so that they need not be inferred."""
    return sum(not mark.get("inferred") for mark in draft.of_kind(kinds.PAGE)) > 1
