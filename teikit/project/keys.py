"""The keys of a project file: the table for reading it, for writing a new one, and for docs/project.md."""

from __future__ import annotations

from typing import NamedTuple

from teikit.options import PROFILES


class Key(NamedTuple):
    """A key of a section: the kind of its value, its purpose, an example in TOML.

    ``kind`` is text, texts (a list, or one text), pattern, file, or columns (a table of texts). ``option`` is the
    option of the commands that takes the value; without one it is a field of the edition. ``choices`` are the values
    allowed, if they are few. ``given`` is its value in a new file.
    """

    name: str
    kind: str
    help: str
    example: str
    option: str = ""
    choices: tuple[str, ...] = ()
    given: bool = False


SECTIONS: dict[str, tuple[Key, ...]] = {
    "edition": (
        Key(
            "title",
            "pattern",
            "the title of each document. Unknown parts are left out, with the text before them; if all are unknown, or "
            "without this key, the title is what the document calls itself, or else the name of its file",
            '"{record}: {from} {number}, {date:long}"',
        ),
        Key(
            "id",
            "pattern",
            "the `xml:id` of each document; unique as long as it contains `{name}`",
            '"{name}"',
            given=True,
        ),
        Key(
            "publisher", "text", "who publishes the edition; without it the header says `not published`", '"A Library"'
        ),
        Key("place", "text", "where it is published: `pubPlace`", '"Vienna"'),
        Key("date", "text", "when it is published: `publicationStmt/date`", '"2026"'),
        Key(
            "series",
            "text",
            "the series it belongs to: `seriesStmt/title`; a site has it as its title",
            '"Cables of the Cuban crisis"',
        ),
        Key("description", "text", "a paragraph about the edition: `projectDesc`", '"All cables of 1962."'),
        Key(
            "licence",
            "text",
            "the licence of the encoding: a URL, or words",
            '"https://creativecommons.org/licenses/by/4.0/"',
        ),
        Key(
            "rights",
            "text",
            "the rights in the texts, as far as you know: a URL, or words",
            '"Public domain"',
            "rights",
        ),
        Key(
            "languages",
            "texts",
            "the languages of the texts, as codes; without it teikit recognises the language of each text",
            '["en"]',
            "language",
        ),
        Key(
            "schemas",
            "texts",
            "schemas with which an XML editor should check the files (`xml-model`): URLs, or paths relative to the "
            "output",
            '["../schemas/teikit.rng", "../schemas/teikit.sch"]',
        ),
        Key(
            "profile",
            "text",
            "how corrections are encoded: `markup`, `silent` or `standoff`",
            '"markup"',
            "profile",
            PROFILES,
        ),
    ),
    "source": (
        Key("country", "text", "the country of the repository", '"United States"'),
        Key("settlement", "text", "the town of the repository", '"College Park"'),
        Key("repository", "text", "the archive or library that keeps the documents", '"National Archives"'),
        Key("collection", "text", "the collection they are in", '"JFK Assassination Records"'),
        Key(
            "shelfmark",
            "pattern",
            "the shelfmark of each document; one in the table of documents takes precedence",
            '"RG 233, {record}"',
        ),
    ),
    "knowledge": (
        Key(
            "collections",
            "texts",
            "collections of dictionaries, general to specific: names, or folders",
            '["us"]',
            "collection",
        ),
        Key("words", "texts", "lists of right and wrong words", '["lists/words.txt"]', "words", given=True),
        Key(
            "decisions",
            "texts",
            "files of decisions, in addition to `decisions.jsonl` in the output folder",
            '["decisions/decisions.jsonl"]',
            "decisions",
            given=True,
        ),
    ),
    "authorities": (
        Key(
            "persons",
            "texts",
            "lists of people with identifiers, CSV or TSV",
            '["lists/persons.csv"]',
            "persons",
            given=True,
        ),
        Key("places", "texts", "lists of places", '["lists/places.csv"]', "places", given=True),
        Key(
            "organisations",
            "texts",
            "lists of organisations",
            '["lists/organisations.csv"]',
            "organisations",
            given=True,
        ),
    ),
    "metadata": (
        Key("table", "file", "the table of documents, CSV or TSV, one row per document", '"records.csv"', given=True),
        Key(
            "columns",
            "columns",
            "the names of columns in your table that differ from those of teikit",
            '{ shelfmark = "Call number", title = "Heading" }',
        ),
    ),
}
"""The sections with keys of their own."""
ANY = {"identifiers": "identifiers of each document, one key for each type: `publicationStmt/idno` with that `@type`"}
"""Sections whose keys the user chooses; the values are patterns."""
LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "editors": (
        ("name", "who is responsible for the edition"),
        ("role", "what for, if not as the editor: `respStmt/resp`"),
        ("ref", "a URL that identifies the person"),
    ),
    "changes": (
        ("when", "the day, such as 2026-03-01"),
        ("text", "what was done to the edition: `revisionDesc/change`"),
    ),
}
"""Sections that may occur several times, their keys, and the purpose of each key."""
NEEDED = {"editors": ("name",), "changes": ("when", "text")}
"""The keys that each of them must have."""
COMMANDS = ("convert", "collate", "validate", "cmif", "links", "names", "stats", "export", "publish")
"""Commands that read a project file; a section of that name has defaults of their options."""
HEADINGS = {
    "edition": "The edition",
    "source": "Where the originals are kept",
    "knowledge": "Dictionaries, word lists and decisions",
    "authorities": "People, places and organisations that the texts name",
    "metadata": "The table of documents",
}
"""The subject of each section of the file, as in docs/project.md."""
