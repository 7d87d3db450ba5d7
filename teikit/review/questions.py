"""What a person should look at in an input: doubtful readings, by lines, those with the most likely errors first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from teikit.chain import correct
from teikit.core import Certainty, Draft, Edit, Source, Span
from teikit.lexicon import Lexicon
from teikit.options import Options

UNKNOWN = 0.5  # chance of being right of a change whose rule does not reckon one
MOST_CANDIDATES = 4
READING = ("words", "hyphens", "confusions", "characters", "strays")
"""The rules that say how something reads, and not what it is."""


class Question(NamedTuple):
    """A doubtful word: its place, what the OCR reads, what it reads now, what else it may read, and why."""

    span: Span
    before: str
    now: str
    candidates: tuple[str, ...]
    why: str
    error: float


def questions(source: Source, lexicon: Lexicon, options: Options) -> list[Question]:
    """The questions of an input in the order in which they are worth a look; what a person decided asks nothing.

    A line stands where its words taken together are likeliest wrong, and its words in their order.
    """
    draft = correct(source, lexicon, options)
    asked = [*_of(draft, draft.suggested, made=False), *_of(draft, draft.edits, made=True)]
    lines: dict[int, list[Question]] = defaultdict(list)
    for question in sorted(asked, key=lambda question: question.span):
        lines[source.position(question.span.start)[0]].append(question)
    ranked = sorted(lines.items(), key=lambda item: (-sum(question.error for question in item[1]), item[0]))
    return [question for _, line in ranked for question in line]


def _of(draft: Draft, edits: Iterable[Edit], made: bool) -> list[Question]:
    """The questions that edits are: a suggestion, or a correction that is not certain."""
    asked = []
    for edit in edits:
        before = draft.source.text[edit.span.start : edit.span.end]
        is_doubtful = edit.cert < Certainty.HIGH and edit.rule in READING and not edit.who
        if not is_doubtful or not before.strip():
            continue
        chance = UNKNOWN if edit.chance is None else edit.chance
        candidates = tuple(dict.fromkeys((edit.new, *edit.candidates)))[:MOST_CANDIDATES]
        now = edit.new if made else before
        asked.append(Question(edit.span, before, now, candidates, edit.why, 1 - chance if made else chance))
    return asked
