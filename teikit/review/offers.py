"""Offer readings that a person can choose for a word by a digit key, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from teikit.review.lines import JudgedToken, ReviewWord
from teikit.words.guesses import guesses
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import upper

OFFERED = 9  # most readings that are offered for a word, one digit key each
WEIGHED = 60  # guesses from which the readings are chosen, at most
NOT_LETTERS = re.compile(r"\W+")  # characters that are ignored in comparing readings
MARK_WITHIN = re.compile(r"(?P<before>\W*(?P<start>\w+))[^\w\s](?P<after>(?P<end>\w+)\W*)")
"""A word with a mark in it, which may be the rest of a stained letter: ``N-W``."""


class Offer(NamedTuple):
    """A reading that is offered, and the number of words, from this one on, that it replaces."""

    text: str
    words: int = 1


def offers(word: ReviewWord) -> list[Offer]:
    """The possible readings of a word: those of other releases, the candidates of rules, guesses by the channel.

    A reading of it together with the word after it (``COM U.iT``: COMMIT) is included if one of the two is unknown. For
    an unknown word, other words come before other marks: not ``FOLIOWED.`` for ``FOLIOWED,``.
    """
    readings = list(dict.fromkeys(offer for offer in _readings(word) if offer.text.strip() and offer.text != word.now))
    single = [offer for offer in readings if offer.words == 1]
    joined = [offer for offer in readings if offer.words > 1]
    if any(judged.read.segment.kinds[judged.at] is TokenKind.ODD for judged in word.tokens):
        single.sort(key=lambda offer: _letters(offer.text) == _letters(word.now))
    among = sum(offer.words > 1 for offer in readings[:OFFERED])
    kept = joined[: max(among, int(_may_be_half(word)))]
    return single[: OFFERED - len(kept)] + kept


def _readings(word: ReviewWord) -> Iterator[Offer]:
    """All readings, with repetitions, best first."""
    yield from (Offer(variant.text) for variant in (word.beside or {}).values() if len(variant.spans) == 1)
    judged = max(word.tokens, key=lambda token: bool(token.change), default=None)
    head = "".join(part.token.text for part in word.tokens if judged and part.at < judged.at)
    tail = "".join(part.token.text for part in word.tokens if judged and part.at > judged.at)
    step = judged.change.step if judged and judged.change else None
    if judged and step and (step.at, step.candidate.end) == (judged.at, judged.at + 1):
        yield Offer(head + step.candidate.text + tail)
    for edit in word.edits:
        if edit.span == word.span:
            yield from map(Offer, edit.candidates)
    for edit in word.suggested:
        if word.span.holds(edit.span) and word.now == word.before:
            start, end = edit.span.start - word.span.start, edit.span.end - word.span.start
            yield Offer(word.before[:start] + edit.new + word.before[end:])
    if judged:
        yield from _stained(word, judged.read.segment)
        for guess in _guesses(judged, head, tail):
            yield guess
            if sum(map(str.isalpha, word.before)) == 1 and word.before.isupper():
                yield guess._replace(text=guess.text.upper())  # one letter does not show the case: TO: for T0:


def _stained(word: ReviewWord, segment: Segment) -> Iterator[Offer]:
    """The known words with one letter in the place of the mark of a word, the most frequent first: NEW for ``N-W``."""
    read = MARK_WITHIN.fullmatch(word.now)
    if not read:
        return
    start, end = upper(read["start"]), upper(read["end"])
    near = {known for _, known in segment.words_near(f"{start}-{end}", 1)}
    fitting = [known for known in near if len(known) == len(start + end) + 1 and known.startswith(start)]
    for known in sorted(fitting, key=lambda known: (-segment.vocabulary.log_unigram(known), known)):
        letter = known[len(start)] if read["start"][-1].isupper() else known[len(start)].lower()
        if known.endswith(end) and letter.isalpha():
            yield Offer(read["before"] + letter + read["after"])


def _guesses(judged: JudgedToken, head: str, tail: str) -> Iterator[Offer]:
    """The guesses for a token of a word, between the other tokens of it."""
    for guess in guesses(judged.read, judged.at, WEIGHED):
        extra = guess.end - judged.at - 1
        if not extra or not tail:
            yield Offer(head + guess.text + tail, 1 + extra)


def _may_be_half(word: ReviewWord) -> bool:
    """Whether a word and the next may be one word: at least one of the two is not known."""
    last = word.tokens[-1]
    kinds = last.read.segment.kinds[last.at : last.at + 2]
    return len(kinds) == 2 and any(kind is not TokenKind.KNOWN for kind in kinds)


def _letters(text: str) -> str:
    """The letters and digits of a text, in capitals."""
    return NOT_LETTERS.sub("", text).upper()
