"""The last lines of a document, and what each of them may be: text, a name, a line of an ending."""

from __future__ import annotations

from collections.abc import Container, Sequence

import regex

from teikit.core import Kind, Line, kinds
from teikit.layers.measures import measured
from teikit.lexicon import Lexicon
from teikit.lexicon.patterns import Patterns
from teikit.lexicon.salutations import is_salutation
from teikit.paragraphing.endings.closing_lines import is_signature, is_typed_name, is_typist
from teikit.paragraphing.endings.typed_names import repeats, typed_name
from teikit.paragraphing.line_patterns import SENTENCE_END
from teikit.paragraphing.lists.items import is_copy, is_sure_copy

LONG_LINE = 200  # characters of a line that is surely text, at least
LONE_SHARE = 0.6  # share of the length of the longest line that a single line of text has, at least
LISTED_LINES = 2  # lines of a distribution list without a label, at least: 1 - DDO
LONG_SMALL_WORD = regex.compile(r"(?<!\S)\p{Ll}{4,}")  # a long word in lower case, which no signature has
ANY_WORD = regex.compile(r"\p{L}+")  # a word, known or not
SYMBOL = regex.compile(r"\p{L}/\p{L}|^\W*\w{0,2}\W?\d")  # C/TFW, D-200-5-41
SMALL_WORD = regex.compile(r"(?<!\S)\p{Ll}{3,}")  # a word in lower case, of which sentences consist
OFFICE_FIRST = regex.compile(r"\W{0,2}\p{Lu}{2,4}/ ?\p{Lu}{2,}(?: [\p{L}\d,]+){1,8}")
"""A line with the office of the author, not a sentence: ``LAD/JFK Task Force 1977 John Sample rp``"""
SIGNATURE_LETTERS = 4  # letters of a signature, at least
SENTENCE_WORDS = 2  # words in lower case of a line that is not a signature, at least: The informant advised
NO_SENTENCE = regex.compile(r"\P{L}*|(?:\S+\s){0,1}\S+:\W*")
"""A label or a number above a name, which does not end a sentence: ``RE:``, ``2.``."""
SPECK_AFTER = regex.compile(r"\p{Ll}{3}\.\s\S\W*$")
"""The end of a sentence with a speck after it: ``for his services. 4``"""
NAME_IN_CAPITALS = regex.compile(r"(?:\p{Lu}[\p{L}’'.-]*\s){1,3}\p{Lu}[\p{L}’'-]+\.?")  # LUIS EJEMPLO.
MOST_PARTS = 3  # lines over which an engine writes an end mark, at most
PART_LENGTH = 12  # characters of such a line, at most
CLOSE_LINES = 2  # last lines of a note that have its close


class LastLines:
    """The last lines of a document, named by their places in ``rows``, from 0.

    ``senders`` are the surnames of the senders that its header names, in capitals.
    """

    def __init__(self, rows: Sequence[Line], senders: Container[str], lexicon: Lexicon) -> None:
        self.rows, self._senders, self._lexicon = rows, senders, lexicon
        self.patterns, self._given = lexicon.patterns, lexicon.given_names
        self.texts = [row.text.strip() for row in rows]
        self._width = max(map(len, self.texts))
        self._fluent: dict[int, bool] = {}  # the answers of _is_fluent so far, by line
        self._furniture: dict[int, Kind | None] = {}  # the answers of furniture so far, by line
        self._ends = end_marks(self.texts, lexicon.patterns)

    def part(self, at: int) -> str:
        """The part that a line begins: distribution, enclosure, salute, for, typist, number, office, signer, or ""."""
        text = self.texts[at]
        if self.is_distribution_label(at) or self.counts_copies(at) or self._is_list(at):
            return "distribution"
        if self.patterns["enclosure line"].match(text):
            return "enclosure"
        if self.patterns["complimentary close"].match(text):
            return "salute"
        if self.patterns["signed for"].match(text):
            return "for"
        if is_typist(text):
            return "typist"
        if self.patterns["number below a report"].match(text):
            return "number"
        if self.patterns["signer's office"].match(text):
            return "office"
        is_signer = self.is_sender(at) or self.patterns["signer"].fullmatch(text) is not None
        is_name = is_signer or is_typed_name(text, self._given, self.patterns)
        return "signer" if is_name or self._is_below_close(at) else ""

    def _is_below_close(self, at: int) -> bool:
        """Whether there is a name directly below the last sentence of a note: ``the assurances of my`` / ``esteem.``"""
        above = " ".join(self.texts[max(at - CLOSE_LINES, 0) : at])
        close = next(self.patterns["closing sentence"].finditer(above), None)
        return (
            close is not None and close.end() == len(above) and NAME_IN_CAPITALS.fullmatch(self.texts[at]) is not None
        )

    def below_text(self, at: int) -> str:
        """The kind of another line below the text: who agreed to a document, what it is based on; else empty."""
        if self.patterns["operator"].search(self.texts[at]):
            return "operator"
        named = self.patterns.each("below text")
        return next((part for part, pattern in named.items() if pattern.search(self.texts[at])), "")

    def is_distribution_label(self, at: int) -> bool:
        """Whether a line begins with the label of those who get copies."""
        return self.patterns["distribution list"].match(self.texts[at]) is not None

    def counts_copies(self, at: int) -> bool:
        """Whether a line says how many copies go to each office: ``WH/SA 8 (1), WE 1 (2), CI 4, RID 1``."""
        return self.patterns["counted copies"].match(self.texts[at]) is not None

    def is_sender(self, at: int) -> bool:
        """Whether a line repeats the name of the sender: ``Strathern``."""
        return repeats(self.texts[at], self._senders)

    def is_copy(self, at: int) -> bool:
        """Whether a line says who gets a copy."""
        return is_copy(self.texts[at], self.patterns)

    def _is_list(self, at: int) -> bool:
        """Whether a list of those who get copies begins with a line."""
        return is_sure_copy(self.texts[at]) or (self.is_copy(at) and self._copies(at) >= LISTED_LINES)

    def _copies(self, at: int) -> int:
        """The number of consecutive lines of a distribution list, from line ``at`` on."""
        return next((place - at for place in range(at, len(self.rows)) if not self.is_copy(place)), len(self.rows) - at)

    def is_text(self, at: int) -> bool:
        """Whether a line is text: it is very long, or fluent and either long or next to another fluent line."""
        text = self.texts[at]
        is_address = any(self.is_addressed(line) for line in (at - 1, at) if line >= 0)
        if is_address and not LONG_SMALL_WORD.search(text):  # To His Excellency / Envoy Extraordinary and Minister
            return False
        if len(text) > LONG_LINE:
            return True
        if not self._is_fluent(at):
            return False
        beside = (place for place in (at - 1, at + 1) if 0 <= place < len(self.texts))
        return len(text) >= LONE_SHARE * self._width or any(map(self._is_fluent, beside))

    def text_end(self) -> int:
        """The first line below the last one of text; the second line if no other is text."""
        end = len(self.rows)
        while end > 1 and (not self.is_text(end - 1) or self.part(end - 1)):
            end -= 1
        return end

    def _is_fluent(self, at: int) -> bool:
        """Whether a line reads like a sentence, and is not about the typist, the copies or an operator's remark."""
        if at not in self._fluent:
            text = self.texts[at]
            is_note = self.is_copy(at) or is_typist(text) or bool(self.below_text(at))
            self._fluent[at] = not is_note and measured(text, self._lexicon.words).is_fluent
        return self._fluent[at]

    def goes_on(self, at: int) -> bool:
        """Whether the text above continues in a line: it reads like text, or a sentence has not ended yet."""
        text, above = self.texts[at], self.texts[at - 1]
        known_words = [word for word in SMALL_WORD.findall(text) if self._lexicon.words.get(word.upper())]
        if self._is_fluent(at) or len(known_words) >= SENTENCE_WORDS:
            return True
        is_open = above.endswith(":") or not self.ends_text(at - 1)
        return is_open and SYMBOL.search(text) is None and self._is_mostly_known(text)

    def _is_mostly_known(self, text: str) -> bool:
        """Whether half of the words of a line are known, or several are in lower case."""
        words = [word for word in ANY_WORD.findall(text) if self._lexicon.words.get(word.upper())]
        return len(words) >= len(ANY_WORD.findall(text)) / 2 or len(SMALL_WORD.findall(text)) >= SENTENCE_WORDS

    def is_end(self, at: int) -> bool:
        """Whether a line is an end mark or a part of one."""
        return at in self._ends

    @property
    def last_end(self) -> int:
        """The first line of the last end mark; 0 if there is none below the first line."""
        return max((at for at in self._ends if at - 1 not in self._ends), default=0)

    def is_salutation(self, at: int) -> bool:
        """Whether a line is a form of address alone, as also within a complimentary close: ``Sir,``."""
        return is_salutation(self.texts[at], self.patterns)

    def is_addressed(self, at: int) -> bool:
        """Whether a line begins an address: ``The Honorable``, ``Hon. W. H. Sample``, ``To the Minister of``."""
        patterns = self.patterns
        firsts = (patterns["title above a name"], patterns["addressee by title"], patterns["address at foot"])
        return any(first.match(self.texts[at]) for first in firsts)

    def furniture(self, at: int) -> Kind | None:
        """The kind of a line below the text that is printed on the form or is a caption; None if it is neither."""
        if at not in self._furniture:
            is_caption = self.patterns["foot caption"].match(self.texts[at])
            is_label = self.patterns["foot label"].match(self.texts[at])
            self._furniture[at] = kinds.LABEL if is_label else kinds.CAPTION if is_caption else None
        return self._furniture[at]

    def may_be_signer(self, at: int) -> bool:
        """Whether a line may be the name of the signer, at a place where names are expected: ``ps B. Me ASHCRAPT``."""
        return typed_name(self.texts[at], self._given, self.patterns) is not None

    def may_sign(self, at: int) -> bool:
        """Whether a line may be between the text and what is below a signature: a name, an office, an author."""
        if self.may_be_signer(at) or self._is_office(at) or OFFICE_FIRST.fullmatch(self.texts[at]):
            return True
        words = [word for word in LONG_SMALL_WORD.findall(self.texts[at]) if self._lexicon.words.get(word.upper())]
        return is_signature(self.texts[at]) and len(words) < SENTENCE_WORDS

    def is_hand(self, at: int) -> bool:
        """Whether a line may be what an engine made of a signature or a name: short, with letters, without digits."""
        text = self.texts[at].rstrip(".")  # Robert Worth Sample.
        return (
            is_signature(text) and sum(map(str.isalpha, text)) >= SIGNATURE_LETTERS and not any(map(str.isdigit, text))
        )

    def ends_text(self, at: int) -> bool:
        """Whether a sentence ends with a line: not a label, a name or an office with a full stop (``H. ROBINSON.``)."""
        text = self.texts[at]
        is_end = SENTENCE_END.search(text) or SPECK_AFTER.search(text) or (text.endswith(")") and self.is_text(at))
        return (
            bool(is_end) and not NO_SENTENCE.fullmatch(text) and not self.may_be_signer(at) and not self._is_office(at)
        )

    def may_be_office(self, at: int) -> bool:
        """Whether a line below a signer may name an office: ``C/WH/COG``, ``Employee Activity Branch``."""
        text = self.texts[at]
        return self.patterns["office symbol"].match(text) is not None or (
            self.patterns["office name"].match(text) is not None and not self.may_be_signer(at)
        )

    def _is_office(self, at: int) -> bool:
        return self.part(at) == "office"


def end_marks(texts: Sequence[str], patterns: Patterns) -> set[int]:
    """The places of the lines that are end marks, or parts of one: ``END`` / ``OF`` / ``MESSAGE``."""
    marks = {at for at, text in enumerate(texts) if is_end(text, patterns)}
    short = [len(text) <= PART_LENGTH for text in texts]
    for at in range(len(texts)):
        for count in range(2, MOST_PARTS + 1):
            parts = range(at, min(at + count, len(texts)))
            may_be = all(short[part] and part not in marks for part in parts)
            if may_be and patterns["closing line"].search(" ".join(texts[at : at + count])):
                marks.update(parts)
    return marks


def is_end(text: str, patterns: Patterns) -> bool:
    """Whether a line is an end mark, perhaps misread: ``FED OF MESSAGE``, ``END OF DISPANCH``, ``END ACK``."""
    return (patterns["end of message"].match(text) or patterns["end mark"].match(text)) is not None
