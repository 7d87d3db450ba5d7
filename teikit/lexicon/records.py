"""Making entries from the rows of tables, and stamps from the catalogue. All raise ConfigRefused for a faulty value."""

from __future__ import annotations

from typing import Any

from teikit.authorities.homographs import Homograph
from teikit.core.genres import GENRES
from teikit.edition.references import uri
from teikit.errors import ConfigRefused
from teikit.lexicon.entries import (
    Abbreviation,
    Banner,
    Confusion,
    Exemption,
    Field,
    Genre,
    HeaderWord,
    Party,
    Post,
    Precedence,
    Series,
    Stamp,
    StampLine,
    Weight,
)
from teikit.lexicon.phrases import PHRASE_ROLES, Phrase
from teikit.lexicon.tables import ANY, DictionaryRow, certainty, check, one_of, pattern, toml

STAMP: dict[str, Any] = {
    "type": str, "place": str, "lines": list, "garbled": [str], "not": [str], "wrong": {ANY: [str]},
    "source": str,
}  # fmt: skip
"""The keys of a stamp, and the kinds of their values (``tables.check``)."""
STAMP_LINE = {"text": str, "pattern": str, "alone": bool, "beside": bool}
"""Those of a line of a stamp that is a table."""
SCOPES = ("any", "header", "stamp", "head", "exemption", "name")
"""Scopes of confusions."""
STAMP_TYPES = (
    "review", "reproduction", "classification", "caption", "receipt", "routing", "release", "letterhead", "label",
    "other",
)  # fmt: skip
"""Types of stamps; a letterhead and a label of a form are printed on the paper."""
HEADER_WORD_KINDS = (
    "cite", "comment", "doubtful-label", "field-officer", "function", "given", "heading", "her", "info",
    "opening", "page-head", "qualifier", "serial", "slug", "title", "unit",
)  # fmt: skip
"""Kinds of header words."""


def confusion(row: DictionaryRow) -> Confusion:
    """A row of ``confusions.tsv``."""
    return Confusion(
        row.text("wrong"),
        row.text("right"),
        row.certainty("certainty"),
        row.choice("scope", SCOPES),
        row.text("why"),
    )


def banner(row: DictionaryRow) -> Banner:
    """A row of ``banners.tsv``."""
    kind = row.choice("kind", ("classification", "caption"))
    return Banner(row.text("form"), row.text("id"), kind, row.number("rank"), row.text("meaning"), row.text("source"))


def label(row: DictionaryRow) -> Stamp:
    """A row of ``form-labels.tsv``, as a stamp of one line, so that it is matched like one."""
    line = (StampLine(row.text("label")),)
    return Stamp(row.text("label"), "other", line, decoys=row.several("not"), source=row.text("source"))


def phrase(row: DictionaryRow) -> Phrase:
    """A row of ``line-phrases.tsv``."""
    return Phrase(row.text("phrase"), row.choice("role", PHRASE_ROLES), row.number("records") or 0)


def title(row: DictionaryRow) -> tuple[str, str]:
    """A row of ``titles.tsv``: a form, and its kind: the title of an office, an address such as MR, or a word."""
    return row.text("form"), row.choice("kind", ("title", "address", "word"))


def homograph(row: DictionaryRow) -> Homograph:
    """A row of ``homographs.tsv``."""
    side = row.choice("side", ("before", "after", ""))
    return Homograph(row.text("form"), side, row.maybe("neighbour"), row.number("name") or 0, row.number("word") or 0)


def precedence(row: DictionaryRow) -> Precedence:
    """A row of ``precedence.tsv``."""
    return Precedence(row.text("form"), row.text("meaning"), row.several("garbled"), row.text("source"))


def exemption(row: DictionaryRow) -> Exemption:
    """A row of ``exemptions.tsv``."""
    return Exemption(
        id=row.text("id"),
        code=row.text("code"),
        categories=row.several("categories"),
        authority=row.text("authority"),
        section=row.maybe("section"),
        meaning=row.text("meaning"),
        counts_alone=row.choice("alone", ("yes", "no")) == "yes",
        reads=row.pattern("reads"),
        examples=row.several("examples"),
        decoys=row.several("not"),
        source=row.text("source"),
    )


def series(row: DictionaryRow) -> Series:
    """A row of ``series.tsv``."""
    return Series(
        name=row.text("name"),
        expansion=row.text("expansion"),
        sender=row.maybe("from"),
        addressee=row.maybe("to"),
        pattern=row.pattern("reads"),
        examples=row.several("examples"),
        decoys=row.several("not"),
        source=row.text("source"),
    )


def field(row: DictionaryRow, families: tuple[str, ...]) -> Field:
    """A row of ``fields.tsv``; ``families`` are the kinds of messages that exist."""
    return Field(
        id=row.text("id"),
        family=row.choice("family", families),
        label=row.maybe("label"),
        pattern=row.pattern("reads") if row.maybe("reads") else "",
        value=row.text("value"),
        garbled=row.several("garbled"),
        examples=row.several("examples"),
        decoys=row.several("not"),
        source=row.text("source"),
        type=row.maybe("type"),
    )


def party(row: DictionaryRow) -> Party:
    """A row of ``parties.tsv``."""
    kind = row.choice("kind", ("org", "head", "role", "list", "stem", "city", "agency"))
    return Party(row.text("form"), kind, row.maybe("meaning"), row.text("source"))


def header_word(row: DictionaryRow) -> HeaderWord:
    """A row of ``header-words.tsv``."""
    kind = row.choice("kind", HEADER_WORD_KINDS)
    return HeaderWord(row.text("word"), kind, row.several("garbled"), row.text("source"))


def order(row: DictionaryRow) -> tuple[str, ...]:
    """A row of ``field-orders.tsv``: the labels of a form, in order."""
    row.text("source")
    return row.several("labels")


def weight(row: DictionaryRow) -> Weight:
    """A row of ``field-evidence.tsv``."""
    return Weight(row.choice("stage", ("alone", "together")), row.text("fact"), row.real("weight"))


def post(row: DictionaryRow) -> Post:
    """A row of ``posts.tsv``. Raises DICT-VALUE if its identifier is not a URL."""
    id = row.maybe("id")
    if id and not uri(id):
        raise ConfigRefused("DICT-VALUE", f"{id!r} is not an identifier", "Write one URL, or none.", row.place)
    return Post(row.text("name"), row.text("kind"), row.maybe("country"), row.text("source"), id)


def abbreviation(row: DictionaryRow, families: tuple[str, ...]) -> Abbreviation:
    """A row of ``abbreviations.tsv``; ``families`` are the kinds of messages that exist."""
    family = row.choice("class", families)
    form, expansion, kind = row.text("abbreviation"), row.text("expansion"), row.text("kind")
    return Abbreviation(form, expansion, kind, family, row.text("source"))


def stamps(text: str, name: str) -> tuple[Stamp, ...]:
    """The stamps of a catalogue in TOML; ``name`` is that of the file, for error messages."""
    return tuple(_stamp(key, table, f"{name}: [{key}]") for key, table in toml(text, name).items())


def _stamp(name: str, table: dict[str, Any], place: str) -> Stamp:
    """The stamp of one table of the catalogue."""
    check(table, {ANY: object}, name, place)
    if unknown := sorted(table.keys() - STAMP.keys()):
        raise ConfigRefused("DICT-KEY", f"{unknown[0]!r} is not part of a stamp", place=place)
    check(table, STAMP, name, place)
    wrong = table.get("wrong", {})
    if faulty := [form for form, reading in wrong.items() if len(reading) != 2]:
        hint = 'Write: "WRONG" = ["RIGHT", "high"]'
        raise ConfigRefused("DICT-KIND", f"{faulty[0]!r} has not one right form and its certainty", hint, place)
    return Stamp(
        name=name,
        type=one_of(table.get("type", ""), "type", STAMP_TYPES, place),
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


def _line(line: str | dict[str, Any], place: str) -> StampLine:
    """A line of a stamp: a text, or a table with a text or a pattern and, perhaps, ``alone`` or ``beside``."""
    if isinstance(line, str):
        return StampLine(text=line)
    if not isinstance(line, dict) or line.keys() - {"alone", "beside"} not in ({"text"}, {"pattern"}):
        raise ConfigRefused("DICT-KEY", f"a line is neither text nor a pattern: {line}", place=place)
    check(line, STAMP_LINE, "lines", place)
    reads = pattern(line["pattern"], place) if "pattern" in line else ""
    return StampLine(
        line.get("text", ""),
        reads,
        shows_alone=line.get("alone", True),
        counts_beside=line.get("beside", False),
    )


def genre(row: DictionaryRow) -> Genre:
    """A row of ``genres.tsv``."""
    row.text("source")
    within = row.choice("within", GENRES) if row.maybe("within") else ""
    return Genre(row.text("genre"), row.text("meaning"), within)


def accented(row: DictionaryRow) -> str:
    """A row of ``accented.tsv``: a word with accents, in capitals."""
    row.text("source")
    return row.text("word").upper()


def year(row: DictionaryRow) -> tuple[int, int]:
    """A row of ``years.tsv``: a year and the number of documents of that year."""
    row.text("source")
    return row.number("year") or 0, row.number("documents") or 0
