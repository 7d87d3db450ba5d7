"""Judge each line that no other rule knows: text, header, form, banner, or what was put on the page later.

What it marks: lines that a page carries beside its message, by the sum of many small facts (``teikit/layers``): words
of a form (``RELEASING OFFICER``, ``CISSEMINATION CONTAOLS``), stamps, release notices and record numbers of the
archive, banners, running heads and page numbers; dates as stamps print them (``16 FEB 24 1960``); a number between
dashes (``-19 -``); a number alone below the text of a page, or a long one above it (``5797``); the number of a file at
the head of a later page (``NK 166-208``); and illegible lines, which an engine made of handwriting, specks or a
photostat (``fA Dre ty iN Fg``), and so short figures that belong to nothing on their page (``÷81``): they become notes
of the type illegible and are not corrected.

What it leaves alone: documents of a few lines, slip sheets, what other rules have read, numbers that may be content
(``2.``, ``'60``, ``4818``, the cents of a table, ``125.00``), and every line with more than a small chance of being
text or header. That limit was set so that hardly any line of a message is lost in documents labelled by hand; it is
higher where lines are whole rows, not parted by blank lines, but not for surnames (``ROUNTRE E``). Such a line stays in
the text. It is called unclear if it is most likely illegible, is not all in capitals and has neither a known word of
three letters nor a number (``ee Sa``): then its words are not corrected, and it begins no paragraph inside a sentence.

How it may be wrong: garbled labels of forms stay in the text; a garbled line of the header is taken for a line of a
form or for illegible.
Seen in: cables, memoranda, dispatches and forms of the JFK records, read by two engines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from teikit.core import Certainty, Draft, Edit, Mark, Span, attrs, kinds
from teikit.layers.edges import is_figure_at_edge
from teikit.layers.facts import PageLine, facts
from teikit.layers.figures import is_stray, may_be_content, pages_of_amounts
from teikit.layers.measures import is_airy, measured
from teikit.layers.rows import JudgedLine, judged_lines, stretches_apart, untouched
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import KEPT, LineRole

RULE = "lines"
FEWEST = 12  # lines of a document that is judged, at least: fewer do not show what the page looks like
LONGEST = 40  # characters of a line that is recognised by its pattern alone, at most
TYPED = regex.compile(r"\d\d|\w/\w|\w:|^\W*\w{1,2}[.)]")
"""Signs that a line was typed, though no word of it is known: ``b.``, ``Uhb:``, ``SStetson/ep``, ``Sept. 50``"""
DASHED_NUMBER = regex.compile(r"\W?\s?[-–—=~+]\s?\d{1,3}\s?[-–—=~+]\s?\W?")  # of a page: -19 -, = 28 =
TOP = 2  # lines at the head of a page in which its file number stands, at most
SENTENCE = 5  # words of a line of a form that is no value, at least
HALF_READ = 0.4  # share of the characters of a line of noise that stand in known words, at most: Wo ee gas Mr
CAPITALS = 4  # letters of a line in capitals, at least
CAPITAL_SHARE = 0.75  # share of its letters that are capitals, at least
Chances = Mapping[LineRole, float]
"""The chance of each role of a line, 0 to 1."""
STAMPS = {LineRole.STAMP: "other", LineRole.RECORD: "release"}
"""Types of stamps in the TEI by the roles of lines."""
KINDS = {
    LineRole.FORM: kinds.LABEL,
    LineRole.STAMP: kinds.STAMP,
    LineRole.RECORD: kinds.STAMP,
    LineRole.BANNER: kinds.BANNER,
    LineRole.HEAD: kinds.HEADER,
    LineRole.SCRAP: kinds.NOISE,
}
"""Kinds of marks by the roles of the lines that are set aside."""

STRAY_FIGURE = Mark(Span(0, 0), kinds.NOISE, RULE, why="a figure that belongs to nothing")
FIGURE_AT_EDGE = Mark(Span(0, 0), kinds.HEADER, RULE, why="a figure alone at the edge of the page")


def lines(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Set ``REPRODUCTION BY OTHER THAN`` aside; leave ``THE REPRODUCTION OF THE MAP``."""
    rows = judged_lines(draft)
    if len(rows) < FEWEST:
        return
    page_lines = [row.page_line for row in rows]
    chances = lexicon.line_judge.chances(facts(page_lines, lexicon, lexicon.line_letters))
    apart = stretches_apart(draft)
    roles = list(_roles(page_lines, chances, lexicon))
    stays = [role in KEPT for role in roles]
    for at, (row, chance, role) in enumerate(zip(rows, chances, roles, strict=True)):
        known = None if row.page_line.known_role else _known(rows, at, lexicon)
        if not known and not row.page_line.known_role:
            known = _figure(page_lines, stays, at, _kept(chance))
        if known:
            span = untouched(draft, row.line, apart)
            if span:
                yield replace(known, span=span)
            continue
        is_unclear = role in KEPT and _is_unclear(row.page_line.text, chance, lexicon)
        may_change = (role in KINDS or is_unclear) and not row.page_line.known_role
        span = untouched(draft, row.line, apart) if may_change else None
        if span and is_unclear:
            yield _unclear(draft, span, chance[LineRole.SCRAP])
        elif span:
            yield _mark(span, role, 1 - _kept(chance))


def _roles(lines: Sequence[PageLine], chances: Sequence[Chances], lexicon: Lexicon) -> Iterator[LineRole]:
    """The role of each line: what another rule has told, else the one judged; a figure that may be content is text."""
    tables = pages_of_amounts(lines)
    dense = not is_airy([line.blank for line in lines])
    for at, (line, chance) in enumerate(zip(lines, chances, strict=True)):
        if line.known_role:
            yield LineRole(line.known_role)
            continue
        in_table = line.page in tables
        judged = lexicon.line_judge.role(chance) if in_table else _judged(line.text, chance, lexicon, dense)
        may_be_figure = judged in (LineRole.SCRAP, LineRole.FORM) and may_be_content(lines, at)
        yield LineRole.TEXT if may_be_figure else judged


def _judged(text: str, chance: Chances, lexicon: Lexicon, dense: bool) -> LineRole:
    """The role of a line by its chances, with the limits of dense documents where those may be used.

    They may be used in any document for a sentence of a form, because values are short; in a dense one for all lines
    but those that may have been typed.
    """
    role = lexicon.line_judge.role(chance, dense=True)
    is_noise = role == LineRole.SCRAP and _is_unknown(text, lexicon, HALF_READ)
    if role == LineRole.FORM and len(text.split()) >= SENTENCE:
        return role
    if dense and not _may_be_surname(text, lexicon) and (is_noise or role != LineRole.SCRAP):
        return role
    return lexicon.line_judge.role(chance)


def _may_be_surname(text: str, lexicon: Lexicon) -> bool:
    """Whether a line has some letters, most of them capitals, and no known word, as signers have: ``ROUNTRE E``."""
    letters = list(filter(str.isalpha, text))
    in_capitals = len(letters) >= CAPITALS and sum(map(str.isupper, letters)) >= CAPITAL_SHARE * len(letters)
    return in_capitals and not measured(text, lexicon.words).known_letters


def _figure(lines: Sequence[PageLine], stays: Sequence[bool], at: int, kept: float) -> Mark | None:
    """The mark of a figure alone on its line that is no content, its span yet to be set; None for any other line."""
    if is_figure_at_edge(lines, stays, at):
        return FIGURE_AT_EDGE
    return STRAY_FIGURE if is_stray(lines, stays, at, kept) else None


def _kept(chance: Chances) -> float:
    """The chance that a line is text or header."""
    return sum(chance[role] for role in KEPT)


def _known(rows: Sequence[JudgedLine], at: int, lexicon: Lexicon) -> Mark | None:
    """The mark of a line that its pattern alone tells: a date of a stamp, a page number, a file number above a page.

    Its span is yet to be set. None for any other line.
    """
    row = rows[at].page_line
    if len(row.text) > LONGEST:
        return None
    if lexicon.patterns["dating stamp"].match(row.text):
        return Mark(Span(0, 0), kinds.STAMP, RULE, attributes=attrs(type="other"), why="a date as stamps print it")
    if DASHED_NUMBER.fullmatch(row.text.strip()):
        return Mark(Span(0, 0), kinds.HEADER, RULE, why="a number between dashes")
    is_top = row.page > 0 and (at < TOP or rows[at - TOP].page_line.page != row.page)
    if is_top and lexicon.patterns["file head"].match(row.text):
        return Mark(Span(0, 0), kinds.HEADER, RULE, why="a file number at the head of a page")
    return None


def _is_unclear(text: str, chance: Chances, lexicon: Lexicon) -> bool:
    """Whether a line that stays in the text is most likely illegible, and nothing in it is known or surely typed."""
    return max(chance, key=lambda role: chance[role]) == LineRole.SCRAP and _is_unknown(text, lexicon)


def _is_unknown(text: str, lexicon: Lexicon, known_letters: float = 0) -> bool:
    """Whether nothing in a line of letters is surely typed, and no larger share of it known than ``known_letters``."""
    if text.isupper() or TYPED.search(text):
        return False
    measures = measured(text, lexicon.words)
    is_known = measures.long_words and measures.known == measures.long_words  # "an" alone is a known word
    return any(map(str.isalpha, text)) and measures.known_letters <= known_letters and not is_known


def _unclear(draft: Draft, span: Span, chance: float) -> Mark:
    """The mark of an unclear line, without the blanks around it; ``chance`` is that of its being illegible."""
    text = draft.text[slice(*span)]
    start = span.start + len(text) - len(text.lstrip())
    content = Span(start, start + len(text.strip()))
    why = f"likeliest illegible, with a chance of {chance:.3f}"
    return Mark(content, kinds.UNCLEAR, RULE, attributes=attrs(reason="ocr"), cert=Certainty.MEDIUM, why=why)


def _mark(span: Span, role: LineRole, aside: float) -> Mark:
    """The mark of a line that is set aside; ``aside`` is the chance that it is neither text nor header."""
    values = attrs(type=STAMPS.get(role), chance=f"{aside:.3f}")
    return Mark(span, KINDS[role], RULE, attributes=values, why=f"{role}, with a chance of {aside:.3f}")
