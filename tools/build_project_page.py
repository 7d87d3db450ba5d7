"""Make docs/project.md from the tables that read a project file and a table of documents.

python tools/build_project_page.py
"""

# ruff: noqa: E501 (the lines are those of the page, whose tables have one line a row)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from teikit.authorities.entries import LIST_COLUMNS
from teikit.edition.columns import COLUMNS
from teikit.edition.patterns import FIELDS
from teikit.project.keys import ANY, COMMANDS, HEADINGS, LISTS, SECTIONS

TARGET = Path(__file__).resolve().parent.parent / "docs" / "project.md"
HEAD = """\
# The project file: settings of an edition

<!-- Made by tools/build_project_page.py from the tables that read the file. Do not edit. -->

`teikit.toml` has the settings of a whole edition: its publisher and licence, where the originals are kept, how the
documents are titled, and what is known about each. `teikit init` sets up the folder of an edition:

| file | what it is |
|---|---|
| `teikit.toml` | the project file, with every key; most are commented out |
| `tox.ini` | `tox run -e build` converts `input/` to TEI in `output/`, `tox run -e validate` checks it, `tox run -e publish` makes tables, CMIF and site in `publish/`; the version of teikit is pinned |
| `records.csv` | the table of documents |
| `.gitattributes` | makes git merge the decisions of several people line by line |
| `input/`, `lists/`, `decisions/` | your OCR files, lists of words and names, decisions |

`teikit init` keeps existing files. teikit looks for the project file in the folder of the first input and the folders above it;
`--project FILE` names another, `--project none` uses none. Options on the command line take precedence. teikit also works without
a project file.

An unknown key, a value of the wrong type, a file that is not there, or a faulty pattern or table is refused before anything is
written, with its line and what to do (exit code 9). Paths are relative to the project file.

**What is done again.** In a project, a batch does not refuse to continue when options have changed: it does again whatever
would come out differently. After a change of the publisher these are all documents, after a change of a row of the table only its
document. A file in the output that somebody has edited is never replaced (`OUT-EDITED`; [decisions](decisions.md#tei-that-was-edited-by-hand)
says how to keep such changes for good).

"""
PATTERNS = """\
## Patterns

A pattern such as `{record}: {from} {number}, {date:long}` is filled in with what is known about a document. Unknown parts are left
out together with the text before them, so no stray comma remains: the title is `LONDON 103` if neither record nor date is known.

| field | what it is replaced by |
|---|---|
"""
TABLE = """\
| any column of the table | its value |

## The table of documents

The table is a CSV file (commas or semicolons) or TSV file in UTF-8. Its first line has the names of the columns, in lower case or
capitals. Blank lines and a first line `sep=;` do not count. `name` or `record` says which document a row is about. If a file has several
documents, the row is about the whole file; if only one of them is not an identification sheet or slip sheet, sender, addressees, date,
language and rights apply to that one. The table takes precedence over what the pages say. Names may be followed by an identifier, which
becomes `@ref`: `Dobrynin, Anatoly <https://www.wikidata.org/wiki/Q1234>`.

Two rows about one document are refused (`TABLE-TWICE`, with their lines); if they name it in two ways (`bern-7` and `bern-7.txt`,
or by a record number that only a page shows), that document fails (`TABLE-ROWS`). Rows without a document and documents without a
row are listed at the end of each batch.

| column | what it holds |
|---|---|
"""
NAMES = """\
## Lists of names

Posts need no list: teikit knows that `FROM: PARIS` is https://www.geonames.org/2988507, if the collection is certain where the post
is (column `id` of `posts.tsv`). A list of yours takes precedence.

`[authorities]` (or `--persons`, `--places`, `--organisations`) names lists in CSV or TSV. A name from a list that occurs in a text gets
its identifier as `@ref`: in the header, in the fields of the form, and in the running text. What counts as an occurrence:

- the name as it is written in the list, or one of its variants;
- a surname after a title (`titles.tsv`: AMBASSADOR DOBRYNIN; after MR not one as common as THOMPSON);
- a surname as the subject of a verb of saying (THIEU SAID; but not names as common as SMITH);
- the surname of a person whom the same document identifies in one of these ways;
- for surnames with a title and people already identified, also a spelling that sounds alike (DOBRINYN), marked with `@cert`. A
  misreading (DOBRYNLN) sounds different; it is corrected like any other word, with the words of your lists among the right ones.

If two entries share a form, neither gets it, unless only one of them has the title (PRESIDENT KENNEDY). After another first name
(ROBERT OSWALD) or MRS a surname is somebody else's. US in capitals counts only if the words next to it are those of the country. Initials
and places that are also words (US AID POLICY, AFTER READING IT) count only if the document also has the full name, or the text before them
is in lower case. `teikit explain names` has examples.

| column | what it holds |
|---|---|
"""
FURTHER_SECTIONS = """\
| any other | may be used in patterns; teikit tells you if a column is used nowhere |

"""
COMMAND = """\
## Defaults of commands

A section named after a command ({commands}) sets defaults for its options by their long names, such as `jobs = 4` or
`max-failures = "10%"` below `[convert]`. An option that can be repeated takes a list, an option without a value takes `true`.
Options that have keys above (`--rights`, `--language`, `--profile`, `--collection`, `--words`, `--decisions`, `--persons`, `--places`,
`--organisations`) cannot be set there.

## Tables, lists and copies of an edition

| command | what it gives |
|---|---|
| `teikit cmif OUT -o cmif.xml` | who wrote to whom, for [correspSearch](https://correspsearch.net): a `correspDesc` with both actions for each document with a sender or an addressee, with `Unknown` for what the header does not say. `--url` is where the files are published. correspSearch accepts files with a publisher and the licence CC BY 4.0 |
| `teikit stats OUT` | one row per document: number, date, sender, addressees, kind, classification, pages, excisions, share of the words withheld, grade, queries; `--format tsv` or `json` has more columns (words, exemptions, title ...), a narrow terminal fewer |
| `teikit links OUT` | the telegrams that headers and texts cite: `resolved` (with its place), `ambiguous` (with all places, separated by semicolons), `not here` (what to ask the archive for) |
| `teikit export OUT NEW` | copies for other tools, in a folder of their own: [below](#for-other-tools) |
| `teikit names OUT` | the names in all files: how often each occurs, with which identifier, and which entries of your lists they may match (`spelling`, `misread`, `surname`); also names after a title that are not marked |
| `teikit validate OUT` | a check of all files in a folder; with a project file also whether two have the same `xml:id` (T0110) |

`withheld` is the share of the words that nobody can read. It assumes six letters for a word, ten words for a line, and for a page the
average of the document. Gaps of unknown extent are not included; `unmeasured` is their number. In a collated edition `opened` is the
share of the words that one release withholds and another prints, and `excisions` counts those places, too.

## For other tools

The output of `convert` and `collate` is complete: it has the lines of the OCR in `sourceDoc`, from which the input can be recovered and
in which decisions and the review find their places. Viewers that do not know `sourceDoc` show each telegram twice. `teikit export OUT NEW`
writes copies for them and leaves `OUT` as it is:

| option | what the copies are like |
|---|---|
| `--source-doc none` | (default) without the lines of the OCR and what points to them |
| `--source-doc separate` | with the lines in `cable.source.xml` next to `cable.xml`; `teikit recover` gives back the input from both |
| `--source-doc inline` | with the lines inside, and with the links described below |
| `--gap-desc` | describes each gap in words (`gap/desc`: `[withheld: 1 page]`), for tools that show nothing for an empty `gap` |
| `--plural-units` | writes the units of gaps in the plural, as TEI simplePrint does (`unit="pages"`); teikit's grammar has the singular |
| `--shared-header` | moves what all headers share (editorial declaration, publication statement) into files in `header/`, which the others include by XInclude |
| `--iiif URL` | also writes `cable.manifest.json` (IIIF Presentation 3.0) for each document with known page images and sizes; `URL` is where you publish the folder |
| `--stylesheet NAME` | writes the result of a stylesheet instead: `frus` is a document as in the volumes of *Foreign Relations of the United States* (`schemas/to-frus.xsl`), `cmif` the correspondence of one file (`schemas/to-cmif.xsl`); or give a file of your own (XSLT 1.0; it can read and write nothing but the document, and gets the date of the last change as the parameter `changed`) |

Three tools show these copies as follows:

| tool | what it shows |
|---|---|
| CETEIcean | (tried, without rules of our own) each text appears once; a correction shows both readings, an empty `gap` nothing: use `--gap-desc` |
| TEI Publisher | (from its `teipublisher.odd` and `tei_simplePrint.odd` of 2026) a correction shows the right reading, and the old one when you point at it; withheld text is `[...]`, or in words with `--gap-desc`; what another release prints is in braces; stamps are footnotes; illegible text is followed by `[?]`. It has no model for `app`, so all readings follow one another: collate with `--apparatus none`, or add the model below. In a `list` it shows only the `item`s, not the page breaks and stamps between them |
| EVT 3 | (from its parsers of 2026) shows the `lem` of `collate --apparatus inline` with the `rdg`s of the releases in `listWit`, none of them nested. It shows the pages of a `teiCorpus` as one text |

These are the missing models, for an ODD that extends that of TEI Publisher:

```xml
<elementSpec ident="app" mode="add"><model behaviour="inline"><param name="content" value="lem"/></model></elementSpec>
<elementSpec ident="list" mode="change"><model behaviour="block"/></elementSpec>
<elementSpec ident="item" mode="change"><model behaviour="block"/></elementSpec>
```

References that `teikit links` resolves get a `@target`, the path to the cited telegram. The copies are valid TEI, and also pass
`teikit validate`, except for files with only the lines and for plural units. Do not edit the copies: edit the files in `OUT` or make
decisions ([decisions.md](decisions.md)), and export again with `--force`.
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
            FURTHER_SECTIONS,
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
    lines = [f"### {title}", "", "| key | value | what it is for | example |", "|---|---|---|---|"]
    for name, kind, help, example in rows:  # type: ignore[attr-defined]
        key = name if " " in name else f"`{name}`"
        lines.append(f"| {key} | {kind} | {help} | {example} |")
    return "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
