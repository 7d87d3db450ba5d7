"""Make texts comparable: remove from truth, OCR and output what does not count as a difference.

There are two ways: *exact* ignores white space and the composition of letters, *normalised* also letter case, the
shapes of quotation marks and dashes, and ligatures.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from unicodedata import normalize

import regex

from teikit.core.hyphens import HYPHENS, HYPHENS_AND_DASHES

Way = Callable[[str], str]

GAP_SIGN = regex.compile(r"\[(?:\s|\.|…|redacted|excised|withheld|illegible|gap)*\]|⟦[^⟧]*⟧|█+", regex.IGNORECASE)
"""Signs for missing text, which are left out of every comparison: ``[...]``, ``[ ]``, ``[REDACTED]``."""
BROKEN_WORD = regex.compile(rf"(?<first>\p{{L}}+)[{HYPHENS}][ \t]*(?:\r\n|\r|\n)\s*(?<second>\p{{L}}+)")
"""A word that is broken at the end of a line: ``EVALU-`` / ``ATION``."""
SHAPES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys({*HYPHENS_AND_DASHES, "−"} - {"\xad"}, "-"),  # a soft hyphen within a line is invisible
    }
)


def exact(text: str) -> str:
    """A text with single spaces and composed letters (NFC)."""
    return " ".join(normalize("NFC", text).split())


def normalised(text: str) -> str:
    """A text with single spaces, compatible letters (NFKC) in lower case, and one shape of quotation marks and dashes.

    >>> normalised("“ＴＨＥ  ﬁrst”—now")
    '"the first"-now'
    """
    return " ".join(normalize("NFKC", text).translate(SHAPES).replace("--", "-").casefold().split())


WAYS: dict[str, Way] = {"exact": exact, "normalised": normalised}
"""The ways of comparing texts, by their names."""


def plain(text: str, known: Container[str] = ()) -> str:
    """A text without the signs for gaps, with broken words joined.

    A word keeps its hyphen if it is ``known`` with it but not without it.

    >>> plain("THE PRO-\\nUS FIRM IS EVALU-\\nATED [...]", {"PRO-US"})
    'THE PRO-US FIRM IS EVALUATED  '
    """

    def joined(match: regex.Match[str]) -> str:
        whole, hyphenated = match["first"] + match["second"], f"{match['first']}-{match['second']}"
        return hyphenated if hyphenated in known and whole not in known else whole

    return BROKEN_WORD.sub(joined, GAP_SIGN.sub(" ", text))
