"""The pages of a collated collection: what was withheld, what later releases opened, what still is withheld.

The index has the sums, which are those of the ledger; a list of its own has all that was opened in one year, withheld
again, or remains, each place with a link to it on the page of its record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import regex

from teikit import write
from teikit.collation.classify import Verdict
from teikit.collation.withheld import WithheldRow
from teikit.html.overview_tables import file_name, outside_text, page_links, page_name, paged, row, table
from teikit.html.tags import Html, document, tag
from teikit.wording import counted

GENERATOR = b'<meta name="generator" content="teikit"'
"""Bytes by which our pages are recognised."""
HEAD = 2048  # bytes at the beginning of a page, among which the generator stands
NONE = "none read"  # sign for the exemption of a place where no code was read
UNKNOWN = "not known"  # sign for an unknown agency, and for the unknown date of a release
TELEGRAM = regex.compile(r"t([0-9]+)\.")
"""The number of the telegram in the id of an excision, ``t2.x1.3``; none where there is but one: ``x1.3``."""
LISTED = ("Record", "Withheld in", "Page", "What stands there", "Exemption", "Certainty")


class Place(NamedTuple):
    """An excision: the name of its record among the pages, and its row."""

    record: str
    row: WithheldRow

    @property
    def opened(self) -> str:
        """The year in which it was first printed after it was withheld; empty if it has not been."""
        dates = self.row.printed_released.split() if self.row.recovered and not self.is_again else ()
        return min(dates, default="")[:4]

    @property
    def is_again(self) -> bool:
        """Whether an earlier release printed it."""
        return self.row.kind == Verdict.AGAIN


@dataclass
class Collection:
    """All excisions of all records, in the order of the ledger."""

    places: list[Place] = field(default_factory=list)

    def add(self, record: str, rows: Iterable[Sequence[object]]) -> None:
        """The rows of one record."""
        entries = (WithheldRow(*values) for values in rows)  # type: ignore[arg-type]
        self.places += [Place(record, entry) for entry in entries if entry.row == "excision"]

    def lists(self) -> dict[str, tuple[str, list[Place]]]:
        """The lists by the beginning of the names of their files: title and places."""
        lists: dict[str, tuple[str, list[Place]]] = {}
        years = sorted({place.opened for place in self.places if place.opened}, reverse=True)
        for year in years:
            opened = [place for place in self.places if place.opened == year]
            lists[f"opened-{year}"] = (f"Opened in {year}", opened)
        undated = [place for place in self.places if place.row.recovered and not place.opened and not place.is_again]
        again = [place for place in self.places if place.is_again]
        remaining = [place for place in self.places if not place.row.recovered]
        for name, title, places in (
            ("opened", "Printed by another release; when is not known", undated),
            ("again", "Withheld again: printed by an earlier release", again),
            ("remaining", "Still withheld, as far as these releases go", remaining),
        ):
            if places:
                lists[name] = (title, places)
        return lists


def write_collection(records: Iterable[tuple[str, list[list[object]]]], folder: Path) -> bool:
    """Write the index and the lists beside the pages of the records; those of an earlier run are removed.

    Returns False, and writes nothing, where another file has the name of one: the page of a record called ``index``.
    """
    collection = Collection()
    for record, rows in records:
        collection.add(record, rows)
    index, lists = folder / "index.html", collection.lists()
    if not all(map(_is_free, (index, *(folder / page_name(key, 1) for key in lists)))):
        return False
    written = {name for key, (title, places) in lists.items() for name in _write_list(key, title, places, folder)}
    write.write(index, _page("What was withheld, and what was opened", *_index(collection, lists)), force=True)
    for path in (path for name in ("opened", "again", "remaining") for path in folder.glob(f"{name}-*.html")):
        if path.name not in written and _is_free(path):
            path.unlink()
    return True


def _is_free(path: Path) -> bool:
    """Whether there is nothing of this name, or a page of an earlier run."""
    if not path.exists():
        return True
    with path.open("rb") as file:
        return GENERATOR in file.read(HEAD)


def _page(title: str, *content: Html) -> bytes:
    return document(title, "overview.css", tag("main", tag("h1", title), *content), generator="teikit")


# ---------------------------------------------------------------- the lists


def _write_list(key: str, title: str, places: Sequence[Place], folder: Path) -> Iterator[str]:
    for number, (page, more) in enumerate(paged(map(_row, places)), 1):
        numbered = f"{title}, page {number}" if more or number > 1 else title
        above, below = (page_links(key, number, more, where) for where in ("above", "below"))
        write.write(
            folder / page_name(key, number),
            _page(numbered, above, table(LISTED, [page], "cards places"), below),
            force=True,
        )
        yield page_name(key, number)


def _row(place: Place) -> Html:
    entry = place.row
    telegram = TELEGRAM.match(entry.id)
    anchor = f"w{telegram[1] if telegram else 1}-{entry.id}"
    link = tag("a", file_name(entry.record or place.record), href=f"{quote(place.record)}.html#{anchor}")
    what = outside_text(entry.text) if entry.recovered else tag("span", "no release here prints it", class_="quiet")
    return row(link, entry.released or UNKNOWN, entry.page, what, entry.exemption or NONE, entry.certainty)


# ---------------------------------------------------------------- the index


def _index(collection: Collection, lists: dict[str, tuple[str, list[Place]]]) -> Iterator[Html]:
    places = collection.places
    records = {place.record for place in places}
    yield tag("p", f"{counted(len(places), 'place')} in {counted(len(records), 'record')}, by the lists they are in:")
    rows = [row(tag("a", title, href=page_name(key, 1)), len(listed)) for key, (title, listed) in lists.items()]
    yield table(("List", "#Places"), [*rows, row(tag("b", "all"), len(places))], "few")
    yield tag("h2", "By release, agency and exemption")
    yield _matrix(places)
    yield tag("h2", "By record")
    yield _records(places)


def _matrix(places: Sequence[Place]) -> Html:
    """How many places each release withholds, by agency and exemption, and what became of them; with all sums."""
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    for place in places:
        key = (place.row.released[:4] or UNKNOWN, place.row.agency or UNKNOWN, place.row.exemption or NONE)
        counts.setdefault(key, Counter()).update(_counted(place))
    rows = [row(*key, *_cells(counts[key])) for key in sorted(counts)]
    total: Counter[str] = sum(counts.values(), Counter())
    heads = ("Released", "Agency", "Exemption", "#Withheld", "#Opened later", "#Withheld again", "#Still withheld")
    return table(heads, [*rows, row(tag("b", "all"), "", "", *_cells(total))], "cards matrix")


def _records(places: Sequence[Place]) -> Html:
    """For each record whether a later release has something new, and how much is left."""
    counts: dict[str, Counter[str]] = {}
    for place in places:
        counts.setdefault(place.record, Counter()).update(_counted(place))
    rows = [
        row(
            tag("a", file_name(record), href=f"{quote(record)}.html"),
            "yes" if counts[record]["opened"] else "no",
            *_cells(counts[record]),
        )
        for record in counts
    ]
    heads = ("Record", "Something new", "#Withheld", "#Opened later", "#Withheld again", "#Still withheld")
    return table(heads, rows, "cards records")


def _counted(place: Place) -> Counter[str]:
    kind = "again" if place.is_again else "opened" if place.row.recovered else "left"
    return Counter({"all": 1, kind: 1})


def _cells(counts: Counter[str]) -> tuple[int, int, int, int]:
    return counts["all"], counts["opened"], counts["again"], counts["left"]
