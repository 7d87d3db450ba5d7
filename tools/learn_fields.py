"""Learn what each fact about a row says about whether the row belongs to a header: dictionaries/us/field-evidence.tsv.

    python tools/learn_fields.py LABELLED... [--out FILE]

Needs numpy and scipy. LABELLED are folders of documents, each a folder with ``ocr.txt`` and ``gold.tsv``: lines ``LINE
PAGE ROLE READING`` (tabs), of which LINE (from 1) and ROLE count; a row belongs to a header if its ROLE is ``field``.

Two sums are learnt, one after the other (``teikit/fields/evidence.py``): *alone* from what a row shows and where it
stands, *together* from the same and the chances of the rows around it by the first sum. What is printed are recall and
precision of rows at chance .5, for documents that were left out (five parts, each judged by the other four).
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from teikit.chain import LAYERS
from teikit.core import Draft, Span, kinds
from teikit.fields.evidence import chance, with_neighbours
from teikit.fields.reader import Reader, reader_of
from teikit.geometry import columns_of, typed_pages
from teikit.lexicon import Lexicon, load
from teikit.passes.fields import DEPTH, fields
from teikit.readers.plain import read_text
from teikit.scorecard import ALWAYS

PARTS = 5  # parts of the documents, each judged by a model learnt on the others
STRENGTH = 2.0  # of the pull towards 0 on all weights but that of ``always``
RAREST = 4  # rows in which a fact must occur
SMALLEST = 0.05  # nats that are worth a row
HEAD = """\
# Points, in nats, of each fact about a line of a page for its being part of the header of a message.
# Built by tools/learn_fields.py from pages whose lines were judged by people: do not edit.
# stage: alone (the contents and place of the line) or together (the same, and the chances of its neighbours by the
# first stage). fact: as teikit/fields/facts.py and evidence.py name them.
stage	fact	weight
"""

Facts = Mapping[str, float]
Page = list[tuple[Facts, bool]]
"""The rows of a page: their facts, and whether each is of a header."""
Weights = dict[str, float]


def main() -> None:
    """Learn, judge, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    lexicon = load()
    reader = reader_of(lexicon)
    golds = [gold for folder in options.labelled for gold in sorted(folder.glob("**/gold.tsv"))]
    documents = [pages_of(gold.parent, lexicon, reader) for gold in golds]
    print(f"{len(documents)} documents, {sum(len(page) for pages in documents for page in pages)} rows")
    judge(documents)
    alone, together = learnt([page for pages in documents for page in pages])
    if options.out:
        rows = [("alone", *row) for row in sorted(alone.items())] + [
            ("together", *row) for row in sorted(together.items())
        ]
        lines = (f"{stage}\t{fact}\t{weight:.2f}\n" for stage, fact, weight in rows if abs(weight) >= SMALLEST)
        options.out.write_text(HEAD + "".join(lines), encoding="utf-8")


def pages_of(path: Path, lexicon: Lexicon, reader: Reader) -> list[Page]:
    """The pages of a labelled document that may have a header, as the reader sees them after the passes before it."""
    draft = Draft.of(read_text((path / "ocr.txt").read_bytes(), path.name, None))
    for propose in LAYERS[: LAYERS.index(fields)]:
        draft = draft.apply(propose(draft, lexicon))
    labels: dict[int, str] = {}
    for line in (path / "gold.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("# ") and len(cells) > 2:
            labels[int(cells[0])] = cells[2].split("/")[0]
    numbers = {line.start: number for number, line in enumerate(draft.source.lines, 1)}
    starts, columns = sorted(numbers), columns_of(typed_pages(draft))
    places = draft.cut_at(kinds.PAGE)
    pages: list[Page] = []
    for place, head in zip(places, draft.first_in_each(places, kinds.RUNNING_HEAD), strict=True):
        lines = [line for line in draft.lines_in(place)[:DEPTH] if line.text.strip()]
        rows = reader.rows(lines, columns) if head is None else []
        pages.append(
            [(row.facts, labels.get(_line(draft, row.span.start, starts, numbers)) == "field") for row in rows]
        )
    return [page for page in pages if page]


def _line(draft: Draft, offset: int, starts: Sequence[int], numbers: Mapping[int, int]) -> int:
    """The number of the line of the source in which an offset of the running text is."""
    place = bisect_right(starts, draft.to_source(Span(offset, offset + 1)).start) - 1
    return numbers[starts[place]]


def learnt(pages: Sequence[Page]) -> tuple[Weights, Weights]:
    """The weights of both sums; the second one sees chances of rows from which the first one did not learn."""
    truth = [is_field for page in pages for _, is_field in page]
    alone = fitted([facts for page in pages for facts, _ in page], truth)
    seen: list[Facts] = [{}] * len(truth)
    at = np.cumsum([0, *(len(page) for page in pages)])
    for part in range(PARTS):
        rest = [row for index, page in enumerate(pages) if index % PARTS != part for row in page]
        weights = fitted([facts for facts, _ in rest], [is_field for _, is_field in rest])
        for index in range(part, len(pages), PARTS):
            seen[at[index] : at[index + 1]] = neighbours(pages[index], weights)
    return alone, fitted(seen, truth)


def neighbours(page: Page, alone: Weights) -> list[dict[str, float]]:
    """The facts of each row of a page, with how likely the rows around it are."""
    facts = [row for row, _ in page]
    return with_neighbours(facts, [chance(row, alone) for row in facts])


def fitted(rows: Sequence[Facts], truth: Sequence[bool]) -> Weights:
    """The weights under which the truth is likeliest, with small ones preferred."""
    counted = Counter(fact for row in rows for fact in row)
    names = [ALWAYS, *sorted(fact for fact, count in counted.items() if count >= RAREST)]
    place = {fact: at for at, fact in enumerate(names)}
    cells = [
        (index, place[fact], value) for index, row in enumerate(rows) for fact, value in row.items() if fact in place
    ]
    cells += [(index, 0, 1.0) for index in range(len(rows))]
    at, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (at, columns)), (len(rows), len(names)))
    wanted, pull = np.array(truth, float), np.full(len(names), STRENGTH)
    pull[0] = 0.0

    def loss(weights: Any) -> tuple[float, Any]:
        sums = matrix @ weights
        gain = (wanted * sums - np.logaddexp(0, sums)).sum()
        slope = matrix.T @ (wanted - 1 / (1 + np.exp(-sums)))
        return -(gain - (pull * weights**2).sum() / 2), -(slope - pull * weights)

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return dict(zip(names, best.x, strict=True))


def judge(documents: Sequence[list[Page]]) -> None:
    """Print recall and precision on documents that were left out of the training."""
    counts: Counter[str] = Counter()
    for part in range(PARTS):
        alone, together = learnt(
            [page for index, pages in enumerate(documents) if index % PARTS != part for page in pages]
        )
        for page in (page for pages in documents[part::PARTS] for page in pages):
            for row, (_, is_field) in zip(neighbours(page, alone), page, strict=True):
                is_taken = chance(row, together) >= 0.5
                counts.update({"said": is_taken, "true": is_field, "right": is_taken and is_field})
    recall, precision = counts["right"] / counts["true"], counts["right"] / counts["said"]
    print(f"rows of headers: recall {recall:.3f}, precision {precision:.3f}")


if __name__ == "__main__":
    main()
