"""The rules in their own words: those of the chain, those beside it, and those of others."""

from __future__ import annotations

import importlib
import inspect

from teikit.own_passes import docstring

BESIDE_THE_CHAIN = ("decision", "collate", "names", "privacy")
"""Rules that are not in every chain: what persons decided, what collates releases, what lists of names do."""


def docstring_of(rule: str) -> str:
    """What a rule corrects or marks, what it leaves alone and how it may be wrong: the docstring of its module."""
    home = "teikit.collation" if rule == "collate" else f"teikit.passes.{rule}"
    try:
        return inspect.cleandoc(importlib.import_module(home).__doc__ or "")
    except ModuleNotFoundError:
        return docstring(rule)
