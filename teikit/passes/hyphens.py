"""Join words that the typist broke at the end of a line.

What it mends: ``EVALU-`` / ``ATION`` reads EVALUATION; ``SELF-`` / ``DEFENSE`` keeps its hyphen and loses only the
line end. The evidence is taken in this order: the document prints the word whole elsewhere, or with its hyphen;
cables have it, whole or with its hyphen, and which more often; a dictionary knows it. The halves may stand on two
pages. A format that states the word is believed, also where nobody knows it: SUBS_CONTENT of ALTO.

What it leaves alone: a hyphen whose halves give nothing that anybody knows (it may be a damaged word, a name, or two
words); numbers (``P-`` / ``530``); a second half that is not the continuation, because the engine read columns.
Letter case decides nothing: cables are all capitals.

How it may be wrong: halves that make a known word both joined and hyphenated (``RE-`` / ``COVER``).
Seen in: POLTO 12 (six, and FIRM PRO-US once), every typescript.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

import regex

from teikit.core import Certainty, Draft, Edit, Span, kinds
from teikit.lexicon import Lexicon

RULE = "hyphens"
WORD = regex.compile(r"\p{L}[\p{L}'’]*(?:-\p{L}[\p{L}'’]*)*")
BROKEN = regex.compile(
    r"(?<![\p{L}\p{N}'’/-])(?P<first>\p{L}[\p{L}'’]*(?:-\p{L}[\p{L}'’]*)*)"
    r"(?P<hyphen>[-\xad‐‑¬⸗])(?P<end>[ \t]*(?:\r\n|\r|\n)\s{0,20}+)(?P<second>\p{L}[\p{L}'’]*)(?!\p{N})"
)
ONLY_AT_LINE_ENDS = "\xad¬⸗"
"""The signs that engines and transcribers write for a hyphen that is there because the line ends: ``NEGO¬``."""
HYPHENS = "-‐‑‒–—" + ONLY_AT_LINE_ENDS
SECOND_HALF = regex.compile(r"[ \t]*(?:\r\n|\r|\n)\s{0,20}+(?P<second>\S+)")
Counts = Counter[str]
PRODUCTIVE = 5
"""Compounds that a word begins, at least, for a new one: ANTI-, PRO-."""
PRODUCTIVE_SHARE = 0.01
"""Share of a word's own count that its compounds make up, at least: BY begins some, but is a word first."""
USUAL = 5
"""Count of a second half that everybody has, at least."""


def hyphens(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Join ``EVALU-`` / ``ATION``, keep the hyphen of ``PRO-`` / ``US``; leave ``XQ-`` / ``ZT``."""
    own = Counter(match[0].upper() for match in WORD.finditer(draft.text))
    begins = {draft.to_text(mark.span.start) for mark in draft.of_kind(*kinds.blocks())}
    stated = {edit.span.end: edit for edit in _stated(draft)}
    yield from stated.values()
    for match in BROKEN.finditer(draft.text, overlapped=True):
        keep, cert, why = _decide(match["first"].upper(), match["second"].upper(), own, lexicon)
        if not why and match["hyphen"] in ONLY_AT_LINE_ENDS:
            keep, cert, why = False, Certainty.HIGH, f"{match['hyphen']!r} stands for a hyphen at a line end only"
        if not why or match.start("second") in begins or match.end("end") in stated:
            continue
        start = match.end("hyphen") if keep else match.start("hyphen")
        yield Edit(Span(start, match.end("end")), "", RULE, cert, why=why)


def _stated(draft: Draft) -> Iterator[Edit]:
    """The words that the format of the input says are one: the hyphen stays where the whole has it."""
    for line in draft.source.layout.lines if draft.source.layout else ():
        word = line.words[-1] if line.words else None
        if word is None or not word.whole:
            continue
        end = draft.to_text(word.span.end)
        first = draft.text[draft.to_text(word.span.start) : end]
        match = SECOND_HALF.match(draft.text, end)
        if first and match and _letters(word.whole) == _letters(first + match["second"]):
            stem = first.rstrip(HYPHENS)
            keep = f"{_letters(stem)}-" in word.whole.casefold()
            start = end if keep else end - len(first) + len(stem)
            why = f"the file says that the word is {word.whole}"
            yield Edit(Span(start, match.start("second")), "", RULE, Certainty.HIGH, why=why)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _decide(first: str, second: str, own: Counts, lexicon: Lexicon) -> tuple[bool, Certainty, str]:
    """Whether the hyphen stays, how sure that is, and why; an empty reason where nothing can be said."""
    joined, hyphened = first + second, f"{first}-{second}"
    known = partial(_count, lexicon)
    if own[hyphened] != own[joined]:
        keep = own[hyphened] > own[joined]
        return keep, Certainty.HIGH, f"this document has {hyphened if keep else joined} elsewhere"
    whole, parted = known(joined), known(hyphened)
    if min(len(first), len(second)) == 1 and parted is None:
        return False, Certainty.LOW, ""
    if whole is None and parted is None:
        return _by_parts(first, second, lexicon)
    if (parted or 0) > (whole or 0):
        return True, Certainty.HIGH, f"cables have {hyphened}"
    if whole is None:
        return True, Certainty.MEDIUM, f"a dictionary has {hyphened}"
    if whole and parted and parted * 5 > whole:
        return False, Certainty.MEDIUM, f"cables have {joined} more often than {hyphened}"
    return False, Certainty.HIGH, f"cables have {joined}" if whole else f"a dictionary has {joined}"


def _by_parts(first: str, second: str, lexicon: Lexicon) -> tuple[bool, Certainty, str]:
    """A compound nobody has counted, of two words that everybody has: ``ANTI-`` / ``CASTRO``."""
    if "-" in first:
        return True, Certainty.MEDIUM, f"{first} has a hyphen already" if _count(lexicon, second) else ""
    least = max(PRODUCTIVE, PRODUCTIVE_SHARE * (_count(lexicon, first) or 0))
    if lexicon.compounds[first] >= least and (_count(lexicon, second) or 0) >= USUAL:
        return True, Certainty.MEDIUM, f"{first}- begins many compounds, and {second} is a word"
    return False, Certainty.LOW, ""


def _count(lexicon: Lexicon, word: str) -> int | None:
    """How often cables have a word; 0 if only a dictionary has it, None if nobody has."""
    plain = word.replace("’", "'")
    for form in (plain, plain.removesuffix("'S"), plain.removesuffix("'")):
        if form in lexicon.words:
            return lexicon.words[form]
    return None
