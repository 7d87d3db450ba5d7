"""The rules in their own words: those of the chain, and those beside it."""

from __future__ import annotations

import importlib
import inspect

BESIDE_THE_CHAIN = ("collate", "privacy")
"""Rules that are no passes: they are at work where the releases of a telegram are collated."""


def docstring_of(rule: str) -> str:
    """What a rule mends or marks, what it leaves alone and how it may be wrong: the docstring of its module."""
    home = "teikit.collation" if rule == "collate" else f"teikit.passes.{rule}"
    return inspect.cleandoc(importlib.import_module(home).__doc__ or "")
