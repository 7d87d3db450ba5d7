"""How fast teikit is: pages per second on one core, start-up, memory.

    python benchmarks/speed.py SHARED

The pages are those of bench-dev, by noise level; each is read, corrected, encoded, recovered and validated. The first
pass is the first time that a process sees the pages, as in a batch of documents that are not alike; in the second it
remembers the forms of words in them. Each kind of input has a process of its own, in which the sample was converted
once before. Times are CPU seconds of the process (start-up: of a process of its own, the least of nine), because other
work on the machine does not count in them.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from teikit.conversion import convert
from teikit.lexicon import load
from teikit.options import Options

SAMPLE = Path(__file__).parent.parent / "samples" / "polto-circular-12.txt"
INPUTS = ("the OCR", "the truth as input", "the OCR, without words")  # what the documents are converted from, and how
PASSES = ("first pass", "second pass")  # names of the passes


class Speed(NamedTuple):
    """The figures of one process: pages a second by pass and noise level, milliseconds to load, megabytes at most."""

    rates: dict[tuple[str, str], float]
    loading: float
    memory: float


def main(shared: Path) -> None:
    """Print a line for each figure."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for number, kind in enumerate(INPUTS):
            speed = pool.apply(measured, (shared, kind))
            if not number:
                print(f"dictionaries loaded in {speed.loading:.0f} ms")
            for (name, level), rate in speed.rates.items():
                print(f"{kind}, {name}, {level}: {rate:.0f} pages a second")
            print(f"{kind}: peak memory {speed.memory:.0f} MB")
    for name, arguments in (("bare python", ["-c", ""]), ("--help", ["-m", "teikit", "--help"])):
        print(f"start-up, {name}: {1000 * _cpu(arguments):.0f} ms")
    print(f"start-up, convert the sample: {1000 * _cpu(['-m', 'teikit', 'convert', str(SAMPLE), '-q']):.0f} ms")


def measured(shared: Path, kind: str) -> Speed:
    """Convert all pages twice in this process."""
    bench = shared / "data/bench-dev"
    start = time.process_time()
    lexicon = load()
    loading = 1000 * (time.process_time() - start)
    convert(SAMPLE.read_bytes(), SAMPLE.name, lexicon)  # so that nothing is paid for the first time below
    options = Options(without=("words",) if kind.endswith("without words") else ())
    seconds: defaultdict[tuple[str, str], float] = defaultdict(float)
    pages: defaultdict[tuple[str, str], int] = defaultdict(int)
    for name in PASSES:
        for release in json.loads((bench / "manifest.json").read_text("utf-8"))["releases"]:
            folder = bench / release["dir"]
            data = truth(folder) if kind.startswith("the truth") else (folder / "ocr.txt").read_bytes()
            start = time.process_time()
            convert(data, "ocr.txt", lexicon, options)
            spent = time.process_time() - start
            for level in (f"noise level {release['level']}", "all"):
                seconds[name, level] += spent
                pages[name, level] += release["pages"]
    rates = {key: pages[key] / seconds[key] for key in sorted(pages)}
    return Speed(rates, loading, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def truth(folder: Path) -> bytes:
    """The text on the pages of a release, as an engine without errors would read it."""
    pages = json.loads((folder / "gt.json").read_text("utf-8"))["pages"]
    return "\f".join("".join(f"{line['text']}\n" for line in page["lines"]) for page in pages).encode()


def _cpu(arguments: list[str]) -> float:
    times = []
    for _ in range(9):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
