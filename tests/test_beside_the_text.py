"""What stands beside the text: illegible lines below it and below a sheet, fields of which asides took up all lines."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from teikit.core import Draft, Edit, Kind, Mark, Source, Span, attrs, kinds
from teikit.lexicon import Lexicon
from teikit.passes.endings import endings
from teikit.passes.genres import genres
from teikit.passes.paragraphs import paragraphs

MEMORANDUM = """\
The office asks for a copy of the amendment when it has been signed by both men.
It also wants to know when it was sent to the field and by whom it was received.

Horace V. Sample
Acting Chief
{below}
"""
TELEGRAM = """\
2. THE OFFICER WOULD THEN HAVE CONFIRMED WHAT HE WANTED TO KNOW. CHECK WITH MARINE
{between}
GUARD REVEALED THAT SOMEONE HAD CALLED THE EMBASSY IN THE MORNING OF 25 JANUARY.
"""
SHEET = """\
JFK Assassination System
Identification Form
AGENCY: FBI
RECORD NUMBER: 124-19999-10239
RECORD SERIES: HQ
ORIGINATOR: FBI
DATE: 09/12/1962
PAGES: 1
DOCUMENT TYPE: PAPER, TEXTUAL DOCUMENT
CLASSIFICATION: Unclassified
COMMENTS: MEMO
{below}
"""


def marked(text: str, genre: str) -> Draft:
    """A draft of one document of a genre."""
    draft = Draft.of(Source("paper", text))
    return draft.apply([Mark(Span(0, 0), kinds.DOCUMENT, "test", attributes=attrs(type=genre))])


def place(draft: Draft, text: str) -> Span:
    """The stretch of a draft with a text."""
    start = draft.text.index(text)
    return Span(start, start + len(text))


def marks_of(kind: Kind, proposals: Iterable[Edit | Mark]) -> list[Mark]:
    """The marks of a kind among what a rule proposes."""
    return [proposal for proposal in proposals if isinstance(proposal, Mark) and proposal.kind == kind]


@pytest.mark.parametrize(
    ("genre", "below", "scrawl", "is_noise"),
    [
        ("memorandum", "Suereeatas wey", "Suereeatas wey", True),
        ("memorandum", "Distribution:\nOrig. & 1 - Addressee\nCe dace Hect Meet", "Ce dace Hect Meet", True),
        ("memorandum", "Distribution:\nOrig. & 1 - Addressee\nDahlgren", "Dahlgren", False),
        ("memorandum", "Attachment:\nSuereeatas wey", "Attachment:", False),
        ("cable", "END OF MESSAGE\nSuereeatas wey", "Suereeatas wey", False),
    ],
)
def test_unclear_lines_below_the_text_of_a_letter_are_illegible(
    genre: str, below: str, scrawl: str, is_noise: bool, lexicon: Lexicon
) -> None:
    draft = marked(MEMORANDUM.format(below=below), genre)
    draft = draft.apply([Mark(place(draft, scrawl), kinds.UNCLEAR, "test", attributes=attrs(reason="ocr"))])
    noise = marks_of(kinds.NOISE, endings(draft, lexicon))
    assert ([mark.span for mark in noise] == [place(draft, scrawl)]) is is_noise


@pytest.mark.parametrize(("is_aside", "count"), [(True, 1), (False, 2)])
def test_a_field_of_which_asides_took_up_all_lines_parts_no_paragraph(
    is_aside: bool, count: int, lexicon: Lexicon
) -> None:
    draft = marked(TELEGRAM.format(between="TOR: 261252Z JAN 76\nIN 805199"), "cable")
    first, second = place(draft, "TOR: 261252Z JAN 76"), place(draft, "IN 805199")
    asides = [Mark(first, kinds.RUNNING_HEAD, "test"), Mark(second, kinds.RUNNING_HEAD, "test")] if is_aside else []
    field = Mark(Span(first.start, second.end), kinds.FIELD, "test", attributes=attrs(type="received"))
    draft = draft.apply([field, *asides])
    assert len(marks_of(kinds.P, paragraphs(draft, lexicon))) == count


@pytest.mark.parametrize(
    ("below", "is_noise"),
    [("% E", True), ("aEK", True), ("241", False), ("*W*", False), ("*c*.", False), ("Box", False)],
)
def test_what_can_be_read_below_a_sheet_is_not_illegible(below: str, is_noise: bool, lexicon: Lexicon) -> None:
    """Numbers are written on sheets, and stars frame the letters of WITHDRAWAL."""
    draft = Draft.of(Source("sheet", SHEET.format(below=below)))
    noise = marks_of(kinds.NOISE, genres(draft, lexicon))
    assert [mark.span for mark in noise] == ([place(draft, below)] if is_noise else [])
