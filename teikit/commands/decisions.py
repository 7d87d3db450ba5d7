"""``teikit decisions``: take decisions from edited TEI, check and tidy them, convert them to a table or a word list."""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from teikit import inputs
from teikit.clock import utc_now
from teikit.commands import load_tei
from teikit.commands.beside import folder_of, options_of_batch, other_lists
from teikit.decisions import Book, Broken, DecisionRow, read_book
from teikit.decisions.files import DECISIONS_FILE, load_book, load_table, refuse_other_file, with_decisions_of
from teikit.errors import ExitCode, FileSystemError, TeikitError, UsageError
from teikit.files import write
from teikit.files.write import hand_over
from teikit.options import Options
from teikit.wording import counted, say, visible

if TYPE_CHECKING:
    from teikit.decisions.edited import Edits


def run(arguments: argparse.Namespace) -> ExitCode:
    """Run the requested action."""
    actions: dict[str, Callable[[argparse.Namespace], ExitCode]] = {
        "from": _from,
        "check": _check,
        "tidy": _tidy,
        "tsv": _tsv,
        "words": _words,
        "calibrate": _calibrate,
        "lines": _lines,
    }
    return actions[arguments.action](arguments)


def _file_of(name: str) -> str:
    """The file of decisions that was named, or the one in the folder that was named."""
    if os.path.isdir(name):
        path = os.path.join(name, DECISIONS_FILE)
        if not os.path.isfile(path):
            hint = "Name a file of decisions, or a folder with one."
            raise FileSystemError("IN-MISSING", f"there is no {DECISIONS_FILE} in this folder", hint, name)
        return path
    return name


def _book(names: list[str]) -> tuple[Book, list[Broken]]:
    """The decisions in the files or folders, and the lines that are not decisions."""
    return load_book([_file_of(name) for name in names])


def _print_of(names: list[str], made_of: Callable[[Sequence[DecisionRow]], str]) -> ExitCode:
    """Print the text that a function makes of the decisions in the files.

    Lines that are not decisions are reported and left out; the result is then FINDINGS.
    """
    book, broken = _book(names)
    for line in broken:
        say(visible(str(line)))
    hand_over(made_of(book.rows).encode("utf-8", "backslashreplace"))
    return ExitCode.FINDINGS if broken else ExitCode.DONE


def _from(arguments: argparse.Namespace) -> ExitCode:
    """Make decisions from edited TEI; edits that cannot become decisions are reported."""
    if not arguments.who:
        message = "--who is missing: every decision names the person who made it"
        raise UsageError("USAGE-WHO", message, "Use --who NAME, one word: --who anna")
    if arguments.output:
        inputs.refuse_input([arguments.output], [*arguments.names, *Options.of(arguments).files])
        refuse_other_file(arguments.output)
    when = utc_now()
    lines, left = [], 0
    for name in arguments.names:
        edits = _edits_of(name, when, arguments)
        lines += [row.as_json() for row in edits.rows]
        left += len(edits.undecidable)
        for edit in edits.undecidable:
            say(f"{visible(name)}: no decision can be made from this: {edit}")
    _refuse_broken(lines)
    if not lines and not left:
        say("No reading, gap or element of the text was changed: no decisions were made.")
        say("Names, dates, attributes and the header are not compared.")
    _hand_over_made(lines, left == 0, arguments.output)
    return ExitCode.FINDINGS if left else ExitCode.DONE


def _edits_of(name: str, when: str, arguments: argparse.Namespace) -> Edits:
    """The decisions that an edited file shows, made at a time, and its edits of which none can be made."""
    from teikit.conversion import load_lexicon
    from teikit.decisions.edited import decisions_of

    folder = folder_of(name)
    options = with_decisions_of(options_of_batch(folder, arguments), str(folder))
    if error := other_lists(folder, options):
        raise error  # corrections by a list would become decisions of a person
    root, record = load_tei(name), Path(os.path.relpath(name, folder)).as_posix().removesuffix(".xml")
    lexicon = load_lexicon(options)
    try:
        return decisions_of(root, record, arguments.who, when, lexicon, options)
    except TeikitError as error:
        error.place = error.place or name
        raise


def _hand_over_made(lines: Sequence[str], are_all: bool, output: str | None) -> None:
    """Add decisions to the file that was named, or print them; ``are_all`` if one could be made from every edit."""
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    if not output:
        hand_over(data)
        return
    write.append(Path(output), data)
    say(f"{counted(len(lines), 'decision')} added to {output}")
    if lines and are_all:
        say("Convert again with --discard-edits to apply them; a copy of each edited file is kept.")


def _refuse_broken(lines: list[str]) -> None:
    """Refuse decisions that could not be read again, because of an impossible name of a person (USAGE-WHO)."""
    _, broken = read_book([("--who", "\n".join(lines))])
    if broken:
        raise UsageError("USAGE-WHO", broken[0].wrong, broken[0].hint)


def _check(arguments: argparse.Namespace) -> ExitCode:
    """Compare decisions with the inputs in the folders that were named, and with each other."""
    from teikit.decisions.check import check, sources_of

    book, broken = _book(arguments.names)
    folders = [sources_of(Path(name)) for name in arguments.names if os.path.isdir(name)]
    account = check(book, [source for sources, _ in folders for source in sources] if folders else None)
    lines = [f"{line.place}: DECISION-LINE: {line.wrong}. {line.hint}" for line in broken] + [*account.faults]
    hand_over("".join(f"{visible(line)}\n" for line in lines).encode("utf-8", "backslashreplace"))
    unread = [error for _, errors in folders for error in errors]
    for error in unread:
        say(str(error))
    for text in account.summary:
        say(visible(text))
    if unread:
        say(f"{counted(len(unread), 'file')} could not be read")
    return ExitCode.FINDINGS if lines else ExitCode.DONE


def _tidy(arguments: argparse.Namespace) -> ExitCode:
    """Remove decisions that no longer count from each file, and broken lines; copies of both are kept."""
    from teikit.decisions.tidying import tidy

    for name in map(_file_of, arguments.names):
        book, broken = load_book([name])
        rows = tidy(book.rows)
        before, path = inputs.load(Path(name)), Path(name)
        data = "".join(f"{row.as_json()}\n" for row in rows).encode("utf-8")
        if broken:
            aside = "".join(f"{line.line}\n" for line in broken).encode("utf-8", "surrogateescape")
            write.write(Path(f"{name}.broken-{hashlib.sha256(aside).hexdigest()[:8]}"), aside, force=True)
        if data != before:
            write.write(Path(f"{name}.kept-{hashlib.sha256(before).hexdigest()[:8]}"), before, force=True)
            write.write(path, data, force=True)
        gone = len(book.rows) - len(rows)
        put_aside = f", {counted(len(broken), 'faulty line')} set aside" if broken else ""
        say(f"{visible(name)}: {counted(len(rows), 'decision')} kept, {gone} that no longer count removed{put_aside}")
    return ExitCode.DONE


def _tsv(arguments: argparse.Namespace) -> ExitCode:
    """Decisions as a table, or tables as decisions."""
    from teikit.decisions.tidying import as_table, from_table

    if not arguments.names[0].endswith(".tsv"):
        return _print_of(arguments.names, as_table)
    faults = 0
    for name in arguments.names:
        if not os.path.lexists(name):
            raise inputs.missing(name)
        for row in from_table(load_table(name), name):
            if isinstance(row, DecisionRow):
                hand_over(f"{row.as_json()}\n".encode())
            else:
                faults += 1
                say(visible(row))
    return ExitCode.FINDINGS if faults else ExitCode.DONE


def _words(arguments: argparse.Namespace) -> ExitCode:
    """Decisions as a list of words for ``--words``."""
    from teikit.decisions.tidying import counting, word_list

    return _print_of(arguments.names, lambda rows: word_list(counting(rows)))


def _calibrate(arguments: argparse.Namespace) -> ExitCode:
    """The chances in a report, compared with the decisions of people, as TSV."""
    from teikit.decisions.calibration import as_tsv, bands
    from teikit.decisions.tidying import counting
    from teikit.work.report import check_report, read_report

    if not arguments.report:
        hint = "teikit convert in -o out --report report.jsonl wrote it; use --report report.jsonl here, too."
        raise UsageError("USAGE-REPORT", "--report is missing: the chances are in the report of a run", hint)
    check_report(arguments.report)
    return _print_of(arguments.names, lambda rows: as_tsv(bands(read_report(arguments.report), counting(rows))))


def _lines(arguments: argparse.Namespace) -> ExitCode:
    """Lines with their images and texts, to train engines."""
    from teikit.conversion import load_lexicon
    from teikit.review.training import write_lines

    if not arguments.images or not arguments.output:
        hint = "teikit decisions lines out --images scans -o training"
        raise UsageError("USAGE-LINES", "'decisions lines' needs --images DIR and -o DIR", hint)
    for name in (*arguments.names, arguments.images):
        if not os.path.isdir(name):
            raise inputs.missing(name)
    written = 0
    unread: list[TeikitError] = []
    for name in arguments.names:
        options = with_decisions_of(options_of_batch(Path(name), arguments), name)
        if differing := other_lists(Path(name), options):
            say(str(differing))
        output = Path(arguments.output)
        written += write_lines(Path(name), load_lexicon(options), options, arguments.images, output, unread)
    for error in unread:
        say(str(error))
    say(f"{counted(written, 'line')}, image and text, in {visible(arguments.output)}")
    return ExitCode.SOME_FAILED if unread else ExitCode.DONE
