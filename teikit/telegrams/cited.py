"""The telegrams that the reference line of a telegram cites, one by one."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.lexicon import Lexicon


def cited_telegrams(reference: str, lexicon: Lexicon) -> Iterator[str]:
    """The telegrams that a reference line on one line of text cites, each by series or post and number.

    ``DEPCIRTELS 744 778`` are ``DEPCIRTEL 744`` and ``DEPCIRTEL 778``.
    """
    for match in lexicon.patterns["cited"].finditer(reference):
        series = _whole_post(reference[: match.start()], _singular(match["series"], lexicon), lexicon)
        for number in regex.findall("[0-9]+", match["numbers"]):
            yield f"{series} {number}"


def _whole_post(before: str, series: str, lexicon: Lexicon) -> str:
    """The name of a post of two words, given its second word and the text before it: ``NEW YORK 81555``."""
    name = " ".join(f"{before} {series}".split()[-2:])
    return name if name in lexicon.posts else series


def _singular(series: str, lexicon: Lexicon) -> str:
    """The name of a series without the S of a plural: ``DEPCIRTELS`` cites several of ``DEPCIRTEL``."""
    known = {entry.name for entry in lexicon.series}
    is_plural = series.endswith("S") and series not in known and series not in lexicon.posts
    return series[:-1] if is_plural else series
