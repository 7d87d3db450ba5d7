"""Judge each line that no other rule recognises: text, header, form, banner, or put on the page later.

What it marks: lines that a page carries in addition to its message, by the sum of many small facts (`teikit/layers`):

* words of a form (``CISSEMINATION CONTAOLS``), stamps and their dates (``16 FEB 24 1960``), release notices and record
  numbers of the archive, banners, running heads, page numbers (``-19 -``) and file numbers (``NK 166-208``);
* at the head of a later page, what names the document or its pages (``Phillips, page 2:``), and what repeats the head
  of the page before, a line of the header (``SUBJECT: Release of JFK Records``) or the form of the message;
* illegible lines, which an engine made of handwriting, specks or a photostat (``fA Dre ty iN Fg``), and short numbers
  that belong to nothing on their page (``÷81``): they become notes of the type illegible and are not corrected.

A banner is a classification or a caption if it names one (``3 S-E-C-R-E-T SST``); if it is alone on its line, it is
also recorded in the TEI header.

What it leaves alone: documents of a few lines; slip sheets; what other rules have read; numbers that may be content
(``2.``, ``'60``, the cents of a table, columns of numbers); and every line with more than a small chance of being text
or header. That limit was set so that hardly any line of a message is lost in documents labelled by hand.

A line that stays is unclear if it is most likely illegible and has neither a known word of three letters nor a number
(``ee Sa``), or if it is a line of words among illegible ones. The words of an unclear line are not corrected, and it
begins no paragraph inside a sentence. Unclear and short lines without a known word are set aside only where little
speaks for text: on a page that is legible otherwise, inside a sentence (``what project that`` / ``23`` / ``was``),
between two pages or at the edge of one (``SE92S2``), and in a header (``MAY 1962 EDITION``), where a scrap between two
fields belongs to neither (``-- BE)``).

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
        is_field = row.page_line.known_role and not judgement.is_whole(at)
        if mark and span and is_field and not judgement.holds(row.line.content):
            yield replace(mark, span=without_specks(draft, span))  # specks next to a field are not part of it
        elif mark and span:
            yield replace(mark, span=without_blanks(draft, span) if mark.kind == kinds.UNCLEAR else span)
            if mark.kind == kinds.RUNNING_HEAD and is_page_number(row.page_line):
                yield Mark(span, kinds.PAGE_NUMBER, RULE)


def _untyped(draft: Draft, of_reports: Container[str]) -> Iterator[Span]:
    """The fields of no type, and everything below the first line of a field that only reports have.

    ``of_reports`` are the types of such fields: below ``DATE ACQ,`` there is the notice ``Tis 1 UNEVALUATED``.
    """
    for mark in draft.of_kind(kinds.FIELD):
        below = draft.source.plain.find("\n", mark.span.start, mark.span.end)
        if not mark.get("type"):
            yield mark.span
        elif mark.get("type") in of_reports and below > 0:
            yield Span(below, mark.span.end)
