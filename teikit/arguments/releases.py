"""Arguments of the commands about the releases of one document."""

from __future__ import annotations

from typing import Any

from teikit.arguments.parser import add_all_options, command_parser


def collate(commands: Any, whole: bool) -> None:
    """Add the command ``collate`` and its arguments to ``commands``; with ``whole`` also all its options."""
    command = command_parser(
        commands,
        "collate",
        "compare the releases of a telegram: they correct each other and show what each withheld",
        "teikit collate release-1988.txt release-2023.hocr -o edition.xml",
        "teikit collate samples/polto-circular-12.txt -o edition.xml --ledger withheld.tsv --html edition.html",
        "teikit collate records -o editions --ledger withheld.json",
    )
    add = command.add_argument
    add(
        "inputs",
        nargs="*",
        metavar="INPUT",
        help="the releases, in any format that convert reads; one file with all of them; or a folder",
    )
    add(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help="the edition; for many records, the folder for their editions",
    )
    add(
        "--pairs",
        metavar="FILE",
        help="a list of records, one per line: a name and the files of its releases, separated by tabs",
    )
    if whole:
        add_all_options(command, "collate")


def copies(commands: Any) -> None:
    """Add the command ``copies`` and its arguments to ``commands``."""
    command = command_parser(
        commands,
        "copies",
        "find the releases and copies of the same document in a folder, as a list for collate --pairs",
        "teikit copies records -o pairs.tsv",
        "teikit copies records --least medium -o pairs.tsv && teikit collate --pairs pairs.tsv -o editions",
    )
    add = command.add_argument
    add("inputs", nargs="+", metavar="INPUT", help="a folder, files or archives, in any format that convert reads")
    add("-o", "--output", metavar="FILE", help="the file for the list (default: standard output)")
    add(
        "--least",
        choices=("high", "medium", "low"),
        help="list only groups with at least this certainty (default: low)",
    )
    add(
        "--collection",
        action="append",
        metavar="NAME",
        help="a collection of dictionaries, for reading dates (repeatable)",
    )
    add("--jobs", type=int, metavar="N", help="the number of texts read at once (default: 1; 0: one per core)")
    add("--timeout", type=float, metavar="SECONDS", help="time limit per text (with --jobs; default: 300; 0: none)")
    add("--memory", type=float, metavar="MiB", help="memory limit per text (with --jobs; default: 2048; 0: none)")
    add("-f", "--force", action="store_true", default=None, help="replace an existing list")
    add("-q", "--quiet", action="store_true", default=None, help="print only errors")
