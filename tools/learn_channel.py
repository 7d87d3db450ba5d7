#!/usr/bin/env python3
"""Count how an OCR engine misreads each character, and write channel.tsv.

    python tools/learn_channel.py --pages pages.jsonl --domain domain/ [--into FOLDER]

pages.jsonl   pages with a known text (tools/typescript.py)
domain/       confusions.tsv: characters of the JFK Assassination Records that one engine reads against another engine
              and another scan
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

GENERAL = Path(__file__).resolve().parent.parent / "dictionaries" / "general"
WORST = 0.3  # share of the letters of a line that are misread, above which its readings are not counted
LEAST = {"typescript": 2, "jfk": 5}  # times that a misreading of a source was counted, at least
HEADER = """\
# How OCR engines read a character. source: typescript (typed pages, spoilt and read by Tesseract; the truth is known)
# or jfk (the JFK Assassination Records; one engine compared with another engine and another scan). truth: one character
# or two, empty if the engine reads something where the page has nothing; observed: one character or two, empty if the
# engine reads nothing; count: how often that was seen; of: how often the first character of truth was on the pages.
# Built by tools/learn_channel.py: do not edit.
engine\tsource\ttruth\tobserved\tcount\tof
"""
ENGINES = {"Tesseract": "tesseract", "Apple": "vision"}


def main() -> None:
    """Read the arguments, count, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--domain", type=Path, required=True)
    parser.add_argument("--into", type=Path, default=GENERAL)
    arguments = parser.parse_args()
    rows = sorted({*typescript(arguments.pages), *jfk(arguments.domain / "confusions.tsv")})
    lines = ("\t".join(map(str, row)) for row in rows)
    (arguments.into / "channel.tsv").write_text(HEADER + "".join(f"{line}\n" for line in lines), "utf-8")


Row = tuple[str, str, str, str, int, int]


def typescript(path: Path) -> Iterator[Row]:
    """Confusions on pages with a known text, without pages that the engine could not read at all."""
    seen: Counter[tuple[str, str]] = Counter()
    there: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            truth, observed = " ".join(" ".join(page["truth"]).split()), " ".join(page["ocr"].split())
            if Levenshtein.distance(truth, observed) < WORST * len(truth):
                there.update(truth)
                seen.update(confusions(truth, observed))
    there[""] = sum(there.values())
    for (typed, misread), count in seen.items():
        if count >= LEAST["typescript"]:
            yield "tesseract", "typescript", typed, misread, count, there[typed[:1]]


def confusions(truth: str, observed: str) -> Iterator[tuple[str, str]]:
    """Each difference: one character for another, two for one, one for two, and inserted or lost characters."""
    for step in Levenshtein.opcodes(truth, observed):
        typed, misread = truth[step.src_start : step.src_end], observed[step.dest_start : step.dest_end]
        if step.tag == "equal":
            continue
        lengths = (len(typed), len(misread))
        if lengths in ((1, 2), (2, 1)):
            yield typed, misread
            continue
        common = min(len(typed), len(misread))
        yield from zip(typed[:common], misread[:common], strict=True)
        yield from ((character, "") for character in typed[common:])
        yield from (("", character) for character in misread[common:])


def jfk(path: Path) -> Iterator[Row]:
    """Confusions counted in real cables, all kinds of token together."""
    counts: Counter[tuple[str, str, str]] = Counter()
    there: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        plain = (line for line in lines if not line.startswith("# "))
        for row in csv.DictReader(plain, delimiter="\t", quoting=csv.QUOTE_NONE):
            engine = ENGINES[row["engine"].split()[0]]
            counts[engine, row["truth"], row["observed"]] += int(row["count"])
            there[engine, row["truth"][:1]].add(int(row["opportunities_of_first_truth_char"]))
    for (engine, typed, misread), count in counts.items():
        if count >= LEAST["jfk"] and len(typed) <= 2 and len(misread) <= 2:
            yield engine, "jfk", typed, misread, count, sum(there[engine, typed[:1]])


if __name__ == "__main__":
    main()
