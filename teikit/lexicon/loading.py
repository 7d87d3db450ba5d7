"""Read collections into a lexicon."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial
from types import MappingProxyType

from teikit.authorities.homographs import Homographs
from teikit.lexicon import records
from teikit.lexicon.collection import collection
from teikit.lexicon.entries import Abbreviation, Stamp
from teikit.lexicon.levels import DEFAULT, Level, levels, table
from teikit.lexicon.lexicon import Lexicon
from teikit.lexicon.pattern_files import patterns
from teikit.lexicon.patterns import Patterns
from teikit.lexicon.vocabularies import vocabulary

# The columns of each table:
CONFUSION = "wrong right certainty scope why"
BANNER = "form id kind rank meaning source"
PRECEDENCE = "form meaning garbled source"
EXEMPTION = "id code categories authority section meaning alone reads examples not source"
SERIES = "name expansion from to reads examples not source"
FIELD = "id family label reads type? value garbled examples not source"
POST = "name kind country source id?"
LABEL = "label where not source"
PARTY = "form kind meaning source"
HEADER_WORD = "word kind garbled source"
ORDER = "form labels source"
EVIDENCE = "stage fact weight"
PHRASE = "phrase role records source"
ABBREVIATION = "abbreviation expansion kind class source"
GENRE = "genre meaning within? source"
TITLE = "form kind source"
YEAR = "year documents source"
HOMOGRAPH = "form side neighbour name word"
ACCENTED = "word source"


def load(*collections: str | os.PathLike[str]) -> Lexicon:
    """The lexicon of the collections, general to specific: names of collections that come with teikit, or folders.

    Without any, it is that of ``us``. The level ``general`` is always below the others. Each lexicon is read only once.

    Raises ConfigRefused, with file and line, for a fault in a file, and for a collection that does not exist.

    >>> load("us") is load()
    True
    """
    return _load(tuple(os.fspath(name) for name in collections) or DEFAULT)


@cache
def _load(collections: tuple[str, ...]) -> Lexicon:
    """The same, cached by the names of the collections."""
    stack = levels(collections)
    settings = collection(stack)
    rows = partial(table, stack)
    field = partial(records.field, families=settings.families)
    posts = rows("posts.tsv", POST, records.post, lambda row: row.name)
    genres = rows("genres.tsv", GENRE, records.genre, lambda row: row.name)
    homographs = rows("homographs.tsv", HOMOGRAPH, records.homograph, lambda row: (row.form, row.side, row.neighbour))
    return Lexicon(
        levels=stack,
        collection=settings,
        patterns=Patterns(patterns(stack), settings),
        confusions=rows("confusions.tsv", CONFUSION, records.confusion, lambda row: row.wrong),
        stamps=_stamps(stack),
        banners=rows("banners.tsv", BANNER, records.banner, lambda row: row.form),
        precedences=rows("precedence.tsv", PRECEDENCE, records.precedence, lambda row: row.form),
        exemptions=rows("exemptions.tsv", EXEMPTION, records.exemption, lambda row: row.id),
        series=rows("series.tsv", SERIES, records.series, lambda row: row.name),
        fields=rows("fields.tsv", FIELD, field, lambda row: (row.family, row.label, row.pattern)),
        posts=MappingProxyType({post.name.upper(): post for post in posts}),
        abbreviations=_abbreviations(stack, settings.families),
        genres=MappingProxyType({genre.name: genre for genre in genres}),
        parties=rows("parties.tsv", PARTY, records.party, lambda row: row.form),
        header_words=rows("header-words.tsv", HEADER_WORD, records.header_word, lambda row: (row.kind, row.word)),
        field_orders=rows("field-orders.tsv", ORDER, records.order, lambda row: row),
        field_evidence=rows("field-evidence.tsv", EVIDENCE, records.weight, lambda row: (row.stage, row.fact)),
        phrases=rows("line-phrases.tsv", PHRASE, records.phrase, lambda row: row.text),
        form_labels=rows("form-labels.tsv", LABEL, records.label, lambda row: row.name),
        titles=MappingProxyType(dict(rows("titles.tsv", TITLE, records.title, lambda row: row[0]))),
        homographs=Homographs(homographs),
        years=MappingProxyType(dict(rows("years.tsv", YEAR, records.year, lambda row: row[0]))),
        accented=frozenset(rows("accented.tsv", ACCENTED, records.accented, str)),
        words=vocabulary(stack, settings),
    )


def _stamps(stack: tuple[Level, ...]) -> tuple[Stamp, ...]:
    """The stamps of all levels; of two with the same name the more specific one counts."""
    stamps = (
        stamp for level in stack for stamp in records.stamps(level.text("stamps.toml"), level.place("stamps.toml"))
    )
    return tuple({stamp.name: stamp for stamp in stamps}.values())


def _abbreviations(stack: tuple[Level, ...], families: tuple[str, ...]) -> Mapping[str, tuple[Abbreviation, ...]]:
    """The abbreviations of all levels by their forms, each with all its expansions."""
    by_form: defaultdict[str, list[Abbreviation]] = defaultdict(list)
    read = partial(records.abbreviation, families=families)
    for entry in table(stack, "abbreviations.tsv", ABBREVIATION, read, lambda entry: entry):
        by_form[entry.form].append(entry)
    return MappingProxyType({form: tuple(entries) for form, entries in by_form.items()})
