"""Short words that were read with digits: ``WHO 1S A``, ``HAD 10 APPOINT``."""

from __future__ import annotations

from collections.abc import Sequence, Set

from teikit.words.candidate import NUMBER, mutual_information
from teikit.words.tokens import Token, end_sentence
from teikit.words.vocabulary import Vocabulary

WITH_ONE = {"1S": "IS", "1N": "IN", "1F": "IF", "1T": "IT"}  # codes that are short words with a 1 for their I
AFTER_NUMBERS = 1.0  # nats by which a word is likelier after a number that shows one before it: 1S DEC is 15 DEC
COST = 11.0  # nats that it costs, beside that of a code or a number, to leave such a word as it was read
FOR_TO = frozenset(("10", "70", "1O", "7O"))  # what engines make of TO
BEFORE_A_VERB = 5  # least count of TO and a verb
LIKELIER = 3.0  # nats by which the verb is likelier after TO than after a number


def with_digits(tokens: Sequence[Token], at: int, vocabulary: Vocabulary, keep: Set[int] = frozenset()) -> str:
    """The short word that a token surely is; empty if it may be anything else, or is one of those to ``keep``.

    ``WHO 1S A`` is IS, ``AND 70 REVIVE`` is TO. ``1S DEC`` and ``12 x 1s. ft`` are numbers. No sentence begins or ends
    with IS: ``1s JOSE`` may be the first point of a list.
    """
    token = tokens[at]
    word = WITH_ONE.get(token.word, "TO" if token.word in FOR_TO else "")
    if not word or token.start in keep:
        return ""
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    if word == "TO":
        is_inside = before is not None and not before.ends_line and token.text == token.core
        return word if is_inside and after and not after.lead and _is_verb(after.word, vocabulary) else ""
    if word == "IS" and (token.trail or before is None or end_sentence(before.text)):
        return ""
    follows = after is not None and mutual_information(vocabulary, NUMBER, after.word) > AFTER_NUMBERS
    return "" if follows else word


def cost_of_digits(tokens: Sequence[Token], at: int, vocabulary: Vocabulary, keep: Set[int]) -> float:
    """The cost of leaving a token as it was read that surely is a short word, in nats; 0 for any other."""
    return COST if with_digits(tokens, at, vocabulary, keep) else 0.0


def _is_verb(word: str, vocabulary: Vocabulary) -> bool:
    """Whether cables have a word after TO, and hardly ever after a number."""
    if word not in vocabulary or vocabulary.pair_count("TO", word) < BEFORE_A_VERB:
        return False
    return vocabulary.log_bigram("TO", word) - vocabulary.log_bigram(NUMBER, word) >= LIKELIER
