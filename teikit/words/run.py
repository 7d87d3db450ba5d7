"""A run of tokens that is read at once, and what is known of each before anything is proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from enum import Enum
from math import inf, log
from typing import NamedTuple

import regex

from teikit.words.channel import Channel
from teikit.words.confidence import TOP, doubt
from teikit.words.names import Names, known_as
from teikit.words.tokens import LEADS, SENTENCE_END, TRAILS, Token, odd_marks, upper, usual_marks
from teikit.words.vocabulary import Vocabulary

END, NUMBER, UNKNOWN, NOTHING = "^", "#", "?", ""
"""What an option says to its neighbours beside words: a sentence ends, a number, a word nobody knows, nothing."""
ODD_MARK, LONE_MARK, ODD_CASE, CODE = 9.0, 7.0, 14.0, 9.0
"""The cost of leaving as they stand a mark that no typist puts beside a word, one that stands alone, a word that no
typist writes so, a code."""
NOVEL, NOVEL_OTHER = 14.0, 3.0
"""The cost of a word nobody knows, beside what its letters cost, and of each character in it that is odd."""
KEPT, PRUNED, CHEAPEST = 8, 6.0, 4.0
"""So many words are kept, none that is so much worse than the best; hardly a confusion costs less than the last."""
OWN_WORD = 1.5
"""So much cheaper is a word that the document has elsewhere, too."""
OWN = 2e-5
"""How likely a word that nobody knows is for each time that the document has it beside this one."""
APOSTROPHES, QUOTED = frozenset("'‘’"), 20
"""What is quoted ends after so many tokens at most."""
LONE = frozenset(("-", "--", "---", "—", "$", "&", "...", "*", "=", '"', "'"))
CAPITALS, ENOUGH_LETTERS, IN_FULL, MANY_LETTERS = 0.7, 12, 0.85, 25
"""A line with such a share of capitals is typed in capitals, if it has so many letters; wholly so with the second share
of the second number."""
LOOK_ALIKE = frozenset("cosuvwxz")
"""Small letters that look like capitals."""
OTHERWISE = frozenset(("AD", "AS", "BE", "BY", "IS", "MAY", "NO"))
"""In small letters these stand in stamps, or are a letter and a full stop: 1. REFS A. AND B."""
NUMBERED = regex.compile(r"\p{L}+[^\p{L}\p{N}]+\p{N}+")
"""A name with its number: LICOOKY-1."""
RARE = 20
"""A word that was counted less may be half of another."""
NOT_LETTERS = regex.compile(r"[^\p{L}\p{N}'’]+")


class Kind(Enum):
    """What a token is taken for, before anything is changed."""

    MARK = "mark"
    NUMBER = "number"
    CODE = "code"
    OWN = "own"
    KNOWN = "known"
    ODD = "odd"


class Option(NamedTuple):
    """One reading of the tokens up to, not including, ``end``.

    ``says`` is what the neighbours see of it, ``word`` what it reads, ``seen`` what was read there; ``kind`` is
    ``as read`` or how the option differs from that.
    """

    end: int
    text: str
    says: tuple[str, ...]
    cost: float
    kind: str = "as read"
    word: str = ""
    seen: str = ""


class Run:
    """Tokens, with the words of the whole document (``own``) and the tokens that must not be touched (``keep``).

    ``confidences`` says how sure the engine was of each token, where it says; otherwise it is empty.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        vocabulary: Vocabulary,
        channel: Channel,
        own: Counter[str],
        names: Names,
        keep: Set[int] = frozenset(),
        confidences: Sequence[float | None] = (),
    ) -> None:
        self.tokens, self.vocabulary, self.channel, self.own = tokens, vocabulary, channel, own
        self.confidences = confidences
        self.capitals, self.in_full = _in_capitals(tokens)
        self.names = names
        self.kinds = [Kind.NUMBER if token.start in keep else kind_of(token, vocabulary, own) for token in tokens]
        self.odd = [self._odd_marks_of(at) for at in range(len(tokens))]

    def _odd_marks_of(self, at: int) -> tuple[int, int]:
        """How many marks before and after a token no typist put there, apostrophes that open nothing among them."""
        token = self.tokens[at]
        before, after = odd_marks(token.lead, LEADS), odd_marks(token.trail, TRAILS)
        following = self.tokens[at + 1].core[:1] if at + 1 < len(self.tokens) else ""
        if token.trail == "." and following.islower() and not self.capitals[at] and len(token.core) > 3:
            after = 1
        if token.lead in APOSTROPHES and not any(
            mark in APOSTROPHES for other in self.tokens[at : at + QUOTED] for mark in other.trail
        ):
            before = 1
        if (
            token.trail in APOSTROPHES
            and token.word[-1:] != "S"
            and not any(
                mark in APOSTROPHES for other in self.tokens[max(0, at - QUOTED) : at + 1] for mark in other.lead
            )
        ):
            after = 1
        return before, after

    def as_read(self, at: int) -> Option:
        """The option that changes nothing."""
        token, kind, text = self.tokens[at], self.kinds[at], self.tokens[at].text
        if kind is Kind.MARK:
            known = text in LONE or "[" in text or "]" in text
            return Option(at + 1, text, (END if SENTENCE_END.search(text) else NOTHING,), 0.0 if known else LONE_MARK)
        cost = ODD_MARK * sum(self.odd[at])
        if self.confidences:
            cost += doubt(self.confidences[at])
        cost += ODD_CASE * (kind is Kind.KNOWN and self.oddly_cased(at))
        says = UNKNOWN
        if kind is Kind.KNOWN:
            says = known_as(token.word, self.vocabulary)
        elif kind is Kind.NUMBER:
            says = NUMBER
        elif kind is Kind.CODE:
            cost += CODE
        elif kind is Kind.OWN:
            cost -= log(OWN * (self.own[token.word] - 1))
        else:
            cost += self._novel(at)
        return Option(at + 1, text, says_of(says, token.trail), cost)

    def _novel(self, at: int) -> float:
        """What it costs to take a form for a word that nobody knows: the longer and the odder, the more."""
        core = self.tokens[at].core
        usual = str.isupper if self.capitals[at] else str.isalpha
        odd = sum(not usual(character) for character in core)
        return NOVEL + NOVEL_OTHER * odd + sum(self.vocabulary.strangeness(upper(core)))

    def doubted(self, at: int) -> bool:
        """Whether the engine says that it was not quite sure of a token."""
        confidence = self.confidences[at] if self.confidences else None
        return confidence is not None and confidence < TOP

    def oddly_cased(self, at: int) -> bool:
        """Whether no typist would write a word so: wAs anywhere, vow among capitals; By, McCLOY and FonMin are not."""
        core = self.tokens[at].core
        if core.isupper() or core.startswith(("Mc", "Mac")) or len(core) == 1:
            return False
        if self.capitals[at] and (core.islower() or core[1:].islower()):
            alike = {character for character in core if character.islower()} <= LOOK_ALIKE
            return core.upper() not in OTHERWISE and (alike or self.in_full[at])
        if self.capitals[at]:
            return True
        return core[0].islower() and not core.islower()

    def usual_marks(self, at: int) -> tuple[str, str]:
        """What stands before and after a token without the marks that no typist put there."""
        token, (before, after) = self.tokens[at], self.odd[at]
        lead = "" if before and token.lead in APOSTROPHES else usual_marks(token.lead, LEADS)
        trail = "" if after and token.trail in APOSTROPHES | {"."} else usual_marks(token.trail, TRAILS)
        return lead, trail

    def dropped(self, marks: str, left: str) -> float:
        """The cost of taking marks for specks."""
        gone = Counter(marks) - Counter(left)
        return min(sum(self.channel.single("", mark) for mark in gone.elements()), ODD_MARK - 1)

    def nearest(self, at: int, form: str, seen: str, far: int, most: int = KEPT) -> list[tuple[float, str]]:
        """The likeliest words near a form, with what the channel asks for them, best first."""
        vocabulary, cost = self.vocabulary, self.channel.cost
        near = vocabulary.near(form, far)
        letters = NOT_LETTERS.sub("", form)
        if len(letters) + 1 < len(form) and len(letters) > 2:
            near = near + [
                (apart + 1, word) for apart, word in vocabulary.near(letters, far if len(letters) > 4 else 1)
            ]
        found: set[tuple[float, float, str]] = set()
        best = inf
        for edits, word in near:
            likely = vocabulary.alone(word) + OWN_WORD * (word in self.own)
            if word == seen or CHEAPEST * edits - likely > best + PRUNED:
                continue
            apart = cost(self.cased(at, word, seen), seen)
            found.add((apart - likely, apart - OWN_WORD * (word in self.own), word))
            best = min(best, apart - likely)
        return [(apart, word) for total, apart, word in sorted(found)[:most] if total <= best + PRUNED]

    def own_names(self, at: int, form: str, seen: str) -> list[tuple[float, str]]:
        """Names near a form that nobody knows but the document has elsewhere, twice at least."""
        cost = self.channel.cost
        return [
            (cost(self.cased(at, name, seen), seen) - log(OWN * self.own[name]), name)
            for name, apart in self.names.near(form)
            if apart and self.own[name] > self.own[form]
        ]

    def cased(self, at: int, word: str, seen: str) -> str:
        """A word of the vocabulary in the letter case of the page."""
        if self.capitals[at]:
            return word
        letters = [character for character in seen if character.isalpha()]
        capitals = sum(map(str.isupper, letters))
        if capitals > 1 and capitals > 0.6 * len(letters):
            return word
        return word[:1] + word[1:].lower() if seen[:1].isupper() else word.lower()

    def beside(self, at: int) -> tuple[str, str]:
        """What stands before and after a token, as the vocabulary counts it."""
        before = after = END
        if at and not self.tokens[at - 1].closes:
            before = NUMBER if self.kinds[at - 1] is Kind.NUMBER else self.tokens[at - 1].word
        if at + 1 < len(self.tokens) and not self.tokens[at].closes:
            after = NUMBER if self.kinds[at + 1] is Kind.NUMBER else self.tokens[at + 1].word
        return before, after

    def strangers(self, at: int, place: int) -> bool:
        """Whether two known words that nobody has seen together may be the halves of one: the one is short or rare."""
        first, second = self.tokens[at].word, self.tokens[place].word
        counted, after = self.vocabulary.get, self.tokens[at].closes
        if place != at + 1 or after or self.vocabulary.pair(first, second):
            return False
        return min(len(first), len(second)) < 4 or min(counted(first, 0), counted(second, 0)) < RARE


def kind_of(token: Token, vocabulary: Vocabulary, own: Counter[str]) -> Kind:
    """What a token is taken for."""
    word = token.word
    digits = sum(map(str.isdigit, word))
    if not word:
        return Kind.MARK
    if not any(map(str.isalpha, word)):
        return Kind.NUMBER
    if digits * 2 >= len(word) or "/" in word or (digits and NUMBERED.fullmatch(word)):
        return Kind.CODE
    if known_as(word, vocabulary):
        return Kind.KNOWN
    if len(word) == 1:
        return Kind.CODE
    return Kind.OWN if own[word] > 2 and word.isalpha() else Kind.ODD


def _in_capitals(tokens: Sequence[Token]) -> tuple[list[bool], list[bool]]:
    """For each token whether its line is typed in capitals (of a short line the run tells), and whether wholly so."""
    capitals: list[bool] = []
    in_full: list[bool] = []
    whole = _capital_share(tokens) > CAPITALS
    start = 0
    for end, token in enumerate(tokens, 1):
        if token.ends or end == len(tokens):
            line = tokens[start:end]
            share, letters = _capital_share(line), sum(map(str.isalpha, "".join(token.core for token in line)))
            capitals += [share > CAPITALS if letters >= ENOUGH_LETTERS else whole] * len(line)
            in_full += [share > IN_FULL and letters >= MANY_LETTERS] * len(line)
            start = end
    return capitals, in_full


def _capital_share(tokens: Sequence[Token]) -> float:
    letters = [character for token in tokens for character in token.core if character.isalpha()]
    return sum(map(str.isupper, letters)) / max(len(letters), 1)


def says_of(word: str, trail: str) -> tuple[str, ...]:
    """What an option says that is one word, with what stands after it."""
    return (word, END) if SENTENCE_END.search(trail) else (word,)


def likelihood(vocabulary: Vocabulary, before: str, option: Iterable[str]) -> tuple[float, str]:
    """How likely what an option says is after what stands before it, and what stands before the next one."""
    total = 0.0
    for said in option:
        if said == NOTHING:
            continue
        if said not in (END, UNKNOWN):
            total += vocabulary.alone(said) if before == UNKNOWN else vocabulary.after(before, said)
        before = said
    return total, before
