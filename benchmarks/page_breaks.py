#!/usr/bin/env python3
"""How many pages are found in texts that do not show where their pages begin.

    python benchmarks/page_breaks.py SHARED

The releases of bench-dev with several pages, their form feeds taken out. A page counts as found if one begins within
NEAR lines of where the form feed was; the first page of each text counts neither way.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from teikit.chain import correct
from teikit.lexicon import load
from teikit.readers import read
from teikit.telegrams.assembling import assemble

NEAR = 4  # lines by which the beginning of a page may be off


def main(shared: Path) -> None:
    """Print how many pages there are, how many were found, how many that are none."""
    there = hits = wrong = 0
    for path in sorted((shared / "data/bench-dev").glob("*/ocr.txt")):
        pages = path.read_text("utf-8", errors="replace").rstrip("\f\n ").split("\f")
        true = list(starts_of(pages))
        if not true:
            continue
        begun = sorted(found_in("\n".join(pages)))
        there += len(true)
        for line in true:
            near = next((start for start in begun if abs(start - line) <= NEAR), None)
            if near is not None:
                begun.remove(near)
                hits += 1
        wrong += len(begun)
    print(f"{there} pages after the first; found {hits} ({hits / there:.0%}); {wrong} found that are none")


def starts_of(pages: list[str]) -> Iterator[int]:
    """The lines, from 0, at which the pages after the first begin."""
    line = 0
    for page in pages[:-1]:
        line += page.count("\n") + 1
        yield line


def found_in(text: str) -> Iterator[int]:
    """The lines at which teikit begins a page."""
    lexicon = load()
    source = read(text.encode(), "text")
    for telegram in assemble(correct(source, lexicon), lexicon).telegrams:
        yield from (source.text.count("\n", 0, page.span.start) for page in telegram.pages if page.span.start)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
