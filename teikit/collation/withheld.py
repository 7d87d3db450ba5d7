"""The ledger of what was withheld: a row for each excision of each release, and what they add up to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from teikit.collation.edition import Collation, Edition
from teikit.collation.excisions import Excision
from teikit.collation.witness import Witness
from teikit.lexicon import Lexicon
from teikit.passes.privacy import private
from teikit.wording import visible


class Row(NamedTuple):
    """One excision, or a sum of several (``row`` says of what); the fields are the columns of the file.

    ``words``, ``lines`` and ``characters`` are those of the recovered text, None where nothing was recovered; ``share``
    is the part of its page that is withheld, from 0 to 1, None where that is unknown. ``released`` and
    ``printed_released`` are the days or years in which the releases were made, empty where they do not say.
    """

    row: str
    telegram: str
    id: str
    document: str
    release: str
    released: str
    page: str
    place: str
    excisions: int
    recovered: int
    words: int | None
    lines: int | None
    characters: int | None
    share: float | None
    exemption: str
    claims: str
    printed_by: str
    printed_released: str
    text: str
    certainty: str
    grounds: str


def rows(collation: Collation, lexicon: Lexicon, public: bool = False) -> list[Row]:
    """The rows of a collation: every excision, then the sums by page, release, document and exemption.

    With ``public`` numbers of living people in the recovered text are masked.
    """
    found = [
        _row(collation, edition, one, lexicon, public) for edition in collation.editions for one in edition.excisions
    ]
    sums = [
        *_sums("page", found, lambda row: (row.telegram, row.document, row.release, row.page)),
        *_sums("release", found, lambda row: (row.telegram, row.document, row.release, "")),
        *_sums("document", found, lambda row: ("", row.document, "", "")),
    ]
    return [*found, *sums, *_by_exemption(found)]


def masked(text: str) -> str:
    """A text in which the numbers of living people are not to be read.

    >>> masked("SSN 123-45-6789, RECORD 104-10014-10067")
    'SSN [private], RECORD 104-10014-10067'
    """
    parts, at = [], 0
    for span in private(text):
        parts += [text[at : span.start], "[private]"]
        at = span.end
    return "".join([*parts, text[at:]])


def _row(collation: Collation, edition: Edition, one: Excision, lexicon: Lexicon, public: bool) -> Row:
    source = collation.packet.source
    witness = next(witness for witness in edition.work.witnesses if witness.id == one.witness)
    offset = _offset(witness, one)
    categories = [lexicon.categories[code] for code in one.codes if code in lexicon.categories]
    text = masked(one.text) if public else one.text
    words, lines, characters = (
        (len(one.text.split()), one.lines, len(one.text)) if one.recovered else (None, None, None)
    )
    return Row(
        "excision",
        witness.telegram.name,
        one.id,
        source.origin(offset)[1],
        one.witness,
        edition.released[one.witness],
        witness.pages[one.page].n,
        source.place(offset),
        1,
        int(one.recovered),
        words,
        lines,
        characters,
        None if one.share is None else round(one.share, 3),
        " ".join(f"{category.authority} {category.section}" for category in categories),
        "; ".join(category.meaning for category in categories),
        " ".join(one.printed),
        " ".join(dict.fromkeys(filter(None, (edition.released.get(name, "") for name in one.printed)))),
        text,
        str(one.cert),
        "; ".join(ground for ground in one.grounds if ground),
    )


def _offset(witness: Witness, one: Excision) -> int:
    """Where in the source an excision stands."""
    if one.holes:
        return one.holes[0].mark.span.start
    words = witness.words
    if one.before < len(words) and words[one.before].page == one.page:
        return witness.draft.to_source(words[one.before].span).start
    return witness.pages[one.page].span.start


def _sums(kind: str, found: Iterable[Row], key: Any) -> Iterator[Row]:
    groups: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in found:
        groups.setdefault(key(row), []).append(row)
    for (telegram, document, release, page), some in groups.items():
        released = some[0].released if release else ""
        share = some[0].share if kind == "page" else None
        yield _sum(kind, telegram, document, release, released, page, "", some, share)


def _by_exemption(found: Iterable[Row]) -> Iterator[Row]:
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        groups.setdefault((row.exemption, row.claims), []).append(row)
    for (exemption, claims), some in sorted(groups.items()):
        yield _sum("exemption", "", "", "", "", "", exemption or "none read", some, None)._replace(claims=claims)


def _sum(
    kind: str, telegram: str, document: str, release: str, released: str, page: str, exemption: str,
    some: Sequence[Row], share: float | None,
) -> Row:  # fmt: skip
    words, lines, characters = (
        sum(value or 0 for value in values)
        for values in zip(*((row.words, row.lines, row.characters) for row in some), strict=True)
    )
    return Row(
        kind, telegram, "", document, release, released, page, "", len(some), sum(row.recovered for row in some),
        words, lines, characters, share, exemption, "", "", "", "", "", "",
    )  # fmt: skip


def as_tsv(found: Iterable[Row]) -> bytes:
    """The rows as tab-separated UTF-8 with a head; what a terminal or table obeys is shown instead."""
    lines = ["\t".join(Row._fields)]
    lines += ["\t".join("" if value is None else _cell(value) for value in row) for row in found]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _cell(value: object) -> str:
    return visible(str(value)).replace("\t", " ")


def as_json(found: Iterable[Row]) -> bytes:
    """The rows as a JSON document: ``excisions``, and ``totals`` by page, release, document and exemption."""
    every = [row._asdict() for row in found]
    document = {
        "excisions": [row for row in every if row["row"] == "excision"],
        "totals": [row for row in every if row["row"] != "excision"],
    }
    return json.dumps(document, indent=1).encode("ascii") + b"\n"
