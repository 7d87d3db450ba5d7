"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest
from conftest import ROOT


def with_examples() -> list[str]:
    """The modules that have examples in their docstrings."""
    paths = sorted((ROOT / "teikit").rglob("*.py"))
    return [name_of(path) for path in paths if re.search(r"^ *>>> ", path.read_text("utf-8"), re.MULTILINE)]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("name", with_examples())
def test_the_examples_of_a_module_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted and not result.failed
