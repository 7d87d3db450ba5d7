"""Decisions in another shape: without what no longer counts, as a table for spreadsheets, as a list of words."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from teikit.decisions.row import KEYS, Row, Unreadable, row_of
from teikit.decisions.verdicts import ASPECTS

FEWEST_RECORDS = 2  # records in which a form must be decided the same way to go into a word list
ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
"""Characters that a cell of a table cannot have, each with what it has instead."""


def tidy(rows: Sequence[Row]) -> list[Row]:
    """The decisions of all persons that still count, in the order of their inputs and places; persons may differ.

    Of each person only the last decision on a place is kept, and none that was withdrawn.
    """
    last: dict[tuple[object, ...], Row] = {}
    ordered = sorted(enumerate(rows), key=lambda item: (item[1].when, item[0]) if item[1].when else ("", item[0]))
    for _, row in ordered:
        place = (row.source, row.at, row.before, row.who)
        if row.is_ == "withdrawn":
            for key in [key for key in last if key[:4] == place]:
                del last[key]
        else:
            last[(*place, ASPECTS[row.is_], row.query)] = row
    return sorted(last.values(), key=lambda row: (row.source, row.at, row.when, row.who, row.is_))


def as_table(rows: Iterable[Row]) -> str:
    r"""Decisions as TSV with a line of keys; line ends and tabs in a cell are ``\n`` and ``\t``."""
    lines = ["\t".join(KEYS)]
    for row in rows:
        values = json.loads(row.as_json())
        lines.append("\t".join(_cell(values.get(key, "")) for key in KEYS))
    return "".join(f"{line}\n" for line in lines)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "".join(ESCAPES.get(character, character) for character in str(value))


def from_table(text: str, name: str) -> Iterator[Row | str]:
    """The decisions in a table, and for each line that is not a decision a sentence that says why.

    ``name`` is that of the file, for these sentences.
    """
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter="\t", quoting=csv.QUOTE_NONE)
    keys = next(lines, [])
    for number, cells in enumerate(lines, 2):
        if not any(cells):
            continue
        values: dict[str, Any] = dict(zip(keys, map(_unescaped, cells), strict=False))
        needed = ("source", "at", "before", "left", "right", "is", "who")
        values = {key: value for key, value in values.items() if value or key in needed or key == "after"}
        if values.get("is") != "reads":
            values.pop("after", None)
        try:
            values["at"] = [int(offset) for offset in values.get("at", "").split()]
            values["over"] = values.get("over", "").split()
            yield row_of(values, f"{name}:{number}")
        except Unreadable as error:
            yield f"{name}:{number}: {error.wrong}. {error.hint}"
        except ValueError:
            yield f"{name}:{number}: 'at' is not a place. Two numbers with a blank between them: 512 519"


def _unescaped(cell: str) -> str:
    """A cell of a table as it was before its tabs and line ends were escaped."""
    names = {value[1]: key for key, value in ESCAPES.items()}
    out, parts = [], iter(cell)
    for character in parts:
        following = next(parts, "") if character == "\\" else ""
        out.append(names.get(following, character + following) if character == "\\" else character)
    return "".join(out)


def word_list(rows: Iterable[Row]) -> str:
    """Forms that were decided the same way in several records, as a list for ``--words``.

    A form of which decisions differ is left out. A word that reads as the OCR has it is a good word.
    """
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        reading = row.after if row.is_ == "reads" else row.before if row.is_ == "as-read" else ""
        if reading and row.before.strip() and not any(map(str.isspace, row.before + reading)):
            forms[row.before][reading].add(row.record or row.source)
    lines = []
    for form, readings in sorted(forms.items()):
        ((reading, records),) = readings.items() if len(readings) == 1 else [("", set())]
        if len(records) >= FEWEST_RECORDS:
            lines.append(form if reading == form else f"{form}\t{reading}")
    return "".join(f"{line}\n" for line in lines)
