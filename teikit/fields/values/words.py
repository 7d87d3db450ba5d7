"""The words of a header line and their roles: an address, a precedence, CITE, INFO, a number, an office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from teikit.core import Span
from teikit.fields.values.likeness import Forms, likeness
from teikit.fields.values.names import ADDRESS_LIKENESS, Names
from teikit.lexicon.entries import HeaderWord, Precedence
from teikit.lexicon.matching import nearest
from teikit.words.vocabulary import Vocabulary

HEADER_WORD = regex.compile(r"[\p{L}\p{N}/&'’.\[-]*[\p{L}\p{N}]")
"""A word of a header, with the signs in it: ``C/WH/4``, ``Rec'd``, ``AT&T``"""
JOINED = regex.compile(r"(?P<name>\p{Lu}{3,8})-(?P<number>[0-9]{3,6})")  # a sender and a number: DIR-14534
SHORT_NUMBER = regex.compile(r"[0-9OSIlB]{3,6}")  # a number of three to six digits, perhaps misread: S814
FIGURES_BY_LETTER = str.maketrans(
    "@OoQDIilLTJ|!SsBbZzaGh", "0000011111111558822464"
)  # the digits, by what engines read for them
SLUG = regex.compile(r"\p{Lu}{6,11}(?:[-/][0-9]{1,2})?")
"""A cryptonym, which may route a cable: ``TYPIC``, ``GPFLOOR``, ``AMTRUNK-14``"""
TURNING = frozenset({"cite", "info", "serial", "slug"})
"""Kinds of words that show the kind of their neighbours."""
COMMENT_LIKENESS = 0.8  # likeness, 0 to 1, of the beginning of a comment, at least
MOST_TITLE_WORDS = 6  # words of a title with its office, at most
ADDRESSED_WORDS = 3  # words of a person with a title of address, at least
MOST_OFFICER_WORDS = 9  # words of an officer, at most: Special Assistant to DDO for External Oversight
OF = frozenset({"OF", "FOR", "THE", "AND", "TO", "IN"})
"""Words inside a title."""
OPENING_LIKENESS = 0.8  # likeness of the first word of an office, at least
SLUG_LIKENESS = 0.8  # likeness of a misread slug, at least
ROLE_LIKENESS = 0.86  # likeness of a misread word with a role, at least
LONG_FORM_LIKENESS = 0.8  # the same for a form of more than ``LONG_FORM`` letters
LONG_FORM = 5  # letters of a form, above which more may be misread
QUALIFIED = regex.compile(r"\W*(?P<word>\p{L}+)\s\p{L}")
"""The first of two words: ``Special Assistant``."""
ROUTED = regex.compile(r"(?P<office>\p{Lu}{1,4})\W?\s(?P<rest>\p{Lu}[\p{Lu} ]+)")
"""An office in the column next to the header, and the rest of its row: ``NSA PRIORITY``."""
EDGES = regex.compile(r"^[^\p{L}]+|[^\p{L}]+$")  # signs around a word that are not part of it
MOST_PRECEDENCE_WORDS = 4  # words of a line that is only a precedence, at most
LEAST_LETTERS = 3  # letters of a word that is surely one, at least
SHORT_PRECEDENCE = 4  # letters of a precedence that must be undamaged, at most
REMEMBERED = 1 << 16  # words whose roles are cached, at most


class ReadWord(NamedTuple):
    """A word of a header line. ``role`` is address, precedence, info, cite, serial, slug, number, office or empty."""

    text: str
    role: str
    span: Span


class HeaderWords:
    """The words of headers that a collection knows."""

    def __init__(
        self,
        names: Names,
        header_words: Iterable[HeaderWord],
        precedences: Iterable[Precedence],
        vocabulary: Vocabulary,
    ) -> None:
        header_words, self._precedences = tuple(header_words), tuple(precedences)
        self.names, self.vocabulary = names, vocabulary
        turning = [word for word in header_words if word.kind in TURNING]
        self._roles = {form.upper(): word.kind for word in turning for form in (word.word, *word.garbled)}
        self._forms = {form.upper(): word.word for word in turning for form in word.garbled}
        self._roles |= {form: "precedence" for entry in self._precedences for form in (entry.form, *entry.garbled)}
        self._turning = Forms(
            [word.word for word in turning if word.kind != "serial"]
            + [entry.form for entry in self._precedences if len(entry.form) > SHORT_PRECEDENCE]
        )
        of_kind: dict[str, list[str]] = defaultdict(list)
        for word in header_words:
            of_kind[word.kind].append(word.word)
        self.function, self.titles = frozenset(of_kind["function"]), frozenset(of_kind["title"])
        self._headings, self._given = of_kind["heading"], frozenset(of_kind["given"])
        self.qualifiers, self.field_officers = frozenset(of_kind["qualifier"]), frozenset(of_kind["field-officer"])
        self.doubtful_labels, self._page_heads = frozenset(of_kind["doubtful-label"]), tuple(of_kind["page-head"])
        self._openings, self._units = Forms(of_kind["opening"]), Forms(of_kind["unit"])
        comments = (word for word in header_words if word.kind == "comment")
        self._comments = Forms(form for word in comments for form in (word.word, *word.garbled))
        self._cache: dict[str, str] = {}

    def precedence(self, text: str) -> str:
        """The precedence that is the whole of a text, apart from specks around it; empty if it is not one."""
        bare = EDGES.sub("", text)
        if not bare or len(bare.split()) > MOST_PRECEDENCE_WORDS:
            return ""
        for entry in self._precedences:
            if bare == entry.form or bare in entry.garbled:
                return entry.form
        if len(bare) > SHORT_PRECEDENCE + 1 and bare.isupper() and bare not in self.vocabulary:
            forms = [entry.form for entry in self._precedences if len(entry.form) > SHORT_PRECEDENCE]
            form = nearest(bare, forms, most=2) or ""
            is_heading = any(likeness(bare, heading) > likeness(bare, form) for heading in self._headings)
            return "" if is_heading else form
        return ""

    def has_precedence(self, text: str) -> bool:
        """Whether a text is a precedence, alone or in the row of an office: ``NSA PRIORITY``, not ``TOP PRIORITY``."""
        if self.precedence(text):
            return True
        row = ROUTED.fullmatch(EDGES.sub("", text))
        if row is None:
            return False
        is_known = self._roles.get(row["rest"]) == "precedence"
        return is_known and self.vocabulary.pair_count(row["office"], row["rest"].split()[0]) == 0

    def is_comment(self, text: str) -> bool:
        """Whether a line begins a comment of headquarters: ``C/S COMMENT:``, ``*WH Comment:``."""
        return self._comments.nearest(" ".join(text.split()[:2]))[1] >= COMMENT_LIKENESS

    def opens(self, words: Sequence[ReadWord]) -> bool:
        """Whether words begin with an officer or a person: ``Chief, WH Division``, ``Mr. Scott Breckinridge``.

        Two words must follow a title of address; in the columns of names on stamps of the FBI one does.
        """
        first = words[0].text.upper().strip(".")
        if len(words) > MOST_TITLE_WORDS:  # ACTING SECRETARY GENERAL (COLONNA) OPENED MEETING BY
            return False
        if first in self.titles:
            return len(words) >= ADDRESSED_WORDS
        return len(first) > SHORT_PRECEDENCE and self._openings.nearest(first)[1] >= OPENING_LIKENESS

    def like_opening(self, word: str) -> float:
        """The likeness of a word to the first word of an officer or office, 0 to 1."""
        return self._openings.nearest(word.upper())[1]

    def like_unit(self, word: str) -> float:
        """The likeness of a word to that of a unit that has a chief, 0 to 1: ``Station``."""
        return self._units.nearest(word)[1]

    def like_page_head(self, word: str) -> float:
        """The likeness of a word to one at the head of the next page of a form, 0 to 1."""
        return max((likeness(word, head) for head in self._page_heads), default=0.0)

    def is_qualified(self, text: str) -> bool:
        """Whether a text begins with a word that qualifies the next: ``Special Assistant to the Associate Deputy``."""
        match = QUALIFIED.match(text)
        return match is not None and match["word"].upper() in self.qualifiers

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name: ``Thomas``."""
        return word.upper() in self._given

    def is_word(self, token: str) -> bool:
        """Whether a token is a known word of three letters or more, or a function word: ``of``."""
        bare = EDGES.sub("", token).upper()
        return bare in self.function or (len(bare) >= LEAST_LETTERS and bare in self.vocabulary)

    def is_plain(self, word: str) -> bool:
        """Whether a word is a function word, or a known word in capitals: ``ALL STAFF EMPLOYEES``."""
        bare = EDGES.sub("", word)
        return not bare or bare.upper() in self.function or (bare.isupper() and bare in self.vocabulary)

    def is_officer(self, words: Sequence[ReadWord]) -> bool:
        """Whether words are the title of an officer: ``Chief, WH Division``.

        The first is that of a title, undamaged; all others are known words or offices.
        """
        first, *rest = [word.text.upper() for word in words]
        are_known = all(word in self.vocabulary or word in OF for word in rest if not self.names.office(word))
        turning = any(word.role in TURNING or word.role in ("precedence", "number") for word in words)
        small = any(word.text.islower() and word.text.upper() not in OF for word in words)  # Chief, va
        plain = not small and not turning and 0 < len(rest) < MOST_OFFICER_WORDS
        return plain and first in self._openings and are_known

    def is_slug(self, word: str) -> bool:
        """Whether a word is a slug that the collection lists, perhaps misread."""
        near, like = self._turning.nearest(word)
        return self._roles.get(word.upper()) == "slug" or (like >= SLUG_LIKENESS and self._roles[near] == "slug")

    def form(self, word: str) -> str:
        """The word with a role, or the precedence, that a misread word surely is; empty for any other word."""
        form = word.upper().strip(".'’-")
        if "-" in form or form in self._turning or (form in self._roles and form not in self._forms):
            return ""
        near, like = self._turning.nearest(form)
        sure = like >= SLUG_LIKENESS and len(form) >= SHORT_PRECEDENCE and form not in self.vocabulary
        return self._forms.get(form, near if sure else "")

    def read(self, text: str) -> list[ReadWord]:
        """The words of a line, each with its role."""
        words: list[ReadWord] = []
        for match in HEADER_WORD.finditer(text):
            word = match[0]
            if "-" in word:
                words += self._parts(word, match.start())
            else:
                words.append(ReadWord(word, self.role(word), Span(*match.span())))
        return words

    def _parts(self, word: str, start: int) -> Iterator[ReadWord]:
        """A word with hyphens as one, or as an address and a number: ``DIR-14534``."""
        joined = JOINED.fullmatch(word)
        if joined and self.role(joined["name"]) == "address":
            yield from (
                ReadWord(part, self.role(part), Span(start + word.index(part), start + word.index(part) + len(part)))
                for part in joined.groups()
            )
        else:
            yield ReadWord(word, self.role(word), Span(start, start + len(word)))

    def role(self, word: str) -> str:
        """The role of a word in a header, as in :class:`ReadWord`."""
        role = self._cache.get(word)
        if role is None:
            role = self._role(word)
            if len(self._cache) < REMEMBERED:
                self._cache[word] = role
        return role

    def _role(self, word: str) -> str:
        """The same without the cache."""
        form = word.upper().strip(".'’-")
        if form in self._roles:
            return self._roles[form]
        if SHORT_NUMBER.fullmatch(word) and sum(character.isdigit() for character in word) * 2 >= len(word):
            return "number"
        if self.names.address(form) >= ADDRESS_LIKENESS:
            return "address"
        if len(form) >= SHORT_PRECEDENCE and form not in self.vocabulary:
            near, like = self._turning.nearest(form)
            if like >= ROLE_LIKENESS or (len(near) > LONG_FORM and like >= LONG_FORM_LIKENESS):
                return self._roles[near]
        if self.names.office(form) and (form.isupper() or "/" in form):
            return "office"
        return "slug" if SLUG.fullmatch(word) and form not in self.vocabulary else ""


def figures(text: str) -> str:
    """A number with its misread letters as digits: ``S814`` is 5814."""
    return text.translate(FIGURES_BY_LETTER)
