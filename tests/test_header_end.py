"""Where the header of a document ends, among lines between its fields that are no text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from teikit.lexicon import Lexicon
from teikit.paragraphing.headers import Row, header_end


def ending(lines: Sequence[str], lexicon: Lexicon) -> int:
    """The place of the last line of a header; ``<to>`` is a field of the type."""
    rows = [Row(at, "" if line[0] == "<" else line, line[0] == "<", line.strip("<>")) for at, line in enumerate(lines)]
    return header_end(rows, lexicon.words)


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["15.", "could", "21", "<to>", "<from>", "13mam54031", "<date>", "1. TWO AGENTS LEFT TODAY."], 6),  # g057
        (["<to>", "<from>", "C.", "3", "<date>", "<reference>", "1. TWO AGENTS LEFT TODAY."], 5),
    ],
)
def test_a_number_alone_does_not_end_a_header(lines: list[str], last: int, lexicon: Lexicon) -> None:
    assert ending(lines, lexicon) == last


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["<to>", "<from>", "1.", "TWO AGENTS LEFT TODAY.", "<reference>"], 1),
        (["<to>", "<from>", "2. TWO AGENTS LEFT TODAY.", "<reference>"], 1),
        (["<to>", "<from>", "15.", "The two agents left the town today and nobody saw them again.", "<date>"], 1),
    ],
)
def test_text_ends_a_header(lines: list[str], last: int, lexicon: Lexicon) -> None:
    assert ending(lines, lexicon) == last
