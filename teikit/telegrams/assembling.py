"""Assembling pages into telegrams: which page belongs to which telegram, and what is contradictory.

Pages are assigned by their running heads, not by their position. Contradictions between heads and fields become a
:class:`Query` for a person; nothing is corrected by a guess.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from teikit.core import Certainty, Decided, Draft, kinds
from teikit.core.genres import COVER, DOCUMENT, SHEET, WIRED
from teikit.core.packet import Packet, Page, Query, Telegram
from teikit.lexicon import Lexicon
from teikit.telegrams.pages import LONG_NUMBER, pages_of
from teikit.telegrams.queries import is_one_digit_off, page_queries, telegram_queries
from teikit.telegrams.sheet_queries import sheet_queries

REMARKS = ("DECISION-MOVED", "DECISION-NO-QUERY", "DECISION-OVERTAKEN")
"""Codes of messages about decisions that are remarks, not questions."""
MOST_PAGES = 3  # highest accepted page number of a telegram, as a multiple of one more than its pages


def assemble(draft: Draft, lexicon: Lexicon) -> Packet:
    """The packet of a corrected draft: its pages assigned to telegrams, with the queries in the order of the text."""
    pages = list(pages_of(draft))
    runs = _with_misfiled_pages_moved(draft, list(_runs(pages)))
    telegrams = _with_releases([_telegram(draft, run) for run in runs])
    if len(telegrams) > 1:
        telegrams = [replace(telegram, id=f"t{number}") for number, telegram in enumerate(telegrams, 1)]
    queries = [*page_queries(telegrams), *telegram_queries(draft, telegrams, lexicon)]
    queries += sheet_queries(draft, telegrams, lexicon)
    queries = list(_answered([*queries, *_of_decisions(draft.decided)], draft.decided))
    return Packet(draft, tuple(telegrams), tuple(sorted(queries, key=lambda query: query.offset)))


def _answered(queries: list[Query], decided: Sequence[Decided]) -> Iterator[Query]:
    """The queries; those that a person has answered become remarks, and so do answers to queries that do not exist."""
    answers = [decision for decision in decided if decision.verdict == "answered" and not decision.open]
    for query in queries:
        answer = next((answer for answer in answers if _is_answer(answer, query)), None)
        if answer and not query.is_remark:
            message = (
                f"{query.message}. Answered by {' and '.join(answer.who)}{f': {answer.note}' if answer.note else ''}"
            )
            query = query._replace(message=message, is_remark=True)
        yield query
    for answer in answers:
        if not any(_is_answer(answer, query) for query in queries):
            message = f"{' and '.join(answer.who)} answered {answer.value}, and nothing of this kind is asked here"
            yield Query("DECISION-NO-QUERY", message, answer.span.start, is_remark=True)


def _is_answer(answer: Decided, query: Query) -> bool:
    """Whether a person's answer is to this query."""
    return answer.value == query.code and answer.span.has(query.offset)


def _of_decisions(decided: Sequence[Decided]) -> Iterator[Query]:
    """Queries about decisions that could not be applied, and remarks on those that were applied at another place."""
    for decision in decided:
        if decision.code:
            yield Query(decision.code, decision.message, decision.span.start, is_remark=decision.code in REMARKS)


def _runs(pages: list[Page]) -> Iterator[list[Page]]:
    """The pages, in order, cut before each document, form and repeated running head, and around each slip sheet."""
    run: list[Page] = []
    heads: set[tuple[str, str, str]] = set()
    for page in pages:
        head = (page.n, *_key(page))
        if run and (_is_alone(page, run[-1]) or _begins_anew(page, run[-1]) or (page.n != "" and head in heads)):
            yield run
            run, heads = [], set()
        run.append(page)
        heads.add(head)
    if run:
        yield run


def _is_alone(page: Page, before: Page) -> bool:
    """Whether a page or the one before it is a slip sheet, or the page has a form that begins a document."""
    return page.has_form or page.begins_input or page.is_cover or before.is_cover


def _begins_anew(page: Page, before: Page) -> bool:
    """Whether a document begins with a page, and its running head does not say that it goes on."""
    is_numbered = page.head is not None and page.head.get("number") != ""
    is_after_sheet = before.document is not None and before.document.get("type") == SHEET
    return page.begins_document and (not is_numbered or is_after_sheet)


def _key(page: Page) -> tuple[str, str]:
    """The number and section of the telegram in the running head of a page; empty without one."""
    return (page.head.get("number"), page.head.get("section")) if page.head else ("", "")


def _run_key(draft: Draft, run: list[Page]) -> tuple[str, str]:
    """The number and section in most running heads of a run; if some are equally frequent, the form's, or the first."""
    counts = Counter(_key(page) for page in run if page.head)
    of_form = _form_key(draft, run[0])[:2] if run[0].has_form and len(counts) > 1 else ("", "")
    return max(counts, key=lambda key: (counts[key], key == of_form), default=("", ""))


def _with_misfiled_pages_moved(draft: Draft, runs: list[list[Page]]) -> list[list[Page]]:
    """Move each page whose running head names another telegram to that telegram, if it lacks the page.

    A telegram in another input must have no page of that number at all: across inputs, a misread head is likelier than
    a misfiled page.
    """
    keys = [_run_key(draft, run) for run in runs]
    inputs = list(accumulate(any(page.begins_input for page in run) for run in runs))
    homes_of = defaultdict(list)
    for home, key in enumerate(keys):
        homes_of[key].append(home)
    moved = [list(run) for run in runs]
    for index, run in enumerate(runs):
        for page in run:
            if not page.head or _key(page) == keys[index] or not page.head.get("section"):
                continue
            named = homes_of.get(_key(page), ())
            homes = [home for home in named if _lacks(runs[home], page, is_of_its_input=inputs[home] == inputs[index])]
            if homes:
                home = min(homes, key=lambda home: abs(home - index))
                moved[index].remove(page)
                filed_with = tuple(beside.order for beside in run if beside is not page)
                moved[home].append(replace(page, filed_with=filed_with))
    return [_in_order(run) for run in moved if run]


def _lacks(run: Sequence[Page], page: Page, is_of_its_input: bool) -> bool:
    """Whether the telegram named in a running head lacks the page; in another input, also any page of its number."""
    return not any(own.n == page.n and (_key(own) == _key(page) or not is_of_its_input) for own in run)


def _in_order(run: list[Page]) -> list[Page]:
    """The pages of a run, sorted by their numbers if a page was moved to it; a page without a number counts as 1."""
    if not any(page.is_moved for page in run):
        return run
    return sorted(run, key=lambda page: (int(page.n) if page.n else 1, page.order))


def _telegram(draft: Draft, run: list[Page]) -> Telegram:
    """The telegram on the pages of a run; its ``id`` is still empty."""
    number, section = _run_key(draft, run)
    heads = [page.head for page in run if page.head]
    of = next((head.get("of") for head in heads if head.get("section") == section), "")
    if run[0].has_form or _is_wired(run):
        number, section, of = _form_key(draft, run[0], number, section, of)
        number = _agreed(draft, run, number)
    genre, cert = _genre(run, number)
    numbered = tuple(_numbered(run))
    document = run[0].document
    subgenre = document.get("subgenre") if document and document.get("type") == genre else ""
    return Telegram("", genre, numbered, number, section, of, missing=_missing(run), cert=cert, subgenre=subgenre)


def _is_wired(run: list[Page]) -> bool:
    """Whether the genre of the pages is sent by wire: a teletype may be typed without a form."""
    return run[0].document is not None and run[0].document.get("type") in WIRED


def _genre(run: list[Page], number: str) -> tuple[str, Certainty]:
    """The genre of the pages of a run, and how certain it is.

    Heads that name a telegram and its day are typed only on telegrams; otherwise the genre counts more than a form.
    """
    document = run[0].document
    genre = document.get("type") if document else ""
    dated = any(page.head.get("number") and page.head.get("date") for page in run if page.head)
    if run[0].is_cover:
        return COVER, Certainty.HIGH
    if document and (genre in WIRED or (genre != DOCUMENT and not dated)):
        return genre, document.cert
    if number or run[0].has_form:
        return "telegram", Certainty.HIGH if dated else Certainty.MEDIUM
    return DOCUMENT, Certainty.MEDIUM


def _form_key(draft: Draft, page: Page, number: str = "", section: str = "", of: str = "") -> tuple[str, str, str]:
    """Number and section from the NO line of the form, if the heads of later pages do not give them.

    In a printed volume the number precedes the text.
    """
    for mark in draft.marks_on(page.span):
        if mark.kind == kinds.IDNO or (mark.kind == kinds.FIELD and mark.get("type") == "number"):
            number = number or mark.get("number")
            section, of = section or mark.get("section"), of or mark.get("of")
    return number, section, of


def _agreed(draft: Draft, run: list[Page], number: str) -> str:
    """The number of a telegram if form and running heads differ in a digit: the more frequent one, else the form's."""
    fields = (mark for mark in draft.marks_on(run[0].span) if mark.kind == kinds.FIELD)
    own = next((field.get("number") for field in fields if field.get("type") == "number"), "")
    if not is_one_digit_off(own, number):
        return number
    heads = [page.head.get("number") for page in run if page.head]
    return number if heads.count(number) > heads.count(own) + 1 else own


def _numbered(run: list[Page]) -> Iterator[Page]:
    """Every page with a number: the one on it, else its heading in the input, else the one after the page before."""
    before = 0
    for page in run:
        n = page.n or page.label or str(before + 1)
        before = int(n) if len(n) < LONG_NUMBER else before + 1
        yield replace(page, n=n)


def _missing(run: list[Page]) -> tuple[str, ...]:
    """The numbers of missing pages, by those typed on the others."""
    if not any(page.n for page in run):
        return ()
    present = set(_counted(run))
    last = max(present)
    return tuple(str(n) for n in range(1, last) if n not in present) if last <= MOST_PAGES * (len(run) + 1) else ()


def _counted(run: list[Page]) -> Iterator[int]:
    """The number of each page: the typed one, else counted on from the page before.

    The headings of the input count the pages of the file. So no page is missing from a document that begins on page 2
    of the file, and none before its ninth page without a number, although the eighth is numbered ``-7-``.
    """
    number, before = 0, ""
    for page in run:
        are_counted = page.label.isdecimal() and before.isdecimal()
        number += max(int(page.label) - int(before), 1) if are_counted else 1
        if 0 < len(page.n) < LONG_NUMBER:
            number = int(page.n)
        yield number
        before = page.label


def _with_releases(telegrams: list[Telegram]) -> list[Telegram]:
    """The telegrams; those of the same number and section are numbered as releases, from 1."""
    seen: dict[tuple[str, str], int] = {}
    numbered = []
    for telegram in telegrams:
        key = (telegram.number, telegram.section)
        if telegram.is_wired and telegram.number:
            seen[key] = seen.get(key, 0) + 1
            telegram = replace(telegram, release=seen[key])
        numbered.append(telegram)
    return numbered
