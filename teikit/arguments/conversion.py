"""Arguments of the commands that convert, check and explain, show the state of a batch, and set up folders."""

from __future__ import annotations

from typing import Any

from teikit.arguments.parser import Parser, actions_of, add_all_options, add_project, command_parser


def convert(commands: Any, whole: bool) -> None:
    """Add the command ``convert`` and its arguments to ``commands``; with ``whole`` also all its options."""
    command = command_parser(
        commands,
        "convert",
        "turn OCR text into TEI: read, correct, encode, check, write",
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
        help="a file (text, hOCR, ALTO, PAGE, TEI, METS, PDF, image, zip), a folder of these, or - for standard input",
    )
    add(
        "-o",
        "--output",
        metavar="DIR",
        help="the output folder; without it, or with -, the TEI of a single input goes to standard output",
    )
    if whole:
        add_all_options(command, "convert")


def recover(commands: Any) -> None:
    """Add the command ``recover`` and its arguments to ``commands``."""
    about = "recover the input from its TEI, byte for byte"
    command = command_parser(
        commands, "recover", about, "teikit recover cable.xml > cable.txt", "teikit recover split/*.xml -o cable.txt"
    )
    command.add_argument(
        "files", nargs="+", metavar="FILE", help="the TEI file; if the input was split, all of its files"
    )
    command.add_argument("-o", "--output", metavar="FILE", help="the file to write (for a METS: the folder)")
    command.add_argument("-f", "--force", action="store_true", help="replace an existing file with other contents")


def text(commands: Any) -> None:
    """Add the command ``text`` and its arguments to ``commands``."""
    about = "print the reading text of a TEI file"
    command = command_parser(
        commands, "text", about, "teikit text cable.xml", "teikit text cable.xml --raw --layer all"
    )
    command.add_argument("file", metavar="FILE", help="a TEI file")
    command.add_argument("--raw", action="store_true", help="the text as the OCR read it, without corrections")
    layers = ("body", "all")
    help = "the running text (default), or everything, including heads, banners and stamps"
    command.add_argument("--layer", choices=layers, default="body", help=help)


def validate(commands: Any) -> None:
    """Add the command ``validate`` and its arguments to ``commands``."""
    about = "check TEI files against teikit's schema and the rules beyond it"
    command = command_parser(commands, "validate", about, "teikit validate out/*.xml", "teikit validate out")
    command.add_argument("files", nargs="+", metavar="FILE", help="a TEI file, or a folder of TEI files")
    help = "accept elements that editors add to files by hand"
    command.add_argument("--edited", action="store_true", default=None, help=help)
    amount = command.add_mutually_exclusive_group()
    amount.add_argument("-q", "--quiet", action="store_true", default=None, help="print only what is wrong")
    help = "print each warning with its place, even those of a folder"
    amount.add_argument("-v", "--verbose", action="store_true", default=None, help=help)
    add_project(command)


def evaluate(commands: Any) -> None:
    """Add the command ``evaluate`` and its arguments to ``commands``."""
    command = command_parser(
        commands,
        "evaluate",
        "measure TEI files against a correct text: error rates before and after correction, harm, precision",
        "teikit evaluate truth/cable.txt out/cable.xml",
        "teikit evaluate truth out --html differences.html",
        "teikit evaluate truth out --json > scores.json",
    )
    add = command.add_argument
    add("truth", metavar="TRUTH", help="the correct text: a file (plain text, PAGE, TEI, ALTO, hOCR) or a folder")
    add("output", metavar="OUTPUT", help="the TEI file made from it, or the output folder of convert")
    add(
        "--layer",
        choices=("body", "all"),
        help="what TRUTH contains: the running text, or everything on the page (default: recognised)",
    )
    add("--json", action="store_true", help="print JSON instead of a table")
    add("--html", metavar="FILE", help="also write a page with the differences side by side")
    add("-f", "--force", action="store_true", help="replace an existing page")


def explain(commands: Any) -> None:
    """Add the command ``explain`` and its arguments to ``commands``."""
    from teikit.readers.registry import FORMATS  # not at the top: most commands have no formats

    about = "explain a rule, a message code, or the reading of a word, a line or a document"
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
        "rule", nargs="?", metavar="RULE", help="a rule, or the code of a message; without it, all rules are listed"
    )
    command.add_argument(
        "--at", metavar="FILE:LINE:COL", help="the word at this place: its candidates and what decided between them"
    )
    command.add_argument("--line", metavar="FILE:LINE", help="the line at this place: what it was taken for, and why")
    command.add_argument("--genre", metavar="FILE", help="the documents in a file: what each was taken for, and why")
    command.add_argument("--words", action="append", metavar="FILE", help="a list of right and wrong words")
    command.add_argument("--collection", action="append", metavar="NAME", help="as for convert")
    command.add_argument("--encoding", metavar="NAME", help="as for convert")
    command.add_argument("--format", choices=tuple(FORMATS), metavar="NAME", help="as for convert")
    command.add_argument("--file-group", metavar="USE", help="as for convert")


def ledger(commands: Any) -> None:
    """Add the command ``ledger`` and its arguments to ``commands``."""
    about = "show the state of a batch, write its report and overview, merge the ledgers of shards"
    examples = ("show out --failed", "report out --overview pages", "merge out")
    command = command_parser(commands, "ledger", about, *(f"teikit ledger {example}" for example in examples))
    actions = actions_of(command)
    _show(actions)
    _report(actions)
    about = "merge the ledgers of the shards in an output folder, and those of other output folders"
    merge = _ledger_action(actions, "merge", about, "teikit ledger merge out", "teikit ledger merge out part-1 part-2")
    help = "other output folders, whose files were copied into DIR"
    merge.add_argument("folders", nargs="*", metavar="OTHER", help=help)
    about = "make a new ledger from the output if the old one is damaged"
    _ledger_action(actions, "rebuild", about, "teikit ledger rebuild out")


def _ledger_action(actions: Any, name: str, about: str, *examples: str) -> Parser:
    action = command_parser(actions, name, about, *examples)
    action.add_argument("output", metavar="DIR", help="the output folder of convert or collate")
    return action


def _show(actions: Any) -> None:
    about = "show the state of the documents of a batch"
    show = _ledger_action(actions, "show", about, "teikit ledger show out", "teikit ledger show out --failed --json")
    show.add_argument("--failed", action="store_true", help="list every failed document with its reason")
    show.add_argument("--json", action="store_true", help="print JSON")
    _add_shard(show)


def _report(actions: Any) -> None:
    """The arguments of ``teikit ledger report``."""
    about = "write the report, the overview or the table of a batch again"
    report = _ledger_action(actions, "report", about, "teikit ledger report out --overview pages")
    help = "write everything that was done to FILE, as JSON lines"
    report.add_argument("--report", metavar="FILE", help=help)
    report.add_argument("--overview", metavar="DIR", help="write an overview as HTML pages into DIR")
    help = "write the table of what was withheld in collated records"
    report.add_argument("--ledger", metavar="FILE", help=help)
    report.add_argument("-f", "--force", action="store_true", help="replace files that teikit did not write")
    _add_shard(report)


def _add_shard(action: Parser) -> None:
    help = "use the ledger of this shard, before it is merged"
    action.add_argument("--shard", metavar="I/N", help=help)


def sample(commands: Any) -> None:
    """Add the command ``sample`` and its arguments to ``commands``."""
    about = "copy the sample telegrams that come with teikit into a folder"
    command = command_parser(commands, "sample", about, "teikit sample", "teikit sample telegrams")
    command.add_argument("folder", nargs="?", default="samples", metavar="DIR", help="the folder (default: samples)")


def init(commands: Any) -> None:
    """Add the command ``init`` and its arguments to ``commands``."""
    about = "set up the folder of an edition: project file, tox file, subfolders; existing files are kept"
    command = command_parser(commands, "init", about, "teikit init", "teikit init my-edition")
    command.add_argument("folder", nargs="?", default=".", metavar="DIR", help="the folder (default: the current one)")
