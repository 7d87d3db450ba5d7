"""A text read word by word: what should change, how sure that is, and what else was considered."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from teikit.words.certainty import Chance, Scorecard, confusions, facts
from teikit.words.channel import Channel
from teikit.words.decode import Step, decode
from teikit.words.options import options
from teikit.words.run import Kind, Option, Run, kind_of, known_as
from teikit.words.tokens import Token, tokens
from teikit.words.vocabulary import Vocabulary

SURE = 0.9
"""So sure must a change be to show how the engine fails in this document."""
RUN = 120
"""A run of tokens that is read at once ends with the first sentence that ends after so many, or after twice as many."""


@dataclass(frozen=True, eq=False)
class Change:
    """A step of the reading that differs from what was read; ``facts`` are what its chances were made from."""

    run: Run
    options: Sequence[Sequence[Option]]
    step: Step
    following: Step | None
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


def changes(
    text: str,
    vocabulary: Vocabulary,
    channel: Channel,
    scorecard: Scorecard,
    kept: Sequence[tuple[int, int]] = (),
) -> Iterator[Change]:
    """What should change in a text, in order; tokens that reach into one of the stretches ``kept`` are only context."""
    found = list(tokens(text, lambda word: bool(known_as(word, vocabulary))))
    keep = frozenset(_touching(found, sorted(kept)))
    own = Counter(token.word for token in found)

    kinds = Counter(kind_of(token, vocabulary, own) for token in found)
    document = (kinds[Kind.ODD] + 1) / (len(found) + 10)
    there, seen = Counter(text), Counter[tuple[str, str]]()
    for some in _runs(found):
        run = Run(some, vocabulary, channel.adapted(seen, there) if seen else channel, own, keep)
        for change in _changes(run, scorecard, document):
            if change.chance.right >= SURE:
                seen.update(one[:2] for one in confusions(run, change.step.option))
            yield change


def _changes(run: Run, scorecard: Scorecard, document: float) -> Iterator[Change]:
    choices = options(run)
    steps = decode(choices, run.vocabulary)
    line = _odd_in_line(run)
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if step.option.kind != "as read":
            known = facts(run, choices, step, following, document, line[step.at])
            yield Change(run, choices, step, following, known, scorecard.chance(known))


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


def _odd_in_line(run: Run) -> list[float]:
    """For each token the share of its line that is odd."""
    shares: list[float] = []
    line: list[bool] = []
    for token, kind in zip(run.tokens, run.kinds, strict=True):
        line.append(kind in (Kind.ODD, Kind.MARK))
        if token.ends:
            shares += [sum(line) / len(line)] * len(line)
            line = []
    return shares + [sum(line) / len(line)] * len(line) if line else shares
