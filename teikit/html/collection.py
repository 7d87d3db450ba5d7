"""Write the pages of a collated collection: what was withheld, what later releases opened, what is still withheld.

The index has the totals of the ledger; each list (opened in one year, withheld again, still withheld) links its
excisions to their places on the pages of the records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import regex

from teikit.collation.classify import Verdict
from teikit.collation.withheld import WithheldRow
from teikit.errors import OutputExists
from teikit.files import write
from teikit.html.list_pages import is_generated, page_name, page_of, write_list
from teikit.html.tables import file_name, outside_text, row, table
from teikit.html.tags import Html, tag
from teikit.wording import counted

NO_CODE = "none read"  # sign for the exemption of an excision without a code
UNKNOWN = "not known"  # sign for an unknown agency, and for an unknown date of a release
TELEGRAM = regex.compile(r"t([0-9]+)\.")
"""The number of the telegram in the id of an excision, ``t2.x1.3``; none if there is only one: ``x1.3``."""
LISTED = ("Record", "Withheld in", "Page", "Text", "Exemption", "Certainty")
"""Heads of the columns of a list."""
NUMBERS = ("#Withheld", "#Opened later", "#Withheld again", "#Still withheld")
"""Heads of the columns of numbers in the index."""


class ExcisionEntry(NamedTuple):
    """An excision: the name of its record, which is that of a page, and its row of the ledger."""

    record: str
    row: WithheldRow

    @property
    def opened(self) -> str:
        """The year of the first release that prints it after it was withheld; empty if there is none.

        If two releases have the same day, or the same year without a day, either may be the first.
        """
        dates = self.row.printed_released.split() if self.row.recovered and not self.is_again else ()
        withheld = self.row.released
        later = [date for date in dates if not withheld or (date > withheld and not date.startswith(withheld))]
        return min(later, default="")[:4]

    @property
    def is_again(self) -> bool:
        """Whether an earlier release prints it: it was withheld again."""
        return self.row.kind == Verdict.AGAIN


class ExcisionList(NamedTuple):
    """A list of excisions with its title; ``name`` begins the names of its files."""

    name: str
    title: str
    entries: Sequence[ExcisionEntry]


def write_collection(records: Iterable[tuple[str, list[list[object]]]], folder: Path) -> None:
    """Write the index and the lists next to the pages of the records; those of an earlier run are removed.

    ``records`` are the names of the records with their rows of the ledger. Raises
    :class:`~teikit.errors.OutputExists` (OUT-EXISTS), before anything is written, if another file has the name of
    one of the pages, as that of a record called ``index`` has, and what :func:`teikit.files.write.write` raises.
    """
    entries = list(_entries(records))
    index, lists = folder / "index.html", _lists(entries)
    for path in (index, *(folder / page_name(listed.name, 1) for listed in lists)):
        if path.exists() and not is_generated(path):
            message = "there is another file in the place of the index of the records, or of a list: it was not written"
            hint = "Move the file, name another folder for --html, or give the record another name."
            raise OutputExists("OUT-EXISTS", message, hint, str(path))
    written: set[str] = set()
    for name, title, listed in lists:
        written.update(write_list(folder, name, title, LISTED, map(_row, listed), "cards places"))
    write.write(index, page_of("What was withheld, and what was opened", *_index(entries, lists)), force=True)
    for path in (path for name in ("opened", "again", "remaining") for path in folder.glob(f"{name}-*.html")):
        if path.name not in written and is_generated(path):
            path.unlink()


def _entries(records: Iterable[tuple[str, list[list[object]]]]) -> Iterator[ExcisionEntry]:
    """The excisions of all records, in the order of the ledger."""
    for record, rows in records:
        for values in rows:
            entry = ExcisionEntry(record, WithheldRow(*values))  # type: ignore[arg-type]
            if entry.row.row == "excision":
                yield entry


# ---------------------------------------------------------------- the lists


def _lists(entries: Sequence[ExcisionEntry]) -> list[ExcisionList]:
    """The lists with entries, in the order of the index: by the year of opening, the latest first, then the others."""
    lists = []
    for year in sorted({entry.opened for entry in entries if entry.opened}, reverse=True):
        opened = [entry for entry in entries if entry.opened == year]
        lists.append(ExcisionList(f"opened-{year}", f"Opened in {year}", opened))
    undated = [entry for entry in entries if entry.row.recovered and not entry.opened and not entry.is_again]
    again = [entry for entry in entries if entry.is_again]
    remaining = [entry for entry in entries if not entry.row.recovered]
    lists += [
        ExcisionList("opened", "Printed by another release; which was first is unknown", undated),
        ExcisionList("again", "Withheld again: printed by an earlier release", again),
        ExcisionList("remaining", "Still withheld, as far as these releases go", remaining),
    ]
    return [listed for listed in lists if listed.entries]


def _row(entry: ExcisionEntry) -> Html:
    """The row of an excision in a list, with a link to its place on the page of its record."""
    excision = entry.row
    telegram = TELEGRAM.match(excision.id)
    anchor = f"w{telegram[1] if telegram else 1}-{excision.id}"
    link = tag("a", file_name(excision.record or entry.record), href=f"{quote(entry.record)}.html#{anchor}")
    printed = tag("span", "no release here prints it", class_="quiet")
    recovered = outside_text(excision.text) if excision.recovered else printed
    exemption = excision.exemption or NO_CODE
    return row(link, excision.released or UNKNOWN, excision.page, recovered, exemption, excision.certainty)


# ---------------------------------------------------------------- the index


def _index(entries: Sequence[ExcisionEntry], lists: Sequence[ExcisionList]) -> Iterator[Html]:
    """The numbers of withheld places: by list, by release, agency and exemption, by record."""
    records = {entry.record for entry in entries}
    number = f"{counted(len(entries), 'excision')} in {counted(len(records), 'record')}"
    yield tag("p", f"{number}, a place counted for each release that withholds it, by the lists they are in:")
    rows = [row(tag("a", title, href=page_name(name, 1)), len(listed)) for name, title, listed in lists]
    yield table(("List", "#Excisions"), [*rows, row(tag("b", "all"), len(entries))], "few")
    yield tag("h2", "By release, agency and exemption")
    yield _by_exemption(entries)
    yield tag("h2", "By record")
    yield _by_record(entries)


def _by_exemption(entries: Sequence[ExcisionEntry]) -> Html:
    """The numbers of places that each release withholds, by agency and exemption, and their outcomes; with totals."""
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    for entry in entries:
        key = (entry.row.released[:4] or UNKNOWN, entry.row.agency or UNKNOWN, entry.row.exemption or NO_CODE)
        counts.setdefault(key, Counter())[_outcome(entry)] += 1
    rows = [row(*key, *_numbers(counts[key])) for key in sorted(counts)]
    total: Counter[str] = sum(counts.values(), Counter())
    heads = ("Released", "Agency", "Exemption", *NUMBERS)
    return table(heads, [*rows, row(tag("b", "all"), "", "", *_numbers(total))], "cards matrix")


def _by_record(entries: Sequence[ExcisionEntry]) -> Html:
    """For each record, whether a later release opened something, and how much is still withheld."""
    counts: dict[str, Counter[str]] = {}
    for entry in entries:
        counts.setdefault(entry.record, Counter())[_outcome(entry)] += 1
    rows = [
        row(
            tag("a", file_name(record), href=f"{quote(record)}.html"),
            "yes" if outcomes["opened"] else "no",
            *_numbers(outcomes),
        )
        for record, outcomes in counts.items()
    ]
    return table(("Record", "Something new", *NUMBERS), rows, "cards records")


def _outcome(entry: ExcisionEntry) -> str:
    """The outcome of an excision: ``again``, ``opened`` or ``remaining``."""
    return "again" if entry.is_again else "opened" if entry.row.recovered else "remaining"


def _numbers(outcomes: Counter[str]) -> tuple[int, int, int, int]:
    """The cells of the columns :data:`NUMBERS`."""
    return outcomes.total(), outcomes["opened"], outcomes["again"], outcomes["remaining"]
