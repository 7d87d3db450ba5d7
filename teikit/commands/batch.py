"""``teikit convert`` for folders and for many inputs: with a plan, a ledger, workers, and a summary at the end."""

from __future__ import annotations

import argparse
import json
import os
import sys
import zlib
from collections.abc import Callable
from functools import cache

from teikit import inputs, write
from teikit.commands import hand_over, load_lexicon, outputs, say
from teikit.errors import ExitCode, FileSystemError, Refused, UsageError
from teikit.lexicon import Lexicon
from teikit.messages.message import Message, as_line
from teikit.wording import counted, visible
from teikit.work.documents import Document, documents, in_unicode
from teikit.work.driver import Batch, do, exit_code, look, opened
from teikit.work.ending import ending
from teikit.work.outcome import Outcome
from teikit.work.plan import Plan, refuse_collisions
from teikit.work.progress import Progress
from teikit.work.report import failure_line, refuse_stranger, write_report
from teikit.work.request import Request

FEW = 20
"""Up to so many documents to do, each one gets a line of its own."""
BATCH = ("jobs", "resume", "retry_failed", "existing", "on_error", "max_failures", "timeout", "memory")
MORE = ("shard", "dry_run", "log_json", "overview", "engine", "scheduler")


def wanted(options: argparse.Namespace) -> bool:
    """Whether this is a batch: an input is a folder, or an option says so."""
    given = any(getattr(options, name) not in (None, False) for name in (*BATCH, *MORE))
    if not options.output:
        if given:
            raise UsageError("USAGE-OUTPUT", "a batch cannot go to standard output", "Name a folder: -o DIR")
        return False
    return given or any(map(os.path.isdir, options.inputs))


def run(options: argparse.Namespace) -> ExitCode:
    """Plan, do what is to be done, and tell of it."""
    request = Request.of(options)
    every, skipped = _documents(options, request)
    mine = [(place, one) for place, one in enumerate(every) if request.shard is None or request.shard.has(one.id)]
    if options.dry_run:
        return _show(look(request, mine), options)
    _prepare(request)
    lists = request.options.words
    lexicon = cache(lambda: load_lexicon(lists))
    if lists:
        lexicon()
    with opened(request, mine) as batch:
        _do(batch, options, lexicon)
        if not batch.stop.asked and request.bag:
            say(outputs.close_bag(options))
        if batch.stop.code not in (ExitCode.INTERRUPTED, ExitCode.TERMINATED):  # they may take minutes
            _write_about(batch, request)
        code = exit_code(batch)
        if code == ExitCode.DONE and options.strict and batch.ledger.asking():
            code = ExitCode.FINDINGS
        _tell(batch, options, skipped, code)
        return code


def _write_about(batch: Batch, request: Request) -> None:
    if request.report:
        write_report(batch.ledger, request.report, request.force)
    if request.overview:
        from teikit.html.overview import write_overview

        write_overview(batch.ledger, request.overview, request.force)


# ------------------------------------------------------------- before the work


def _documents(options: argparse.Namespace, request: Request) -> tuple[list[Document], list[str]]:
    """All documents that were named, and the names that were left out."""
    found = inputs.expand(options.inputs, leave_out=request.output)
    if any(item.path is None for item in found.files):
        raise UsageError(
            "USAGE-STDIN", "standard input cannot be part of a batch", "Convert it alone, or save it first."
        )
    skipped = list(found.skipped)
    every = list(documents(found.files, found.failed, skipped))
    if not every:
        left_out = f" ({counted(len(skipped), 'other file')} left out)" if skipped else ""
        hint = f"teikit looks for {', '.join(inputs.ENDINGS)} in folders. Name a file itself to read it all the same."
        message = f"there is no file here that teikit reads{left_out}"
        raise Refused("IN-NOTHING", message, hint, " ".join(options.inputs))
    if options.output.endswith(".xml") and not request.output.is_dir():
        raise UsageError("USAGE-OUTPUT", f"-o names a folder, and {options.output} looks like a file")
    refuse_collisions(every)
    if request.report:
        outputs.refuse_input(request.report, found)
    return every, skipped


def _prepare(request: Request) -> None:
    if request.report:
        folder = request.report.parent
        if not folder.is_dir():
            raise FileSystemError("IO-GONE", "there is no such folder", place=str(folder))
        write.prepare(folder)
        refuse_stranger(request.report, request.force)
    if request.overview:
        write.prepare(request.overview)


def _show(plan: Plan, options: argparse.Namespace) -> ExitCode:
    """Say what would be done: every document on standard output, the numbers on standard error."""
    lines = []
    for _, document, state in plan.documents:
        if options.json:
            lines.append(json.dumps({"state": state, "id": document.id, "document": document.shown}))
        else:
            lines.append(f"{state}\t{visible(document.shown)}")
    hand_over("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
    say(f"{_plan_line(plan)}. Nothing was done (--dry-run).")
    return ExitCode.DONE


def _plan_line(plan: Plan) -> str:
    counts = plan.counts
    parts = [f"{counted(len(plan.documents), 'input')}: {counts['todo']:,} to do"]
    words = {
        "done": "done already",
        "failed": "failed before (--retry-failed tries them again)",
        "skipped": "skipped, their output exists",
        "refused": "cannot be read",
    }
    parts += [f"{counts[state]:,} {text}" for state, text in words.items() if counts[state]]
    if plan.gone:
        parts.append(f"{plan.gone:,} of earlier runs are no longer there (their output stays)")
    return ", ".join(parts)


# ---------------------------------------------------------------- the work


def _do(batch: Batch, options: argparse.Namespace, lexicon: Callable[[], Lexicon]) -> None:
    todo = len(batch.plan.todo) + batch.plan.counts["refused"]
    progress = Progress(todo, quiet=options.quiet, as_json=options.log_json)
    quiet = options.quiet or options.json
    if options.log_json:
        progress.event("plan", **batch.plan.counts, total=len(batch.plan.documents))
    elif not quiet and (len(batch.plan.todo) > FEW or len(batch.plan.todo) < len(batch.plan.documents)):
        progress.say(_plan_line(batch.plan))

    def settled(document: Document, outcome: Outcome, told: str) -> None:
        progress.count(failed=outcome.failure is not None)
        for text in _lines(document, outcome, told, options, todo):
            progress.say(text)
        if options.log_json:
            _log(progress, document, outcome)

    told = False

    def tick() -> None:
        nonlocal told
        if batch.stop.asked and not told and not quiet and not options.log_json:
            told = True
            progress.say(
                f"Stopping ({batch.stop.reason}): what is in work is finished first; Ctrl-C again ends it now."
            )
        progress.tick()

    do(batch, lexicon, settled, tick)
    progress.end()


def _lines(document: Document, outcome: Outcome, told: str, options: argparse.Namespace, todo: int) -> list[str]:
    """What is said of one document."""
    failures = [*outcome.left_out, *([outcome.failure] if outcome.failure else [])]
    if options.json:
        lines = [failure_line(document.shown, one).decode("ascii").rstrip() for one in failures]
        return lines + (zlib.decompress(outcome.report).decode("ascii").splitlines() if outcome.report else [])
    if options.log_json:
        return []
    lines = [str(one._replace(place=visible(one.place)).error) for one in failures]
    if outcome.failure or options.quiet:
        return lines
    if options.verbose and outcome.report:
        messages = (Message(**json.loads(line)) for line in zlib.decompress(outcome.report).splitlines())
        lines += map(as_line, messages)
    if todo <= FEW or options.verbose:
        alone = "\n" in outcome.said
        checked = " (valid; the OCR text comes back byte for byte)" if alone else ""
        lines.append(f"{outcome.said}{chr(10) if alone else '; '}{visible(told)}{checked}")
    return lines


def _log(progress: Progress, document: Document, outcome: Outcome) -> None:
    name = in_unicode(document.shown)
    for one in outcome.left_out:
        progress.event("left out", document=name, **one._asdict())
    if outcome.failure:
        progress.event("failed", document=name, **outcome.failure._asdict())
    else:
        progress.event("done", document=name, outputs=[made.path for made in outcome.outputs])


# ------------------------------------------------------------------ afterwards


def _tell(batch: Batch, options: argparse.Namespace, skipped: list[str], code: ExitCode) -> None:
    progress = Progress(0, quiet=options.quiet, as_json=options.log_json)
    if options.log_json:
        progress.event("end", exit=int(code), **batch.ledger.counts())
        return
    if batch.error:
        print(batch.error, file=sys.stderr)
    if options.quiet or options.json:
        return
    for text in ending(batch, skipped, options.verbose, code):
        progress.say(text)
