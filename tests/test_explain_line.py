"""Why a line is what it is: what a person is told of it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from conftest import Teikit

from teikit.conversion import load_lexicon
from teikit.errors import ExitCode
from teikit.lexicon.line_roles import LineRole
from teikit.messages.line import explain_line
from teikit.options import Options
from teikit.readers import read

CABLE = """CLASSIFIED MESSAGE
SECRET
FROM: LISBON
DIR CITE LISB 2213

1. THE TWO AGENTS LEFT TODAY AND WILL BE BACK IN JUNE WITH THE
DOCUMENTS FOR WHICH THE STATION HAD ASKED IN ITS LAST MESSAGE.
2. THE AMBASSADOR WAS NOT TOLD OF THE VISIT AND WILL NOT BE TOLD
BEFORE THE END OF THE MONTH UNLESS HEADQUARTERS DECIDES OTHERWISE.
3. STATION WILL REPORT FURTHER WHEN THE AGENTS HAVE COME BACK.
END OF MESSAGE

RELEASING OFFICER
COORDINATING OFFICERS
fA Dre ty iN Fg
REPRODUCTION BY OTHER THAN THE ISSUING OFFICE IS PROHIBITED. Copy No.
"""


@pytest.fixture
def cable(tmp_path: Path) -> Path:
    file = tmp_path / "cable.txt"
    file.write_text(CABLE)
    return file


def account(teikit: Teikit, file: Path, line: int) -> list[str]:
    return teikit("explain", "--line", f"{file}:{line}").out.decode().splitlines()


@pytest.mark.parametrize(("line", "outcome"), [(7, "it stays in the text"), (15, "it leaves the text")])
def test_a_judged_line_says_its_role_and_what_weighed(line: int, outcome: str, cable: Path, teikit: Teikit) -> None:
    head, printed, likely, *grounds = account(teikit, cable, line)
    assert CABLE.splitlines()[line - 1] in head
    assert outcome in printed
    assert likely.split()[0] in {str(role) for role in LineRole} and "%" in likely
    points = [float(ground.split()[0]) for ground in grounds if ground.startswith("    ")]
    assert points and all(abs(value) >= 0.05 for value in points)


def test_a_line_that_another_rule_has_read_names_the_rule(cable: Path, teikit: Teikit) -> None:
    assert "field (rule fields)" in "\n".join(account(teikit, cable, 3))
    assert "classification (rule banners)" in "\n".join(account(teikit, cable, 2))


def test_a_line_is_judged_as_convert_judges_it(cable: Path) -> None:
    """What people decided counts, and a rule that is left out says nothing."""
    source = read(cable.read_bytes(), cable.name)
    line = CABLE.splitlines()[9]
    start = CABLE.index(line)
    row = {
        "source": "sha256:" + hashlib.sha256(CABLE.encode()).hexdigest()[:12],
        "at": [start, start + len(line)], "before": line, "left": "", "right": "",
        "is": "layer", "layer": "stamp", "who": "anna",
    }  # fmt: skip
    decisions = cable.parent / "decisions.jsonl"
    decisions.write_text(json.dumps(row) + "\n")
    options = Options(decisions=(str(decisions),), without=("banners",))
    lexicon = load_lexicon(options)
    assert "stamp (rule decision" in explain_line(source, 10, lexicon, options)
    assert "classification (rule banners)" not in explain_line(source, 2, lexicon, options)


def test_a_blank_line_and_a_short_document_say_so(cable: Path, tmp_path: Path, teikit: Teikit) -> None:
    assert account(teikit, cable, 5)[1].strip() == "it is empty"
    short = tmp_path / "short.txt"
    short.write_text("HE LEFT TODAY.\n")
    assert "is not judged" in account(teikit, short, 1)[1]


@pytest.mark.parametrize("place", ["cable.txt", "cable.txt:0", "cable.txt:99", "cable.txt:x"])
def test_a_place_that_is_none_is_refused(place: str, cable: Path, teikit: Teikit) -> None:
    ran = teikit("explain", "--line", str(cable.parent / place))
    assert ran.code == ExitCode.USAGE and "USAGE-PLACE" in ran.err


def test_one_question_at_a_time(cable: Path, teikit: Teikit) -> None:
    assert teikit("explain", "--genre", cable, "--line", f"{cable}:1").code == ExitCode.USAGE


def test_a_misspelt_code_is_recognised(teikit: Teikit) -> None:
    ran = teikit("explain", "PAGE-MISING")
    assert ran.code == ExitCode.USAGE
    assert "Did you mean 'PAGE-MISSING'?" in ran.err
