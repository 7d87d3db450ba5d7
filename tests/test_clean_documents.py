"""Made-up documents that were read without an error, full of names and words that the lists do not have.

Nobody said what they say.

A document is a file in tests/documents/clean. Nothing in it is corrected.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from teikit.conversion import convert
from teikit.lexicon import load

DOCUMENTS = sorted((ROOT / "tests" / "documents" / "clean").glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_nothing_is_corrected(path: Path) -> None:
    done = convert(path.read_bytes(), path.name, load())
    text = done.source.text
    assert [(text[edit.span.start : edit.span.end], edit.new, edit.rule) for edit in done.draft.edits] == []
