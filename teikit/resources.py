"""Where teikit's data lies: dictionaries, schemas and cases, in a wheel, an editable install or the source tree."""

from __future__ import annotations

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

SOURCE_TREE = {"dictionaries": "dictionaries", "schemas": "schemas", "cases": "tests/cases"}


def folder(kind: str) -> Traversable:
    """The folder of one kind of data: ``dictionaries``, ``schemas`` or ``cases``.

    Where teikit runs from its source tree without being installed, the folder beside the package is taken.
    """
    try:
        return importlib.resources.files(f"teikit.{kind}")
    except ModuleNotFoundError:
        path = Path(__file__).resolve().parent.parent / SOURCE_TREE[kind]
        if path.is_dir():
            return path
        raise
