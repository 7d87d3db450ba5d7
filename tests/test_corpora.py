"""Every text of the development corpora converts, is valid and comes back byte for byte."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

from teikit.chain import WORDS, correct
from teikit.check.validation import parse
from teikit.conversion import Conversion, convert
from teikit.core import Source
from teikit.lexicon import load
from teikit.tei import recover

pytestmark = pytest.mark.thorough

FOLDER = Path(os.environ.get("TEIKIT_SHARED", ROOT.parent / "shared")) / "data"
WORD_RULES = {propose.__name__ for propose in WORDS}


def documents(pattern: str) -> list[object]:
    """The files of a corpus by the folder of their document; one that is skipped where there are none."""
    paths = sorted(FOLDER.glob(pattern))
    if not paths:
        reason = f"there is no {pattern} in {FOLDER}; name the folder above data/ in TEIKIT_SHARED"
        return [pytest.param([], id="none", marks=pytest.mark.skip(reason=reason))]
    folders = sorted({path.parent for path in paths})
    return [pytest.param([path for path in paths if path.parent == folder], id=folder.name) for folder in folders]


@pytest.fixture(scope="module", params=documents("bench-dev/*/ocr.txt"))
def release(request: pytest.FixtureRequest) -> tuple[bytes, Conversion]:
    """A release of the benchmark, and its conversion, which refuses what is not valid."""
    (path,) = request.param
    data = path.read_bytes()
    return data, convert(data, path.name, load())


def check(data: bytes, conversion: Conversion) -> None:
    assert recover([parse(document) for _, document in conversion.documents]) == data
    assert not [edit for edit in conversion.draft.edits if not edit.why]


def test_every_release_of_the_benchmark_converts_and_comes_back(release: tuple[bytes, Conversion]) -> None:
    check(*release)


@pytest.mark.parametrize("paths", documents("jfk-dev/*/*.md"))
def test_every_release_of_a_real_record_converts_and_comes_back(paths: list[Path]) -> None:
    for path in paths:
        data = path.read_bytes()
        check(data, convert(data, path.name, load()))


def test_words_are_not_corrected_twice(release: tuple[bytes, Conversion]) -> None:
    """What is corrected stays so. The rules ``words`` and ``specks`` weigh evidence, and a corrected text is better
    evidence: read again, they may find a few more, a fifth of the first time at most."""
    first = release[1].draft
    again = correct(Source(first.source.name, first.text), load())
    rules = Counter(edit.rule for edit in again.edits if edit.rule in WORD_RULES)
    for rule in ("words", "specks"):
        assert rules.pop(rule, 0) <= 3 + sum(edit.rule == rule for edit in first.edits) / 5
    assert rules == {}
