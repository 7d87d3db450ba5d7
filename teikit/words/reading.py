"""A text read word by word: what should change, how sure that is, and what else was considered."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teikit.words.certainty import Chance, Line, Scorecard, confusions, facts
from teikit.words.channel import Channel
from teikit.words.confidence import Confidences
from teikit.words.decode import Step, decode
from teikit.words.names import Names, known_as
from teikit.words.options import options
from teikit.words.run import Kind, Option, Run, kind_of
from teikit.words.tokens import Token, tokens
from teikit.words.vocabulary import Vocabulary

SURE = 0.9
"""So sure must a change be to show how the engine fails in this document."""
RUN = 120
"""A run of tokens that is read at once ends with the first sentence that ends after so many, or after twice as many."""


class Change(NamedTuple):
    """A step of the reading that differs from what was read; ``facts`` are what its chances were made from."""

    run: Run
    step: Step
    facts: dict[str, float]
    chance: Chance

    @property
    def first(self) -> Token:
        """The first token it changes."""
        return self.run.tokens[self.step.at]

    @property
    def last(self) -> Token:
        """The last token it changes."""
        return self.run.tokens[self.step.option.end - 1]


class Reading(NamedTuple):
    """A run of tokens as it was read: the options of each token, and the changes that were chosen among them."""

    run: Run
    options: list[list[Option]]
    changes: list[Change]


def readings(
    text: str,
    vocabulary: Vocabulary,
    channel: Channel,
    scorecard: Scorecard,
    kept: Sequence[tuple[int, int]] = (),
    good: frozenset[str] = frozenset(),
    confidences: Confidences | None = None,
) -> Iterator[Reading]:
    """A text read run by run. What is sure in one shows how the engine fails in the next ones.

    Tokens that reach into one of the stretches ``kept``, and the words in ``good``, are not changed.
    How sure the engine was of its words is one more ground for a change or against it, where it says so.
    """
    found = list(tokens(text, lambda word: bool(known_as(word, vocabulary))))
    keep = {*_touching(found, sorted(kept)), *(token.start for token in found if token.word in good)}
    own = Counter(token.word for token in found)
    kinds = Counter(kind_of(token, vocabulary, own) for token in found)
    names = Names(own, vocabulary)
    document = (kinds[Kind.ODD] + 1) / (len(found) + 10)
    there, seen = Counter(text), Counter[tuple[str, str]]()
    for some in _runs(found):
        sure = list(map(confidences.of, some)) if confidences else ()
        run = Run(some, vocabulary, channel.adapted(seen, there) if seen else channel, own, names, keep, sure)
        reading = _read(run, scorecard, document, confidences)
        for change in reading.changes:
            if change.chance.right >= SURE:
                seen.update(one[:2] for one in confusions(run, change.step.at, change.step.option))
        yield reading


def _read(run: Run, scorecard: Scorecard, document: float, confidences: Confidences | None) -> Reading:
    choices = options(run)
    steps = decode(choices, run.vocabulary)
    lines = _lines(run)
    found = []
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if step.option.kind != "as read":
            known = facts(run, choices, step, following, document, lines[step.at])
            if confidences:
                known |= _confidence(run, step, confidences)
            found.append(Change(run, step, known, scorecard.chance(known)))
    return Reading(run, choices, found)


def _confidence(run: Run, step: Step, confidences: Confidences) -> dict[str, float]:
    """How sure the engine was of the tokens of a step, and of those beside them."""
    sure, end = run.confidences, step.option.end
    before = sure[step.at - 1] if step.at else None
    after = sure[end] if end < len(sure) else None
    return confidences.facts(run.tokens[step.at], list(sure[step.at : end]), before, after)


def _touching(found: Sequence[Token], stretches: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where the tokens begin that reach into one of some stretches."""
    ends = [end for _, end in stretches]
    for token in found:
        index = bisect_right(ends, token.start)
        if index < len(stretches) and stretches[index][0] < token.end:
            yield token.start


def _runs(found: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """A text in stretches that can be read one after the other."""
    start = 0
    for at, token in enumerate(found):
        length = at + 1 - start
        if (length >= RUN and token.closes) or (length >= 2 * RUN and not token.broken):
            yield found[start : at + 1]
            start = at + 1
    if start < len(found):
        yield found[start:]


def _lines(run: Run) -> list[Line]:
    """For each token the line it stands in."""
    lines: list[Line] = []
    line: list[bool] = []
    for token, kind in zip(run.tokens, run.kinds, strict=True):
        line.append(kind in (Kind.ODD, Kind.MARK))
        if token.ends:
            lines += [Line(sum(line) / len(line), len(line))] * len(line)
            line = []
    return lines + [Line(sum(line) / len(line), len(line))] * len(line) if line else lines
