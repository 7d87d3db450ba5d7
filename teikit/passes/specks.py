"""Remove specks between words: lone marks and scraps that nobody typed.

What it corrects: a mark that is alone in a line of text (``EXPORTS | TO JAPAN``, ``INSIST ON : A PACKAGE``), a scrap of
at most three characters that the engine made of dirt (``SAID oe THAT``), a full stop or colon after a word with which
the sentence does not end (``his relations. with the ministry``, ``AND. THE``), and marks before or after common words
within a line (``PLANS ‘BUT``, ``THE CURVE, _REQUEST``, ``been’ remodeled``). They are taken out, and a hyphen between
two words that are no compound (``from-the``) becomes a blank; the reading of the engine is kept with the correction.

What it leaves alone: dashes, bullets that begin a line, brackets, ``&``, ``$``, ``@``, ``/`` and the like, whatever has
a digit, header fields, signatures and short lines, and tokens of which the chance that they were typed outweighs the
gain. How likely a token is to be a speck was learnt on typed pages whose true text is known (``certainty.tsv``, the
cases ``speck``), and each correction says how likely it is.

How it may be wrong: a full stop that the typist put apart from its word; a mark that was a whole short word; a sentence
that ends before a small letter, because its capital was misread.
Seen in: every OCR text of a page that is not clean.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from teikit.core import Certainty, Draft, Edit, Evidence, Span
from teikit.lexicon import Lexicon
from teikit.words.chance import Chance
from teikit.words.confidence import WordConfidences
from teikit.words.document import TextKnowledge, TokenizedDocument, document_of
from teikit.words.drafts import confidences_of, header_stretches, kept_stretches
from teikit.words.segment import Segment
from teikit.words.specks import Speck, possible_specks
from teikit.words.stuck_marks import (
    CHANCE_AFTER,
    CHANCE_BEFORE,
    CHANCE_OF_HYPHENS,
    CHANCE_OF_STOPS,
    hyphens_for_blanks,
    marks_after,
    marks_before,
    stuck_marks,
)

RULE = "specks"
SURE = 0.95  # chance of being a speck from which the certainty is high
POSSIBLE = 0.3  # chance of being a speck from which a token is suggested
FEWEST_TOKENS = 4  # tokens of a line that counts as text, at least
DEBRIS = 0.6  # share of odd tokens and marks in a line that counts as text, at most


class ReadSpeck(NamedTuple):
    """A token that may be a speck: its place, the facts about it, and the chances of gain and harm in removing it."""

    span: Span
    speck: Speck
    chance: Chance


def specks(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Read ``ON : A PACKAGE`` as ON A PACKAGE; leave ``RE : VISAS``."""
    if draft.kind:
        return
    document = _document(draft, lexicon)
    segment = document.segment(document.tokens, lexicon.channel)
    yield from _stuck(segment, lexicon)
    for candidate in _candidates(segment, lexicon, confidences_of(draft)):
        level = certainty(candidate)
        if level:
            right, harm = candidate.chance
            why = f"chance {right:.2f}, harm {harm:.3f}; a speck"
            yield Edit(candidate.span, "", RULE, level, Evidence.INTERNAL, why, chance=right, harm=harm)


def _stuck(segment: Segment, lexicon: Lexicon) -> Iterator[Edit]:
    """The edits that take out marks which stick to words, or put a blank in the place of a hyphen."""
    for at in stuck_marks(segment, lexicon.abbreviations):
        token = segment.tokens[at]
        mark = Span(token.end - len(token.trail), token.end)
        yield _edit(mark, "", CHANCE_OF_STOPS, "a speck after a word within a sentence")
    for at in marks_after(segment):
        token = segment.tokens[at]
        yield _edit(Span(token.end - 1, token.end), "", CHANCE_AFTER, "a speck after a word")
    for at in marks_before(segment):
        token = segment.tokens[at]
        yield _edit(Span(token.start, token.start + 1), "", CHANCE_BEFORE, "a speck before a word")
    for at in hyphens_for_blanks(segment):
        token, after = segment.tokens[at : at + 2]
        words = Span(token.start + len(token.lead), after.start + len(after.core))
        yield _edit(words, f"{token.core} {after.core}", CHANCE_OF_HYPHENS, "a blank read as a hyphen")


def _edit(span: Span, new: str, chance: Chance, why: str) -> Edit:
    """The edit that takes a mark next to a word out."""
    right, harm = chance
    reason = f"chance {right:.2f}, harm {harm:.3f}; {why}"
    return Edit(span, new, RULE, _level(right), Evidence.INTERNAL, reason, chance=right, harm=harm)


def read(draft: Draft, lexicon: Lexicon) -> Iterator[ReadSpeck]:
    """The tokens of a draft that may be specks. The rule ``words`` must have corrected the draft before."""
    document = _document(draft, lexicon)
    yield from _candidates(document.segment(document.tokens, lexicon.channel), lexicon, confidences_of(draft))


def _document(draft: Draft, lexicon: Lexicon) -> TokenizedDocument:
    """The words of a draft, with what must be kept."""
    kept = kept_stretches(draft) + header_stretches(draft)
    knowledge = TextKnowledge(kept, lexicon.kept_words, confidences=confidences_of(draft))
    return document_of(draft.text, lexicon.words, knowledge)


def _candidates(segment: Segment, lexicon: Lexicon, confidences: WordConfidences | None) -> Iterator[ReadSpeck]:
    """The lone tokens of a segment that may be specks."""
    for speck in possible_specks(segment, confidences):
        token = segment.tokens[speck.at]
        yield ReadSpeck(Span(token.start, token.end), speck, lexicon.scorecard.chance(speck.facts, speck.case))


def certainty(candidate: ReadSpeck) -> Certainty | None:
    """How certain it is that a token is a speck; None if it is not worth a suggestion."""
    right = candidate.chance.right
    facts = candidate.speck.facts
    if right < POSSIBLE:
        return None
    is_debris = facts["tokens in line"] < FEWEST_TOKENS or facts["odd tokens in line"] > DEBRIS
    letters = candidate.span.end - candidate.span.start + 1  # the space next to it goes as well
    if is_debris or not candidate.chance.pays(letters):
        return Certainty.LOW
    return _level(right)


def _level(right: float) -> Certainty:
    """The certainty of an edit that is made, by the chance of being right."""
    return Certainty.HIGH if right >= SURE else Certainty.MEDIUM
