"""Typed pages whose true text is known, and what tools judge on them: one loop for all tools that learn from them.

Each page is read with word lists to which its volume gave nothing: a chance that is learnt on words one has counted is
too good.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.core.layout import Box, Layout, LayoutBlock, LayoutLine, LayoutPage, LayoutWord
from teikit.core.span import Span
from teikit.lexicon import Lexicon, load
from teikit.words.compiling import WORD_LISTS, compiled
from teikit.words.vocabulary import Vocabulary

GENERAL = Path(__file__).resolve().parent.parent / "dictionaries" / "general"
WORST = 0.25  # share of wrong characters above which a page is left out: nobody could read it
PROCESSES = 2  # folders of word lists that are read with at the same time
OUTCOMES = ("still", "right", "harm")
"""What a change may turn out to be: wrong as what was read is, right, or the loss of what was right."""


class Page(NamedTuple):
    """A typed page: the volume it is from, what was typed, with single blanks, and what the engine read.

    ``words`` are the words as read, each with its confidence in percent and, if it is known, the edges of its box.
    """

    volume: str
    truth: str
    ocr: str
    words: list[tuple[Any, ...]]

    @property
    def text(self) -> str:
        """What the engine read, with a blank in the place of each line end; offsets are those of ``ocr``."""
        return self.ocr.replace("\n", " ")

    @property
    def layout(self) -> Layout:
        """The words as hOCR would have them, with whole percents of confidence."""
        words, at = list[LayoutWord](), 0
        for word, percent, *edges in self.words:
            start = self.ocr.index(word.strip(), at)
            at = start + len(word.strip())
            words.append(LayoutWord(Span(start, at), Box(*edges) if edges else None, int(percent) / 100))
        lines, start = list[LayoutLine](), 0
        for line in self.ocr.split("\n"):
            span = Span(start, start + len(line))
            inside = tuple(word for word in words if span.start <= word.span.start < span.end)
            lines.append(LayoutLine(span, None, inside))
            start = span.end + 1
        whole = Span(0, len(self.ocr))
        block = LayoutBlock(whole, None, tuple(lines))
        return Layout((LayoutPage(whole, 0, 0, "", (block,)),), engine="tesseract 5")


class Judged(NamedTuple):
    """A change or speck that was judged: the name of its scorecard, its facts, its outcome, and the page's volume."""

    case: str
    facts: dict[str, float]
    outcome: str
    volume: str


OfPage = Callable[[Page, Lexicon], Iterator[Judged]]
"""What a tool makes of a page, which is read with a lexicon."""


def command_line(about: str) -> argparse.ArgumentParser:
    """The arguments of all tools that learn from typed pages; ``about`` is the docstring of the tool."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--words", type=Path, nargs="+", required=True)
    parser.add_argument("--into", type=Path, default=GENERAL)
    return parser


def judgements(pages: Path, folders: list[Path], of_page: OfPage) -> tuple[list[Judged], int]:
    """What a tool makes of all legible pages, and how many words were typed on them.

    Each of the ``folders`` has word lists, and a file ``without`` with the volumes that gave nothing to them.
    """
    with ProcessPoolExecutor(PROCESSES) as pool:
        parts = list(pool.map(partial(_with_lists, pages=pages, of_page=of_page), folders))
    return [row for rows, _ in parts for row in rows], sum(words for _, words in parts)


def _with_lists(folder: Path, pages: Path, of_page: OfPage) -> tuple[list[Judged], int]:
    """The same for the pages that are read with the word lists of one folder."""
    lists = [GENERAL / "english.txt", *(folder / name for name in WORD_LISTS)]
    lexicon = replace(load(), words=Vocabulary(compiled([path.read_bytes() for path in lists])))
    volumes = frozenset((folder / "without").read_text("utf-8").split())
    rows, words = list[Judged](), 0
    for page in legible_pages(pages, volumes):
        words += len(page.truth.split())
        rows += of_page(page, lexicon)
    return rows, words


def legible_pages(path: Path, volumes: frozenset[str]) -> Iterator[Page]:
    """The pages of some volumes in a file of JSON lines (tools/typescript.py) that the engine could read."""
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            page = Page(row["volume"], " ".join(" ".join(row["truth"]).split()), row["ocr"], row.get("words", []))
            if page.volume in volumes and Levenshtein.distance(page.truth, page.text) <= WORST * len(page.truth):
                yield page
