"""The longest passages that the releases of real records give back, each with its grounds, to be judged by eye.

    python benchmarks/recovered.py SHARED [50]

SHARED holds ``data/jfk-dev``. A passage that several releases withhold is listed once. There is no ground truth:
whether a passage was withheld, or lost by the OCR, or is no text at all, only the texts side by side can tell. The last
lines say how long all records took.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from teikit.chain import correct
from teikit.collation.edition import Edition, collate
from teikit.collation.excisions import Excision
from teikit.collation.join import joined
from teikit.lexicon import load
from teikit.readers import read
from teikit.telegrams.assembling import assemble


class Recovered(NamedTuple):
    """A passage that a release withholds: record, releases by year, text, context, certainty, grounds."""

    record: str
    printed: str
    withheld: str
    text: str
    before: str
    after: str
    certainty: str
    grounds: str


def main() -> None:
    """Collate all records and print the longest passages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("most", type=int, nargs="?", default=50)
    arguments = parser.parse_args()
    begun = time.process_time()
    passages: list[Recovered] = []
    kinds = Counter[str]()
    folders = sorted(path for path in (arguments.shared / "data/jfk-dev").iterdir() if path.is_dir())
    for folder in folders:
        for edition in editions(folder):
            passages += recovered(folder.name, edition)
            kinds.update(str(finding.verdict) for finding in edition.findings)
    took = time.process_time() - begun
    seen: set[tuple[str, str]] = set()
    for passage in sorted(passages, key=lambda passage: -len(passage.text)):
        if (key := (passage.record, passage.text[:20])) not in seen and len(seen) < arguments.most:
            seen.add(key)
            who = f"{passage.record} {passage.printed} > {passage.withheld}"
            print(f"{len(seen)} {who} {passage.certainty}: {passage.grounds}")
            print(f"    {passage.before} << {passage.text} >> {passage.after}")
    print(f"{len(passages)} passages recovered in {len(folders)} records; findings: {dict(kinds)}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{took:.1f} s of one core, {memory} MB at most")


def editions(folder: Path) -> Iterator[Edition]:
    """The editions of the releases in a folder."""
    paths = sorted(folder.iterdir())
    drafts = [correct(read(path.read_bytes(), path.name), load()) for path in paths]
    packet = assemble(joined(drafts, [path.name for path in paths], folder.name), load())
    yield from collate(packet, load(), is_one_record=True).editions


def recovered(record: str, edition: Edition) -> Iterator[Recovered]:
    """The passages that an edition recovers."""
    for excision in edition.excisions:
        if excision.recovered:
            yield _passage(record, edition, excision)


def _passage(record: str, edition: Edition, excision: Excision) -> Recovered:
    words = next(witness for witness in edition.work.witnesses if witness.id == excision.fuller_id).words
    start, end = excision.fuller_words
    before, after = (
        " ".join(word.text for word in part) for part in (words[max(0, start - 4) : start], words[end : end + 4])
    )
    printed = " ".join(edition.released[name] for name in excision.printed_by)
    grounds = "; ".join(excision.grounds)
    return Recovered(
        record,
        printed,
        edition.released[excision.witness_id],
        excision.text,
        before,
        after,
        str(excision.cert),
        grounds,
    )


if __name__ == "__main__":
    main()
