"""Choose the reading where the releases differ: the likeliest one, given what each engine read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from teikit.collation.columns import Column, Range
from teikit.collation.decision import HIGH_MARGIN, MEDIUM_MARGIN, Decision
from teikit.collation.guards import loses_a_word, spoils
from teikit.collation.likely import OcrEngine, ReadingScorer, engine_of
from teikit.collation.numbers import digits, is_compound, is_number, number_beside, numbers_differ
from teikit.collation.witness import Witness, WitnessWord, key_of, raw_of, text_of
from teikit.lexicon import Lexicon
from teikit.words.tokens import parts, tokens, upper

SHOWN = 4.0  # nats of lead from which a reading shows how the engine of a release misreads
CLEAR = 2.0  # nats between readings of different letters below which they are undecided
CHANCE = 4  # letters up to which a word may be misread as another known one by chance: tho for THE in two releases
LONG_WORD = 5  # letters of a word from which a conjecture may be two letters away instead of one
UNRIVALLED = 99.0  # nats of lead of a reading without a rival

Cells = Mapping[str, Sequence[WitnessWord]]
"""The words of each witness that has any in a column, by its id, the base first."""
Filled = Sequence[tuple[Column, Cells]]
"""Columns in which the base and another witness have words."""


def decisions(
    base: Witness, witnesses: Mapping[str, Witness], columns: Sequence[Column], lexicon: Lexicon
) -> list[Decision]:
    """The decisions about the columns in which the releases differ, in the order of the base.

    ``witnesses`` are the others than the base, by their ids. Columns are decided twice: first with the same channel for
    all engines, then with a channel for each engine learnt from the clear columns.
    """
    names = (base.id, *witnesses)
    own_counts = Counter(upper(parts(word.text)[1]) for word in base.words)
    filled = [(column, _cells(base, witnesses, column)) for column in columns]
    filled = [(column, cells) for column, cells in filled if base.id in cells and len(cells) > 1]
    unknown = ReadingScorer(lexicon, own_counts, {name: OcrEngine(lexicon.channel) for name in names})
    first = {decision.column.base: decision for decision in _decisions(base, filled, unknown, with_conjectures=False)}
    engines = {name: engine_of(lexicon.channel, list(_clear_readings(name, filled, first))) for name in names}
    decided = _decisions(base, filled, unknown.with_engines(engines), with_conjectures=True)
    read = {"", *(key for witness in (base, *witnesses.values()) for key in witness.keys_read)}
    return [replace(decision, stands_elsewhere=_has_words(read, decision.reading)) for decision in decided]


def _has_words(read: Set[str], reading: str) -> bool:
    """Whether each word of a reading occurs in the OCR of some release; ``read`` has the keys of all words."""
    return all(key_of(part) in read for part in reading.split())


def _cells(base: Witness, witnesses: Mapping[str, Witness], column: Column) -> dict[str, Sequence[WitnessWord]]:
    """The words of each witness in a column, the base first; witnesses without words there are left out."""
    cells = {base.id: base.words[slice(*column.base)]}
    cells |= {name: witnesses[name].words[slice(*words)] for name, words in column.witnesses.items()}
    return {name: words for name, words in cells.items() if words}


def _clear_readings(name: str, filled: Filled, decided: Mapping[Range, Decision]) -> Iterator[tuple[str, str]]:
    """Pairs of the text on the page, where it is clear, and the reading of the OCR of one release."""
    for column, cells in filled:
        if name not in cells:
            continue
        decision = decided.get(column.base)
        if decision is None:
            yield text_of(cells[name]), raw_of(cells[name])
        elif decision.lead > SHOWN:
            yield decision.reading, raw_of(cells[name])


def _decisions(base: Witness, filled: Filled, scorer: ReadingScorer, with_conjectures: bool) -> Iterator[Decision]:
    """The decisions about all columns; with ``with_conjectures`` a reading may be a word that no release has."""
    for column, cells in filled:
        texts, raws = set(map(text_of, cells.values())), set(map(raw_of, cells.values()))
        if len(texts) > 1:
            yield _decision(base, column, cells, scorer, with_conjectures)
        elif len(raws) > 1:
            yield _unanimous(column, cells, texts.pop())


def _decision(base: Witness, column: Column, cells: Cells, scorer: ReadingScorer, with_conjectures: bool) -> Decision:
    """The decision about a column where the texts differ; for numbers, releases are counted, not weighed."""
    decision, scores = _likeliest(base, column, cells, scorer, with_conjectures)
    readings = {name: text_of(words) for name, words in cells.items()}
    before, best = decision.before, decision.reading
    if number := number_beside(before, readings.values()):
        agreeing = tuple(name for name, text in readings.items() if text == number)
        return _replaced(decision, number, agreeing, HIGH_MARGIN if key_of(number) == key_of(before) else MEDIUM_MARGIN)
    changed = key_of(best) != key_of(before)
    changed_compound = digits(best) != digits(before) and is_compound(before)
    if changed_compound or numbers_differ(readings.values()) or (changed and is_number(best) and is_number(before)):
        return _by_majority(decision, readings)
    raw = raw_of(cells[base.id])
    if changed and (loses_a_word(raw, before, best, scorer.knows) or spoils(raw, before, best, scorer.knows)):
        return _as_open(decision)
    rivals = [scores[reading] for reading in readings.values() if key_of(reading) != key_of(best)]
    if decision.margin >= CLEAR or all(scores[best] - rival >= CLEAR for rival in rivals):
        return decision
    return uncorrected(decision, cells, base.id, scorer) or _as_open(decision)


def _likeliest(
    base: Witness, column: Column, cells: Cells, scorer: ReadingScorer, with_conjectures: bool
) -> tuple[Decision, Mapping[str, float]]:
    """The decision for the reading with the highest score, and the scores (in nats) of all readings."""
    before = text_of(cells[base.id])
    seen = {name: raw_of(words) for name, words in cells.items()}
    readings = {name: text_of(words) for name, words in cells.items()}
    options = dict.fromkeys([before, *readings.values(), *seen.values()])
    if with_conjectures and not any(scorer.knows(option) for option in options):
        conjectures = _conjectures(list(options), scorer)
        options |= dict.fromkeys(word for word in conjectures if not _is_slip(word, list(seen.values())))
    beside = _neighbours(base, column.base)
    seen_elsewhere = {name: text for name, text in seen.items() if name != base.id}
    scores = {option: scorer.score(option, (base.id, seen[base.id]), seen_elsewhere, *beside) for option in options}
    best = max(options, key=lambda option: scores[option])
    next_best = max((scores[option] for option in options if option != best), default=scores[best] - UNRIVALLED)
    beside_base = tuple(name for name in cells if name != base.id)
    sources = tuple(name for name in beside_base if best in (readings[name], seen[name]))
    if not sources and best == seen[base.id]:
        sources = (base.id,)
    margin, lead = scores[best] - scores[before], scores[best] - next_best
    return Decision(column, before, best, margin, lead, sources, seen), scores


def _unanimous(column: Column, cells: Cells, reading: str) -> Decision:
    """The decision for a word that the engines read differently and that now reads the same in all releases."""
    seen = {name: raw_of(words) for name, words in cells.items()}
    sources = tuple(name for name, text in seen.items() if text == reading)
    return Decision(column, reading, reading, 0.0, UNRIVALLED, sources, seen)


def _by_majority(decision: Decision, readings: Mapping[str, str]) -> Decision:
    """The decision about numbers that differ: by a majority of the releases, otherwise undecided.

    Only if the base has no clean number (``7u`` for ``70``) is the likeliest reading taken. A number that is less than
    half as long is no reading of it: others have ``E2`` where a telephone number was withheld.
    """
    bare = parts(decision.before)[1]
    if not bare.isdigit() and parts(decision.reading)[1].isdigit():
        return decision
    counts = Counter(map(key_of, readings.values()))
    for reading in readings.values():
        is_whole = 2 * len(key_of(reading)) >= len(key_of(decision.before))
        if is_whole and 2 * counts[key_of(reading)] > len(readings):
            agreeing = tuple(name for name, text in readings.items() if key_of(text) == key_of(reading))
            same = key_of(reading) == key_of(decision.before)
            return _replaced(decision, decision.before if same else reading, agreeing)
    return _as_open(decision)


def _replaced(decision: Decision, reading: str, sources: tuple[str, ...], margin: float = HIGH_MARGIN) -> Decision:
    return replace(decision, reading=reading, margin=margin, lead=margin, sources=sources, by_rule=True)


def uncorrected(decision: Decision, cells: Cells, base: str, scorer: ReadingScorer) -> Decision | None:
    """For an undecided column, a word in the OCR of another release instead of one that only a correction has.

    ``~ANKS`` was corrected to TANKS, and another release has BANKS. None if the OCR of some release has what the
    base reads, or no other has a known word.
    """
    base_words = cells[base]
    key = key_of(decision.before)
    if len(base_words) > 1 or len(key) <= CHANCE or key in {key_of(text) for text in decision.seen.values()}:
        return None
    read = {name: words[0] for name, words in cells.items() if name != base and len(words) == 1}
    readings = Counter(word.text for word in read.values() if word.text == word.raw and scorer.knows(word.text))
    if not readings:
        return None
    reading = max(readings, key=lambda text: (readings[text], text))
    agreeing = tuple(name for name, word in read.items() if word.text == reading)
    return _replaced(decision, reading, agreeing, MEDIUM_MARGIN)


def _as_open(decision: Decision) -> Decision:
    return replace(decision, reading=decision.before, margin=0.0, is_open=True)


def _conjectures(options: Sequence[str], scorer: ReadingScorer) -> Iterator[str]:
    """Known words near the readings of the releases, in case none of these is right; no posts (AAAA is not AMMAN)."""
    for option in options:
        tokenized = list(tokens(option, lambda word: True))
        # Several words or a number have no near words, and a form that the telegram has elsewhere, too, is a name.
        if len(tokenized) != 1 or not tokenized[0].core.isalpha() or scorer.recurs(tokenized[0].word):
            continue
        segment, token = scorer.segment(tokenized), tokenized[0]
        for _, word in segment.nearest_words(0, token.word, token.core, 2 if len(token.core) >= LONG_WORD else 1):
            if not scorer.is_place(word):
                yield token.lead + segment.cased(0, word, token.core) + token.trail


def _is_slip(word: str, seen: Sequence[str]) -> bool:
    """Whether all engines read the same letter too many or too few: then it is the typist's slip (INTEPRETER).

    The same letter misread by all engines is more likely their own error: a worn letter looks the same in every copy.
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


def _neighbours(base: Witness, words: Range) -> tuple[str, str]:
    """The words before and after a range of the base; empty at the ends of the text."""
    start, end = words
    before = base.words[start - 1].text if start else ""
    return before, base.words[end].text if end < len(base.words) else ""
