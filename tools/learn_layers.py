"""Learn what each fact about a line is worth for what the line is: dictionaries/us/line-roles.tsv, line-letters.tsv.

    python tools/learn_layers.py LABELLED... [--out FOLDER] [--judge LABELLED...]

Needs numpy, scipy and scikit-learn. LABELLED are folders of documents, each with ``ocr.txt`` and ``gold.tsv``: lines
``LINE PAGE ROLE READING`` (tabs), of which LINE (from 1) and ROLE count; a line with two roles has both, with a slash.
ROLE is text, field, sign, head, pagenum, banner, form, stamp, record, code, catch or scrap.

It prints, for documents that were left out while it learnt (six parts, each judged by the other five), what is right at
which limit, and for each role the lines of text and header that would be set aside first: from that the limits are
chosen (``--limits form=0.08,scrap=0.035``), which the table ends with. What is printed is a development figure for the
documents it was given, and a judgement of those under ``--judge``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import letters_of_roles
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from teikit.chain import LAYERS
from teikit.core import Draft
from teikit.layers.facts import PageLine, facts
from teikit.layers.rows import judged_lines
from teikit.lexicon import Lexicon, load
from teikit.lexicon.line_judge import AFTER, LIMIT
from teikit.lexicon.line_letters import LineLetters
from teikit.lexicon.line_roles import KEPT, ROLES, LineRole
from teikit.passes.lines import lines
from teikit.readers.plain import read_text

LETTER_PARTS = 5  # parts of the documents, whose letters are each judged by the others
PARTS = 6  # parts of the documents, each judged by what was learnt on the others
STRENGTH = 4.0  # of the pull towards 0 on all points
RAREST = 3  # lines in which a fact must occur
SMALLEST = 0.05  # points that are worth a row
STEPS = 90  # of the search
SAME = {
    "sign": "text", "pagenum": "head", "code": "form", "catch": "head",
}  # fmt: skip
HEAD = """\
# What each fact about a line is worth for what the line may be (teikit/layers says what the facts are): points that are
# added for each role. 'after form' is for a line that follows one of a form; 'set aside below' is no fact: where the
# chance that a line is text or header is less, a line of that role is set aside. Learnt on lines of cables, memoranda,
# dispatches and forms of the JFK records whose roles were told by reading. Built by tools/learn_layers.py: do not edit.
"""
LETTERS_HEAD = """\
# What runs of three to five letters say of the role of a line that has them (teikit/lexicon/line_letters): points for
# each role; _ is a space or the end of the line, 9 any digit. Learnt on the lines of line-roles.tsv. Built by
# tools/learn_layers.py: do not edit.
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
    options = parser.parse_args()
    lexicon = load()
    read = [document(path, lexicon) for path in folders(options.labelled)]
    documents, letters = with_letters(read, lexicon)
    judged = [with_facts(document(path, lexicon), lexicon, letters) for path in folders(options.judge)]
    print(f"{len(documents)} documents, {sum(len(one.rows) for one in documents)} lines")
    apart = [documents[part::PARTS] for part in range(PARTS)]
    chances = []
    for part in range(PARTS):
        model = learnt([one for other in range(PARTS) if other != part for one in apart[other]])
        chances += zip(apart[part], model.chances(apart[part]), strict=True)
    show(chances)
    model = learnt(documents)
    if judged:
        show(list(zip(judged, model.chances(judged), strict=True)))
    if options.out:
        limits = dict(pair.split("=") for pair in options.limits.split(",") if pair)
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
    return Document(path.name, [row.row for row in rows], roles, [])


def with_letters(documents: Sequence[Document], lexicon: Lexicon) -> tuple[list[Document], LineLetters]:
    """The documents with their facts, those of letters as other documents teach them; and what all of them teach."""
    learnt_letters = [
        letters_of_roles.learnt(*lines_of([one for at, one in enumerate(documents) if at % LETTER_PARTS != part]))
        for part in range(LETTER_PARTS)
    ]
    facts_told = [with_facts(one, lexicon, learnt_letters[at % LETTER_PARTS]) for at, one in enumerate(documents)]
    return facts_told, letters_of_roles.learnt(*lines_of(documents))


def lines_of(documents: Sequence[Document]) -> tuple[list[str], list[str]]:
    """The lines of documents, and the first role of each."""
    lines = [row.text for one in documents for row in one.rows]
    return lines, [roles[0] for one in documents for roles in one.roles]


def with_facts(labelled: Document, lexicon: Lexicon, letters: LineLetters) -> Document:
    """A document with the facts of its lines."""
    return labelled._replace(facts=facts(labelled.rows, lexicon, letters))


class Model:
    """Points for facts and for one role after another."""

    def __init__(self, names: dict[str, int], points: Any, after: Any) -> None:
        self.names, self.points, self.after = names, points, after

    def chances(self, documents: Sequence[Document]) -> list[Any]:
        """The chance of each role for each line of each document."""
        matrix, lengths = matrix_of(documents, self.names)
        _, forward, backward, total, _ = ways(matrix @ self.points, lengths, self.after)
        chances = np.exp(forward + backward - total[:, None, None])
        return [chances[number, :length] for number, length in enumerate(lengths)]

    def rows(self, limits: dict[str, str]) -> list[str]:
        """The rows of the table, sorted."""
        table = {
            name: [f"{value:.2f}" for value in self.points[at]]
            for name, at in self.names.items()
            if np.abs(self.points[at]).max() >= SMALLEST
        }
        table |= {f"{AFTER}{role}": [f"{value:.2f}" for value in self.after[at]] for at, role in enumerate(ROLES)}
        table[LIMIT] = [limits.get(role, "0") for role in ROLES]
        rows = ("\t".join((name, *table[name])) for name in sorted(table, key=lambda name: name.encode()))
        return ["\t".join(("fact", *ROLES)), *rows]


def learnt(documents: Sequence[Document]) -> Model:
    """The model under which the roles of these documents are likeliest, with small points preferred."""
    counted = Counter(fact for one in documents for line in one.facts for fact in line)
    names = {fact: at for at, fact in enumerate(sorted(fact for fact, count in counted.items() if count >= RAREST))}
    matrix, lengths = matrix_of(documents, names)
    truth = np.array([ROLES.index(LineRole(roles[0])) for one in documents for roles in one.roles])
    wanted = np.zeros((len(truth), len(ROLES)))
    wanted[np.arange(len(truth)), truth] = 1
    follows = np.zeros((len(ROLES), len(ROLES)))
    for start, length in zip(np.cumsum([0, *lengths[:-1]]), lengths, strict=True):
        np.add.at(follows, (truth[start : start + length - 1], truth[start + 1 : start + length]), 1)
    size = len(names) * len(ROLES)

    def loss(values: Any) -> tuple[float, Any]:
        points, after = values[:size].reshape(-1, len(ROLES)), values[size:].reshape(len(ROLES), -1)
        sums = matrix @ points
        padded, forward, backward, total, mask = ways(sums, lengths, after)
        chances = np.exp(forward + backward - total[:, None, None])
        found = np.concatenate([chances[number, :length] for number, length in enumerate(lengths)])
        gain = (sums[np.arange(len(truth)), truth]).sum() + (follows * after).sum() - total.sum()
        more = follows - expected(padded, forward, backward, after, mask)
        slope = np.concatenate([(matrix.T @ (wanted - found)).ravel(), more.ravel()]) - STRENGTH * values
        return -(gain - STRENGTH / 2 * (values**2).sum()), -slope

    best = minimize(loss, np.zeros(size + len(ROLES) ** 2), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return Model(names, best.x[:size].reshape(-1, len(ROLES)), best.x[size:].reshape(len(ROLES), -1))


def matrix_of(documents: Sequence[Document], names: dict[str, int]) -> tuple[Any, list[int]]:
    """Which fact holds for which line, and how many lines each document has."""
    cells = [
        (row, names[fact])
        for row, line in enumerate(line for one in documents for line in one.facts)
        for fact in line
        if fact in names
    ]
    rows, columns = zip(*cells, strict=True)
    count = sum(len(one.facts) for one in documents)
    shape = (count, len(names))
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape), [len(one.facts) for one in documents]


def ways(sums: Any, lengths: Sequence[int], after: Any) -> tuple[Any, ...]:
    """Points of lines by document (padded), the ways to each line and on from it, their total, and what is a line."""
    longest = max(lengths)
    padded, mask = np.zeros((len(lengths), longest, len(ROLES))), np.zeros((len(lengths), longest), bool)
    for number, (start, length) in enumerate(zip(np.cumsum([0, *lengths[:-1]]), lengths, strict=True)):
        padded[number, :length], mask[number, :length] = sums[start : start + length], True
    forward, backward = np.zeros_like(padded), np.zeros_like(padded)
    forward[:, 0] = padded[:, 0]
    for at in range(1, longest):
        step = padded[:, at] + logsumexp(forward[:, at - 1][:, :, None] + after[None], axis=1)
        forward[:, at] = np.where(mask[:, at][:, None], step, forward[:, at - 1])
    for at in range(longest - 2, -1, -1):
        step = logsumexp(after[None] + (padded[:, at + 1] + backward[:, at + 1])[:, None, :], axis=2)
        backward[:, at] = np.where(mask[:, at + 1][:, None], step, 0.0)
    return padded, forward, backward, logsumexp(forward[:, -1], axis=1), mask


def expected(padded: Any, forward: Any, backward: Any, after: Any, mask: Any) -> Any:
    """How often one role is expected after another."""
    count, total = np.zeros_like(after), logsumexp(forward[:, -1], axis=1)
    for at in range(1, padded.shape[1]):
        on = mask[:, at]
        here = forward[on, at - 1][:, :, None] + after[None] + (padded[on, at] + backward[on, at])[:, None, :]
        count += np.exp(here - total[on][:, None, None]).sum(0)
    return count


def show(judged: Sequence[tuple[Document, Any]]) -> None:
    """What is right if a line is set aside below a chance, and what would be lost first."""
    for limit in (0.5, 0.2, 0.1, 0.05, 0.02):
        counts: Counter[str] = Counter()
        for one, chances in judged:
            for roles, row, chance in zip(one.roles, one.rows, chances, strict=True):
                kept, aside = split(chance)
                role = row.told or (aside if sum(chance[ROLES.index(k)] for k in KEPT) < limit else kept)
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
        for one, chances in judged
        for row, roles, chance in zip(one.rows, one.roles, chances, strict=True)
        if not row.told and len(roles) == 1 and roles[0] in KEPT
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
