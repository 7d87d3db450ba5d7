"""Where teikit's data lies: dictionaries, schemas, cases and samples, installed or in the source tree."""

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
