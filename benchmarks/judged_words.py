"""Do the chances that teikit states for a change of a word hold on real paper?

    python benchmarks/judged_words.py SHARED [--picture FILE.svg]

``judged-words.tsv``, beside this file, says of some two thousand changes in real records (``SHARED/data/jfk-dev``,
``jfk-releases``, ``jfk-more``) what the typist typed, as judged by reading the sentence and all other releases of the
record: the new reading (``right``), the old one (``harm``), or neither (``still``). It has no text: a change is
known by its file and by a hash of the words around it. ``weight`` is how many changes of these records it stands for,
as unlikely ones were drawn more often than others. What is no longer proposed is passed over; how many are found is
printed. Nothing of teikit was learnt from this table.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pictures import reliability

from teikit.chain import correct
from teikit.core import Draft, Edit
from teikit.lexicon import load
from teikit.passes.words import RULE
from teikit.readers import read

TABLE = Path(__file__).parent / "judged-words.tsv"
COLUMNS = ("file", "digest", "outcome", "weight")
OUTCOMES = ("right", "harm", "still")  # what a change may be
BANDS = (0.3, 0.45, 0.6, 0.75, 0.9, 0.95, 1.01)  # limits of the bands of chances
BESIDE = 3  # words on each side that tell a change from others of the same word


class Judged(NamedTuple):
    """A change that was judged by reading, with what teikit states of it now; ``level`` is empty for a suggestion."""

    outcome: str
    weight: float
    chance: float
    harm: float
    level: str


def main() -> None:
    """Read the arguments, find the changes, print what holds of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--picture", type=Path)
    arguments = parser.parse_args()
    by_file: dict[str, dict[str, tuple[str, float]]] = {}
    for file, digest_, outcome, weight in rows():
        by_file.setdefault(file, {})[digest_] = outcome, float(weight)
    with ProcessPoolExecutor(2) as pool:
        judge = partial(judged_in, arguments.shared / "data")
        changes = [change for some in pool.map(judge, by_file, by_file.values()) for change in some]
    print(f"{len(changes)} of {sum(map(len, by_file.values()))} judged changes are proposed\n")
    print("| | judged | right | the old reading was right | neither |\n|---|---|---|---|---|")
    for level in ("high", "medium", ""):
        print(
            row(
                f"certainty {level}" if level else "suggestions",
                [change for change in changes if change.level == level],
            )
        )
    print("\n| chance stated | judged | right | the old reading was right (stated) | neither |\n|---|---|---|---|---|")
    for low, high in pairwise(BANDS):
        print(
            row(
                f"{low:g} to {min(high, 1):g}",
                [change for change in changes if low <= change.chance < high],
                with_harm=True,
            )
        )
    if arguments.picture:
        arguments.picture.write_text(picture(changes), "utf-8")


def rows() -> Iterator[list[str]]:
    """The rows of the table."""
    lines = (line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#"))
    assert tuple(next(lines).split("\t")) == COLUMNS
    yield from (line.split("\t") for line in lines)


def judged_in(data: Path, file: str, judgements: dict[str, tuple[str, float]]) -> list[Judged]:
    """The changes of one file that were judged."""
    path = data / file
    draft = correct(read(path.read_bytes(), path.name), load())
    changes: dict[str, Judged] = {}
    for edit, level in proposals(draft):
        name = digest(draft.source.text, edit)
        if edit.chance is not None and edit.harm is not None and name in judgements:
            outcome, weight = judgements[name]
            changes[name] = Judged(outcome, weight, edit.chance, edit.harm, level)
    return list(changes.values())


def proposals(draft: Draft) -> Iterator[tuple[Edit, str]]:
    """The changes of words in a draft with their certainty, and the suggestions, with none."""
    yield from ((edit, str(edit.cert)) for edit in draft.edits if edit.rule == RULE)
    yield from ((edit, "") for edit in draft.suggested if edit.rule == RULE)


def digest(text: str, edit: Edit) -> str:
    """A hash of a change: the whole words that it changes, what they become, and the words around them."""
    start, end = edit.span
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    new = text[start : edit.span.start] + edit.new + text[edit.span.end : end]
    before, after = text[max(0, start - 200) : start].split()[-BESIDE:], text[end : end + 200].split()[:BESIDE]
    words = [*before, *text[start:end].split(), "", *new.split(), "", *after]
    return sha256(" ".join(words).encode()).hexdigest()[:12]


def row(what: str, changes: Sequence[Judged], with_harm: bool = False) -> str:
    """A row of a table: of some changes the shares of what came true, each change by what it stands for."""
    total = sum(change.weight for change in changes) or 1.0
    right, harm, still = (
        sum(change.weight for change in changes if change.outcome == outcome) / total for outcome in OUTCOMES
    )
    stated = f" ({sum(change.harm * change.weight for change in changes) / total:.3f})" if with_harm else ""
    return f"| {what} | {len(changes)} | {right:.3f} | {harm:.3f}{stated} | {still:.3f} |"


def picture(changes: Sequence[Judged]) -> str:
    """The chances that are stated against the share that is right."""
    bins: list[dict[str, Any]] = []
    for low, high in pairwise(BANDS):
        here = [change for change in changes if low <= change.chance < high]
        if here:
            stated = sum(change.chance for change in here) / len(here)
            right = sum(change.outcome == "right" for change in here) / len(here)
            bins.append({"stated": stated, "right": right, "count": len(here)})
    total = sum(band["count"] for band in bins)
    error = sum(abs(band["stated"] - band["right"]) * band["count"] for band in bins) / total
    return reliability(bins, error, "changes in real records that were judged by reading")


if __name__ == "__main__":
    main()
