"""The form that is printed again at the head of the later pages of a cable or a dispatch.

CABLE SEC DISSEM BY        a line of the form, as on the first page
STAFF                      what the judge may take for a line of a header
T 644427 EI A574 PAGE 02   the number of the cable, and that of its page
HE WAS NO LONGER EMPLOYED  the first line of text, in which the sentence of the page before goes on

CONTINUATION OF
DISPATCH UFAA-4507         the number of the dispatch, which the first page has, too
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

import regex

from teikit.core.genres import CABLE, DISPATCH
from teikit.layers.facts import ENDING, NOTHING, PageLine
from teikit.layers.measures import measured
from teikit.layers.pages import lines_by_page
from teikit.layers.recurrence import is_same
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import LineRole
from teikit.lexicon.matching import key
from teikit.words.vocabulary import Vocabulary

HEAD_LINES = 40  # lines at the head of a page before that may have the form
FOOT_LINES = 15  # lines at its foot, at most: dispatches have their number there
LEAST_PRINTED = 3  # lines of a form that is printed again, or lines that earlier pages have, too, at least
TEXT_WORDS = 3  # known words of two letters or more in a line of text, at least
SENTENCE_WORDS = 7  # known words of a line that is called a field and is a sentence, at least
TEXT_CHANCE = 0.8  # chance of being text or header of a line of text, at least
OWN_CHANCE = 0.9  # chance of being text or header from which a line of the form belongs to a header of its own
MOST_REPEATED = 2  # such lines that are on an earlier page, at most: more belong to a copy of that page
LEAST_LETTERS = 6  # letters and digits of a line that is looked for in others, at least
OF_FORM = (LineRole.FORM, LineRole.STAMP, LineRole.BANNER, LineRole.HEAD)
"""Roles of lines printed or stamped on a form."""
COUNTED = (LineRole.FORM, LineRole.STAMP)
"""Those roles that show that a form is printed, not only a head."""
WORD = regex.compile(r"\p{L}{3}")  # a word, which a printed line has, unlike the number of an archive: 14-00000
ENGINE_MARK = regex.compile(r"#+ ")  # ## Page 2


def forms_again(
    lines: Sequence[PageLine], roles: Sequence[LineRole], kept: Sequence[float], lexicon: Lexicon
) -> set[int]:
    """The places of the lines of a form at the head of the later pages of a cable or a dispatch.

    ``roles`` are the roles of the lines, ``kept`` their chances of being text or header. A page without text, a page
    whose form has a header of its own, and a page after the end of a message without a page number (``PAGE TWO``) are
    left alone.
    """
    again: set[int] = set()
    is_end = lexicon.patterns.each("line shape").get(ENDING, NOTHING).search
    pages = lines_by_page(lines)
    for index, (before, page) in enumerate(pairwise(pages), 1):
        first = lines[page[0]]
        is_later = first.page > first.first_page == lines[before[-1]].first_page
        is_over = any(is_end(lines[at].text) for at in before) and not _is_numbered(lines, page, lexicon)
        if first.genre not in (CABLE, DISPATCH) or not is_later or is_over:
            continue
        wide = _above_sentence(lines, kept, page, lexicon.words)
        own = [places for places in pages[:index] if lines[places[0]].page >= first.first_page]
        known = [key(lines[at].text) for places in own for at in (*places[:HEAD_LINES], *places[-FOOT_LINES:])]
        same = {at for at in wide if _is_in(key(lines[at].text), known)}
        head = _head(lines, roles, kept, page, same, lexicon.words)
        if _is_form(lines, roles, head, same, lexicon) and not _is_own(lines, kept, wide, same):
            again.update(head)
    return again


def _head(
    lines: Sequence[PageLine],
    roles: Sequence[LineRole],
    kept: Sequence[float],
    page: Sequence[int],
    same: set[int],
    words: Vocabulary,
) -> list[int]:
    """The places of the lines above the text of a page, down to the last that is of a form or a header.

    A number that is also on an earlier page, one of the lines ``same``, is such a line, too.
    """

    def is_text(at: int) -> bool:
        least = SENTENCE_WORDS if lines[at].known_role == LineRole.FIELD else TEXT_WORDS
        return kept[at] >= TEXT_CHANCE and measured(lines[at].text, words).known >= least

    def is_of_form(at: int) -> bool:
        is_number = at in same and any(map(str.isdigit, lines[at].text))
        return is_number or lines[at].known_role != "" or roles[at] in (*OF_FORM, LineRole.FIELD)

    above = list(takewhile(lambda at: not is_text(at), page))
    last = max(filter(is_of_form, above), default=-1)
    return [at for at in above if at <= last] if len(above) < len(page) else []


def _is_numbered(lines: Sequence[PageLine], page: Sequence[int], lexicon: Lexicon) -> bool:
    """Whether the head of a page has its number: ``PAGE TWO``. Comments below END OF MESSAGE continue there."""
    return any(lexicon.patterns["page line"].match(lines[at].text) for at in page[:HEAD_LINES])


def _above_sentence(
    lines: Sequence[PageLine], kept: Sequence[float], page: Sequence[int], words: Vocabulary
) -> list[int]:
    """The places of the lines above the first sentence of a page, which may be called a field."""

    def is_sentence(at: int) -> bool:
        measures = measured(lines[at].text, words)
        may_be = kept[at] >= TEXT_CHANCE and measures.is_fluent
        return may_be and (lines[at].known_role != LineRole.FIELD or measures.known >= SENTENCE_WORDS)

    return list(takewhile(lambda at: not is_sentence(at), page))


def _is_form(
    lines: Sequence[PageLine], roles: Sequence[LineRole], head: Sequence[int], same: set[int], lexicon: Lexicon
) -> bool:
    """Whether the head of a page is a form: it has some lines of one, or counts its page, or says that it goes on.

    Lines of a cable that are also on an earlier page (``same``) count as such; attachments repeat those of a dispatch.
    """
    printed = {at for at in head if roles[at] in COUNTED and WORD.search(lines[at].text)}
    repeated = {at for at in head if at in same and lines[at].genre == CABLE}
    texts = (lines[at].text for at in head if not ENGINE_MARK.match(lines[at].text))
    return len(printed | repeated) >= LEAST_PRINTED or any(map(lexicon.patterns["page of a form"].search, texts))


def _is_own(lines: Sequence[PageLine], kept: Sequence[float], head: Sequence[int], same: set[int]) -> bool:
    """Whether the head of a page is the header of another cable, or a copy of the first page.

    Labels without values show neither: ``UNIT:`` / ``EXT:`` / ``DATE:``.
    """
    fields = (at for at in head if kept[at] >= OWN_CHANCE and lines[at].known_role == LineRole.FIELD)
    sure = {at for at in fields if len(key(lines[at].text)) >= LEAST_LETTERS}
    return bool(sure - same) or len(sure) > MOST_REPEATED


def _is_in(wanted: str, known: Sequence[str]) -> bool:
    """Whether a line, as its key, is one of those known, perhaps misread, or a part of one."""
    return len(wanted) >= LEAST_LETTERS and any(wanted in there or is_same(wanted, there) for there in known)
