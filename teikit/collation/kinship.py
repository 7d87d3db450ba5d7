"""Recognise two releases as readings of one scan by one engine: they misread the same words in the same way.

Clean words say nothing, because any two engines read them alike. Of words that are in no list, misread or names, two
readings of one scan by one engine share .58 to 1.00 letter for letter, mark for mark, half of them .85 and more (the
releases of 2023 and 2025 of 22 JFK records), and readings by different engines or of different scans mostly .00 to .61,
but up to .89: only the nearest release counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from teikit.collation.align import Pair
from teikit.collation.passages import is_alike
from teikit.collation.witness import Witness, raw_of
from teikit.lexicon import Lexicon
from teikit.words.names import known_as
from teikit.words.tokens import parts, upper

LEAST_SHARED = 0.65  # share of odd words read the same from which two releases are one scan read by one engine
NEAREST = 0.95
"""Share of its likeness to the nearest release that a release must reach with another for the two to be one reading.

180-10111-10051: of 2023 and 2025 all odd words are the same, of 2022 and 2023 .86: other engines on a clean page.
"""
NEARLY_ALL = 0.9  # share of odd words read the same from which what one of the two lacks was hardly ever lost
FEWEST_ODD = 10  # fewest odd words for a statement
SHORTEST_ODD = 4  # fewest letters of an odd word


def likeness(odd: Sequence[tuple[int, bool]]) -> float:
    """The share of odd words, from 0 to 1, that two releases read the same; 0 if there are too few to tell."""
    return sum(is_same for _, is_same in odd) / len(odd) if len(odd) >= FEWEST_ODD else 0.0


def odd_words(first: Witness, second: Witness, pairs: Sequence[Pair], lexicon: Lexicon) -> Iterator[tuple[int, bool]]:
    """The odd words of two releases: the number of each in the first, and whether both read it the same.

    A word is odd if the reading of one of the two is in no list.
    """
    for pair in pairs:
        if not pair.both or not is_alike(first, second, pair):
            continue
        first_reading, second_reading = (
            raw_of(first.words[pair.start : pair.end]),
            raw_of(second.words[pair.second_start : pair.second_end]),
        )
        if _is_odd(first_reading, lexicon) or _is_odd(second_reading, lexicon):
            yield pair.start, first_reading == second_reading


def nearest(alike: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """The likeness of every two releases, by their ids; 0 if one of them is nearer to a third."""
    best: dict[str, float] = {}
    for (name, _), share in alike.items():
        best[name] = max(best.get(name, 0.0), share)
    return {
        (first, second): share if share >= NEAREST * max(best[first], best[second]) else 0.0
        for (first, second), share in alike.items()
    }


def _is_odd(text: str, lexicon: Lexicon) -> bool:
    core = upper(parts(text)[1])
    return len(core) >= SHORTEST_ODD and not core.isdigit() and not known_as(core, lexicon.words)
