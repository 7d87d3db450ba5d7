"""Check decisions: which are stale, which differ, how far people agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from teikit.check.validation import parse
from teikit.core import Source
from teikit.decisions import Book, DecisionRow
from teikit.decisions.disputes import with_rivals
from teikit.decisions.places import Placed, placed
from teikit.decisions.verdicts import ASPECTS, Settled, kappa, settle
from teikit.errors import TeikitError, place_in_file
from teikit.files.paths import xml_below
from teikit.inputs import load
from teikit.readers import read
from teikit.tei import CarriedFile, carried_files
from teikit.wording import counted, visible


@dataclass(frozen=True)
class Account:
    """The result of a check: a line for each decision that a person must look at, and lines about all together."""

    faults: tuple[str, ...]
    summary: tuple[str, ...]


def check(book: Book, sources: Sequence[Source] | None) -> Account:
    """Check decisions against the sources that they are about; without sources, against each other."""
    seen: set[int] = set()
    faults: list[str] = []
    counts: Counter[str] = Counter()
    for source in sources or ():
        rows = book.about([source.files_digest], [source.record])
        seen.update(map(id, rows))
        decisions = list(placed(rows, source))
        for decision in decisions:
            counts["moved" if decision.is_moved and decision.span else "in place" if decision.span else "stale"] += 1
            if decision.span is None:
                faults.append(
                    f"{decision.row.place}: DECISION-STALE: {_statement(decision.row)} is not found in {source.name}"
                )
        faults += _differing(settle(decisions))
    if not sources:
        faults += _differing_rows(book)
    strangers = [row for row in book.rows if sources is not None and id(row) not in seen]
    faults += (
        f"{row.place}: DECISION-NO-INPUT: {_statement(row)}: no readable TEI here was made from {row.source}"
        for row in strangers
    )
    where = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    lines = [f"{counted(len(book.rows), 'decision')} of {counted(len(book.persons), 'person', 'people')}"]
    return Account(tuple(faults), (*lines, *([where] if where else []), *_agreement(book)))


def _statement(row: DecisionRow) -> str:
    return f"{row.before!r} ({row.in_words()}, says {row.who})"


def _differing(settled: Sequence[Settled]) -> Iterator[str]:
    for decision in settled:
        if decision.is_disputed:
            rows = [row for rival in with_rivals(decision, settled) for row in rival.rows]
            yield f"{decision.row.place}: DECISIONS-DIFFER: {'; '.join(map(_statement, rows))}"


def _differing_rows(book: Book) -> Iterator[str]:
    """Decisions on the same place of the same input that differ, used if the inputs are not available."""
    by_source: dict[str, list[DecisionRow]] = defaultdict(list)
    for row in book.rows:
        by_source[row.source].append(row)
    for rows in by_source.values():
        yield from _differing(settle(Placed(row, row.at) for row in rows))


def _agreement(book: Book) -> Iterator[str]:
    """The agreement of any two people on the places on which both decided."""
    values: dict[str, dict[tuple[object, ...], object]] = defaultdict(dict)
    for row in book.rows:
        if row.is_ != "withdrawn":
            values[row.who][(row.source, row.at, ASPECTS[row.is_], row.query)] = row.value
    for first, second in combinations(book.persons, 2):
        pairs = [
            (values[first][place], values[second][place]) for place in values[first].keys() & values[second].keys()
        ]
        agreement = kappa(pairs)
        if agreement is not None:
            same = sum(of_first == of_second for of_first, of_second in pairs)
            yield f"{first} and {second}: {same} of {counted(len(pairs), 'place')} the same, kappa {agreement:.2f}"


def sources_of(folder: Path) -> tuple[list[Source], list[TeikitError]]:
    """The inputs of the TEI files in a folder, recovered from the TEI, and the errors of those that cannot be read.

    XML that is not TEI by teikit is skipped.
    """
    sources: list[Source] = []
    unread: list[TeikitError] = []
    for path, name in sorted(xml_below(folder)):
        try:
            sources += inputs_of(path, name.removesuffix(".xml"))
        except TeikitError as error:
            if error.code != "RECOVER-NO-SOURCE":
                place_in_file(error, path)
                unread.append(error)
    return sources, unread


def inputs_of(path: Path, record: str) -> Iterator[Source]:
    """The inputs from which a TEI file was made; ``record`` is their name. Raises what parsing and recovering raise."""
    files = carried_files([parse(load(path))])
    for file in files:
        several = f"{record}/{Path(file.name).stem}" if len(files) > 1 else record
        yield source_of(file, path.stem, several)


def source_of(file: CarriedFile, name: str, record: str) -> Source:
    """A file that a TEI carries, as it was read for it; ``name`` is that of a plain text, which has none there."""
    return replace(read(file.data, visible(file.name or name), file.encoding), record=record)
