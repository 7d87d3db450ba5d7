"""Find catchwords: the word at the foot of a page with which the next page begins.

What it marks: a word alone on one of the last written lines of a page, in brackets or not, if the next page (or, if
pages are out of order, the page with the next number and the same running head) begins with it. Some lines may precede
it there, such as a running head that was not recognised, and stamps may be below the word. If the next page begins with
an excision, any single word at the foot of a page.

What it leaves alone: signatures and typists' initials, one-word lines elsewhere, a last word whose sentence goes on,
the cells of tables, a label of the form that is on every page (``Date.``).

How it may be wrong: the last line of a page is one word that the next page happens to begin with.
Seen in: POLTO 12 (BELGIAN, WHICH, [DURING], WHILE), typescripts with running heads.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import takewhile

import regex

from teikit.core import Certainty, Draft, Edit, Line, Mark, Span, kinds, overlaps
from teikit.lexicon import Lexicon
from teikit.lexicon.matching import nearest

RULE = "catchwords"
WORD_OR_NUMBER = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}.,'’\"”/-]*")  # a word or number
TWO_LETTERS = regex.compile(
    r"\p{L}\W?\p{L}"
)  # a catchword has these: a lone 2 at the foot of two pages is a page number
CATCH = regex.compile(
    r"^[ \t]*+[^\p{L}\p{N}\[/]{0,8}(?P<word>[\[/]?[\p{L}\p{N}][\p{L}\p{N}.,'’\"”/-]*\]?)[^\p{L}\p{N}\]]{0,8}$"
)
"""A line that may be a catchword: one word, with specks around it; ``/WOULD/`` is typed for ``[WOULD]``."""
SPACE = regex.compile(r"[^\p{L}\p{N}\[\]]*+")
"""The signs before the first word of a page, except the brackets of an excision."""
HEAD = 4  # written lines at the top of a page, with one of which its text begins
FOOT = 5  # written lines at the foot of a page, one of which is its catchword
SHORTEST = 3  # fewest letters of a catchword before text that is withheld
MISREAD = 4  # fewest letters of a word in which one may be misread
PAGES_AHEAD = 11  # pages after a page among which the next page number is looked for
LONG_WORD = regex.compile(r"\p{L}{4,}")  # a word of running text; the archive's mark NLK-99:380 by S/S:CMS has none
WORDS_OF_TEXT = 2  # most long words of a line that is not text of the message


def catchwords(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Take BELGIAN before a page that begins ``BELGIAN OPENED``; leave FINLETTER on the last page."""
    pages = draft.cut_at(kinds.PAGE)
    heads = draft.first_in_each(pages, kinds.RUNNING_HEAD)
    first = {index: _first_words(draft, page) for index, page in enumerate(pages)}
    cut = _begun_by_gaps(draft, pages)
    labels = {field.label.upper() for field in lexicon.fields}
    tables = [draft.to_text_span(mark.span) for mark in draft.of_kind(kinds.TABLE)]
    for index, page in enumerate(pages):
        following = _next_pages(index, heads, len(pages))
        is_withheld = any(not first[number] or number in cut for number in following)
        wanted = [word for number in following for word in first[number]]
        foot = reversed(draft.written_lines_in(page)[-FOOT:])
        outside_tables = takewhile(lambda line: not overlaps(line.whole, tables), foot)
        if mark := _catchword(outside_tables, wanted, labels, is_withheld):
            yield mark


def _catchword(foot: Iterable[Line], wanted: Sequence[str], labels: Container[str], is_withheld: bool) -> Mark | None:
    """The catchword among the lines at the foot of a page, given from the lowest upwards; None if there is none.

    It is one of the words ``wanted``, with which the next page begins, or any word if that page ``is_withheld``.
    """
    for at, line in enumerate(foot):
        match = CATCH.match(line.text)
        if not match or not TWO_LETTERS.search(match["word"]):
            if _is_text(line.text):
                return None  # text of the message: what is above it is not the foot of the page
            continue
        bare = match["word"].strip("[]/?.,'\"’”").upper()
        if bare not in labels and any(_same(bare, word) for word in wanted):
            return _catch(line, match["word"], Certainty.HIGH)
        is_word = bare.isalpha() and len(bare) >= SHORTEST and not match["word"].endswith(".")
        if is_withheld and at == 0 and is_word:
            return _catch(line, match["word"], Certainty.MEDIUM)
    return None


def _begun_by_gaps(draft: Draft, pages: list[Span]) -> set[int]:
    """The numbers, from 0, of the pages whose text begins with an excision."""
    gaps = {draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.GAP) if mark.get("reason") == "redacted"}
    starts = ((index, SPACE.match(draft.text, page.start)) for index, page in enumerate(pages))
    return {index for index, match in starts if match and match.end() in gaps}


def _catch(line: Line, word: str, cert: Certainty) -> Mark:
    """The mark of a catchword: the whole line if there is nothing else on it."""
    start = line.start + line.text.index(word)
    whole = line.text.strip() == word
    span = line.whole if whole else Span(start, start + len(word))
    return Mark(span, kinds.CATCHWORD, RULE, cert=cert)


def _next_pages(index: int, heads: list[Mark | None], count: int) -> list[int]:
    """The pages that may follow a page: the next of the input, and those whose running heads have the next number."""
    head = heads[index]
    after = [index + 1] if index + 1 < count else []
    if head is None:
        return after
    later = [(page, heads[page]) for page in range(index + 2, min(index + 1 + PAGES_AHEAD, count))]
    wanted = (str(int(head.get("n") or 0) + 1), head.get("section"))
    return after + [page for page, mark in later if mark and (mark.get("n"), mark.get("section")) == wanted]


def _first_words(draft: Draft, page: Span) -> list[str]:
    """The words with which a page may begin, in capitals: its first one, and those of its first lines of text.

    Empty for a page without words.
    """
    rows = [(line.text, WORD_OR_NUMBER.search(line.text)) for line in draft.written_lines_in(page)[:HEAD]]
    words = [(match[0], _is_text(text)) for text, match in rows if match]
    return [word.strip("/?.,'\"’”").upper() for at, (word, is_text) in enumerate(words) if at == 0 or is_text]


def _is_text(line: str) -> bool:
    """Whether a line has so many long words that it is text of the message."""
    return len(LONG_WORD.findall(line)) > WORDS_OF_TEXT


def _same(word: str, candidate: str) -> bool:
    """Whether two words are the same, or differ in one letter if they have four letters or more."""
    if not word or not candidate:
        return False
    return word == candidate or (len(word) >= MISREAD and nearest(word, [candidate], most=1) is not None)
