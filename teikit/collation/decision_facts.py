"""Collect the facts about a decision, from which a scorecard calculates the chances that it is right or does harm.

The points of each fact are in ``decided-points.tsv`` (made by ``tools/learn_decisions.py``). Facts are numbers; true or
false is 1 or 0. Scores are in nats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from teikit.collation.context import Context
from teikit.collation.decision import Decision
from teikit.collation.likely import is_listed
from teikit.collation.witness import Witness, WitnessWord, key_of
from teikit.core.text import WRITTEN
from teikit.words.tokens import LEADS, TRAILS, odd_marks, parts, upper

AROUND = 10  # words on either side of a place that show how well it was read
BESIDE = 2  # words on either side of a place that another release may read alike
FEW_WORDS = 6  # words that are added to those around a place, one of them unknown, so that few do not count too much
MOST_NATS = 40.0  # nats beyond which it makes no difference how much likelier a reading is
MOST_LETTERS = 15  # letters beyond which the length of a word makes no difference
MOST_TIMES = 5  # times beyond which it makes no difference how often a word recurs
MOST_FEWER = 5  # letters beyond which it makes no difference how much shorter, or longer, a reading is
MOST_MARKS = 2  # marks beyond which it makes no difference how many there are
MOST_EDITS = 10  # edits beyond which two readings are equally unlike


class Evidence:
    """What the releases of a work say about the decisions on one of them, the base."""

    def __init__(self, base: Witness, context: Context) -> None:
        self._base, self._context = base, context
        self._times = Counter(map(_core, (word.text for word in base.words)))
        self._unknown = {name: _unknown(witness, context) for name, witness in context.witnesses.items()}

    def facts(self, decision: Decision) -> dict[str, float]:
        """The facts about a decision, by their names in the table."""
        return (
            _scores(decision)
            | self._readings(decision)
            | _letters(decision)
            | _marks(decision)
            | self._releases(decision)
            | self._surroundings(decision)
        )

    def _readings(self, decision: Decision) -> dict[str, float]:
        """Whether the words of both readings are in a list, and how often the base has them."""
        lexicon = self._context.lexicon
        return {
            "in a list": all(is_listed(word, lexicon) for word in decision.reading.split()),
            "base in a list": all(is_listed(word, lexicon) for word in decision.before.split()),
            "recurs": min(self._times[_core(decision.reading)], MOST_TIMES),
            "base recurs": min(self._times[_core(decision.before)], MOST_TIMES),
        }

    def _releases(self, decision: Decision) -> dict[str, float]:
        """Which releases read what; readings of one scan by one engine are one voice."""
        read = {name: key_of(text) for name, text in decision.seen.items()}
        new, old = key_of(decision.reading), key_of(decision.before)
        beside = [name for name in decision.sources if name != self._base.id]
        return {
            "releases that have it": len(beside),
            "releases here": len(read),
            "voices that read it": len(self._context.voices(name for name, key in read.items() if key == new)),
            "voices that read the base": len(self._context.voices(name for name, key in read.items() if key == old)),
            "edits from what the base read": min(
                Levenshtein.distance(decision.seen.get(self._base.id, ""), decision.reading), MOST_EDITS
            ),
            "base was corrected": read.get(self._base.id, "") != old,
            "only as corrected": bool(beside) and all(read.get(name) != new for name in beside),
        }

    def _surroundings(self, decision: Decision) -> dict[str, float]:
        """How well the base and the releases with the reading were read in the place, and everywhere."""
        start, end = decision.column.base
        places = {name: words for name, words in decision.column.witnesses.items() if words[0] < words[1]}
        places = {name: words for name, words in places.items() if name in decision.sources} or places
        around = [_share(self._unknown[name], *words) for name, words in places.items()]
        everywhere = [_share(self._unknown[name], 0, 0, len(self._unknown[name])) for name in places]
        return {
            "unknown words around": _share(self._unknown[self._base.id], start, end),
            "unknown words around it elsewhere": min(around, default=1.0),
            "unknown words": _share(self._unknown[self._base.id], 0, 0, len(self._base.words)),
            "unknown words elsewhere": min(everywhere, default=1.0),
            "read alike beside": max((self._alike_beside(name, start, end) for name in places), default=0),
        }

    def _alike_beside(self, name: str, start: int, end: int) -> int:
        """How many of the words right before and after a place a release reads as the base does."""
        places, keys = self._context.places(self._base.id, name), self._context.witnesses[name].keys
        beside = (*range(max(start - BESIDE, 0), start), *range(end, min(end + BESIDE, len(places))))
        return sum(keys[slice(*places[at])] == [self._base.keys[at]] for at in beside)


def _scores(decision: Decision) -> dict[str, float]:
    """How much likelier a reading is than others, and whether an OCR has it."""
    return {
        "nats likelier than the base": min(decision.margin, MOST_NATS),
        "nats likelier than the next": min(decision.lead, MOST_NATS),
        "decided by a rule": decision.by_rule,
        "read so": decision.is_read,
        "conjecture": decision.is_conjecture,
        "stands elsewhere": decision.stands_elsewhere,
    }


def _letters(decision: Decision) -> dict[str, float]:
    """How long the readings are, and how alike."""
    before, reading = decision.before, decision.reading
    old, new = key_of(before), key_of(reading)
    return {
        "like the base": Levenshtein.normalized_similarity(old, new),
        "letters": min(len(new), MOST_LETTERS),
        "letters of the base": min(len(old), MOST_LETTERS),
        "letters fewer": max(min(len(old) - len(new), MOST_FEWER), -MOST_FEWER),
        "words": len(reading.split()),
        "words of the base": len(before.split()),
        "same first letter": old[:1] == new[:1],
        "same last letter": old[-1:] == new[-1:],
    }


def _marks(decision: Decision) -> dict[str, float]:
    """The digits, capitals and marks of the readings."""
    before, reading = decision.before, decision.reading
    core = parts(reading)[1]
    return {
        "only marks differ": key_of(before) == key_of(reading),
        "digits": any(map(str.isdigit, reading)),
        "base digits": any(map(str.isdigit, before)),
        "a number": core.isdigit(),
        "only letters": core.isalpha(),
        "base only letters": parts(before)[1].isalpha(),
        "begins with a capital": core[:1].isupper(),
        "in capitals": core.isupper(),
        "odd marks": min(_odd(reading), MOST_MARKS),
        "base odd marks": min(_odd(before), MOST_MARKS),
        "marks fewer": max(min(_mark_count(before) - _mark_count(reading), MOST_MARKS), -MOST_MARKS),
    }


def _odd(text: str) -> int:
    """The number of marks in a text that typists do not put there: ``®``, ``_``, ``{``."""
    odd = 0
    for word in text.split():
        lead, core, trail = parts(word)
        inside = sum(not WRITTEN.search(character) and character not in "-/'’.," for character in core)
        odd += odd_marks(lead, LEADS) + odd_marks(trail, TRAILS) + inside
    return odd


def _mark_count(text: str) -> int:
    return sum(not character.isspace() and not WRITTEN.search(character) for character in text)


def _core(text: str) -> str:
    return upper(parts(text)[1])


def _unknown(witness: Witness, context: Context) -> list[int]:
    """The number of words in no list before each word of a release, and at its end."""
    return list(accumulate((_is_unknown(word, context) for word in witness.words), initial=0))


def _is_unknown(word: WitnessWord, context: Context) -> bool:
    return any(map(str.isalpha, word.text)) and not is_listed(word.text, context.lexicon)


def _share(unknown: Sequence[int], start: int, end: int, around: int = AROUND) -> float:
    """The share, from 0 to 1, of the words around those from ``start`` to ``end`` that are in no list."""
    low, high = max(start - around, 0), min(end + around, len(unknown) - 1)
    count = unknown[high] - unknown[low] - (unknown[end] - unknown[start])
    return (count + 1) / (high - low - (end - start) + FEW_WORDS)
