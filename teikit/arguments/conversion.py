"""Arguments of the commands that convert, check and explain."""

from __future__ import annotations

from typing import Any

from teikit.arguments.parser import add_all_options, add_project, command_parser


def convert(commands: Any, whole: bool) -> None:
    command = command_parser(
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
        add_all_options(command, "convert")


def recover(commands: Any) -> None:
    about = "the input again from its TEI, byte for byte"
    command = command_parser(
        commands, "recover", about, "teikit recover cable.xml > cable.txt", "teikit recover split/*.xml -o cable.txt"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="the TEI file; all of them if the input was split")
    command.add_argument("-o", "--output", metavar="FILE", help="write to this file (of a METS, into this folder)")
    command.add_argument("-f", "--force", action="store_true", help="replace a file that says something else")


def text(commands: Any) -> None:
    about = "the reading text of a TEI file"
    command = command_parser(
        commands, "text", about, "teikit text cable.xml", "teikit text cable.xml --raw --layer all"
    )
    command.add_argument("file", metavar="FILE", help="a TEI file")
    command.add_argument("--raw", action="store_true", help="as the OCR read it, without corrections")
    layers = ("body", "all")
    help = "the running text (default), or all, with heads, banners and stamps"
    command.add_argument("--layer", choices=layers, default="body", help=help)


def validate(commands: Any) -> None:
    about = "check TEI files against teikit's schema and the rules beyond it"
    command = command_parser(commands, "validate", about, "teikit validate out/*.xml", "teikit validate out")
    command.add_argument("files", nargs="+", metavar="FILE", help="a TEI file, or a folder of such")
    help = "files that people edited: they may have what teikit does not write"
    command.add_argument("--edited", action="store_true", default=None, help=help)
    command.add_argument("-q", "--quiet", action="store_true", default=None, help="say only what is wrong")
    add_project(command)


def evaluate(commands: Any) -> None:
    command = command_parser(
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


def explain(commands: Any) -> None:
    about = "what a rule mends, what it leaves alone; why a word reads as it does, a line or a document is what it is"
    examples = (
        "teikit explain",
        "teikit explain hyphens",
        "teikit explain PAGE-MISSING",
        "teikit explain --at cable.txt:24:13",
        "teikit explain --line cable.txt:24",
        "teikit explain --genre file.txt",
    )
    command = command_parser(commands, "explain", about, *examples)
    command.add_argument(
        "rule", nargs="?", metavar="RULE", help="a rule, or the code of a message; without it, all rules"
    )
    command.add_argument("--at", metavar="FILE:LINE:COL", help="the word there: its candidates and what decided")
    command.add_argument("--line", metavar="FILE:LINE", help="the line there: what it is, and what weighed for it")
    command.add_argument("--genre", metavar="FILE", help="the documents in a file: what each is, and what shows it")
    command.add_argument("--words", action="append", metavar="FILE", help="a list of right and wrong words")
    command.add_argument("--collection", action="append", metavar="NAME", help="as for convert")


def ledger(commands: Any) -> None:
    about = "what a batch remembers of its documents; its report and overview; ledgers of shards put together"
    examples = (
        "show out --failed",
        "report out --overview pages",
        "merge out",
    )
    command = command_parser(commands, "ledger", about, *(f"teikit ledger {example}" for example in examples))
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


def sample(commands: Any) -> None:
    about = "the sample telegrams that come with teikit, to try it on"
    command = command_parser(commands, "sample", about, "teikit sample", "teikit sample telegrams")
    command.add_argument("folder", nargs="?", default="samples", metavar="DIR", help="the folder (default: samples)")


def init(commands: Any) -> None:
    about = "the skeleton of an edition's repository: project file, tox file, folders; what is there is left alone"
    command = command_parser(commands, "init", about, "teikit init", "teikit init my-edition")
    command.add_argument("folder", nargs="?", default=".", metavar="DIR", help="the folder (default: this one)")
