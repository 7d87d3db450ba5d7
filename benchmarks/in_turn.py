"""How fast this version is beside another one: both convert the same documents in turn.

    python benchmarks/in_turn.py SHARED FOLDER

FOLDER is the source tree of the other version (``git worktree add FOLDER COMMIT``). The documents are those of
bench-dev, as the OCR has them and as they were typed. Each version has a process of its own, in which the sample was
converted before, and the two take turns with each document, so that other work on the machine slows both alike. What is
printed are seconds of CPU, and how many times as fast this version is; in the first pass nobody has seen the documents
before.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent.parent
SAMPLE = HERE / "samples" / "polto-circular-12.txt"
INPUTS = ("the OCR", "the truth as input")  # what the documents are converted from
PASSES = ("first pass", "second pass")  # names of the passes


def main(shared: Path, folder: Path) -> None:
    """Print a line for each kind of input and each pass."""
    for kind in INPUTS:
        count = len(documents(shared, kind))
        versions = [_started(tree, shared, kind) for tree in (HERE, folder)]
        for name in PASSES:
            seconds = [0.0, 0.0]
            for number in range(count):
                for place in (0, 1) if number % 2 else (1, 0):
                    seconds[place] += _asked(versions[place], number)
            own, theirs = seconds
            print(f"{kind}, {name}: {own:.2f} s, the other version {theirs:.2f} s: {theirs / own:.2f} times as fast")
        for version in versions:
            version.communicate()


def documents(shared: Path, kind: str) -> list[bytes]:
    """The documents of bench-dev, as the OCR has them or as they were typed."""
    bench = shared / "data/bench-dev"
    folders = [
        bench / release["dir"] for release in json.loads((bench / "manifest.json").read_text("utf-8"))["releases"]
    ]
    if kind == INPUTS[0]:
        return [(folder / "ocr.txt").read_bytes() for folder in folders]
    pages = [json.loads((folder / "gt.json").read_text("utf-8"))["pages"] for folder in folders]
    return [
        "\f".join("".join(f"{line['text']}\n" for line in page["lines"]) for page in document).encode()
        for document in pages
    ]


def convert_asked(tree: str, shared: Path, kind: str) -> None:
    """Be one version: convert the documents whose numbers are read, and say how long each took."""
    sys.path.insert(0, tree)
    from teikit.lexicon import load

    try:
        from teikit.conversion import convert
    except ImportError:  # version 0.1.0
        from teikit.convert import convert  # type: ignore[no-redef, import-not-found]

    lexicon, items = load(), documents(shared, kind)
    convert(SAMPLE.read_bytes(), SAMPLE.name, lexicon)  # so that nothing is paid for the first time below
    for line in sys.stdin:
        start = time.process_time()
        convert(items[int(line)], "ocr.txt", lexicon)
        print(time.process_time() - start, flush=True)


def _started(tree: Path, shared: Path, kind: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", __file__, "--as", str(tree), str(shared), kind]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _asked(version: subprocess.Popen[str], number: int) -> float:
    assert version.stdin and version.stdout
    version.stdin.write(f"{number}\n")
    version.stdin.flush()
    return float(version.stdout.readline())


if __name__ == "__main__":
    if sys.argv[1] == "--as":
        convert_asked(sys.argv[2], Path(sys.argv[3]), sys.argv[4])
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
