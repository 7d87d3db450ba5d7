"""Judge each line that no other rule knows: text, header, form, banner, or what was put on the page later.

What it marks: lines that a page carries beside its message, by the sum of many small facts (``teikit/layers``):

* words of a form (``RELEASING OFFICER``, ``CISSEMINATION CONTAOLS``), stamps, release notices and record numbers of the
  archive, banners, running heads and page numbers;
* dates as stamps print them (``16 FEB 24 1960``, ``AUG 1 4 1963``), labels read to the letter (``PERIOD OF
  INVESTIGATION``);
* a number between dashes (``-19 -``, ``- 2 .``); a number alone below the text of a page, or a long one above it
  (``5797``), also between banners or below the label ``PAGE:``, if it is the place of its page;
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

from collections.abc import Container, Iterator
from dataclasses import replace

from teikit.core import Draft, Edit, Mark, Span, attrs, kinds
from teikit.layers.banner_forms import BannerForms
from teikit.layers.judged_lines import (
    judged_lines,
    stretches_apart,
    untouched,
    without_blanks,
    without_specks,
)
from teikit.layers.judgement import Judgement
from teikit.layers.line_marks import RULE
from teikit.layers.numbers_of_pages import is_page_number
from teikit.lexicon import Lexicon

FEWEST_LINES = 12  # lines of a document that is judged, at least: fewer do not show what the page looks like


def lines(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Set ``REPRODUCTION BY OTHER THAN`` aside; leave ``THE REPRODUCTION OF THE MAP``."""
    rows = judged_lines(draft)
    if len(rows) < FEWEST_LINES:
        return
    judgement = Judgement(rows, list(_untyped(draft, {field.type for field in lexicon.fields})), lexicon)
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
            if mark.kind == kinds.RUNNING_HEAD and is_page_number(row.page_line):
                yield Mark(span, kinds.PAGE_NUMBER, RULE)


def _untyped(draft: Draft, of_reports: Container[str]) -> Iterator[Span]:
    """The fields of no type, and what stands below the first line of a field that only reports have.

    ``of_reports`` are the types of such fields: below ``DATE ACQ,`` stands the notice ``Tis 1 UNEVALUATED``.
    """
    for mark in draft.of_kind(kinds.FIELD):
        below = draft.source.plain.find("\n", mark.span.start, mark.span.end)
        if not mark.get("type"):
            yield mark.span
        elif mark.get("type") in of_reports and below > 0:
            yield Span(below, mark.span.end)
