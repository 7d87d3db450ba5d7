"""Make docs/project.md from the tables that read a project file and a table of documents.

python tools/build_project_page.py
"""

# ruff: noqa: E501 (the lines are those of the page, whose tables have one line a row)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from teikit.authorities.entries import COLUMNS as LIST_COLUMNS
from teikit.edition.columns import COLUMNS
from teikit.edition.patterns import FIELDS
from teikit.project.keys import ANY, COMMANDS, HEADINGS, LISTS, SECTIONS

TARGET = Path(__file__).resolve().parent.parent / "docs" / "project.md"
HEAD = """\
# An edition: the project file

<!-- Made by tools/build_project_page.py from the tables that read the file. Do not edit. -->

`teikit.toml` says once what holds for a whole edition: who publishes it under which licence, where the documents are kept, how
they are called, what is known of each. `teikit init` writes one that explains itself, and whatever else the repository of an edition needs:

| file | |
|---|---|
| `teikit.toml` | the project file, with every key, most of them as comments |
| `tox.ini` | `tox run -e build` makes the TEI of `input/` in `output/`, `tox run -e validate` checks it, `tox run -e publish` makes what goes with it in `publish/`; the version of teikit is pinned |
| `records.csv` | the table of documents |
| `.gitattributes` | decisions of several people merge line by line |
| `input/`, `lists/`, `decisions/` | what you bring: OCR files, lists of words, decisions |

Files that exist are left as they are. The project file is looked for in the folder of the first input and those above it;
`--project FILE` names another, `--project none` uses none. The command line wins over the project file, and works without one.

An unknown key, a value of the wrong kind, a faulty pattern or table is refused with its line and what to do, before anything is
written (exit code 9). Paths are relative to the project file.

**What is done again.** With a project file a batch does not refuse to go on when options have changed: it does again what would
come out differently. Another publisher does all documents again, another row of the table the document of that row. A
file in the output that somebody changed by hand is never replaced (`OUT-EDITED`; [decisions.md](decisions.md) keeps such changes for good).

"""
PATTERNS = """\
## Patterns

`{record}: {from} {number}, {date:long}` is filled with what is known of a document. What is not known leaves its place together
with the text before it, so no comma is left over: `LONDON 103` where neither record nor date is known.

| field | |
|---|---|
"""
TABLE = """\
| any column of the table | its value |

## The table of documents

A CSV (commas or semicolons) or TSV in UTF-8, whose first line names the columns. A row is about the document that its `name` or
`record` says. In a file of several documents it is about the file as a whole; where only one of them is no identification sheet or
slip, what the row says of sender, addressees, date, language and rights is said of that one. What a row says goes before what the pages
say, for a person's decision wins. Names may have an identifier behind them, which becomes `@ref`:
`Dobrynin, Anatoly <https://www.wikidata.org/wiki/Q1234>`.

Two rows about one document are refused (`TABLE-TWICE`, with their lines), or, where one names the file and the other a record
number that only a page shows, that document is (`TABLE-ROWS`). Rows without a document and documents without a row are told at
the end of each batch.

| column | |
|---|---|
"""
NAMES = """\
## Lists of names

Places of posts need no list: `FROM: PARIS` is https://www.geonames.org/2988507, where the collection is sure which place its post
is at (`posts.tsv`, the column `id`); what a list says of a place goes before that.

`[authorities]` (or `--persons`, `--places`, `--organisations`) name lists in CSV or TSV. What of a list a text names gets its identifier
as `@ref`: in the header, in fields of the form, and in the running text. A name counts to the letter or as one of its variants; a
surname behind a title (`titles.tsv`: AMBASSADOR DOBRYNIN), of somebody who speaks (THIEU SAID; none as common as SMITH), or of a
person whom the same document names so; of titled and known ones also
another spelling that sounds alike (DOBRINYN), with `@cert`. A form that two entries have is nobody's, but for a title
that only one of them has (PRESIDENT KENNEDY). Initials and places that are words (US AID POLICY, AFTER READING IT) count where the
document has the whole name, too, or small letters before them. A misreading (DOBRYNLN) is no spelling: it sounds otherwise, and is corrected as any word that a list has. `teikit explain names` has
examples.

| column | |
|---|---|
"""
OTHERS = """\
| any other | may stand in patterns; a column of which nothing is made is told |

"""
COMMAND = """\
## Defaults of commands

A section with the name of a command ({commands}) has defaults of its options by their long names, such as `jobs = 4` or
`max-failures = "10%"` below `[convert]`. A list is a list, an option without value is `true`. Options that have keys above
(`--rights`, `--language`, `--profile`, `--collection`, `--words`, `--decisions`, `--persons`, `--places`, `--organisations`) are not said here.

## What goes with an edition

| | |
|---|---|
| `teikit cmif OUT -o cmif.xml` | who wrote to whom, for [correspSearch](https://correspsearch.net): a `correspDesc` with both actions for each document with a sender or an addressee; what its header does not say is `Unknown`. `--url` is where the files are published. correspSearch takes files with a publisher and the licence CC BY 4.0 |
| `teikit stats OUT` | a row a document: number, date, sender, addressees, kind, classification, pages, words, excisions, exemptions, share of the words that is withheld, grade, queries; `--format tsv` or `json` has all columns |
| `teikit links OUT` | the telegrams that telegrams cite: `resolved` (with its place), `ambiguous` (with all places), `not here` (what to ask the archive for) |
| `teikit export OUT NEW` | the same documents for other people's tools, in a folder of their own: [below](#for-other-tools) |
| `teikit names OUT` | the names in all files, how often, with what identifier, and what of your lists they may be (`spelling`, `misread`, `surname`); names behind a title that are not marked, too |
| `teikit validate OUT` | all files in a folder; with a project file also whether two have one `xml:id` (T0110) |

`withheld` counts a word of six letters, a line of ten words, a page as long as the others of the document; excisions of unknown
extent are not in it, and `unmeasured` says how many there are.

## For other tools

The output of `convert` and `collate` has all there is: the lines of the OCR in `sourceDoc`, so that the input comes back, and so
that decisions and reviews find their places. Viewers that know no `sourceDoc` show each telegram twice then. `teikit export OUT NEW`
writes copies for them and leaves `OUT` as it is:

| | |
|---|---|
| `--source-doc none` | (default) without the lines of the OCR and what points to them |
| `--source-doc separate` | the lines in `cable.source.xml` beside `cable.xml`; `teikit recover` gives the input back from either |
| `--source-doc inline` | as they are, with the links below |
| `--gap-desc` | what is not there in words (`gap/desc`: `[withheld: 1 page]`), for tools that show nothing of an empty `gap` |
| `--plural-units` | the units of what is not there in the plural, as TEI simplePrint has them (`unit="pages"`); teikit's grammar has the singular |
| `--shared-header` | what all headers say alike (the editorial declaration, the publication statement) in files in `header/` that the others include by XInclude: a twelfth of the bytes of 298 records |
| `--iiif URL` | `cable.manifest.json` (IIIF Presentation 3.0) for each document whose page images and sizes are known; `URL` is where the folder will be published |
| `--stylesheet frus` | what a stylesheet makes of each file instead: `frus` a document as the volumes of *Foreign Relations of the United States* have them (`schemas/to-frus.xsl`), `cmif` the correspondence of one file (`schemas/to-cmif.xsl`), or a file of your own (XSLT 1.0; it reads and writes nothing but the document, and is told in the parameter `changed` on which day the file was last changed) |

What three of them make of these copies:

| | |
|---|---|
| CETEIcean | (run, without rules of ours) each text stands once; a correction shows both readings, an empty `gap` nothing: `--gap-desc` |
| TEI Publisher | (its `teipublisher.odd` and `tei_simplePrint.odd`, read in 2026) a correction shows what is right, and what was read when one points at it; what is withheld is `[...]`, or in words with `--gap-desc`; what another release prints is in braces; stamps are footnotes; what is not legible has `[?]` behind it. It has no model for `app`, so all readings follow one another: collate with `--apparatus none`, or add the model below. In a `list` it shows `item`s only, not the page breaks and stamps between them |
| EVT 3 | (its parsers, read in 2026) shows the `lem` of `collate --apparatus inline` with the `rdg`s of the releases in `listWit`; nothing of it is nested. It goes through the pages of a `teiCorpus` as through one text |

The models that TEI Publisher lacks, for an ODD that extends its own:

```xml
<elementSpec ident="app" mode="add"><model behaviour="inline"><param name="content" value="lem"/></model></elementSpec>
<elementSpec ident="list" mode="change"><model behaviour="block"/></elementSpec>
<elementSpec ident="item" mode="change"><model behaviour="block"/></elementSpec>
```

References that `teikit links` resolves get `@target`, the path to the telegram that is cited. Copies are valid TEI, and valid for
`teikit validate` but for the files that have lines only and for plural units. They are not meant to be edited: edit the files in `OUT`, or decide
([decisions.md](decisions.md)), and export again with `--force`.
"""


def page() -> str:
    """The whole page."""
    commands = ", ".join(f"`{name}`" for name in COMMANDS)
    return "".join(
        (
            HEAD,
            "## Keys\n\n",
            *_sections(),
            PATTERNS,
            *(f"| `{{{name}}}` | {help} |\n" for name, help in FIELDS.items()),
            TABLE,
            *(f"| `{name}` | {help} |\n" for name, help in COLUMNS.items()),
            OTHERS,
            NAMES,
            *(f"| `{name}` | {help} |\n" for name, help in LIST_COLUMNS.items()),
            "\n",
            COMMAND.format(commands=commands),
        )
    )


def _sections() -> Iterator[str]:
    for name, keys in SECTIONS.items():
        rows = ((key.name, key.kind, key.help, f"`{key.example}`") for key in keys)
        yield _section(f"`[{name}]`: {HEADINGS[name][0].lower()}{HEADINGS[name][1:]}", rows)
    for name, help in ANY.items():
        yield _section(f"`[{name}]`", [("any name", "pattern", help, '`doi = "10.5555/{record}"`')])
    for name, entries in LISTS.items():
        yield _section(f"`[[{name}]]`, as often as needed", ((key, "text", help, "") for key, help in entries))


def _section(title: str, rows: object) -> str:
    lines = [f"### {title}", "", "| key | value | what it is for | such as |", "|---|---|---|---|"]
    for name, kind, help, example in rows:  # type: ignore[attr-defined]
        key = name if " " in name else f"`{name}`"
        lines.append(f"| {key} | {kind} | {help} | {example} |")
    return "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
