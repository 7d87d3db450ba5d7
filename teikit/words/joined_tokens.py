"""The candidates for what two or three tokens in a row were: one word, parted by a blank or by the end of a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from teikit.words.candidate import Candidate, symbols_of
from teikit.words.segment import KEPT, LONE_MARKS, Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import HYPHENS

MOST_TOKENS = 3  # tokens that may be one word
LEAST_COUNT = 3  # times that cables have a word that is made of several tokens
LONGEST = 18  # letters of such a word
LONGEST_BETWEEN = 3  # characters between its parts
LONGEST_PART = 3  # letters of the shortest of three parts

# REUNIFI- | CATION in the text, and between the two what stands in the margin of the page:
MARGIN_LENGTH = 5  # characters, at most, of what stands in the margin; with a digit it is content: B1A3
MARGIN_COST = 12.0  # highest cost of dropping it
MARGIN_COUNT = 6  # times that cables have the word


class _Joint(NamedTuple):
    """Tokens up to ``end`` that may be one word.

    ``seen`` is what was read, ``form`` its form for the vocabulary, ``distance`` how far from it to look, ``broken``
    says that a line ends in it, ``cost`` is what it costs to drop what stands between.
    """

    end: int
    seen: str
    form: str
    distance: int
    broken: bool = False
    cost: float = 0.0


def joined(segment: Segment, at: int) -> Iterator[Candidate]:
    """Two or three tokens that are one word: a letter was read as a blank, or the word runs on in the next line."""
    for joint in (*_beside_each_other(segment, at), *_over_line(segment, at)):
        last = segment.tokens[joint.end - 1]
        if last.trail in HYPHENS and not last.ends:
            continue  # AN EX-AGENT: what belongs to a compound is no half of the word before
        yield from _words(segment, at, joint, joint.seen, joint.form, last.trail, KEPT // 2)
        if last.trail and last.trail[0] not in "-—.,":  # a mark may be a broken letter of the word
            seen, form = joint.seen + last.trail[0], joint.form + last.trail[0]
            yield from _words(segment, at, joint, seen, form, last.trail[1:], KEPT // 2 - 1)


def _words(
    segment: Segment, at: int, joint: _Joint, seen: str, form: str, trail: str, most: int
) -> Iterator[Candidate]:
    """The words that the tokens of a joint may be, which read as ``seen`` with ``trail`` behind it."""
    words = segment.nearest_words(at, form, seen, joint.distance if len(form) > 5 else 1, most)
    if form in segment.vocabulary and form not in (word for _, word in words):
        words.append((segment.channel.cost(segment.cased(at, form, seen), seen), form))
    lead = "" if segment.kinds[at] is TokenKind.MARK else segment.tokens[at].lead
    for cost, word in words:
        if word.count("-") > seen.count("-") or segment.vocabulary[word] < LEAST_COUNT:
            continue
        are_known = all(kind is TokenKind.KNOWN for kind in segment.kinds[at : joint.end])
        if word == form and not joint.broken and are_known and segment.are_parted(at, joint.end):
            continue  # THREE FOLD: so it was typed
        text = lead + segment.cased(at, word, seen) + trail
        kind = "hyphen" if joint.broken else "joined"
        yield Candidate(joint.end, text, symbols_of(word, trail), cost + joint.cost, kind, word, seen)


def _over_line(segment: Segment, at: int) -> Iterator[_Joint]:
    """A word that runs on in the next line: no hyphen was read, or a speck or a mark of the margin is between."""
    tokens, kinds = segment.tokens, segment.kinds
    if at + 1 == len(tokens):
        return
    token, after = tokens[at], tokens[at + 1]
    if token.ends and not token.broken:
        both = {kinds[at], kinds[at + 1]}
        are_words = both <= {TokenKind.KNOWN, TokenKind.ODD} and TokenKind.ODD in both
        if are_words and len(token.trail) < 3 and not after.lead and 3 < len(token.word + after.word) <= LONGEST:
            cost = segment.channel.cost("-", token.trail)
            yield _Joint(at + 2, token.core + after.core, token.word + after.word, 2, True, cost)
    elif at + 2 < len(tokens) and token.trail in HYPHENS and token.ends is not after.ends and token.core:
        second = tokens[at + 2]
        word = token.word + second.word
        is_margin = len(after.text) <= MARGIN_LENGTH and not any(map(str.isdigit, after.text))
        if is_margin and segment.vocabulary.get(word, 0) >= MARGIN_COUNT:
            cost = min(sum(segment.channel.step_cost("", mark) for mark in after.text), MARGIN_COST)
            yield _Joint(at + 3, token.core + second.core, word, 1, True, cost)


def _beside_each_other(segment: Segment, at: int) -> Iterator[_Joint]:
    """Tokens from ``at`` on that may be one word."""
    tokens, kinds = segment.tokens, segment.kinds
    token, kind = tokens[at], kinds[at]
    if _stands_alone(kind) or (kind is TokenKind.MARK and (token.text in LONE_MARKS or len(token.text) > 1)):
        return
    mark = token.text if kind is TokenKind.MARK else ""  # a mark may be the first letter: | NFORM
    seen, form = mark or token.core, token.word
    broken = False
    odd = kind is not TokenKind.KNOWN or len(form) == 1
    for place in range(at + 1, min(at + MOST_TOKENS, len(tokens))):
        before, after = tokens[place - 1], tokens[place]
        if _stands_alone(kinds[place]) or (before.ends and not before.broken):
            return
        broken = broken or before.broken
        if before.broken:
            between = ""
        elif after.glued:
            between = before.trail
        elif mark and place == at + 1:
            between = f" {after.lead}"
        else:
            between = f"{before.trail} {after.lead}"
        seen, form = seen + between + after.core, form + after.word
        odd = odd or kinds[place] is not TokenKind.KNOWN or len(after.word) == 1
        if len(form) > LONGEST or len(between) > LONGEST_BETWEEN or (mark and kinds[place] is not TokenKind.ODD):
            return
        is_short = place == at + 1 or min(len(part.word) for part in tokens[at : place + 1]) <= LONGEST_PART
        if is_short and len(form) > 2 and (odd or segment.may_be_halves(at, place)):
            yield _Joint(place + 1, seen, form, 2 if odd else 1, broken)


def _stands_alone(kind: TokenKind) -> bool:
    """Whether a token is never part of a word."""
    return kind in (TokenKind.NUMBER, TokenKind.RECURRING)


def are_two_words(segment: Segment, at: int) -> bool:
    """Whether a token and the next are two words without doubt: both known, and neither may be half of one word."""
    if at + 1 == len(segment.tokens):
        return True
    both_known = segment.kinds[at] is segment.kinds[at + 1] is TokenKind.KNOWN
    both_long = len(segment.tokens[at].word) > 1 < len(segment.tokens[at + 1].word)
    return both_known and both_long and not segment.may_be_halves(at, at + 1)
