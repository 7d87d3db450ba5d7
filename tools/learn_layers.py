"""Learn what each fact about a line is worth for what the line is: dictionaries/us/line-roles.tsv, line-letters.tsv.

    python tools/learn_layers.py LABELLED... [--out FOLDER] [--judge LABELLED...]

Needs numpy, scipy and scikit-learn. LABELLED are folders of documents, each with ``ocr.txt`` and ``gold.tsv``: lines
``LINE PAGE ROLE READING`` (tabs), of which LINE (from 1) and ROLE count; a line with two roles has both, with a slash.
ROLE is text, field, sign, head, pagenum, banner, form, stamp, record, code, catch or scrap.

It prints, for documents that were left out while it learnt (six parts, each judged by the other five), what is right at
which limit, and for each role the lines of text and header that would be set aside first: from that the limits are
chosen (``--limits form=0.08,scrap=0.035``; ``--dense-limits`` for dense documents), which the table ends with. What is
printed is a development figure for the documents it was given, and a judgement of those under ``--judge``.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import letters_of_roles
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from teikit.chain import LAYERS
from teikit.core import Draft
from teikit.layers.facts import PageLine, facts
from teikit.layers.judged_lines import judged_lines
from teikit.lexicon import Lexicon, load
from teikit.lexicon.line_judge import AFTER, DENSE_LIMIT, LIMIT
from teikit.lexicon.line_letters import LineLetters
from teikit.lexicon.line_roles import KEPT, ROLES, LineRole
from teikit.passes.lines import lines
from teikit.readers.plain import read_text

LETTER_PARTS = 5  # parts of the documents, whose letters are each judged by the others
PARTS = 4  # parts of the documents, each judged by a model learnt on the others
STRENGTH = 80.0  # of the pull towards 0 on all points, those of steps towards the step below
RAREST = 3  # lines in which a fact must occur
SMALLEST = 0.05  # points that are worth a row
ROUNDS = 120  # of the search
STEP = re.compile(r"(?P<name>.*) (?:>= (?P<step>-?[\d.]+)|lowest)")  # a fact that is a step of a scale
SAME = {
    "sign": "text", "pagenum": "head", "code": "form", "catch": "head",
}  # fmt: skip
HEAD = """\
# Points of each fact about a line for each role that the line may have (teikit/layers explains the facts). 'after form'
# is for a line that follows one of a form. 'set aside below' is no fact but a limit: a line of that role is set aside
# if the chance that it is text or header is lower; a 'dense' document is one in which few lines have a blank line
# above. Learnt on lines of cables, memoranda, dispatches and forms of the JFK records whose roles were judged by
# reading. Built by tools/learn_layers.py: do not edit.
"""
LETTERS_HEAD = """\
# Points of runs of three to five letters for each role of a line that contains them (teikit/lexicon/line_letters); _ is
# a space or the end of the line, 9 any digit. Learnt on the lines of line-roles.tsv. Built by tools/learn_layers.py: do
# not edit.
"""


class Document(NamedTuple):
    """A labelled document: for each line what is known of it before it is judged, its roles, and its facts."""

    name: str
    rows: list[PageLine]
    roles: list[tuple[str, ...]]
    facts: list[tuple[str, ...]]


def main() -> None:
    """Learn, judge, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--judge", nargs="*", default=[], type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--limits", default="")
    parser.add_argument("--dense-limits", default="")
    options = parser.parse_args()
    lexicon = load()
    read = [document(path, lexicon) for path in folders(options.labelled)]
    documents, letters = with_letters(read, lexicon)
    judged = [with_facts(document(path, lexicon), lexicon, letters) for path in folders(options.judge)]
    print(f"{len(documents)} documents, {sum(len(document.rows) for document in documents)} lines")
    apart = [documents[part::PARTS] for part in range(PARTS)]
    chances: list[tuple[Document, Any]] = []
    for part in range(PARTS):
        model = learnt([document for number in range(PARTS) if number != part for document in apart[number]])
        chances += zip(apart[part], model.chances(apart[part]), strict=True)
    show(chances)
    model = learnt(documents)
    if judged:
        show(list(zip(judged, model.chances(judged), strict=True)))
    if options.out:
        limits = {LIMIT: options.limits, DENSE_LIMIT: options.dense_limits or options.limits}
        write(options.out / "line-roles.tsv", HEAD, model.rows(limits))
        write(options.out / "line-letters.tsv", LETTERS_HEAD, letters_of_roles.rows(letters))


def write(path: Path, head: str, rows: Sequence[str]) -> None:
    """Write a table."""
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def folders(paths: Sequence[Path]) -> list[Path]:
    """The folders of documents in these folders."""
    return [gold.parent for path in paths for gold in sorted(path.glob("**/gold.tsv"))]


def document(path: Path, lexicon: Lexicon) -> Document:
    """A labelled document, with what the passes before ``lines`` tell of it."""
    draft = Draft.of(read_text((path / "ocr.txt").read_bytes(), path.name, None))
    for propose in LAYERS[: LAYERS.index(lines)]:
        draft = draft.apply(propose(draft, lexicon))
    labels: dict[int, tuple[str, ...]] = {}
    for line in (path / "gold.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("# ") and len(cells) > 2:
            labels[int(cells[0])] = tuple(SAME.get(role, role) for role in cells[2].split("/"))
    rows = judged_lines(draft)
    numbers = {line.start: number for number, line in enumerate(draft.source.lines, 1)}
    roles = [labels.get(numbers[row.line.start], ("scrap",)) for row in rows]
    return Document(path.name, [row.page_line for row in rows], roles, [])


def with_letters(documents: Sequence[Document], lexicon: Lexicon) -> tuple[list[Document], LineLetters]:
    """The documents with their facts, those of letters as other documents teach them; and what all of them teach."""
    places = [at for at, document in enumerate(documents) for _ in document.rows]
    lines = [row.text for document in documents for row in document.rows]
    counted = letters_of_roles.Counted(lines, [roles[0] for document in documents for roles in document.roles])
    parts = [counted.learnt([at % LETTER_PARTS != part for at in places]) for part in range(LETTER_PARTS)]
    facts_told = [with_facts(document, lexicon, parts[at % LETTER_PARTS]) for at, document in enumerate(documents)]
    return facts_told, counted.learnt([True] * len(lines))


def with_facts(labelled: Document, lexicon: Lexicon, letters: LineLetters) -> Document:
    """A document with the facts of its lines."""
    return labelled._replace(facts=facts(labelled.rows, lexicon, letters))


class Model:
    """Points for facts and for one role after another."""

    def __init__(self, names: dict[str, int], points: Any, after: Any) -> None:
        self.names, self.points, self.after = names, points, after

    def chances(self, documents: Sequence[Document]) -> list[Any]:
        """The chance of each role for each line of each document."""
        lengths = [len(document.facts) for document in documents]
        chances = Chains(lengths).judged(matrix_of(documents, self.names) @ self.points, self.after).chances
        return np.split(chances, np.cumsum(lengths)[:-1])

    def rows(self, limits: dict[str, str]) -> list[str]:
        """The rows of the table, sorted; ``limits`` has those of each row of limits, as a person wrote them."""
        table = {
            name: [f"{value:.2f}" for value in self.points[at]]
            for name, at in self.names.items()
            if np.abs(self.points[at]).max() >= SMALLEST
        }
        table |= {f"{AFTER}{role}": [f"{value:.2f}" for value in self.after[at]] for at, role in enumerate(ROLES)}
        for name, written in limits.items():
            chosen = dict(pair.split("=") for pair in written.split(",") if pair)
            table[name] = [chosen.get(role, "0") for role in ROLES]
        rows = ("\t".join((name, *table[name])) for name in sorted(table, key=lambda name: name.encode()))
        return ["\t".join(("fact", *ROLES)), *rows]


def learnt(documents: Sequence[Document]) -> Model:
    """The model under which the roles of these documents are likeliest, with small points preferred.

    Of a fact that is a step (``width >= 0.35``) what is learnt is how far its points are from those of the step below,
    so that steps which few lines reach are worth about what those beside them are.
    """
    counted = Counter(fact for document in documents for line in document.facts for fact in line)
    names = {fact: at for at, fact in enumerate(sorted(fact for fact, count in counted.items() if count >= RAREST))}
    steps = steps_below(names)
    matrix = (matrix_of(documents, names) @ steps).tocsr()
    turned, chains = matrix.T.tocsr(), Chains([len(document.facts) for document in documents])
    truth = np.array([ROLES.index(LineRole(roles[0])) for document in documents for roles in document.roles])
    wanted = np.eye(len(ROLES))[truth]
    follows = chains.follows(truth)
    size = len(names) * len(ROLES)

    def loss(values: Any) -> tuple[float, Any]:
        points, after = values[:size].reshape(-1, len(ROLES)), values[size:].reshape(len(ROLES), -1)
        sums = matrix @ points
        judged = chains.judged(sums, after)
        gain = (sums * wanted).sum() + (follows * after).sum() - judged.total
        slope = np.concatenate([(turned @ (wanted - judged.chances)).ravel(), (follows - judged.follows).ravel()])
        return -(gain - STRENGTH / 2 * (values**2).sum()), -(slope - STRENGTH * values)

    best = minimize(loss, np.zeros(size + len(ROLES) ** 2), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    return Model(names, steps @ best.x[:size].reshape(-1, len(ROLES)), best.x[size:].reshape(len(ROLES), -1))


def steps_below(names: dict[str, int]) -> Any:
    """For each fact (row) itself and, where it is a step, all steps below it (columns)."""
    cells = [(at, at) for at in names.values()]
    scales: dict[str, list[tuple[float, int]]] = {}
    for name, at in names.items():
        step = STEP.fullmatch(name)
        if step:
            scales.setdefault(step["name"], []).append((float(step["step"] or "-inf"), at))
    for scale in map(sorted, scales.values()):
        cells += [(at, below) for place, (_, at) in enumerate(scale) for _, below in scale[:place]]
    rows, columns = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (rows, columns)), (len(names), len(names)))


def matrix_of(documents: Sequence[Document], names: dict[str, int]) -> Any:
    """Which fact (column) holds for which line (row)."""
    lines = [[names[fact] for fact in line if fact in names] for document in documents for line in document.facts]
    columns = [at for line in lines for at in line]
    ends = np.cumsum([0, *map(len, lines)])
    return csr_matrix((np.ones(len(columns)), columns, ends), (len(lines), len(names)))


class Judged(NamedTuple):
    """Chance of each role for each line, how often one role is expected after another, the points of all ways."""

    chances: Any
    follows: Any
    total: float


class Chains:
    """The lines of documents as chains; all first lines are calculated at once, then all second ones."""

    def __init__(self, lengths: Sequence[int]) -> None:
        order = np.argsort([-length for length in lengths], kind="stable")
        starts = np.cumsum([0, *lengths[:-1]])[order]
        counts = [sum(length > place for length in lengths) for place in range(max(lengths))]
        self.rows = [starts[:count] + place for place, count in enumerate(counts)]

    def pairs(self) -> Iterator[tuple[Any, Any]]:
        """The numbers of lines and of those before them, the first lines of chains first."""
        for before, here in pairwise(self.rows):
            yield before[: len(here)], here

    def follows(self, truth: Any) -> Any:
        """How often one role comes after another."""
        count = np.zeros((len(ROLES), len(ROLES)))
        for before, here in self.pairs():
            np.add.at(count, (truth[before], truth[here]), 1)
        return count

    def judged(self, sums: Any, after: Any) -> Judged:
        """What the points of lines and of one role after another say, by all ways through each chain."""
        most = sums.max(1, keepdims=True)
        weights, factors = np.exp(sums - most), np.exp(after)
        forward, backward, scale = np.empty_like(weights), np.ones_like(weights), np.empty((len(weights), 1))
        for before, here in [(None, self.rows[0]), *self.pairs()]:
            ways = weights[here] if before is None else forward[before] @ factors * weights[here]
            scale[here] = ways.sum(1, keepdims=True)
            forward[here] = ways / scale[here]
        weights /= scale
        follows = np.zeros_like(factors)
        for before, here in reversed(list(self.pairs())):
            after = weights[here] * backward[here]
            backward[before] = after @ factors.T
            follows += forward[before].T @ after
        return Judged(forward * backward, follows * factors, np.log(scale).sum() + most.sum())


def show(judged: Sequence[tuple[Document, Any]]) -> None:
    """Recall and precision if lines below a chance are set aside, and the text that would be lost first."""
    for limit in (0.5, 0.2, 0.1, 0.05, 0.02):
        counts: Counter[str] = Counter()
        for document, chances in judged:
            for roles, row, chance in zip(document.roles, document.rows, chances, strict=True):
                kept, aside = split(chance)
                role = row.known_role or (aside if sum(chance[ROLES.index(k)] for k in KEPT) < limit else kept)
                counts["lines"] += 1
                counts["right"] += role in roles
                if roles[0] in KEPT and len(roles) == 1:
                    counts["kept"] += 1
                    counts["lost"] += role not in KEPT
                elif len(roles) == 1:
                    counts["aside"] += 1
                    counts["left"] += role in KEPT
        shares = (counts["right"] / counts["lines"], counts["lost"] / counts["kept"], counts["left"] / counts["aside"])
        print(f"limit {limit}: right {shares[0]:.3f}, text or header lost {shares[1]:.4f}, left {shares[2]:.3f}")
    lost = [
        (split(chance)[1], sum(chance[ROLES.index(kept)] for kept in KEPT), row.text.strip()[:50])
        for document, chances in judged
        for row, roles, chance in zip(document.rows, document.roles, chances, strict=True)
        if not row.known_role and len(roles) == 1 and roles[0] in KEPT
    ]
    for role in ROLES:
        for _, chance, text in sorted(line for line in lost if line[0] == role)[:5]:
            print(f"  {role} loses at {chance:.3f}: {text}")


def split(chance: Any) -> tuple[str, str]:
    """The likeliest role that keeps a line, and the likeliest that does not."""
    ranked = sorted(zip(ROLES, chance, strict=True), key=lambda pair: -pair[1])
    return (
        next(str(role) for role, _ in ranked if role in KEPT),
        next(str(role) for role, _ in ranked if role not in KEPT),
    )


if __name__ == "__main__":
    main()
