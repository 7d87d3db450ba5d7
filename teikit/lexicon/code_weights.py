"""How likely a misread token at the edge of a line is a code of reviewers, given the codes that the document has.

A token is weighed as a code in nats: by its misreadings in the channel, by the count of the code in the document, and
by how likely the token is as a word, or as a scrap of random characters.

The limits and the costs below were set by hand, with the codes of the typed benchmark in view. How far each of them may
move before a code of the benchmark changes is in "Layers first" in ``benchmarks/findings.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf, log

import regex

from teikit.lexicon.entries import Exemption
from teikit.lexicon.lexicon import Lexicon
from teikit.lexicon.margin_marks import BRACKETED, MarginMark

LONGEST_CODE = 9  # characters of a misread code, at most
SHORTEST_CODE = 3  # characters of a misread code that has no pair, at least
RANDOM_CHARACTER = 3.3  # nats of a character in a scrap: one of 27 that are equally likely
COMMON_MISREADING = 3.0  # nats of a misreading that is common in codes: one in 20
MOST_WORSE = 4.5  # nats by which a token may be a worse code than a word or a scrap, at most
CLEARLY_BETTER = 3.0  # nats by which the best code must be better than the next one, at least: odds of 20 to one
COUNT_IF_UNSEEN = 0.01  # count of a code that the document does not have elsewhere
MOST_MISREAD = 7.5  # nats of a misreading that makes another exemption of (b)(1), at most: (b)(2), (b)(4)
CLASSIFIED = "b1"  # the category of text that is properly classified
ORDER = "E.O."  # the beginning of an authority that is an executive order
OFTEN_READ = (
    (regex.compile(r"(?<=\w)(?:\\\\?\(?|[XxV])(?=\w)"), ")("),  # (8V1), (8\\(1): (8)(1)
    (regex.compile(r"^([({]?)[B86h&](?=\W|(?<=[({].)\d)"), r"\1b"),  # (8)(1): (b)(1)
    (regex.compile(r"^8(?=\w)"), "B"),  # 81A3
    (regex.compile(r"(?<=\w)[IlL](?=\w?\w?$)"), "1"),  # BlA3, Al
)
"""What engines often read in codes, and what is on the page; collected from the typed benchmark."""
ODD = regex.compile(r"(?=.*\d).{0,3}[\p{L}\p{N}][XxV\\¢].{1,3}|\d\.\d.{0,2}[^\p{L}\p{N}\s].{0,3}")
r"""A token with something that nobody types in place of a bracket: ``(8V1)``, ``1.5\c)``."""


class CodeWeights:
    """Weighs tokens as the codes of a document; ``known`` are the marks of codes that it is known to have."""

    def __init__(self, known: Iterable[MarginMark], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        codes = {code.code: code for code in reversed(lexicon.exemptions) if not code.code.endswith("?")}
        self.classified = lexicon.categories[CLASSIFIED]
        self._for_classified = [code for code in codes.values() if _is_for_classified(code)]
        self._of_orders = [code for code in codes.values() if self._has_order(code)]
        self._counts = Counter(mark.readings[0].code for mark in known if len(mark.readings) == 1)
        self._counts[self.classified.code] += 1
        self._total = self._counts.total()
        self._known = [code for code in codes.values() if code.code in self._counts]
        unseen = (code for code in codes.values() if code.code not in self._counts and self.is_exemption(code))
        self._with_bracketed = self._known + [code for code in unseen if BRACKETED.search(code.code)]

    def is_exemption(self, code: Exemption) -> bool:
        """Whether a code is an exemption of the FOIA or a category of an order, as the halves of pairs are."""
        return self._has_order(code) or self._has_law(code)

    def _has_law(self, code: Exemption) -> bool:
        """Whether a code names an exemption of the law that has one for what is classified."""
        categories = self._lexicon.categories
        return any(categories[id].authority == self.classified.authority for id in code.categories)

    def _has_order(self, code: Exemption) -> bool:
        """Whether a code names a category of an executive order."""
        categories = (self._lexicon.categories[id] for id in code.categories)
        return any(category.section and category.authority.startswith(ORDER) for category in categories)

    def is_of_order(self, mark: MarginMark) -> bool:
        """Whether all readings of a mark name a category of an executive order."""
        return all(map(self._has_order, mark.readings))

    def is_for_classified(self, mark: MarginMark) -> bool:
        """Whether a mark is the exemption of what is classified: (b)(1), B1."""
        return all(map(_is_for_classified, mark.readings))

    def implies_classified(self, mark: MarginMark) -> bool:
        """Whether a mark names a category of an order and says that the text is classified, too: B1A3."""
        return self.is_of_order(mark) and all(CLASSIFIED in code.categories for code in mark.readings)

    def recurring(self, text: str) -> Exemption | None:
        """The code that a token is, by itself or because the document has it elsewhere."""
        if len(text) < SHORTEST_CODE or self._lexicon.words.get(text.upper()):
            return None
        return self._best(text, self._with_bracketed if BRACKETED.search(text) else self._known)

    def odd(self, text: str) -> Exemption | None:
        """The code that a token with something else for a bracket must be, whatever the document has."""
        if not ODD.fullmatch(text) or self._lexicon.marks_of_reviewers.read(text):
            return None
        return self._best(text, self._with_bracketed)

    def category_below(self, text: str) -> Exemption | None:
        """The category of an order that a token below (b)(1) is."""
        return self._best(text, self._of_orders)

    def exemption_above(self, text: str) -> Exemption | None:
        """The exemption of what is classified that a token above a category of an order is."""
        return self._best(text, self._for_classified)

    def is_legible(self, mark: MarginMark) -> bool:
        """Whether a mark is surely what it reads as; ``(8\\(2)`` is misread, and may be (b)(1) as well as (b)(2)."""
        return not self.misread(mark) or bool(self._lexicon.marks_of_reviewers.read(mark.text))

    def with_doubt(self, mark: MarginMark) -> MarginMark:
        """The mark; with (b)(1) as a second reading if it is not legible."""
        code = None if self.is_legible(mark) else self.misread(mark)
        return replace(mark, readings=(*mark.readings, code)) if code else mark

    def misread(self, mark: MarginMark) -> Exemption | None:
        """The exemption of what is classified, if a mark reads as one that engines often make of it: (b)(2), (b)(4)."""
        reading = mark.readings[0]
        is_exemption = len(mark.readings) == 1 and self._has_law(reading) and not _is_for_classified(reading)
        return self.classified if is_exemption and self._may_be_classified(reading) else None

    def _may_be_classified(self, code: Exemption) -> bool:
        """Whether a code is one that engines often read for (b)(1)."""
        return self._lexicon.channel.cost(self.classified.code, code.code) < MOST_MISREAD

    def _best(self, text: str, codes: Sequence[Exemption]) -> Exemption | None:
        """The best of some codes for a token.

        None if the next one is nearly as good, or if the token is more likely a word or a scrap. A legible token can
        only be the code that it reads as. A token with a space that is not legible is the number of a list: ``b) (1)``.
        """
        if len(text) > LONGEST_CODE:
            return None
        read = self._lexicon.marks_of_reviewers.read(text)
        if len(read) == 1 and read[0].counts_alone:
            is_likely = self._counts[read[0].code] or not self._may_be_classified(read[0])
            return read[0] if is_likely and read[0] in codes else None
        if " " in text:
            return None
        weighed = sorted((self._weight(text, code.code), code.code, code) for code in codes)
        is_clear = len(weighed) == 1 or weighed[1][0] - weighed[0][0] >= CLEARLY_BETTER
        return weighed[0][2] if is_clear and weighed[0][0] <= MOST_WORSE else None

    def _weight(self, text: str, code: str) -> float:
        """The nats by which a token is a worse code than a word or a scrap."""
        channel, words, word = self._lexicon.channel, self._lexicon.words, text.upper()
        misread = min(cost + channel.cost(code, form) for form, cost in _mended(text))
        text_cost = min(RANDOM_CHARACTER * len(text), -words.log_unigram(word) if word in words else inf)
        return misread + log(self._total / (self._counts[code] or COUNT_IF_UNSEEN)) - text_cost


def _is_for_classified(code: Exemption) -> bool:
    """Whether a code is the exemption of what is classified, and nothing else."""
    return code.categories == (CLASSIFIED,)


def _mended(text: str) -> tuple[tuple[str, float], ...]:
    """The forms of a token, as it was read and with what it often stands for in codes; each with its cost in nats."""
    forms = {text: 0.0}
    for wrong, right in OFTEN_READ:
        for form, cost in list(forms.items()):
            forms.setdefault(wrong.sub(right, form), cost + COMMON_MISREADING)
    return tuple(forms.items())
