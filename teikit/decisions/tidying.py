"""Convert decisions: drop those that no longer count, make a table for spreadsheets, or a list of words."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from teikit.decisions.places import Placed
from teikit.decisions.row import KEYS, DecisionRow, Unreadable, row_of
from teikit.decisions.verdicts import settle, standing
from teikit.disjoint_sets import DisjointSets

FEWEST_RECORDS = 2  # records in which a form must be decided the same way to go into a word list
ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
"""Characters that a cell of a table cannot have, with their escapes."""


def counting(rows: Iterable[DecisionRow]) -> list[DecisionRow]:
    """The decisions of all people that still count, in the order of their inputs and places; people may differ.

    Of each person, only the last decision on a place counts, unless it was withdrawn or settled by somebody.
    """
    by_source: dict[str, list[Placed]] = defaultdict(list)
    for row in rows:
        by_source[row.source].append(Placed(row, row.at))
    kept = [decision.row for decisions in by_source.values() for decision in standing(decisions)]
    return sorted(kept, key=lambda row: (row.source, row.at))


def tidy(rows: Sequence[DecisionRow]) -> list[DecisionRow]:
    """The decisions that still count; all decisions on an input if the rest would then be judged differently.

    That is the case if some were made on another reading of its pages, whose places only the text can show; if what is
    withdrawn or settled is in another file; and if a row without a time takes that of a row before it.
    """
    numbers: dict[tuple[str, str], int] = {}
    sets = DisjointSets(2 * len(rows))
    for row in rows:
        sets.join(*(numbers.setdefault(name, len(numbers)) for name in _names(row)))
    of_input: dict[int, list[DecisionRow]] = defaultdict(list)
    for row in rows:
        of_input[sets.root(numbers[_names(row)[0]])].append(row)
    kept = [group if _would_change(group) else counting(group) for group in of_input.values()]
    return [row for group in sorted(kept, key=lambda group: [row.source for row in group[:1]]) for row in group]


def _names(row: DecisionRow) -> tuple[tuple[str, str], tuple[str, str]]:
    """The two names of the input of a row: its digest, and its record, if the row has one."""
    digest = ("source", row.source)
    return digest, ("record", row.record) if row.record else digest


def _would_change(rows: Sequence[DecisionRow]) -> bool:
    """Whether decisions on an input would be judged differently without those that no longer count."""
    decided = {(row.at, row.who) for row in rows if row.is_ != "withdrawn"}
    ended = {(row.at, name) for row in rows for name in (row.over if row.is_ != "withdrawn" else [row.who])}
    settled = [settle(Placed(row, row.at) for row in group) for group in (rows, counting(rows))]
    return len({row.source for row in rows}) > 1 or not ended <= decided or settled[0] != settled[1]


def as_table(rows: Iterable[DecisionRow]) -> str:
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


def from_table(text: str, name: str) -> Iterator[DecisionRow | str]:
    """The decisions in a table, and for each line that is not a decision a sentence that says why.

    ``name`` is that of the file, for these sentences.
    """
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter="\t", quoting=csv.QUOTE_NONE)
    keys = next(lines, [])
    for number, cells in enumerate(lines, 2):
        if not any(cells):
            continue
        values: dict[str, Any] = dict(zip(keys, map(_unescaped, cells), strict=False))
        needed = ("source", "at", "before", "left", "right", "is", "after", "who")
        values = {key: value for key, value in values.items() if value or key in needed}
        try:
            values["at"] = [int(offset) for offset in values.get("at", "").split()]
            values["over"] = values.get("over", "").split()
            yield row_of(values, f"{name}:{number}")
        except Unreadable as error:
            yield f"{name}:{number}: {error.wrong}. {error.hint}"
        except ValueError:
            yield f"{name}:{number}: 'at' is not a place. Write two numbers with a space between them: 512 519"


def _unescaped(cell: str) -> str:
    """A cell of a table as it was before its tabs and line ends were escaped."""
    names = {value[1]: key for key, value in ESCAPES.items()}
    out, parts = [], iter(cell)
    for character in parts:
        following = next(parts, "") if character == "\\" else ""
        out.append(names.get(following, character + following) if character == "\\" else character)
    return "".join(out)


def word_list(rows: Iterable[DecisionRow]) -> str:
    """Forms that were decided the same way in several records, as a list for ``--words``.

    A form with different decisions is left out. A word that reads as the OCR has it is a good word.
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
