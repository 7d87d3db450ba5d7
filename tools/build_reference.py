"""Make docs/reference.md from the docstrings of the public names; a test compares them.

python tools/build_reference.py
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import teikit
from teikit import own_passes
from teikit.api import functions
from teikit.option_fields import BOTH, flag, properties_of
from teikit.options import Options

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference.md"
WIDTH = 100  # characters of a signature in one line
HEAD = """\
# Reference

The public names of `teikit`, made from their docstrings by `tools/build_reference.py`.
[python.md](python.md) has examples.
"""
FUNCTIONS = (
    "convert",
    "collate",
    "read",
    "correct",
    "encode",
    "recover",
    "recover_files",
    "reading_text",
    "validate",
    "load",
    "load_project",
)
RESULTS = ("Converted", "Corrected", "Collated", "Correction", "Notice")
VALUES = ("Source", "Span", "Draft", "Edit", "Mark", "Certainty", "Evidence", "TeikitError", "ExitCode")
OPAQUE = ("Lexicon",)
"""Values that programs pass on without looking into them."""


def reference() -> str:
    """The whole page."""
    named = {*FUNCTIONS, *RESULTS, *VALUES, *OPAQUE, "Options", "__version__"}
    assert named == set(teikit.__all__), named ^ set(teikit.__all__)
    parts = [HEAD, "## Functions\n", text_of(functions), *map(function, FUNCTIONS)]
    parts += ["## Options\n", text_of(Options), options(), "## What the functions return\n", *map(described, RESULTS)]
    parts += ["## Passes of your own\n", text_of(own_passes), "## Values\n", *map(described, VALUES)]
    parts += [f"### `{name}`\n\n{text_of(getattr(teikit, name))}" for name in OPAQUE]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def text_of(documented: object) -> str:
    """A docstring as markdown."""
    text = inspect.cleandoc(getattr(documented, "__doc__", None) or "")
    text = re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`", r"`\1`", text).replace("``", "`")
    lines: list[str] = []
    for block in re.split(r"\n\n+", text):
        lines += [f"```python\n{block}\n```" if block.startswith(">>> ") else re.sub(r"::$", ":", block), ""]
    return "\n".join(lines)


def signature(name: str, documented: Any) -> str:
    """The signature of a function, with one parameter per line if it is long."""
    called = inspect.signature(documented)
    parameters = list(map(parameter, called.parameters.values()))
    if any(parameter.kind is parameter.KEYWORD_ONLY for parameter in called.parameters.values()):
        first = next(
            at for at, parameter in enumerate(called.parameters.values()) if parameter.kind is parameter.KEYWORD_ONLY
        )
        if not parameters[first - 1].startswith("*"):
            parameters.insert(first, "*")
    text = f"teikit.{name}({', '.join(parameters)}) -> {called.return_annotation}"
    if len(text) > WIDTH:
        text = f"teikit.{name}(\n    " + ",\n    ".join(parameters) + f",\n) -> {called.return_annotation}"
    return f"```python\n{text}\n```\n"


def parameter(given: inspect.Parameter) -> str:
    """A parameter with its type and default."""
    stars = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}.get(given.kind.name, "")
    default = "Options()" if isinstance(given.default, Options) else repr(given.default)
    return f"{stars}{given.name}: {given.annotation}" + ("" if given.default is given.empty else f" = {default}")


def function(name: str) -> str:
    """A function: its signature and its docstring."""
    documented = getattr(teikit, name)
    return f"### `{name}`\n\n{signature(name, documented)}\n{text_of(documented)}"


def described(name: str) -> str:
    """A class: its docstring, its fields, its properties and methods."""
    kind = getattr(teikit, name)
    parts = [f"### `{name}`\n", text_of(kind)]
    if is_dataclass(kind):
        names = ", ".join(f"`{member.name}`" for member in fields(kind) if not member.name.startswith("_"))
        parts.append(f"Fields: {names}.\n")
    rows = [f"| `{member}` | {first_line(documented)} |" for member, documented in members(kind)]
    if rows:
        parts.append("\n".join(["| | |", "|---|---|", *rows]) + "\n")
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def members(kind: type) -> Iterator[tuple[str, object]]:
    """The properties and methods of a class, and of teikit's classes above it, that have a docstring."""
    seen = set()
    for owner in kind.__mro__:
        for name, documented in vars(owner).items():
            inner = (
                getattr(documented, "fget", None)
                or getattr(documented, "func", None)
                or getattr(documented, "__func__", documented)
            )
            public_name = not name.startswith("_") and owner.__module__.startswith("teikit")
            if public_name and name not in seen and inspect.isfunction(inner) and inner.__doc__:
                seen.add(name)
                yield (name if inner is not documented else f"{name}()"), inner


def first_line(documented: object) -> str:
    """The first sentence of a docstring."""
    return " ".join(text_of(documented).split("\n\n")[0].split())


def options() -> str:
    """A table of the options, from the fields from which the command line is made, too."""
    lines = ["| option | default | command | what it says |", "|---|---|---|---|"]
    for member in fields(Options):
        properties = properties_of(member)
        if not properties:
            continue
        default = f"`{member.default!r}`"
        choices = f" ({', '.join(f'`{choice}`' for choice in properties.choices)})" if properties.choices else ""
        commands = "both" if properties.commands == BOTH else " ".join(properties.commands)
        lines.append(
            f"| `{member.name}` (`{flag(member.name)}`) | {default} | {commands} | {properties.help}{choices} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), "utf-8")
