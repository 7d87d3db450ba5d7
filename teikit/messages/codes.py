"""Explain the codes of messages: those of notes, queries and failures, and those of the rules of the schema."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from teikit.resources import folder, table_of_codes

RULE = regex.compile(r"\| (?P<code>T[0-9]{4}) \| (?P<severity>\w+) \| \w+ \| (?P<says>.*) \|")
"""A row of the table of rules in schemas/README.md: ``| T0203 | error | sch | no conjecture of high certainty |``."""
WIDTH = 100  # characters of a line
ENDS = {
    "note": "It is a note: the input was converted, and the note is in the TEI and in the report.",
    "query": "It is a query: a person should look at the place. With --strict it makes the exit code 12.",
    "input refused": "The input was refused (exit code 3), and nothing was written for it.",
    "usage": "Nothing was done (exit code 2).",
    "files": "A file could not be read or written (exit code 5).",
    "output exists": "Nothing was overwritten (exit code 6).",
    "limit": "A limit was reached (exit code 8).",
    "configuration": "Nothing was done (exit code 9).",
    "not installed": "Something that is needed is not installed (exit code 11).",
    "locked": "Nothing was done (exit code 10).",
    "bug": "This is a bug in teikit: please report it. Nothing was written (exit code 4; 1 after a crash).",
    "error": "The TEI is not written, or not valid (exit code 4).",
    "warning": "It is a warning: the TEI is valid.",
}
"""The consequence of a message, by its kind."""


class Code(NamedTuple):
    """A code, its kind, what its message says (an ellipsis stands for what is filled in), and what to do."""

    code: str
    kind: str
    says: str
    do: str


@cache
def codes() -> dict[str, Code]:
    """All codes, each with its longest message."""
    return {row.code: row for row in reversed(_rows())}


@cache
def _rows() -> tuple[Code, ...]:
    """All messages of all codes, from the table that tools/build_codes.py makes from the source."""
    rows = (Code(*line.split("\t")) for line in table_of_codes().splitlines() if not line.startswith(("#", "code\t")))
    return (*rows, *_of_the_schema())


def _of_the_schema() -> Iterator[Code]:
    """The codes of the rules of the schema, from its README, and those that are not in it."""
    readme = folder("schemas").joinpath("README.md").read_text(encoding="utf-8")
    for match in RULE.finditer(readme):
        yield Code(match["code"], match["severity"], match["says"].replace("`", ""), "")
    says = "two files have the same xml:id (teikit validate, with a project file)"
    yield Code("T0110", "error", says, "Put {name} into the pattern of the id in teikit.toml.")
    yield Code("RNG", "error", "the document does not follow the grammar (schemas/teikit.rng)", "")


def explain_code(code: str) -> str:
    """What a code means, for people. Raises KeyError for an unknown code.

    >>> print(explain_code("PAGE-MISSING").splitlines()[0])
    PAGE-MISSING: page … of … is not in the input
    """
    end = ENDS[codes()[code].kind]
    messages = [row for row in _rows() if row.code == code]
    if len(messages) == 1:
        (row,) = messages
        return _in_lines(f"{code}: {row.says}", row.do, end)
    head = _in_lines(f"{code}: several messages have this code.")
    return head + "".join(_in_lines(f"* {row.says}", f"  {row.do}".rstrip()) for row in messages) + _in_lines(end)


def _in_lines(*parts: str) -> str:
    """The parts, each on lines of its own; empty ones are left out."""
    return "".join(f"{textwrap.fill(part, WIDTH, subsequent_indent='  ')}\n" for part in parts if part)
