"""Write the skeleton of an edition's repository: a commented project file, a tox file, folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from teikit import __version__
from teikit.authorities.entries import LIST_COLUMNS, LIST_KINDS
from teikit.files import write
from teikit.project.finding import PROJECT_FILE
from teikit.project.keys import ANY, HEADINGS, LISTS, SECTIONS, Key

WIDTH = 110  # characters of a line of comment
HEAD = """\
# Settings of this edition. Lines that begin with # have no effect: remove the # to use them. Paths are relative to
# this file. Options on the command line take precedence. docs/project.md of teikit describes every key.
"""
IDENTIFIERS = '# doi = "10.5555/{record}"\n'
LISTED = {
    "editors": '# name = "Jane Doe"\n# ref = "https://orcid.org/0000-0000-0000-0000"\n',
    "changes": '# when = 2026-03-01\n# text = "Dates corrected by the table of documents."\n',
}
"""Examples of the sections that may occur several times."""
DEFAULTS = """\
# Default options of a command, by their long names: [convert], [collate], [validate], [stats], ...
# [convert]
# jobs = 4
# max-failures = "10%"
"""
TOX = f"""\
# `tox run -e build` converts everything in input/ to TEI, `tox run -e validate` checks it, `tox run -e publish` makes
# the rest: the file for correspSearch, the table of documents, the list of citations, the site.
# A document is only converted again if its input, its row in records.csv or teikit.toml has changed.
[tox]
no_package = true
env_list = build, validate

[testenv]
description = teikit on the command line: tox run -e teikit -- explain hyphens
# If your package index has no teikit, give the path of its wheel or of a clone: teikit @ file:///path/to/teikit
deps = teikit=={__version__}
commands = teikit {{posargs:--help}}

[testenv:build]
description = convert input/ to TEI in output/
commands = teikit convert input -o output {{posargs}}

[testenv:validate]
description = check output/
commands = teikit validate output {{posargs}}

[testenv:publish]
description = make the tables, the CMIF file and the site in publish/
commands =
    teikit cmif output -o publish/cmif.xml --force
    teikit stats output --format tsv -o publish/documents.tsv --force
    teikit links output -o publish/links.tsv --force
    teikit publish output publish/site
"""
ATTRIBUTES = """\
# Decisions of several people are merged line by line.
*.jsonl merge=union
"""
IGNORED = ".tox/\noutput/.teikit/\n.teikit-site.lock\n.teikit-site.new/\n"
RECORDS = "name,record,title,date,from,to,shelfmark,released\n"
WORD_LIST = """\
# Words of this edition. A line with one word: the word is right. WRONG, tab, RIGHT: WRONG becomes RIGHT.
"""


def project_file() -> str:
    """A new project file."""
    return "\n".join((HEAD, *map(_section, SECTIONS), *_named_sections(), DEFAULTS))


def _section(name: str) -> str:
    return f"# {HEADINGS[name]}\n[{name}]\n" + "".join(map(_key, SECTIONS[name]))


def _key(key: Key) -> str:
    about = "".join(f"# {line}\n" for line in wrap(key.help.replace("`", "") + ".", WIDTH))
    return f"{about}{'' if key.given else '# '}{key.name} = {key.example}\n"


def _named_sections() -> Iterator[str]:
    for name, help in ANY.items():
        yield "".join(f"# {line}\n" for line in wrap(help.replace("`", ""), WIDTH)) + f"[{name}]\n{IDENTIFIERS}"
    for name, keys in LISTS.items():
        described = "; ".join(f"{key}: {help.replace('`', '')}" for key, help in keys)
        yield "".join(f"# {line}\n" for line in wrap(described, WIDTH)) + f"# [[{name}]]\n{LISTED[name]}"


def files() -> dict[str, str]:
    """The files of a new repository, and what is in each."""
    return {
        PROJECT_FILE: project_file(),
        "tox.ini": TOX,
        ".gitattributes": ATTRIBUTES,
        ".gitignore": IGNORED,
        "records.csv": RECORDS,
        "input/.gitkeep": "",
        "lists/words.txt": WORD_LIST,
        **{f"lists/{kind}.csv": f"{','.join(LIST_COLUMNS)}\n" for kind in LIST_KINDS},
        "decisions/decisions.jsonl": "",
    }


def make(folder: Path) -> Iterator[tuple[str, bool]]:
    """Write the skeleton into a folder; yields each file, and whether it was written (False: it exists).

    Existing files are left as they are. Raises what writing raises.
    """
    write.prepare(folder)
    for name, text in files().items():
        path = folder / name
        there = path.exists() or path.is_symlink()
        if not there:
            write.prepare(path.parent)
            write.write(path, text.encode())
        yield name, not there
