"""POLTO Circular 12 as a whole: the TEI and the report that are known to be right, and small facts about them.

When a change is meant, look at the differences and renew what is expected: TEIKIT_RENEW_GOLDEN=1 pytest
tests/test_golden.py. What came out wrong is kept beside what was expected, as ``*.wrong``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE

from teikit.check.validation import parse
from teikit.conversion import Conversion, convert
from teikit.core import Span
from teikit.lexicon import load
from teikit.messages.message import as_line, messages_of
from teikit.tei import reading_text

GOLDEN = ROOT / "tests" / "documents" / "polto-12"
VERSION = re.compile(rb'(ident="teikit" version=")[^"]*')


@pytest.fixture(scope="module")
def sample() -> Conversion:
    return convert(SAMPLE.read_bytes(), SAMPLE.name, load())


def compare(path: Path, output: bytes) -> None:
    """Hold what was found against what is expected; keep it if it is wrong, or renew the expected."""
    wrong = path.with_name(path.name + ".wrong")
    wrong.unlink(missing_ok=True)
    if os.environ.get("TEIKIT_RENEW_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output)
    if not path.exists() or path.read_bytes() != output:
        wrong.write_bytes(output)
        pytest.fail(f"not as expected: compare {path.relative_to(ROOT)} with {wrong.name}, or TEIKIT_RENEW_GOLDEN=1")


def test_the_tei_is_as_it_was(sample: Conversion) -> None:
    ((_, document),) = sample.documents
    compare(GOLDEN / "expected.xml", VERSION.sub(rb"\g<1>0", document))


def test_the_report_is_as_it_was(sample: Conversion) -> None:
    printed = "".join(f"{as_line(message)}\n" for message in messages_of(sample, SAMPLE.name))
    compare(GOLDEN / "report.txt", printed.encode())


def test_the_reading_text_is_as_it_was(sample: Conversion) -> None:
    ((_, document),) = sample.documents
    compare(GOLDEN / "text.txt", reading_text(parse(document)).encode())


# ----------------------------------------------------------------------- facts


def line(sample: Conversion, number: int) -> str:
    """A line of the OCR as it reads now."""
    source_line = sample.source.lines[number - 1]
    return sample.draft.read(source_line.whole).strip()


READINGS = {
    14: ("NACT", "NIACT"),
    179: ("NIACT", "NIACT"),
    340: ("N/ACT", "NIACT"),
    501: ("NI ACT", "NIACT"),
    495: ("..07", ""),
    199: (
        "-2- POLTO CIRCULAR 12, OCTOBER 28, 8 PM (SECTION 11 OF 11), FRY.",
        "-2- POLTO CIRCULAR 12, OCTOBER 28, 8 PM (SECTION 11 OF 11), FROM",
    ),
    377: (
        "ATION SOVIET POLICY CONTAINED CIRCR 744. THEN READ AND",
        "ATION SOVIET POLICY CONTAINED CIRC 744. THEN READ AND",
    ),
    378: (
        "DISTRIBUTED WHITE HOUSE STATEMENT CONTAINED CIRCR 788.",
        "DISTRIBUTED WHITE HOUSE STATEMENT CONTAINED CIRC 788.",
    ),
    344: ("transferred to O/TAINIA", "transferred to O/FADRC"),
    346: ("Cat. B - Transferred to O/FABRIC", "Cat. B - Transferred to O/FADRC"),
    50: ("REPRODUCTION FROM THIS COPY", "REPRODUCTION FROM THIS COPY IS"),
    58: ("FOI, HQ OF PA EXEMPTED", "FOI, EO or PA exemptions"),
    407: ("() POL, I/O or PA exemptions", "() FOI, EO or PA exemptions"),
    # exemption codes, fuller release
    96: ("(b)(1)", "(b)(1)"),
    97: ("BIA3", "B1A3"),
    110: ("(b)(1)", "(b)(1)"),
    111: ("BIA3", "B1A3"),
    124: ("(6)", "(b)(1)"),
    125: ("BIA", "B1A3"),
    # exemption codes, excised release
    429: ("(b)(1)", "(b)(1)"),
    430: ("BIA3", "B1A3"),
    432: ("(b)(1)", "(b)(1)"),
    433: ("BIA3", "B1A3"),
    442: ("(6)(1)", "(b)(1)"),
    443: ("B1A3", "B1A3"),
    452: ("(b7C)", "(b)(1)"),
    453: ("BIA3", "B1A3"),
    507: ("BIA", "B1A3"),
    509: ("(b)(1)", "(b)(1)"),
    524: ("B/A3", "B1A3"),
    526: ("(b)(c)", "(b)(1)"),
    535: ("131", "B1A3"),
    536: ("(b)(1)", "(b)(1)"),
    545: ("BIA3", "B1A3"),
    547: ("(b)(1)", "(b)(1)"),
    # numbers and dates in heads are evidence
    131: (
        "-4- POLTO CIRCULAR 12, OCTOBER 28, 8 PM (SECTION 1 OF 11), FROM",
        "-4- POLTO CIRCULAR 12, OCTOBER 28, 8 PM (SECTION 1 OF 11), FROM",
    ),
    36: (
        "DISTRIBUTED WHITE HOUSE STATEMENT CONTAINED CIRC 788.",
        "DISTRIBUTED WHITE HOUSE STATEMENT CONTAINED CIRC 788.",
    ),
}


@pytest.mark.parametrize(("number", "before", "after"), [(number, *pair) for number, pair in READINGS.items()])
def test_a_line_of_the_sample_is_corrected_as_expected(
    number: int, before: str, after: str, sample: Conversion
) -> None:
    assert sample.source.lines[number - 1].text.strip() == before
    assert line(sample, number) == after


def test_six_words_are_joined_and_no_more(sample: Conversion) -> None:
    joined = [sample.source.position(edit.span.start)[0] for edit in sample.draft.edits if edit.rule == "hyphens"]
    assert joined == [34, 84, 139, 148, 284, 376]
    read = sample.draft.text
    for word, times in {"EVALUATION": 4, "UNDERSTAND": 1, "INSTRUCTIONS": 6, "INVASION": 1, "MEANINGFUL": 2}.items():
        assert len(re.findall(rf"\b{word}\b", read)) == times, word


def test_every_bracket_is_a_gap_with_its_place(sample: Conversion) -> None:
    text = sample.source.text
    gaps = {mark.span for mark in sample.draft.of_kind("gap") if mark.get("rend") == "brackets"}
    brackets = {Span(*match.span()) for match in re.finditer(r"\[\]|\[(?=\n)", text)}
    assert gaps == brackets
    assert (text.count("[]"), len(gaps)) == (36, 37)


def test_excisions_without_brackets_are_gaps_too(sample: Conversion) -> None:
    extents = {}
    for mark in sample.draft.of_kind("gap"):
        if mark.get("evidence"):
            extents[sample.source.position(mark.span.start)[0]] = (
                mark.get("ana"),
                mark.get("unit") or mark.get("extent"),
            )
    assert extents == {
        99: ("b1 a3", ""),
        442: ("b1 a3", "page"),
        455: ("b1 a3", ""),
        507: ("b1 a3", "rest of page"),
        524: ("b1 a3", "page"),
        535: ("b1 a3", "page"),
        545: ("b1 a3", "page"),
    }


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (49, "BELGIAN"),
        (193, "WHICH"),
        (241, "[DURING]"),
        (290, "WHILE"),
        (391, "BELGIAN"),
        (464, "WHILE"),
        (513, "WHICH"),
    ],
)
def test_each_catchword_of_the_sample_is_found(number: int, word: str, sample: Conversion) -> None:
    marks = sample.draft.of_kind("catch")
    assert len(marks) == 7
    catchwords = {
        sample.source.position(mark.span.start)[0]: sample.source.text[slice(*mark.span)].strip() for mark in marks
    }
    assert catchwords[number] == word


NAMES = [
    "COLONNA",
    "DIEFENBAKER",
    "FINLETTER",
    "TYLER-HILSMAN-NITZE",
    "HARRASSMENTS",
    "FONOFF",
    "PERMREPS",
    "PERM REPS",
    "PERMREP",
    "REFTELS",
    "DEPCIRTELS",
    "TOPOLS",
    "CIRC 744",
    "CIRC 788",
    "KHRUSHCHEV",
    "GREEN",
    "CASTRO",
    "JUPITERS",
    "SELF-DEFENSE",
    "CUBAN-TURKISH",
    "SLOW-DOWN",
    "PRO-US",
    "BUILD-UP",
    "POLTO",
    "TOPOL",
    "GOVT",
    "JAW",
    "MJA",
]


@pytest.mark.parametrize("name", NAMES)
def test_right_words_are_not_touched(name: str, sample: Conversion) -> None:
    spans = [match.span() for match in re.finditer(rf"\b{re.escape(name)}\b", sample.source.text)]
    assert spans
    for start, end in spans:
        assert sample.draft.read(Span(start, end)) == name


def test_nothing_else_is_corrected(sample: Conversion) -> None:
    """Every correction is one of those above, or in a stamp of the State Department."""
    known = {*READINGS, 34, 84, 139, 148, 284, 376}
    marks = [mark.span for mark in sample.draft.of_kind("stamp", "header")]
    for edit in sample.draft.edits:
        inside = any(span.start <= edit.span.start < span.end for span in marks)
        number = sample.source.position(edit.span.start)[0]
        assert inside or number in known or (number, edit.new) == (324, "Rec'd"), edit


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("page", 19),
        ("header", 14),
        ("pageNum", 14),
        ("catch", 7),
        ("exemption", 11),
        ("signed", 3),
        ("initials", 4),
        ("postscript", 4),
    ],
)
def test_the_sample_has_as_many_marks_of_each_kind_as_expected(kind: str, count: int, sample: Conversion) -> None:
    assert len(sample.draft.of_kind(kind)) == count


@pytest.mark.parametrize("banner", ["SECRET", "EYES ONLY"])
def test_every_banner_is_out_of_the_text(banner: str, sample: Conversion) -> None:
    assert not re.search(rf"(?mi)^\W*{banner}\W*$", sample.draft.text)


def test_no_running_head_is_left_in_the_text(sample: Conversion) -> None:
    assert not re.search(r"-[2-5]- POLTO", sample.draft.text)
    assert "REPRODUCTION" not in sample.draft.text
    assert "B1A3" not in sample.draft.text
