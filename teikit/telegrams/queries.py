"""Queries to a person about contradictions in a packet, each with its evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from teikit.core import Certainty, Draft, Mark, Span, kinds
from teikit.core.genres import DOCUMENT
from teikit.core.packet import Query, Telegram
from teikit.lexicon import Calendar, Lexicon
from teikit.telegrams.filing import host_of
from teikit.telegrams.pages import LONG_NUMBER

CITED = regex.compile(r"\b(?P<series>[A-Z]{3,10})\s+(?P<number>[0-9]{2,5})\b")
"""A telegram as another cites it: ``POLTO 788``."""
ONES = {"1": "I", "11": "II", "111": "III"}
"""Roman numerals, by the arabic ones that engines read for them."""


def page_queries(telegrams: Sequence[Telegram]) -> Iterator[Query]:
    """Queries about pages: misfiled, missing, twice in the input, out of order."""
    for telegram in telegrams:
        for page in telegram.pages:
            if page.is_moved:
                host = host_of(page, telegrams)
                where = f"among the pages of {host.name}" if host else "by itself"
                message = f"page {page.n} of {telegram.name} was found {where}; its running head says where it belongs"
                yield Query("PAGE-MISFILED", message, page.span.start, is_remark=True)
        for number in telegram.missing:
            after = next(
                (page for page in telegram.pages if page.n.isdigit() and int(page.n) > int(number)), telegram.pages[-1]
            )
            yield Query("PAGE-MISSING", f"page {number} of {telegram.name} is not in the input", after.span.start)
        yield from _sequence(telegram)
    labels = [int(page.label) for telegram in telegrams for page in telegram.pages if page.label]
    if labels != sorted(set(labels)):
        yield Query("PAGE-ORDER", "the page headings of the input repeat or run backwards; its order was kept", 0)


def _sequence(telegram: Telegram) -> Iterator[Query]:
    """Queries about pages of one telegram that occur twice, or run backwards."""
    numbers = [int(page.n) if page.n.isdecimal() and len(page.n) < LONG_NUMBER else 0 for page in telegram.pages]
    for (before, after), page in zip(pairwise(numbers), telegram.pages[1:], strict=True):
        if 0 < after < before and not page.label:
            message = f"page {after} of {telegram.name} comes after page {before}; the order of the input was kept"
            yield Query("PAGE-ORDER", message, page.span.start)
    first = telegram.pages[0]
    if telegram.release > 1 and not first.has_form and first.head:
        message = f"page {first.n} of {telegram.name} is in the input twice; another release was begun with it"
        yield Query("PAGE-TWICE", message, first.span.start)


def telegram_queries(draft: Draft, telegrams: Sequence[Telegram], lexicon: Lexicon) -> Iterator[Query]:
    """Queries about fields, running heads, references and exemption codes that contradict each other."""
    yield from _no_telegram(draft, telegrams)
    yield from _failed_redactions(draft)
    yield from _sections(telegrams)
    starts, owners = _owners(telegrams)
    for telegram in telegrams:
        yield from _hours_differ(draft, telegram, lexicon.calendar)
        yield from _sections_differ(telegram)
        yield from _numbers_differ(telegram)
    yield from _below_ends(draft, starts, owners)
    cited: dict[int, list[tuple[int, regex.Match[str]]]] = {}  # the citations in the text of each telegram
    for match in CITED.finditer(draft.text):
        offset = draft.to_source(Span(*match.span())).start
        cited.setdefault(id(_owner(starts, owners, offset)), []).append((offset, match))
    for mark in draft.of_kind(kinds.FIELD):
        if mark.get("type") == "reference":
            inside = cited.get(id(_owner(starts, owners, mark.span.start)), ())
            yield from _references(draft, mark, inside, lexicon.patterns["circular"])
    yield from _invalid_dates(draft, lexicon.calendar)
    yield from _doubtful_codes(draft)


def _owners(telegrams: Sequence[Telegram]) -> tuple[list[int], list[Telegram]]:
    """The offsets at which the pages begin, in order, and the telegram to which each belongs."""
    pages = sorted((page.span.start, number) for number, telegram in enumerate(telegrams) for page in telegram.pages)
    return [start for start, _ in pages], [telegrams[number] for _, number in pages]


def _owner(starts: Sequence[int], owners: Sequence[Telegram], offset: int) -> Telegram:
    """The telegram whose page contains an offset of the source; the pages of ``owners`` begin at ``starts``."""
    return owners[max(bisect_right(starts, offset) - 1, 0)]


def _invalid_dates(draft: Draft, calendar: Calendar) -> Iterator[Query]:
    """Queries about dates that no calendar has: 31 November."""
    for mark in draft.of_kind(kinds.DATE):
        if wrong := calendar.invalid(draft.source.text[slice(*mark.span)]):
            yield Query("DATE-INVALID", f"{wrong} is not a date", mark.span.start)


def _doubtful_codes(draft: Draft) -> Iterator[Query]:
    """Queries about codes of exemptions that are damaged or have several readings."""
    for mark in draft.of_kind(kinds.EXEMPTION):
        if mark.cert is Certainty.LOW:
            message = f"the code is damaged or has several readings: {mark.why or mark.get('code')}"
            yield Query("EXEMPTION-DOUBTFUL", message, mark.span.start)


def _no_telegram(draft: Draft, telegrams: Sequence[Telegram]) -> Iterator[Query]:
    """A query if nothing says what the input is."""
    if draft.source.text.strip() and all(telegram.genre == DOCUMENT for telegram in telegrams):
        message = (
            "the kind of document was not recognised: there is neither a form nor a running head of a telegram, and "
            "too little that is typical of memoranda, letters or reports; if it is a telegram, mark its header by hand"
        )
        yield Query("NO-TELEGRAM", message, 0)


def _failed_redactions(draft: Draft) -> Iterator[Query]:
    """Queries about redactions that failed, one a page: words that are covered on the page but legible in the file."""
    for page in draft.source.layout.pages if draft.source.layout else ():
        covered = [word for line in page.lines for word in line.words if word.is_covered]
        if covered:
            count = len(covered)
            passages = f"{count} passage{'s' if count > 1 else ''} on this page can be read in the file"
            message = f"{passages}, although something covers {'them' if count > 1 else 'it'}: a redaction that failed"
            yield Query("REDACTION-READABLE", message, covered[0].span.start)


def _sections(telegrams: Sequence[Telegram]) -> Iterator[Query]:
    """A query about sections 1 and 11 of 11 with none between: the typist's I and II, read as arabic numerals."""
    by_number: dict[str, list[Telegram]] = {}
    for telegram in telegrams:
        if telegram.section:
            by_number.setdefault(telegram.number, []).append(telegram)
    for number, parts in by_number.items():
        sections = {part.section for part in parts}
        if len(sections) > 1 and sections <= ONES.keys() and all(part.of in ONES for part in parts):
            for part in parts:
                message = (
                    f"{number}: the input has sections {' and '.join(sorted(sections))} of {part.of} and none between; "
                    f"'{part.section} of {part.of}' may be '{ONES[part.section]} of {ONES[part.of]}'. Left as read."
                )
                yield Query("SECTION-NUMERALS", message, part.pages[0].span.start)


def _hours_differ(draft: Draft, telegram: Telegram, calendar: Calendar) -> Iterator[Query]:
    """A query about a NO line without an hour, if the heads have one."""
    first = telegram.pages[0]
    heads = [page.head for page in telegram.pages if page.head]
    marks = (mark for mark in draft.marks_on(first.span) if mark.kind == kinds.FIELD)
    fields = [field for field in marks if field.get("type") == "number"]
    if not heads or not fields:
        return
    line, head = (draft.source.text[mark.span.start : mark.span.end] for mark in (fields[0], heads[0]))
    if calendar.hour(head) and calendar.day.search(line) and not calendar.hour(line):
        message = f"the NO line has no hour, the running heads have {calendar.hour(head)}"
        yield Query("HOUR-DIFFERS", message, fields[0].span.start)


def _sections_differ(telegram: Telegram) -> Iterator[Query]:
    """A query about heads of one telegram that name different sections."""
    heads = [page.head for page in telegram.pages if page.head and page.head.get("section")]
    sections = {head.get("section") for head in heads}
    if len(sections) > 1:
        message = f"running heads name different sections: {', '.join(sorted(sections))}"
        yield Query("SECTION-DIFFERS", message, heads[0].span.start)


def _numbers_differ(telegram: Telegram) -> Iterator[Query]:
    """Queries about heads whose number differs from the telegram's in one digit: 3305 on page 2 of 3385."""
    for page in telegram.pages:
        number = page.head.get("number") if page.head else ""
        if page.head and is_one_digit_off(number, telegram.number):
            message = f"the running head of page {page.n} has {number}, the telegram is {telegram.number}"
            hint = "a digit was misread, or the page belongs to another telegram; it was kept here"
            yield Query("NUMBER-DIFFERS", f"{message}: {hint}", page.head.span.start)


def _below_ends(draft: Draft, starts: Sequence[int], owners: Sequence[Telegram]) -> Iterator[Query]:
    """Queries about end marks above paragraphs of the same telegram; the pages of ``owners`` begin at ``starts``."""
    last: dict[int, int] = {}  # the start of the last paragraph of each telegram
    for mark in draft.of_kind(kinds.P, kinds.ITEM):
        last[id(_owner(starts, owners, mark.span.start))] = mark.span.start
    for mark in draft.of_kind(kinds.CLOSING):
        owner = _owner(starts, owners, mark.span.start)
        if mark.get("type") == "end" and last.get(id(owner), -1) > mark.span.start:
            message = (
                "there is text below the end mark: the engine may have read the page out of order, or another message "
                "follows; nothing was moved"
            )
            yield Query("TEXT-BELOW-END", message, mark.span.start)


def is_one_digit_off(first: str, second: str) -> bool:
    """Whether two numbers differ in exactly one digit."""
    if len(first) != len(second):
        return False
    different = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and all(map(str.isdigit, different[0]))


def _references(
    draft: Draft, mark: Mark, cited: Sequence[tuple[int, regex.Match[str]]], circular: regex.Pattern[str]
) -> Iterator[Query]:
    """Queries about telegrams cited in the text whose number differs in one digit from one in the reference line.

    The series must agree in their first letters, or both be ``circular`` (CIRC, DEPCIRTEL).
    """
    line = draft.read(mark.span)
    listed = set(regex.findall(r"\b[0-9]{2,5}\b", line))
    asked: set[str] = set()
    for offset, match in cited:
        number, series = match["number"], match["series"]
        near = [listed_number for listed_number in listed if is_one_digit_off(listed_number, number)]
        alike = series[:4] in line or all(map(circular.search, (series, line)))
        if near and alike and number not in listed | asked and not mark.span.start <= offset < mark.span.end:
            asked.add(number)
            message = f"the text cites {match[0]}, the reference line has {' and '.join(sorted(near))}"
            yield Query("REFERENCE-DIFFERS", message, offset)
