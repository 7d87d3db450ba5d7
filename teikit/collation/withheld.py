"""Make the ledger of what was withheld: a row for each excision of each release, and totals."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from teikit.collation.agencies import agency_of
from teikit.collation.classify import Verdict
from teikit.collation.edition import Collation, Edition
from teikit.collation.excisions import Excision
from teikit.collation.identity import record_numbers
from teikit.collation.witness import Witness
from teikit.core import Source
from teikit.genres.records import UNDAMAGED_RECORD, is_another
from teikit.lexicon import Lexicon
from teikit.passes.privacy import without_private
from teikit.wording import visible


class WithheldRow(NamedTuple):
    """One excision, or the total of several (``row`` says by what); the fields are the columns of the file.

    ``words``, ``lines`` and ``characters`` are those of the recovered text, None if nothing was recovered; ``share``
    is the part of its page that is withheld, from 0 to 1, None if that is unknown. ``released`` and
    ``printed_released`` are the days or years in which the releases were made, empty if they do not say. ``kind`` is
    ``withheld``, or ``withheld again`` if an earlier release printed it. ``record`` is the record number, ``agency``
    the agency it came from; both are empty if unknown.
    """

    row: str
    telegram: str = ""
    id: str = ""
    document: str = ""
    release: str = ""
    released: str = ""
    page: str = ""
    place: str = ""
    excisions: int = 1
    recovered: int = 0
    words: int | None = None
    lines: int | None = None
    characters: int | None = None
    share: float | None = None
    exemption: str = ""
    claims: str = ""
    printed_by: str = ""
    printed_released: str = ""
    text: str = ""
    certainty: str = ""
    grounds: str = ""
    kind: str = ""
    record: str = ""
    agency: str = ""


def withheld_rows(collation: Collation, lexicon: Lexicon, public: bool = False, *, name: str = "") -> list[WithheldRow]:
    """The rows of a collation: every excision, then the totals by page, release, document and exemption.

    With ``public``, numbers of living people in the recovered text are masked. ``name`` is that of the record or its
    folder: a record number in it is used for releases whose pages have none.
    """
    in_name = UNDAMAGED_RECORD.search(name)
    rows = [
        _row(collation.packet.source, edition, excision, lexicon, in_name[0] if in_name else "")
        for edition in collation.editions
        for excision in edition.excisions
    ]
    if public:
        rows = [row._replace(text=without_private(row.text)) for row in rows]
    return [
        *rows,
        *_totals("page", rows, ("telegram", "document", "release", "page")),
        *_totals("release", rows, ("telegram", "document", "release")),
        *_totals("document", rows, ("document",)),
        *_totals("exemption", sorted(rows, key=lambda row: (row.exemption, row.claims)), ("exemption", "claims")),
    ]


def _row(source: Source, edition: Edition, excision: Excision, lexicon: Lexicon, default_record: str) -> WithheldRow:
    """The row of a passage that a release withholds; ``default_record`` is its record number if no page has one."""
    witness = next(witness for witness in edition.work.witnesses if witness.id == excision.witness_id)
    offset = _offset(witness, excision)
    categories = [lexicon.categories[code] for code in excision.codes if code in lexicon.categories]
    record = _record(edition, witness) or default_record
    row = WithheldRow(
        row="excision",
        telegram=witness.telegram.name,
        id=excision.id,
        document=source.origin(offset)[1],
        release=witness.id,
        released=edition.released[witness.id],
        page=witness.pages[excision.page].n,
        place=source.place(offset),
        exemption=" ".join(f"{category.authority} {category.section}" for category in categories),
        claims="; ".join(category.meaning for category in categories),
        record=record,
        agency=agency_of(record, lexicon),
    )
    return _with_findings(row, edition, excision)


def _with_findings(row: WithheldRow, edition: Edition, excision: Excision) -> WithheldRow:
    """A row with what is known of its passage: how much is recovered, who prints it, and how certain that is."""
    if excision.recovered:
        text = excision.text
        row = row._replace(recovered=1, words=len(text.split()), lines=excision.lines, characters=len(text))
    dates = (edition.released.get(name, "") for name in excision.printed_by)
    return row._replace(
        share=None if excision.share is None else round(excision.share, 3),
        printed_by=" ".join(excision.printed_by),
        printed_released=" ".join(dict.fromkeys(filter(None, dates))),
        text=excision.text,
        certainty=str(excision.cert),
        grounds="; ".join(filter(None, excision.grounds)),
        kind=str(Verdict.AGAIN if excision.was_printed_before else Verdict.WITHHELD),
    )


def _record(edition: Edition, witness: Witness) -> str:
    """The record number of a release, or of another of the same telegram; empty if none has one."""
    numbers_in = [record_numbers(release.draft, release.telegram) for release in (witness, *edition.work.witnesses)]
    return likeliest_record(numbers_in[0], Counter(number for numbers in numbers_in[1:] for number in numbers))


def likeliest_record(own: Set[str], all_releases: Counter[str]) -> str:
    """The likeliest of the record numbers ``own`` on a release; ``all_releases`` counts the releases with each number.

    A number that differs by one digit from that of more releases is a misreading of it, not another record.

    >>> likeliest_record({"104-10044-10064"}, Counter({"104-10014-10064": 3, "104-10044-10064": 1}))
    '104-10014-10064'
    >>> likeliest_record({"104-10326-10014"}, Counter({"104-10014-10064": 3, "104-10326-10014": 1}))
    '104-10326-10014'
    """
    likely = sorted(all_releases, key=lambda number: (-all_releases[number], number))
    if not own:
        return next(iter(likely), "")
    read = min(own)
    same = (number for number in likely if all_releases[number] > all_releases[read] and not is_another(number, read))
    return next(same, read)


def _offset(witness: Witness, excision: Excision) -> int:
    """The offset of an excision in the source, in code points of its decoded text."""
    if excision.gaps:
        return excision.gaps[0].mark.span.start
    words = witness.words
    if excision.before_word < len(words) and words[excision.before_word].page == excision.page:
        return witness.draft.to_source(words[excision.before_word].span).start
    return witness.pages[excision.page].span.start


# ---------------------------------------------------------------- totals


def _totals(kind: str, rows: Iterable[WithheldRow], fields: Sequence[str]) -> Iterator[WithheldRow]:
    """A total for each combination of values that the rows have in the fields, in the order of the rows.

    The share of a page that is withheld is that of the whole page, the same in all its rows.
    """
    groups: dict[tuple[str, ...], list[WithheldRow]] = {}
    for row in rows:
        groups.setdefault(tuple(getattr(row, field) for field in fields), []).append(row)
    for members in groups.values():
        common = members[0]._replace(exemption=members[0].exemption or "none read")
        yield WithheldRow(
            kind,
            **{field: getattr(common, field) for field in fields},
            released=common.released if "release" in fields else "",
            excisions=len(members),
            recovered=sum(row.recovered for row in members),
            words=sum(row.words or 0 for row in members),
            lines=sum(row.lines or 0 for row in members),
            characters=sum(row.characters or 0 for row in members),
            share=common.share if kind == "page" else None,
        )


# ---------------------------------------------------------------- files


def to_tsv(rows: Iterable[WithheldRow]) -> bytes:
    """The rows as tab-separated UTF-8 with a line of names; control characters are escaped."""
    lines = ["\t".join(WithheldRow._fields)]
    lines += ["\t".join("" if value is None else _cell(value) for value in row) for row in rows]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _cell(value: object) -> str:
    return visible(str(value)).replace("\t", " ")


def to_json(rows: Iterable[WithheldRow]) -> bytes:
    """The rows as a JSON document: ``excisions``, and ``totals`` by page, release, document and exemption."""
    excision_rows = [row._asdict() for row in rows]
    document = {
        "excisions": [row for row in excision_rows if row["row"] == "excision"],
        "totals": [row for row in excision_rows if row["row"] != "excision"],
    }
    return json.dumps(document, indent=1).encode("ascii") + b"\n"
