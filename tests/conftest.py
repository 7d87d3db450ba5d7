"""What several tests need: the lexicon, the shared data where there are any, and the case files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from lxml import etree

from teikit.arguments.parser import Parser, commands_of
from teikit.cli import by_command, main
from teikit.lexicon import Lexicon, load
from teikit.messages.explanations import cases_of as read_cases

settings.register_profile("teikit", deadline=None)  # how fast a machine is says nothing of a law
settings.register_profile("quick", deadline=None, max_examples=15)
settings.load_profile("teikit")

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "polto-circular-12.txt"


class Ran(NamedTuple):
    """What a command answered."""

    code: int
    out: bytes
    err: str


Teikit = Callable[..., Ran]


def cases(name: str) -> list[object]:
    """The cases of ``tests/cases/NAME.txt`` for ``parametrize(("text", "reading"), ...)``, known by their titles."""
    return [pytest.param(case.text, case.expected, id=case.title) for case in read_cases(name)]


@cache
def _grammar(path: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(path))


def invalid(grammar: Path, paths: Sequence[Path]) -> str:
    """What is wrong with documents by a grammar, empty if nothing is.

    A grammar is read once, for tei_all takes longer to read than all documents. jing reads it much faster.
    """
    if shutil.which("jing"):
        ran = subprocess.run(["jing", grammar, *paths], check=False, capture_output=True, text=True)
        return (ran.stdout[:3000] + ran.stderr[:1000] or "jing failed") if ran.returncode else ""
    checker = _grammar(grammar)
    wrong = [(path.name, str(checker.error_log)) for path in paths if not checker.validate(etree.parse(path))]
    return "\n".join(f"{name}: {errors}" for name, errors in wrong)


def environment() -> dict[str, str]:
    """The environment of a process that finds the same teikit as this one."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@pytest.fixture
def teikit(capfdbinary: pytest.CaptureFixture[bytes]) -> Teikit:
    """Run a command in this process."""

    def call(*arguments: str | Path) -> Ran:
        capfdbinary.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return Ran(code, out, err.decode())

    return call


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The dictionaries, loaded once."""
    return load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of documents to measure on, which is no part of the project."""
    folder = Path(os.environ.get("TEIKIT_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"the shared documents are not at {folder}; name their folder in TEIKIT_SHARED")
    return folder


def commands_and_actions() -> dict[str, Parser]:
    """The parsers of all commands, and those of the actions of a command: ``ledger show``."""
    commands = by_command()
    actions = {
        f"{name} {action}": parser
        for name, command in commands.items()
        for action, parser in commands_of(command).items()
    }
    return commands | actions
