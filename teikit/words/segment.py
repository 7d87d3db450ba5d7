"""A segment: tokens that are read at once, and what is known of each before anything is proposed."""

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
from teikit.words.names import Names, known_as
from teikit.words.token_kinds import TokenKind, kind_of
from teikit.words.tokens import LEADS, TRAILS, Token, end_sentence, odd_marks, upper, usual_marks
from teikit.words.vocabulary import Vocabulary

# What it costs, in nats, to leave as it stands ...
ODD_MARK = 9.0  # a mark beside a word that no typist puts there
LONE_MARK = 7.0  # a mark that stands alone
ODD_CASE = 14.0  # a word in letters that no typist writes so: WaS
CODE = 9.0  # a code
NOVEL = 14.0  # a word nobody knows, beside what its letters cost
NOVEL_OTHER = 3.0  # each odd character in such a word

KEPT = 8  # words kept of those near a form
LARGEST_GAP = 6.0  # nats by which a word that is kept may be worse than the best
CHEAPEST = 4.0  # nats; hardly a misreading costs less
OWN_WORD = 1.5  # nats by which a word is cheaper that the document has elsewhere
RECURRENCE = 2e-5  # chance of a word nobody knows, for each time that the document has it elsewhere
RARE = 20  # count of a word in cables below which it may be half of another

APOSTROPHES = frozenset("'‘’")
LONGEST_QUOTATION = 20  # tokens
LONE_MARKS = frozenset(("-", "--", "---", "—", "$", "&", "...", "*", "=", '"', "'"))  # marks that are typed alone
NOT_LETTERS = regex.compile(r"[^\p{L}\p{N}'’]+")


class Segment:
    """Tokens that are read at once, with what the whole document says of its words.

    ``own_counts`` has how often the document has each word, ``names`` its names, ``keep`` the offsets of the tokens
    that must not be changed. ``confidences`` has the engine's confidence in each token, ``stretches`` where
    each stands on the grid of its page; both may be empty.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        vocabulary: Vocabulary,
        channel: Channel,
        own_counts: Counter[str],
        names: Names,
        keep: Set[int] = frozenset(),
        confidences: Sequence[float | None] = (),
        stretches: Sequence[Stretch | None] = (),
    ) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.channel = channel
        self.own_counts = own_counts
        self.names = names
        self.confidences = confidences
        self.stretches = stretches
        self.keep = keep
        self.cases: list[LineCase] = line_cases(tokens)
        self.kinds = [
            TokenKind.NUMBER if token.start in keep else kind_of(token, vocabulary, own_counts) for token in tokens
        ]
        self.odd_marks = [self._odd_marks(at) for at in range(len(tokens))]

    def _odd_marks(self, at: int) -> tuple[int, int]:
        """The number of marks before and after a token that no typist put there.

        A full stop before a small letter is one (``treaty. of``), and an apostrophe that closes no quotation
        (``DIFFICULT’ TO``; but not ALLIES').
        """
        token = self.tokens[at]
        if not token.lead and not token.trail:
            return 0, 0
        before, after = odd_marks(token.lead, LEADS), odd_marks(token.trail, TRAILS)
        following = self.tokens[at + 1].core[:1] if at + 1 < len(self.tokens) else ""
        if token.trail == "." and following.islower() and not self.cases[at].capitals and len(token.core) > 3:
            after = 1
        if token.lead in APOSTROPHES and not any(
            mark in APOSTROPHES for later in self.tokens[at : at + LONGEST_QUOTATION] for mark in later.trail
        ):
            before = 1
        if (
            token.trail in APOSTROPHES
            and token.word[-1:] != "S"
            and not any(
                mark in APOSTROPHES
                for earlier in self.tokens[max(0, at - LONGEST_QUOTATION) : at + 1]
                for mark in earlier.lead
            )
        ):
            after = 1
        return before, after

    def as_read(self, at: int) -> Candidate:
        """The candidate that leaves a token as it stands."""
        token, kind, text = self.tokens[at], self.kinds[at], self.tokens[at].text
        if kind is TokenKind.MARK:
            is_typed = text in LONE_MARKS or "[" in text or "]" in text  # brackets are excisions
            symbols = (END if end_sentence(text) else NOTHING,)
            return Candidate(at + 1, text, symbols, 0.0 if is_typed else LONE_MARK)
        cost = ODD_MARK * sum(self.odd_marks[at])
        if self.confidences:
            cost += doubt(self.confidences[at])
        cost += ODD_CASE * (kind is TokenKind.KNOWN and self.is_oddly_cased(at))
        symbol = UNKNOWN
        if kind is TokenKind.KNOWN:
            symbol = known_as(token.word, self.vocabulary)
        elif kind is TokenKind.NUMBER:
            symbol = self._kept_symbol(at)
        elif kind is TokenKind.CODE:
            cost += CODE
        elif kind is TokenKind.RECURRING:
            cost -= log(RECURRENCE * (self.own_counts[token.word] - 1))
        else:
            cost += self._novel_cost(at)
        return Candidate(at + 1, text, symbols_of(symbol, token.trail), cost)

    def _kept_symbol(self, at: int) -> str:
        """What its neighbours see of a number, or of a word that must not be changed."""
        return known_as(self.tokens[at].word, self.vocabulary) or NUMBER

    def _novel_cost(self, at: int) -> float:
        """The cost of taking a form for a word that nobody knows: the longer and the odder, the more."""
        core = self.tokens[at].core
        usual = str.isupper if self.cases[at].capitals else str.isalpha
        odd = sum(not usual(character) for character in core)
        return NOVEL + NOVEL_OTHER * odd + sum(self.vocabulary.strangeness(upper(core)))

    def is_doubted(self, at: int) -> bool:
        """Whether the engine says that it was not quite sure of a token."""
        confidence = self.confidences[at] if self.confidences else None
        return confidence is not None and confidence < TOP

    def is_oddly_cased(self, at: int) -> bool:
        """Whether no typist would write a token so in its line."""
        return is_oddly_cased(self.tokens[at].core, self.cases[at])

    def cased(self, at: int, word: str, seen: str) -> str:
        """A word of the vocabulary in the letter case of what was ``seen`` in the line of a token."""
        return casing(seen, self.cases[at])(word)

    def usual_marks(self, at: int) -> tuple[str, str]:
        """The marks before and after a token without those that no typist put there."""
        token, (before, after) = self.tokens[at], self.odd_marks[at]
        lead = "" if before and token.lead in APOSTROPHES else usual_marks(token.lead, LEADS)
        trail = "" if after and token.trail in APOSTROPHES | {"."} else usual_marks(token.trail, TRAILS)
        return lead, trail

    def cost_of_dropping(self, marks: str, left: str) -> float:
        """The cost of taking ``marks`` for specks, but for those that are ``left``."""
        gone = Counter(marks) - Counter(left)
        return min(sum(self.channel.step_cost("", mark) for mark in gone.elements()), ODD_MARK - 1)

    def nearest_words(self, at: int, form: str, seen: str, distance: int, most: int = KEPT) -> list[tuple[float, str]]:
        """The likeliest words within a distance of a form, with what the channel asks for them, best first."""
        near = self.words_near(form, distance)
        if not near:
            return []
        alone, cost, own_counts = self.vocabulary.alone, self.channel.cost, self.own_counts
        cased = casing(seen, self.cases[at])
        ranked: set[tuple[float, float, str]] = set()
        best = inf
        for edits, word in near:
            own = OWN_WORD * (word in own_counts)
            likely = alone(word) + own
            if word == seen or CHEAPEST * edits - likely > best + LARGEST_GAP:
                continue
            misread = cost(cased(word), seen, best + LARGEST_GAP + likely)
            total = misread - likely
            ranked.add((total, misread - own, word))
            if total < best:
                best = total
        return [(asked, word) for total, asked, word in sorted(ranked)[:most] if total <= best + LARGEST_GAP]

    def words_near(self, form: str, distance: int) -> list[tuple[int, str]]:
        """The words within a distance of a form, or of its letters, each with its distance."""
        near = self.vocabulary.near(form, distance)
        if form.isalpha():
            return near
        letters = NOT_LETTERS.sub("", form)  # NEGOTIATI()NS: without its marks it is near, too
        if len(letters) + 1 < len(form) and len(letters) > 2:
            reach = distance if len(letters) > 4 else 1
            near = near + [(edits + 1, word) for edits, word in self.vocabulary.near(letters, reach)]
        return near

    def nearest_names(self, at: int, form: str, seen: str) -> list[tuple[float, str]]:
        """Names near a form that nobody knows but the document has elsewhere, and oftener; with their costs."""
        cost = self.channel.cost
        cased = casing(seen, self.cases[at])
        return [
            (cost(cased(name), seen) - log(RECURRENCE * self.own_counts[name]), name)
            for name, distance in self.names.near(form)
            if distance and self.own_counts[name] > self.own_counts[form]
        ]

    def neighbours(self, at: int) -> tuple[str, str]:
        """The symbols before and after a token."""
        before = after = END
        if at and not self.tokens[at - 1].closes:
            before = self._kept_symbol(at - 1) if self.kinds[at - 1] is TokenKind.NUMBER else self.tokens[at - 1].word
        if at + 1 < len(self.tokens) and not self.tokens[at].closes:
            after = self._kept_symbol(at + 1) if self.kinds[at + 1] is TokenKind.NUMBER else self.tokens[at + 1].word
        return before, after

    def are_parted(self, at: int, end: int) -> bool:
        """Whether the page has room for blanks between some tokens; true where it is not known where they stand."""
        read = " ".join(token.text for token in self.tokens[at:end])
        return not has_no_blank(self.stretches[at:end], read) if self.stretches else True

    def may_be_halves(self, at: int, place: int) -> bool:
        """Whether two known words may be the halves of one.

        Nobody has seen them together, and one is short or rare; or there is no blank between them.
        """
        first, second = self.tokens[at].word, self.tokens[place].word
        if place != at + 1 or self.tokens[at].closes:
            return False
        if not self.are_parted(at, place + 1):
            return True
        if self.vocabulary.pair(first, second):
            return False
        counts = self.vocabulary.get(first, 0), self.vocabulary.get(second, 0)
        return min(len(first), len(second)) < 4 or min(counts) < RARE
