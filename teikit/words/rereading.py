"""The second look, at tokens that are still odd after the likely corrections of the first.

The first look is at odd words and what is near them. What it leaves is mostly a known word in the wrong place (ONE read
as ``NE``), a short word with one letter read as a mark (``°Y``) or with all letters read as digits (``70``), or a word
in pieces (``SUGGEST ON``). Their neighbours are better known now, so each may be any word near it that fits between
them (``wide_candidates``). Changes of the first look are not looked at again, and the changes of the second have
scorecards of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log

from teikit.words.candidate import END, NUMBER, UNKNOWN, Candidate, Lattice, Place, fit
from teikit.words.certainty import AGAIN
from teikit.words.decode import Step
from teikit.words.joined_tokens import MOST_TOKENS
from teikit.words.one_token import LONGEST_DOUBTFUL, ODD_ENDS
from teikit.words.segment import APOSTROPHES, Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import DOTTED, HYPHENS, end_sentence
from teikit.words.wide_candidates import LONGEST_CODE, lone_quotations, of_one
from teikit.words.wide_joined import may_be_pieces, of_several

CLEAN = 0.02  # share of odd tokens below which a document is clean, so that a known word that fits is as it was typed
LEAST_FIT = -1.0  # nats of fit from which a known word is not looked at again
LEAST_FIT_OF_SHORT = 0.5  # fit below which a short word is doubtful, unless the document is clean: it is misread easily
SHORT_WORD = 4  # most letters of a short word
LONGEST_NUMBER = 3  # most digits of a number that may be a word: TO read as 70
UNKNOWN_FIT = -20.0  # nats of fit of an unknown word
NEIGHBOURS = 3  # tokens before or after one in which its neighbour is looked for: those of one candidate at most

Path = list[Candidate | None]
"""For each token, the candidate that begins with it; None for the other tokens of a candidate."""


def wide_lattice(segment: Segment, lattice: Lattice, likely: Iterable[Step], odd_share: float) -> list[list[Candidate]]:
    """The lattice of the second look, which contains the ``likely`` steps of the first.

    Most of the other tokens have only the candidate that leaves them as they were read. ``odd_share`` is the share of
    odd tokens in the document; if hardly any are odd, the second look is only at those and at tokens that fit badly.
    """
    path: Path = [beginning[0] for beginning in lattice]
    for step in likely:
        path[step.at] = step.candidate
        path[step.at + 1 : step.candidate.end] = [None] * (step.candidate.end - step.at - 1)
    if odd_share >= CLEAN:
        return [_candidates(segment, at, path, is_usual=False) for at in range(len(path))]
    odd = [_is_odd(segment, at) for at in range(len(path))]  # a token is usual if no part of a word with it is odd
    return [_candidates(segment, at, path, not any(odd[at : at + MOST_TOKENS])) for at in range(len(path))]


def _is_odd(segment: Segment, at: int) -> bool:
    """Whether a token is neither a known word nor a number, has an odd mark next to it, or was read with doubt."""
    is_usual = segment.kinds[at] in (TokenKind.KNOWN, TokenKind.NUMBER)
    return not is_usual or any(segment.odd_marks[at]) or segment.is_doubted(at)


def _candidates(segment: Segment, at: int, path: Path, is_usual: bool) -> list[Candidate]:
    """The candidates for a token in the second look: the choice of the first look, and others."""
    as_read = path[at]
    if as_read is None or as_read.kind != "as read":
        return [as_read] if as_read else []
    candidates = [as_read]
    place = Place(_before(path, at), _after(path, at + 1))
    if _is_doubtful(segment, at, place, is_usual):
        candidates += of_one(segment, at, place, as_read)
    if is_usual or not may_be_pieces(segment, at):
        return candidates
    pieces = [as_read]
    for later in path[at + 1 : at + MOST_TOKENS]:
        if later is None or later.kind != "as read":
            break
        pieces.append(later)
    further = (Place(place.before, _after(path, at + count)) for count in range(2, len(pieces) + 1))
    return candidates + of_several(segment, at, pieces, [place, *further])


def _before(path: Path, at: int) -> str:
    """The symbol that the path has before a token."""
    for candidate in reversed(path[max(0, at - NEIGHBOURS) : at]):
        for symbol in reversed(candidate.symbols if candidate else ()):
            if symbol:
                return symbol
    return END


def _after(path: Path, at: int) -> str:
    """The symbol that the path has from a token on."""
    for candidate in path[at : at + NEIGHBOURS]:
        if candidate and candidate.symbols[0]:
            return candidate.symbols[0]
    return END


def _is_doubtful(segment: Segment, at: int, place: Place, is_usual: bool) -> bool:
    """Whether a token that is still as it was read may be another word in its place.

    A token that ``is_usual`` is in a clean document, with nothing odd about it: only a bad fit counts there.
    """
    token, kind = segment.tokens[at], segment.kinds[at]
    previous = segment.tokens[at - 1] if at else None
    if token.is_broken or (previous and previous.ends_line and previous.text[-1:] in HYPHENS):
        return False  # CAN- | SING is one word
    if DOTTED.fullmatch(token.word) or (len(token.core) == 1 and token.trail == "."):
        return False  # S.A. is not SHAH, H. RAP BROWN not HE
    if token.core == "s" and token.lead in APOSTROPHES:
        return False  # below a name that is withheld: 's father guessed
    if kind is TokenKind.CODE:
        return len(token.core) <= LONGEST_CODE and token.core.isalpha()
    if kind is TokenKind.NUMBER:
        is_bare = len(token.text) == len(token.core) <= LONGEST_NUMBER  # not TITLE 10, UNITED STATES CODE
        return (
            not is_usual and is_bare and token.start not in segment.keep and place.before not in (END, UNKNOWN, NUMBER)
        )
    if kind is not TokenKind.KNOWN or token.word not in segment.vocabulary:
        return kind is TokenKind.ODD
    if len(token.word) > LONGEST_DOUBTFUL:
        return False
    if token.trail[:1] in ODD_ENDS:
        return True
    after = END if token.ends_sentence else place.after
    least = LEAST_FIT_OF_SHORT if len(token.word) <= SHORT_WORD and not is_usual else LEAST_FIT
    return fit(segment.vocabulary, Place(place.before, after), token.word) < least


def second_look_facts(segment: Segment, step: Step, following: Step | None) -> dict[str, float]:
    """The facts that only changes of the second look have: most are evidence for the tokens as they were read.

    ``following`` is the next step of the path; None at its end.
    """
    vocabulary, token, last = segment.vocabulary, segment.tokens[step.at], segment.tokens[step.candidate.end - 1]
    after = following.candidate.symbols[0] if following else END
    after_read = END if token.ends_sentence else after
    words = step.candidate.word.split(" ")
    is_known = token.word in vocabulary
    return {
        AGAIN: 1.0,
        "pair before": log(vocabulary.pair_count(step.before, words[0]) + 1),
        "pair after": log(vocabulary.pair_count(words[-1], after) + 1),
        "pair read before": log(vocabulary.pair_count(step.before, token.word) + 1),
        "pair read after": log(vocabulary.pair_count(last.word, after_read) + 1),
        "fit read": fit(vocabulary, Place(step.before, after_read), token.word) if is_known else UNKNOWN_FIT,
        "count read": log(vocabulary.count(token.word) + 1),
        "known": is_known,
        "lone quotation": any(lone_quotations(segment, step.at)),
        "number": segment.kinds[step.at] is TokenKind.NUMBER,
        "sentence end lost": end_sentence(last.trail) and not end_sentence(step.candidate.text),
    }
