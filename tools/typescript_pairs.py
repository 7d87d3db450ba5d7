#!/usr/bin/env python3
"""Type telegrams once, release them twice with different excisions: two OCR texts of one page, and its truth.

    python tools/typescript_pairs.py --frus telegrams.jsonl --reserved RESERVED-VOLUMES.txt --pairs 160 -o pairs.jsonl

Needs what typescript.py needs. Release a withholds a few words in every second pair, release b 5 to 60 % of the words;
each is spoilt and read on its own. Telegrams that are kept for tests (``bench`` is set, or the volume is reserved) are
left out. Each line of the output is one pair: ``id``, ``volume``, ``seed``, ``severity``, ``psm`` and ``render`` (of
each release), ``truth`` (pages of lines, as typed), ``body`` (for each page the first line of the body and the line
after its last), ``withheld`` (for each release the excisions, one item per line; items of one excision have the same
number; the code stands in the margin beside the middle one), ``a`` and ``b`` (the text as read, a form feed between
pages), ``a_hocr`` and ``b_hocr`` (the same as hOCR). Pages, lines and characters are counted from 0. The same seed
gives the same pages; their reading depends on the version of Tesseract.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFilter
from typescript import FONTS, LINES, PITCH, spoil, typed

SEVERITIES = (0.15, 0.25, 0.4, 0.6, 0.8, 1.0, 1.3, 1.7)  # how much pages are spoilt: 1 is usual
CODES = ("(b)(1)", "(b)(1)", "(b)(3)", "(b)(6)", "B1A3", "B1A5", "1.4(D)", "1.5(C)")
"""Codes that stand beside excisions."""
PAGES = 3  # pages of a document, at most
WIDEST = 68  # characters of a line, at most
MARGIN = 8  # characters of the margin with the codes
SHORTEST = 600  # characters of a telegram that is typed, at least
PARAGRAPH = "\ue000"  # stands for the end of a paragraph


@dataclass(frozen=True)
class Piece:
    """A word as it is typed on a line, or one half of a word that the typist broke."""

    page: int
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Word:
    """A word of the body: where it stands, in which line and which paragraph of the whole body it begins."""

    pieces: tuple[Piece, ...]
    row: int
    paragraph: int


@dataclass(frozen=True)
class Sheets:
    """A telegram as typed: pages of lines, and for each page where its body begins and ends."""

    pages: list[list[str]]
    body: list[tuple[int, int]]
    words: list[Word]


@dataclass(frozen=True)
class Manner:
    """How the reviewers of one release withhold: white or in brackets, with which codes, in which margin."""

    render: str
    codes: tuple[str, ...]
    left: bool


class Typewriter(random.Random):
    """Chance with one choice made: all pages of a telegram, in both releases, come from one machine."""

    font = FONTS[0]

    def choice(self, seq: Any) -> Any:
        """Any of a sequence, but of the fonts always the same."""
        return self.font if seq is FONTS else super().choice(seq)


def main() -> None:
    """Read the arguments, make the pairs, write them in order as they come."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--frus", type=Path, required=True, help="telegrams, one JSON object per line")
    parser.add_argument("--reserved", type=Path, required=True, help="names of volumes kept for tests")
    parser.add_argument("--pairs", type=int, default=160)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, help="processes (all cores, if not given)")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    reserved = set(arguments.reserved.read_text("utf-8").split("\n"))
    with arguments.frus.open(encoding="utf-8") as lines:
        telegrams = [
            telegram for telegram in map(json.loads, lines) if telegram["volume"] not in reserved and fit(telegram)
        ]
    random.Random(arguments.seed).shuffle(telegrams)
    jobs = ((f"{arguments.seed}-{number}", telegram) for number, telegram in enumerate(telegrams[: arguments.pairs]))
    with ProcessPoolExecutor(arguments.jobs) as pool, arguments.output.open("w", encoding="utf-8") as output:
        for pair in pool.map(make, jobs):
            output.write(json.dumps(pair, ensure_ascii=False) + "\n")
            output.flush()


def fit(telegram: dict[str, Any]) -> bool:
    """Whether a telegram may be used: not kept for tests, long enough, and sent to Washington from a known place."""
    place = telegram["place"]
    incoming = telegram["to"] == "Department of State" and place not in ("", "Washington") and place.isascii()
    return incoming and not telegram["bench"] and sum(map(len, telegram["body"])) >= SHORTEST


def make(job: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """One pair: typed once, then withheld, spoilt and read for each release."""
    seed, telegram = job
    chance = Typewriter(seed)
    chance.font = random.Random(seed).choice(FONTS)
    sheets = typescript(telegram, chance)
    releases = {"a": lightly(sheets.words, chance), "b": heavily(sheets.words, chance)}
    pair: dict[str, Any] = {"id": telegram["id"], "volume": telegram["volume"], "seed": seed}
    pair |= {"severity": {}, "psm": {}, "render": {}, "truth": sheets.pages, "body": sheets.body, "withheld": {}}
    for name, hidden in releases.items():
        severity, psm, how = chance.choice(SEVERITIES), chance.choice((4, 6)), manner(chance)
        lines, pair["withheld"][name] = excised(sheets, hidden, how, chance)
        images = [photographed(page, how, chance, severity) for page in lines]
        pair["severity"][name], pair["psm"][name], pair["render"][name] = severity, psm, how.render
        pair[name], pair[f"{name}_hocr"] = read(images, psm)
    return pair


def typescript(telegram: dict[str, Any], chance: random.Random) -> Sheets:
    """The pages of a telegram: a form or a running head, the body, the classification at top and bottom."""
    body = "\n".join(PARAGRAPH + paragraph for paragraph in telegram["body"])
    lines = [line[:WIDEST] for line in typed(body.upper() if chance.random() < 0.75 else body, chance)]
    secrecy = ("SECRET" if "Secret" in telegram["classification"] else "CONFIDENTIAL").center(WIDEST - 4).rstrip()
    while not lines[-1]:
        lines.pop()
    form, head = heads(telegram, chance)
    pages: list[list[str]] = []
    places: list[tuple[int, int]] = []
    while lines and len(pages) < PAGES:
        top = [secrecy, "", *(form if not pages else [head.format(len(pages) + 1)]), ""]
        here, lines = lines[: LINES - len(top)], lines[LINES - len(top) :]
        places.append((len(top), len(top) + len(here)))
        pages.append([*top, *here, *[""] * (LINES - len(top) - len(here)), "", secrecy])
    words = list(words_of(pages, places))
    return Sheets([[line.replace(PARAGRAPH, "") for line in page] for page in pages], places, words)


def heads(telegram: dict[str, Any], chance: random.Random) -> tuple[list[str], str]:
    """The form on top of the first page, and the line on top of the others with a place for the page number."""
    post = telegram["place"].upper()
    number = telegram["telno"] if telegram["telno"].isalnum() else str(chance.randint(100, 4999))
    date = re.sub(r",? 19\d\d", "", telegram["date"]).replace(".", "").upper()
    known = date.isascii() and 0 < len(date) < 30
    named = f"{number}, {date}" if known else number
    form = [f"FROM: {post}", "", "TO: Secretary of State", "", f"NO: {named}"]
    return form, "-{}- " + named + ("" if known and chance.random() < 0.5 else ",") + f" FROM {post}"


def words_of(pages: list[list[str]], places: list[tuple[int, int]]) -> Iterator[Word]:
    """The words of the body, both halves of a broken word together; marks of paragraphs do not count as characters."""
    row, paragraph, half = 0, 0, tuple[Piece, ...]()
    for page, (first, last) in enumerate(places):
        for line in range(first, last):
            paragraph += PARAGRAPH in pages[page][line]
            text = pages[page][line].replace(PARAGRAPH, "")
            row += 1
            for match in re.finditer(r"\S+", text):
                word = Word((*half, Piece(page, line, *match.span())), row - bool(half), paragraph)
                half = word.pieces if match.end() == len(text) and re.search(r"\w-$", text) else ()
                if not half:
                    yield word


def lightly(words: list[Word], chance: random.Random) -> set[int]:
    """Which words the fuller release withholds: none, or one to three places of a word or two."""
    hidden: set[int] = set()
    for _ in range(chance.choice((0, 0, 0, 1, 2, 3))):
        start = chance.randrange(len(words))
        hidden.update(range(start, min(start + chance.randint(1, 2), len(words))))
    return hidden


def heavily(words: list[Word], chance: random.Random) -> set[int]:
    """Which words the other release withholds: 5 to 60 % of them, as single words, as lines, as whole paragraphs."""
    share = chance.uniform(0.05, 0.6) * len(words)
    hidden: set[int] = set()
    while len(hidden) < share:
        more = hidden | span(words, chance)
        if len(more) <= share + 8:
            hidden = more
    return hidden


def span(words: list[Word], chance: random.Random) -> set[int]:
    """Words to withhold at one place: a few, or one to five lines, or a paragraph."""
    kind, start = chance.choice(("words", "words", "lines", "lines", "paragraph")), chance.randrange(len(words))
    if kind == "words":
        return set(range(start, min(start + chance.randint(1, 6), len(words))))
    if kind == "lines":
        rows = range(words[start].row, words[start].row + chance.randint(1, 5))
        return {at for at, word in enumerate(words) if word.row in rows}
    return {at for at, word in enumerate(words) if word.paragraph == words[start].paragraph}


def manner(chance: random.Random) -> Manner:
    """How a release withholds; every second one has codes in the margin, one or two different ones."""
    codes = tuple(chance.choices(CODES, k=2)) if chance.random() < 0.5 else ()
    return Manner(chance.choice(("white", "brackets")), codes, left=bool(codes) and chance.random() < 0.5)


def excised(
    sheets: Sheets, hidden: set[int], how: Manner, chance: random.Random
) -> tuple[list[list[str]], list[dict[str, Any]]]:
    """The pages of a release without the words that it withholds, and these words, one item per line."""
    pages = [[" " * MARGIN * how.left + line for line in page] for page in sheets.pages]
    items: list[dict[str, Any]] = []
    for number, run in enumerate(runs(hidden)):
        strips = list(strips_of(sheets.words[at] for at in run))
        code = mark(pages, strips, how, chance.choice(how.codes) if how.codes else "")
        for strip in strips:
            text = sheets.pages[strip.page][strip.line][strip.start : strip.end]
            items.append({"excision": number, **vars(strip), "text": text, "render": how.render, "code": code})
    return pages, items


def runs(hidden: set[int]) -> list[list[int]]:
    """The numbers in order, consecutive ones together."""
    grouped: list[list[int]] = []
    for number in sorted(hidden):
        if number - 1 in hidden:
            grouped[-1].append(number)
        else:
            grouped.append([number])
    return grouped


def strips_of(words: Iterable[Word]) -> Iterator[Piece]:
    """The strips to cut away for consecutive words, one from each line."""
    strip: Piece | None = None
    for piece in (piece for word in words for piece in word.pieces):
        if strip and (strip.page, strip.line) == (piece.page, piece.line):
            strip = Piece(strip.page, strip.line, strip.start, piece.end)
            continue
        if strip:
            yield strip
        strip = piece
    if strip:
        yield strip


def mark(pages: list[list[str]], strips: list[Piece], how: Manner, code: str) -> str:
    """Cut the strips out, draw brackets, type the code in the margin unless one stands there: the code it now has."""
    shift = MARGIN * how.left
    for strip in strips:
        overtype(pages, strip, strip.start + shift, " " * (strip.end - strip.start))
    if how.render == "brackets":
        overtype(pages, strips[-1], strips[-1].end - 1 + shift, "]")
        overtype(pages, strips[0], strips[0].start + shift, "[")
    middle = strips[len(strips) // 2]
    column = 0 if how.left else WIDEST + 2
    there = pages[middle.page][middle.line][column:][:MARGIN].strip()
    if not there:
        overtype(pages, middle, column, code)
    return there or code


def overtype(pages: list[list[str]], where: Piece, column: int, text: str) -> None:
    """Put characters in a line of the page, in the place of others."""
    line = pages[where.page][where.line].ljust(column)
    pages[where.page][where.line] = line[:column] + text + line[column + len(text) :]


def photographed(page: list[str], how: Manner, chance: random.Random, severity: float) -> Image.Image:
    """The spoilt page, without the finest grain if it is grey; with codes in the left margin, it is moved there."""
    image = spoil([line.rstrip() for line in page], chance, severity)
    if len(image.getcolors() or ()) != 2:  # else Tesseract reads thousands of letters where a page is empty
        image = image.filter(ImageFilter.GaussianBlur(1.2))
    return ImageChops.offset(image, -MARGIN * PITCH * how.left, 0)


def read(images: list[Image.Image], psm: int) -> tuple[str, str]:
    """The reading of the pages of a release by Tesseract, as text and as hOCR."""
    with tempfile.TemporaryDirectory() as folder:
        first, *following = images
        first.save(Path(folder, "pages.tif"), save_all=True, append_images=following, dpi=(200, 200))
        command = ["tesseract", "pages.tif", "read", "-l", "eng", "--psm", str(psm), "txt", "hocr"]
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        subprocess.run(command, cwd=folder, capture_output=True, check=True, env=environment)
        return Path(folder, "read.txt").read_text("utf-8"), Path(folder, "read.hocr").read_text("utf-8")


if __name__ == "__main__":
    main()
