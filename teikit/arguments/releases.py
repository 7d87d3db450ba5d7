"""Arguments of the commands about the releases of one document."""

from __future__ import annotations

from typing import Any

from teikit.arguments.parser import add_all_options, command_parser


def collate(commands: Any, whole: bool) -> None:
    command = command_parser(
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
        add_all_options(command, "collate")


def copies(commands: Any) -> None:
    command = command_parser(
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
    add("--jobs", type=int, metavar="N", help="read so many texts at once (default: 1; 0: one for each core)")
    add("--timeout", type=float, metavar="SECONDS", help="for one text (with --jobs; default: 300; 0: no limit)")
    add("--memory", type=float, metavar="MB", help="for one text (with --jobs; default: 2048; 0: no limit)")
    add("-f", "--force", action="store_true", default=None, help="replace a list that is there")
    add("-q", "--quiet", action="store_true", default=None, help="say only what went wrong")
