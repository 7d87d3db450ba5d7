"""The candidates for what one token was on the page."""

from __future__ import annotations

from collections.abc import Iterator

from teikit.words.candidate import NOTHING, UNKNOWN, Candidate, symbols_of
from teikit.words.names import known_as
from teikit.words.segment import NOT_LETTERS, ODD_MARK, Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import LEADS, TRAILS, odd_marks, upper

SHORT = 3  # letters, at most, of a code that may be a word, and of debris at the edge of a line
SHORTEST_PARTED = 5  # letters of a token that may be two words: thatCIA
LONGEST_PARTED = 60  # letters of such a token; what is longer is no text, and has too many places to part it
PARTS_COUNT = 30  # times that cables have each of two words that run together: SMALL:STEPS
CONTEXT_COUNT = 20  # times that cables have a word that takes the place of a known one: GF is OF
CONTEXT_RATIO = 3  # times that it is commoner than the known one
OFTEN = 4  # times that cables have a pair of words that is right
VOWELS = frozenset("AEIOUY")
ODD_ENDS = frozenset(":;)!")  # marks behind a known word that may be a broken letter: THA! is THAT
REPEAT = "RPT"  # repeats the word beside it: DID NOT RPT NOI AGREE
REPEATED = 6.0  # nats by which the word that it repeats is cheaper
NOT_BROKEN_LETTERS = frozenset("-—)(")  # marks that are what they seem where a typist puts them


def of_one_token(segment: Segment, at: int, as_read: Candidate) -> Iterator[Candidate]:
    """The candidates of one token but for ``as_read``, which leaves it as it stands."""
    token, kind = segment.tokens[at], segment.kinds[at]
    if kind is TokenKind.MARK:
        if as_read.cost:
            yield _speck(segment, at)
        return
    if kind is not TokenKind.ODD and any(segment.odd_marks[at]):
        yield _without_odd_marks(segment, at, as_read)
    if kind is TokenKind.KNOWN and segment.is_oddly_cased(at):
        core = segment.cased(at, token.word, token.core)
        cost = segment.channel.cost(core, token.core)
        text = token.lead + core + token.trail
        yield Candidate(at + 1, text, as_read.symbols, cost, "case", token.word, token.core)
    short_code = kind is TokenKind.CODE and len(token.core) <= SHORT and "/" not in token.core
    if kind is TokenKind.KNOWN or short_code:
        yield from _by_context(segment, at)
    if kind is TokenKind.ODD:
        yield from _other_words(segment, at, 2)
        yield from _parted(segment, at)
    if kind in (TokenKind.ODD, TokenKind.KNOWN):
        yield from _repeated(segment, at)
    is_scrap = kind in (TokenKind.ODD, TokenKind.CODE) and len(token.text) <= SHORT and token.core.isalpha()
    if is_scrap and _is_at_edge(segment, at):
        yield _speck(segment, at)  # but not 5-F: a digit is content


def _speck(segment: Segment, at: int) -> Candidate:
    """A mark, or a scrap at the edge of a line, that nobody typed."""
    text = segment.tokens[at].text
    cost = sum(segment.channel.step_cost("", mark) for mark in text[:SHORT])
    return Candidate(at + 1, "", (NOTHING,), cost, "stray", "", text)


def _repeated(segment: Segment, at: int) -> Iterator[Candidate]:
    """The word that RPT repeats: NOT RPT NOT are two witnesses of one word."""
    tokens = segment.tokens
    for beside, twin in ((at - 1, at - 2), (at + 1, at + 2)):
        if 0 <= twin < len(tokens) and beside >= 0 and tokens[beside].word == REPEAT:
            word, token = tokens[twin].word, tokens[at]
            if segment.kinds[twin] is TokenKind.KNOWN and word != token.word:
                core = segment.cased(at, word, token.core)
                cost = segment.channel.cost(core, token.core) - REPEATED
                symbols = symbols_of(known_as(word, segment.vocabulary), token.trail)
                text = token.lead + core + token.trail
                yield Candidate(at + 1, text, symbols, cost, "context", word, token.core)


def _is_at_edge(segment: Segment, at: int) -> bool:
    """Whether a token begins or ends its line."""
    return segment.tokens[at].ends or at == 0 or segment.tokens[at - 1].ends


def _without_odd_marks(segment: Segment, at: int, as_read: Candidate) -> Candidate:
    """The token without the marks beside it that nobody typed."""
    token = segment.tokens[at]
    lead, trail = segment.usual_marks(at)
    cost = segment.cost_of_dropping(token.lead, lead) + segment.cost_of_dropping(token.trail, trail)
    return Candidate(at + 1, lead + token.core + trail, as_read.symbols, cost, "marks", token.word, token.text)


def _other_words(segment: Segment, at: int, distance: int) -> Iterator[Candidate]:
    """Words near the token, its marks taken as marks, as broken letters, or as specks."""
    for lead, core, trail, cost in divisions(segment, at):
        form = upper(core)
        for asked, word in segment.nearest_words(at, form, core, distance if len(form) > 4 else 1):
            text = lead + segment.cased(at, word, core) + trail
            yield Candidate(at + 1, text, symbols_of(word, trail), cost + asked, "word", word, core)
        for asked, name in segment.nearest_names(at, form, core) if segment.names and len(form) > 3 else ():
            text = lead + segment.cased(at, name, core) + trail
            yield Candidate(at + 1, text, symbols_of(UNKNOWN, trail), cost + asked, "word", name, core)


def _by_context(segment: Segment, at: int) -> Iterator[Candidate]:
    """Words near a known word that is not known to stand between its neighbours, and that are.

    Where the engine was not quite sure of the known word, it may be any word near it: the scorecard decides.
    """
    word = segment.tokens[at].word
    before, after = segment.neighbours(at)
    pair, doubted = segment.vocabulary.pair, segment.is_doubted(at)
    if len(word) < 2 or word[0] == "'" or (not doubted and _is_at_home(segment, at, before, after)):
        return
    counts = segment.vocabulary
    least = CONTEXT_COUNT if doubted else max(CONTEXT_COUNT, CONTEXT_RATIO * counts.get(word, 0))
    may_be_short = len(word) < 5 and not VOWELS.intersection(word)  # GV, PL: abbreviations, no part of a word
    for lead, core, trail, cost in divisions(segment, at):
        form = upper(core)
        fitting = {
            near
            for _, near in segment.words_near(form, 1)
            if counts[near] >= least
            and near != word
            and (len(near) == len(word) or not may_be_short)
            and (doubted or pair(before, near) or pair(near, after))
        }
        for asked, near in segment.nearest_words(at, form, core, 1) if fitting else ():
            if near in fitting:
                text = lead + segment.cased(at, near, core) + trail
                yield Candidate(at + 1, text, symbols_of(near, trail), cost + asked, "context", near, core)


def _is_at_home(segment: Segment, at: int, before: str, after: str) -> bool:
    """Whether a known word is known to stand beside its neighbours, too, and no odd mark is beside it."""
    token, pair = segment.tokens[at], segment.vocabulary.pair
    left, right = pair(before, token.word), pair(token.word, after)
    if token.trail and token.trail[0] in ODD_ENDS:
        return False
    return (left > 0 and right > 0) or max(left, right) >= OFTEN


def _parted(segment: Segment, at: int) -> Iterator[Candidate]:
    """Two words that run together, with or without something between them: SMALL:STEPS, thatCIA."""
    token = segment.tokens[at]
    core, form, counts = token.core, token.word, segment.vocabulary
    if not SHORTEST_PARTED <= len(form) <= LONGEST_PARTED:
        return
    marks = [match.span() for match in NOT_LETTERS.finditer(form)]
    for start, end in marks or [(cut, cut) for cut in range(2, len(form) - 1)]:
        first, second = form[:start], form[end:]
        if counts.get(first, 0) >= PARTS_COUNT and counts.get(second, 0) >= PARTS_COUNT:
            text = f"{segment.cased(at, first, core[:start])} {segment.cased(at, second, core[end:])}"
            cost = segment.channel.cost(" ", core[start:end])
            symbols = (first, *symbols_of(second, token.trail))
            words = f"{first} {second}"
            yield Candidate(at + 1, token.lead + text + token.trail, symbols, cost, "parted", words, core)


def divisions(segment: Segment, at: int) -> Iterator[tuple[str, str, str, float]]:
    """The marks before the word, the word and the marks after it, as they may be divided, and what each costs.

    In ``™ILITARY`` the mark may be a letter of the word, a mark, or a speck.
    """
    token = segment.tokens[at]
    if not token.lead and not token.trail:
        yield "", token.core, "", 0.0
        return
    odd_before, odd_after = segment.odd_marks[at]
    lead, trail = segment.usual_marks(at)
    leads = [(token.lead, "", ODD_MARK * odd_before)]
    trails = [(token.trail, "", ODD_MARK * odd_after)]
    for count in range(1, _most_letters(token.lead[::-1], LEADS) + 1):
        rest = token.lead[:-count]
        leads.append((rest, token.lead[-count:], ODD_MARK * odd_marks(rest, LEADS)))
    for count in range(1, _most_letters(token.trail, TRAILS) + 1):
        rest = token.trail[count:]
        trails.append((rest, token.trail[:count], ODD_MARK * odd_marks(rest, TRAILS)))
    if lead != token.lead:
        leads.append((lead, "", segment.cost_of_dropping(token.lead, lead)))
    if trail != token.trail:
        trails.append((trail, "", segment.cost_of_dropping(token.trail, trail)))
    for lead, front, lead_cost in leads:
        for trail, back, trail_cost in trails:
            if not (front and back):
                yield lead, front + token.core + back, trail, lead_cost + trail_cost


def _most_letters(marks: str, usual: frozenset[str]) -> int:
    """The number of marks beside a word that may be broken letters: two if one is odd there, else one; no dashes."""
    if not marks or marks.startswith("--") or (marks in NOT_BROKEN_LETTERS and marks in usual):
        return 0
    return min(len(marks), 2 if odd_marks(marks[:2], usual) else 1)
