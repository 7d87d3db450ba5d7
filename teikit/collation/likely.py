"""Score readings by a noisy-channel model: how likely each is, given the OCR of each release in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from math import log
from typing import NamedTuple

from teikit.core.text import WRITTEN
from teikit.lexicon import Lexicon
from teikit.words.candidate import END, log_probability
from teikit.words.channel import Channel, differences
from teikit.words.names import Names, known_as
from teikit.words.own_words import WordsOfDocument
from teikit.words.segment import Segment
from teikit.words.tokens import TRAILS, Token, odd_marks, parts, tokens, upper

# Costs, in nats, of the marks that typists put before and after a word, counted in 1.9 million words of FRUS telegrams.
TRAIL = {"": 0.1, ".": 3.0, ",": 3.4, ")": 5.9, ":": 6.1, '"': 6.5, ";": 6.6, '."': 7.2, ").": 7.6, "?": 7.9}
LEAD = {"": 0.0, "(": 5.6, '"': 5.9, "[": 7.8, "$": 8.0}
OTHER_MARKS = 8.5  # nats for any other marks
# Letters of an unexpected case, in text that is not in capitals, counted in the same telegrams.
SMALL_FIRST = 3.2  # nats for a lower-case letter at the beginning of a sentence
CAPITAL_INSIDE = 2.5  # nats for a capital at the beginning of any other word
MIXED = 6.5  # nats for capitals within a word: WaS

# Specks are read as marks where words end, and only every sixth character ends a word.
SPECKS = 1.8  # nats by which an additional mark is likelier there: log 6
USUAL = 0.03  # share of the characters misread on the pages from which the channel was learnt
USUAL_CHARACTERS = 300  # characters of such pages that are added to those of a release (a prior)
ELSEWHERE = 4.0  # nats, in addition to those of its words, for a release that has something else in a place
CLEANEST = 2.0  # additional nats of each misreading in a release that has few, at most
WORST = -1.0  # additional nats of each misreading in a release that has many, at least


class OcrEngine(NamedTuple):
    """The engine that read one release: its channel, and the additional cost, in nats, of each misreading."""

    channel: Channel
    extra: float = 0.0

    def cost(self, reading: str, seen: str) -> float:
        """The cost, in nats, of the engine reading ``seen`` where the page has ``reading``."""
        if reading == seen:
            return 0.0
        cost = self.channel.cost(reading, seen)
        if self.extra:
            cost += self.extra * sum(1 for _ in differences(reading, seen))
        at_edge = (seen.startswith(reading) and not WRITTEN.search(seen[len(reading) :])) or (
            seen.endswith(reading) and not WRITTEN.search(seen[: len(seen) - len(reading)])
        )
        return cost - SPECKS * at_edge


def engine_of(channel: Channel, pairs: Sequence[tuple[str, str]]) -> OcrEngine:
    """The engine of a release, learnt from pairs of the text on the page and what was read there."""
    seen: Counter[tuple[str, str]] = Counter()
    typed: Counter[str] = Counter()
    wrong = 0
    for truth, observed in pairs:
        typed.update(truth)
        if truth != observed:
            misreadings = channel.misreadings(truth, observed)
            seen.update(misreading[:2] for misreading in misreadings)
            wrong += len(misreadings)
    rate = (wrong + USUAL * USUAL_CHARACTERS) / (typed.total() + USUAL_CHARACTERS)
    return OcrEngine(channel.adapted(seen, typed), min(max(log(USUAL / rate), WORST), CLEANEST))


class ReadingScorer:
    """Scores readings of one telegram: how likely each is, in nats.

    ``own_counts`` says how often the base has each word, in capitals; ``engines`` has the engine of each witness, by
    its id.
    """

    def __init__(self, lexicon: Lexicon, own_counts: Counter[str], engines: Mapping[str, OcrEngine]) -> None:
        self.vocabulary, self.channel, self._own_counts = lexicon.words, lexicon.channel, own_counts
        self._words = WordsOfDocument(lexicon.words, own_counts, Names(Counter(), lexicon.words))
        self._lexicon = lexicon
        self._places = {part for name in lexicon.posts for part in name.split()}
        self.engines = engines
        self._fluencies: dict[tuple[str, str, str], float] = {}

    def with_engines(self, engines: Mapping[str, OcrEngine]) -> ReadingScorer:
        """The same with other engines; it keeps the typing scores of readings that were scored before."""
        scorer = copy(self)
        scorer.engines = engines
        return scorer

    def score(self, reading: str, of_base: tuple[str, str], seen: Mapping[str, str], before: str, after: str) -> float:
        """The log probability, in nats and up to a constant, of a reading between the words ``before`` and ``after``.

        ``of_base`` is the id of the base and what its OCR has; ``seen`` has what the OCR of each other witness has, by
        its id. Another witness may have something else in this place; the base may not.
        """
        cost = self.engines[of_base[0]].cost(reading, of_base[1])
        # Text of the base is never replaced by something unlike it just because that reads better.
        cost += sum(min(self.engines[name].cost(reading, text), self.elsewhere(text)) for name, text in seen.items())
        return self.fluency(reading, before, after) - cost

    def knows(self, reading: str) -> bool:
        """Whether a reading is a single word that is in a list."""
        return is_listed(reading, self._lexicon)

    def is_place(self, word: str) -> bool:
        """Whether a word is the name of a post, or one of the words of such a name."""
        return word in self._places

    def recurs(self, word: str) -> bool:
        """Whether the base has a word more than once."""
        return self._own_counts[word] > 1

    def elsewhere(self, text: str) -> float:
        """The cost, in nats, of a release having something else in a place: a stamp, a scrap, other words."""
        return ELSEWHERE - self.fluency(text, "", "")

    def segment(self, tokenized: Sequence[Token]) -> Segment:
        """The tokens as a segment for the rule ``words``."""
        return Segment(tokenized, self._words, self.channel)

    def fluency(self, reading: str, before: str, after: str) -> float:
        """The log probability, in nats, of a reading being typed between the words ``before`` and ``after``."""
        place = reading, before, after
        fluency = self._fluencies.get(place)
        if fluency is None:
            fluency = self._fluencies[place] = self._fluency(*place)
        return fluency

    def _fluency(self, reading: str, before: str, after: str) -> float:
        """The same without the cache, which is kept for one telegram."""
        text = " ".join(part for part in (before, reading, after) if part)
        begin = len(before) + 1 if before else 0
        end = begin + len(reading)
        known = self.vocabulary
        tokenized = list(tokens(text, lambda word: word in known))
        segment = self.segment(tokenized)
        total, symbol = 0.0, END
        for at, token in enumerate(tokenized):
            as_read = segment.as_read(at)
            if token.start >= begin and token.end <= end:
                total -= as_read.cost + _marks(token) + _case(token, symbol, segment.cases[at].is_in_capitals)
            gain, symbol = log_probability(known, symbol, as_read.symbols)
            total += gain
        return total


def is_listed(reading: str, lexicon: Lexicon) -> bool:
    """Whether a reading is a single word that is in a list of words, abbreviations or posts."""
    word = upper(parts(reading)[1])
    return bool(known_as(word, lexicon.words)) or word in lexicon.abbreviations or word in lexicon.posts


def _marks(token: Token) -> float:
    """The cost, in nats, of the marks next to a word."""
    return LEAD.get(token.lead, OTHER_MARKS) + (
        TRAIL.get(token.trail, OTHER_MARKS) if not token.core or not odd_marks(token.trail, TRAILS) else 0.0
    )


def _case(token: Token, before: str, capitals: bool) -> float:
    """The cost, in nats, of the case of a word after the symbol ``before``; 0 on a line in capitals."""
    core = token.core
    if capitals or len(core) < 2 or not core.isalpha():
        return 0.0
    if core.islower():
        return SMALL_FIRST if before == END else 0.0
    if core.istitle():
        return CAPITAL_INSIDE if before != END else 0.0
    return 0.0 if core.isupper() or core.startswith(("Mc", "Mac")) else MIXED
