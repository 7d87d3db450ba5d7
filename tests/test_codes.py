"""Every code of a message is explained, and the table of codes is that of the source."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Teikit

from teikit.errors import ExitCode
from teikit.messages.codes import ENDS, codes, explain_code
from teikit.messages.message import HARMLESS
from teikit.work.ledger.questions import KINDS

sys.path.insert(0, str(ROOT / "tools"))
import build_codes

IN_BRACKETS = re.compile(r"\[([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)\]")


def test_the_table_and_the_page_are_made_from_the_source() -> None:
    entries = build_codes.entries()
    assert build_codes.TABLE.read_text("utf-8") == build_codes.table(entries), "run tools/build_codes.py"
    assert build_codes.PAGE.read_text("utf-8") == build_codes.page(entries), "run tools/build_codes.py"


@pytest.mark.parametrize("code", sorted(codes()))
def test_each_code_says_something_and_what_follows(code: str) -> None:
    row = codes()[code]
    assert row.says and row.kind in ENDS, "give it a row in OWN of tools/build_codes.py"
    assert explain_code(code).startswith(f"{code}: ")


def test_codes_that_messages_and_documents_name_are_in_the_table() -> None:
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "schemas").glob("*.md")):
        for code in IN_BRACKETS.findall(path.read_text("utf-8")):
            assert code in codes(), (path.name, code)


def test_whatever_a_person_should_look_at_says_what_to_do() -> None:
    silent = {row.code for row in codes().values() if row.kind in KINDS and not row.do}
    assert silent == HARMLESS, "give it a row in DO of tools/build_codes.py"


@pytest.mark.parametrize("named", ["OUT-EXISTS", "page-missing", "T0203", "T0110", "RNG"])
def test_the_command_explains_it(teikit: Teikit, named: str) -> None:
    ran = teikit("explain", named)
    assert ran.code == 0 and ran.out.decode().startswith(f"{named.upper()}: ")


def test_all_messages_of_a_code_are_explained() -> None:
    account = " ".join(explain_code("IN-MISSING").split())
    assert "* there is no such file or folder" in account and "* there is no … in this folder" in account
    assert "* reading PDF needs the package pypdfium2 Install it: pip" in " ".join(
        explain_code("MISSING-DEPENDENCY").split()
    )


def test_what_is_neither_rule_nor_code_is_refused(teikit: Teikit, tmp_path: Path) -> None:
    ran = teikit("explain", "NO-SUCH-CODE")
    assert ran.code == ExitCode.USAGE and "USAGE-RULE" in ran.err


def test_the_code_of_a_failure_is_explained(teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9 " * 3 + b"\x00\x00")
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = teikit("convert", tmp_path / "empty.txt", "-o", tmp_path / "out")
    for code in IN_BRACKETS.findall(ran.err):
        assert teikit("explain", code).code == 0
