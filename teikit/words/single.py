"""What one token may have been on the page."""

from __future__ import annotations

from collections.abc import Iterator

from teikit.words.names import known_as
from teikit.words.run import NOT_LETTERS, NOTHING, ODD_MARK, UNKNOWN, Kind, Option, Run, says_of
from teikit.words.tokens import LEADS, TRAILS, odd_marks, upper

SHORT = 3
"""A code that may be a word, and debris at the edge of a line, are no longer than that."""
PARTS_COUNTED = 30
"""A glued word is parted into words that were counted so often."""
CONTEXT_COUNT, CONTEXT_RATIO = 20, 3
"""What takes the place of a known word was counted so often, and so many times as often."""
OFTEN = 4
"""A pair of words that was seen so often is right."""
VOWELS = frozenset("AEIOUY")
ODD_ENDS = frozenset(":;)!")
REPEAT, AGAIN = "RPT", 6.0
"""So much cheaper is the word that RPT repeats."""


def single(run: Run, at: int, as_read: Option) -> Iterator[Option]:
    """The options of one token, but for leaving it as it stands."""
    token, kind = run.tokens[at], run.kinds[at]
    if kind is Kind.MARK:
        if as_read.cost:
            yield _speck(run, at)
        return
    if kind is not Kind.ODD and any(run.odd[at]):
        yield _without_odd_marks(run, at, as_read)
    if kind is Kind.KNOWN and run.oddly_cased(at):
        right = run.cased(at, token.word, token.core)
        cost = run.channel.cost(right, token.core)
        yield Option(at + 1, token.lead + right + token.trail, as_read.says, cost, "case", token.word, token.core)
    if kind is Kind.KNOWN or (kind is Kind.CODE and len(token.core) <= SHORT and "/" not in token.core):
        yield from _by_context(run, at)
    if kind is Kind.ODD:
        yield from _other_words(run, at, 2)
        yield from _parted(run, at)
    if kind in (Kind.ODD, Kind.KNOWN):
        yield from _repeated(run, at)
    if kind in (Kind.ODD, Kind.CODE) and len(token.text) <= SHORT and token.core.isalpha() and _at_edge(run, at):
        yield _speck(run, at)  # but not 5-F: a digit is content


def _speck(run: Run, at: int) -> Option:
    """A mark, or a scrap at the edge of a line, that nobody typed."""
    text = run.tokens[at].text
    cost = sum(run.channel.single("", mark) for mark in text[:SHORT])
    return Option(at + 1, "", (NOTHING,), cost, "stray", "", text)


def _repeated(run: Run, at: int) -> Iterator[Option]:
    """The word that RPT repeats: NOT RPT NOT are two witnesses of one word."""
    tokens = run.tokens
    for beside, other in ((at - 1, at - 2), (at + 1, at + 2)):
        if 0 <= other < len(tokens) and beside >= 0 and tokens[beside].word == REPEAT:
            word, token = tokens[other].word, tokens[at]
            if run.kinds[other] is Kind.KNOWN and word != token.word:
                right = run.cased(at, word, token.core)
                cost = run.channel.cost(right, token.core) - AGAIN
                says = says_of(known_as(word, run.vocabulary), token.trail)
                yield Option(at + 1, token.lead + right + token.trail, says, cost, "context", word, token.core)


def _at_edge(run: Run, at: int) -> bool:
    """Whether a token begins or ends its line."""
    return run.tokens[at].ends or at == 0 or run.tokens[at - 1].ends


def _without_odd_marks(run: Run, at: int, as_read: Option) -> Option:
    """The token without the marks beside it that nobody typed."""
    token = run.tokens[at]
    lead, trail = run.usual_marks(at)
    cost = run.dropped(token.lead, lead) + run.dropped(token.trail, trail)
    return Option(at + 1, lead + token.core + trail, as_read.says, cost, "marks", token.word, token.text)


def _other_words(run: Run, at: int, far: int) -> Iterator[Option]:
    """Words near the token, its marks taken as marks, as broken letters, or as specks."""
    for lead, core, trail, cost in _variants(run, at):
        form = upper(core)
        for apart, word in run.nearest(at, form, core, far if len(form) > 4 else 1):
            text = lead + run.cased(at, word, core) + trail
            yield Option(at + 1, text, says_of(word, trail), cost + apart, "word", word, core)
        for apart, name in run.own_names(at, form, core) if run.names and len(form) > 3 else ():
            text = lead + run.cased(at, name, core) + trail
            yield Option(at + 1, text, says_of(UNKNOWN, trail), cost + apart, "word", name, core)


def _by_context(run: Run, at: int) -> Iterator[Option]:
    """Words near a known word that is not known to stand between its neighbours, and that are.

    Where the engine was not quite sure of the known word, it may be any word near it: the scorecard decides.
    """
    word = run.tokens[at].word
    before, after = run.beside(at)
    pair, doubted = run.vocabulary.pair, run.doubted(at)
    if len(word) < 2 or word[0] == "'" or (not doubted and _at_home(run, at, before, after)):
        return
    least = CONTEXT_COUNT if doubted else max(CONTEXT_COUNT, CONTEXT_RATIO * run.vocabulary.get(word, 0))
    for option in _other_words(run, at, 1):
        other = option.word
        if len(other) != len(word) and len(word) < 5 and not VOWELS.intersection(word):
            continue  # GV and PL may be abbreviations, and are no part of a word
        if other == word:
            continue  # only the marks beside it differ, or nothing at all
        if run.vocabulary.get(other, 0) >= least and (doubted or pair(before, other) or pair(other, after)):
            yield option._replace(kind="context")


def _at_home(run: Run, at: int, before: str, after: str) -> bool:
    """Whether a known word is known to stand beside its neighbours, too, and no odd mark is beside it."""
    token, pair = run.tokens[at], run.vocabulary.pair
    left, right = pair(before, token.word), pair(token.word, after)
    if token.trail and token.trail[0] in ODD_ENDS:
        return False
    return (left > 0 and right > 0) or max(left, right) >= OFTEN


def _parted(run: Run, at: int) -> Iterator[Option]:
    """Two words that run together, with or without something between them."""
    token = run.tokens[at]
    core, form, counted = token.core, token.word, run.vocabulary.get
    if len(form) < 5:
        return
    cuts = [match.span() for match in NOT_LETTERS.finditer(form)] or [(cut, cut) for cut in range(2, len(form) - 1)]
    for begin, end in cuts:
        first, second = form[:begin], form[end:]
        if counted(first, 0) >= PARTS_COUNTED and counted(second, 0) >= PARTS_COUNTED:
            text = f"{run.cased(at, first, core[:begin])} {run.cased(at, second, core[end:])}"
            cost = run.channel.cost(" ", core[begin:end])
            says = (first, *says_of(second, token.trail))
            yield Option(at + 1, token.lead + text + token.trail, says, cost, "parted", f"{first} {second}", core)


def _variants(run: Run, at: int) -> Iterator[tuple[str, str, str, float]]:
    """What stands before the word, the word and what stands after it, and what it costs to see them so."""
    token = run.tokens[at]
    lead, trail = run.usual_marks(at)
    leads = [(token.lead, "", ODD_MARK * run.odd[at][0])]
    trails = [(token.trail, "", ODD_MARK * run.odd[at][1])]
    for count in range(1, _letters_at_most(token.lead[::-1], LEADS) + 1):
        rest = token.lead[:-count]
        leads.append((rest, token.lead[-count:], ODD_MARK * odd_marks(rest, LEADS)))
    for count in range(1, _letters_at_most(token.trail, TRAILS) + 1):
        rest = token.trail[count:]
        trails.append((rest, token.trail[:count], ODD_MARK * odd_marks(rest, TRAILS)))
    if lead != token.lead:
        leads.append((lead, "", run.dropped(token.lead, lead)))
    if trail != token.trail:
        trails.append((trail, "", run.dropped(token.trail, trail)))
    for lead, front, lead_cost in leads:
        for trail, back, trail_cost in trails:
            if not (front and back):
                yield lead, front + token.core + back, trail, lead_cost + trail_cost


def _letters_at_most(marks: str, usual: frozenset[str]) -> int:
    """How many marks beside a word may be broken letters: two if one is odd there, else one; no dashes."""
    if not marks or marks.startswith("--") or (marks in ("-", "—", ")", "(") and marks in usual):
        return 0
    return min(len(marks), 2 if odd_marks(marks[:2], usual) else 1)
