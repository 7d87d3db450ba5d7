#!/usr/bin/env python3
"""How well excisions that are only white space are found, on typed pages that nobody looked at when the rule was made.

    python benchmarks/held_out_blanks.py FOLDER --frus frus-telegrams.jsonl --reserved RESERVED-VOLUMES.txt --pages 120

The rule ``blanks`` got its figures from bench-dev, so bench-dev cannot tell how good they are. Here telegrams that are
in no benchmark are typed, spoilt and read by Tesseract as ``tools/typescript.py`` does it (what it needs, this needs),
each page twice: whole, to count the excisions that are invented; and with one excision at random (words within a line,
several lines, the rest of the page), half of them with a code beside the first line, to count those that are found. A
gap is in the right place within three words of the true one. FOLDER keeps what Tesseract read (about a second a page
and core); existing pages are not typed again. The same seed gives the same pages: after a rule was mended by the pages
of one seed, measure it with another.

It says nothing about forms, stamps, tables, signatures and notes by hand, which these pages do not have.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from teikit.chain import correct
from teikit.core import Mark, SourceFile, kinds
from teikit.core.layout import LayoutPage
from teikit.readers.hocr import read_hocr
from teikit.readers.scan import Scan, source_of

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from typescript import LEADING, LEFT, LINES, PITCH, TOP, spoil, typed

MARGIN = 8  # characters of the left margin
WIDTH = 80  # characters of the page
PAGES = 3  # pages of a document, at most
NEAR = 3  # words by which a gap may be off
CODES = {"(b)(1)": "b1", "(b)(3)": "b3", "B1": "b1", "B1A3": "a3"}  # the exemption of each code that is typed
KINDS = ("words", "lines", "rest")  # kinds of excisions
SEVERITIES = {"clean": (0.15, 0.25, 0.4), "medium": (0.6, 0.8, 1.0), "bad": (1.3, 1.7)}


def main() -> None:
    """Type the missing pages on all cores, count, and print two tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--frus", type=Path, required=True, help="telegrams, one JSON object per line")
    parser.add_argument("--reserved", type=Path, required=True, help="names of volumes kept for tests")
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    documents = list(typescripts(arguments.frus, arguments.reserved, arguments.pages, arguments.seed))
    with ProcessPoolExecutor() as pool:
        made = pool.map(partial(make, arguments.folder), documents)
        counted = list(pool.map(count, (arguments.folder / name for name in made)))
    report([page for pages in counted for page in pages])


def typescripts(frus: Path, reserved: Path, pages: int, seed: int) -> Iterator[dict[str, Any]]:
    """Telegrams as typed pages, until there are enough: their lines, how spoilt they are, the excisions to make."""
    kept = set(reserved.read_text("utf-8").split("\n"))
    with frus.open(encoding="utf-8") as rows:
        telegrams = [row for row in map(json.loads, rows) if not row["bench"] and row["volume"] not in kept]
    chance = random.Random(f"blanks {seed}")
    chance.shuffle(telegrams)
    for telegram in telegrams:
        body = "\n".join(telegram["body"])
        lines = [line[: WIDTH - MARGIN] for line in typed(body.upper() if chance.random() < 0.75 else body, chance)]
        sheets = [lines[start : start + LINES] for start in range(0, len(lines), LINES)][: min(PAGES, pages)]
        if len(lines) < 15 or len(sheets[-1]) < 15:
            continue
        level = chance.choice(list(SEVERITIES))
        holes = [excision(sheet, kind, chance) for sheet in sheets for kind in [chance.choice(KINDS)]]
        document = {"name": f"{seed}-{telegram['id']}", "level": level, "severity": chance.choice(SEVERITIES[level])}
        yield document | {
            "psm": chance.choice((4, 6)),
            "seed": chance.randrange(2**32),
            "sheets": sheets,
            "holes": holes,
        }
        pages -= len(sheets)
        if pages <= 0:
            return


def excision(lines: list[str], kind: str, chance: random.Random) -> dict[str, Any]:
    """An excision: from a word of one line up to a word of another, and the code to put beside it."""
    rows = [row for row, line in enumerate(lines) if len(line.split()) > 5]
    first = chance.choice([row for row in rows if row < len(lines) - 8] or rows)
    starts = [at for at in range(8, len(lines[first])) if lines[first][at - 1] == " " != lines[first][at]]
    if kind == "words":
        begin = chance.randrange(1, max(len(starts) - 3, 2))
        end = min(begin + chance.randint(2, 5), len(starts) - 1)
        last, until = first, starts[end] - 1
    elif kind == "lines":
        begin = chance.randrange(len(starts))
        after = [row for row in rows if first < row <= first + chance.randint(2, 9)]
        last = after[-1] if after else first
        spaces = [at for at, sign in enumerate(lines[last]) if sign == " "]
        until = chance.choice(spaces) if after else len(lines[first])
    else:
        begin, last, until = chance.randrange(len(starts)), len(lines) - 1, len(lines[-1])
    code = chance.choice(list(CODES)) if chance.random() < 0.5 else ""
    return {
        "kind": kind,
        "from": (first, starts[begin]),
        "to": (last, until),
        "code": code,
        "right": chance.random() < 0.3,
    }


def excised(lines: list[str], hole: dict[str, Any]) -> list[str]:
    """The lines without the excised words, with the code in the margin of the first of these lines."""
    (first, start), (last, end) = hole["from"], hole["to"]
    cut = []
    for row, line in enumerate(lines):
        begin = start if row == first else 0 if first < row <= last else len(line)
        until = end if row == last else len(line)
        cut.append(line[:begin] + " " * max(until - begin, 0) + line[max(until, begin) :])
    beyond = max(map(len, lines)) + 3
    if hole["code"] and hole["right"] and beyond + len(hole["code"]) <= WIDTH - MARGIN:
        cut[first] = cut[first].ljust(beyond) + hole["code"]
    elif hole["code"]:
        return [(hole["code"] if row == first else "").ljust(MARGIN) + line for row, line in enumerate(cut)]
    return [" " * MARGIN + line for line in cut]


def make(folder: Path, document: dict[str, Any]) -> str:
    """Type a document whole and with its excisions, unless it is there; its name."""
    path = folder / document["name"]
    for number, (sheet, hole) in enumerate(zip(document["sheets"], document["holes"], strict=True)):
        for variant, lines in (("whole", [" " * MARGIN + line for line in sheet]), ("excised", excised(sheet, hole))):
            file = path.with_name(f"{path.name}.{number}.{variant}.hocr")
            if not file.exists():
                chance = random.Random(document["seed"] + number)
                file.write_bytes(recognise(spoil(lines, chance, document["severity"]), document["psm"]))
    path.with_name(f"{path.name}.json").write_text(json.dumps(document), encoding="utf-8")
    return str(document["name"])


def recognise(image: Image.Image, psm: int) -> bytes:
    """The reading of a page by Tesseract, as hOCR."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(200, 200))
    command = ["tesseract", "-", "-", "-l", "eng", "--psm", str(psm), "hocr"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, input=buffer.getvalue(), capture_output=True, check=True, env=environment).stdout


def count(path: Path) -> list[dict[str, Any]]:
    """The blanks on each page of a document, whole and excised, and those that were found."""
    document = json.loads(path.with_name(f"{path.name}.json").read_text("utf-8"))
    counted = []
    for variant in ("whole", "excised"):
        files = [path.with_name(f"{path.name}.{number}.{variant}.hocr") for number in range(len(document["holes"]))]
        pages = [page for file in files for page in read_hocr(file.read_bytes(), file.name).pages]
        source = source_of(Scan(pages), path.name, [SourceFile(path.name, b"", "text/html")])
        gaps = [mark for mark in correct(source).of_kind(kinds.GAP) if mark.rule == "blanks"]
        assert source.layout
        for page, hole in zip(source.layout.pages, document["holes"], strict=True):
            own = [mark for mark in gaps if source.layout.page_at(mark.span.start) is page]
            hits = [mark for mark in own if abs(rank(page, mark) - rank(page, hole)) <= NEAR]
            figures = {"level": document["level"], "variant": variant, "gaps": len(own), "hits": len(hits)}
            counted.append(hole | figures | {"claims": [mark.get("ana") for mark in hits]})
    return counted


def rank(page: LayoutPage, place: Mark | dict[str, Any]) -> int:
    """How many words of a page stand before a gap, by their place on the paper."""
    words = [(word.span, word.box) for line in page.lines for word in line.words if word.box]
    words = [(span, box) for span, box in words if box.left > LEFT + 6 * PITCH]
    at = {span: (round(((box.top + box.bottom) / 2 - TOP - 24) / LEADING), box.left) for span, box in words}
    if isinstance(place, Mark):
        before = [where for span, where in at.items() if span.end <= place.span.start]
        after = [where for span, where in at.items() if span.start == place.span.start]
        edge = after[0] if after else max(before, default=(0, 0))
        return sum(where < edge for where in at.values()) + (not after and bool(before))
    row, column = place["from"]
    return sum(where < (row, LEFT + (MARGIN + column) * PITCH - PITCH // 2) for where in at.values())


def report(pages: list[dict[str, Any]]) -> None:
    """Two tables: blanks invented on whole pages, by the damage of the page; blanks found, by their kind."""
    whole, cut = ([page for page in pages if page["variant"] == variant] for variant in ("whole", "excised"))
    print("whole pages: excisions invented")
    for level in (*SEVERITIES, "all"):
        own = [page for page in whole if level in (page["level"], "all")]
        invented = sum(page["gaps"] for page in own)
        print(f"  {level:8} {len(own):4} pages {invented:4} invented, {invented / max(len(own), 1):.3f} a page")
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for page in cut:
        claim, right = [ana for ana in page["claims"] if ana], CODES.get(page["code"], "-")
        for kind in (page["kind"], "all"):
            for code in ("code" if page["code"] else "no code", "all"):
                sums = groups[kind, code]
                sums["pages"] += 1
                sums["gaps"] += page["gaps"]
                sums["found"] += bool(page["hits"])
                sums["claims"] += bool(claim)
                sums["right"] += any(right in ana.split() for ana in claim)
    print("pages with one excision: found within three words, gaps in all, codes claimed and right")
    for (kind, code), sums in sorted(groups.items(), key=lambda group: [*KINDS, "all"].index(group[0][0])):
        recall, precision = sums["found"] / sums["pages"], sums["found"] / max(sums["gaps"], 1)
        print(
            f"  {kind:6} {code:8} {sums['pages']:4} pages  recall {recall:.2f}  "
            f"precision {precision:.2f} of {sums['gaps']:3}  codes {sums['right']} right of {sums['claims']}"
        )


if __name__ == "__main__":
    main()
