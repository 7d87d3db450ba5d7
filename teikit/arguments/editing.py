"""Arguments of the commands with which persons decide."""

from __future__ import annotations

from typing import Any

from teikit.arguments.parser import add_lists, command_parser, folder_parser


def decisions(commands: Any) -> None:
    about = "what persons decided: made of edited TEI, checked, tidied, as a table for spreadsheets, as a list of words"
    examples = (
        "from out/cable.xml --who anna -o out/decisions.jsonl",
        "check out",
        "tsv out > decisions.tsv",
        "calibrate out --report report.jsonl",
    )
    command = command_parser(commands, "decisions", about, *(f"teikit decisions {example}" for example in examples))
    actions = ("from", "check", "tidy", "tsv", "words", "calibrate", "lines")
    command.add_argument("action", choices=actions, help="tsv of a .tsv makes decisions of the table again")
    command.add_argument(
        "names", nargs="+", metavar="NAME", help="a file of decisions, or a folder with one; from: edited TEI files"
    )
    command.add_argument("--who", metavar="PERSON", help="from: whose decisions the edits are")
    command.add_argument("-o", "--output", metavar="FILE|DIR", help="from: add them to this; lines: write to this")
    command.add_argument("--images", metavar="DIR", help="lines: where the images of the pages lie")
    command.add_argument("--report", metavar="FILE", help="calibrate: the report whose chances are judged")
    add_lists(command)


def review(commands: Any) -> None:
    about = "a page on which a person decides, a doubtful line at a time; in the browser of this machine only"
    command = command_parser(commands, "review", about, "teikit review out --who anna")
    command.add_argument("output", metavar="DIR", help="the folder that was given with -o to convert")
    command.add_argument("--who", metavar="PERSON", help="who decides: one word of letters")
    command.add_argument("--port", metavar="N", type=int, default=0, help="the port (default: any that is free)")
    help = "lines of a page that are asked for, the most doubtful ones (default: 10; 0: all that are doubtful)"
    command.add_argument("--budget", metavar="N", type=int, default=10, help=help)
    help = "where the images of the pages lie (PNG, JPEG, WebP, by their names in the OCR): a folder, or an address"
    command.add_argument("--images", metavar="DIR|URL", help=help)
    help = "the report of the run: what recurs in it over all documents can be decided at once"
    command.add_argument("--report", metavar="FILE", help=help)
    help = "write the pages to a folder, for a web host or to be opened from the disk; they give decisions as a file"
    command.add_argument("--static", metavar="NEW", help=help)
    add_lists(command)


def names(commands: Any) -> None:
    about = "the names in a folder of TEI files, with counts and what of your lists they may be, as TSV"
    command = folder_parser(commands, "names", about, "teikit names out --persons persons.csv -o names.tsv")
    for kind in ("persons", "places", "organisations"):
        command.add_argument(f"--{kind}", action="append", metavar="FILE", help=f"a list of {kind} (again for more)")
