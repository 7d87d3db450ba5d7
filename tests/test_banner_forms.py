"""Words that are banners, and the same words amid the text."""

from __future__ import annotations

import pytest

from teikit.core import Kind, kinds
from teikit.layers.banner_forms import BannerForms, is_word_of_text
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


@pytest.mark.parametrize(
    ("line", "kind", "banner"),
    [
        ("SECRET", kinds.CLASSIFICATION, "secret"),
        ("SECRET wnt.", kinds.CLASSIFICATION, "secret"),
        ("ie SECRET =| 2", kinds.CLASSIFICATION, "secret"),
        ("vate cages SECRET", kinds.CLASSIFICATION, ""),  # what else stands there may be part of the banner
        ("IDENTIAL Be i SECRET", kinds.CLASSIFICATION, ""),
        ("For SecRet", kinds.CLASSIFICATION, ""),  # TOP SECRET
        ("FOP SECRET", kinds.CLASSIFICATION, ""),
        ("3 S-E-C-R-E-T SST", kinds.CLASSIFICATION, "secret"),
        ("S-E-C-R-S-T", kinds.CLASSIFICATION, "secret"),
        ("S-R-C-I-F-T", kinds.BANNER, ""),
        ("JOP. SECRET", kinds.CLASSIFICATION, ""),  # TOP SECRET
        ("SEGRET/SENSITIVE", kinds.CLASSIFICATION, "secret"),
        ("NO FOREIGN DISSEM", kinds.CAPTION, "noforn"),
        ("2 NO FOREIGN DISSEM Facer", kinds.CAPTION, ""),
        ('(] INTERNAL, =") CONFIDENTIAL', kinds.BANNER, ""),  # boxes to tick
        ("SECRET | CONFIDENTIAL", kinds.BANNER, ""),
        ("eecrert", kinds.BANNER, ""),
    ],
)
def test_a_banner_amid_a_page_is_what_it_names(line: str, kind: Kind, banner: str, lexicon: Lexicon) -> None:
    assert BannerForms("", lexicon).judged(line) == (kind, banner)
