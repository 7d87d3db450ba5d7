"""``teikit convert``: the whole way, for one input or many."""

from __future__ import annotations

import argparse
import json
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from teikit import inputs, write
from teikit.commands import batch, load_lexicon, outputs, say
from teikit.conversion import Conversion
from teikit.errors import ExitCode, FileSystemError, Refused, TeikitError, UsageError
from teikit.inputs import Input, Inputs, packages
from teikit.lexicon import Lexicon
from teikit.messages.explanations import check_rules
from teikit.messages.message import Message, as_json, as_line, messages_of, needs_a_person
from teikit.messages.summary import headline, summarize
from teikit.options import Options
from teikit.single import convert_input
from teikit.tei.facsimile import check_template
from teikit.wording import counted, visible

STOPPING = frozenset({"IO-DISK-FULL", "IO-GONE"})
"""After these it makes no sense to go on with the next input."""


@dataclass
class Run:
    """What one call of ``teikit convert`` was asked to do, and what has come of it so far."""

    options: argparse.Namespace
    todo: Inputs
    lexicon: Lexicon
    failed: list[TeikitError] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    report: list[str] = field(default_factory=list)
    findings: int = 0
    alone: bool = True
    partial: int = 0


def run(options: argparse.Namespace) -> ExitCode:
    """Convert every input; one that fails does not stop the others. Folders and many inputs are a batch."""
    made = Options.of(options)
    check_rules(made.without, to_leave_out=True)
    check_template(made.images)
    if batch.wanted(options):
        return batch.run(options)
    todo = packages.opened(inputs.expand(options.inputs))
    _refuse_bad_plan(options, todo)
    if todo.files:
        _prepare(options)
    run = Run(options, todo, load_lexicon(made.words), alone=todo.named == 1)
    for error in todo.failed:
        _fail(run, error)
    for item in todo.files:
        try:
            _one(run, item)
        except TeikitError as error:
            _fail(run, error)
            if error.code in STOPPING:
                return error.exit_code
    if options.bag and todo.files:
        say(outputs.close_bag(options))
    if options.report and todo.files:
        report = "".join(f"{line}\n" for line in run.report)
        write.write(Path(options.report), report.encode("ascii"), options.force)
    if not options.quiet and not options.json:
        _tell_all(run)
    return _exit_code(run)


# ----------------------------------------------------------- before the work


def _refuse_bad_plan(options: argparse.Namespace, todo: Inputs) -> None:
    """Find out now what would go wrong later."""
    if not todo.named:
        skipped = f" ({counted(len(todo.skipped), 'other file')} left out)" if todo.skipped else ""
        hint = f"teikit looks for {', '.join(inputs.ENDINGS)} in folders. Name a file itself to read it all the same."
        raise Refused("IN-NOTHING", f"there is no file here that teikit reads{skipped}", hint, " ".join(options.inputs))
    outputs.refuse_bad_options(options)
    if not options.output and (todo.named > 1 or options.split):
        what = f"{counted(todo.named, 'input')}" if todo.named > 1 else "--split"
        raise UsageError("USAGE-OUTPUT", f"{what} cannot go to standard output", "Name a folder: -o DIR")
    if options.output and options.output.endswith(".xml") and not os.path.isdir(options.output):
        hint = f"For a file, redirect: teikit convert {options.inputs[0]} > {options.output}"
        raise UsageError("USAGE-OUTPUT", f"-o names a folder, and {options.output} looks like a file", hint)
    _refuse_collisions(todo)
    if options.report:
        outputs.refuse_input(Path(options.report), todo)


def _refuse_collisions(todo: Inputs) -> None:
    """Two inputs must not become one output, not even where the file system takes A for a."""
    taken: dict[str, Input] = {}
    for item in todo.files:
        other = taken.setdefault(unicodedata.normalize("NFC", str(item.stem)).casefold(), item)
        if other is not item:
            message = f"{other.shown} and {item.shown} would both become {item.stem}.xml"
            raise UsageError(
                "NAME-COLLISION", message, "Name the one you want, or convert them into different folders."
            )


def _prepare(options: argparse.Namespace) -> None:
    if options.output:
        write.prepare(outputs.folder(options))
    if options.report:
        folder = Path(options.report).parent
        if not folder.is_dir():
            raise FileSystemError("IO-GONE", "there is no such folder", place=str(folder))
        write.prepare(folder)


# -------------------------------------------------------------------- one input


def _one(run: Run, item: Input) -> None:
    """Read, convert, write and talk about one input."""
    conversion = _converted(run, item)
    outcome = outputs.hand_out(run.options, item, conversion, run.todo)
    said = messages_of(conversion, item.shown)
    run.findings += sum(map(needs_a_person, said))
    run.said.update(message.kind for message in said)
    run.said["document"] += len(conversion.packet.telegrams)
    if run.options.report:
        run.report += map(as_json, said)
    _tell(run, item, conversion, said, outcome)


def _converted(run: Run, item: Input) -> Conversion:
    conversion, left_out = convert_input(item, run.lexicon, Options.of(run.options), run.options.verbose)
    for error in left_out:
        _fail(run, error)
    run.partial += bool(left_out)
    return conversion


# ---------------------------------------------------------------- what is said


def _tell(run: Run, item: Input, conversion: Conversion, said: list[Message], outcome: str) -> None:
    options = run.options
    if options.json:
        for message in said:
            say(as_json(message))
    elif not options.quiet:
        if options.verbose:
            for message in said:
                say(as_line(message))
        done = visible(f"{outcome} (valid; the OCR text comes back byte for byte)" if outcome else "")
        if run.alone:
            say(summarize(conversion, said, item.shown) + (f"\n{done}" if done else ""))
        else:
            codes = sorted({message.rule for message in said if message.kind == "note"})
            noted = f" [{' '.join(codes)}]" if codes else ""
            say(f"{visible(item.shown)}: {headline(conversion)}{noted}; {visible(outcome)}")


def _fail(run: Run, error: TeikitError) -> None:
    run.failed.append(error)
    if run.options.json:
        names = ("place", "code", "message", "hint")
        say(json.dumps({"kind": "error", **{name: getattr(error, name) for name in names}}))
    else:
        place, error.place = error.place, visible(error.place)
        say(str(error))
        error.place = place


def _tell_all(run: Run) -> None:
    for name in run.todo.skipped:
        if run.options.verbose:
            say(f"{visible(name)}: left out, it is not called {', '.join(inputs.ENDINGS)}")
    if run.todo.skipped and not run.options.verbose:
        some = ", ".join(visible(os.path.basename(name)) for name in run.todo.skipped[:3])
        more = ", ..." if len(run.todo.skipped) > 3 else ""
        say(f"{counted(len(run.todo.skipped), 'other file')} left out ({some}{more})")
    if not run.alone:
        say("\n".join(_totals(run)))


def _totals(run: Run) -> Iterator[str]:
    done = run.todo.named - len(run.failed)
    kinds = (("document", ""), ("correction", ""), ("query", "queries"))
    found = [counted(run.said[kind], kind, many) for kind, many in kinds]
    yield f"{counted(done, 'input')} converted: {', '.join(found)}"
    if run.failed:
        yield f"{counted(len(run.failed), 'input')} failed:"
        yield from (f"  {visible(error.place)} [{error.code}]" for error in run.failed)


def _exit_code(run: Run) -> ExitCode:
    if run.failed:
        return run.failed[0].exit_code if run.alone and not run.partial else ExitCode.SOME_FAILED
    return ExitCode.FINDINGS if run.options.strict and run.findings else ExitCode.DONE
