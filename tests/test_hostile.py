"""Hostile files, each with what is promised for it. They lie outside the project: skipped without them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from teikit.check.validation import parse
from teikit.cli import main
from teikit.tei import reading_text

FOLDER = Path(os.environ.get("TEIKIT_SHARED", ROOT.parent / "shared")) / "data" / "hostile"

MORE = {
    "T15": {"EOL-MIXED"},
    "T22": {"CHAR-C1"},
    "T24": {"CHAR-C1"},
    "T36": {"CHAR-PUA"},
    "T43": {"TXT-LONG-LINE"},
    "T45": {"TXT-LONG-LINE"},
    "T49": {"TXT-LONG-LINE"},
    "X07": {"IN-EMPTY"},
    "D07": {"IN-EMPTY"},
    "X24": {"HOCR-BAD-NUMBER"},
    "X34": {"TXT-LONG-LINE"},
}
"""What teikit remarks beyond what is expected, and rightly."""

SLOWEST = 6
"""Times that a slow or crowded processor may need what a case allows; what grows with the square needs hundreds."""

KEPT = {"T01": ["--empty", "keep"]}
"""What is refused unless it is asked for: a text in which nothing is."""

OTHERWISE = {
    "D03": ["LIMIT-MEMORY"],  # the limit of memory comes before that of time
    "D04": ["LIMIT-MEMORY"],  # one of the two that are allowed
}
"""Where another limit than the one expected ends the work; the exit code is the same."""


def expectations() -> list[Any]:
    """The cases for text whose file is there; one that is skipped where there are none."""
    path = FOLDER / "expectations.json"
    if not path.is_file():
        reason = f"there are no hostile files in {FOLDER}; name the folder above data/ in TEIKIT_SHARED"
        return [pytest.param({}, id="none", marks=pytest.mark.skip(reason=reason))]
    known = json.loads(path.read_text("utf-8"))["cases"]
    files = (case for case in known if case["id"][0] in "TXDA" and (FOLDER / case["file"]).is_file())
    return [pytest.param(case, id=f"{case['id']}: {case['hazard']}") for case in files]


@pytest.fixture
def ran(
    case: dict[str, Any], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> tuple[int, float, str, Path]:
    """Exit code, seconds of the processor (others may use the machine), what was said, and where the TEI is."""
    path = FOLDER / case["file"]
    before = os.times()
    code = main(["convert", str(path), "-o", str(tmp_path / "out"), "-v", *KEPT.get(case["id"], [])])
    seconds = sum(os.times()[:4]) - sum(before[:4])
    out, err = capfdbinary.readouterr()
    assert out == b""
    return code, seconds, err.decode(), tmp_path / "out" / f"{path.stem}.xml"


@pytest.mark.parametrize("case", expectations())
@pytest.mark.thorough
def test_a_hostile_file_is_refused_in_time_and_named(
    case: dict[str, Any], ran: tuple[int, float, str, Path], tmp_path: Path
) -> None:
    code, seconds, printed, output = ran
    expect, path = case["expect"], FOLDER / case["file"]
    assert code == expect["exit"], printed
    assert seconds < SLOWEST * case["limits"]["seconds"]
    assert "Traceback" not in printed
    assert path.name in printed
    assert not any(ord(letter) < 32 and letter != "\n" for letter in printed)
    for wanted in OTHERWISE.get(case["id"], expect["codes"]):
        assert wanted in printed
    for unwanted in expect.get("output_must_not_contain", []):
        assert unwanted not in printed
    if expect["outcome"] == "reject":
        assert not output.exists()
        return
    if expect["outcome"] == "partial":
        written = [path.read_bytes() for path in tmp_path.rglob("*.xml")]
        read = " ".join(reading_text(parse(data), layer="all") for data in written)
        assert all(wanted in read for wanted in expect.get("text_must_contain", []))
        assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} <= {".xml"}
        return
    document = output.read_bytes()
    noted = set(re.findall(r'<note type="processing" n="([^"]+)"', document.decode()))
    assert noted == set(expect["codes"]) | MORE.get(case["id"], set())
    for unwanted in expect.get("output_must_not_contain", []):
        assert unwanted not in document.decode()
        assert unwanted not in printed
    read = " ".join(reading_text(parse(document), layer="all").split())
    for wanted in expect.get("text_must_contain", []):
        assert wanted in read
    assert main(["validate", str(output), "-q"]) == 0
    assert main(["recover", str(output), "-o", str(tmp_path / "again")]) == 0
    assert (tmp_path / "again").read_bytes() == path.read_bytes()
    assert main(["convert", str(path), "-o", str(tmp_path / "out"), "-q", *KEPT.get(case["id"], [])]) == 0  # the same
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == sorted([output.name, "again"])
