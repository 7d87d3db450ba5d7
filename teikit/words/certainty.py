"""How sure a change of a word is: facts about it, and a scorecard that says what each fact is worth.

The scorecard (``certainty.tsv``, made by ``tools/learn_certainty.py``) adds points for each fact, for
"the new reading is right" and for "the old one was"; what is neither was wrong and still is. From the two sums follow
two chances. They were learnt on pages whose truth is known, from telegrams of volumes that gave the vocabulary no
words. There is a scorecard for each case, for the same fact weighs differently where a typist may have slipped (DEIDED)
than where a word has marks in it that no typist would put there (PROC;DURES).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import exp, log
from typing import NamedTuple

from teikit.words.candidate import END, NOTHING, NUMBER, UNKNOWN, Candidate, likelihood
from teikit.words.chance import Chance
from teikit.words.channel import Misreading
from teikit.words.confidence import KNOWN
from teikit.words.decode import Step
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import LEADS, TRAILS, odd_marks, parts, upper
from teikit.words.vocabulary import Vocabulary

NO_RIVAL = 20.0  # nats by which a change is better than the next best where there is none
FAR_BEHIND = -99.0  # score of a rival where there is none
WITH_CONFIDENCE = ", confidence"  # end of the names of the scorecards that count the engine's confidence
AGAIN = "again"  # name of a fact that a change of the second look has, and beginning of the names of its scorecards
KINDS = ("word", "context", "joined", "hyphen", "parted", "marks", "case", "stray")  # kinds of candidates


class LineFacts(NamedTuple):
    """The line a token stands in: the share of its tokens that are odd, 0 to 1, and the number of its tokens."""

    odd: float
    tokens: int


class ScoreRow(NamedTuple):
    """A row of the scorecard: what is added in a case where a fact is at least ``least``."""

    case: str
    fact: str
    least: float
    right: float
    harm: float


class Scorecard:
    """What each fact is worth; the fact called ``always`` is always 1."""

    def __init__(self, rows: Iterable[ScoreRow]) -> None:
        by_fact: dict[tuple[str, str], list[ScoreRow]] = {}
        for row in rows:
            by_fact.setdefault((row.case, row.fact), []).append(row)
        self._least: dict[tuple[str, str], list[float]] = {}
        self._sums: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for key, steps in by_fact.items():
            steps.sort(key=lambda row: row.least)
            self._least[key] = [row.least for row in steps]
            rights = accumulate((row.right for row in steps), initial=0.0)
            harms = accumulate((row.harm for row in steps), initial=0.0)
            self._sums[key] = list(zip(rights, harms, strict=True))

    def points(self, facts: Mapping[str, float], case: str) -> dict[str, tuple[float, float]]:
        """What each fact adds in a case, for right and for harm."""
        points = {}
        for fact, value in (("always", 1.0), *facts.items()):
            least = self._least.get((case, fact))
            if least is not None:
                points[fact] = self._sums[case, fact][bisect_right(least, value)]
        return points

    def chance(self, facts: Mapping[str, float], case: str) -> Chance:
        """The chances of a change, from the sums of its points in a case."""
        right = harm = 0.0
        for for_right, for_harm in self.points(facts, case).values():
            right += for_right
            harm += for_harm
        most = max(right, harm, 0.0)
        weights = exp(right - most), exp(harm - most), exp(-most)
        total = sum(weights)
        return Chance(weights[0] / total, weights[1] / total)


def scorecard_case(facts: Mapping[str, float]) -> str:
    """Which scorecard counts: several tokens, a known word, a word of letters that a typist may have mistyped (slip) or
    not (letters), a word with other marks in it (marks); at the second look several, a number, a known and any other
    word. Each has another where the engine's confidence is known."""
    return _case(facts) + (WITH_CONFIDENCE if KNOWN in facts else "")


def _case(facts: Mapping[str, float]) -> str:
    are_several = facts["kind joined"] or facts["kind hyphen"] or facts["kind parted"]
    if AGAIN in facts:
        if facts["number"] and not are_several:
            return f"{AGAIN} number"
        return f"{AGAIN} {'several' if are_several else 'word' if facts['kind word'] else 'known'}"
    if are_several:
        return "several"
    if not facts["kind word"]:
        return "known"
    if not facts["only letters"]:
        return "marks"
    return "slip" if facts["slip"] else "letters"


def change_facts(
    segment: Segment,
    choices: Sequence[Sequence[Candidate]],
    step: Step,
    following: Step | None,
    document: float,
    line: LineFacts,
) -> dict[str, float]:
    """What is known about a change, by the names of the scorecard; ``document`` is the share of odd tokens there."""
    candidate, vocabulary, at = step.candidate, segment.vocabulary, step.at
    token, last = segment.tokens[at], segment.tokens[candidate.end - 1]
    after = following.candidate.symbols[0] if following else END
    score = _score(vocabulary, step.before, candidate, after)
    misread = misreadings(segment, at, candidate)
    words = candidate.word.split(" ")
    count = vocabulary.get(words[0], 0)
    part_counts = [vocabulary.get(part.word, 0) for part in segment.tokens[at : candidate.end]]
    lead, _, trail = parts(candidate.text)
    seen = candidate.seen
    letters = seen.isalpha() and (
        seen.isupper() if segment.cases[at].capitals else seen.isupper() or seen[1:].islower()
    )
    strange = vocabulary.strangeness(upper(token.core)) if candidate.end == at + 1 else [NO_RIVAL]
    length = max(len(candidate.word), 1)
    return {
        **{f"kind {kind}": float(candidate.kind == kind) for kind in KINDS},
        "against as read": score - as_read(segment, choices, step, after),
        "against next best": min(score - _next_best(segment, choices, step, after), NO_RIVAL),
        "cost": candidate.cost,
        "cost per letter": candidate.cost / length,
        "strange letters": sum(strange) / len(strange),
        "strangest letter": max(strange),
        "confusions": len(misread),
        "letters": len(candidate.word),
        "letters read": len(seen),
        "count": log(count + 1),
        "fits before": _fit(vocabulary, step.before, words[0]),
        "fits after": _fit(vocabulary, words[-1], after),
        "seen after": vocabulary.pair(step.before, words[0]) > 0,
        "seen before": vocabulary.pair(words[-1], after) > 0,
        "odd tokens": log(document),
        "odd tokens in line": line.odd,
        "tokens in line": line.tokens,
        "slip": letters and len(misread) == 1 and _is_slip(misread[0]),
        "only letters": letters,
        "own": segment.own_counts[token.word],
        "own word": segment.own_counts[candidate.word],
        "odd characters": sum(not (mark.isalnum() or mark in " '-.") for mark in seen),
        "marks changed": lead != token.lead or trail != last.trail,
        "odd marks left": odd_marks(lead, LEADS) + odd_marks(trail, TRAILS) > 0,
        "odd marks": sum(segment.odd_marks[at]),
        "marks before": lead != "",
        "marks after": trail not in ("", ".", ",", "-"),
        "commonest part": log(max(part_counts) + 1),
        "rarest part": log(min(part_counts) + 1),
        "holds a known word": _holds_a_known_word(segment, at, candidate),
        "only case": segment.cased(at, candidate.word, seen).lower() == seen.lower(),
        "capitals": segment.cases[at].capitals,
        "ends line": last.ends,
        "starts line": at == 0 or segment.tokens[at - 1].ends,
        "tokens": candidate.end - at,
        "unknown before": step.before == UNKNOWN,
        "unknown after": after == UNKNOWN,
        "first letter": bool(misread) and candidate.word[:1] != seen[:1].upper(),
        "code": segment.kinds[at] is TokenKind.CODE,
        "in compound": token.glued or (last.trail in ("-", "--", "/") and not last.ends),
    }


def _holds_a_known_word(segment: Segment, at: int, candidate: Candidate) -> bool:
    """Whether several tokens become a word that begins or ends with one of them: OO INTEGRATION, DISINTEGRATION."""
    if candidate.end == at + 1:
        return False
    last = candidate.end - 1
    begins = segment.kinds[at] is TokenKind.KNOWN and candidate.word.startswith(segment.tokens[at].word)
    return begins or (segment.kinds[last] is TokenKind.KNOWN and candidate.word.endswith(segment.tokens[last].word))


def misreadings(segment: Segment, at: int, candidate: Candidate) -> list[Misreading]:
    """The differences between what a candidate reads and what was read; none where only marks are dropped."""
    if candidate.kind in ("stray", "marks"):
        return []
    return segment.channel.misreadings(segment.cased(at, candidate.word, candidate.seen), candidate.seen)


def as_read(segment: Segment, choices: Sequence[Sequence[Candidate]], step: Step, after: str) -> float:
    """How well the tokens of a step fit where they stand if nothing is changed, in nats."""
    total, before = 0.0, step.before
    for at in range(step.at, step.candidate.end):
        unchanged = choices[at][0]
        gain, before = likelihood(segment.vocabulary, before, unchanged.symbols)
        total += gain - unchanged.cost
    return total + _gain(segment.vocabulary, before, after)


def _score(vocabulary: Vocabulary, before: str, candidate: Candidate, after: str) -> float:
    """How well a candidate fits between two symbols, in nats."""
    gain, symbol = likelihood(vocabulary, before, candidate.symbols)
    return gain - candidate.cost + _gain(vocabulary, symbol, after)


def _gain(vocabulary: Vocabulary, before: str, after: str) -> float:
    return likelihood(vocabulary, before, (after,))[0] if after not in (END, UNKNOWN, NOTHING) else 0.0


def _next_best(segment: Segment, choices: Sequence[Sequence[Candidate]], step: Step, after: str) -> float:
    """The score of the best rival of a step: another change of the same tokens."""
    rivals = (
        _score(segment.vocabulary, step.before, rival, after)
        for rival in choices[step.at][1:]
        if rival.end == step.candidate.end and rival.text != step.candidate.text
    )
    return max(rivals, default=FAR_BEHIND)


def _fit(vocabulary: Vocabulary, first: str, second: str) -> float:
    """How much likelier ``second`` is after ``first`` than anywhere, in nats."""
    if second in (END, UNKNOWN, NOTHING, NUMBER) or second not in vocabulary or first in (END, UNKNOWN, NOTHING):
        return 0.0
    return vocabulary.after(first, second) - vocabulary.alone(second)


def _is_slip(misreading: Misreading) -> bool:
    """Whether a typist may have done it: a letter too many, too few (DEIDED), or two exchanged."""
    truth, observed = misreading.truth, misreading.observed
    return not (truth and observed) or (len(truth) == 2 and sorted(truth) == sorted(observed))
