"""Find classification and caption lines: SECRET, EYES ONLY, LIMDIS.

What it marks: a line at the edge of a page, or set apart from the text, that holds nothing but a banner, together with
what an engine made of specks next to it (``Ch i SECRET``) or the page number (``2 SECRET``); a banner whose letters are
spaced out (``S-E-C-R-E-T``) or are on a line each; a banner in the top row of a telegram form (``83 SECRET NODIS``), or
one run together with a word of the form (``EYES ONLYAction``). At the edge of a page a garbled banner (``SEGRET``) is
read as the nearest known one. In an input that shows no page breaks it also marks where a page seems to begin: at a
stamp that heads every page, or between two classifications in the middle of the text.

What it leaves alone: lines of a stamp, the same words in a sentence, a word in lower case inside the page
(``_confidential``), captions in lower case, portion marks such as ``(S)``, ``SECRET 262340Z``, a doubtful line inside
the page, words and long numbers next to a banner (``TOP SECRET DINAR``).

How it may be wrong: the last line of a paragraph consists of the one word SECRET.
Seen in: every telegram; SEGRET is the commonest misreading of the JFK texts (1,956 times).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import regex

from teikit.core import Draft, Edit, Line, Mark, Span, attrs, kinds
from teikit.layers.banner_forms import (
    IN_SMALL_LETTERS,
    SPACED,
    BannerForms,
    Placed,
    is_furniture,
    only_specks,
    without_marks,
)
from teikit.layers.banner_pages import TICKED, inferred_pages
from teikit.layers.beside import is_page_number, specks
from teikit.lexicon import Banner, Lexicon

RULE = "banners"
END_BEFORE = regex.compile(r"(?r)(?:\A|\n[ \t]*\r?\n|\r[ \t]*\r|[.!][\"”’)]?[ \t]*(?:\r\n|\r|\n))[ \t]*\Z")
"""The end of a sentence, or a blank line, before a place."""
BLANK_AFTER = regex.compile(r"[ \t]*(?:\Z|(?:\r\n|\r|\n)[ \t]*(?:\r|\n|\Z))")
"""The end of the text, or a blank line, after a place."""
JOINT = regex.compile(r"(\s*[-–—/]+)\s*")
"""The sign that joins two banners, and belongs to the first: ``SECRET - EYES ONLY``, ``SECRET-EYES ONLY``."""
STROKE = regex.compile(r"\s*-\s*")  # with spaces or without, as it was typed: ADMINISTRATIVE- INTERNAL USE ONLY
ABOVE = 80  # most characters above a line among which the end of a sentence is looked for
EDGE = 3  # lines at the top, and as many at the bottom, of a page that are its edge
LONG_LINE = 200  # fewest characters of a line that is too long for a banner
FORM_ROW = 6  # lines at the head of a page in which its form is recognised


def banners(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Take SECRET at the foot of the page; leave ``THE SECRET TALKS``."""
    forms = BannerForms(draft.text, lexicon)
    pages = draft.cut_at(kinds.PAGE)
    if len(pages) == 1:
        starts = list(inferred_pages(draft.written_lines_in(pages[0]), forms, lexicon))
        yield from (Mark(Span(start, start), kinds.PAGE, RULE, attributes=attrs(inferred="yes")) for start in starts)
        pages = [Span(*ends) for ends in pairwise([0, *starts, len(draft.text)])]
    for page in pages:
        lines = [line for line in draft.written_lines_in(page) if len(line.text) < LONG_LINE]
        yield from _on_page(draft.text, [line for line in lines if not TICKED.search(line.text)], forms, lexicon)


def _on_page(text: str, lines: Sequence[Line], forms: BannerForms, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """The marks and corrections of the banners of a page; ``text`` is that of the whole document."""
    sign = lexicon.patterns["form sign"]
    is_form = any(sign.search(line.text) for line in lines[:FORM_ROW])
    columns = list(_columns(lines, forms))
    yield from columns
    lines = [line for line in lines if not any(mark.span.has(line.start) for mark in columns)]
    for at, line in enumerate(lines):
        is_edge = at < EDGE or at >= len(lines) - EDGE
        in_form = is_form and at < FORM_ROW
        placed = forms.in_line(line.text, garbled=is_edge or in_form)
        is_whole = bool(placed) and only_specks(line.text, placed)
        if is_whole and (forms.are_slugs(placed) or _is_part_of_stamp(lines, at, lexicon)):
            continue
        if is_whole and (is_edge or in_form or _is_apart(text, line, lines[at + 1 : at + 2], lexicon)):
            yield from _marks(line, placed, numbered=not in_form)
            if not in_form:
                yield from _specks(line, placed, lexicon)
        else:
            yield from _glued(line, forms, lexicon)


def _columns(lines: Sequence[Line], forms: BannerForms) -> Iterator[Mark]:
    """Banners that the engine read with one letter on each line."""
    for is_letter, group in groupby(lines, lambda line: regex.fullmatch(r"\p{Lu}", line.text.strip()) is not None):
        letters = list(group) if is_letter else []
        banner = forms.spelt("".join(line.text for line in letters))
        if banner:
            yield _mark(Span(letters[0].start, letters[-1].next), banner)


def _is_part_of_stamp(lines: Sequence[Line], at: int, lexicon: Lexicon) -> bool:
    """Whether a line is of one stamp with the line above or below it: ``RETURN TO CIA`` / ``Background Use Only``."""
    names = _stamps(lines[at], lexicon)
    beside = (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])
    return bool(names) and any(names & _stamps(line, lexicon) for line in beside)


def _stamps(line: Line, lexicon: Lexicon) -> set[str]:
    """The names of the stamps in which a line occurs."""
    return {match.stamp.name for match in lexicon.stamp_index.find_all(line.text)}


def _is_apart(text: str, line: Line, below: Sequence[Line], lexicon: Lexicon) -> bool:
    """Whether a line is set apart: below a blank line or the end of a sentence, above a blank line, stamp or specks.

    A word in lower case is never apart: some engines write a blank line below every row, ``is classified`` /
    ``secret``.
    """
    above = text[max(line.start - ABOVE, 0) : line.start]
    if IN_SMALL_LETTERS.fullmatch(line.text.strip()) or not END_BEFORE.search(above):
        return False
    return BLANK_AFTER.match(text, line.end) is not None or any(is_furniture(row.text, lexicon) for row in below)


def _glued(line: Line, forms: BannerForms, lexicon: Lexicon) -> Iterator[Mark]:
    """The mark of a banner that is run together with a word of the form: ``EYES ONLYAction``."""
    glued = lexicon.patterns["glued banner"].search(line.text)
    if glued and glued["banner"] in forms.known:
        start, end = glued.span("banner")
        yield _mark(Span(start, end).moved(line.start), forms.known[glued["banner"]])


def _specks(line: Line, placed: Sequence[Placed], lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of what an engine made of specks next to the banners of a line: ``Ch i SECRET``."""
    for start, end in specks(line.text, [without_marks(line.text, span) for span, _ in placed], lexicon.words):
        why = "next to a banner alone on its line"
        yield Mark(Span(start, end).moved(line.start), kinds.NOISE, RULE, why=why)


def _marks(line: Line, placed: Sequence[Placed], numbered: bool) -> Iterator[Edit | Mark]:
    """The marks of the banners of a line, and the corrections of garbled ones.

    ``numbered`` says that a small number next to the only banner is the page number, and is marked with it.
    """
    begins = [without_marks(line.text, span).start for span, _ in placed]
    for (span, banner), begin in zip(placed, [*begins[1:], 0], strict=True):
        start, end = without_marks(line.text, span)
        bare, place = line.text[start:end], Span(start, end).moved(line.start)
        if STROKE.sub("-", bare.upper()) != STROKE.sub("-", banner.form) and not SPACED.match(bare):
            why = f"nearest to the banner {banner.form}, at the edge of the page"
            yield Edit(place, banner.form, RULE, why=why)
        is_numbered = numbered and is_page_number(line.text, Span(start, end))
        is_alone = len(placed) == 1 and (line.text.strip() == bare or is_numbered)
        joint = JOINT.fullmatch(line.text, end, begin) if begin else None
        place = place if joint is None else Span(place.start, line.start + joint.end(1))
        yield _mark(line.whole if is_alone else place, banner)


def _mark(span: Span, banner: Banner) -> Mark:
    """The mark of a banner."""
    return Mark(span, kinds.named(banner.kind), RULE, attributes=attrs(id=banner.id))
