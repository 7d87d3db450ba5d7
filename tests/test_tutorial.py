"""Every command of the tutorial, as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", TUTORIAL, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("tutorial")
    shim = folder / "bin" / "teikit"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m teikit "$@"\n', "utf-8")
    shim.chmod(0o755)
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": path}
    script = "set -euo pipefail\n" + "\n".join(BLOCKS)
    work = folder / "work"
    work.mkdir()
    done = subprocess.run(
        ["bash", "-c", script], cwd=work, env=environment, capture_output=True, text=True, check=False
    )
    return work, done


@pytest.mark.thorough
def test_every_command_works(ran: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, done = ran
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    assert "Traceback" not in done.stderr


@pytest.mark.thorough
def test_what_it_says_is_there_is_there(ran: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    work, _ = ran
    cables = work / "cables"
    for name in (
        "releases.html",
        "withheld.tsv",
        "names.tsv",
        "cmif.xml",
        "site/index.html",
        "report.jsonl",
        "documents.html",
    ):
        assert (cables / name).stat().st_size, name
    tei = (cables / "output" / "polto-circular-12.xml").read_text("utf-8")
    assert "A library of your choice" in tei and "https://creativecommons.org/licenses/by/4.0/" in tei
    assert "Box 7, folder 3" in tei and "https://example.org/persons/finletter" in tei
    assert "A library of your choice" in (cables / "site" / "index.html").read_text("utf-8")
    assert '"after":"PARIS."' in (cables / "output" / "decisions.jsonl").read_text("utf-8")
    decided = (cables / "output" / "records" / "08-paris-115.xml").read_text("utf-8")
    assert 'resp="#anna"' in decided and "PARIS.</corr>" in decided
    assert "MINISTER STATED" in (cables / "output" / "paris-108.xml").read_text("utf-8")
    assert "<img" in (cables / "site" / "documents" / "records" / "04-paris-108.html").read_text("utf-8")
    assert "<sourceDoc" not in (cables / "for-viewers" / "polto-circular-12.xml").read_text("utf-8")
