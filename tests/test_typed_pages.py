"""The pages that tools learn from: which of them count, and where their words stand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from typed_pages import Page, legible_pages

PAGE = {
    "volume": "v1",
    "truth": ["THE  EMBASSY", "REPORTS"],
    "ocr": "THE EMBASSV\nREP0RTS",
    "words": [["THE", 96, 0, 0, 30, 10], ["EMBASSV", 61, 40, 0, 110, 10], ["REP0RTS", 40, 0, 20, 70, 30]],
}


def test_only_legible_pages_of_these_volumes_are_given(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    pages = [PAGE, PAGE | {"volume": "v2"}, PAGE | {"ocr": "~~ ® | oe THE"}, PAGE | {"words": []}]
    path.write_text("".join(f"{json.dumps(page)}\n" for page in pages), "utf-8")
    given = list(legible_pages(path, frozenset(("v1",))))
    assert [page.truth for page in given] == ["THE EMBASSY REPORTS"] * 2
    assert [len(page.words) for page in given] == [3, 0]


def test_words_have_their_offsets_confidences_and_boxes() -> None:
    page = Page("v1", "THE EMBASSY REPORTS", str(PAGE["ocr"]), [("THE", 96, 0, 0, 30, 10), ("REP0RTS", 40)])
    ((first, second),) = [block.lines for block in page.layout.pages[0].blocks]
    (word,), (last,) = first.words, second.words
    assert page.text[last.span.start : last.span.end] == "REP0RTS"
    assert (word.confidence, last.confidence) == (0.96, 0.4)
    assert word.box and word.box.right == 30 and last.box is None
