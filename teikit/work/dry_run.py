"""The plan of a batch, shown before anything is done."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from teikit import write
from teikit.errors import ExitCode
from teikit.inputs import Skipped, in_utf8
from teikit.wording import counted, visible
from teikit.work.plan import Plan
from teikit.work.request import Request
from teikit.work.tasks import Task

STATES = {
    "done": "done already",
    "failed": "failed before (--retry-failed tries them again)",
    "skipped": "skipped, their output exists",
    "alone": "of one release only",
    "refused": "cannot be read",
}
"""States of documents that are not to be done, and the words of the plan for each."""


def show_plan(plan: Plan, task: Task, request: Request, skipped: Sequence[Skipped]) -> ExitCode:
    """Show what would be done: every document on standard output, the counts on standard error."""
    older = {document.id: why for document, why in plan.older}
    lines = []
    for _, document, state in plan.documents:
        why = older.get(document.id, "")
        state = "older" if why else state
        if request.json:
            told = {"state": state, "id": document.id, "document": document.shown, **({"why": why} if why else {})}
            lines.append(json.dumps(told))
        else:
            lines.append("\t".join(filter(None, (state, visible(document.shown), visible(why)))))
    for name, why, _ in skipped:
        told = {"state": "left out", "document": in_utf8(name), "why": why}
        lines.append(json.dumps(told) if request.json else f"left out\t{visible(name)}: {why}")
    write.hand_over("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
    print(f"{plan_line(plan, task)}. Nothing was done (--dry-run).", file=sys.stderr)
    return ExitCode.DONE


def plan_line(plan: Plan, task: Task) -> str:
    """A line that says how many documents there are, and how many are in each state."""
    counts = plan.counts
    parts = [f"{counted(len(plan.documents), task.noun)}: {counts['todo']:,} to do"]
    parts += [f"{counts[state]:,} {text}" for state, text in STATES.items() if counts[state]]
    if plan.older:
        parts.append(f"{len(plan.older):,} of those with another version or options (--diff lists what would differ)")
    if plan.gone:
        parts.append(f"{plan.gone:,} of earlier runs are no longer there (their output stays)")
    return ", ".join(parts)
