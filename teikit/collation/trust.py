"""Treat a printing among the releases: it corrects what the engines read, and is never corrected itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import normalize

import regex
from rapidfuzz.distance import Levenshtein

from teikit.collation.align import Pair
from teikit.collation.columns import Column
from teikit.collation.decide import UNRIVALLED
from teikit.collation.decision import MEDIUM_MARGIN, Decision
from teikit.collation.passages import Passage
from teikit.collation.witness import Witness, WitnessWord, key_of, raw_of, text_of
from teikit.core import kinds
from teikit.lexicon import Lexicon
from teikit.words.names import known_as
from teikit.words.tokens import parts, upper

ALIKE = 0.5  # similarity, 0 to 1, from which an engine's reading is a misreading of the printing's
SIDES = 2  # columns next to a column that is not at an end: the one before it and the one after it
ACCENT = regex.compile(r"\p{Mn}+")
"""Accents of letters, which a teletype lacks: COMMUNIQUE."""
RELATED = 0.25  # similarity from which it may be such a misreading, with medium certainty: ``LATF`` for ``Laos``
TYPED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-", "\xa0": " "})
"""Marks that printers use and typewriters lack, each with the typed equivalent."""


def trusting(
    base: Witness,
    witnesses: Mapping[str, Witness],
    table: Sequence[Column],
    decided: Sequence[Decision],
    lexicon: Lexicon,
) -> list[Decision]:
    """The decisions about the text of one release: those of the printings, and what was ``decided`` without them.

    The printing itself has none. Letter case is that of the release: a telegram in capitals stays in capitals. The
    printing does not correct the head of a telegram: it has a title instead, and FROM: TEHRAN is not ``Embassy in
    Iran``.
    """
    if base.is_printing:
        return []
    printings = [name for name, witness in witnesses.items() if witness.is_printing]
    head = _head(base)
    trusted: list[Decision] = []
    for at, column in enumerate(table):
        if any(base.words[number].span.start in head for number in range(*column.base)):
            continue
        beside = (*table[max(at - 1, 0) : at], *table[at + 1 : at + 2])
        decisions = (_printed(base, witnesses, column, beside, name, lexicon) for name in printings)
        decision = next(filter(None, decisions), None)
        trusted += [decision] if decision else []
    taken = {at for decision in trusted for at in range(*decision.column.base)}
    by_engines = [decision for decision in decided if taken.isdisjoint(range(*decision.column.base))]
    return sorted([*trusted, *by_engines], key=lambda decision: decision.column.base)


def may_be_withheld(passage: Passage, pairs: Sequence[Pair]) -> bool:
    """Whether a passage that one witness has and another lacks may have been withheld.

    A printing lacks the head, stamps and distribution of the telegram; it withholds only where it marks a gap. Its
    title, source note and footnotes come before and after the text of the release.
    """
    if passage.lacking.is_printing:
        return bool(passage.gaps)
    if not passage.fuller.is_printing:
        return True
    both = [pair for pair in pairs if pair.both]
    return bool(both) and both[0].start < passage.start and passage.end <= both[-1].end


def _head(base: Witness) -> frozenset[int]:
    """The offsets in the text that are in fields of the head."""
    fields = [mark for mark in base.draft.marks if not mark.aside and kinds.named(mark.kind).role is kinds.Role.OPENER]
    spans = [base.draft.to_text_span(mark.span) for mark in fields]
    return frozenset(offset for start, end in spans for offset in range(start, end))


def _printed(
    base: Witness,
    witnesses: Mapping[str, Witness],
    column: Column,
    beside: Sequence[Column],
    printing: str,
    lexicon: Lexicon,
) -> Decision | None:
    """The decision about a column by a printing; None if the printing has nothing there, or something unrelated.

    ``beside`` are the columns before and after it.
    """
    base_words = base.words[slice(*column.base)]
    printed_words = witnesses[printing].words[slice(*column.witnesses.get(printing, (0, 0)))]
    is_misprinted = any(_is_misprinted(word.text) for word in printed_words)
    if not base_words or not printed_words or printing in column.moved or is_misprinted:
        return None
    before, reading = text_of(base_words), _typed(printed_words, base)
    if reading.casefold() == before.casefold():
        reading = before
    alike = Levenshtein.normalized_similarity(key_of(before), key_of(reading))
    is_one_word = len(base_words) == len(printed_words) == 1
    is_framed = len(beside) == SIDES and all(_reads_alike(base, witnesses[printing], near) for near in beside)
    is_related = alike >= RELATED or (is_one_word and is_framed and _is_scrap(before, lexicon))
    if not is_related or _is_fuller(before, printed_words, lexicon) or _differs_in_dashes(before, reading):
        return None
    seen = {base.id: raw_of(base_words), printing: raw_of(printed_words)} | _seen(witnesses, column, printing)
    margin = UNRIVALLED if alike >= ALIKE else MEDIUM_MARGIN
    sources = (printing, *(name for name, text in seen.items() if name not in (printing, base.id) and text == reading))
    return Decision(column, before, reading, margin, margin, sources, seen)


def _seen(witnesses: Mapping[str, Witness], column: Column, printing: str) -> dict[str, str]:
    """What the OCR of each release has in a column, by its id, except for a printing and releases without words."""
    cells = {name: witness.words[slice(*column.witnesses.get(name, (0, 0)))] for name, witness in witnesses.items()}
    return {name: raw_of(words) for name, words in cells.items() if words and name != printing}


def _reads_alike(base: Witness, printing: Witness, column: Column) -> bool:
    """Whether a release and a printing have the same words in a column."""
    printed = column.witnesses.get(printing.id, (0, 0))
    return base.keys[slice(*column.base)] == printing.keys[slice(*printed)] and column.base[0] < column.base[1]


def _is_scrap(before: str, lexicon: Lexicon) -> bool:
    """Whether a release has a scrap in a place: ``(M19,`` for IMPORT. A number is none, as it may have been typed."""
    core = upper(parts(before)[1])
    is_known = known_as(core, lexicon.words) or core in lexicon.abbreviations or core in lexicon.posts
    return not is_known and not core.isdigit()


def _differs_in_dashes(before: str, reading: str) -> bool:
    """Whether only the length of a dash differs: two hyphens are typed for what is printed as one dash."""
    return before != reading and before.replace("-", "") == reading.replace("-", "")


def _is_fuller(before: str, printed: Sequence[WitnessWord], lexicon: Lexicon) -> bool:
    """Whether the editors print more than was typed: AMBASSADOR for AMB, THIS IS for THIS; the typed text is kept."""
    key = key_of(before)
    if len(printed) > 1:
        return key in {word.key for word in printed}
    is_short = printed[0].key != key and printed[0].key[:1] == key[:1] and _stands_in(key, printed[0].key)
    return is_short and upper(parts(before)[1]).removesuffix("'S") in lexicon.abbreviations


def _stands_in(short: str, word: str) -> bool:
    """Whether the letters of an abbreviation are in a word in their order: GOVT in GOVERNMENT."""
    rest = iter(word)
    return all(letter in rest for letter in short)


def _is_misprinted(word: str) -> bool:
    """Whether a printing has a lower-case l among capitals, misread for I: its capital would be invented.

    >>> _is_misprinted("WlLL."), _is_misprinted("WILL"), _is_misprinted("Mlle."), _is_misprinted("l")
    (True, False, False, False)
    """
    core = parts(word)[1]
    rest = core.replace("l", "")
    return rest != core and len(rest) > 1 and rest.isupper()


def _typed(words: Sequence[WitnessWord], base: Witness) -> str:
    """The words of a printing as the release has them typed."""
    reading = text_of(words).translate(TYPED)
    return ACCENT.sub("", normalize("NFD", reading)).upper() if base.in_capitals else reading
