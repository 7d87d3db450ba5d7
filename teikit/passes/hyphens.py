"""Join words that the typist broke at the end of a line.

What it corrects: ``EVALU-`` / ``ATION`` reads EVALUATION; ``SELF-`` / ``DEFENSE`` keeps its hyphen and loses only the
line end. The evidence counts in this order: the same document has the word elsewhere, with or without the hyphen;
cables have it, and more often with the hyphen or without; a dictionary has it. The halves may be on two pages. If the
format of the input states the word (SUBS_CONTENT of ALTO), that is accepted even for an unknown word.

What it leaves alone: a hyphen whose halves make no known word (it may be a damaged word, a name, or two words); numbers
(``P-`` / ``530``); a second half that is not the continuation, because the engine read columns. Case is ignored,
because cables are all in capitals.

How it may be wrong: the halves make a known word both with and without the hyphen (``RE-`` / ``COVER``).
Seen in: POLTO 12 (six, and FIRM PRO-US once), every typescript.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

import regex

from teikit.core import Certainty, Draft, Edit, Span, kinds
from teikit.core.hyphens import HYPHENS, HYPHENS_AND_DASHES
from teikit.lexicon import Lexicon
from teikit.words.names import known_as

RULE = "hyphens"
WORD_OR_COMPOUND = regex.compile(r"\p{L}[\p{L}'’]*(?:-\p{L}[\p{L}'’]*)*")
"""A word, perhaps a compound: ``NON-ALIGNED``."""
BROKEN_WORD = regex.compile(
    r"(?<![\p{L}\p{N}'’/-])(?P<first>\p{L}[\p{L}'’]*(?:-\p{L}[\p{L}'’]*)*)"
    rf"(?P<hyphen>[{HYPHENS}])"
    r"(?P<end>[ \t]*(?:\r\n|\r|\n)\s{0,20}+)(?P<second>\p{L}[\p{L}'’]*)(?!\p{N})"
)
"""A word that was broken over a line end: ``NEGO-`` / ``TIATIONS``, ``ANTI-`` / ``AMERICAN``"""
ONLY_AT_LINE_ENDS = "\xad¬⸗"
"""The signs that engines and transcribers write for a hyphen that is only due to the line end: ``NEGO¬``"""
SECOND_HALF = regex.compile(r"[ \t]*(?:\r\n|\r|\n)\s{0,20}+(?P<second>\S+)")
"""The word with which the next line begins."""
PRODUCTIVE = 5  # known compounds of a first half, at least, before a new one is accepted: ANTI-, PRO-
PRODUCTIVE_SHARE = 0.01  # those compounds as a share of the count of the first half alone, at least: BY begins a few
USUAL = 5  # count, in cables, of the second half of a new compound, at least
SEVERAL_TIMES = 5  # how many times more frequent one spelling must be than the other to be certain


def hyphens(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Join ``EVALU-`` / ``ATION``, keep the hyphen of ``PRO-`` / ``US``; leave ``XQ-`` / ``ZT``."""
    own = Counter(match[0].upper() for match in WORD_OR_COMPOUND.finditer(draft.text))
    begins = {draft.to_text(mark.span.start) for mark in draft.of_kind(*kinds.blocks())}
    stated = {edit.span.end: edit for edit in _stated(draft)}
    yield from stated.values()
    for match in BROKEN_WORD.finditer(draft.text, overlapped=True):
        keep, cert, why = _decide(match["first"].upper(), match["second"].upper(), own, lexicon)
        if not why and match["hyphen"] in ONLY_AT_LINE_ENDS:
            keep, cert, why = False, Certainty.HIGH, f"{match['hyphen']!r} is a hyphen only at a line end"
        if not why or match.start("second") in begins or match.end("end") in stated:
            continue
        start = match.end("hyphen") if keep else match.start("hyphen")
        yield Edit(Span(start, match.end("end")), "", RULE, cert, why=why)


def _stated(draft: Draft) -> Iterator[Edit]:
    """The edits of words that the format of the input states as a whole; the hyphen stays if the whole has it."""
    for line in draft.source.layout.lines if draft.source.layout else ():
        word = line.words[-1] if line.words else None
        if word is None or not word.whole:
            continue
        end = draft.to_text(word.span.end)
        first = draft.text[draft.to_text(word.span.start) : end]
        match = SECOND_HALF.match(draft.text, end)
        if first and match and _letters(word.whole) == _letters(first + match["second"]):
            stem = first.rstrip(HYPHENS_AND_DASHES)
            keep = f"{_letters(stem)}-" in word.whole.casefold()
            start = end if keep else end - len(first) + len(stem)
            why = f"the file says that the word is {word.whole}"
            yield Edit(Span(start, match.start("second")), "", RULE, Certainty.HIGH, why=why)


def _letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(filter(str.isalnum, text)).casefold()


def _decide(first: str, second: str, own: Counter[str], lexicon: Lexicon) -> tuple[bool, Certainty, str]:
    """Whether the hyphen stays, how certain that is, and why; the reason is empty if there is no evidence."""
    joined, hyphened = first + second, f"{first}-{second}"
    known = partial(_count, lexicon)
    if own[hyphened] != own[joined]:
        keep = own[hyphened] > own[joined]
        return keep, Certainty.HIGH, f"this document has {hyphened if keep else joined} elsewhere"
    without, with_hyphen = known(joined), known(hyphened)
    if min(len(first), len(second)) == 1 and with_hyphen is None:
        return False, Certainty.LOW, ""
    if without is None and with_hyphen is None:
        return _by_parts(first, second, lexicon)
    if (with_hyphen or 0) > (without or 0):
        return True, Certainty.HIGH, f"cables have {hyphened}"
    if without is None:
        return True, Certainty.MEDIUM, f"a dictionary has {hyphened}"
    if without and with_hyphen and with_hyphen * SEVERAL_TIMES > without:
        return False, Certainty.MEDIUM, f"cables have {joined} more often than {hyphened}"
    return False, Certainty.HIGH, f"cables have {joined}" if without else f"a dictionary has {joined}"


def _by_parts(first: str, second: str, lexicon: Lexicon) -> tuple[bool, Certainty, str]:
    """Whether the hyphen of an unlisted compound stays, how certain that is, and why: ``ANTI-`` / ``CASTRO``.

    The parts of the compound, which are listed, are the evidence.
    """
    if "-" in first:
        return True, Certainty.MEDIUM, f"{first} has a hyphen already" if _count(lexicon, second) else ""
    least = max(PRODUCTIVE, PRODUCTIVE_SHARE * (_count(lexicon, first) or 0))
    if lexicon.compounds[first] >= least and (_count(lexicon, second) or 0) >= USUAL:
        return True, Certainty.MEDIUM, f"{first}- begins many compounds, and {second} is a word"
    return False, Certainty.LOW, ""


def _count(lexicon: Lexicon, word: str) -> int | None:
    """How often cables have a word, with or without a possessive; 0 if only a dictionary has it, None if neither."""
    known = known_as(word.replace("’", "'"), lexicon.words)
    return lexicon.words[known] if known else None
