"""Arguments of the commands that make something of a folder of TEI files."""

from __future__ import annotations

from typing import Any

from teikit.arguments.parser import add_project, command_parser, folder_parser


def cmif(commands: Any) -> None:
    about = "who wrote to whom in all TEI files of a folder, as a CMIF file (correspSearch)"
    command = folder_parser(
        commands, "cmif", about, "teikit cmif out -o cmif.xml", "teikit cmif out --url https://x.org/"
    )
    command.add_argument(
        "--url", metavar="URL", help="where the files are published: a URL that their names come after"
    )


def links(commands: Any) -> None:
    about = "the telegrams that telegrams cite: which of them are here, which may be several, which are not, as TSV"
    command = folder_parser(commands, "links", about, "teikit links out", "teikit links out -o links.tsv")
    command.add_argument("--collection", action="append", metavar="NAME", help="as for convert: it knows the series")


def stats(commands: Any) -> None:
    about = "what is in a folder of TEI files, a row a document: number, date, parties, pages, excisions, queries"
    command = folder_parser(
        commands,
        "stats",
        about,
        "teikit stats out",
        "teikit stats out --format tsv -o documents.tsv",
        "teikit stats out --format html -o documents.html",
    )
    formats = ("table", "tsv", "json", "html")
    help = "a table for people (default), TSV, JSON, or a page with pictures"
    command.add_argument("--format", choices=formats, help=help)


def export(commands: Any) -> None:
    about = "the TEI files of a folder as other people's tools take them: without the OCR, with links and manifests"
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
    help = "where the lines of the OCR are to stand: in the document, in a file beside it, nowhere (default)"
    command.add_argument("--source-doc", choices=kinds, help=help)
    help = "write what a stylesheet makes instead: frus, cmif, or a file of XSLT 1.0 (again for more)"
    command.add_argument("--stylesheet", action="append", metavar="NAME", help=help)
    help = "put what all headers say alike into files in header/ that the others include (XInclude)"
    command.add_argument("--shared-header", action="store_true", default=None, help=help)
    help = "say in words what is not there (gap/desc), for tools that show nothing of a gap: [withheld: 1 page]"
    command.add_argument("--gap-desc", action="store_true", default=None, help=help)
    help = "write the units of what is not there in the plural, as TEI simplePrint has them (unit=pages)"
    command.add_argument("--plural-units", action="store_true", default=None, help=help)
    help = "write a IIIF manifest of each document whose page images are known; the files will be published at this URL"
    command.add_argument("--iiif", metavar="URL", help=help)
    command.add_argument("-f", "--force", action="store_true", default=None, help="replace files that are there")
    add_project(command)


def publish(commands: Any) -> None:
    about = "a static site of a folder of TEI files: lists, search, a page a document, with what there is to download"
    command = command_parser(commands, "publish", about, "teikit publish out site", "teikit publish out site --jobs 0")
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
    add_project(command)
