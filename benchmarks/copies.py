"""How many releases and copies `teikit copies` finds under names that say nothing, and what a large folder takes.

    python benchmarks/copies.py real SHARED FOLDER [--hide]            real files under other names
    python benchmarks/copies.py large SHARED FOLDER [--count 10000]    the same files, each spoilt in its own way

SHARED holds ``data/jfk-dev``, ``data/jfk-releases`` and ``data/jfk-more``, whose paths name the record of each file.
FOLDER gets the files, in a shuffled order, with names that do not; with ``--hide`` the record numbers in the texts are
gone as well. Two files of one record are a pair that is to be found. Pairs of files of two records are listed to be
judged by eye, because agencies filed some documents twice. Of ``large`` only time and memory are of interest.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

RECORD = re.compile(r"\d{3}-\d{5}-\d{5}|docid-\d{8}")  # the number of a record in the name of a file
IN_TEXT = re.compile(r"\d{2,3}\W{1,2}\d{4,5}\W{1,2}\d{4,5}|(?i:docid)\W{0,2}\d{6,8}")
"""A record number in a text, a digit of which an engine may have lost: ``04-10044-10064``, ``DocId:32356702``"""
SEED = 20  # for the order of the names and the damage
SPOILT_LETTERS = 0.04  # share of the letters of a spoilt text that are other letters
LOST_LINES = 0.05  # share of its lines that are gone
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # letters that misread ones become
A_FOLDER = 1000  # files in each folder


def main() -> None:
    """Build the folder, run the command, and print its findings or its time and memory."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("real", "large"))
    parser.add_argument("shared", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hide", action="store_true", help="real: without the record numbers in the texts")
    parser.add_argument("--count", type=int, default=10_000, help="large: files")
    arguments = parser.parse_args()
    if arguments.what == "real":
        records = real(arguments.shared, arguments.folder, arguments.hide)
        score(named(find(arguments.folder)), records)
    else:
        large(arguments.shared, arguments.folder, arguments.count)
        find(arguments.folder)


def sources(shared: Path) -> list[tuple[str, Path]]:
    """The record and the path of each file."""
    data = shared / "data"
    paths = [*data.glob("jfk-dev/*/*.md"), *data.glob("jfk-releases/*/*.md"), *data.glob("jfk-more/2*.md")]
    records = ((RECORD.search(str(path.relative_to(data))), path) for path in sorted(paths))
    return [(record[0], path) for record, path in records if record]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


# -------------------------------------------------------------------------- real


def real(shared: Path, folder: Path, hide: bool) -> dict[str, str]:
    """Copy all files; the record of each name."""
    files = sources(shared)
    random.Random(SEED).shuffle(files)
    folder.mkdir(parents=True)
    records = {}
    for number, (record, path) in enumerate(files):
        text = text_of(path)
        name = f"t{number:04}.txt"
        (folder / name).write_text(IN_TEXT.sub("", text) if hide else text, "utf-8", newline="")
        records[name] = record
    print(f"{len(files)} files of {len(set(records.values()))} records")
    return records


def named(pairs: Path) -> Iterator[tuple[str, list[str]]]:
    """The certainty and the names of each group in the list."""
    cert = ""
    for line in pairs.read_text("utf-8").splitlines():
        if line.startswith("# "):
            cert = line[2:].partition(":")[0]
        elif line:
            yield cert, [Path(path).name for path in line.split("\t")[1:]]


def score(groups: Iterator[tuple[str, list[str]]], records: dict[str, str]) -> None:
    """Print precision and recall of pairs by certainty, and the pairs of two records."""
    by_record = defaultdict(list)
    for name, record in records.items():
        by_record[record].append(name)
    wanted = {frozenset(pair) for names in by_record.values() for pair in combinations(names, 2)}
    pairs: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for cert, names in groups:
        pairs[cert].update(frozenset(pair) for pair in combinations(names, 2))
    for cert, joined in {**pairs, "all": set().union(*pairs.values())}.items():
        right = len(joined & wanted)
        print(f"{cert}: {len(joined)} pairs, of one record {right}: {right / max(len(joined), 1):.3f}", end="; ")
        print(f"of the {len(wanted)} pairs that there are {right / len(wanted):.3f}")
    strange = {(cert, *sorted(records[name] for name in pair)) for cert in pairs for pair in pairs[cert] - wanted}
    for cert, first, second in sorted(strange):
        print(f"  {cert}: {first} {second}")


# ------------------------------------------------------------------------- large


def large(shared: Path, folder: Path, count: int) -> None:
    """Write so many files: the real ones again and again, spoilt anew each time."""
    texts = [text_of(path) for _, path in sources(shared)]
    for number in range(count):
        text, chance = texts[number % len(texts)], random.Random(SEED + number)
        target = folder / f"{number // A_FOLDER:03}" / f"t{number:06}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(spoilt(text, chance), "utf-8", newline="")
    print(f"{count} files in {folder}, {folder_bytes(folder) / 1e6:.0f} MB")


def spoilt(text: str, chance: random.Random) -> str:
    """A text with other letters here and there, and without some of its lines."""
    lines = [line for line in text.split("\n") if chance.random() >= LOST_LINES]
    letters = list("\n".join(lines))
    for at in chance.sample(range(len(letters)), int(SPOILT_LETTERS * len(letters))):
        if letters[at].isalpha():
            letters[at] = chance.choice(LETTERS)
    return "".join(letters)


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.txt"))


# ------------------------------------------------------------------- the command


def find(folder: Path) -> Path:
    """Run the command, print its time and memory, and return the list that it wrote."""
    out = folder.with_suffix(".tsv")
    begun = time.monotonic()
    subprocess.run([sys.executable, "-m", "teikit", "copies", "-q", "-f", folder, "-o", out], check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{time.monotonic() - begun:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of one core, ", end="")
    print(f"{used.ru_maxrss // 1024} MiB; {len(list(named(out)))} groups")
    return out


if __name__ == "__main__":
    main()
