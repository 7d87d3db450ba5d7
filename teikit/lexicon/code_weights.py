"""How likely a misread token at the edge of a line is a code of reviewers, given the codes that the document has.

A token is weighed as a code in nats: by its misreadings in the channel, by the count of the code in the document, and
by how likely the token is as a word, or as a scrap of random characters.
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

LONGEST = 9  # characters of a misread code, at most
LEAST = 3  # characters of a misread code that has no pair, at least
RANDOM = 3.3  # nats of a character in a scrap: one of 27 that are equally likely
COMMON = 3.0  # nats of a misreading that is common in codes: one in 20
MOST = 4.5  # nats by which a token may be a worse code than a word or scrap, at most
MOST_ODD = -3.0  # the same where the document has no legible code
CLEARLY = 3.0  # nats by which a code must be better than the next one, at least
UNKNOWN = 0.01  # times that a code counts which the document does not have
MISREAD = 7.5  # nats of a misreading that makes another exemption of (b)(1), at most: (b)(2), (b)(4)
CLASSIFIED = "b1"  # the category of text that is properly classified
ORDER = "E.O."  # the beginning of an authority that is an executive order
COMMONLY = (
    (regex.compile(r"(?<=\w)(?:\\\\?\(?|[XxV])(?=\w)"), ")("),  # (8V1), (8\\(1): (8)(1)
    (regex.compile(r"^([({]?)[B86h&](?=\W|(?<=[({].)\d)"), r"\1b"),  # (8)(1): (b)(1)
    (regex.compile(r"^8(?=\w)"), "B"),  # 81A3
    (regex.compile(r"(?<=\w)[IlL](?=\w?\w?$)"), "1"),  # BlA3, Al
)
"""What engines often read in codes, and what is on the page."""
ODD = regex.compile(r"(?=.*\d).{0,3}[\p{L}\p{N}][XxV\\¢].{1,3}|\d\.\d.{0,2}[^\p{L}\p{N}\s].{0,3}")
r"""A token with something that nobody types in place of a bracket: ``(8V1)``, ``1.5\c)``."""


class CodeWeights:
    """Weighs tokens as the codes of a document, of which some are ``known``."""

    def __init__(self, known: Iterable[MarginMark], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        codes = {code.code: code for code in reversed(lexicon.exemptions) if not code.code.endswith("?")}
        self.classified = lexicon.categories[CLASSIFIED]
        self._for_classified = [code for code in codes.values() if _is_for_classified(code)]
        self._of_orders = [code for code in codes.values() if self._has_order(code)]
        self._counts = Counter(mark.readings[0].code for mark in known if len(mark.readings) == 1)
        self._counts[self.classified.code] += 1
        self._all = self._counts.total()
        self._known = [code for code in codes.values() if code.code in self._counts]
        unread = (code for code in codes.values() if code.code not in self._counts and self.is_exemption(code))
        self._bracketed = self._known + [code for code in unread if BRACKETED.search(code.code)]

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
        if len(text) < LEAST or self._lexicon.words.get(text.upper()):
            return None
        return self._best(text, self._bracketed if BRACKETED.search(text) else self._known)

    def odd(self, text: str) -> Exemption | None:
        """The code that a token with something else for a bracket must be, whatever the document has."""
        if not ODD.fullmatch(text) or self._lexicon.marks_of_reviewers.read(text):
            return None
        return self._best(text, self._bracketed, MOST_ODD)

    def category_below(self, text: str) -> Exemption | None:
        """The category of an order that a token below (b)(1) is."""
        return self._best(text, self._of_orders)

    def exemption_above(self, text: str) -> Exemption | None:
        """The exemption of what is classified that a token above a category of an order is."""
        return self._best(text, self._for_classified)

    def is_legible(self, mark: MarginMark) -> bool:
        """Whether a mark is not both misread and an exemption for which another is often read: ``(8\\(2)``."""
        return not self.misread(mark) or bool(self._lexicon.marks_of_reviewers.read(mark.text))

    def with_doubt(self, mark: MarginMark) -> MarginMark:
        """A mark that is not legible with its other reading, too."""
        code = None if self.is_legible(mark) else self.misread(mark)
        return replace(mark, readings=(*mark.readings, code)) if code else mark

    def misread(self, mark: MarginMark) -> Exemption | None:
        """The exemption of what is classified, if a mark that reads as another one may be it: (b)(2), (b)(4)."""
        reading = mark.readings[0]
        is_exemption = len(mark.readings) == 1 and self._has_law(reading) and not _is_for_classified(reading)
        return self.classified if is_exemption and self._may_be_classified(reading) else None

    def _may_be_classified(self, code: Exemption) -> bool:
        """Whether engines often read (b)(1) as a certain code."""
        return self._lexicon.channel.cost(self.classified.code, code.code) < MISREAD

    def _best(self, text: str, codes: Sequence[Exemption], most: float = MOST) -> Exemption | None:
        """The best of some codes for a token; None if another is as good, or it is more likely a word or a scrap.

        A token with a space that is not legible is the number of a list: ``b) (1)``.
        """
        if len(text) > LONGEST:
            return None
        read = self._lexicon.marks_of_reviewers.read(text)
        if len(read) == 1 and read[0].counts_alone:
            is_likely = self._counts[read[0].code] or not self._may_be_classified(read[0])
            return read[0] if is_likely and read[0] in codes else None
        if " " in text:
            return None
        weighed = sorted((self._weight(text, code.code), code.code, code) for code in codes)
        is_clear = len(weighed) == 1 or weighed[1][0] - weighed[0][0] >= CLEARLY
        return weighed[0][2] if is_clear and weighed[0][0] <= most else None

    def _weight(self, text: str, code: str) -> float:
        """The nats by which a token is a worse code than a word or a scrap."""
        channel, words, word = self._lexicon.channel, self._lexicon.words, text.upper()
        misread = min(cost + channel.cost(code, form) for form, cost in _mended(text))
        text_cost = min(RANDOM * len(text), -words.log_unigram(word) if word in words else inf)
        return misread + log(self._all / (self._counts[code] or UNKNOWN)) - text_cost


def _is_for_classified(code: Exemption) -> bool:
    """Whether a code is the exemption of what is classified, and nothing else."""
    return code.categories == (CLASSIFIED,)


def _mended(text: str) -> tuple[tuple[str, float], ...]:
    """A token as it was read, and without misreadings that are common in codes; with the cost of these in nats."""
    forms = {text: 0.0}
    for wrong, right in COMMONLY:
        for form, cost in list(forms.items()):
            forms.setdefault(wrong.sub(right, form), cost + COMMON)
    return tuple(forms.items())
