"""The descriptions of the rules: their docstrings, for rules of the chain, other rules, and installed passes."""

from __future__ import annotations

import importlib
import inspect

from teikit.own_passes import docstring

BESIDE_THE_CHAIN = ("decision", "collate", "names", "privacy")
"""Rules that are not passes of every chain: decisions of people, the collation of releases, lists of names, privacy."""


def docstring_of(rule: str) -> str:
    """The description of a rule (what it corrects or marks, leaves alone, may get wrong): its module's docstring."""
    home = "teikit.collation" if rule == "collate" else f"teikit.passes.{rule}"
    try:
        return inspect.cleandoc(importlib.import_module(home).__doc__ or "")
    except ModuleNotFoundError:
        return docstring(rule)
