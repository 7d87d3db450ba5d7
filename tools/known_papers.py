"""Documents whose genre is known, page by page: what tools/learn_genres.py and tools/learn_beginnings.py learn from."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from teikit.core import Draft, Span, kinds
from teikit.core.genres import GENRES
from teikit.genres.knowledge import genre_knowledge
from teikit.genres.paper import Paper
from teikit.genres.sheet_fields import is_sheet, sheet_facts
from teikit.lexicon import load
from teikit.passes.pages import pages
from teikit.readers import read

NAMES = {"memo": "memorandum"}  # the genres that the labels call otherwise
CHOSEN = 0.4  # the weight of a record that was chosen because it is a cable or a telegram


@dataclass(frozen=True)
class Known:
    """A document whose genre is known: its file, its record, its pages without the identification sheets.

    ``is_alone`` says that the file holds no other document, ``judged`` that results are stated on it, ``weight`` how
    much it counts: releases of one record count as one.
    """

    name: str
    record: str
    genre: str
    sure: bool
    is_alone: bool
    judged: bool
    weight: float
    papers: tuple[Paper, ...]
    sheet: tuple[str, ...] = ()  # what the sheet before it says

    def part(self, parts: int) -> int:
        """One of some parts of all records, by a hash that never changes."""
        return int(hashlib.sha256(self.record.encode()).hexdigest(), 16) % parts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the documents are."""
    parser.add_argument("--kinds", nargs=2, type=Path, action="append", default=[], metavar=("FOLDER", "KINDS"))
    parser.add_argument("--gold", type=Path, action="append", default=[])
    parser.add_argument("--records", nargs=2, type=Path, action="append", default=[], metavar=("FOLDER", "GENRES"))
    parser.add_argument("--telegrams", type=Path, action="append", default=[])


def known_documents(options: argparse.Namespace) -> list[Known]:
    """All documents that the arguments name."""
    return [document for given in (_of_kinds, _of_gold, _of_records, _telegrams) for document in given(options)]


def _of_kinds(options: argparse.Namespace) -> Iterator[Known]:
    named = {record: genre for _, table in options.records for record, genre in _genres(table)}
    for folder, table in options.kinds:
        for row in (line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]):
            record = row[0].partition("-")[2].removesuffix(".md")
            papers, sheet = papers_of(folder / row[0])
            genre = named.get(record, _genre(row[1]))
            yield Known(
                row[0],
                record,
                genre,
                sure=row[2] == "y",
                is_alone=row[3] == "1",
                judged=True,
                weight=1.0,
                papers=papers,
                sheet=sheet,
            )


def _of_gold(options: argparse.Namespace) -> Iterator[Known]:
    for folder in sorted(path.parent for root in options.gold for path in root.glob("*/gold.tsv")):
        head = [line for line in (folder / "gold.tsv").read_text("utf-8").splitlines() if line.startswith("# kind:")]
        yield from _releases(sorted(folder.glob("*.txt")), folder.name, _genre(head[0].partition(":")[2].strip()), 1.0)


def _of_records(options: argparse.Namespace) -> Iterator[Known]:
    for folder, table in options.records:
        for record, genre in _genres(table):
            files = sorted((folder / record).glob("*.md"))
            yield from _releases(files, record, genre, CHOSEN if genre == "cable" else 1.0)


def _genres(table: Path) -> list[list[str]]:
    lines = [line for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def _telegrams(options: argparse.Namespace) -> Iterator[Known]:
    for folder in options.telegrams:
        for record in sorted({path.parent.name[:-1] for path in folder.glob("*/ocr.txt")}):
            yield from _releases(sorted(folder.glob(f"{record}*/ocr.txt")), record, "telegram", CHOSEN)


def _releases(files: Sequence[Path], record: str, genre: str, weight: float) -> Iterator[Known]:
    for file in files:
        name = f"{file.parent.name}/{file.name}"
        papers, sheet = papers_of(file)
        yield Known(
            name,
            record,
            genre,
            sure=True,
            is_alone=False,
            judged=False,
            weight=weight / len(files),
            papers=papers,
            sheet=sheet,
        )


def _genre(kind: str) -> str:
    name = kind.removesuffix("+sheet")
    name = NAMES.get(name, name)
    return name if name in GENRES else "document"


def papers_of(path: Path) -> tuple[tuple[Paper, ...], tuple[str, ...]]:
    """The pages of a file, without the identification sheets and without empty ones; what the first sheet says."""
    text, spans, papers, sheets = _pages(path)
    knowledge = genre_knowledge(load())
    first = next((span for span, is_one in zip(spans, sheets, strict=True) if is_one), None)
    facts_of_sheet = sheet_facts(knowledge.sheets.read(text, first), knowledge.papers.features) if first else []
    kept = (paper for paper, is_one in zip(papers, sheets, strict=True) if paper.lines and not is_one)
    return tuple(kept), tuple(facts_of_sheet)


def pages_of(path: Path) -> list[Paper | None]:
    """The pages of a file as they are; None for an identification sheet."""
    _, _, papers, sheets = _pages(path)
    return [None if is_one else paper for paper, is_one in zip(papers, sheets, strict=True)]


def _pages(path: Path) -> tuple[str, list[Span], list[Paper], list[bool]]:
    """The text of a file, and of each page where it stands, what it shows, whether it is an identification sheet."""
    lexicon = load()
    source = read(path.read_bytes(), path.with_suffix(".txt").name)
    draft = Draft.of(source)
    draft = draft.apply(pages(draft, lexicon))
    starts = [0, *(mark.span.start for mark in draft.of_kind(kinds.PAGE)[1:]), len(source.text)]
    spans = [Span(start, end) for start, end in pairwise(starts)]
    knowledge = genre_knowledge(lexicon)
    papers = [knowledge.papers.read(source.text[span.start : span.end]) for span in spans]
    return source.text, spans, papers, [is_sheet(paper, knowledge.sheets.fields) for paper in papers]
