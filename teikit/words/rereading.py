"""A second look at tokens that still stand oddly when what is likely has been mended.

The first look is at odd words and what is near them. What it leaves is mostly a known word that does not stand so (ONE
read as ``NE``), a short word of which a letter was read as a mark (``°Y``) or all as figures (``70``), or a word in
pieces (``SUGGEST ON``). Their neighbours are better known now, so each may be any word near it that fits between them
(``wide_candidates``). Nothing that the first look has changed is looked at again, and what is changed has scorecards of
its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

from teikit.words.candidate import END, NUMBER, UNKNOWN, Candidate, Place, fit
from teikit.words.certainty import AGAIN
from teikit.words.decode import Step
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import DOTTED, HYPHENS, end_sentence
from teikit.words.wide_candidates import LONGEST_CODE, MOST_PIECES, lone_quotations, may_be_pieces, of_one, of_several

LEAST_FIT = -1.0  # nats by which its neighbours must speak for a known word that is not looked at again
LEAST_FIT_OF_SHORT = 0.5  # the same of a short word, which is sooner a misread one
SHORT = 4  # letters of a short word
LONGEST_DOUBTFUL = 7  # letters of a known word that may be a misread one
LONGEST_NUMBER = 3  # digits of a number that may be a word: TO read as 70
UNKNOWN_FIT = -20.0  # nats by which they speak for a word that nobody knows
ODD_ENDS = frozenset(":;)!")  # marks behind a known word that may be a broken letter: MEAN: is MEANS

Path = list[Candidate | None]  # for each token the candidate that begins there, None inside of one


def wide_choices(
    segment: Segment, choices: Sequence[Sequence[Candidate]], likely: Iterable[Step]
) -> list[list[Candidate]]:
    """For each token what it may be beside the ``likely`` steps, which stand: most stay as they were read."""
    path: Path = [readings[0] for readings in choices]
    for step in likely:
        path[step.at] = step.candidate
        path[step.at + 1 : step.candidate.end] = [None] * (step.candidate.end - step.at - 1)
    return [_choices(segment, at, path) for at in range(len(path))]


def _choices(segment: Segment, at: int, path: Path) -> list[Candidate]:
    candidate = path[at]
    if candidate is None or candidate.kind != "as read":
        return [candidate] if candidate else []
    choices = [candidate]
    before = _before(path, at)
    place = Place(before, _after(path, at + 1))
    if _is_doubtful(segment, at, place):
        choices += of_one(segment, at, place, candidate)
    if not may_be_pieces(segment, at):
        return choices
    pieces = [candidate]
    for later in path[at + 1 : at + MOST_PIECES]:
        if later is None or later.kind != "as read":
            break
        pieces.append(later)
    places = [Place(before, _after(path, at + count)) for count in range(1, len(pieces) + 1)]
    return choices + of_several(segment, at, pieces, places)


def _before(path: Path, at: int) -> str:
    """The symbol that stands before a token."""
    earlier = (candidate for candidate in reversed(path[max(0, at - 3) : at]) if candidate)
    symbols = (symbol for candidate in earlier for symbol in reversed(candidate.symbols))
    return next(filter(None, symbols), END)


def _after(path: Path, at: int) -> str:
    """The symbol that stands from a token on."""
    later = (candidate.symbols[0] for candidate in path[at : at + 3] if candidate)
    return next(filter(None, later), END)


def _is_doubtful(segment: Segment, at: int, place: Place) -> bool:
    """Whether a token that stands as it was read may be another word."""
    token, kind = segment.tokens[at], segment.kinds[at]
    previous = segment.tokens[at - 1] if at else None
    if token.broken or (previous and previous.ends and previous.text[-1:] in HYPHENS):
        return False  # CAN- | SING is one word
    if DOTTED.fullmatch(token.word) or (len(token.core) == 1 and token.trail == "."):
        return False  # S.A. is not SHAH, H. RAP BROWN not HE
    if kind is TokenKind.CODE:
        return len(token.core) <= LONGEST_CODE and token.core.isalpha()
    if kind is TokenKind.NUMBER:
        is_bare = len(token.text) == len(token.core) <= LONGEST_NUMBER  # TITLE 10, UNITED STATES CODE
        return is_bare and token.start not in segment.keep and place.before not in (END, UNKNOWN, NUMBER)
    if kind is not TokenKind.KNOWN or token.word not in segment.vocabulary:
        return kind is TokenKind.ODD
    if len(token.word) > LONGEST_DOUBTFUL:
        return False
    if token.trail[:1] in ODD_ENDS:
        return True
    after = END if token.closes else place.after
    least = LEAST_FIT_OF_SHORT if len(token.word) <= SHORT else LEAST_FIT
    return fit(segment.vocabulary, Place(place.before, after), token.word) < least


def second_look_facts(segment: Segment, step: Step, following: Step | None) -> dict[str, float]:
    """What the scorecards of the second look ask beside the other facts: what speaks for the token as it was read."""
    vocabulary, token, last = segment.vocabulary, segment.tokens[step.at], segment.tokens[step.candidate.end - 1]
    after = following.candidate.symbols[0] if following else END
    after_read = END if token.closes else after
    words = step.candidate.word.split(" ")
    is_known = token.word in vocabulary
    return {
        AGAIN: 1.0,
        "pair before": log(vocabulary.pair(step.before, words[0]) + 1),
        "pair after": log(vocabulary.pair(words[-1], after) + 1),
        "pair read before": log(vocabulary.pair(step.before, token.word) + 1),
        "pair read after": log(vocabulary.pair(last.word, after_read) + 1),
        "fit read": fit(vocabulary, Place(step.before, after_read), token.word) if is_known else UNKNOWN_FIT,
        "count read": log(vocabulary.get(token.word, 0) + 1),
        "known": is_known,
        "lone quotation": any(lone_quotations(segment, step.at)),
        "number": segment.kinds[step.at] is TokenKind.NUMBER,
        "sentence end lost": end_sentence(last.trail) and not end_sentence(step.candidate.text),
    }
