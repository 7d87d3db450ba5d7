"""Find running heads, and pages that can be recognised only by a running head.

What it marks: ``-2- POLTO CIRCULAR 12, OCTOBER 28, 8 PM (SECTION 1 OF 11), FROM / PARIS`` with its page number, the
number of the telegram and its section; ``MHFNO: 94-5394206 SENSIND: PL PAGE: 2``, the head of CIA messages of the
nineties from their second page on; a page before each head if the input shows none there. What it corrects: misread
words of a head (``OCTOBFR``), by the other heads of the document or the usual words of heads; a damaged page number, by
those of the pages before and after.

What it leaves alone: numbered paragraphs (``2. THE``), numbers and dates in a head (they may be evidence: ``1 OF
11`` beside ``11 OF 11``), a dashed number in the middle of the text of a page that begins elsewhere.

How it may be wrong: a list whose items are numbered ``-2-`` and begin with a date.
Seen in: POLTO 12, State Department telegrams of 1961 to 1968, CIA cables (``PAGE 2 MEXI 6817``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import regex

from teikit.core import Certainty, Draft, Edit, Mark, Span, attrs, kinds
from teikit.layers.running_heads import TELEGRAM_NUMBER, TOP, Head, find_heads, is_paged
from teikit.lexicon import Lexicon
from teikit.lexicon.matching import nearest

RULE = "heads"
WRITTEN = regex.compile(r"(?<![^\r\n])[^\r\n\p{L}\p{N}]*+[\p{L}\p{N}][^\r\n]*")  # a line with a letter or a digit
STOPS = ".,:;"  # signs around a word of a head
SHORTEST_WORD = 2  # letters of a word that is corrected, at least
SHORTEST_USUAL = 4  # letters of a word that is corrected by the usual words of heads, at least
FIRST = "1"  # number of the first page of a paper
LONG_MONTH = 5  # letters of a month, above which two of them may be misread, not only one
SHORT_MONTH = 4  # letters of a month, up to which it may be another word: MAY, JUNE


class _HeadWords:
    """The words that running heads have, by which misread ones are corrected.

    ``posts`` are those of the document, ``kept`` words that are right (the posts and the names of series: SECTO is not
    SECTION), ``usual`` those of all running heads, each with the most letters in which it may be misread.
    """

    def __init__(self, every_head: Iterable[Head], posts: set[str], kept: set[str], usual: Mapping[str, int]) -> None:
        self.posts, self.kept, self.usual = posts, kept, usual
        self.counts = Counter(word for head in every_head for word in head.rest.split())
        self._forms: dict[str, list[str]] = {}
        for form in self.counts:
            self._forms.setdefault(form.strip(STOPS), []).append(form)

    def more_frequent(self, word: str, bare: str) -> list[str]:
        """The forms of a ``word`` with other stops around the ``bare`` one that are more than twice as frequent."""
        return [form for form in self._forms.get(bare, ()) if self.counts[form] > 2 * self.counts[word]]


def heads(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Take ``-2- POLTO CIRCULAR 12, OCTOBER 28, 8 PM``; leave ``2. HE STATED``."""
    read = {match["post"].strip().upper() for match in lexicon.patterns["from line"].finditer(draft.text)}
    posts = {post if post in lexicon.posts else nearest(post, lexicon.posts, most=1) or post for post in read}
    every_head = list(find_heads(draft, posts | lexicon.posts.keys(), lexicon))
    kept = posts | {word for series in lexicon.series for word in series.name.split()}
    numbers = _page_numbers(draft, every_head)
    words = _HeadWords(every_head, posts, kept, _expected(lexicon))
    for head in every_head:
        n = numbers.get(head.span.start, head.n)
        yield from _mark(head, n, lexicon)
        yield from _mend(head, n, words)
    yield from _page_breaks(draft, every_head)


def _page_numbers(draft: Draft, every_head: list[Head]) -> dict[int, str]:
    """The damaged page numbers that the neighbouring pages prove: ``_9-`` is 2 before ``-3-`` if no other page is.

    The keys are the starts of their heads. A clear number is right even out of order: whole pages are often withheld.
    The page before a head that names its telegram is 1 if it is the first of the input and has no number.
    """
    if not is_paged(draft):
        return {}
    claimed = {head.n for head in every_head}
    places = [head.span.start for head in every_head]
    of_pages: list[Head | None] = []
    for page in draft.cut_at(kinds.PAGE):
        index = bisect_left(places, page.start)
        of_pages.append(every_head[index] if index < len(every_head) and places[index] < page.end else None)
    numbers = [head.n if head else "" for head in of_pages]
    corrected: dict[int, str] = {}
    for at, head in enumerate(of_pages):
        if head and not head.is_clear:
            before = numbers[at - 1] or (FIRST if at == 1 and head.rest else "") if at else ""
            proven = _proven(head.n, before, numbers[at + 1] if at + 1 < len(numbers) else "")
            if proven != head.n and proven not in claimed:
                corrected[head.span.start] = numbers[at] = proven
    return corrected


def _proven(n: str, before: str, after: str) -> str:
    """A damaged page number by those of the next pages on either side; empty if these have none.

    They must agree. A page that calls itself the first begins another paper, if none goes on after it.
    """
    expected = {str(int(number) + step) for number, step in ((before, 1), (after, -1)) if number}
    return expected.pop() if len(expected) == 1 and (after or n != FIRST) else n


def _expected(lexicon: Lexicon) -> dict[str, int]:
    """The usual words of running heads, each with the most letters in which it may be misread."""
    months = [names[0] for names in lexicon.calendar.months if len(names[0]) > SHORT_MONTH]
    return {**lexicon.collection.head_words, **{month: 1 + (len(month) > LONG_MONTH) for month in months}}


def _mark(head: Head, n: str, lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of a running head, with what it says, and of its page number ``n``."""
    section, post = (lexicon.patterns[use].search(head.rest) for use in ("section", "head post"))
    number, date = TELEGRAM_NUMBER.match(head.rest), lexicon.calendar.day.search(head.rest)
    details = attrs(
        n=n,
        number=" ".join(number["number"].split()).upper() if number else None,
        date=date[0].upper() if date else None,
        section=section["section"].lstrip("0") if section else None,
        of=section["of"].lstrip("0") if section else None,
        post=post["post"].upper() if post else None,
    )
    yield Mark(head.span, kinds.RUNNING_HEAD, RULE, attributes=details)
    if head.number.start < head.number.end:
        yield Mark(head.number, kinds.PAGE_NUMBER, RULE, attributes=attrs(n=n))


def _mend(head: Head, n: str, words: _HeadWords) -> Iterator[Edit]:
    """The corrections of the page number and of the words of a running head."""
    if n != head.n:
        why = f"page {n} by the numbers of the pages around"
        yield Edit(head.number, f"-{n}-", RULE, Certainty.MEDIUM, why=why)
    if not head.rest:
        return
    start = head.number.end
    for line in head.lines:
        for match in regex.finditer(r"\S+", line.text[start - line.start :]):
            span = Span(*match.span()).moved(start)
            new, why = _better(match[0], words)
            if new and new != match[0]:
                yield Edit(span, new, RULE, why=why)
        start = line.next


def _better(word: str, words: _HeadWords) -> tuple[str, str]:
    """How a word of a head reads, and why, by the usual words, then by the other heads; both empty if it stays."""
    bare, tail = word.strip("().,:;"), word[len(word.rstrip(",")) :]
    if any(letter.isdigit() for letter in word) or len(bare) < SHORTEST_WORD or "(" in word:
        return "", ""
    near = None
    if len(bare) >= SHORTEST_USUAL and bare.upper() not in words.kept | words.usual.keys():
        near = next((usual for usual, most in words.usual.items() if nearest(bare.upper(), [usual], most=most)), None)
        near = near or nearest(bare.upper(), words.posts, most=1)
    if near:
        return (near if bare.isupper() or bare.islower() else near.title()) + tail, "a word of every running head"
    if rivals := words.more_frequent(word, bare):
        return max(rivals, key=lambda form: (words.counts[form], form)), "as in the other running heads"
    return "", ""


def _page_breaks(draft: Draft, every_head: list[Head]) -> Iterator[Mark]:
    """The marks of the pages that begin with a running head where no page is marked yet."""
    starts = sorted(draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.PAGE))
    paged = is_paged(draft)
    for head in every_head:
        start = head.span.start
        begun = starts[bisect_right(starts, start) - 1]
        least = TOP - 1 if paged or not head.rest else 1  # written lines of the page before
        if paged and not head.rest:  # far below the top, where the page repeats the form: PAGE 3
            continue
        if start > begun and len(WRITTEN.findall(draft.text, begun, start)) >= least:
            yield Mark(Span(start, start), kinds.PAGE, RULE, attributes=attrs(inferred="yes"))
            insort(starts, start)
