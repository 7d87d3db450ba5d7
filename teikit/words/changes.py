"""Read a text word by word, in two looks, and give the changes with their chances and the other candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.words.candidate import Candidate, Lattice
from teikit.words.candidates import candidates
from teikit.words.certainty import AGAIN, change_facts, misreadings, scorecard_case
from teikit.words.chance import Chance
from teikit.words.channel import Channel
from teikit.words.confidence import WordConfidences
from teikit.words.decode import Step, decode
from teikit.words.document import NOTHING_KNOWN, TextKnowledge, document_of
from teikit.words.line_facts import line_facts
from teikit.words.parted import chance_of_two
from teikit.words.rereading import second_look_facts, wide_lattice
from teikit.words.scorecard import Scorecard
from teikit.words.segment import Segment
from teikit.words.tokens import Token
from teikit.words.vocabulary import Vocabulary
from teikit.words.widths import facts_of_width, weighed_by_width

SURE = 0.9  # chance of being right from which a change shows what the engine misreads in this document


class Change(NamedTuple):
    """A step of the best path that differs from what was read; its chances follow from its ``facts``."""

    segment: Segment
    step: Step
    facts: dict[str, float]
    chance: Chance

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens that it changes."""
        return self.segment.tokens[self.step.at : self.step.candidate.end]

    @property
    def first(self) -> Token:
        """The first token that it changes."""
        return self.segment.tokens[self.step.at]

    @property
    def last(self) -> Token:
        """The last token that it changes."""
        return self.segment.tokens[self.step.candidate.end - 1]

    @property
    def is_in_header(self) -> bool:
        """Whether it changes a word in the header of a message."""
        return any(token.start in self.segment.headers for token in self.tokens)

    @property
    def pays(self) -> bool:
        """Whether it is likely to be right, and corrects enough letters for the harm it may do."""
        read = " ".join(token.text for token in self.tokens)
        return self.chance.pays(Levenshtein.distance(read, self.step.candidate.text))


class ReadSegment(NamedTuple):
    """A segment that was read: the candidates for each token, and the changes that were chosen among them."""

    segment: Segment
    candidates: list[list[Candidate]]
    changes: list[Change]


def read_segments(
    text: str,
    vocabulary: Vocabulary,
    channel: Channel,
    scorecard: Scorecard,
    knowledge: TextKnowledge = NOTHING_KNOWN,
) -> Iterator[ReadSegment]:
    """Read a text segment by segment. The channel adapts to the misreadings shown by the sure changes.

    If the confidences of the engine are known, they count for a change or against it.
    """
    document = document_of(text, vocabulary, knowledge)
    odd_share = document.odd_share
    characters = Counter[str]()
    shown = Counter[tuple[str, str]]()
    adapted = channel
    for part in document.parts():
        read = _read(document.segment(part, adapted), scorecard, odd_share, knowledge.confidences)
        newly_shown = list(_shown(read))
        if newly_shown:
            shown.update(newly_shown)
            characters = characters or Counter(text)
            adapted = channel.adapted(shown, characters)
        yield read


def _shown(read: ReadSegment) -> Iterator[tuple[str, str]]:
    """The misreadings (truth, observed) that the sure changes of the first look show."""
    for change in read.changes:
        if change.chance.right >= SURE and AGAIN not in change.facts:
            for misreading in misreadings(change.segment, change.step.at, change.step.candidate):
                yield misreading.truth, misreading.observed


def _read(segment: Segment, scorecard: Scorecard, odd_share: float, confidences: WordConfidences | None) -> ReadSegment:
    """Read a segment, and then look a second time at tokens that are still odd."""
    judge = _Judge(segment, scorecard, odd_share, confidences)
    lattice = weighed_by_width(segment, candidates(segment))
    first = judge.changes(lattice, decode(lattice, segment.vocabulary))
    likely = [change for change in first if change.pays]
    settled = {change.step.at for change in likely}
    wide = wide_lattice(segment, lattice, (change.step for change in likely), odd_share)
    wide = weighed_by_width(segment, wide, settled)
    second = judge.changes(wide, decode(wide, segment.vocabulary), settled)
    unlikely = [change for change in first if change.step.at not in settled]
    changes = sorted((*likely, *_likelier(unlikely, second)), key=lambda change: change.step.at)
    return ReadSegment(segment, list(map(_merged, lattice, wide)), changes)


class _Judge:
    """Calculates the chances of the changes of one segment."""

    def __init__(
        self, segment: Segment, scorecard: Scorecard, odd_share: float, confidences: WordConfidences | None
    ) -> None:
        self._segment, self._scorecard, self._odd_share = segment, scorecard, odd_share
        self._confidences = confidences
        self._lines = line_facts(segment)

    def changes(self, lattice: Lattice, steps: Sequence[Step], settled: Set[int] | None = None) -> list[Change]:
        """The changes among the steps of a path.

        In the second look, the tokens with the numbers ``settled`` were changed before, and are skipped.
        """
        changes = []
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            if step.candidate.kind != "as read" and not (settled and step.at in settled):
                facts = self._facts(lattice, step, following)
                if settled is not None:
                    facts |= second_look_facts(self._segment, step, following)
                changes.append(Change(self._segment, step, facts, self._chance(step, facts)))
        return changes

    def _chance(self, step: Step, facts: dict[str, float]) -> Chance:
        certain = chance_of_two(self._segment, step.at) if step.candidate.kind == "parted" else None
        return certain or self._scorecard.chance(facts, scorecard_case(facts))

    def _facts(self, lattice: Lattice, step: Step, following: Step | None) -> dict[str, float]:
        line = self._lines[step.at]
        facts = change_facts(self._segment, lattice, step, following, self._odd_share, line)
        return facts | _confidence_facts(self._segment, step, self._confidences) if self._confidences else facts


def _likelier(first: Sequence[Change], second: Sequence[Change]) -> list[Change]:
    """The changes of two looks; of those that share tokens, only the one that is most likely to be right."""
    chosen: list[Change] = []
    for change in sorted((*first, *second), key=lambda change: -change.chance.right):
        start, end = change.step.at, change.step.candidate.end
        if all(end <= rival.step.at or rival.step.candidate.end <= start for rival in chosen):
            chosen.append(change)
    return chosen


def _merged(first: Sequence[Candidate], second: Sequence[Candidate]) -> list[Candidate]:
    """The candidates for a token in both looks, each once; the first leaves it as it was read."""
    texts = {(candidate.end, candidate.text) for candidate in second}
    changed = [candidate for candidate in second if candidate.kind != "as read"]
    return [first[0], *changed, *(candidate for candidate in first[1:] if candidate[:2] not in texts)]


def _confidence_facts(segment: Segment, step: Step, confidences: WordConfidences) -> dict[str, float]:
    """The facts from the engine's confidence in the tokens of a step and their neighbours, and from their widths."""
    end, in_tokens = step.candidate.end, segment.confidences
    before = in_tokens[step.at - 1] if step.at else None
    after = in_tokens[end] if end < len(in_tokens) else None
    facts = confidences.facts(segment.tokens[step.at], list(in_tokens[step.at : end]), before, after)
    return facts | facts_of_width(segment, step) if facts else {}
