"""The review with an oracle as the person: what ten looks a page reach, at how many keys, by noise level.

    python benchmarks/review.py SHARED [--format hocr | text | alto | pairs] [--learn]

SHARED holds ``data/bench-dev`` and ``data/score/score.py``. The oracle looks at the lines in the order in which the
review asks for them, so many a page, reads all of a line and puts every word right that is wrong in it, with the keys
that the page needs for that (``review_person.py``). A word is wrong if the scorer says so, marks beside it and letter
case included; words that the OCR skipped count, too.
``pairs`` are the releases of the same telegram collated. ``--learn`` prints what each fact of
``teikit/review/doubts.py`` counts, and how well that holds on telegrams left out (needs NumPy).
"""

from __future__ import annotations

import argparse
import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench_dev import page_of
from gains_and_losses import scorer
from review_person import Wanted, keys_for_line, meets

from teikit.chain import correct
from teikit.core import Draft, Span
from teikit.lexicon import load
from teikit.options import Options
from teikit.readers import read
from teikit.review import doubts
from teikit.review.beside import collated
from teikit.review.data import line_data
from teikit.review.items import queue
from teikit.review.lines import ReviewLine, ReviewWord, lines_of

LOOKS = (5, 10, 15, 20)
"""Looks a page of which the table tells."""
FOLDS = 5  # parts of the telegrams, each of which is judged by what the others show


@dataclass
class Document:
    """A release, or several joined: its lines as the review has them, and the words that should stand there."""

    name: str
    level: int
    pages: int
    draft: Draft
    lines: list[ReviewLine]
    wanted: list[Wanted]


def main() -> None:
    """Let the oracle look, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--format", choices=("hocr", "text", "alto", "pairs"), default="hocr")
    parser.add_argument("--learn", action="store_true")
    arguments = parser.parse_args()
    score = scorer(arguments.shared / "data/score/score.py")
    documents = list(documents_of(arguments.shared / "data/bench-dev", arguments.format, score))
    if arguments.learn:
        learn(documents, score)
        return
    print("level\tlooks a page\tshare reached\tlooks an error\tkeys an error\terrors")
    for level in (1, 2, 3, 0):
        chosen = [document for document in documents if level in (0, document.level)]
        for most in LOOKS:
            print(f"{level or 'all'}\t{most}\t{table_row(chosen, most, score)}")
    for most in LOOKS:
        print(f"best first over all\t{most}\t{best_of_all(documents, most, score)}")


def table_row(documents: Sequence[Document], most: int, score: Any) -> str:
    """The figures of some documents for so many looks a page."""
    return figures(
        documents, [(document, line) for document in documents for line in queue(document.lines, most)], score
    )


def best_of_all(documents: Sequence[Document], most: int, score: Any) -> str:
    """The figures where a person goes through all documents at once, the most doubtful lines of all first."""
    whole = [(document, line) for document in documents for line in document.lines if line.is_doubtful]
    looks = most * sum(document.pages for document in documents)
    return figures(documents, sorted(whole, key=lambda item: -item[1].errors)[:looks], score)


def figures(documents: Sequence[Document], queue: Sequence[tuple[Document, ReviewLine]], score: Any) -> str:
    """Share of the errors reached, looks and keys an error, and errors, where the oracle looks at some lines."""
    errors = sum(word.is_wrong for document in documents for word in document.wanted)
    total = Counter[str]()
    persons = {document.name: Person(document, score) for document in documents}
    for document, line in queue:
        total += persons[document.name].look(line)
    mended, looks = max(total["mended"], 1), total["looks"]
    return f"{total['mended'] / max(errors, 1):.3f}\t{looks / mended:.2f}\t{total['keys'] / mended:.2f}\t{errors}"


# ---------------------------------------------------------------- the oracle


class Person:
    """The oracle at one document: what is wrong in it still, and which words need no look any more."""

    def __init__(self, document: Document, score: Any) -> None:
        self.score, self.source, self.wanted = score, document.draft.source, document.wanted
        self.wrong: dict[int, list[Wanted]] = defaultdict(list)
        for word in document.wanted:
            if word.is_wrong and word.line is not None:
                self.wrong[word.line].append(word)
        self.here: dict[int | None, list[Wanted]] = defaultdict(list)
        for word in document.wanted:
            self.here[word.line].append(word)
        self.doubtful = {word.span for line in document.lines for word in line.words if word.is_doubtful}
        self.settled: set[Span] = set()

    def look(self, line: ReviewLine) -> Counter[str]:
        """What a look at a line costs and mends; nothing where all its doubtful words were settled beside another."""
        doubtful = [word for word in line.words if word.is_doubtful]
        if all(word.span in self.settled for word in doubtful):
            return Counter()
        wrong = self.wrong.pop(line.number, [])
        data = line_data(line, self.source)
        for word, shown in zip(line.words, data["words"], strict=True):
            shown["before"] = word.before
            if word.span in self.settled:
                shown.pop("doubtful", None)
        truth = [word for word in self.wanted if any(word.place == mistake.place for mistake in wrong)]
        keys = keys_for_line(data, wrong, truth, self.score)
        mended = len(wrong) + sum(self.beside(word, line) for word in line.words)
        return Counter(mended=mended, keys=keys, looks=1)

    def beside(self, word: ReviewWord, line: ReviewLine) -> int:
        """The errors that go in other releases with a word of a line that is right now.

        The page decides them where they have one word beside one that a person decided, or a doubtful one.
        """
        own = [mistake for mistake in self.here[line.number] if mistake.span and meets(mistake.span, word.span)]
        is_decided = word.is_doubtful or any(mistake.is_wrong for mistake in own)
        mended = 0
        for there in (word.beside or {}).values():
            if len(there.spans) == 1 and (is_decided or there.spans[0] in self.doubtful):
                self.settled.add(there.spans[0])
                for left in self.wrong.values():
                    gone = [mistake for mistake in left if mistake.span and meets(mistake.span, there.spans[0])]
                    gone = [mistake for mistake in gone if len(own) == 1 and mistake.text == own[0].text]
                    mended += len(gone)
                    left[:] = [mistake for mistake in left if mistake not in gone]
        return mended


# ----------------------------------------------------------------- the truth


def documents_of(bench: Path, format: str, score: Any) -> Iterator[Document]:
    """The releases of the benchmark, or its pairs, with their truths."""
    manifest = json.loads((bench / "manifest.json").read_text("utf-8"))
    levels = {release["dir"]: release["level"] for release in manifest["releases"]}
    lexicon = load()
    groups = manifest["pairs"] if format == "pairs" else [[name] for name in levels]
    for names in groups:
        truths = [json.loads((bench / name / "gt.json").read_text("utf-8")) for name in names]
        kind = "hocr" if format == "pairs" else format
        sources = [replace(read(*page_of(bench / name, kind)), name=name) for name in names]
        beside = None
        if len(sources) > 1:
            draft, beside = collated(sources, lexicon, Options())
        else:
            draft = correct(sources[0], lexicon)
        lines = lines_of(draft, lexicon, beside)
        wanted: list[Wanted] = []
        start = 0
        for source, truth in zip(sources, truths, strict=True):
            wanted += wanted_words(draft, start, source.text, truth, score)
            start += len(source.text) + (not source.text.endswith("\n"))
        pages = sum(len(truth["pages"]) for truth in truths)
        yield Document(names[0], max(levels[name] for name in names), pages, draft, lines, wanted)


def wanted_words(draft: Draft, start: int, text: str, truth: dict[str, Any], score: Any) -> Iterator[Wanted]:
    """The words of the truth of a release whose text begins at ``start``, each with its place in the source.

    What is wrong the scorer says, which compares the running text; a word broken over a line is one word.
    """
    lines = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", draft.source.text))]
    begin = start
    for number, (page, part) in enumerate(zip(truth["pages"], text.split("\f"), strict=False)):
        there = [Span(match.start() + begin, match.end() + begin) for match in re.finditer(r"\S+", part)]
        now = draft.text[draft.to_text(begin) : draft.to_text(begin + len(part))]
        begin += len(part) + 1
        scored = score.gt_page(page, None)
        states = score.unit_eval(scored, now)["st"]
        read_as = [score.norm(draft.source.text[span.start : span.end]) for span in there]
        matched = score.align_tokens(scored.tok, scored.reg, read_as)
        in_line, word_of = truth_lines(page, score), score.tok2word(scored)
        spans: dict[int, list[Span]] = defaultdict(list)
        lines_there: dict[int, Counter[int]] = defaultdict(Counter)
        for index, target in enumerate(matched):
            if target is not None:
                if scored.reg[target] == score.BODY:
                    spans[word_of[target]].append(there[index])
                lines_there[in_line[target]][bisect_right(lines, there[index].start) - 1] += 1
        home = {word_of[at]: line for at, line in reversed(list(enumerate(in_line))) if scored.reg[at] == score.BODY}
        for word, ((is_right, _), shown) in enumerate(zip(states, scored.words, strict=True)):
            own = spans.get(word)
            common = lines_there[home[word]].most_common(1)
            line = bisect_right(lines, own[0].start) - 1 if own else common[0][0] if common else None
            span = Span(own[0].start, own[-1].end) if own else None
            yield Wanted(shown["text"], (number, home[word]), span, line, not is_right)


def truth_lines(page: dict[str, Any], score: Any) -> list[int]:
    """The number of its line for each token of a page of the truth, in the order in which they stand."""
    numbers: list[int] = []
    for number, line in enumerate(page["lines"]):
        if line["kind"] != "body":
            numbers += [number] * len(score.norm(line["text"]).split())
            continue
        words = [(start, length) for _, start, length in line["words"]]
        rest = list(line["text"])
        for start, length in words:
            rest[start : start + length] = " " * len(rest[start : start + length])
        parts = [line["text"][start : start + length] for start, length in words] + "".join(rest).split()
        numbers += [number] * sum(len(score.norm(part).split()) for part in parts)
    return numbers


# ------------------------------------------------------------------ learning


def learn(documents: Sequence[Document], score: Any) -> None:
    """Print what each fact counts, and the share that ten looks a page reach on telegrams left out."""
    import numpy

    names = list(doubts.WEIGHTS)
    facts, wrong, folds = [], [], []
    for document in documents:
        fold = int(re.sub(r"\D", "", document.name)) % FOLDS
        errors = sorted((word.span, word.is_wrong) for word in document.wanted if word.span)
        for line in document.lines:
            for word in line.words:
                is_wrong = any(meets(span, word.span) for span, is_wrong in errors if is_wrong)
                for token in word.tokens:
                    facts.append([token.facts.get(name, 0.0) for name in names])
                    wrong.append(is_wrong)
                    folds.append(fold)
    rows, truth, parts = numpy.array(facts), numpy.array(wrong, dtype=float), numpy.array(folds)
    weights = fitted(rows, truth)
    print({name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)})
    by_fold = {fold: fitted(rows[parts != fold], truth[parts != fold]) for fold in range(FOLDS)}
    chances = [1 / (1 + numpy.exp(-row @ by_fold[fold])) for row, fold in zip(rows, parts, strict=True)]
    left_out, index = [], 0
    for document in documents:
        lines = []
        for line in document.lines:
            words = []
            for word in line.words:
                right = numpy.prod([1 - value for value in chances[index : index + len(word.tokens)]])
                words.append(replace(word, wrong=float(1 - right)))
                index += len(word.tokens)
            lines.append(replace(line, words=tuple(words)))
        left_out.append(replace(document, lines=lines))
    print(f"left out, ten looks a page\t{table_row(left_out, 10, score)}")


def fitted(rows: Any, truth: Any) -> Any:
    """The weights of a logistic regression with a little shrinkage, by Newton's steps."""
    import numpy

    weights = numpy.zeros(rows.shape[1])
    for _ in range(30):
        right = 1 / (1 + numpy.exp(-rows @ weights))
        slope = rows.T @ (right - truth) + weights
        curve = (rows * (right * (1 - right))[:, None]).T @ rows + numpy.eye(len(weights))
        weights = weights - numpy.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main()
