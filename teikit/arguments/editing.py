"""Arguments of the commands for decisions."""

from __future__ import annotations

from typing import Any

from teikit.arguments.parser import Parser, actions_of, add_lists, command_parser, folder_parser


def decisions(commands: Any) -> None:
    """Add the command ``decisions`` and its arguments to ``commands``."""
    about = "work with decisions: take them from edited TEI, check, tidy, convert to a table or a word list"
    examples = (
        "from out/cable.xml --who anna -o out/decisions.jsonl",
        "check out",
        "tsv out > decisions.tsv",
        "calibrate out --report report.jsonl",
    )
    command = command_parser(commands, "decisions", about, *(f"teikit decisions {example}" for example in examples))
    actions = actions_of(command)
    _from(actions)
    about = "compare decisions with the inputs and with each other: stale ones, contradictions, agreement"
    _add_books(command_parser(actions, "check", about, "teikit decisions check out"))
    about = "remove decisions that no longer count from their files; a copy is kept"
    _add_books(command_parser(actions, "tidy", about, "teikit decisions tidy out/decisions.jsonl"))
    about = "turn decisions into a table, and a .tsv table back into decisions"
    there, back = "teikit decisions tsv out > decisions.tsv", "teikit decisions tsv decisions.tsv > decisions.jsonl"
    _add_books(command_parser(actions, "tsv", about, there, back))
    about = "turn decisions into a list of right and wrong words, for --words"
    _add_books(command_parser(actions, "words", about, "teikit decisions words out > words.tsv"))
    _calibrate(actions)
    _lines(actions)


def _add_books(action: Parser) -> None:
    help = "a file of decisions, or a folder that contains one"
    action.add_argument("names", nargs="+", metavar="NAME", help=help)


def _from(actions: Any) -> None:
    """The arguments of ``teikit decisions from``."""
    about = "make decisions from the edits in TEI files"
    example = "teikit decisions from out/cable.xml --who anna -o out/decisions.jsonl"
    action = command_parser(actions, "from", about, example)
    action.add_argument("names", nargs="+", metavar="FILE", help="a TEI file that was edited")
    action.add_argument("--who", metavar="PERSON", help="the name of the person who made the edits, one word")
    action.add_argument("-o", "--output", metavar="FILE", help="the file to which the decisions are added")
    add_lists(action)


def _calibrate(actions: Any) -> None:
    about = "compare the chances in a report with the decisions of people (TSV)"
    action = command_parser(actions, "calibrate", about, "teikit decisions calibrate out --report report.jsonl")
    _add_books(action)
    action.add_argument("--report", metavar="FILE", help="the report whose predicted chances are checked")


def _lines(actions: Any) -> None:
    """The arguments of ``teikit decisions lines``."""
    about = "write lines with their images and texts, to train OCR engines"
    action = command_parser(actions, "lines", about, "teikit decisions lines out --images scans -o training")
    action.add_argument("names", nargs="+", metavar="DIR", help="an output folder of convert, with decisions")
    action.add_argument("--images", metavar="DIR", help="the folder with the page images")
    action.add_argument("-o", "--output", metavar="DIR", help="the folder to write into")
    add_lists(action)


def review(commands: Any) -> None:
    """Add the command ``review`` and its arguments to ``commands``."""
    about = "proofread in the browser of this machine, one doubtful line at a time"
    command = command_parser(commands, "review", about, "teikit review out --who anna")
    command.add_argument("output", metavar="DIR", help="the output folder of convert")
    command.add_argument(
        "--who", metavar="PERSON", help="the name of the proofreader, one word (letters, dots, hyphens)"
    )
    command.add_argument("--port", metavar="N", type=int, default=0, help="the port (default: any free port)")
    help = "how many lines to show per page, the most doubtful first (default: 10; 0: all doubtful ones)"
    command.add_argument("--budget", metavar="N", type=int, default=10, help=help)
    help = "the page images (PNG, JPEG, WebP, named as in the OCR): a folder or a URL"
    command.add_argument("--images", metavar="DIR|URL", help=help)
    help = "the report of the run, to decide once about readings that recur in many documents"
    command.add_argument("--report", metavar="FILE", help=help)
    help = "write the pages to a folder instead, to be opened from disk or a web server; decisions are downloaded"
    command.add_argument("--static", metavar="NEW", help=help)
    add_lists(command)


def names(commands: Any) -> None:
    """Add the command ``names`` and its arguments to ``commands``."""
    about = "list the names in a folder of TEI files with counts, and the entries of your lists they may match (TSV)"
    command = folder_parser(commands, "names", about, "teikit names out --persons persons.csv -o names.tsv")
    for kind in ("persons", "places", "organisations"):
        command.add_argument(f"--{kind}", action="append", metavar="FILE", help=f"a list of {kind} (repeatable)")
