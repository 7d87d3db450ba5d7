"""What two or three tokens in a row may have been: one word, parted by a blank or by the end of a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from teikit.words.run import KEPT, LONE, Kind, Option, Run, says_of
from teikit.words.tokens import HYPHENS

LEAST_JOINED = 3
"""A word that is made of several was counted so often."""
LONGEST = 18
"""A word that is joined has so many letters at most."""
MARGIN_MARK, MOST_DROPPED, LEAST_BESIDE = 6, 12.0, 6
"""What stands in the margin beside a broken word is shorter than that and costs no more than that to drop; the word was
counted so often."""


class _Joint(NamedTuple):
    """Tokens up to ``end`` that may be one word: what was read, its form, how far to look, if a line ends in it."""

    end: int
    seen: str
    form: str
    far: int
    broken: bool = False
    cost: float = 0.0


def joined(run: Run, at: int) -> Iterator[Option]:
    """Two or three tokens that are one word: a letter was read as a blank, or the word runs on in the next line."""
    for end, seen, form, far, broken, extra in (*_beside_each_other(run, at), *_over_line(run, at)):
        last = run.tokens[end - 1]
        if last.trail in HYPHENS and not last.ends:
            continue  # AN EX-AGENT: what belongs to a compound is no half of the word before
        endings = [(seen, form, last.trail, KEPT // 2)]
        if last.trail and last.trail[0] not in "-—.,":
            endings.append((seen + last.trail[0], form + last.trail[0], last.trail[1:], KEPT // 2 - 1))
        for core, whole, trail, most in endings:
            found = run.nearest(at, whole, core, far if len(whole) > 5 else 1, most)
            if whole in run.vocabulary and whole not in (word for _, word in found):
                found.append((run.channel.cost(run.cased(at, whole, core), core), whole))
            for cost, word in found:
                if word.count("-") > core.count("-") or run.vocabulary[word] < LEAST_JOINED:
                    continue
                if word == whole and not broken and all(kind is Kind.KNOWN for kind in run.kinds[at:end]):
                    continue  # THREE FOLD: so it was typed
                lead = "" if run.kinds[at] is Kind.MARK else run.tokens[at].lead
                text = lead + run.cased(at, word, core) + trail
                kind = "hyphen" if broken else "joined"
                yield Option(end, text, says_of(word, trail), cost + extra, kind, word, core)


def _over_line(run: Run, at: int) -> Iterator[_Joint]:
    """A word that runs on in the next line: no hyphen was read, or a speck or a mark of the margin is between."""
    tokens, kinds = run.tokens, run.kinds
    if at + 1 == len(tokens):
        return
    token, after = tokens[at], tokens[at + 1]
    if token.ends and not token.broken:
        whole = {kinds[at], kinds[at + 1]} <= {Kind.KNOWN, Kind.ODD} and Kind.ODD in kinds[at : at + 2]
        if whole and len(token.trail) < 3 and not after.lead and 3 < len(token.word + after.word) <= LONGEST:
            cost = run.channel.cost("-", token.trail)
            yield _Joint(at + 2, token.core + after.core, token.word + after.word, 2, True, cost)
    elif at + 2 < len(tokens) and token.trail in HYPHENS and token.ends is not after.ends and token.core:
        second = tokens[at + 2]
        word = token.word + second.word
        speck = len(after.text) < MARGIN_MARK and not any(map(str.isdigit, after.text))  # B1A3 is an exemption
        if speck and run.vocabulary.get(word, 0) >= LEAST_BESIDE:
            cost = min(sum(run.channel.single("", mark) for mark in after.text), MOST_DROPPED)
            yield _Joint(at + 3, token.core + second.core, word, 1, True, cost)


def _beside_each_other(run: Run, at: int) -> Iterator[_Joint]:
    """Tokens from ``at`` on that may be one word."""
    tokens, kinds = run.tokens, run.kinds
    token, kind = tokens[at], kinds[at]
    if kind in (Kind.NUMBER, Kind.OWN) or (kind is Kind.MARK and (token.text in LONE or len(token.text) > 1)):
        return
    seen, form, broken = token.core, token.word, False
    lead = ""
    if kind is Kind.MARK:
        seen, lead = token.text, token.text
    odd = kind is not Kind.KNOWN or len(form) == 1
    for place in range(at + 1, min(at + 3, len(tokens))):
        before, after = tokens[place - 1], tokens[place]
        if kinds[place] in (Kind.NUMBER, Kind.OWN) or (before.ends and not before.broken):
            return
        broken = broken or before.broken
        between = f"{before.trail} {after.lead}"
        if before.broken:
            between = ""
        elif after.glued:
            between = before.trail
        elif lead and place == at + 1:
            between = f" {after.lead}"
        seen, form = seen + between + after.core, form + after.word
        odd = odd or kinds[place] is not Kind.KNOWN or len(after.word) == 1
        if len(form) > LONGEST or len(between) > 3 or (lead and kinds[place] is not Kind.ODD):
            return
        short = place == at + 1 or min(len(one.word) for one in tokens[at : place + 1]) <= 3
        if short and len(form) > 2 and (odd or run.strangers(at, place)):
            yield _Joint(place + 1, seen, form, 2 if odd else 1, broken)


def apart(run: Run, at: int) -> bool:
    """Whether a token and the next are two words without doubt: both known, and not strangers to each other."""
    if at + 1 == len(run.tokens):
        return True
    both = run.kinds[at] is run.kinds[at + 1] is Kind.KNOWN
    return both and len(run.tokens[at].word) > 1 < len(run.tokens[at + 1].word) and not run.strangers(at, at + 1)
