"""The gains and losses of a change of a rule: words of bench-dev that were wrong and are right, and the reverse.

    python benchmarks/gains_and_losses.py SHARED OLD NEW

OLD and NEW are folders that ``bench_dev.py`` wrote, with the version before and the one after. Exit code 1 if a word
was lost that the OCR had right.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple


class Word(NamedTuple):
    """A word of the truth, what the OCR made of it, and what each of the two versions."""

    release: str
    page: int
    truth: str
    ocr: str
    old: str
    new: str


def main() -> int:
    """Print the gains and the losses."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("shared", "old", "new"):
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    words = list(compared(arguments.shared / "data", arguments.old, arguments.new))
    gained = [word for word in words if word.old != word.truth == word.new]
    lost = [word for word in words if word.new != word.truth == word.old]
    spoilt = [word for word in lost if word.ocr == word.truth]
    print(f"{len(gained)} words gained, {len(lost)} lost, {len(spoilt)} of these right in the OCR")
    for title, listed in (("gained", gained), ("lost", lost)):
        print(f"\n{title}:")
        for word in listed:
            print(f"  {word.release} page {word.page}: {word.truth}: OCR {word.ocr}, old {word.old}, new {word.new}")
    return int(bool(spoilt))


def compared(data: Path, old: Path, new: Path) -> Iterator[Word]:
    """The words of all pages, without documents whose pages the two versions put together differently."""
    score = scorer(data / "score" / "score.py")
    for release in json.loads((data / "bench-dev/manifest.json").read_text("utf-8"))["releases"]:
        name = release["dir"]
        folder = data / "bench-dev" / name
        pages = json.loads((folder / "gt.json").read_text("utf-8"))["pages"]
        ocr = (folder / "ocr.txt").read_text("utf-8").split("\f")[: len(pages)]
        texts = [[page["text"] for page in score.read_system(str(out), name)["pages"]] for out in (old, new)]
        if {len(ocr), *map(len, texts)} == {len(pages)}:
            for page, *readings in zip(pages, ocr, *texts, strict=True):
                truth = score.gt_page(page, None)
                statuses_of = [score.unit_eval(truth, reading)["st"] for reading in readings]
                for word, *statuses in zip(truth.words, *statuses_of, strict=True):
                    yield Word(name, page["n"], word["text"], *(reading for _, reading in statuses))


def scorer(path: Path) -> ModuleType:
    """The scorer of the benchmark as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
