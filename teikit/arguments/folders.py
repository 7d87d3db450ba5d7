"""Arguments of the commands that make tables, lists, copies and sites from a folder of TEI files."""

from __future__ import annotations

from typing import Any

from teikit.arguments.parser import add_project, command_parser, folder_parser


def cmif(commands: Any) -> None:
    """Add the command ``cmif`` and its arguments to ``commands``."""
    about = "list who wrote to whom in a folder of TEI files, as a CMIF file for correspSearch"
    command = folder_parser(
        commands, "cmif", about, "teikit cmif out -o cmif.xml", "teikit cmif out --url https://x.org/"
    )
    command.add_argument(
        "--url", metavar="URL", help="the URL where the files are published, to which their names are appended"
    )


def links(commands: Any) -> None:
    """Add the command ``links`` and its arguments to ``commands``."""
    about = "list the telegrams that the texts cite: found here, ambiguous, or not here (TSV)"
    command = folder_parser(commands, "links", about, "teikit links out", "teikit links out -o links.tsv")
    command.add_argument(
        "--collection",
        action="append",
        metavar="NAME",
        help="a collection of dictionaries, for the series of telegrams (repeatable)",
    )


def stats(commands: Any) -> None:
    """Add the command ``stats`` and its arguments to ``commands``."""
    about = "tabulate a folder of TEI files, one row per document: number, date, parties, pages, excisions, queries"
    command = folder_parser(
        commands,
        "stats",
        about,
        "teikit stats out",
        "teikit stats out --format tsv -o documents.tsv",
        "teikit stats out --format html -o documents.html",
    )
    formats = ("table", "tsv", "json", "html")
    help = "a table for the terminal (default), TSV, JSON, or a page with charts"
    command.add_argument("--format", choices=formats, help=help)


def export(commands: Any) -> None:
    """Add the command ``export`` and its arguments to ``commands``."""
    about = "copy the TEI files of a folder for other tools: without the OCR lines, with links and manifests"
    command = command_parser(
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
    help = "where to put the OCR lines: in the document, in a file beside it, or nowhere (default)"
    command.add_argument("--source-doc", choices=kinds, help=help)
    help = "apply a stylesheet and write its result instead: frus, cmif, or an XSLT 1.0 file (repeatable)"
    command.add_argument("--stylesheet", action="append", metavar="NAME|FILE", help=help)
    help = "move what all headers share into files in header/, which the others include (XInclude)"
    command.add_argument("--shared-header", action="store_true", default=None, help=help)
    help = "describe each gap in words (gap/desc), for tools that show nothing for a gap: [withheld: 1 page]"
    command.add_argument("--gap-desc", action="store_true", default=None, help=help)
    help = "write the units of gaps in the plural, as TEI simplePrint does (unit=pages)"
    command.add_argument("--plural-units", action="store_true", default=None, help=help)
    help = "write a IIIF manifest for each document with known page images; URL is where you publish the files"
    command.add_argument("--iiif", metavar="URL", help=help)
    command.add_argument("-f", "--force", action="store_true", default=None, help="replace existing files")
    add_project(command)


def publish(commands: Any) -> None:
    """Add the command ``publish`` and its arguments to ``commands``."""
    about = "make a static site from a folder of TEI files: lists, search, a page and downloads for each document"
    command = command_parser(commands, "publish", about, "teikit publish out site", "teikit publish out site --jobs 0")
    command.add_argument("folder", metavar="DIR", help="a folder of TEI files, or one file")
    command.add_argument("site", metavar="SITE", help="the folder of the site; other files in it are kept")
    command.add_argument(
        "--title", metavar="TEXT", help="the title of the collection (default: the series, or the name of the folder)"
    )
    command.add_argument("--jobs", type=int, metavar="N", help="the number of processes (default: 1; 0: one per core)")
    help = "replace other files in the folder where the site needs their names"
    command.add_argument("-f", "--force", action="store_true", default=None, help=help)
    add_project(command)
