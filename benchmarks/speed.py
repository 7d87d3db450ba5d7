"""How fast teikit is: pages per second on one core, start-up, memory.

    python benchmarks/speed.py SHARED

The pages are those of bench-dev, by noise level; each is read, corrected, encoded, recovered and validated. "All" is
the second time that teikit sees these pages, as in a batch of documents that are alike. Times
are CPU seconds of this process (start-up: of a process of its own, the least of nine), because other work on the
machine does not count in them.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from teikit.conversion import convert
from teikit.lexicon import load
from teikit.options import Options

NOTHING: tuple[str, ...] = ()
SAMPLE = Path(__file__).parent.parent / "samples" / "polto-circular-12.txt"


def main(shared: Path) -> None:
    """Print a line for each figure."""
    bench = shared / "data/bench-dev"
    start = time.process_time()
    lexicon = load()
    print(f"dictionaries loaded in {1000 * (time.process_time() - start):.0f} ms")
    convert(SAMPLE.read_bytes(), SAMPLE.name, lexicon)  # so that nothing is paid for the first time below
    seconds: defaultdict[str, float] = defaultdict(float)
    pages: defaultdict[str, int] = defaultdict(int)
    for release in json.loads((bench / "manifest.json").read_text("utf-8"))["releases"]:
        folder, level = bench / release["dir"], f"noise level {release['level']}"
        data = (folder / "ocr.txt").read_bytes()
        kinds = {level: (data, NOTHING), "all": (data, NOTHING), "all, without words": (data, ("words",))}
        kinds["the truth as input"] = (truth(folder), NOTHING)
        for kind, (text, without) in kinds.items():
            start = time.process_time()
            convert(text, "ocr.txt", lexicon, Options(without=without))
            seconds[kind] += time.process_time() - start
            pages[kind] += release["pages"]
    for kind in sorted(pages):
        print(f"{kind}: {pages[kind] / seconds[kind]:.0f} pages a second")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for name, arguments in (("bare python", ["-c", ""]), ("--help", ["-m", "teikit", "--help"])):
        print(f"start-up, {name}: {1000 * _cpu(arguments):.0f} ms")
    print(f"start-up, convert the sample: {1000 * _cpu(['-m', 'teikit', 'convert', str(SAMPLE), '-q']):.0f} ms")


def truth(folder: Path) -> bytes:
    """What is on the pages of a release, as an engine would read them that makes no error."""
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
