"""Words that are banners, and the same words amid the text."""

from __future__ import annotations

import pytest

from teikit.layers.banner_forms import is_word_of_text
from teikit.layers.facts import PageLine
from teikit.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "pages", "stays", "is_word"),
    [
        ("A sensitive", (0, 0, 0), True, True),
        ("_confidential", (0, 0, 0), True, True),
        ("SECRET", (0, 0, 0), True, False),
        ("eecrert", (0, 0, 0), True, False),  # no word: a banner that the engine misread
        ("secret", (0, 0, 1), True, False),  # at the foot of its page
        ("secret", (0, 0, 0), False, False),  # between specks
    ],
)
def test_a_word_of_the_text_is_no_banner(
    text: str, pages: tuple[int, int, int], stays: bool, is_word: bool, lexicon: Lexicon
) -> None:
    texts = ("According to another", text, "source this man had been recalled")
    lines = [PageLine(line, page, 0) for line, page in zip(texts, pages, strict=True)]
    assert is_word_of_text(lines, [stays, True, stays], 1, lexicon.words) == is_word
