"""The command line: what may be said, and what every command has in common. It imports nothing that is slow."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

from teikit import __version__
from teikit.errors import ExitCode, TeikitError, did_you_mean

SHELLS = ("bash", "zsh", "tcsh", "fish")
EXIT_CODES = """\
exit codes:
  0 done   1 a bug in teikit   2 usage   3 input refused   4 output not valid   5 file system
  6 output exists   7 some inputs failed, the rest is done   8 a limit was reached   9 configuration
  12 something needs a person (--strict)   130 interrupted   143 terminated"""


class Terminated(BaseException):
    """Somebody asked the process to end."""


class Parser(argparse.ArgumentParser):
    """argparse that takes no abbreviations, keeps examples as they are set, and names the word one meant."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **settings)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        choices = [str(choice) for choice in action.choices or ()]
        if choices and str(value) not in choices:
            hint = did_you_mean(str(value), choices)
            raise argparse.ArgumentError(action, f"'{value}' is not one of {', '.join(choices)}. {hint}".rstrip())


def parser(named: str | None = None) -> Parser:
    """All commands and options; ``options.command`` names the module in :mod:`teikit.commands` that runs.

    Where ``named`` says which command it will be, the others may be without some of their options, to save time.
    """
    top = Parser(prog="teikit", description="OCR text of telegrams to TEI: nothing lost, nothing invented.")
    top.epilog = f"example:\n  teikit convert samples -o out\n\n{EXIT_CODES}"
    top.add_argument("--version", action="version", version=f"teikit {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _convert(commands, named in (None, "convert"))
    _recover(commands)
    _text(commands)
    _validate(commands)
    _collate(commands, named in (None, "collate"))
    _copies(commands)
    _evaluate(commands)
    _explain(commands)
    _ledger(commands)
    _decisions(commands)
    _review(commands)
    _sample(commands)
    _init(commands)
    _cmif(commands)
    _links(commands)
    _names(commands)
    _stats(commands)
    _export(commands)
    _publish(commands)
    _completion(commands)
    return top


def _command(commands: Any, name: str, about: str, *examples: str) -> Parser:
    epilog = "examples:\n" + "\n".join(f"  {example}" for example in examples)
    description = f"{about[0].upper()}{about[1:]}."
    command: Parser = commands.add_parser(name, help=about, description=description, epilog=epilog)
    return command


def _convert(commands: Any, whole: bool) -> None:
    command = _command(
        commands,
        "convert",
        "OCR text to TEI: read, correct, encode, check, write",
        "teikit convert cable.txt > cable.xml",
        "teikit convert samples -o out --report report.jsonl",
        "teikit convert scan.txt -o out --encoding cp1252 --without hyphens",
        "teikit convert cable.pdf page-1.hocr workspace/mets.xml -o out",
        "teikit convert alto -o out --to tei --to alto --images 'https://iiif.example.org/{stem}/full/max/0/default.jpg'",
    )
    add = command.add_argument
    add(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="a file (text, hOCR, ALTO, PAGE, TEI, METS, PDF, picture, zip), a folder of such, or - for standard input",
    )
    add("-o", "--output", metavar="DIR", help="write into this folder; without it, one input goes to standard output")
    if whole:
        _options(command, "convert")


def _options(command: Parser, name: str) -> None:
    """The options that are fields of a dataclass, and how much is said."""
    from teikit.options import Options, add_options  # not at the top: most commands have none of them
    from teikit.work.request import Request

    add_options(command, Options, name)
    add_options(command, Request, name)
    loudness = command.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true", default=None, help="say only what went wrong")
    help = "name every correction and its grounds"
    loudness.add_argument("-v", "--verbose", action="store_true", default=None, help=help)


def _recover(commands: Any) -> None:
    about = "the input again from its TEI, byte for byte"
    command = _command(
        commands, "recover", about, "teikit recover cable.xml > cable.txt", "teikit recover split/*.xml -o cable.txt"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="the TEI file; all of them if the input was split")
    command.add_argument("-o", "--output", metavar="FILE", help="write to this file (of a METS, into this folder)")
    command.add_argument("-f", "--force", action="store_true", help="replace a file that says something else")


def _text(commands: Any) -> None:
    about = "the reading text of a TEI file"
    command = _command(commands, "text", about, "teikit text cable.xml", "teikit text cable.xml --raw --layer all")
    command.add_argument("file", metavar="FILE", help="a TEI file")
    command.add_argument("--raw", action="store_true", help="as the OCR read it, without corrections")
    layers = ("body", "all")
    help = "the running text (default), or all, with heads, banners and stamps"
    command.add_argument("--layer", choices=layers, default="body", help=help)


def _validate(commands: Any) -> None:
    about = "check TEI files against teikit's schema and the rules beyond it"
    command = _command(commands, "validate", about, "teikit validate out/*.xml", "teikit validate out")
    command.add_argument("files", nargs="+", metavar="FILE", help="a TEI file, or a folder of such")
    help = "files that people edited: they may have what teikit does not write"
    command.add_argument("--edited", action="store_true", default=None, help=help)
    command.add_argument("-q", "--quiet", action="store_true", default=None, help="say only what is wrong")
    _project(command)


def _collate(commands: Any, whole: bool) -> None:
    command = _command(
        commands,
        "collate",
        "the releases of one telegram: each corrects the other, and shows what the other withheld",
        "teikit collate release-1988.txt release-2023.hocr -o edition.xml",
        "teikit collate samples/polto-circular-12.txt -o edition.xml --ledger withheld.tsv --html edition.html",
        "teikit collate records -o editions --ledger withheld.json",
    )
    add = command.add_argument
    add("inputs", nargs="*", metavar="INPUT", help="the releases, in any format that convert reads; a packet; a folder")
    add("-o", "--output", metavar="FILE", required=True, help="the edition, or the folder for those of a collection")
    add("--pairs", metavar="FILE", help="a list of records: a name and the files of its releases a line, with tabs")
    if whole:
        _options(command, "collate")


def _copies(commands: Any) -> None:
    command = _command(
        commands,
        "copies",
        "the releases and copies of one document, wherever they lie in a folder, as the list for collate --pairs",
        "teikit copies records -o pairs.tsv",
        "teikit copies records --least medium -o pairs.tsv && teikit collate --pairs pairs.tsv -o editions",
    )
    add = command.add_argument
    add(
        "inputs", nargs="+", metavar="INPUT", help="a folder of texts in any format that convert reads; files, archives"
    )
    add("-o", "--output", metavar="FILE", help="write the list to this file, not to standard output")
    add("--least", choices=("high", "medium", "low"), help="leave out groups that are less sure (default: low)")
    add("--collection", action="append", metavar="NAME", help="as for convert: it says how dates are written")
    add("-f", "--force", action="store_true", default=None, help="replace a list that is there")
    add("-q", "--quiet", action="store_true", default=None, help="say only what went wrong")


def _evaluate(commands: Any) -> None:
    command = _command(
        commands,
        "evaluate",
        "how near TEI files are to a truth, before and after correction: errors, harm, precision, structure",
        "teikit evaluate truth/cable.txt out/cable.xml",
        "teikit evaluate truth out --html differences.html",
        "teikit evaluate truth out --json > scores.json",
    )
    add = command.add_argument
    add("truth", metavar="TRUTH", help="a file (plain text, PAGE, TEI; ALTO and hOCR, too), or a folder of such")
    add("output", metavar="OUTPUT", help="the TEI file of it, or the folder that convert wrote into")
    add("--layer", choices=("body", "all"), help="the truth is running text, or all on the page (default: it shows)")
    add("--json", action="store_true", help="as JSON, not as a table")
    add("--html", metavar="FILE", help="a page with the differences side by side, too")
    add("-f", "--force", action="store_true", help="replace a page that is there")


def _explain(commands: Any) -> None:
    about = "what a rule mends, what it leaves alone; why a word reads as it does, a line or a document is what it is"
    examples = (
        "teikit explain",
        "teikit explain hyphens",
        "teikit explain PAGE-MISSING",
        "teikit explain --at cable.txt:24:13",
        "teikit explain --line cable.txt:24",
        "teikit explain --genre file.txt",
    )
    command = _command(commands, "explain", about, *examples)
    command.add_argument(
        "rule", nargs="?", metavar="RULE", help="a rule, or the code of a message; without it, all rules"
    )
    command.add_argument("--at", metavar="FILE:LINE:COL", help="the word there: its candidates and what decided")
    command.add_argument("--line", metavar="FILE:LINE", help="the line there: what it is, and what weighed for it")
    command.add_argument("--genre", metavar="FILE", help="the documents in a file: what each is, and what shows it")
    command.add_argument("--words", action="append", metavar="FILE", help="a list of right and wrong words")
    command.add_argument("--collection", action="append", metavar="NAME", help="as for convert")


def _ledger(commands: Any) -> None:
    about = "what a batch remembers of its documents; its report and overview; ledgers of shards put together"
    examples = (
        "show out --failed",
        "report out --overview pages",
        "merge out",
    )
    command = _command(commands, "ledger", about, *(f"teikit ledger {example}" for example in examples))
    actions = ("show", "report", "merge", "rebuild")
    command.add_argument("action", choices=actions, help="rebuild makes a damaged one again from the output")
    command.add_argument("output", metavar="DIR", help="the folder that was given with -o to convert or collate")
    command.add_argument(
        "others", nargs="*", metavar="OTHER", help="merge: output folders whose files were copied here"
    )
    command.add_argument("--failed", action="store_true", help="show: every document that failed, and why")
    command.add_argument("--shard", metavar="I/N", help="show, report: the ledger of this part, before it is merged")
    command.add_argument("--json", action="store_true", help="show: as JSON")
    command.add_argument("--report", metavar="FILE", help="report: all that was done, as JSON lines")
    command.add_argument("--overview", metavar="DIR", help="report: HTML pages for people")
    command.add_argument("--ledger", metavar="FILE", help="report: what was withheld in records that were collated")
    command.add_argument("-f", "--force", action="store_true", help="replace files that are none of ours")


def _decisions(commands: Any) -> None:
    about = "what persons decided: made of edited TEI, checked, tidied, as a table for spreadsheets, as a list of words"
    examples = (
        "from out/cable.xml --who anna -o out/decisions.jsonl",
        "check out",
        "tsv out > decisions.tsv",
        "calibrate out --report report.jsonl",
    )
    command = _command(commands, "decisions", about, *(f"teikit decisions {example}" for example in examples))
    actions = ("from", "check", "tidy", "tsv", "words", "calibrate")
    command.add_argument("action", choices=actions, help="tsv of a .tsv makes decisions of the table again")
    command.add_argument(
        "names", nargs="+", metavar="NAME", help="a file of decisions, or a folder with one; from: edited TEI files"
    )
    command.add_argument("--who", metavar="PERSON", help="from: whose decisions the edits are")
    command.add_argument("-o", "--output", metavar="FILE", help="from: add them to this file")
    command.add_argument("--report", metavar="FILE", help="calibrate: the report whose chances are judged")
    _as_for_convert(command)


def _review(commands: Any) -> None:
    about = "a page on which a person decides, one doubtful word at a time; in the browser of this machine only"
    command = _command(commands, "review", about, "teikit review out --who anna")
    command.add_argument("output", metavar="DIR", help="the folder that was given with -o to convert")
    command.add_argument("--who", metavar="PERSON", help="who decides: one word of letters")
    command.add_argument("--port", metavar="N", type=int, default=0, help="the port (default: any that is free)")
    help = "lines of a page that are asked for, the most doubtful ones (default: 10; 0: all that are doubtful)"
    command.add_argument("--budget", metavar="N", type=int, default=10, help=help)
    _as_for_convert(command)


def _as_for_convert(command: Parser) -> None:
    """The lists and collections with which the TEI was made."""
    command.add_argument("--words", action="append", metavar="FILE", help="as for convert (again for more)")
    command.add_argument("--collection", action="append", metavar="NAME", help="as for convert (again for more)")


def _sample(commands: Any) -> None:
    about = "the sample telegrams that come with teikit, to try it on"
    command = _command(commands, "sample", about, "teikit sample", "teikit sample telegrams")
    command.add_argument("folder", nargs="?", default="samples", metavar="DIR", help="the folder (default: samples)")


def _init(commands: Any) -> None:
    about = "the skeleton of an edition's repository: project file, tox file, folders; what is there is left alone"
    command = _command(commands, "init", about, "teikit init", "teikit init my-edition")
    command.add_argument("folder", nargs="?", default=".", metavar="DIR", help="the folder (default: this one)")


def _project(command: Parser) -> None:
    help = "the project file (default: teikit.toml, where one lies above what is named; none: without)"
    command.add_argument("--project", metavar="FILE", help=help)


def _of_a_folder(commands: Any, name: str, about: str, *examples: str) -> Parser:
    """A command that makes one file of the TEI files in a folder."""
    command = _command(commands, name, about, *examples)
    command.add_argument("folder", metavar="DIR", help="a folder of TEI files, or one file")
    command.add_argument("-o", "--output", metavar="FILE", help="write to this file, not to standard output")
    command.add_argument("-f", "--force", action="store_true", default=None, help="replace a file that is there")
    _project(command)
    return command


def _cmif(commands: Any) -> None:
    about = "who wrote to whom in all TEI files of a folder, as a CMIF file (correspSearch)"
    command = _of_a_folder(
        commands, "cmif", about, "teikit cmif out -o cmif.xml", "teikit cmif out --url https://x.org/"
    )
    command.add_argument(
        "--url", metavar="URL", help="where the files are published: a URL that their names come after"
    )


def _links(commands: Any) -> None:
    about = "the telegrams that telegrams cite: which of them are here, which may be several, which are not, as TSV"
    _of_a_folder(commands, "links", about, "teikit links out", "teikit links out -o links.tsv")


def _names(commands: Any) -> None:
    about = "the names in a folder of TEI files, with counts and what of your lists they may be, as TSV"
    command = _of_a_folder(commands, "names", about, "teikit names out --persons persons.csv -o names.tsv")
    for kind in ("persons", "places", "organisations"):
        command.add_argument(f"--{kind}", action="append", metavar="FILE", help=f"a list of {kind} (again for more)")


def _stats(commands: Any) -> None:
    about = "what is in a folder of TEI files, a row a document: number, date, parties, pages, excisions, queries"
    command = _of_a_folder(
        commands, "stats", about, "teikit stats out", "teikit stats out --format tsv -o documents.tsv"
    )
    formats = ("table", "tsv", "json")
    command.add_argument("--format", choices=formats, help="a table for people (default), TSV, or JSON")


def _export(commands: Any) -> None:
    about = "the TEI files of a folder as other people's tools take them: without the OCR, with links and manifests"
    command = _command(
        commands,
        "export",
        about,
        "teikit export out for-viewers",
        "teikit export out for-archive --source-doc separate --iiif https://example.org/cables",
        "teikit export out for-historians --stylesheet frus",
    )
    command.add_argument("folder", metavar="DIR", help="a folder of TEI files, or one file")
    command.add_argument("output", metavar="NEW", help="the folder to write into")
    kinds = ("inline", "separate", "none")
    help = "where the lines of the OCR are to stand: in the document, in a file beside it, nowhere (default)"
    command.add_argument("--source-doc", choices=kinds, help=help)
    help = "write what a stylesheet makes instead: frus, cmif, or a file of XSLT 1.0 (again for more)"
    command.add_argument("--stylesheet", action="append", metavar="NAME", help=help)
    help = "write a IIIF manifest of each document whose page images are known; the files will be published at this URL"
    command.add_argument("--iiif", metavar="URL", help=help)
    command.add_argument("-f", "--force", action="store_true", default=None, help="replace files that are there")
    _project(command)


def _publish(commands: Any) -> None:
    about = "a static site of a folder of TEI files: lists, search, a page a document, with what there is to download"
    command = _command(commands, "publish", about, "teikit publish out site", "teikit publish out site --jobs 0")
    command.add_argument("folder", metavar="DIR", help="a folder of TEI files, or one file")
    command.add_argument("site", metavar="SITE", help="the folder of the site; files there that are not of it stay")
    command.add_argument(
        "--title", metavar="TEXT", help="what the collection is called (default: the series, the folder)"
    )
    command.add_argument(
        "--jobs", type=int, metavar="N", help="processes that work at once (default: 1; 0: one a core)"
    )
    help = "replace files in the folder that are not of the site"
    command.add_argument("-f", "--force", action="store_true", default=None, help=help)
    _project(command)


def _completion(commands: Any) -> None:
    about = "a script that lets the shell complete teikit's commands and options"
    command = _command(
        commands,
        "completion",
        about,
        "teikit completion bash > ~/.local/share/bash-completion/completions/teikit",
        "teikit completion zsh > ~/.zfunc/_teikit",
    )
    command.add_argument("shell", choices=SHELLS, help="the shell")
    command.set_defaults(parser=parser)  # the script is made from it


# ------------------------------------------------------------------- running


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Every failure ends in a message, none in a traceback."""
    try:
        arguments = sys.argv[1:] if argv is None else argv
        options = parser(next(iter(arguments), "")).parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        with _ending_politely():
            if "project" in options:
                _apply_project(options)
            return int(importlib.import_module(f"teikit.commands.{options.command}").run(options))
    except TeikitError as error:
        return _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _fail("interrupted", ExitCode.INTERRUPTED)
    except Terminated:
        return _fail("terminated", ExitCode.TERMINATED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains when it flushes at exit
        return ExitCode.DONE
    except MemoryError:
        return _fail("there is not enough memory [LIMIT-MEMORY]", ExitCode.LIMIT)
    except OSError as error:
        return _fail(f"{error.filename or 'standard output'}: {error.strerror} [IO]", ExitCode.FILE_SYSTEM)
    except Exception as error:
        message = f"{type(error).__name__}: {error} [BUG]\n  This is a bug in teikit. Please report it."
        return _fail(message, ExitCode.BUG)


def _apply_project(options: argparse.Namespace) -> None:
    """Complete the options from the project file, where there is one."""
    from teikit.project import apply  # not at the top: most commands have none
    from teikit.wording import visible

    project = apply(options, _commands)
    if project and project.unused and options.command in ("convert", "collate") and not options.quiet:
        columns = visible(", ".join(project.unused))
        print(f"{visible(project.edition.table.place)}: nothing is made of the columns {columns}", file=sys.stderr)


def _commands() -> dict[str, argparse.ArgumentParser]:
    """The parsers of all commands by their names, with all their options."""
    actions = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(next(actions).choices)


def _fail(message: str, code: ExitCode) -> ExitCode:
    print(message, file=sys.stderr)
    return code


@contextmanager
def _ending_politely() -> Iterator[None]:
    """Let SIGTERM end the work as Ctrl-C does, so that nothing is left half-written."""

    def terminate(number: int, frame: FrameType | None) -> NoReturn:
        raise Terminated

    before = None
    with suppress(ValueError):  # not in the main thread: then signals are somebody else's
        before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
