"""Compare outputs with truths, before and after correction: each TEI of teikit also has the readings of the OCR."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from rapidfuzz.distance import Levenshtein

from teikit import inputs
from teikit.check.validation import parse
from teikit.errors import TeikitError, place_in_file
from teikit.evaluation.differences import Difference, differences
from teikit.evaluation.score import LIKELY, Score, score, total
from teikit.evaluation.structure import PartCount, count_parts, parts_of_tei, parts_of_text, total_counts
from teikit.evaluation.texts import WAYS, plain
from teikit.evaluation.truth import LAYERS, Truth, TruthPair, load_truth
from teikit.tei.reading_text import reading_text


class ComparedTexts(NamedTuple):
    """The texts to compare: truth, OCR and output, of a page if all have equally many pages, else of a document."""

    truth: str
    ocr: str
    output: str


class Evaluation(NamedTuple):
    """The result of comparing one output with its truth.

    ``layer`` says which text of the output was compared: its running text (``body``), or ``all`` that is on the pages.
    ``scores`` has the counts for each way of comparing (``exact``, ``normalised``), ``structure`` those for the kinds
    of parts that are marked in the truth.
    """

    name: str
    layer: str
    texts: tuple[ComparedTexts, ...]
    scores: dict[str, Score]
    structure: list[PartCount]

    def differences(self) -> Iterator[Difference]:
        """The places where truth, OCR and output differ, in order, compared exactly."""
        for page in self.texts:
            yield from differences(*map(WAYS["exact"], page))


def evaluate(pair: TruthPair, layer: str = "") -> Evaluation:
    """Compare one pair. Without a ``layer``, the one whose OCR is nearer to the truth is compared.

    Raises TeikitError, with the file as its place, for a truth or an output that cannot be read.
    """
    truth, root = load_truth(pair.truth), _load_tei(pair.output)
    texts = {name: _texts(truth.texts[name], root, name) for name in ([layer] if layer else LAYERS)}
    chosen = min(texts, key=lambda name: (_distance(texts[name]), LAYERS.index(name)))
    pages = _pages(texts[chosen])
    scores = {name: total([score(*map(way, page)) for page in pages]) for name, way in WAYS.items()}
    return Evaluation(pair.name, chosen, pages, scores, _structure(truth, root, texts[chosen].output))


def total_evaluation(evaluations: Sequence[Evaluation]) -> Evaluation:
    """The sums of several evaluations, as one evaluation named ``all`` without texts."""
    scores = {way: total([evaluation.scores[way] for evaluation in evaluations]) for way in WAYS}
    layers = {evaluation.layer for evaluation in evaluations}
    layer = layers.pop() if len(layers) == 1 else "body and all"
    structure = total_counts([evaluation.structure for evaluation in evaluations])
    return Evaluation("all", layer, (), scores, structure)


def _load_tei(path: Path) -> etree._Element:
    try:
        return parse(inputs.load(path))
    except TeikitError as error:
        place_in_file(error, path)
        raise


def _texts(truth: str, root: etree._Element, layer: str) -> ComparedTexts:
    """Truth, OCR and output of a layer; words broken at line ends are joined as in the output."""
    output = reading_text(root, layer=layer)
    known = frozenset(output.split())
    return ComparedTexts(
        plain(truth, known), plain(reading_text(root, raw=True, layer=layer), known), plain(output, known)
    )


def _distance(texts: ComparedTexts) -> int:
    """The number of characters by which the OCR differs from the truth."""
    way = WAYS["normalised"]
    return int(Levenshtein.distance(way(texts.truth), way(texts.ocr), score_hint=len(texts.truth) // LIKELY))


def _pages(texts: ComparedTexts) -> tuple[ComparedTexts, ...]:
    """The texts page by page, if all three have the same number of pages."""
    pages = [text.strip("\f").split("\f") for text in texts]
    if len(set(map(len, pages))) > 1:
        return (ComparedTexts(*(text.replace("\f", " ") for text in texts)),)
    return tuple(ComparedTexts(*page) for page in zip(*pages, strict=True))


def _structure(truth: Truth, root: etree._Element, output: str) -> list[PartCount]:
    return count_parts(truth.parts, parts_of_tei(root) if truth.is_marked_up else parts_of_text(output))
