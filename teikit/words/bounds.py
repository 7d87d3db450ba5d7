"""The chance of being right that a change needs to be made, depending on its kind and its place.

The chances were learnt on typed pages. They are too high for two kinds of documents: one with more odd tokens than most
of those pages, if the engine gave no confidences; and one that has hardly any misreadings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from typing import NamedTuple

from teikit.core import Certainty
from teikit.words.certainty import AGAIN
from teikit.words.chance import LIKELY
from teikit.words.changes import Change, ReadSegment
from teikit.words.confidence import KNOWN
from teikit.words.one_token import VOWELS
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import parts, upper

SURE = 0.95  # chance of being right from which a change has high certainty
POSSIBLE = 0.3  # chance of being right from which it is a suggestion

# Chances of being right from which a change has medium certainty in a document with many odd tokens, if the engine #
# gave no confidences:
LIKELY_IN_NOISE = 0.5  # any change but the following
LIKELY_OF_RIVALS = 0.7  # a change with a near rival
LIKELY_AGAIN_IN_NOISE = 0.75  # a change of the second look
LIKELY_OF_SLIPS = 0.85  # a change that may undo a slip or a short form of the typist: YRK
NOISY = 0.2  # share of odd tokens above which a document is noisy
NEAR_RIVAL = 4.5  # nats by which the next best reading may be worse and still be a rival: AD is AND, AID or a code

# Chances from which a change has medium certainty elsewhere:
LIKELY_IN_CLEAN = 0.85  # a change in a document with hardly any misreadings: Embalse is a place, not Embassy
CLEAN = 0.25  # share of the odd tokens that look misread below which a document may be clean
PRIOR_MISREAD = 1  # misread tokens that are added to those of the document for this share
CLEAN_OF_MARKS = 0.02  # odd marks next to each token, on average, below which a document may be clean
LIKELY_AGAIN = 0.5  # a change of the second look in any other document: %s is not IS
LIKELY_IN_DEBRIS = 0.7  # a change in debris: FLOFIBA, but not DTDORIC
LIKELY_IN_HEADER = 0.92  # a change in the header of a message
LIKELY_OF_PIECES = 0.93  # a change that makes one word of pieces that are too short for it, or words
SHORTEST_IN_HEADER = 3  # letters of a word that is changed there, at least: REFERENCE t is no TO
LETTER_CHANGES = ("word", "context", "joined")  # kinds of changes there, and of those that may spoil a name
LOST_LETTERS = 2  # fewest words that surely lost a letter to a space in a document where the engine lost others, too
FEW_LETTERS = 5  # most letters of several tokens that become a word only with other letters: C TE, SQ FT
OFTEN_THERE = 5  # fewest times that a document has a word of which another one, read once, may be a misreading
LIKELY_THERE = 0.6  # chance of being right, at least, of a change into such a word
LONG_WORD = 5  # fewest letters of such a word
DEBRIS = 0.5  # share of odd tokens above which a short line is debris: of a stamp, a form, handwriting
FEWEST_TOKENS = 4  # fewest tokens of a line that is not short


class Legibility(NamedTuple):
    """What a whole document says about each of its changes: hardly misread; letters read as spaces."""

    is_clean: bool = False
    loses_letters: bool = False


MISREAD = Legibility()  # of a document about which nothing is known


def legibility(document: Sequence[ReadSegment]) -> Legibility:
    """How well a document was read."""
    return Legibility(looks_clean(document), loses_letters(document))


def loses_letters(document: Sequence[ReadSegment]) -> bool:
    """Whether the engine surely read letters of a document as spaces: ``POLIT CAL``, ``W TH``. Most never do."""
    changes = [change for read in document for change in read.changes]
    return sum(change.chance.right >= SURE and _has_other_letters(change) for change in changes) >= LOST_LETTERS


def looks_clean(document: Sequence[ReadSegment]) -> bool:
    """Whether a document has hardly any specks, and its odd tokens hardly look misread: they are rare words.

    If an engine misread words, some of the misreadings are always obvious.
    """
    segments = [read.segment for read in document]
    odd = sum(kind is TokenKind.ODD for segment in segments for kind in segment.kinds)
    misread = sum(change.chance.right for read in document for change in read.changes if change.pays)
    marks = sum(before + after for segment in segments for before, after in segment.odd_marks)
    tokens = sum(len(segment.tokens) for segment in segments)
    return misread + PRIOR_MISREAD < CLEAN * odd and marks < CLEAN_OF_MARKS * tokens


def certainty(change: Change, legibility: Legibility = MISREAD) -> Certainty | None:
    """The certainty of a change in a document of that legibility; None if it is not even worth a suggestion."""
    right = change.chance.right
    if right < POSSIBLE or (change.is_in_header and not _is_plain(change)):
        return None
    is_shown = right >= LIKELY_THERE and not legibility.is_clean and is_shown_by_document(change)
    if not is_shown and (not change.pays or right < _least_chance(change, legibility)):
        return Certainty.LOW
    return Certainty.HIGH if right >= SURE else Certainty.MEDIUM


def is_shown_by_document(change: Change) -> bool:
    """Whether the document itself shows that a word was misread: it has another word often, and this one once.

    They differ in one letter: ``LIANCEOR`` among many LIANCHOR. A typist's mistake adds or drops a letter, or exchanges
    vowels (``Intellegence``).
    """
    candidate, token, own_counts = change.step.candidate, change.first, change.segment.own_counts
    word, read = candidate.word, token.word
    if candidate.kind != "word" or candidate.end != change.step.at + 1 or token.is_broken or change.is_in_header:
        return False
    if own_counts[word] < OFTEN_THERE or own_counts[read] > 1 or not LONG_WORD <= len(word) == len(read):
        return False
    is_plain = read.isalpha() and (token.core.isupper() or token.core[1:].islower())  # MoCone may be McCone
    changed = [{typed, seen} for typed, seen in zip(word, read, strict=True) if typed != seen]
    return is_plain and len(changed) == 1 and not changed[0] <= VOWELS and _is_plain(change)


def _least_chance(change: Change, legibility: Legibility) -> float:
    """The chance of being right from which a change has medium certainty, 0 to 1."""
    least = _least_in_document(change.facts)
    if legibility.is_clean:
        least = max(least, LIKELY_IN_CLEAN)
    if change.is_in_header:
        least = max(least, LIKELY_IN_HEADER)
    if not legibility.loses_letters and _is_made_up(change):
        least = max(least, LIKELY_OF_PIECES)
    return max(least, LIKELY_IN_DEBRIS) if _is_in_debris(change) else least


def _is_made_up(change: Change) -> bool:
    """Whether tokens with few letters, or known words, become a word with other letters: ``D C`` DEC, what her WHETHER.

    Nothing then shows that they are parts of one word.
    """
    candidate, kinds = change.step.candidate, change.segment.kinds[change.step.at : change.step.candidate.end]
    is_short = sum(map(str.isalpha, candidate.observed)) <= FEW_LETTERS
    return _has_other_letters(change) and (is_short or all(kind is TokenKind.KNOWN for kind in kinds))


def _has_other_letters(change: Change) -> bool:
    """Whether several tokens of a line become a word with other letters than theirs."""
    candidate = change.step.candidate
    letters, new = ("".join(filter(str.isalpha, upper(text))) for text in (candidate.observed, candidate.word))
    return candidate.kind == "joined" and letters != new


def _is_plain(change: Change) -> bool:
    """Whether a change only replaces letters, and leaves the marks next to a word alone: they may belong to a form."""
    candidate = change.step.candidate
    lead, _, trail = parts(candidate.text)
    is_same = lead == change.first.lead and trail == change.last.trail
    return is_same and candidate.kind in LETTER_CHANGES and len(candidate.word) >= SHORTEST_IN_HEADER


def _least_in_document(facts: Mapping[str, float]) -> float:
    """That chance, from the share of odd tokens in the document and the kind of change."""
    is_noisy = exp(facts["odd tokens"]) > NOISY and KNOWN not in facts
    if not is_noisy:
        return LIKELY_AGAIN if AGAIN in facts else LIKELY
    if AGAIN in facts:
        return LIKELY_AGAIN_IN_NOISE
    if facts["slip"]:
        return LIKELY_OF_SLIPS
    return LIKELY_OF_RIVALS if facts["against next best"] < NEAR_RIVAL else LIKELY_IN_NOISE


def _is_in_debris(change: Change) -> bool:
    return change.facts["tokens in line"] < FEWEST_TOKENS and change.facts["odd tokens in line"] > DEBRIS
