"""A running review: documents are opened when they are requested, and each decision is written to the file at once."""

from __future__ import annotations

import os
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from teikit.chain import correct
from teikit.clock import utc_now
from teikit.core import Source, Span
from teikit.decisions import DecisionRow
from teikit.decisions.book import shown_digest
from teikit.decisions.check import inputs_of
from teikit.decisions.files import load_book, with_decisions
from teikit.decisions.places import context
from teikit.decisions.row import Unreadable, parse_row, row_of
from teikit.files import write
from teikit.files.paths import xml_below
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.review.beside import collated
from teikit.review.data import LAYERS_IN_WORDS, item_data, members
from teikit.review.images import file_of, images_of_pages
from teikit.review.items import BUDGET, ReviewItem, items
from teikit.review.lines import lines_of
from teikit.review.series import Key, Series, occurrence_key, series_of
from teikit.telegrams.assembling import assemble
from teikit.work.report import read_report

MOST_OPEN = 8  # most documents that are kept in memory


@dataclass
class OpenedDocument:
    """An opened document: its source, the questions about it, its doubtful words, the decisions since then."""

    source: Source
    asked: list[ReviewItem]
    doubtful: frozenset[Span] = frozenset()
    made: list[DecisionRow] = field(default_factory=list)


@dataclass
class Review:
    """The review of a folder by one person; decisions go to the end of ``file``.

    ``grades`` are those of the inputs of documents, by their names; ``decided`` has the last verdict on each place of a
    series that was decided here.
    """

    folder: Path
    file: Path
    who: str
    lexicon: Lexicon
    options: Options
    budget: int = BUDGET
    images: str = ""
    report: Path | None = None
    grades: Mapping[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    made: int = 0
    decided: dict[Key, str] = field(default_factory=dict)
    _opened: OrderedDict[int, OpenedDocument] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.names = [name for _, name in sorted(xml_below(self.folder))]

    def document(self, number: int) -> OpenedDocument:
        """A document, opened on its first use. Raises :class:`~teikit.errors.TeikitError` if that fails."""
        if number not in self._opened:
            opened = self._open(self.names[number])
            while len(self._opened) >= MOST_OPEN:
                self._opened.popitem(last=False)
            self._opened[number] = opened
        self._opened.move_to_end(number)
        return self._opened[number]

    def _open(self, name: str) -> OpenedDocument:
        """Read a document with the decisions made so far."""
        lexicon = with_decisions(self.lexicon, self._files())
        sources = list(inputs_of(self.folder / name, name.removesuffix(".xml")))
        if len(sources) > 1:
            draft, beside = collated(sources, lexicon, self.options)
        else:
            draft, beside = correct(sources[0], lexicon, self.options), {}
        lines = lines_of(draft, lexicon, beside)
        doubtful = frozenset(word.span for line in lines for word in line.words if word.is_doubtful)
        return OpenedDocument(draft.source, items(assemble(draft, lexicon), lines, self.budget), doubtful)

    def _files(self) -> list[str]:
        """The files of decisions that exist, each once."""
        files = [file for file in (str(self.file), *self.options.decisions) if os.path.isfile(file)]
        return list({os.path.realpath(file): file for file in files}.values())

    def data(self, number: int) -> dict[str, Any]:
        """The data for the page of a document: inputs, items, decisions since the document was opened."""
        document = self.document(number)
        return {
            "who": self.who,
            "layers": dict(LAYERS_IN_WORDS),
            "members": members(document.source),
            "items": [item_data(item, document.source, document.doubtful) for item in document.asked],
            "rows": [row.as_json() for row in document.made],
            "images": images_of_pages(document.source, self.images),
        }

    def image_file(self, number: int, name: str) -> Path | None:
        """The file of the image of a page, by its name on the page; None for an unknown name."""
        source = self.document(number).source
        page = next((page for page, own in images_of_pages(source, self.images).items() if own == name), None)
        return file_of(self.images, source.layout.pages[page].image) if source.layout and page is not None else None

    def counts(self) -> Counter[str]:
        """The number of decisions in the files for each record, without those withdrawn."""
        book, _ = load_book(self._files())
        return Counter(row.record for row in book.rows if row.is_ != "withdrawn")

    def take(self, number: int, rows: Sequence[Mapping[str, Any]]) -> int:
        """Add decisions on a document to the file, all or none; returns the number of new ones.

        Person, time and context are added here. A repetition of a decision that already holds (from a second window) is
        left out. Raises :class:`~teikit.decisions.row.Unreadable` for anything but a decision on this document.
        """
        document = self.document(number)
        new: list[DecisionRow] = []
        for values in rows:
            row = self._checked(document.source, values)
            if not _holds(row, [*document.made, *new]):
                new.append(row)
        if new:
            self._write(new)
            document.made += new
            self.made += sum(-1 if row.is_ == "withdrawn" else 1 for row in new)
        return len(new)

    @cached_property
    def series(self) -> list[Series]:
        """The series of the report, without what was decided before the first request; none without a report."""
        if self.report is None:
            return []
        last: dict[Key, str] = {}
        for row in load_book(self._files())[0].rows:
            last[occurrence_key(row.source, row.at)] = row.is_
        decided = {key for key, verdict in last.items() if verdict != "withdrawn"}
        return series_of(read_report(str(self.report)), self.lexicon, decided)

    def take_series(self, number: int, chosen: Sequence[int], verdict: str, ref: str = "") -> int:
        """Decide on occurrences of a series, given by their numbers; returns the number of new decisions.

        Raises :class:`~teikit.decisions.row.Unreadable` for an impossible decision.
        """
        series, when = self.series[number], utc_now()
        verdicts = {"person": ("person", "withdrawn"), "place": ("place", "withdrawn")}
        is_allowed = verdict in verdicts.get(series.kind, ("reads", "as-read", "withdrawn"))
        if not is_allowed or not all(0 <= index < len(series.occurrences) for index in chosen):
            raise Unreadable("this is not a decision on this series", "Open the page again.")
        ticked = [series.occurrences[index] for index in chosen]
        new = [occurrence for occurrence in ticked if self.decided.get(occurrence.key, "withdrawn") != verdict]
        rows = [parse_row(occurrence.row(verdict, ref, self.who, when).as_json()) for occurrence in new]
        if rows:
            self._write(rows)
            self.decided.update({occurrence.key: verdict for occurrence in new})
            self.made += -len(rows) if verdict == "withdrawn" else len(rows)
            self._opened.clear()
        return len(rows)

    def _checked(self, source: Source, values: Mapping[str, Any]) -> DecisionRow:
        """A decision sent by a page. Raises :class:`~teikit.decisions.row.Unreadable` if it is about no input here."""
        row = row_of({**values, "who": self.who, "when": utc_now()})
        for start in [start for start, _ in source.members] or [0]:
            digest, record, _ = source.key(start)
            span = row.at.moved(start)
            is_of_it = (row.source, row.record) == (shown_digest(digest), record) and source.key(span.start)[2] == start
            if is_of_it and span.end <= len(source.text) and source.text[span.start : span.end] == row.before:
                left, right = context(source.text, span)
                return replace(row, left=left, right=right)
        raise Unreadable("this is not a decision on this document", "Open the page again.")

    def _write(self, rows: Sequence[DecisionRow]) -> None:
        """Add lines to the file, all or none. Raises what :func:`teikit.files.write.append` raises."""
        write.append(self.file, "".join(f"{row.as_json()}\n" for row in rows).encode())


def _holds(row: DecisionRow, made: Sequence[DecisionRow]) -> bool:
    """Whether the last decision on the place of a row says the same."""
    last = next(
        (
            earlier
            for earlier in reversed(made)
            if (earlier.source, earlier.record, earlier.at) == (row.source, row.record, row.at)
        ),
        None,
    )
    return last is not None and last.value == row.value
