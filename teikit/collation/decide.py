"""Which reading stands where the releases differ: the one that is likeliest, given what each engine read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex
from rapidfuzz.distance import Levenshtein

from teikit.collation.columns import Column, Range
from teikit.collation.likely import Engine, Judge, engine
from teikit.collation.witness import Witness, Word, key_of
from teikit.core import Certainty
from teikit.lexicon import Lexicon
from teikit.words.tokens import parts, tokens, upper

SHOWN = 4.0
"""Nats; a reading that is so much likelier than the next shows how the engine fails in this release."""
HIGH, MEDIUM, LOW, MARKS = 6.0, 4.0, 0.5, 9.0
"""Nats by which a reading must be likelier than that of the base to take its place with high, medium, low certainty.

Where only marks differ it takes the last for high and the first for medium. On typed pairs of other telegrams 93 of 100
changes are right from 6 nats on, 85 at 4; 2 and 9 in 100 spoil a right word."""
CLEAR = 2.0
"""Nats; where two readings of different letters are nearer to each other, nothing decides between them."""
AGREED = 99.0
NUMBER = regex.compile(r"(?=.*[0-9])[A-Z0-9]+(?:[-/.,:][A-Z0-9]+)*")
COMPOUND = regex.compile(r"(?=.*[0-9])[A-Z0-9]+(?:[-/][A-Z0-9]+)+(?:['’‘]S)?")
"""A name or number put together with signs: ``L/1``, ``F/86'S``. Its digits are digits, not letters misread."""
TIME_GROUP = regex.compile(r"[0-9]{6}Z")
"""Day, hour and minute of Greenwich (ACP 121): the Z is no misread 2."""


@dataclass(frozen=True)
class Decision:
    """What stands in a column of the base where the releases differ.

    ``reading`` is the likeliest, ``margin`` how much likelier (in nats) than what the base has, ``lead`` than the next;
    ``sources`` are the releases it rests on, ``seen`` what the OCR of each release has. ``agreed`` says that all
    engines read the same, so it is what the page has, however odd; ``open`` that nothing decides.
    """

    column: Column
    before: str
    reading: str
    margin: float
    lead: float
    sources: tuple[str, ...]
    seen: Mapping[str, str]
    agreed: bool = False
    open: bool = False

    @property
    def cert(self) -> Certainty | None:
        """How sure it is that the base should read otherwise; None if it should not."""
        if self.reading == self.before or self.open or self.margin < LOW:
            return None
        only_marks = key_of(self.reading) == key_of(self.before)
        if only_marks and len(self.seen) > 2 and len(self.sources) < 2:
            return None  # each has marks of its own: RESTAURANT) beside a box, RESTAURANT: and RESTAURANT,
        if self.margin >= (HIGH if not only_marks else MARKS):
            return Certainty.HIGH
        return Certainty.MEDIUM if self.margin >= (MEDIUM if not only_marks else HIGH) else Certainty.LOW

    @property
    def why(self) -> str:
        """The ground, for people."""
        if self.agreed:
            return "all releases read so"
        others = "; ".join(f"{name} has {text}" for name, text in self.seen.items() if name in self.sources)
        return f"{others}; likelier by {self.margin:.1f} nats"


def decisions(
    base: Witness, others: Mapping[str, Witness], found: Sequence[Column], lexicon: Lexicon
) -> list[Decision]:
    """The columns in which the releases do not read the same, with what should stand there."""
    witnesses = {base.id: base, **others}
    own = Counter(upper(parts(word.text)[1]) for word in base.words)
    unknown = Judge(lexicon, own, {name: Engine(lexicon.channel) for name in witnesses})
    first = {one.column.base: one for one in _decisions(base, others, found, unknown, near=False)}
    engines = {name: engine(lexicon.channel, list(_shown(base, others, name, found, first))) for name in witnesses}
    return list(_decisions(base, others, found, Judge(lexicon, own, engines), near=True))


def _words(base: Witness, others: Mapping[str, Witness], column: Column) -> dict[str, Sequence[Word]]:
    """What each release has in a column, the base first; releases that have nothing there are left out."""
    there = {base.id: base.words[slice(*column.base)]}
    there |= {name: others[name].words[slice(*some)] for name, some in column.others.items()}
    return {name: words for name, words in there.items() if words}


def _shown(
    base: Witness,
    others: Mapping[str, Witness],
    name: str,
    found: Sequence[Column],
    decided: Mapping[Range, Decision],
) -> Iterator[tuple[str, str]]:
    """What one release read where it is clear what stands on the page: pairs of that and of what was read."""
    for column in found:
        there = _words(base, others, column)
        if base.id not in there or name not in there or len(there) < 2:
            continue
        one = decided.get(column.base)
        if one is None:
            yield _text(there[name]), _raw(there[name])
        elif one.lead > SHOWN:
            yield one.reading, _raw(there[name])


def _decisions(
    base: Witness, others: Mapping[str, Witness], found: Sequence[Column], judge: Judge, near: bool
) -> Iterator[Decision]:
    for column in found:
        there = _words(base, others, column)
        if base.id not in there or len(there) < 2:
            continue
        texts, raws = set(map(_text, there.values())), set(map(_raw, there.values()))
        if len(raws) == 1 and texts != raws and _only_words(there) and parts(_raw(there[base.id]))[1].isalpha():
            yield _agreed(column, there, base.id)
        elif len(texts) > 1:
            yield _decision(base, column, there, judge, near)
        elif len(raws) > 1:
            yield _same(column, there, texts.pop())


def _decision(base: Witness, column: Column, there: Mapping[str, Sequence[Word]], judge: Judge, near: bool) -> Decision:
    here = _text(there[base.id])
    seen = {name: _raw(words) for name, words in there.items()}
    raw = seen[base.id]
    readings = {name: _text(words) for name, words in there.items()}
    options = dict.fromkeys([here, *readings.values(), *seen.values()])
    if near and not any(judge.knows(option) for option in options):
        near_by = _near(list(options), judge)
        options |= dict.fromkeys(word for word in near_by if not _is_slip(word, list(seen.values())))
    beside = _beside(base, column.base)
    scores = {option: judge.score(option, (base.id, raw), _without(seen, base.id), *beside) for option in options}
    best = max(options, key=lambda option: scores[option])
    rest = max((scores[option] for option in options if option != best), default=scores[best] - AGREED)
    sources = tuple(name for name in there if name != base.id and best in (readings[name], seen[name]))
    decision = Decision(
        column, here, best, scores[best] - scores[here], scores[best] - rest,
        sources or tuple(name for name in there if name != base.id), seen,
    )  # fmt: skip
    if number := _number_beside(here, readings.values()):
        agreeing = tuple(name for name, text in readings.items() if text == number)
        return _replaced(decision, number, agreeing, HIGH if key_of(number) == key_of(here) else MEDIUM)
    changed = key_of(best) != key_of(here)
    compound = _digits(best) != _digits(here) and COMPOUND.fullmatch(parts(here)[1])
    if compound or _numbers_differ(readings.values()) or (changed and _is_number(best) and _is_number(here)):
        return _by_majority(decision, readings)
    rivals = [scores[reading] for reading in readings.values() if key_of(reading) != key_of(best)]
    is_open = decision.margin < CLEAR and any(scores[best] - rival < CLEAR for rival in rivals)
    return _as_open(decision) if is_open else decision


def _same(column: Column, there: Mapping[str, Sequence[Word]], reading: str) -> Decision:
    """A word that the engines read differently and that reads the same in all releases by now."""
    seen = {name: _raw(words) for name, words in there.items()}
    sources = tuple(name for name, text in seen.items() if text == reading)
    return Decision(column, reading, reading, 0.0, AGREED, sources, seen)


def _only_words(there: Mapping[str, Sequence[Word]]) -> bool:
    """Whether nothing but the rule for words has changed what the releases read."""
    return all(word.rules <= {"words"} for words in there.values() for word in words)


def _agreed(column: Column, there: Mapping[str, Sequence[Word]], base: str) -> Decision:
    """A word that all engines read alike is what the page has, however odd; marks in it may be the engines' own."""
    raw = _raw(there[base])
    seen = dict.fromkeys(there, raw)
    return Decision(column, _text(there[base]), raw, AGREED, AGREED, tuple(seen), seen, agreed=True)


def _digits(reading: str) -> str:
    return "".join(filter(str.isdigit, reading))


def _is_number(reading: str) -> bool:
    return NUMBER.fullmatch(parts(reading)[1]) is not None


def _number_beside(here: str, readings: Collection[str]) -> str:
    """The one number of digits only that a release has where the base has it damaged (``7O``, ``74u``); else empty.

    A base of digits only, or a time group, is such a number itself, beside whatever looks like it.
    """
    clean = {reading for reading in readings if parts(reading)[1].isdigit()}
    core = parts(here)[1]
    if len({key_of(reading) for reading in clean}) != 1 or not any(map(str.isdigit, core)):
        return ""
    if TIME_GROUP.fullmatch(core):
        return here
    if core.isdigit():
        words = [reading for reading in readings if reading != here and not any(map(str.isdigit, reading))]
        return here if not words else ""  # 70 may be a misread TO
    number = min(clean)
    return number if len(parts(number)[1]) == len(core) and not _is_word(core) else ""


def _is_word(core: str) -> bool:
    """Whether letters make up most of it: F-5 and B1A3 are no damaged numbers."""
    return 2 * sum(map(str.isalpha, core)) > len(core)


def _numbers_differ(readings: Iterable[str]) -> bool:
    """Whether two releases have different numbers, each without a sign of damage."""
    return len({key_of(reading) for reading in readings if _is_number(reading)}) > 1


def _by_majority(decision: Decision, readings: Mapping[str, str]) -> Decision:
    """Numbers say nothing of themselves: of several releases the majority decides, of two nothing does.

    Only where the base has no number at all is the likeliest taken: ``7u`` for ``70``.
    """
    bare = parts(decision.before)[1]
    if not bare.isdigit() and parts(decision.reading)[1].isdigit():
        return decision
    counts = Counter(map(key_of, readings.values()))
    for reading in readings.values():
        if 2 * counts[key_of(reading)] > len(readings):
            agreeing = tuple(other for other, text in readings.items() if key_of(text) == key_of(reading))
            same = key_of(reading) == key_of(decision.before)
            return _replaced(decision, decision.before if same else reading, agreeing)
    return _as_open(decision)


def _replaced(decision: Decision, reading: str, sources: tuple[str, ...], margin: float = HIGH) -> Decision:
    return Decision(decision.column, decision.before, reading, margin, margin, sources, decision.seen)


def _as_open(decision: Decision) -> Decision:
    return Decision(
        decision.column, decision.before, decision.before, 0.0, decision.lead, decision.sources, decision.seen,
        open=True,
    )  # fmt: skip


def _without(seen: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: text for other, text in seen.items() if other != name}


def _near(options: Sequence[str], judge: Judge) -> Iterator[str]:
    """Words near what the releases have, where none of them may be right."""
    for option in options:
        found = list(tokens(option, lambda word: True))
        if len(found) != 1 or not found[0].core.isalpha():
            continue
        segment, token = judge.segment(found), found[0]
        for _, word in segment.nearest_words(0, token.word, token.core, 2 if len(token.core) > 4 else 1):
            yield token.lead + segment.cased(0, word, token.core) + token.trail


def _is_slip(word: str, seen: Sequence[str]) -> bool:
    """Whether all engines have the same letter too many or too few against a word: then the typist had (INTEPRETER).

    The same letter misread by all is likelier the engines' own: a worn letter looks the same in every copy.
    """
    edits = [
        {
            (one.tag, one.src_pos, text[one.dest_pos : one.dest_pos + (one.tag == "insert")])
            for one in Levenshtein.editops(word, text)
            if one.tag != "replace"
        }
        for text in seen
    ]
    return len(edits) > 1 and bool(set.intersection(*edits))


def _beside(base: Witness, words: Range) -> tuple[str, str]:
    start, end = words
    before = base.words[start - 1].text if start else ""
    return before, base.words[end].text if end < len(base.words) else ""


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _raw(words: Sequence[Word]) -> str:
    return " ".join(word.raw for word in words)
