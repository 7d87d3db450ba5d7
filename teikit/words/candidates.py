"""List the candidates for each token of a segment, or for a few in a row, each with its cost.

A cost is in nats: that of the difference between the candidate and what was read in the channel, and more if the
candidate leaves something that typists do not write. The first candidate of each token leaves it as it was read.
"""

from __future__ import annotations

from teikit.words.candidate import Candidate
from teikit.words.joined_tokens import are_two_words, joined
from teikit.words.one_token import of_one_token
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind


def candidates(segment: Segment) -> list[list[Candidate]]:
    """The lattice of a segment: for each of its tokens, the candidates that begin with it."""
    return [_candidates(segment, at) for at in range(len(segment.tokens))]


def _candidates(segment: Segment, at: int) -> list[Candidate]:
    as_read = segment.as_read(at)
    beginning = [as_read, *of_one_token(segment, at, as_read)]
    if not are_two_words(segment, at) and (segment.kinds[at] is not TokenKind.MARK or as_read.cost):
        beginning += joined(segment, at)
    return beginning
