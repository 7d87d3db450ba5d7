"""Every text of the development corpora converts, is valid and comes back byte for byte."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

from teikit.chain import WORDS, correct
from teikit.check.validation import parse
from teikit.conversion import convert
from teikit.core import Source
from teikit.lexicon import load
from teikit.tei import recover

pytestmark = pytest.mark.thorough

FOLDER = Path(os.environ.get("TEIKIT_SHARED", ROOT.parent / "shared")) / "data"
WORD_RULES = {propose.__name__ for propose in WORDS}


def documents(pattern: str) -> list[object]:
    """The files of a corpus by the folder of their document; one that is skipped where there are none."""
    found = sorted(FOLDER.glob(pattern))
    if not found:
        reason = f"there is no {pattern} in {FOLDER}; name the folder above data/ in TEIKIT_SHARED"
        return [pytest.param([], id="none", marks=pytest.mark.skip(reason=reason))]
    folders = sorted({path.parent for path in found})
    return [pytest.param([path for path in found if path.parent == one], id=one.name) for one in folders]


@pytest.mark.parametrize("paths", documents("bench-dev/*/ocr.txt") + documents("jfk-dev/*/*.md"))
def test_document(paths: list[Path]) -> None:
    for path in paths:
        data = path.read_bytes()
        conversion = convert(data, path.name, load())  # refuses what is not valid
        assert recover([parse(document) for _, document in conversion.documents]) == data
        assert not [edit for edit in conversion.draft.edits if not edit.why]


@pytest.mark.parametrize("paths", documents("bench-dev/*/ocr.txt"))
def test_words_are_not_corrected_twice(paths: list[Path]) -> None:
    """What is corrected stays so. The rule ``words`` weighs evidence, and a corrected text is better evidence: read
    again, it may find a few more, a seventh of the first time at most."""
    for path in paths:
        first = correct(Source(path.name, path.read_bytes().decode()), load())
        again = correct(Source(path.name, first.text), load())
        rules = Counter(edit.rule for edit in again.edits if edit.rule in WORD_RULES)
        assert rules.pop("words", 0) <= 3 + sum(edit.rule == "words" for edit in first.edits) / 7
        assert rules == {}
