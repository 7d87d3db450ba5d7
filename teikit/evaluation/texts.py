"""Texts made comparable: what counts as no difference is taken away from truth, OCR and output alike.

There are two ways: *exact* (white space and the composition of letters count as no difference), and *normalised* (nor
do letter case, the shapes of quotation marks and dashes, and ligatures).
"""

from __future__ import annotations

from collections.abc import Callable, Container
from unicodedata import normalize

import regex

from teikit.core.hyphens import HYPHENS, HYPHENS_AND_DASHES

Way = Callable[[str], str]

GAP_SIGN = regex.compile(r"\[(?:\s|\.|…|redacted|excised|withheld|illegible|gap)*\]|⟦[^⟧]*⟧|█+", regex.IGNORECASE)
"""Signs for text that is not there, which are left out of every comparison: ``[...]``, ``[ ]``, ``[REDACTED]``."""
BROKEN_WORD = regex.compile(rf"(?<first>\p{{L}}+)[{HYPHENS}][ \t]*(?:\r\n|\r|\n)\s*(?<second>\p{{L}}+)")
"""A word that is broken at the end of a line: ``EVALU-`` / ``ATION``."""
SHAPES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys({*HYPHENS_AND_DASHES, "−"} - {"\xad"}, "-"),  # a soft hyphen within a line is not there
    }
)


def exact(text: str) -> str:
    """A text with single blanks and composed letters (NFC)."""
    return " ".join(normalize("NFC", text).split())


def normalised(text: str) -> str:
    """A text with single blanks, compatible letters (NFKC) in small case, and one shape of quotation marks and dashes.

    >>> normalised("“ＴＨＥ  ﬁrst”—now")
    '"the first"-now'
    """
    return " ".join(normalize("NFKC", text).translate(SHAPES).replace("--", "-").casefold().split())


WAYS: dict[str, Way] = {"exact": exact, "normalised": normalised}
"""The ways in which texts are compared, by their names."""


def plain(text: str, known: Container[str] = ()) -> str:
    """A text without the signs for gaps, in which broken words are joined.

    A word keeps its hyphen if it is ``known`` with it and not without it.

    >>> plain("THE PRO-\\nUS FIRM IS EVALU-\\nATED [...]", {"PRO-US"})
    'THE PRO-US FIRM IS EVALUATED  '
    """

    def joined(match: regex.Match[str]) -> str:
        whole, hyphenated = match["first"] + match["second"], f"{match['first']}-{match['second']}"
        return hyphenated if hyphenated in known and whole not in known else whole

    return BROKEN_WORD.sub(joined, GAP_SIGN.sub(" ", text))
