"""How sure the engine was of its words, as a ground for corrections: where it counts, and where it must not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import ROOT
from test_dictionaries import table

from teikit.chain import correct
from teikit.core import Draft, Source, SourceFile, Span
from teikit.core.layout import Layout
from teikit.lexicon import load
from teikit.messages.why import explain_word
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord, source_of
from teikit.words.certainty import WITH_CONFIDENCE, scorecard_case
from teikit.words.changes import read_segments
from teikit.words.confidence import DOUBTS, STEPS, WordConfidences, doubt
from teikit.words.document import TextKnowledge
from teikit.words.tokens import Token

SAMPLE = (ROOT / "samples" / "polto-circular-12.txt").read_text("utf-8")
TELEGRAM = """\
1. THE AMBASSADOR SAID THAT THE GOVERNMENT WOULD CONSIDER THE PROPOSAL
IN THE LIGHT OF THE DISCUSSIONS WHICH TOOK PLACE LAST WEEK IN PARIS.
2. HE ADDED THAT THE {} OF THE FOREIGN MINISTER HAD NOT CHANGED AND
THAT THE DELEGATION EXPECTED FURTHER INSTRUCTIONS BEFORE THE MEETING.
"""


def scanned(text: str, doubted: dict[str, float], engine: str = "tesseract 5.3.0") -> Source:
    """A text of one page as an engine read it that was sure of all words but some."""
    lines = [[ScannedWord(word, None, doubted.get(word, 0.96)) for word in line.split()] for line in text.splitlines()]
    scan = Scan([ScannedPage([ScannedBlock([ScannedLine(words) for words in lines])])], engine)
    return source_of(scan, "page.hocr", [SourceFile("page.hocr", b"", "text/html")])


def mended(source: Source) -> dict[str, str]:
    """What the words rule has changed."""
    draft = correct(source, load())
    text = source.text
    return {text[edit.span.start : edit.span.end]: edit.new for edit in draft.edits if edit.rule == "words"}


def facts(source: Source) -> list[dict[str, float]]:
    """The facts of all changes that the words rule thought of in a text."""
    lexicon = load()
    layout = source.layout
    confidences = WordConfidences(layout, lambda span: span) if layout else None
    knowledge = TextKnowledge(confidences=confidences)
    readings = read_segments(source.text, lexicon.words, lexicon.channel, lexicon.scorecard, knowledge)
    return [change.facts for reading in readings for change in reading.changes]


@pytest.mark.parametrize(("right", "read"), [("POSITION", "PCSITIDN"), ("ATTITUDE", "ATITUDE"), ("OPINION", "OPINLON")])
def test_a_doubtful_word_is_mended_only_if_the_engine_doubted_it(right: str, read: str) -> None:
    text = TELEGRAM.format(read)
    assert mended(scanned(text, {read: 0.2})) == {read: right}
    assert mended(scanned(text, {})) == {}


@pytest.mark.parametrize(("right", "read"), [("THAT THE GOV", "THAI THE GOV"), ("HE ADDED", "ME ADDED")])
def test_a_known_word_is_taken_for_another_only_if_the_engine_doubted_it(right: str, read: str) -> None:
    text = TELEGRAM.format("POSITION").replace(right, read)
    ((wrong, word),) = [
        (observed, truth) for observed, truth in zip(read.split(), right.split(), strict=True) if observed != truth
    ]
    assert mended(scanned(text, {wrong: 0.2})) == {wrong: word}
    assert mended(scanned(text, {})) == {}


def test_a_known_word_that_cannot_stand_there_is_mended_though_the_engine_was_sure() -> None:
    text = TELEGRAM.format("POSITION").replace("BEFORE THE", "BEFORE TEE")
    assert mended(scanned(text, {})) == {"TEE": "THE"}


@pytest.mark.parametrize("confidence", [0.0, 0.3, 0.6, 0.9, 0.96])
def test_a_word_that_fits_is_not_touched_because_the_engine_doubted_it(confidence: float) -> None:
    text = TELEGRAM.format("POSITION")
    assert mended(scanned(text, dict.fromkeys(text.split(), confidence))) == {}
    for word in set(text.split()):
        assert mended(scanned(text, {word: confidence})) == {}


def test_what_never_is_touched_is_not_because_of_low_confidence() -> None:
    text = TELEGRAM.format("POSITION") + "3. REF POLTO 1482, C/CIC 27 AND B1A3 OF OCTOBER 28, 1962 ($1,250).\n"
    assert mended(scanned(text, dict.fromkeys(text.split(), 0.05))) == {}


@pytest.mark.parametrize("engine", ["", "ABBYY FineReader 11", "tesseract 3.04.01", "some other engine"])
def test_another_engine_counts_as_none(engine: str) -> None:
    text = TELEGRAM.format("PCSITIDN").replace("DISCUSSIONS", "DISCUSSI0NS")
    source = scanned(text, {"PCSITIDN": 0.2}, engine)
    assert correct(source, load()).edits == correct(replace(source, layout=None), load()).edits


@pytest.mark.parametrize("engine", ["tesseract 5.3.0", "Tesseract 4.1.1", "tesseract v5.0.0-alpha", "tesseract"])
def test_tesseract_counts_from_version_four_on(engine: str) -> None:
    text = TELEGRAM.format("ATITUDE")
    assert mended(scanned(text, {"ATITUDE": 0.2}, engine)) == {"ATITUDE": "ATTITUDE"}


def test_a_layout_without_confidences_gives_the_plain_facts() -> None:
    text = TELEGRAM.format("PCSITIDN")
    source = scanned(text, dict.fromkeys(text.split(), None), "tesseract")  # type: ignore[arg-type]
    assert source.layout is not None
    assert facts(source) == facts(replace(source, layout=None)) != []
    assert not any(scorecard_case(row).endswith(WITH_CONFIDENCE) for row in facts(source))


def test_without_a_layout_no_fact_speaks_of_confidence() -> None:
    plain = facts(Source("sample.txt", SAMPLE))
    assert plain and not any("confidence" in name for row in plain for name in row)
    assert not any(scorecard_case(row).endswith(WITH_CONFIDENCE) for row in plain)


def test_a_word_over_a_line_end_has_the_lower_confidence() -> None:
    text = TELEGRAM.format("POSITION").replace("AND\nTHAT", "ACCORD-\nIMGLY THAT")
    over_lines = [row for row in facts(scanned(text, {"IMGLY": 0.4, "ACCORD-": 0.8})) if row["tokens"] == 2]
    assert [(row["confidence"], row["highest confidence"]) for row in over_lines] == [(0.4, 0.8)]


def test_the_place_in_the_page_and_the_neighbours_are_facts() -> None:
    text = TELEGRAM.format("PCSITIDN")
    (row,) = facts(scanned(text, {"PCSITIDN": 0.2, "OF": 0.7}))
    assert row["confidence"] == 0.2
    assert row["confidence of page"] == row["confidence before"] == 0.96
    assert row["confidence after"] == 0.7
    assert 0 < row["confidence in page"] < 0.02


def test_confidences_are_found_through_earlier_edits_and_asides() -> None:
    source = scanned("ONE TW0 THREE", {"TW0": 0.4, "THREE": 0.7})
    assert source.layout is not None
    shifted = WordConfidences(source.layout, lambda span: Span(span.start - 5, span.end - 5))
    assert shifted.of(Token(9, 12, "", "TW0", "", "TW0")) == 0.4
    whole = WordConfidences(source.layout, Draft.of(source).to_source)
    assert whole.of(Token(4, 13, "", "TW0 THREE", "", "TW0 THREE")) == 0.4
    assert WordConfidences(Layout(()), lambda span: span).of(Token(0, 3, "", "ONE", "", "ONE")) is None
    assert WordConfidences(Layout(()), lambda span: span).of_page(Token(0, 3, "", "ONE", "", "ONE")) == []


def test_doubt_falls_as_confidence_rises() -> None:
    assert sorted(STEPS) == list(STEPS)
    assert sorted(DOUBTS, reverse=True) == list(DOUBTS)
    assert len(DOUBTS) == len(STEPS) + 1
    assert doubt(None) == 0 < doubt(0.0)
    assert doubt(1.0) == doubt(0.96) < 0


def test_the_scorecards_with_confidence_know_every_fact_and_case() -> None:
    plain, rows = table("general/certainty.tsv"), table("general/certainty-confidence.tsv")
    assert {case for case, *_ in rows} == {case + WITH_CONFIDENCE for case, *_ in plain}
    assert {"always", "cost", "confidence", "confidence in page", "confidence before"} <= {row[1] for row in rows}
    assert not any("confidence" in fact for _, fact, *_ in plain)
    assert all(abs(float(right)) < 15 and abs(float(harm)) < 15 for *_, right, harm in rows)


def test_the_account_of_a_word_names_the_confidence() -> None:
    text = TELEGRAM.format("PCSITIDN")
    source = scanned(text, {"PCSITIDN": 0.2})
    assert f"{WITH_CONFIDENCE}'" in explain_word(source, *source.position(text.index("PCSITIDN")), load())
