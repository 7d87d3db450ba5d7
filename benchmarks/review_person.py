"""An oracle as the person at the page of the review: which keys it presses for a line of which it knows the truth.

The keys are those of ``teikit/html/review.js``: Space to the next doubtful word, arrows to the one beside, Shift and
an arrow for each further word that is chosen; a figure for a reading that is offered, 0 for what the OCR has; letters,
with what completes them, and Enter; → before what follows a completed word, a blank for a word without the marks that
stood there; F2 to type all of a word; + and - for words that the OCR skipped; Enter for the line. Shift for a capital
or a mark is not counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from rapidfuzz.distance import Prefix

from teikit.core import Span
from teikit.lexicon import load
from teikit.review.completion import completed, completions

JOINT = 2  # keys between two words that are typed: one that keeps what completes the first, a blank
ENTER = 1  # key for a line that is right now, and for a word that was typed
MARKED = re.compile(r"(?P<lead>[^\w]*)(?P<core>.*?)(?P<trail>[^\w]*)", re.DOTALL)
"""A word with the marks before and after it."""
RANKS = {word: rank for rank, word in enumerate(completions(load()))}  # the rank of each word that completes typed ones


class Wanted(NamedTuple):
    """A word of the truth: how it reads, its line there, its stretch of the source (None: skipped), its line here."""

    text: str
    place: tuple[int, int]
    span: Span | None
    line: int | None
    is_wrong: bool


@dataclass
class Mending:
    """The work at a word of a line: its reading, the number of its words, the skipped words beside it."""

    truth: list[str] = field(default_factory=list)
    words: int = 1
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


def keys_for_line(data: Mapping[str, Any], wrong: Sequence[Wanted], truth: Sequence[Wanted], score: Any) -> int:
    """The keys that put a line right, as the page has it; ``truth`` are the words of the lines of the truth here."""
    words = data["words"]
    doubtful = [number for number, word in enumerate(words) if word.get("doubtful")]
    here, keys, is_typed = doubtful[0] if doubtful else 0, ENTER, False
    for number, mending in sorted(mendings(words, wrong, truth).items()):
        last = number + mending.words - 1
        pressed, is_typed = keys_for_word(data, number, mending, score)
        keys += moves(doubtful, here, number) + pressed
        here = next((place for place in doubtful if place > last), last)
    return keys - is_typed  # an arrow takes the last word that was typed and the line


def mendings(
    words: Sequence[Mapping[str, Any]], wrong: Sequence[Wanted], truth: Sequence[Wanted]
) -> dict[int, Mending]:
    """The work in a line, by the number of the word; skipped words belong to the word before them."""
    todo: dict[int, Mending] = defaultdict(Mending)
    for word in wrong:
        numbers = words_at(words, word)
        if not numbers:
            before = [word_before for word_before in truth[: truth.index(word)] if word_before.place == word.place]
            beside = next(filter(None, (words_at(words, mistake) for mistake in reversed(before))), [])
            if beside:
                todo[beside[-1]].after.append(word.text)
            else:
                todo[0].before.append(word.text)
        elif not any(number <= numbers[0] < number + todo[number].words for number in list(todo) if todo[number].truth):
            at = Span(*words[numbers[0]]["at"])
            todo[numbers[0]].truth = [mistake.text for mistake in wrong if mistake.span and meets(at, mistake.span)]
            todo[numbers[0]].words = len(numbers)
    return todo


def words_at(words: Sequence[Mapping[str, Any]], wanted: Wanted) -> list[int]:
    """The numbers of the words of a line that a word of the truth is."""
    if wanted.span is None:
        return []
    return [number for number, word in enumerate(words) if meets(Span(*word["at"]), wanted.span)]


def keys_for_word(data: Mapping[str, Any], number: int, mending: Mending, score: Any) -> tuple[int, bool]:
    """The keys for a word, and for those that were skipped beside it, once it is chosen; whether the last is Enter."""
    word = data["words"][number]
    own = " ".join(mending.truth)
    before = data["words"][number - 1]["now"] if number else ""
    keys = mending.words - 1
    parts = data["words"][number : number + mending.words]
    standing = "".join(part["now"] for part in parts)
    is_typed = False
    if mending.truth and not is_offered(word, own, mending.words, score):
        keys += typed_over(mending.truth, standing, kept_marks(parts), before, data["expected"]) + ENTER
        is_typed = True
    elif mending.truth:
        keys += 1
    if mending.after and is_typed:  # typed in one go
        keys += sum(JOINT + typed(text, "", prior, data["expected"]) for prior, text in pairs(own, mending.after))
    elif mending.after:
        back = 1 if mending.truth else 0  # a reading that was taken leads on to the next word
        keys += back + 1 + typed_words(mending.after, word["now"], data["expected"]) + ENTER
    if mending.before:
        back = 1 if mending.truth or mending.after else 0
        keys += back + 1 + typed_words(mending.before, before, data["expected"]) + ENTER
    return keys, is_typed or bool(mending.after or mending.before)


def is_offered(word: Mapping[str, Any], truth: str, words: int, score: Any) -> bool:
    """Whether one key makes a word read as the truth: an offer, or what the OCR has."""
    offers = [(text, count) for text, count in word.get("offers", ())]
    wanted = score.norm(truth).rstrip("-")
    return any(
        count == words and score.norm(text).rstrip("-") == wanted for text, count in [*offers, (word["before"], 1)]
    )


def kept_marks(words: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """The marks that the page keeps before and after what is typed over some words."""
    lead, trail = marks(words[0]["now"])[0], marks(words[-1]["now"])[2]
    return words[0].get("marks", (lead,))[0], words[-1].get("marks", (trail,))[-1]


def typed_over(
    truth: Sequence[str], standing: str, kept: tuple[str, str], before: str, expected: Mapping[str, Sequence[str]]
) -> int:
    """The keys that type some words over one, by the cheapest way; without the Enter after them."""
    first, further = truth[0].rstrip("-") or truth[0], truth[1:]
    rest = sum(JOINT + typed(text, "", prior, expected) for prior, text in pairs(first, further))
    lead, core, trail = marks(first)
    own_lead, own_trail = kept
    letters = marks(standing)[1].upper()
    ways = [1 + typed(first, letters, before, expected)]
    if core[:1].isalpha() and lead == own_lead and not further:
        keys, is_open = completing(core, letters, before, expected)
        changed = len(trail) or 1
        ways.append(keys if trail == own_trail else keys + is_open + changed)
    shared = Prefix.similarity(first, standing)
    ways.append(2 + len(standing) - shared + len(first) - shared)  # F2, End, Backspace
    return min(ways) + rest


def typed_words(texts: Sequence[str], before: str, expected: Mapping[str, Sequence[str]]) -> int:
    """The keys for words in an empty place, with the blanks between them."""
    return JOINT * (len(texts) - 1) + sum(typed(text, "", prior, expected) for prior, text in pairs(before, texts))


def typed(text: str, standing: str, before: str, expected: Mapping[str, Sequence[str]]) -> int:
    """The keys for a word with its marks, each typed; the letters completed."""
    lead, core, trail = marks(text)
    keys, is_open = completing(core, standing, before, expected)
    return min(len(text), len(lead) + keys + (is_open + len(trail) if trail else 0))


def completing(core: str, standing: str, before: str, expected: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    """The keys for the letters of a word until the page has completed it, and the key that keeps what it added, if any.

    A word that it would make longer needs a key more, which leaves that away.
    """
    if not re.fullmatch(r"[A-Za-z]+", core):
        return len(core), 0
    word, words = core.upper(), tuple(expected.get(marks(before)[1].upper(), ()))
    for end in range(1, len(word)):
        if best_word(word[:end], standing, words) == word:
            return end, 1
    return len(word) + (best_word(word, standing, words) not in (word, "")), 0


@cache
def best_word(typed: str, standing: str, expected: tuple[str, ...]) -> str:
    """The completion that the page offers for a beginning."""
    return completed(typed, standing, expected, RANKS)


def marks(text: str) -> tuple[str, str, str]:
    """A word in three: the marks before it, it, the marks after it."""
    match = MARKED.fullmatch(text.replace("_", "-"))
    assert match is not None
    return match["lead"], match["core"], match["trail"]


def pairs(before: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    """Each word with the one before it."""
    return list(zip([before, *texts], texts, strict=False))


def moves(doubtful: Sequence[int], here: int, there: int) -> int:
    """The keys from one word to another: Space goes to the next doubtful one, Home to the first, arrows beside."""
    if here == there:
        return 0
    stops = {here: 0}
    for hops, stop in enumerate((place for place in doubtful if place > here), 1):
        stops[stop] = hops
    for hops, stop in enumerate(doubtful[:1], 1):
        stops[stop] = min(hops, stops.get(stop, hops))
    return min(hops + abs(there - stop) for stop, hops in stops.items())


def meets(first: Span, second: Span) -> bool:
    """Whether two stretches share a character."""
    return first.start < second.end and second.start < first.end
