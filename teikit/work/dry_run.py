"""Show the plan of a batch before anything is done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from teikit.errors import ExitCode
from teikit.files import write
from teikit.inputs import Skipped, in_utf8
from teikit.wording import counted, line_bytes, say, visible
from teikit.work.plan import Plan
from teikit.work.request import Request
from teikit.work.tasks.task import Task

STATES = {
    "done": "done already",
    "failed": "failed before (--retry-failed tries them again)",
    "skipped": "skipped, their output exists",
    "alone": "of one release only",
    "refused": "cannot be read",
}
"""States of documents that are not to be done, and their names in the plan."""


def show_plan(plan: Plan, task: Task, request: Request, skipped: Sequence[Skipped]) -> ExitCode:
    """Show what would be done: every document on standard output, the counts on standard error."""
    lines = [json.dumps(row) if request.json else _line(row) for row in _rows(plan, skipped)]
    write.hand_over(line_bytes(lines))
    say(f"{plan_line(plan, task)}. Nothing was done (--dry-run).")
    return ExitCode.DONE


def _rows(plan: Plan, skipped: Sequence[Skipped]) -> Iterator[dict[str, str]]:
    """A row for each document of the plan, then for each file that is not an input."""
    older = {document.id: why for document, why in plan.older}
    for _, document, state in plan.documents:
        why = older.get(document.id, "")
        row = {"state": "older" if why else state, "id": document.id, "document": document.shown}
        yield {**row, "why": why} if why else row
    for name, why, _ in skipped:
        yield {"state": "left out", "document": in_utf8(name), "why": why}


def _line(row: Mapping[str, str]) -> str:
    """A row as a line of text, with tabs between state, name and reason."""
    shown, why = visible(row["document"]), visible(row.get("why", ""))
    if row["state"] == "left out":
        return f"left out\t{shown}: {why}"
    return "\t".join(filter(None, (row["state"], shown, why)))


def plan_line(plan: Plan, task: Task) -> str:
    """The number of documents, and of those in each state, in one line without a full stop."""
    counts = plan.counts
    parts = [f"{counted(len(plan.documents), task.noun)}: {counts['todo']:,} to do"]
    parts += [f"{counts[state]:,} {text}" for state, text in STATES.items() if counts[state]]
    if plan.older:
        parts.append(
            f"{len(plan.older):,} of those with another version or other options (--diff lists what would differ)"
        )
    if plan.gone:
        parts.append(f"{plan.gone:,} of earlier runs are no longer there (their output stays)")
    return ", ".join(parts)
