"""A segment: tokens that are read together, and what is known about each before any change is proposed.

Throughout this package ``at`` is the number of a token in its segment. Costs are in nats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from math import inf, log

import regex

from teikit.words.candidate import END, NOTHING, NUMBER, UNKNOWN, Candidate, symbols_of
from teikit.words.channel import Channel
from teikit.words.confidence import TOP, doubt
from teikit.words.grid import Stretch, has_no_blank
from teikit.words.letter_case import LineCase, casing, is_oddly_cased, line_cases
from teikit.words.names import known_as, own_count_of
from teikit.words.own_words import WordsOfDocument
from teikit.words.token_kinds import TokenKind, kind_of
from teikit.words.tokens import LEADS, TRAILS, Token, end_sentence, is_typed_alone, odd_marks, upper, usual_marks
from teikit.words.with_digits import cost_of_digits

# The costs, in nats, of leaving as it was read ...
ODD_MARK = 9.0  # a mark next to a word that typists do not put there
LONE_MARK = 7.0  # a lone mark
ODD_CASE = 14.0  # a word in a letter case that typists do not use: WaS
CODE = 9.0  # a code
NOVEL = 14.0  # an unknown word, in addition to the surprisals of its letters
NOVEL_ODD = 3.0  # each odd character in such a word

LONG_FORM = 5  # fewest letters of a form from which a word may be two letters away, and not only one
FEWEST_LETTERS = 3  # fewest letters of a form that is looked up without the marks in it
KEPT = 8  # most words that are kept of those near a form
LARGEST_GAP = 6.0  # nats by which a word that is kept may be worse than the best
CHEAPEST = 4.0  # nats; hardly any misreading costs less
OWN_WORD = 1.5  # nats by which a word is cheaper that the document has
RECURRENCE = 2e-5  # probability of an unknown word for each other time that the document has it
RARE = 20  # count below which a known word may be half of another
LONGEST_HALF = 3  # letters up to which it may be, however common it is

APOSTROPHES = frozenset("'‘’")  # an apostrophe, or a single quotation mark
STOP_OR_APOSTROPHE = APOSTROPHES | {"."}  # marks after a word that are odd only in some places
LONGEST_QUOTATION = 20  # most tokens from the mark that opens a quotation to the one that closes it
TYPED_FIRST = "*"  # a mark that is typed before the first word of a line: of a note, of a line that a search found
LONGEST_ABBREVIATION = 3  # most letters of a word that may be an abbreviation with a full stop
MARKS_INSIDE = regex.compile(r"[^\p{L}\p{N}'’]+")  # FLOOR.THAT


class Segment:
    """Tokens that are read together, with the ``words`` of the whole document.

    ``confidences`` are the engine's, ``stretches`` are the positions of the tokens on the grid of the page; both are
    empty if they are unknown.

    For each token, ``cases`` has the letter case of its line, ``kinds`` its kind, and ``odd_marks`` the numbers of
    marks before and after it that were not typed.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        words: WordsOfDocument,
        channel: Channel,
        confidences: Sequence[float | None] = (),
        stretches: Sequence[Stretch | None] = (),
    ) -> None:
        self.tokens, self.channel = tokens, channel
        self.vocabulary, self.own_counts, self.names, self.keep, self.headers = words
        self.confidences, self.stretches = confidences, stretches
        self.cases: list[LineCase] = line_cases(tokens)
        self.kinds = [
            TokenKind.NUMBER if token.start in self.keep else kind_of(token, self.vocabulary, self.own_counts)
            for token in tokens
        ]
        self.odd_marks = [self._odd_marks(at) for at in range(len(tokens))]

    def starts_line(self, at: int) -> bool:
        """Whether a token is the first of its line."""
        return at == 0 or self.tokens[at - 1].ends_line

    def _odd_marks(self, at: int) -> tuple[int, int]:
        """The numbers of marks before and after a token that were not typed."""
        token = self.tokens[at]
        if not token.lead and not token.trail:
            return 0, 0
        before, after = odd_marks(token.lead, LEADS), odd_marks(token.trail, TRAILS)
        if token.lead in APOSTROPHES and not self.is_closed(at, APOSTROPHES):
            before = 1
        elif token.lead == TYPED_FIRST and (at == 0 or self.tokens[at - 1].ends_line):
            before = 0
        if self._has_odd_stop(at) or self._has_odd_apostrophe(at):
            after = 1
        return before, after

    def _has_odd_apostrophe(self, at: int) -> bool:
        """Whether an apostrophe follows a word and does not close a quotation: DIFFICULT’ TO, but not ALLIES'."""
        token = self.tokens[at]
        return token.trail in APOSTROPHES and token.word[-1:] != "S" and not self.is_opened(at, APOSTROPHES)

    def _has_odd_stop(self, at: int) -> bool:
        """Whether a full stop precedes a word that begins in lower case: ``treaty. of``."""
        token = self.tokens[at]
        if token.trail != "." or self.cases[at].is_in_capitals or len(token.core) <= LONGEST_ABBREVIATION:
            return False
        return at + 1 < len(self.tokens) and self.tokens[at + 1].core[:1].islower()

    def is_closed(self, at: int, marks: Set[str]) -> bool:
        """Whether one of the quotation marks ``marks`` follows a token, or one of those after it."""
        later = self.tokens[at : at + LONGEST_QUOTATION]
        return any(mark in marks for token in later for mark in token.trail)

    def is_opened(self, at: int, marks: Set[str]) -> bool:
        """Whether one of the quotation marks ``marks`` precedes a token, or one of those before it."""
        earlier = self.tokens[max(0, at - LONGEST_QUOTATION) : at + 1]
        return any(mark in marks for token in earlier for mark in token.lead)

    def as_read(self, at: int) -> Candidate:
        """The candidate that leaves a token as it was read."""
        token, kind, text = self.tokens[at], self.kinds[at], self.tokens[at].text
        if kind is TokenKind.MARK:
            symbols = (END if end_sentence(text) else NOTHING,)
            return Candidate(at + 1, text, symbols, 0.0 if is_typed_alone(text) else LONE_MARK)
        cost = ODD_MARK * sum(self.odd_marks[at])
        if self.confidences:
            cost += doubt(self.confidences[at])
        cost += ODD_CASE * (kind is TokenKind.KNOWN and self.is_oddly_cased(at))
        cost += cost_of_digits(self.tokens, at, self.vocabulary, self.keep)
        symbol = UNKNOWN
        if kind is TokenKind.KNOWN:
            symbol = known_as(token.word, self.vocabulary)
        elif kind is TokenKind.NUMBER:
            symbol = self._kept_symbol(at)
        elif kind is TokenKind.CODE:
            cost += CODE
        elif kind is TokenKind.RECURRING:
            cost -= log(RECURRENCE * (own_count_of(token.word, self.own_counts) - 1))
        else:
            cost += self._novel_cost(at)
        return Candidate(at + 1, text, symbols_of(symbol, token.trail), cost)

    def _kept_symbol(self, at: int) -> str:
        """The symbol of a number, or of a word that must not be changed."""
        return known_as(self.tokens[at].word, self.vocabulary) or NUMBER

    def _novel_cost(self, at: int) -> float:
        """The cost of taking a token for an unknown word: the longer and odder it is, the higher."""
        core, usual = self.tokens[at].core, str.isupper if self.cases[at].is_in_capitals else str.isalpha
        odd = sum(not usual(character) for character in core)
        return NOVEL + NOVEL_ODD * odd + sum(self.vocabulary.letter_surprisals(upper(core)))

    def is_doubted(self, at: int) -> bool:
        """Whether the engine was not quite sure of a token; False if its confidence is unknown."""
        confidence = self.confidences[at] if self.confidences else None
        return confidence is not None and confidence < TOP

    def is_oddly_cased(self, at: int) -> bool:
        """Whether a token has a letter case that typists do not use in this line."""
        return is_oddly_cased(self.tokens[at].core, self.cases[at])

    def cased(self, at: int, word: str, observed: str) -> str:
        """A word of the vocabulary in the letter case of what was ``observed`` in the line of a token."""
        return casing(observed, self.cases[at])(word)

    def usual_marks(self, at: int) -> tuple[str, str]:
        """The marks before and after a token without those that were not typed."""
        token, (before, after) = self.tokens[at], self.odd_marks[at]
        lead = "" if before and token.lead in APOSTROPHES else usual_marks(token.lead, LEADS)
        trail = "" if after and token.trail in STOP_OR_APOSTROPHE else usual_marks(token.trail, TRAILS)
        return lead, trail

    def cost_of_dropping(self, marks: str, left: str) -> float:
        """The cost of taking ``marks`` for specks, except those that are ``left``: less than that of an odd mark."""
        if marks == left:
            return 0.0
        dropped = Counter(marks) - Counter(left)
        return min(sum(self.channel.misreading_cost("", mark) for mark in dropped.elements()), ODD_MARK - 1)

    def nearest_words(
        self, at: int, form: str, observed: str, distance: int, most: int = KEPT
    ) -> list[tuple[float, str]]:
        """The likeliest words within a distance of a form, each with its cost, best first; at most ``most``.

        They are ranked by cost and unigram probability. ``form`` is the vocabulary's form of what was ``observed``.
        """
        log_unigram, cost, own_counts = self.vocabulary.log_unigram, self.channel.cost, self.own_counts
        cased = casing(observed, self.cases[at])
        ranked: set[tuple[float, float, str]] = set()
        best = inf
        for edits, word in self.words_near(form, distance):
            own = OWN_WORD * (word in own_counts)
            likely = log_unigram(word) + own
            if word == observed or CHEAPEST * edits - likely > best + LARGEST_GAP:
                continue
            misread = cost(cased(word), observed, best + LARGEST_GAP + likely)
            total = misread - likely
            ranked.add((total, misread - own, word))
            best = min(best, total)
        return [(misread, word) for total, misread, word in sorted(ranked)[:most] if total <= best + LARGEST_GAP]

    def words_near(self, form: str, distance: int) -> list[tuple[int, str]]:
        """The words within a distance of a form, or of the form without the marks in it, each with its distance."""
        near = self.vocabulary.near(form, distance)
        if form.isalpha():
            return near
        letters = MARKS_INSIDE.sub("", form)  # NEGOTIATI()NS: without its marks it is nearer
        if len(letters) + 1 < len(form) and len(letters) >= FEWEST_LETTERS:
            reach = distance if len(letters) >= LONG_FORM else 1
            near = near + [(edits + 1, word) for edits, word in self.vocabulary.near(letters, reach)]
        return near

    def nearest_names(self, at: int, form: str, observed: str) -> list[tuple[float, str]]:
        """The names near a form that the document has more often than the form, each with its cost."""
        cost = self.channel.cost
        cased = casing(observed, self.cases[at])
        return [
            (cost(cased(name), observed) - log(RECURRENCE * self.own_counts[name]), name)
            for name, distance in self.names.near(form)
            if distance and self.own_counts[name] > self.own_counts[form]
        ]

    def neighbours(self, at: int) -> tuple[str, str]:
        """The words or symbols before and after a token, as they were read; ``END`` at the edge of a sentence."""
        is_first = at == 0 or self.tokens[at - 1].ends_sentence
        is_last = at + 1 == len(self.tokens) or self.tokens[at].ends_sentence
        return END if is_first else self._symbol_read(at - 1), END if is_last else self._symbol_read(at + 1)

    def _symbol_read(self, at: int) -> str:
        return self._kept_symbol(at) if self.kinds[at] is TokenKind.NUMBER else self.tokens[at].word

    def are_parted(self, at: int, end: int) -> bool:
        """Whether the page has room for spaces between tokens up to ``end``; True if their positions are unknown."""
        if not self.stretches:
            return True
        return not has_no_blank(self.stretches[at:end], " ".join(token.text for token in self.tokens[at:end]))

    def may_be_halves(self, at: int) -> bool:
        """Whether a known word and the next one may be halves of one: strangers, or without a space between them."""
        if self.tokens[at].ends_sentence:
            return False
        return not self.are_parted(at, at + 2) or self.are_strangers(at)

    def are_strangers(self, at: int) -> bool:
        """Whether cables never have a token and the next one in a row, and one of the two is short or rare: HO. ES."""
        first, second = self.tokens[at].word, self.tokens[at + 1].word
        if self.vocabulary.pair_count(first, second):
            return False
        counts = self.vocabulary.count(first), self.vocabulary.count(second)
        return min(len(first), len(second)) <= LONGEST_HALF or min(counts) < RARE
