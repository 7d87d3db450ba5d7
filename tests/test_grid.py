"""The grid of a typewriter: how many characters a word has, told by its width, and what that decides."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from conftest import cases

from teikit.chain import correct
from teikit.core import Source, SourceFile
from teikit.core.layout import Box
from teikit.lexicon import load
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord, source_of
from teikit.words.grid import Grid, Stretch, grid_facts, room_facts, width
from teikit.words.tokens import tokens

CELL = 20  # units of a character
DOUBT = 0.5  # confidence in the words that are not sure
PAGE = """\
1. THE AMBASSADOR SAID THAT THE GOVERNMENT WOULD CONSIDER THE PROPOSAL
IN THE LIGHT OF THE DISCUSSIONS WHICH TOOK PLACE LAST WEEK IN PARIS
2. HE ADDED THAT THE POSITION OF THE FOREIGN MINISTER HAD NOT CHANGED.
3. {}.
4. THE DELEGATION EXPECTED FURTHER INSTRUCTIONS BEFORE THE MEETING.
"""
APART = re.compile(r"[ ~]|[^ ~]+")


def page(line: str, narrow: int = CELL) -> Source:
    """A typed page with one more line, in which ``~`` parts what the engine read as words though no blank is there.

    ``narrow`` is the width of the letters E, I and L: with another than the grid's the page is printed, not typed.
    """
    lines = [ScannedLine(list(_words(text, row, narrow))) for row, text in enumerate(PAGE.format(line).splitlines(), 1)]
    scan = Scan([ScannedPage([ScannedBlock(lines)], 2000, 3000)], "tesseract 5.3.0")
    return source_of(scan, "page.hocr", [SourceFile("page.hocr", b"", "text/html")])


def _words(text: str, row: int, narrow: int) -> list[ScannedWord]:
    words, at = list[ScannedWord](), 0
    for part in APART.findall(text):
        if part == "~":
            continue
        wide = sum(narrow if letter in "EIL" else CELL for letter in part)
        if part != " ":
            sure = DOUBT if "~" in text and len(part) == 1 else 0.96
            words.append(ScannedWord(part, Box(at + 1, 40 * row, at + wide - 2, 40 * row + 28), sure))
        at += wide
    return words


def grid_of(source: Source) -> Grid:
    """The grid of a page."""
    assert source.layout is not None
    return Grid(source.layout, lambda span: span)


def stretches(source: Source) -> dict[str, Stretch | None]:
    """Where the tokens of a page stand, by their text."""
    grid = grid_of(source)
    return {token.text: grid.stretch(token) for token in tokens(source.text, lambda word: False)}


@pytest.mark.parametrize(("text", "reading"), cases("grid"))
def test_words_have_as_many_characters_as_there_is_room(text: str, reading: str) -> None:
    corrected = correct(page(text.rstrip("\n")), load()).text
    assert f"3. {reading.rstrip()}." in re.sub(r" +", " ", corrected)


def test_the_width_of_words_in_characters() -> None:
    where = stretches(page("THE GOVERN~MENT WOULD REPLY"))
    governed = width([where["GOVERN"], where["MENT"]])
    assert governed == pytest.approx(10, abs=0.2)
    assert width([where["GOVERN"], where["REPLY."]]) == pytest.approx(23, abs=0.2)
    facts = grid_facts([where["GOVERN"], where["MENT"]], "GOVERN MENT", "GOVERNMENT")
    assert facts["off grid"] < 0.2 < 0.8 < -facts["beyond read"]


def test_what_is_not_in_one_line_or_is_taken_out_has_no_width() -> None:
    where = stretches(page("THE MINISTER REPLIED"))
    assert width([where["MINISTER"], where["DELEGATION"]]) is None
    assert grid_facts([where["MINISTER"], where["DELEGATION"]], "MINISTER DELEGATION", "MINISTER") == {}
    assert grid_facts([where["MINISTER"]], "MINISTER", "") == {}
    assert room_facts(where["MINISTER"], where["DELEGATION"], "|") == {}


def test_room_for_a_mark_is_three_blanks() -> None:
    where = stretches(page("THE TALKS~|~WITH - HIM"))
    assert room_facts(where["TALKS"], where["WITH"], "|")["room"] == pytest.approx(-1.85, abs=0.1)
    assert room_facts(where["WITH"], where["HIM."], "-")["room"] == pytest.approx(0.15, abs=0.1)


def test_a_printed_page_has_no_grid() -> None:
    assert set(stretches(page("THE MINISTER REPLIED", narrow=8)).values()) == {None}


def test_a_page_of_few_words_has_no_grid() -> None:
    words = _words("THE MINISTER REPLIED TO HIM", 1, CELL)
    source = source_of(
        Scan([ScannedPage([ScannedBlock([ScannedLine(words)])])], "tesseract 5.3.0"),
        "page.hocr",
        [SourceFile("page.hocr", b"", "text/html")],
    )
    assert set(stretches(source).values()) == {None}


def test_a_part_of_what_the_engine_boxed_has_no_place() -> None:
    source = page("THE NON-ALIGNED COUNTRIES")
    grid = grid_of(source)
    parts = [token for token in tokens(source.text, lambda word: False) if token.text in ("NON-", "ALIGNED")]
    assert [grid.stretch(token) for token in parts] == [None, None]


def test_places_of_a_line_follow_each_other() -> None:
    placed = [stretch for stretch in stretches(page("THE MINISTER REPLIED")).values() if stretch]
    for before, after in pairwise(sorted(placed)):
        assert before.line < after.line or before.right < after.left
