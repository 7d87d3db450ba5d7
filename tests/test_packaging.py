"""What is installed is whole: built, installed into an empty environment, and run there."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE

pytestmark = pytest.mark.thorough

FOLDERS = {
    "teikit.dictionaries": "dictionaries",
    "teikit.schemas": "schemas",
    "teikit.cases": "tests/cases",
    "teikit.samples": "samples",
}
SETUPTOOLS = 78  # version that builds without an environment of its own, which would fetch another
NOT_OURS = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "out")
LOOK = """
import sys, teikit
from teikit.resources import folder
assert teikit.__file__.startswith(sys.prefix), teikit.__file__
for kind, name in (
    ("dictionaries", "us/words.tsv"), ("dictionaries", "us/words.bin"), ("dictionaries", "general/english.txt"),
    ("schemas", "teikit.rng"), ("cases", "hyphens.txt"),
    ("samples", "polto-circular-12.txt"),
):
    assert str(folder(kind) / name).startswith(sys.prefix), folder(kind)
    assert (folder(kind) / name).is_file(), name
"""


def run(*command: str | Path, **settings: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **settings)  # type: ignore[call-overload, no-any-return]


def packages() -> set[str]:
    """The packages that setup.cfg names."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    return set(setup["options"]["packages"].split())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    pytest.importorskip("build", reason="needs the package 'build' (tox installs it)")
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT, folder / "source", ignore=NOT_OURS)
    here = ["--no-isolation"] * (int(version("setuptools").partition(".")[0]) >= SETUPTOOLS)
    done = run(sys.executable, "-m", "build", *here, "--outdir", folder / "dist", folder / "source")
    printed = done.stdout + done.stderr
    if done.returncode and "No matching distribution found for setuptools" in printed:
        pytest.skip("building needs setuptools, which pip cannot get here (no network?)")
    assert done.returncode == 0, printed[-3000:]
    return folder / "dist"


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


def test_every_folder_with_code_is_in_the_list() -> None:
    """A package that the list forgets is left out of the wheel without a word."""
    inside = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "teikit").rglob("__init__.py")}
    assert packages() == inside | set(FOLDERS)


def test_the_wheel_holds_everything(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = [path.relative_to(ROOT) for path in (ROOT / "teikit").rglob("*") if path.suffix in (".py", ".typed")]
    for package, folder in FOLDERS.items():
        inside = Path(*package.split("."))
        kinds = (".txt", ".tsv", ".toml", ".rng", ".rnc", ".sch", ".xsl", ".py")
        paths = (path for path in (ROOT / folder).rglob("*") if path.suffix in kinds)
        ours += [inside / path.relative_to(ROOT / folder) for path in paths]
    assert {str(path) for path in ours} | {"teikit/dictionaries/us/words.bin"} <= names
    assert any(name.endswith(".data/data/share/man/man1/teikit.1") for name in names)
    assert wheel.stat().st_size < 15_000_000
    assert not [name for name in names if "/tests/" in name or name.endswith(".pyc")]


def test_the_sdist_holds_what_the_tests_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"tox.ini", "setup.cfg", f"samples/{SAMPLE.name}", "tests/conftest.py", "dictionaries/us/words.tsv"} <= names


def test_the_wheel_works_where_nothing_else_is(wheel: Path, tmp_path: Path) -> None:
    """The dependencies are borrowed from here by a .pth file; teikit itself comes from the wheel alone."""
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    done = run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--ignore-installed",
        "--no-deps",
        "--no-index",
        wheel,
    )
    if "No module named pip" in done.stderr:
        pytest.skip("needs pip")
    assert done.returncode == 0, done.stderr
    site = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("platlib") + "\n", "utf-8")
    alone = {"cwd": tmp_path, "env": {"PATH": "/usr/bin:/bin"}}
    looked = run(python, "-c", LOOK, **alone)
    assert looked.returncode == 0, looked.stderr
    converted = run(tmp_path / "env" / "bin" / "teikit", "convert", SAMPLE, "-o", "out", **alone)
    assert converted.returncode == 0, converted.stderr
    recovered = tmp_path / "again.txt"
    run(python, "-m", "teikit", "recover", "out/polto-circular-12.xml", "-o", recovered, **alone)
    assert recovered.read_bytes() == SAMPLE.read_bytes()
