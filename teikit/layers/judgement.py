"""The decision about each line of a document: it stays, leaves the text with a mark, or is unclear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from teikit.core import Line, Mark, Span
from teikit.layers.banner_forms import is_word_of_text
from teikit.layers.columns import columns_of_figures
from teikit.layers.edge_scraps import scraps_at_edges
from teikit.layers.edges import is_figure_at_edge
from teikit.layers.facts import PageLine, facts
from teikit.layers.figures import is_stray
from teikit.layers.file_rows import file_rows
from teikit.layers.foot_labels import foot_labels
from teikit.layers.forms_again import forms_again
from teikit.layers.illegible import in_illegible_stretch
from teikit.layers.judged_lines import (
    WRITTEN,
    JudgedLine,
)
from teikit.layers.legends import pieces_of_legends
from teikit.layers.likely_scraps import in_headers, in_text
from teikit.layers.line_marks import (
    AMID_SENTENCE,
    COVER_LETTER,
    DASHED_NUMBER,
    DATING_STAMP,
    FIGURE_AT_EDGE,
    FILE_HEAD,
    FOOT_LABEL,
    HEADER_SCRAP,
    KINDS,
    NAMED_HEAD,
    NUMBER_AT_FOOT,
    NUMBER_OF_LINE,
    PAGE_ONE,
    PLACE_OF_PAGE,
    REPEATED_HEAD,
    REVIEW_CODE,
    SIGNS,
    STRAY_FIGURE,
    again_mark,
    furniture_mark,
    mark_of,
    unclear_mark,
)
from teikit.layers.named_heads import named_heads
from teikit.layers.numbered_lines import numbered_lines
from teikit.layers.numbers_of_pages import (
    is_cover_letter,
    is_dashed_number,
    is_file_head,
    is_number_at_foot,
    is_page_one,
    is_place_of_page,
)
from teikit.layers.open_sentences import NOISE_CHANCE, amid_sentences, on_legible_pages
from teikit.layers.page_references import page_references
from teikit.layers.printed_again import printed_again
from teikit.layers.repeated_heads import repeated_heads
from teikit.layers.review_codes import review_codes
from teikit.layers.roles import Chances, chance_of_text, is_unknown, may_be_surname, printed, roles_of
from teikit.layers.seams import over_seams
from teikit.layers.signs import lines_of_signs
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import KEPT, LineRole

PRINTED_ROLES = (LineRole.BANNER, LineRole.FORM, LineRole.RECORD, LineRole.STAMP)
"""Roles that lines of the last paragraph of a cable, about its classification, seem to have: ``DECL ON: X1``."""
LONGEST_LINE = 40  # characters of a line that is recognised by its pattern alone, at most


class Judgement:
    """The lines of a document, with everything that decides which of them leave the text."""

    def __init__(self, rows: Sequence[JudgedLine], untyped: Sequence[Span], lexicon: Lexicon) -> None:
        """``untyped`` are the stretches of fields of no type, whose lines may leave the text."""
        self._rows, self._untyped, self._lexicon = rows, untyped, lexicon
        self._lines = [row.page_line for row in rows]
        self._chances = lexicon.line_judge.chances(facts(self._lines, lexicon, lexicon.line_letters))
        roles = list(roles_of(self._lines, self._chances, lexicon))
        self._stays = [role in KEPT for role in roles]
        again = printed_again(self._lines, roles, self._chances)
        self._roles = pieces_of_legends(self._lines, again, self._chances)
        self._illegible = list(in_illegible_stretch(self._lines, self._chances, lexicon))
        self._amid = amid_sentences(self._lines, self._stays, lexicon.words)
        self._legible = on_legible_pages(self._lines, self._stays, lexicon.words)
        kept = [chance_of_text(chance) for chance in self._chances]
        self._references = page_references([line.text for line in self._lines], [line.page for line in self._lines])
        named = named_heads(self._lines, self._stays, kept, self._references, lexicon)
        self._repeated = repeated_heads(self._lines, self._stays, lexicon.words)
        self._again = forms_again(self._lines, self._roles, kept, lexicon)
        labels = set(foot_labels(self._lines, self._stays, kept, lexicon))
        self._by_place = {
            **dict.fromkeys(lines_of_signs(self._lines, self._stays, kept), SIGNS),
            **dict.fromkeys(review_codes(self._lines, self._stays, kept), REVIEW_CODE),
            **dict.fromkeys(numbered_lines(self._lines, self._stays), NUMBER_OF_LINE),
            **dict.fromkeys(labels, FOOT_LABEL),
            **dict.fromkeys(self._repeated, REPEATED_HEAD),
            **dict.fromkeys(named, NAMED_HEAD),
        }  # if a line is in several of these, the last one counts
        taken = self._by_place.keys() | self._again
        left = [stays and at not in taken for at, stays in enumerate(self._stays)]
        self._over_seams = over_seams(self._lines, left, kept, lexicon)
        self._at_edges = scraps_at_edges(self._lines, left, kept, lexicon.words)
        self._of_file = set(_file_rows(self._lines, lexicon))
        self._columns = columns_of_figures(self._lines)
        self._in_headers = set(
            in_headers(self._lines, self._in_no_field(), self._typed(), self._chances, lexicon.words)
        )
        legible = (at for at in self._legible if self._stays[at])
        self._in_text = set(in_text(self._lines, legible, self._chances, lexicon.words))

    def holds(self, content: Span) -> bool:
        """Whether one of the fields of no type contains a stretch of the source."""
        return any(field.holds(content) for field in self._untyped)

    def is_again(self, at: int) -> bool:
        """Whether a line belongs to a form that is printed again."""
        return at in self._again

    def is_whole(self, at: int) -> bool:
        """Whether the specks at the edges of a line belong to it, although it is among fields."""
        return at in self._again or at in self._in_headers

    def _typed(self) -> list[bool]:
        """Whether each line belongs to a field of a known type."""
        fields = (row.page_line.known_role == LineRole.FIELD for row in self._rows)
        return [field and not self.holds(_written(row.line)) for field, row in zip(fields, self._rows, strict=True)]

    def _in_no_field(self) -> Iterator[int]:
        """The places of the lines that stay in the text and are not in a field, or alone in one of no type."""
        for at, row in enumerate(self._rows):
            alone = any(row.line.content.holds(field) and field.holds(_written(row.line)) for field in self._untyped)
            role = row.page_line.known_role
            if self._stays[at] and (not role or (role == LineRole.FIELD and alone)):
                yield at

    def mark(self, at: int) -> Mark | None:
        """The mark of a line that leaves the text or is unclear, its span yet to be set; None if it stays as it is."""
        line, kept = self._lines[at], chance_of_text(self._chances[at])
        if self.is_again(at) and self._stays[at]:
            return again_mark(line.text, self._chances[at])
        if at in self._in_headers:
            return HEADER_SCRAP
        if line.known_role:
            return self._of_known_role(at)
        if self._stays[at] and is_number_at_foot(self._lines, self._stays, at):
            return NUMBER_AT_FOOT
        if is_place_of_page(self._lines, at, self._lexicon):
            return PLACE_OF_PAGE
        if at in self._references or at in self._columns:
            return None
        by_form = _known(self._lines, self._stays, at, self._lexicon) or _figure(self._lines, self._stays, at, kept)
        return by_form or self._by_place.get(at) or self._amid_text(at, kept) or self._judged(at)

    def _of_known_role(self, at: int) -> Mark | None:
        """The mark of a line that another rule has read: of a field only if it has no type or repeats a head."""
        line = self._lines[at]
        if line.known_role == LineRole.FIELD and at in self._repeated:
            return REPEATED_HEAD
        if line.known_role != LineRole.FIELD or not self.holds(_written(self._rows[at].line)):
            return None
        if is_page_one(line):
            return PAGE_ONE
        is_head = is_file_head(self._lines, self._stays, at, self._lexicon)
        return FILE_HEAD if is_head else _in_header(line.text, self._chances[at], self._lexicon)

    def _amid_text(self, at: int, kept: float) -> Mark | None:
        """The mark of a line between two pages, within a sentence, or at the edge of its page."""
        text, chance = self._lines[at].text, self._chances[at]
        if at in self._over_seams:
            return furniture_mark(text, chance, "between two pages, within a sentence")
        if at in self._amid and kept < NOISE_CHANCE:
            return AMID_SENTENCE
        if at in self._at_edges:
            return furniture_mark(text, chance, "at the edge of the page, without a word")
        return None

    def _judged(self, at: int) -> Mark | None:
        """The mark of a line that is judged only by the chances of its roles; None if it stays in the text."""
        text, chance, role = self._lines[at].text, self._chances[at], self._roles[at]
        if role == LineRole.BANNER and is_word_of_text(self._lines, self._stays, at, self._lexicon.words):
            return None
        if role in PRINTED_ROLES and at in self._of_file:
            return None
        if role in KINDS:
            return mark_of(role, 1 - chance_of_text(chance))
        if at in self._in_text and not may_be_surname(text, self._lexicon):
            return mark_of(LineRole.SCRAP, 1 - chance_of_text(chance))
        is_scrap = _is_unclear(text, chance, self._lexicon)
        if is_scrap and at in self._legible and not may_be_surname(text, self._lexicon):
            return mark_of(LineRole.SCRAP, 1 - chance_of_text(chance))
        return unclear_mark(chance[LineRole.SCRAP]) if is_scrap or self._illegible[at] else None


def _file_rows(lines: Sequence[PageLine], lexicon: Lexicon) -> Iterator[int]:
    """The lines from the label of the file of a cable up to its end mark, on each page that has both."""
    for _, on_page in groupby(range(len(lines)), lambda at: lines[at].page):
        places = list(on_page)
        yield from (places[row] for row in file_rows([lines[at].text for at in places], lexicon.patterns))


def _written(line: Line) -> Span:
    """A line of the source without the specks at its edges: ``CIA INTERNAL USE`` of ``: CIA INTERNAL USE``."""
    written = WRITTEN.search(line.text)
    return Span(*written.span()).moved(line.start) if written else line.content


def _in_header(text: str, chance: Chances, lexicon: Lexicon) -> Mark | None:
    """The mark of a line of a header that belongs to the form or a stamp; None if it may be a field."""
    judged = lexicon.line_judge.role(chance, dense=True)
    role = judged if judged in KINDS else printed(text, chance, lexicon)
    return mark_of(role, 1 - chance_of_text(chance)) if role in KINDS else None


def _figure(lines: Sequence[PageLine], stays: Sequence[bool], at: int, kept: float) -> Mark | None:
    """The mark of a number alone on its line that is not content, its span yet to be set; None for any other line."""
    if is_figure_at_edge(lines, stays, at):
        return FIGURE_AT_EDGE
    return STRAY_FIGURE if is_stray(lines, stays, at, kept) else None


def _known(lines: Sequence[PageLine], stays: Sequence[bool], at: int, lexicon: Lexicon) -> Mark | None:
    """The mark of a line known by its pattern alone: a date of a stamp, a page number, a file number above a page.

    Its span is yet to be set. None for any other line. ``stays`` says which lines stay in the text.
    """
    line = lines[at]
    if len(line.text) > LONGEST_LINE:
        return None
    if lexicon.patterns["dating stamp"].match(line.text):
        return DATING_STAMP
    if is_dashed_number(lines, stays, at):
        return DASHED_NUMBER
    if is_cover_letter(lines, at, lexicon):
        return COVER_LETTER
    return FILE_HEAD if is_file_head(lines, stays, at, lexicon) else None


def _is_unclear(text: str, chance: Chances, lexicon: Lexicon) -> bool:
    """Whether a line that stays in the text is most likely illegible, with nothing known or surely typed in it."""
    return max(chance, key=lambda role: chance[role]) == LineRole.SCRAP and is_unknown(text, lexicon)
