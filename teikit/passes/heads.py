"""Tell running heads from the text, and find the pages that only they betray.

What it marks: ``-2- POLTO CIRCULAR 12, OCTOBER 28, 8 PM (SECTION 1 OF 11), FROM / PARIS`` with its page number, the
telegram's number and its section; a page before each head where the input shows none. What it mends: words of a head
that the other heads of the document, or the words such heads are made of, show to be misread (``OCTOBFR``); a
page number that contradicts the order of the pages.

What it leaves alone: numbered paragraphs (``2. THE``), numbers and dates in a head (they may be evidence: ``1 OF
11`` beside ``11 OF 11``), a dashed number in the middle of the text of a page that begins elsewhere.

How it may be wrong: a list whose items are numbered ``-2-`` and begin with a date.
Seen in: POLTO 12, State Department telegrams of 1961 to 1968, CIA cables (``PAGE 2 MEXI 6817``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from teikit.lexicon import Lexicon
from teikit.lexicon.matching import nearest
from teikit.text import Certainty, Draft, Edit, Line, Mark, Span, attrs

RULE = "heads"
TOP = 6
MONTHS = "JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
HEAD = regex.compile(
    r"""^ [^\p{L}\p{N}(\[]{0,3}
    (?P<dash> [-–—~_=•«°.“‘'"] | (?<=^)\p{Ll}(?=-|[0-9]=) ) \s?
    (?P<n> [0-9]{1,3} | (?=-) ) \s?
    (?P<close> [-–—~_=•.»]{1,2} )
    (?P<rest> \s.* | ) $""",
    regex.VERBOSE,
)
NUMBERS = ("TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
CABLE_PAGE = regex.compile(
    rf"""^ \W{{0,3}} (?P<label> PAGE ) \s+ (?P<n> [0-9]{{1,3}} | {"|".join(NUMBERS)} ) \b
    (?P<rest> \s+ (?: OF\s+[0-9]+ | [A-Z]{{4,12}}\s+[0-9]{{3,6}} )? .{{0,24}} | ) $""",
    regex.VERBOSE,
)
NUMBER_WORDS = {word: str(n) for n, word in enumerate(NUMBERS, 2)}
SECTION = regex.compile(
    r"\(?\bS[A-Z]{1,2}CTION\s+(?P<section>[0-9IVXl]{1,4})\s+OF\s+(?P<of>[0-9IVXl]{1,4})\b", regex.IGNORECASE
)
NUMBER = regex.compile(r"^\W*(?P<number>(?:[A-Z]{3,}\.?\s+){0,3}[0-9]{1,6})\b")
DATE = regex.compile(rf"\b(?:{MONTHS})\s+[0-9]{{1,2}}\b", regex.IGNORECASE)
POST = regex.compile(r"\bFR[A-Z]{1,2}[.:]?\s+(?P<post>\p{L}[\p{L} .'-]+?)\W*$", regex.IGNORECASE)
OPEN_END = regex.compile(r"(?:,|\bF[A-Z]{1,2}[A-Z.:]{0,2})\s*$")
NUMBER_LINE = regex.compile(r"(?m)(?:^\W{0,3}|\s)N[Oo0]\s?[:.;'’]\s*(?P<rest>[A-Z0-9].*)$")
FROM_LINE = regex.compile(r"(?mi)^\W{0,3}(?:\S{1,3}\s+)?FROM\s?[:;]\s*(?P<post>\p{L}[\p{L} .'-]*)")
WRITTEN = regex.compile(r"[^\r\n]*\S[^\r\n]*")
HEAD_WORDS = {
    "FROM": 1,
    "SECTION": 2,
    **{month: 1 if len(month) < 6 else 2 for month in MONTHS.split("|") if len(month) > 4},
}


@dataclass(frozen=True)
class Head:
    """A running head as found: its lines, the page number (``clear`` if its dashes are), and the words after it."""

    lines: tuple[Line, ...]
    number: Span
    n: str
    rest: str
    clear: bool

    @property
    def span(self) -> Span:
        """All lines of the head, line ends included."""
        return Span(self.lines[0].start, self.lines[-1].next)


def heads(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Take ``-2- POLTO CIRCULAR 12, OCTOBER 28, 8 PM``; leave ``2. HE STATED``."""
    posts = {match["post"].strip().upper() for match in FROM_LINE.finditer(draft.text)}
    found = list(_find(draft, posts | lexicon.posts.keys()))
    numbers = _page_numbers(draft, found)
    for head in found:
        n = numbers.get(head.span.start, head.n)
        yield from _mark(head, n)
        yield from _mend(head, n, found, posts)
    yield from _page_breaks(draft, found)


def _find(draft: Draft, posts: set[str]) -> Iterator[Head]:
    """The heads of all pages; where the input shows no pages, any line that has the full form of one."""
    paged = _is_paged(draft)
    known = [match["rest"].strip() for match in NUMBER_LINE.finditer(draft.text)]
    tops = _top_lines(draft)
    taken = -1
    for index, line in enumerate(draft.lines):
        match = HEAD.match(line.text) or CABLE_PAGE.match(line.text)
        if not match or line.start < taken:
            continue
        n, rest = NUMBER_WORDS.get(match["n"], match["n"]), match["rest"].strip()
        strict = _has_head_form(rest)
        top = line.start in tops
        dashed = (
            "dash" in match.groupdict() and match["n"] != "" and _is_dash(match["dash"]) and _is_dash(match["close"])
        )
        if not (strict or (top and (dashed or _resembles(rest, known) or "label" in match.groupdict()))):
            continue
        if paged and not top and not strict:
            continue
        number = Span(
            line.start + match.start("dash" if "dash" in match.groupdict() else "label"),
            line.start + match.start("rest"),
        )
        clear = "label" in match.groupdict() or match["dash"] + match["close"] in ("--", "––", "——")
        rows = (line, *_second_line(draft.lines, index, rest, posts))
        known.append(rest)
        taken = rows[-1].next
        yield Head(rows, number, n, " ".join([rest, *(row.text.strip() for row in rows[1:])]), clear)


def _is_dash(mark: str) -> bool:
    return mark.strip("-–—~_=") == ""


def _top_lines(draft: Draft) -> set[int]:
    starts: set[int] = set()
    if not _is_paged(draft):
        return starts
    pages = draft.cut_at("page")
    for page in pages:
        starts |= {line.start for line in [line for line in draft.lines_in(page) if line.text.strip()][:TOP]}
    return starts


def _has_head_form(rest: str) -> bool:
    """A telegram number, and a date or a section, as the typist put them at the head of a page."""
    return bool(NUMBER.match(rest) and (DATE.search(rest) or SECTION.search(rest)))


def _resembles(rest: str, known: list[str]) -> bool:
    letters = set(_grams(rest))
    return any(
        len(letters & set(_grams(other))) >= 0.4 * min(len(letters), len(set(_grams(other))))
        for other in known
        if len(other) > 3 and letters
    )


def _grams(text: str) -> Iterator[str]:
    bare = regex.sub(r"[^A-Z0-9]", "", text.upper())
    return (bare[i : i + 2] for i in range(len(bare) - 1))


def _second_line(lines: tuple[Line, ...], index: int, rest: str, posts: set[str]) -> Iterator[Line]:
    """The post, where ``FROM`` ended the first line."""
    if rest and OPEN_END.search(rest) and index + 1 < len(lines):
        line = lines[index + 1]
        words = line.text.strip().strip("*.,:").upper()
        if words in posts or (
            0 < len(words.split()) <= 2 and words.isalpha() and rest.upper().rstrip(":. ").endswith("FROM")
        ):
            yield line


def _page_numbers(draft: Draft, found: list[Head]) -> dict[int, str]:
    """Damaged page numbers that the order of the pages corrects: ``_9-`` after page 1, where no other page is 2.

    A clear number is right even if it does not follow: whole pages are withheld often enough.
    """
    if not _is_paged(draft):
        return {}
    claimed = {head.n for head in found}
    places = [head.span.start for head in found]
    corrected: dict[int, str] = {}
    before = 0
    for page in draft.cut_at("page"):
        index = bisect_left(places, page.start)
        head = found[index] if index < len(found) and places[index] < page.end else None
        n = head.n if head else "1"
        expected = str(before + 1)
        if head and not head.clear and n != expected and expected not in claimed:
            corrected[head.span.start] = n = expected
        before = int(n or 0)
    return corrected


def _mark(head: Head, n: str) -> Iterator[Mark]:
    section, number, post = SECTION.search(head.rest), NUMBER.match(head.rest), POST.search(head.rest)
    date = DATE.search(head.rest)
    details = attrs(
        n=n,
        number=" ".join(number["number"].split()).upper() if number else None,
        date=date[0].upper() if date else None,
        section=section["section"] if section else None,
        of=section["of"] if section else None,
        post=post["post"].upper() if post else None,
    )
    yield Mark(head.span, "header", RULE, aside=True, attributes=details)
    yield Mark(head.number, "pageNum", RULE, attributes=attrs(n=n))


def _mend(head: Head, n: str, found: list[Head], posts: set[str]) -> Iterator[Edit]:
    if n != head.n:
        why = f"page {n} of the telegram by the order of the pages"
        yield Edit(head.number, f"-{n}-", RULE, Certainty.MEDIUM, why=why)
    rows = [other.rest.split() for other in found]
    start = head.number.end
    for line in head.lines:
        for match in regex.finditer(r"\S+", line.text[start - line.start :]):
            span = Span(start + match.start(), start + match.end())
            new, why = _better(match[0], rows, posts)
            if new and new != match[0]:
                yield Edit(span, new, RULE, why=why)
        start = line.next


def _better(word: str, rows: list[list[str]], posts: set[str]) -> tuple[str, str]:
    """The word that a word of a head stands for, by the words of such heads, then by the other heads."""
    bare, tail = word.strip("().,:;"), word[len(word.rstrip(",")) :]
    if any(letter.isdigit() for letter in word) or len(bare) < 2 or "(" in word:
        return "", ""
    near = None
    if len(bare) > 3 and bare.upper() not in posts | HEAD_WORDS.keys():
        near = next((known for known, most in HEAD_WORDS.items() if nearest(bare.upper(), [known], most=most)), None)
        near = near or nearest(bare.upper(), posts, most=1)
    if near:
        return (near if bare.isupper() or bare.islower() else near.title()) + tail, "a word of every running head"
    counts = Counter(token for row in rows for token in row)
    rivals = [
        other for other in counts if other.strip(".,:;") == bare and other != word and counts[other] > 2 * counts[word]
    ]
    if rivals:
        return max(rivals, key=lambda other: (counts[other], other)), "as the other running heads have it"
    return "", ""


def _page_breaks(draft: Draft, found: list[Head]) -> Iterator[Mark]:
    """Pages that begin with a head, where no page begins yet."""
    starts = sorted(draft.to_text(mark.span.start) for mark in draft.of_kind("page"))
    apart = TOP - 1 if _is_paged(draft) else 1
    for head in found:
        start = head.span.start
        begun = starts[bisect_right(starts, start) - 1]
        if start > begun and len(WRITTEN.findall(draft.text, begun, start)) >= apart:
            yield Mark(Span(start, start), "page", RULE, attributes=attrs(inferred="yes"))
            insort(starts, start)


def _is_paged(draft: Draft) -> bool:
    """Whether the input itself shows where its pages begin."""
    return sum(not mark.get("inferred") for mark in draft.of_kind("page")) > 1
