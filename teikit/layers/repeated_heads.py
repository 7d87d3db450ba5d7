"""Heads of later pages that repeat the head of a nearby page, or a line of the header of their document.

HPSCI BRIEFING OUTLINE                   at the head of pages 2 and 3
SUBJECT: Release of JFK Records          in the header of page 1, too
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

import regex

from teikit.layers.facts import PageLine
from teikit.layers.measures import measured
from teikit.layers.named_heads import HEAD_LINES
from teikit.layers.pages import goes_on_to_end, lines_by_page
from teikit.layers.recurrence import DIGITS, is_same, is_same_number
from teikit.lexicon.line_roles import LineRole
from teikit.lexicon.matching import key
from teikit.words.vocabulary import Vocabulary

HEADER_LINES = 14  # lines at the top of the first page that may have its header
LONGEST_HEAD = 70  # characters of a line of a head, at most
LEAST_LETTERS = 8  # letters and digits of a line that is compared, at least
HEAD_WORDS = 7  # long words of a line of a head, at most
CARD_LABELS = 3  # labels on lines of their own on a page that is a card, at least
COPY_LINES = 5  # lines at the head of a page that recur, from which it is a copy of the other page
STOP = regex.compile(r"[.?!]\W{0,2}$")  # Mr. Maheu. I don't recall.
LABELLED = regex.compile(r"\s*\W?\p{L}[\p{L} ]{1,20}:\s*\S")  # SUBJECT: Protection of Names
LABEL_END = regex.compile(r":\W{0,2}$")  # PERSONS/ENTITIES:


def repeated_heads(lines: Sequence[PageLine], stays: Sequence[bool], words: Vocabulary) -> set[int]:
    """The places of the lines at the head of later pages that repeat another head, or a line of the header.

    ``stays`` says of each line whether it stays in the text.
    """
    repeated: set[int] = set()
    for pages in _documents(lines):
        staying = [[at for at in page if stays[at]] for page in pages]
        header = list(takewhile(lambda at: not _is_sentence(lines[at], words), staying[0][:HEADER_LINES]))
        heads = [page[: COPY_LINES + 1] for page in staying]
        for index, head in enumerate(heads[1:], 1):
            heads_near = heads[max(index - 1, 1) : index] + heads[index + 1 : index + 2]
            if sum(LABEL_END.search(lines[at].text) is not None for at in staying[index]) < CARD_LABELS:
                repeated.update(_repeated(lines, head, header, heads_near, words))
    return repeated


def _documents(lines: Sequence[PageLine]) -> Iterator[list[list[int]]]:
    """The pages of each document that has several, with the places of their lines."""
    document: list[list[int]] = []
    for before, page in pairwise([[], *lines_by_page(lines)]):
        if document and not goes_on_to_end(lines, before, page) and not _begins_alike(lines, document[0], page):
            yield document
            document = []
        document.append(page)
    yield document


def _begins_alike(lines: Sequence[PageLine], first: Sequence[int], page: Sequence[int]) -> bool:
    """Whether a page begins with a field that repeats one of the first page of a document: ``SUBJECT: Release of``.

    It has no other field with a label in its head: a page with several begins a document, perhaps about the same event.
    """
    own = [at for at in page if lines[at].known_role in ("", LineRole.FIELD)][:HEADER_LINES]
    fields = [at for at in first[:HEADER_LINES] if LABELLED.match(lines[at].text)]
    labelled = [at for at in own if lines[at].known_role == LineRole.FIELD and LABELLED.match(lines[at].text)]
    is_only_field = labelled == own[:1] and lines[page[0]].genre == lines[first[0]].genre
    return is_only_field and bool(_alike(lines, own[:1], fields))


def _repeated(
    lines: Sequence[PageLine],
    head: Sequence[int],
    header: Sequence[int],
    near: Sequence[Sequence[int]],
    words: Vocabulary,
) -> Sequence[int]:
    """The places of the lines of a running head among the first lines of a page, ``head``.

    ``header`` are the lines of the header of its document, ``near`` the first lines of the pages before and after.
    """
    of_header = _alike(lines, head, header)
    of_pages = [_alike(lines, head, head_near) for head_near in near]
    if any(len(shared) >= COPY_LINES for shared in (of_header, *of_pages)):
        return ()
    of_near = set[int]().union(*of_pages)
    recurring = of_header | of_near
    above_text = takewhile(lambda at: not _is_sentence(lines[at], words), head[:HEAD_LINES])
    alike = [at for at in above_text if at in recurring and _may_be_head(lines[at])]
    if len(alike) == 1 and alike[0] not in of_near and not _shows_head(lines, head, alike[0]):
        return ()
    above = head[: head.index(alike[-1]) + 1] if alike else ()
    is_card = any(LABEL_END.search(lines[at].text) for at in head) and not of_header.issuperset(alike)
    return () if is_card else [at for at in above if at in alike or LABEL_END.search(lines[at].text)]


def _may_be_head(line: PageLine) -> bool:
    """Whether a line above the text may by itself be one of a running head: no label, and not read by another rule."""
    return line.known_role in ("", LineRole.FIELD) and not (
        len(line.text.strip()) > LONGEST_HEAD or LABEL_END.search(line.text)
    )


def _shows_head(lines: Sequence[PageLine], head: Sequence[int], at: int) -> bool:
    """Whether one line is enough to be the head of a page: it has a number (``TDCS-3/566,658``), or a label before it.

    The label may be in the line above: ``SUBJECT:`` / ``Release of JFK Assassination Records``. ``Chief, Contact
    division`` begins a second letter to him, ``MONGOOSE`` is the title of a card.
    """
    text, above = lines[at].text, [lines[place].text for place in head[: head.index(at)]][-1:]
    has_number = any(map(str.isdigit, text))
    return has_number or LABELLED.match(text) is not None or any(map(LABEL_END.search, above))


def _is_sentence(line: PageLine, words: Vocabulary) -> bool:
    """Whether a line that is not a field reads like a sentence, or ends like one."""
    if line.known_role == LineRole.FIELD:
        return False
    measures = measured(line.text, words)
    return STOP.search(line.text) is not None or (measures.is_fluent and measures.long_words > HEAD_WORDS)


def _alike(lines: Sequence[PageLine], head: Sequence[int], model: Sequence[int]) -> set[int]:
    """The places of the lines of a head that are the same as one of the lines ``model``, perhaps misread."""
    return {at for at in head if any(_is_in(lines[at].text, lines[there].text) for there in model)}


def _is_in(line: str, there: str) -> bool:
    """Whether a line is the same as another one, perhaps misread, or a part of a subject; their numbers must agree."""
    wanted, letters = key(line), key(there)
    stretches = (letters[: len(wanted)], letters[-len(wanted) :]) if LABELLED.match(there) else (letters,)
    if len(wanted) < LEAST_LETTERS or not any(is_same(wanted, part) for part in stretches):
        return False
    digits, digits_there = ("".join(DIGITS.findall(text)) for text in (line, there))
    return is_same_number(digits, digits_there)
