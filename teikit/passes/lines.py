"""Judge each line that no other rule knows: text, header, form, banner, or what was put on the page later.

What it marks: lines that a page carries beside its message, by the sum of many small facts (``teikit/layers``):

* words of a form (``RELEASING OFFICER``, ``CISSEMINATION CONTAOLS``), stamps, release notices and record numbers of the
  archive, banners, running heads and page numbers;
* dates as stamps print them (``16 FEB 24 1960``, ``AUG 1 4 1963``), labels read to the letter (``PERIOD OF
  INVESTIGATION``);
* a number between dashes (``-19 -``, ``- 2 .``); a number alone below the text of a page, or a long one above it
  (``5797``);
* at the head of a later page, the number of a file (``NK 166-208``), what names the number or the pages of the document
  (``CURRECTED COPY 2701512 JAN 78 43099``, ``Phillips, page 2:``, ``(continued)``), and what repeats the head of the
  page before or a line of the header (``SUBJECT: Release of JFK Records``);
* the form that a cable or a dispatch repeats at the head of its later pages, with what is typed on it (``STAFF``, ``T
  644427 EI A574 PAGE 02``, ``CONTINUATION OF``), and labels of the form below the text of a cable, however misread (``V
  aeutasne ornicer 7S``);
* illegible lines, which an engine made of handwriting, specks or a photostat (``fA Dre ty iN Fg``), and short figures
  that belong to nothing on their page (``÷81``): they become notes of the type illegible and are not corrected.

The number of a file below other lines is a stamp and no mark of the archive (``97-4477422``).

A banner is a classification or a caption if it names one (``3 S-E-C-R-E-T SST``), and says so in the TEI header if it
stands alone.

What it leaves alone: documents of a few lines; slip sheets; what other rules have read; numbers that may be content
(``2.``, ``'60``, ``4818``, the cents of a table, ``125.00``, columns of figures: ``579-46-4548``, ``243-74-5787`` ...);
and every line with more than a small chance of being text or header. That limit was set so that hardly any line of a
message is lost in documents labelled by hand. It is higher where lines are whole rows, not separated by blank lines,
but not for surnames (``ROUNTRE E``).

Such a line stays in the text. It is called unclear if it is most likely illegible, is not all in capitals and has
neither a known word of three letters nor a number (``ee Sa``), or if it is a line of words among illegible ones (a page
of handwriting): then its words are not corrected, and it begins no paragraph inside a sentence. But these are set
aside:

* unclear lines on a page that is legible otherwise, in a document without a blank line after each line;
* a short line without a known word between two full rows of one sentence, unless it is likelier text (``what project
  that`` / ``23`` / ``was``; ``[]`` and ``(U)`` stay);
* the lines between two pages amid a sentence, if each is likelier furniture than text (``5/MV``, ``MESSAGE |
  CONFIDENTIAL | w#2en``), and short lines without a known word above and below the text of a page (``SE92S2``,
  ``26.1``, ``- B* -``);
* a line of a header that is no field and surely one of the form or a stamp (``MAY 1962 EDITION``).

How it may be wrong: garbled labels of forms stay in the text; a garbled line of the header is taken for a line of a
form or for illegible.
Seen in: cables, memoranda, dispatches and forms of the JFK records, read by two engines.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from teikit.core import Draft, Edit, Line, Mark, Span, attrs, kinds
from teikit.layers.banner_forms import BannerForms, is_word_of_text
from teikit.layers.columns import columns_of_figures
from teikit.layers.edge_scraps import scraps_at_edges
from teikit.layers.edges import is_figure_at_edge
from teikit.layers.facts import PageLine, facts
from teikit.layers.figures import is_stray
from teikit.layers.foot_labels import foot_labels
from teikit.layers.forms_again import forms_again
from teikit.layers.illegible import in_illegible_stretch
from teikit.layers.judged_lines import (
    WRITTEN,
    JudgedLine,
    judged_lines,
    stretches_apart,
    untouched,
    without_blanks,
    without_specks,
)
from teikit.layers.line_marks import (
    AMID_SENTENCE,
    DASHED_NUMBER,
    DATING_STAMP,
    FIGURE_AT_EDGE,
    FILE_HEAD,
    FOOT_LABEL,
    KINDS,
    NAMED_HEAD,
    NUMBER_AT_FOOT,
    REPEATED_HEAD,
    RULE,
    STRAY_FIGURE,
    again_mark,
    furniture_mark,
    mark_of,
    unclear_mark,
)
from teikit.layers.named_heads import named_heads
from teikit.layers.numbers_of_pages import is_dashed_number, is_file_head, is_number_at_foot, is_page_number
from teikit.layers.open_sentences import NOISE_CHANCE, amid_sentences, on_legible_pages
from teikit.layers.page_references import page_references
from teikit.layers.printed_again import printed_again
from teikit.layers.repeated_heads import repeated_heads
from teikit.layers.roles import Chances, chance_of_text, is_unknown, may_be_surname, printed, roles_of
from teikit.layers.seams import over_seams
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import KEPT, LineRole

FEWEST_LINES = 12  # lines of a document that is judged, at least: fewer do not show what the page looks like
LONGEST_LINE = 40  # characters of a line that is recognised by its pattern alone, at most


def lines(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Set ``REPRODUCTION BY OTHER THAN`` aside; leave ``THE REPRODUCTION OF THE MAP``."""
    rows = judged_lines(draft)
    if len(rows) < FEWEST_LINES:
        return
    judgement = _Judgement(draft, rows, lexicon)
    apart, forms = stretches_apart(draft), BannerForms(draft.text, lexicon)
    for at, row in enumerate(rows):
        mark = judgement.mark(at)
        if mark and mark.kind == kinds.BANNER:
            kind, banner = forms.judged(row.line.text)
            mark = replace(mark, kind=kind, attributes=(*mark.attributes, *attrs(id=banner)))
        span = untouched(draft, row.line, apart, judgement.is_again(at)) if mark else None
        is_field = row.page_line.known_role and not judgement.is_again(at)
        if mark and span and is_field and not judgement.holds(row.line.content):
            yield replace(mark, span=without_specks(draft, span))  # specks beside a field are not in it
        elif mark and span:
            yield replace(mark, span=without_blanks(draft, span) if mark.kind == kinds.UNCLEAR else span)
            if mark.kind == kinds.HEADER and is_page_number(row.page_line):
                yield Mark(span, kinds.PAGE_NUMBER, RULE)


class _Judgement:
    """The lines of a document with all that decides which of them leave the text."""

    def __init__(self, draft: Draft, rows: Sequence[JudgedLine], lexicon: Lexicon) -> None:
        self._rows, self._lexicon = rows, lexicon
        self._lines = [row.page_line for row in rows]
        self._chances = lexicon.line_judge.chances(facts(self._lines, lexicon, lexicon.line_letters))
        roles = list(roles_of(self._lines, self._chances, lexicon))
        self._stays = [role in KEPT for role in roles]
        self._roles = printed_again(self._lines, roles, self._chances)
        self._illegible = list(in_illegible_stretch(self._lines, self._chances, lexicon))
        self._amid = amid_sentences(self._lines, self._stays, lexicon.words)
        self._legible = on_legible_pages(self._lines, self._stays, lexicon.words)
        kept = [chance_of_text(chance) for chance in self._chances]
        self._references = page_references([line.text for line in self._lines], [line.page for line in self._lines])
        self._named = named_heads(self._lines, self._stays, kept, self._references, lexicon)
        self._repeated = repeated_heads(self._lines, self._stays, lexicon.words)
        self._again = forms_again(self._lines, self._roles, kept, lexicon)
        self._foot_labels = set(foot_labels(self._lines, self._stays, kept, lexicon))
        taken = self._named | self._repeated | self._again | self._foot_labels
        left = [stays and at not in taken for at, stays in enumerate(self._stays)]
        self._over_seams = over_seams(self._lines, left, kept, lexicon)
        self._at_edges = scraps_at_edges(self._lines, left, kept, lexicon.words)
        self._columns = columns_of_figures(self._lines)
        self._untyped = list(_untyped(draft, {field.type for field in lexicon.fields}))

    def holds(self, content: Span) -> bool:
        """Whether one of the fields of no type holds a stretch of the source."""
        return any(field.holds(content) for field in self._untyped)

    def is_again(self, at: int) -> bool:
        """Whether a line belongs to a form that is printed again."""
        return at in self._again

    def mark(self, at: int) -> Mark | None:
        """The mark of a line that leaves the text or is unclear, its span yet to be set; None if it stays as it is."""
        line, kept = self._lines[at], chance_of_text(self._chances[at])
        if self.is_again(at) and self._stays[at]:
            return again_mark(line.text, self._chances[at])
        if line.known_role == LineRole.FIELD and at in self._repeated:
            return REPEATED_HEAD
        if line.known_role:
            if line.known_role != LineRole.FIELD or not self.holds(_written(self._rows[at].line)):
                return None
            is_head = is_file_head(self._lines, self._stays, at, self._lexicon)
            return FILE_HEAD if is_head else _in_header(line.text, self._chances[at], self._lexicon)
        if self._stays[at] and is_number_at_foot(self._lines, self._stays, at):
            return NUMBER_AT_FOOT
        if at in self._references or at in self._columns:
            return None
        known = _known(self._lines, self._stays, at, self._lexicon) or _figure(self._lines, self._stays, at, kept)
        if known:
            return known
        if at in self._named:
            return NAMED_HEAD
        if at in self._repeated:
            return REPEATED_HEAD
        if at in self._foot_labels:
            return FOOT_LABEL
        if at in self._over_seams:
            return furniture_mark(line.text, self._chances[at], "between two pages, amid a sentence")
        if at in self._amid and kept < NOISE_CHANCE:
            return AMID_SENTENCE
        if at in self._at_edges:
            return furniture_mark(line.text, self._chances[at], "at the edge of the page, and no word in it")
        return self._judged(at)

    def _judged(self, at: int) -> Mark | None:
        """The same for a line that only the chances of its roles tell."""
        text, chance, role = self._lines[at].text, self._chances[at], self._roles[at]
        if role == LineRole.BANNER and is_word_of_text(self._lines, self._stays, at, self._lexicon.words):
            return None
        if role in KINDS:
            return mark_of(role, 1 - chance_of_text(chance))
        is_scrap = _is_unclear(text, chance, self._lexicon)
        if is_scrap and at in self._legible and not may_be_surname(text, self._lexicon):
            return mark_of(LineRole.SCRAP, 1 - chance_of_text(chance))
        return unclear_mark(chance[LineRole.SCRAP]) if is_scrap or self._illegible[at] else None


def _untyped(draft: Draft, of_reports: Container[str]) -> Iterator[Span]:
    """The fields of no type, and what stands below the first line of a field that only reports have.

    ``of_reports`` are the types of such fields: below ``DATE ACQ,`` stands the notice ``Tis 1 UNEVALUATED``.
    """
    for mark in draft.of_kind(kinds.FIELD):
        below = draft.source.text.find("\n", mark.span.start, mark.span.end)
        if not mark.get("type"):
            yield mark.span
        elif mark.get("type") in of_reports and below > 0:
            yield Span(below, mark.span.end)


def _written(line: Line) -> Span:
    """A line of the source without the specks at its edges: ``CIA INTERNAL USE`` of ``: CIA INTERNAL USE``."""
    written = WRITTEN.search(line.text)
    return Span(*written.span()).moved(line.start) if written else line.content


def _in_header(text: str, chance: Chances, lexicon: Lexicon) -> Mark | None:
    """The mark of a line of a header that is no field, but of the form or a stamp; None if it may be a field."""
    judged = lexicon.line_judge.role(chance, dense=True)
    role = judged if judged in KINDS else printed(text, chance, lexicon)
    return mark_of(role, 1 - chance_of_text(chance)) if role in KINDS else None


def _figure(lines: Sequence[PageLine], stays: Sequence[bool], at: int, kept: float) -> Mark | None:
    """The mark of a figure alone on its line that is no content, its span yet to be set; None for any other line."""
    if is_figure_at_edge(lines, stays, at):
        return FIGURE_AT_EDGE
    return STRAY_FIGURE if is_stray(lines, stays, at, kept) else None


def _known(lines: Sequence[PageLine], stays: Sequence[bool], at: int, lexicon: Lexicon) -> Mark | None:
    """The mark of a line that its pattern alone tells: a date of a stamp, a page number, a file number above a page.

    Its span is yet to be set. None for any other line. ``stays`` says which lines stay in the text.
    """
    line = lines[at]
    if len(line.text) > LONGEST_LINE:
        return None
    if lexicon.patterns["dating stamp"].match(line.text):
        return DATING_STAMP
    if is_dashed_number(lines, stays, at):
        return DASHED_NUMBER
    return FILE_HEAD if is_file_head(lines, stays, at, lexicon) else None


def _is_unclear(text: str, chance: Chances, lexicon: Lexicon) -> bool:
    """Whether a line that stays in the text is most likely illegible, and nothing in it is known or surely typed."""
    return max(chance, key=lambda role: chance[role]) == LineRole.SCRAP and is_unknown(text, lexicon)
