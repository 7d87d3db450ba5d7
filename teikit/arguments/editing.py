"""Arguments of the commands with which persons decide."""

from __future__ import annotations

from typing import Any

from teikit.arguments.parser import add_lists, command_parser, folder_parser


def decisions(commands: Any) -> None:
    about = "work with decisions: take them from edited TEI, check, tidy, convert to a table or a word list"
    examples = (
        "from out/cable.xml --who anna -o out/decisions.jsonl",
        "check out",
        "tsv out > decisions.tsv",
        "calibrate out --report report.jsonl",
    )
    command = command_parser(commands, "decisions", about, *(f"teikit decisions {example}" for example in examples))
    actions = ("from", "check", "tidy", "tsv", "words", "calibrate", "lines")
    command.add_argument(
        "action", choices=actions, help="tsv turns decisions into a table, and a .tsv table back into decisions"
    )
    command.add_argument(
        "names",
        nargs="+",
        metavar="NAME",
        help="a file of decisions, or a folder that contains one; from: edited TEI files",
    )
    command.add_argument("--who", metavar="PERSON", help="from: who made the edits")
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help="from: append the decisions to this file; lines: write into this folder",
    )
    command.add_argument("--images", metavar="DIR", help="lines: the folder with the page images")
    command.add_argument("--report", metavar="FILE", help="calibrate: the report whose predicted chances are checked")
    add_lists(command)


def review(commands: Any) -> None:
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
    help = "the report of the run, to decide at once what recurs in many documents"
    command.add_argument("--report", metavar="FILE", help=help)
    help = "write the pages to a folder instead, to be opened from disk or a web server; decisions are downloaded"
    command.add_argument("--static", metavar="NEW", help=help)
    add_lists(command)


def names(commands: Any) -> None:
    about = "list the names in a folder of TEI files with counts, and the entries of your lists they may match (TSV)"
    command = folder_parser(commands, "names", about, "teikit names out --persons persons.csv -o names.tsv")
    for kind in ("persons", "places", "organisations"):
        command.add_argument(f"--{kind}", action="append", metavar="FILE", help=f"a list of {kind} (repeatable)")
