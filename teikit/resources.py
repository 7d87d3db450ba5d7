"""Locate teikit's data, installed or in the source tree: dictionaries, schemas, cases, samples, table of codes."""

from __future__ import annotations

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

SOURCE_TREE = {"dictionaries": "dictionaries", "schemas": "schemas", "cases": "tests/cases", "samples": "samples"}


def folder(kind: str) -> Traversable:
    """The folder of one kind of data: ``dictionaries``, ``schemas``, ``cases`` or ``samples``.

    If teikit runs from its source tree without being installed, it is the folder next to the package.
    """
    try:
        return importlib.resources.files(f"teikit.{kind}")
    except ModuleNotFoundError:
        path = Path(__file__).resolve().parent.parent / SOURCE_TREE[kind]
        if path.is_dir():
            return path
        raise


def table_of_codes() -> str:
    """The table of the codes of all messages, from the package that shows them."""
    return importlib.resources.files("teikit").joinpath("messages", "codes.tsv").read_text(encoding="utf-8")
