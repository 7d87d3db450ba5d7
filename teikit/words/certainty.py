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

from teikit.words.channel import Confusion
from teikit.words.confidence import KNOWN
from teikit.words.decode import Step
from teikit.words.run import END, NOTHING, NUMBER, UNKNOWN, Kind, Option, Run, likelihood
from teikit.words.tokens import LEADS, TRAILS, odd_marks, parts, upper
from teikit.words.vocabulary import Vocabulary

NO_RIVAL = 20.0
WITH_CONFIDENCE = ", confidence"
KINDS = ("word", "context", "joined", "hyphen", "parted", "marks", "case", "stray")


class Chance(NamedTuple):
    """How likely a new reading is right, and how likely it is that the old one was: 0 to 1 each."""

    right: float
    harm: float


class Line(NamedTuple):
    """The line a token stands in: the share of its tokens that are odd, and how many there are."""

    odd: float
    tokens: int


class Score(NamedTuple):
    """A row of the scorecard: what is added in a case where a fact is at least ``least``."""

    case: str
    fact: str
    least: float
    right: float
    harm: float


class Scorecard:
    """What each fact is worth; the fact called ``always`` is always 1."""

    def __init__(self, scores: Iterable[Score]) -> None:
        rows: dict[tuple[str, str], list[Score]] = {}
        for score in scores:
            rows.setdefault((score.case, score.fact), []).append(score)
        self._least, self._sums = {}, {}
        for key, found in rows.items():
            found.sort(key=lambda score: score.least)
            self._least[key] = [score.least for score in found]
            rights = accumulate((score.right for score in found), initial=0.0)
            harms = accumulate((score.harm for score in found), initial=0.0)
            self._sums[key] = list(zip(rights, harms, strict=True))

    def points(self, facts: Mapping[str, float]) -> dict[str, tuple[float, float]]:
        """What each fact adds, for right and for harm."""
        in_case = case(facts)
        found = {}
        for fact, value in (("always", 1.0), *facts.items()):
            least = self._least.get((in_case, fact))
            if least is not None:
                found[fact] = self._sums[in_case, fact][bisect_right(least, value)]
        return found

    def chance(self, facts: Mapping[str, float]) -> Chance:
        """The chances of a change, from the sums of its points."""
        right = harm = 0.0
        for one, other in self.points(facts).values():
            right += one
            harm += other
        most = max(right, harm, 0.0)
        weights = exp(right - most), exp(harm - most), exp(-most)
        total = sum(weights)
        return Chance(weights[0] / total, weights[1] / total)


def case(facts: Mapping[str, float]) -> str:
    """Which scorecard counts: several tokens, a known word, a word of letters that a typist may have mistyped (slip) or
    not (letters), a word with other marks in it (marks); each has another where the engine's confidence is known."""
    return _case(facts) + (WITH_CONFIDENCE if KNOWN in facts else "")


def _case(facts: Mapping[str, float]) -> str:
    if facts["kind joined"] or facts["kind hyphen"] or facts["kind parted"]:
        return "several"
    if not facts["kind word"]:
        return "known"
    if not facts["only letters"]:
        return "marks"
    return "slip" if facts["slip"] else "letters"


def facts(
    run: Run, options: Sequence[Sequence[Option]], step: Step, following: Step | None, document: float, line: Line
) -> dict[str, float]:
    """What is known about a change; ``document`` is the share of odd tokens there."""
    option, vocabulary, at = step.option, run.vocabulary, step.at
    token, last = run.tokens[at], run.tokens[option.end - 1]
    after = following.option.says[0] if following else END
    score = _score(vocabulary, step.before, option, after)
    found = confusions(run, at, option)
    words = option.word.split(" ")
    counted = vocabulary.get(words[0], 0)
    lead, _, trail = parts(option.text)
    letters = option.seen.isalpha() and (
        option.seen.isupper() if run.capitals[at] else option.seen.isupper() or option.seen[1:].islower()
    )
    strange = vocabulary.strangeness(upper(token.core)) if option.end == at + 1 else [NO_RIVAL]
    length = max(len(option.word), 1)
    return {
        **{f"kind {kind}": float(option.kind == kind) for kind in KINDS},
        "against as read": score - as_read(run, options, step, after),
        "against next best": min(score - _next_best(run, options, step, after), NO_RIVAL),
        "cost": option.cost,
        "cost per letter": option.cost / length,
        "strange letters": sum(strange) / len(strange),
        "strangest letter": max(strange),
        "confusions": len(found),
        "letters": len(option.word),
        "letters read": len(option.seen),
        "count": log(counted + 1),
        "fits before": _fit(vocabulary, step.before, words[0]),
        "fits after": _fit(vocabulary, words[-1], after),
        "seen after": vocabulary.pair(step.before, words[0]) > 0,
        "seen before": vocabulary.pair(words[-1], after) > 0,
        "odd tokens": log(document),
        "odd tokens in line": line.odd,
        "tokens in line": line.tokens,
        "slip": letters and len(found) == 1 and _is_slip(found[0]),
        "only letters": letters,
        "own": run.own[token.word],
        "own word": run.own[option.word],
        "odd characters": sum(not (mark.isalnum() or mark in " '-.") for mark in option.seen),
        "marks changed": lead != token.lead or trail != last.trail,
        "odd marks left": odd_marks(lead, LEADS) + odd_marks(trail, TRAILS) > 0,
        "odd marks": sum(run.odd[at]),
        "marks before": lead != "",
        "marks after": trail not in ("", ".", ",", "-"),
        "commonest part": log(max(vocabulary.get(part.word, 0) for part in run.tokens[at : option.end]) + 1),
        "rarest part": log(min(vocabulary.get(part.word, 0) for part in run.tokens[at : option.end]) + 1),
        "holds a known word": _holds_a_known_word(run, at, option),
        "only case": run.cased(at, option.word, option.seen).lower() == option.seen.lower(),
        "capitals": run.capitals[at],
        "ends line": last.ends,
        "starts line": at == 0 or run.tokens[at - 1].ends,
        "tokens": option.end - at,
        "unknown before": step.before == UNKNOWN,
        "unknown after": after == UNKNOWN,
        "first letter": bool(found) and option.word[:1] != option.seen[:1].upper(),
        "code": run.kinds[at] is Kind.CODE,
        "in compound": token.glued or (last.trail in ("-", "--", "/") and not last.ends),
    }


def _holds_a_known_word(run: Run, at: int, option: Option) -> bool:
    """Whether several tokens become a word that begins or ends with one of them: OO INTEGRATION, DISINTEGRATION."""
    parts_known = [run.kinds[place] is Kind.KNOWN for place in (at, option.end - 1)]
    there = option.word.startswith(run.tokens[at].word), option.word.endswith(run.tokens[option.end - 1].word)
    return option.end > at + 1 and any(known and here for known, here in zip(parts_known, there, strict=True))


def confusions(run: Run, at: int, option: Option) -> list[Confusion]:
    """The differences between what an option reads and what was read."""
    if option.kind in ("stray", "marks"):
        return []
    return run.channel.confusions(run.cased(at, option.word, option.seen), option.seen)


def as_read(run: Run, options: Sequence[Sequence[Option]], step: Step, after: str) -> float:
    """How well the tokens of a step fit where they stand if nothing is changed."""
    total, before = 0.0, step.before
    for at in range(step.at, step.option.end):
        same = options[at][0]
        gain, before = likelihood(run.vocabulary, before, same.says)
        total += gain - same.cost
    return total + _gain(run.vocabulary, before, after)


def _score(vocabulary: Vocabulary, before: str, option: Option, after: str) -> float:
    gain, said = likelihood(vocabulary, before, option.says)
    return gain - option.cost + _gain(vocabulary, said, after)


def _gain(vocabulary: Vocabulary, before: str, after: str) -> float:
    return likelihood(vocabulary, before, (after,))[0] if after not in (END, UNKNOWN, NOTHING) else 0.0


def _next_best(run: Run, options: Sequence[Sequence[Option]], step: Step, after: str) -> float:
    rivals = (
        _score(run.vocabulary, step.before, other, after)
        for other in options[step.at][1:]
        if other.end == step.option.end and other.text != step.option.text
    )
    return max(rivals, default=-99.0)


def _fit(vocabulary: Vocabulary, first: str, second: str) -> float:
    """How much likelier a word is after this one than anywhere."""
    apart = {END, UNKNOWN, NOTHING, NUMBER}
    if second in apart or second not in vocabulary or first in (END, UNKNOWN, NOTHING):
        return 0.0
    return vocabulary.after(first, second) - vocabulary.alone(second)


def _is_slip(confusion: Confusion) -> bool:
    """Whether a typist may have done it: a letter too many, too few, or two exchanged."""
    one, other = confusion.truth, confusion.observed
    return not (one and other) or (len(one) == 2 and sorted(one) == sorted(other))
