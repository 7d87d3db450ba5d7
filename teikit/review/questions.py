"""What a person should look at in an input: doubtful words, line by line, the likeliest errors first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from teikit.chain import correct
from teikit.core import Draft, Source, Span
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.review.beside import Beside, collated
from teikit.review.lines import Line, Word, lines_of

LEAST = 0.5  # errors that a line must have, most likely, to be asked for
BUDGET = 10  # lines of a page that are asked for, the most doubtful ones


class Question(NamedTuple):
    """A doubtful word: its place, what the OCR reads, what it reads now, what else it may read, and why."""

    span: Span
    before: str
    now: str
    candidates: tuple[str, ...]
    why: str
    error: float


def questions(source: Source, lexicon: Lexicon, options: Options, budget: int = BUDGET) -> list[Question]:
    """The questions of an input in the order in which they are worth a look; what a person decided asks nothing.

    A line stands where its words taken together are likeliest wrong, and its words in their order. ``budget`` is how
    many lines of a page are asked for at most; 0: all.
    """
    return asked_of(correct(source, lexicon, options), lexicon, budget)


def questions_of_releases(
    sources: Sequence[Source], lexicon: Lexicon, options: Options, budget: int = BUDGET
) -> tuple[Source, list[Question]]:
    """The questions of several inputs that are releases of one record, and the source in which they stand."""
    draft, beside = collated(sources, lexicon, options)
    return draft.source, asked_of(draft, lexicon, budget, beside)


def asked_of(draft: Draft, lexicon: Lexicon, budget: int, beside: Beside | None = None) -> list[Question]:
    """The questions of a draft."""
    lines = queue(lines_of(draft, lexicon, beside), budget)
    return [_question(word) for line in lines for word in line.words if word.is_doubtful]


def queue(lines: Iterable[Line], budget: int = BUDGET) -> list[Line]:
    """The lines that are worth a look, the best first: so many a page at most, none that is right as likely as not."""
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.errors >= LEAST and line.is_doubtful:
            by_page[line.page].append(line)
    pages = [sorted(page, key=lambda line: (-line.errors, line.number)) for page in by_page.values()]
    chosen = [line for page in pages for line in (page[:budget] if budget else page)]
    return sorted(chosen, key=lambda line: (-line.errors, line.number))


def _question(word: Word) -> Question:
    candidates = tuple(offer.text for offer in word.offers if offer.words == 1)
    return Question(word.span, word.before, word.now, candidates, "; ".join(word.reasons), word.wrong)
