"""Reading the dictionaries into a lexicon."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import MappingProxyType
from typing import Any

import regex

from teikit.errors import ConfigRefused, TeikitError
from teikit.lexicon.entries import (
    Abbreviation,
    Banner,
    Confusion,
    Exemption,
    Field,
    Post,
    Precedence,
    Series,
    Stamp,
    StampLine,
)
from teikit.lexicon.matching import StampIndex
from teikit.lexicon.tables import Row, certainty, one_of, pattern, rows
from teikit.resources import folder
from teikit.words.certainty import Score, Scorecard
from teikit.words.channel import Channel, Counted
from teikit.words.channel import channel as channel_of
from teikit.words.compiling import NAME, SOURCES, compiled, fingerprint
from teikit.words.vocabulary import Vocabulary
from teikit.write import write

SCOPES = ("any", "header", "stamp", "head", "exemption")
STAMPS = ("review", "reproduction", "classification", "caption", "receipt", "routing", "release", "other")
SCORECARDS = ("certainty.tsv", "certainty-confidence.tsv")
NOT_LETTERS, EVERYWHERE = regex.compile(r"[^\p{L}]+"), 2000
"""Between the words of a label; a word that was counted in cables so often says nothing of a form."""
FAMILIES = ("state", "cia", "military", "fbi", "any")
EXEMPTION = (
    "id", "code", "categories", "authority", "section", "meaning", "from", "to", "alone", "reads", "examples", "not",
    "source",
)  # fmt: skip


@dataclass(frozen=True)
class Lexicon:
    """Everything that teikit knows about cables. Words and names of posts are in capitals; nothing changes once read.

    ``words`` gives how often a form was counted in cables, 0 for a word that only a general English list has. The
    words in ``good`` are never changed, and no pair in ``revoked`` ever: those come from lists of the user.
    """

    words: Vocabulary
    confusions: tuple[Confusion, ...]
    stamps: tuple[Stamp, ...]
    banners: tuple[Banner, ...]
    precedences: tuple[Precedence, ...]
    exemptions: tuple[Exemption, ...]
    series: tuple[Series, ...]
    fields: tuple[Field, ...]
    posts: Mapping[str, Post]
    abbreviations: Mapping[str, tuple[Abbreviation, ...]]
    form_labels: tuple[Stamp, ...]
    good: frozenset[str] = frozenset()
    revoked: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def stamp_index(self) -> StampIndex:
        """The lines of the stamps, ready to be looked up."""
        return StampIndex(self.stamps)

    @cached_property
    def page_stamps(self) -> StampIndex:
        """The stamps that stand at the head of every page."""
        return StampIndex(stamp for stamp in self.stamps if stamp.place == "top")

    @cached_property
    def label_index(self) -> StampIndex:
        """The printed labels of forms, to be looked up line by line as stamps are."""
        return StampIndex(self.form_labels)

    @property
    def channel(self) -> Channel:
        """What OCR engines make of characters."""
        return channel()

    @property
    def scorecard(self) -> Scorecard:
        """What each fact about a change of a word is worth."""
        return scorecard()

    @cached_property
    def confusions_by_form(self) -> Mapping[str, Confusion]:
        """The confusions by the wrong form."""
        return {known.wrong: known for known in self.confusions}

    @cached_property
    def wrong_forms(self) -> regex.Pattern[str]:
        """All wrong forms, the longest first, as whole words; to be searched in running text."""
        words = "|".join(regex.escape(form) for form in sorted(self.confusions_by_form, key=len, reverse=True))
        return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{words})(?![\p{{L}}\p{{N}}])")

    @cached_property
    def labels(self) -> frozenset[str]:
        """The words that are printed on forms; not those that every telegram has, too."""
        words = {word for label in self.form_labels for word in NOT_LETTERS.split(label.name) if len(word) > 1}
        return frozenset(word for word in words if self.words.get(word, 0) < EVERYWHERE)

    @cached_property
    def compounds(self) -> Counter[str]:
        """How many compounds with a hyphen each word begins: ANTI, NON, SELF, many; GOVERN, none."""
        return Counter(form.partition("-")[0] for form in self.words if "-" in form)

    @cached_property
    def categories(self) -> Mapping[str, Exemption]:
        """The categories of exemption by id: what the marks in the margin stand for."""
        return {exemption.id: exemption for exemption in self.exemptions if exemption.is_category}

    def read_mark(self, mark: str) -> tuple[Exemption, ...]:
        """What one mark of a reviewer may be, in the order of the dictionary; several, where OCR makes it ambiguous."""
        return tuple(exemption for exemption in self.exemptions if exemption.matches(mark))


@cache
def load() -> Lexicon:
    """The dictionaries that come with teikit. A faulty line raises ConfigRefused with the file and the line."""
    return Lexicon(
        words=_words(),
        confusions=tuple(_confusion(row) for row in _rows("confusions.tsv", "wrong right certainty scope why")),
        stamps=stamps(_text("stamps.toml"), "stamps.toml"),
        banners=tuple(_banner(row) for row in _rows("banners.tsv", "form id kind rank meaning source")),
        precedences=tuple(_precedence(row) for row in _rows("precedence.tsv", "form rank meaning garbled source")),
        exemptions=tuple(_exemption(row) for row in rows(_text("exemptions.tsv"), "exemptions.tsv", EXEMPTION)),
        series=tuple(
            _series(row) for row in _rows("series.tsv", "name expansion from to years reads examples not source")
        ),
        fields=tuple(
            _field(row) for row in _rows("fields.tsv", "id family label reads value garbled examples not source")
        ),
        posts=MappingProxyType({post.name.upper(): post for post in map(_post, _rows("posts.tsv", POST))}),
        abbreviations=_abbreviations(),
        form_labels=tuple(_label(row) for row in _rows("form-labels.tsv", "label where not source")),
    )


POST = "name kind country since until source"


def _text(name: str) -> str:
    return (folder("dictionaries") / name).read_text(encoding="utf-8")


def _rows(name: str, columns: str) -> list[Row]:
    return list(rows(_text(name), name, tuple(columns.split())))


def _words() -> Vocabulary:
    """The word lists, from the file they are compiled to; it is made where there is none or a list has changed."""
    home = folder("dictionaries")
    texts = [(home / name).read_bytes() for name in SOURCES]
    path = Path(str(home / NAME))
    with suppress(OSError, ValueError, KeyError), path.open("rb") as file:
        known = Vocabulary(mmap(file.fileno(), 0, access=ACCESS_READ))
        if known.made_from == fingerprint(texts):
            return known
    data = compiled(texts)
    with suppress(TeikitError):  # a folder that must not be written to: then this is done in each process
        write(path, data, force=True)
    return Vocabulary(data)


@cache
def channel(*engines: str) -> Channel:
    """What engines make of characters, taken together; of all engines if none is named.

    The table is long and built, so it is read by the cheapest means; the tests read it line by line.
    """
    lines = _text("channel.tsv").split("engine\tsource\ttruth\tobserved\tcount\tof\n", 1)[1].splitlines()
    rows = (line.split("\t") for line in lines)
    return channel_of(
        Counted(truth, observed, int(count), int(of))
        for engine, _, truth, observed, count, of in rows
        if not engines or engine in engines
    )


@cache
def scorecard() -> Scorecard:
    """What each fact about a change of a word is worth, with and without the engine's confidence in the word."""
    found = [row for name in SCORECARDS for row in _rows(name, "case fact least right harm")]
    return Scorecard(
        Score(row.text("case"), row.text("fact"), row.real("least"), row.real("right"), row.real("harm"))
        for row in found
    )


def _confusion(row: Row) -> Confusion:
    return Confusion(
        row.text("wrong"),
        row.text("right"),
        row.certainty("certainty"),
        row.choice("scope", SCOPES),
        row.text("why"),
    )


def _banner(row: Row) -> Banner:
    kind = row.choice("kind", ("classification", "caption"))
    return Banner(row.text("form"), row.text("id"), kind, row.number("rank"), row.text("meaning"), row.text("source"))


def _label(row: Row) -> Stamp:
    """A label as a stamp of one line, of which it has the tolerance."""
    line = (StampLine(row.text("label")),)
    return Stamp(row.text("label"), "other", line, decoys=row.several("not"), source=row.text("source"))


def _precedence(row: Row) -> Precedence:
    row.text("rank")
    rank = row.number("rank") or 0
    return Precedence(row.text("form"), rank, row.text("meaning"), row.several("garbled"), row.text("source"))


def _exemption(row: Row) -> Exemption:
    return Exemption(
        id=row.text("id"),
        code=row.text("code"),
        categories=row.several("categories"),
        authority=row.text("authority"),
        section=row.maybe("section"),
        meaning=row.text("meaning"),
        since=row.maybe("from"),
        until=row.maybe("to"),
        alone=row.choice("alone", ("yes", "no")) == "yes",
        reads=row.pattern("reads"),
        examples=row.several("examples"),
        decoys=row.several("not"),
        source=row.text("source"),
    )


def _series(row: Row) -> Series:
    return Series(
        name=row.text("name"),
        expansion=row.text("expansion"),
        sender=row.maybe("from"),
        addressee=row.maybe("to"),
        years=row.maybe("years"),
        pattern=row.pattern("reads"),
        examples=row.several("examples"),
        decoys=row.several("not"),
        source=row.text("source"),
    )


def _field(row: Row) -> Field:
    return Field(
        id=row.text("id"),
        family=row.choice("family", FAMILIES),
        label=row.maybe("label"),
        pattern=row.pattern("reads"),
        value=row.text("value"),
        garbled=row.several("garbled"),
        examples=row.several("examples"),
        decoys=row.several("not"),
        source=row.text("source"),
    )


def _post(row: Row) -> Post:
    since, until = row.number("since"), row.number("until")
    return Post(row.text("name"), row.text("kind"), row.maybe("country"), since, until, row.text("source"))


def _abbreviations() -> Mapping[str, tuple[Abbreviation, ...]]:
    found: defaultdict[str, list[Abbreviation]] = defaultdict(list)
    for row in _rows("abbreviations.tsv", "abbreviation expansion kind class source"):
        family = row.choice("class", FAMILIES)
        form, expansion, kind = row.text("abbreviation"), row.text("expansion"), row.text("kind")
        found[form].append(Abbreviation(form, expansion, kind, family, row.text("source")))
    return MappingProxyType({form: tuple(entries) for form, entries in found.items()})


def stamps(text: str, name: str) -> tuple[Stamp, ...]:
    """The stamps of a catalogue in TOML; ``name`` is the file's, for errors."""
    try:
        tables: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigRefused("DICT-TOML", str(error), place=name) from None
    return tuple(_stamp(key, table, f"{name}: [{key}]") for key, table in tables.items())


def _stamp(name: str, table: dict[str, Any], place: str) -> Stamp:
    if unknown := sorted(table.keys() - {"type", "place", "lines", "garbled", "not", "wrong", "source"}):
        raise ConfigRefused("DICT-KEY", f"{unknown[0]!r} is no part of a stamp", place=place)
    wrong = table.get("wrong", {})
    return Stamp(
        name=name,
        type=one_of(table.get("type", ""), "type", STAMPS, place),
        place=one_of(table.get("place", ""), "place", ("", "top"), place),
        lines=tuple(_line(line, place) for line in table.get("lines", ())),
        wrong=tuple(
            Confusion(form, right, certainty(cert, "certainty", place), "stamp", f"stamp {name}")
            for form, (right, cert) in wrong.items()
        ),
        garbled=tuple(table.get("garbled", ())),
        decoys=tuple(table.get("not", ())),
        source=table.get("source", ""),
    )


def _line(line: str | dict[str, str], place: str) -> StampLine:
    if isinstance(line, str):
        return StampLine(text=line)
    if line.keys() != {"pattern"}:
        raise ConfigRefused("DICT-KEY", f"a line is neither text nor a pattern: {line}", place=place)
    return StampLine(pattern=pattern(line["pattern"], place))
