"""The choice among several readings of one number, at the heads of pages, or on the form and in the message.

Pages have a number once or twice, and engines misread single digits. Two readings that agree outweigh a third one; if
two different ones are equally frequent, the number is unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex
from rapidfuzz.distance import Hamming

FIGURES = r"\s([0-9]{4,6})(?![0-9]|\s[0-9]\b)"  # the digits of a number after its address: MEXI 7443, but not 9823 6
AGREE = 2  # fewest readings that outweigh another one


def agreed(read: Sequence[str]) -> str:
    """The most frequent of some readings of a number; empty if one that differs in one character is equally frequent.

    >>> agreed(["IN 26127", "IN 28127", "IN 26127"]), agreed(["26127", "IN 28127"]), agreed(["78-10654", "78 10654"])
    ('IN 26127', '', '78-10654')
    """
    bare = ["".join(filter(str.isalnum, number.upper().removeprefix("IN"))) for number in read]
    named = max(bare, key=bare.count, default="")
    is_doubtful = any(bare.count(rival) == bare.count(named) and Hamming.distance(rival, named) == 1 for rival in bare)
    return read[bare.index(named)] if named and not is_doubtful else ""


def weighed(number: str, count: int, texts: Iterable[str]) -> str:
    """A number that was read ``count`` times, weighed against those that other texts have after the same address.

    If they have others, the one with most readings counts if it has at least two, has more than any rival, and differs
    from ``number`` in at most one digit; otherwise the result is empty.

    >>> weighed("MEXI 7443", 2, ["CITE MEXI 7443", "MEXI 7448"]), weighed("MEXI 7443", 1, ["MEXI 7448"])
    ('MEXI 7443', '')
    >>> weighed("MEXI 7443", 1, ["CITE MEXI 7448", "MEXI 7448"])
    'MEXI 7448'
    """
    name, _, figures = number.rpartition(" ")
    if not name:
        return number
    after = regex.compile(rf"\b{regex.escape(name)}{FIGURES}")
    counts = Counter(read_figures for text in texts for read_figures in after.findall(text))
    counts[figures] = max(counts[figures], count)
    likeliest, most = counts.most_common(1)[0]
    if len(counts) > 1 and (most < AGREE or most == counts.most_common(2)[1][1]):
        return ""
    is_same = likeliest == figures or (len(likeliest) == len(figures) and Hamming.distance(likeliest, figures) == 1)
    return f"{name} {likeliest}" if is_same else ""
