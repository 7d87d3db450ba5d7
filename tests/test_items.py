"""Lists: lines of forms, and who gets copies."""

from __future__ import annotations

from teikit.core import Draft, Line, Source
from teikit.lexicon import Lexicon
from teikit.paragraphing.items import items

FORM = """NAME OF SUBJECT
OFFICE DESIGNATION
The subject of this request is known to this office from earlier reports.
ROOM NUMBER"""


def lines_of(text: str) -> tuple[Line, ...]:
    return Draft.of(Source("form", text)).lines


def test_lines_of_a_form_are_items_and_its_sentences_are_none(lexicon: Lexicon) -> None:
    assert items(lines_of(FORM), "form", 70, lexicon.words) == [True, True, False, True]


def test_lines_of_a_memorandum_are_no_items(lexicon: Lexicon) -> None:
    assert not any(items(lines_of(FORM), "memorandum", 70, lexicon.words))


def test_one_line_of_a_distribution_is_no_list(lexicon: Lexicon) -> None:
    assert not any(items(lines_of("1 - DDO\nHe left on Monday."), "memorandum", 70, lexicon.words))
