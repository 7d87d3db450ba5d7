"""The same page in the dialects of the field is the same text, with the same boxes at the same places."""

from __future__ import annotations

import pytest
from dialects import DIALECTS, TEXT, WHOLE, blocks

from teikit.chain import correct
from teikit.core import Source
from teikit.lexicon import Lexicon
from teikit.readers import read

CUT_AS_THE_FILE_SAYS = {"ALTO of the BnF", "ALTO of docWORKS", "ALTO with an empty HYP"}


def page(dialect: str) -> Source:
    return read(DIALECTS[dialect](), "page.xml")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_text_boxes_and_offsets_are_the_same(dialect: str) -> None:
    source = page(dialect)
    assert source.text == "\n".join("".join(f"{line}\n" for line in block) for block in TEXT)
    assert source.layout is not None
    (layout_page,) = source.layout.pages
    expected = [[(word.text, word.box) for word in line.words] for lines in blocks() for line in lines]
    words = [
        [(source.text[word.span.start : word.span.end], word.box) for word in line.words] for line in layout_page.lines
    ]
    assert words == expected
    assert [line.box for line in layout_page.lines] == [line.box for lines in blocks() for line in lines]
    assert (layout_page.width, layout_page.height, layout_page.image, len(layout_page.blocks)) == (
        2000,
        3000,
        "a.png",
        len(TEXT),
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_is_said_of_a_page_that_is_read_whole(dialect: str) -> None:
    expected = ["PAGE-CUSTOM-ORDER"] if dialect == "PAGE of Transkribus" else []
    assert [note.code for note in page(dialect).notes] == expected


@pytest.mark.parametrize("dialect", sorted(CUT_AS_THE_FILE_SAYS))
def test_a_cut_word_knows_how_it_reads_whole(dialect: str, lexicon: Lexicon) -> None:
    source = page(dialect)
    assert source.layout is not None
    wholes = {word.whole for line in source.layout.lines for word in line.words if word.whole}
    assert wholes == {WHOLE}
    joined = [edit for edit in correct(source, lexicon).edits if edit.rule == "hyphens"]
    assert [edit.why for edit in joined] == [f"the file says that the word is {WHOLE}"]
