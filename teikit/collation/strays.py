"""Decide whether a stray input, given together with others but matching none, is a release of the same record."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import product
from pathlib import PurePosixPath
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from teikit.collation.sound import ALIKE
from teikit.collation.witness import key_of
from teikit.lexicon import Lexicon

STRETCH = 3  # words in a stretch by which texts are compared
LITTLE = 60  # stretches below which nearly all of a release may be withheld, or lost by the OCR
FEWEST_CONTRADICTED = 12  # the same if their numbers or record numbers differ, too
UNLIKE = 0.05  # share of the stretches of the shorter text below which two texts have next to nothing in common
CONTRADICTED = 0.125  # the same share if these differ
OF_ANOTHER = 0.25
"""The same share of their paragraphs if no day in their headers is the same, or no number even except for one digit.

Of 273 pairs of releases of JFK records, four have such days, which were misread, and share .44 and more; of 990 pairs
of different records with different days, none shares more than .03.
"""
RELEASED = regex.compile(r"(?<!\d)(?:19[789]\d|20\d\d)(?:[-_.]?\d\d[-_.]?\d\d)?(?!\d)")
"""The year or day of a release in the name of a file: ``2018.md``, ``release-1988-03-12.txt``."""
FIELD = regex.compile(r"\s*\p{L}[\p{L}' ]{1,14}:")
"""The label of a field at the beginning of a line: ``TO: Secretary of State``, ``Rec'd:``."""
BETWEEN = regex.compile(r"[\W_]+")  # signs in the name of a file


def stretches_of(text: str) -> set[tuple[str, ...]]:
    """The stretches of words (``STRETCH``) of a text, as keys."""
    keys = list(filter(None, map(key_of, text.split())))
    return {tuple(keys[at : at + STRETCH]) for at in range(len(keys) - STRETCH + 1)}


Stretches = Set[tuple[str, ...]]
"""The stretches of words of a text, as keys."""


class Given(NamedTuple):
    """An input: its name, its stretches of words and those of its paragraphs; the data in its headers and on its pages.

    ``numbers`` are those of its telegrams, ``days`` the dates in their headers as ISO 8601.
    """

    name: str
    stretches: set[tuple[str, ...]]
    messages: set[tuple[str, ...]]
    numbers: set[str]
    days: set[str]
    records: set[str]


def is_printing_of(printing: str, releases: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a printing has the text of any of the releases.

    Of 39 telegrams and their printings, 37 share 14 % or more of the stretches of the shorter text; all but one in a
    thousand pairs of different telegrams share less than 2.2 %.
    """
    return any(_may_say_the_same(printing, release, lexicon) for release in releases)


def _may_say_the_same(printing: str, release: str, lexicon: Lexicon) -> bool:
    """Whether two texts share enough; of little text, lines of a form do not count, because all share them.

    ``INCOMING TELEGRAM Department of State`` is on the release of one telegram and in the printing of another.
    """
    printed, released = stretches_of(printing), stretches_of(release)
    if min(len(printed), len(released)) < LITTLE:
        printed, released = (stretches_of(_without_forms(text, lexicon)) for text in (printing, release))
    return len(printed & released) >= max(1, UNLIKE * min(len(printed), len(released)))


def _without_forms(text: str, lexicon: Lexicon) -> str:
    """A text without the lines that are on forms: fields of the head, phrases of a form, stamps, banners."""
    return "\n".join(line for line in text.splitlines() if not _is_of_form(line, lexicon))


def _is_of_form(line: str, lexicon: Lexicon) -> bool:
    """Whether a line is a field or a phrase that is known from forms."""
    phrase = lexicon.line_phrases.find(line)
    is_phrase = phrase is not None and phrase.share >= 1 and phrase.similarity >= ALIKE
    return is_phrase or FIELD.match(line) is not None


def is_unrelated(stray: Given, present: Sequence[Given]) -> bool:
    """Whether an input has next to nothing in common with any of the inputs ``present``, neither its text nor its name.

    Of pairs of releases of JFK records, 3 in 100, which were read badly, share this little, and of pairs of different
    records 77 in 100; so files whose names differ only in the year of their release are never taken for unrelated.
    """
    return bool(present) and all(_are_unrelated(stray, release) for release in present)


def _are_unrelated(first: Given, second: Given) -> bool:
    """Whether two inputs have next to nothing in common.

    If their numbers or their days differ, their texts must share more, and in the messages themselves, because two
    telegrams on one form share all that is printed on it (``INCOMING TELEGRAM``, ``TO SECRETARY OF STATE NO``).
    """
    if named_alike(first.name, second.name):
        return False
    is_another = _contradict(first.days, second.days) or _are_other_numbers(first.numbers, second.numbers)
    if is_another and _share_little(first.messages, second.messages, FEWEST_CONTRADICTED, OF_ANOTHER):
        return True
    if not (_contradict(first.numbers, second.numbers) or _contradict(first.records, second.records)):
        return _share_little(first.stretches, second.stretches, LITTLE, UNLIKE)
    return any(
        _share_little(own, beside, FEWEST_CONTRADICTED, CONTRADICTED)
        for own, beside in ((first.stretches, second.stretches), (first.messages, second.messages))
    )


def _share_little(first: Stretches, second: Stretches, fewest: int, limit: float) -> bool:
    """Whether two texts, of which the shorter has ``fewest`` stretches at least, share less than ``limit`` of its."""
    shorter = min(len(first), len(second))
    return shorter >= fewest and len(first & second) < limit * shorter


def _contradict(first: set[str], second: set[str]) -> bool:
    return bool(first and second) and first.isdisjoint(second)


def _are_other_numbers(first: set[str], second: set[str]) -> bool:
    """Whether the numbers of two inputs differ by more than a misread digit: ``101`` and ``90``."""
    return bool(first and second) and all(Levenshtein.distance(*pair) > 1 for pair in product(first, second))


def named_alike(first: str, second: str) -> bool:
    """Whether the names of two files differ only in the year or day of the release, and the format.

    >>> named_alike("2018.md", "2022.md"), named_alike("release-2018.hocr", "release-2025.txt")
    (True, True)
    >>> named_alike("rome-300.txt", "vienna-41.txt"), named_alike("1962-10-28.txt", "1962-10-29.txt")
    (False, False)
    """
    return _undated(first) == _undated(second)


def _undated(name: str) -> str:
    stem = PurePosixPath(name).with_suffix("").as_posix() if name else ""
    return BETWEEN.sub(" ", RELEASED.sub(" ", stem)).strip().casefold()
