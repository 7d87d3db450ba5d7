"""Where teikit's data lies: dictionaries, schemas, cases, samples (installed or in the source tree), and the codes."""

from __future__ import annotations

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

SOURCE_TREE = {"dictionaries": "dictionaries", "schemas": "schemas", "cases": "tests/cases", "samples": "samples"}


def folder(kind: str) -> Traversable:
    """The folder of one kind of data: ``dictionaries``, ``schemas``, ``cases`` or ``samples``.

    Where teikit runs from its source tree without being installed, the folder beside the package is taken.
    """
    try:
        return importlib.resources.files(f"teikit.{kind}")
    except ModuleNotFoundError:
        path = Path(__file__).resolve().parent.parent / SOURCE_TREE[kind]
        if path.is_dir():
            return path
        raise


def table_of_codes() -> str:
    """The table of the codes of all messages, which lies in the package that shows them."""
    return importlib.resources.files("teikit").joinpath("messages", "codes.tsv").read_text(encoding="utf-8")
