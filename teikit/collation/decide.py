"""Which reading stands where the releases differ: the one that is likeliest, given what each engine read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from teikit.collation.columns import Column, Range
from teikit.collation.decision import HIGH, MEDIUM, Decision
from teikit.collation.likely import Judge, OcrEngine, engine_of
from teikit.collation.numbers import digits, is_compound, is_number, number_beside, numbers_differ
from teikit.collation.witness import Witness, Word, key_of
from teikit.lexicon import Lexicon
from teikit.words.tokens import parts, tokens, upper

SHOWN = 4.0  # nats by which a reading must be likelier than the next to show how the engine fails in this release
CLEAR = 2.0  # nats; where two readings of different letters are nearer to each other, nothing decides between them
CHANCE = 4  # letters of a word up to which a known word may be read for it by chance: tho for THE in two releases
AGREED = 99.0  # the margin of a reading without a rival

Cells = Mapping[str, Sequence[Word]]
"""For each release that has words in a column those words, the base first."""


def decisions(
    base: Witness, others: Mapping[str, Witness], columns: Sequence[Column], lexicon: Lexicon
) -> list[Decision]:
    """The columns in which the releases do not read the same, with what should stand there.

    They are decided twice: first by engines that nobody knows, then by what the clear columns show of each engine.
    """
    names = (base.id, *others)
    own_counts = Counter(upper(parts(word.text)[1]) for word in base.words)
    cells = [(column, _cells(base, others, column)) for column in columns]
    cells = [(column, there) for column, there in cells if base.id in there and len(there) > 1]
    unknown = Judge(lexicon, own_counts, {name: OcrEngine(lexicon.channel) for name in names})
    first = {decision.column.base: decision for decision in _decisions(base, cells, unknown, near=False)}
    engines = {name: engine_of(lexicon.channel, list(_clear_readings(name, cells, first))) for name in names}
    decided = _decisions(base, cells, Judge(lexicon, own_counts, engines), near=True)
    read = {key_of(part) for witness in (base, *others.values()) for word in witness.words for part in word.raw.split()}
    return [replace(decision, stands_elsewhere=_has_words(read, decision.reading)) for decision in decided]


def _has_words(read: Set[str], reading: str) -> bool:
    """Whether each word of a reading is among those that the OCR of some release has anywhere, as their keys."""
    return {key_of(part) for part in reading.split()} <= {"", *read}


def _cells(base: Witness, others: Mapping[str, Witness], column: Column) -> dict[str, Sequence[Word]]:
    """What each release has in a column, the base first; releases that have nothing there are left out."""
    cells = {base.id: base.words[slice(*column.base)]}
    cells |= {name: others[name].words[slice(*words)] for name, words in column.others.items()}
    return {name: words for name, words in cells.items() if words}


def _clear_readings(
    name: str, cells: Sequence[tuple[Column, Cells]], decided: Mapping[Range, Decision]
) -> Iterator[tuple[str, str]]:
    """What one release read where it is clear what stands on the page: pairs of that and of what was read."""
    for column, there in cells:
        if name not in there:
            continue
        decision = decided.get(column.base)
        if decision is None:
            yield _text(there[name]), _raw(there[name])
        elif decision.lead > SHOWN:
            yield decision.reading, _raw(there[name])


def _decisions(base: Witness, cells: Sequence[tuple[Column, Cells]], judge: Judge, near: bool) -> Iterator[Decision]:
    """The decisions about all columns; with ``near`` words count that no release has."""
    for column, there in cells:
        texts, raws = set(map(_text, there.values())), set(map(_raw, there.values()))
        # A word that all engines read alike (HARRASSMENTS) was wrongly corrected, if by nothing but the rule for words.
        if len(raws) == 1 and texts != raws and _only_words(there) and parts(_raw(there[base.id]))[1].isalpha():
            yield _agreed(column, there, base.id)
        elif len(texts) > 1:
            yield _decision(base, column, there, judge, near)
        elif len(raws) > 1:
            yield _same(column, there, texts.pop())


def _decision(base: Witness, column: Column, there: Cells, judge: Judge, near: bool) -> Decision:
    """The likeliest reading of a column; numbers are not weighed but counted."""
    decision, scores = _likeliest(base, column, there, judge, near)
    readings = {name: _text(words) for name, words in there.items()}
    here, best = decision.before, decision.reading
    if number := number_beside(here, readings.values()):
        agreeing = tuple(name for name, text in readings.items() if text == number)
        return _replaced(decision, number, agreeing, HIGH if key_of(number) == key_of(here) else MEDIUM)
    changed = key_of(best) != key_of(here)
    changed_compound = digits(best) != digits(here) and is_compound(here)
    if changed_compound or numbers_differ(readings.values()) or (changed and is_number(best) and is_number(here)):
        return _by_majority(decision, readings)
    rivals = [scores[reading] for reading in readings.values() if key_of(reading) != key_of(best)]
    if decision.margin >= CLEAR or all(scores[best] - rival >= CLEAR for rival in rivals):
        return decision
    return as_read(decision, there, base.id, judge) or _as_open(decision)


def _likeliest(
    base: Witness, column: Column, there: Cells, judge: Judge, near: bool
) -> tuple[Decision, Mapping[str, float]]:
    """The reading with the highest score among those of the releases and words near them, and all scores."""
    here = _text(there[base.id])
    seen = {name: _raw(words) for name, words in there.items()}
    readings = {name: _text(words) for name, words in there.items()}
    options = dict.fromkeys([here, *readings.values(), *seen.values()])
    if near and not any(judge.knows(option) for option in options):
        near_by = _near(list(options), judge)
        options |= dict.fromkeys(word for word in near_by if not _is_slip(word, list(seen.values())))
    beside = _beside(base, column.base)
    seen_elsewhere = {name: text for name, text in seen.items() if name != base.id}
    scores = {option: judge.score(option, (base.id, seen[base.id]), seen_elsewhere, *beside) for option in options}
    best = max(options, key=lambda option: scores[option])
    next_best = max((scores[option] for option in options if option != best), default=scores[best] - AGREED)
    others = tuple(name for name in there if name != base.id)
    sources = tuple(name for name in others if best in (readings[name], seen[name]))
    if not sources and best == seen[base.id]:
        sources = (base.id,)
    margin, lead = scores[best] - scores[here], scores[best] - next_best
    return Decision(column, here, best, margin, lead, sources, seen), scores


def _same(column: Column, there: Cells, reading: str) -> Decision:
    """A word that the engines read differently and that reads the same in all releases by now."""
    seen = {name: _raw(words) for name, words in there.items()}
    sources = tuple(name for name, text in seen.items() if text == reading)
    return Decision(column, reading, reading, 0.0, AGREED, sources, seen)


def _only_words(there: Cells) -> bool:
    """Whether nothing but the rule for words has changed what the releases read."""
    return all(word.rules <= {"words"} for words in there.values() for word in words)


def _agreed(column: Column, there: Cells, base: str) -> Decision:
    """A word that all engines read alike is what the page has, however odd; marks in it may be the engines' own."""
    raw = _raw(there[base])
    seen = dict.fromkeys(there, raw)
    return Decision(column, _text(there[base]), raw, AGREED, AGREED, tuple(seen), seen, agreed=True)


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
            agreeing = tuple(name for name, text in readings.items() if key_of(text) == key_of(reading))
            same = key_of(reading) == key_of(decision.before)
            return _replaced(decision, decision.before if same else reading, agreeing)
    return _as_open(decision)


def _replaced(decision: Decision, reading: str, sources: tuple[str, ...], margin: float = HIGH) -> Decision:
    return replace(decision, reading=reading, margin=margin, lead=margin, sources=sources)


def as_read(decision: Decision, there: Cells, base: str, judge: Judge) -> Decision | None:
    """Where nothing decides, a word that the OCR of a release has stands before one that only a correction has.

    ``~ANKS`` was corrected to TANKS, and another release has BANKS. None if the OCR of some release has what the
    base reads, or no other has a known word.
    """
    here = there[base]
    key = key_of(decision.before)
    if len(here) > 1 or len(key) <= CHANCE or key in {key_of(text) for text in decision.seen.values()}:
        return None
    read = {name: words[0] for name, words in there.items() if name != base and len(words) == 1}
    readings = Counter(word.text for word in read.values() if word.text == word.raw and judge.knows(word.text))
    if not readings:
        return None
    reading = max(readings, key=lambda text: (readings[text], text))
    agreeing = tuple(name for name, word in read.items() if word.text == reading)
    return _replaced(decision, reading, agreeing, MEDIUM)


def _as_open(decision: Decision) -> Decision:
    return replace(decision, reading=decision.before, margin=0.0, open=True)


def _near(options: Sequence[str], judge: Judge) -> Iterator[str]:
    """Words near what the releases have, where none of them may be right; no places (AAAA is not AMMAN)."""
    for option in options:
        tokenized = list(tokens(option, lambda word: True))
        # Of several words or a number none is near, and a form that the telegram has elsewhere is a name.
        if len(tokenized) != 1 or not tokenized[0].core.isalpha() or judge.recurs(tokenized[0].word):
            continue
        segment, token = judge.segment(tokenized), tokenized[0]
        for _, word in segment.nearest_words(0, token.word, token.core, 2 if len(token.core) > 4 else 1):
            if not judge.is_place(word):
                yield token.lead + segment.cased(0, word, token.core) + token.trail


def _is_slip(word: str, seen: Sequence[str]) -> bool:
    """Whether all engines have the same letter too many or too few against a word: then the typist had (INTEPRETER).

    The same letter misread by all is likelier the engines' own: a worn letter looks the same in every copy.
    """
    edits = [
        {
            (step.tag, step.src_pos, text[step.dest_pos : step.dest_pos + (step.tag == "insert")])
            for step in Levenshtein.editops(word, text)
            if step.tag != "replace"
        }
        for text in seen
    ]
    return len(edits) > 1 and bool(set.intersection(*edits))


def _beside(base: Witness, words: Range) -> tuple[str, str]:
    """The words of the base before and after some of its words, empty at the ends."""
    start, end = words
    before = base.words[start - 1].text if start else ""
    return before, base.words[end].text if end < len(base.words) else ""


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _raw(words: Sequence[Word]) -> str:
    return " ".join(word.raw for word in words)
