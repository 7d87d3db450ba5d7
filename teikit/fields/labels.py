"""The label with which a stretch of a header begins, perhaps misread: ``FRQM :``, ``T0``, ``MENORANDUM YOR``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import regex

from teikit.fields.values.likeness import Forms, key
from teikit.lexicon.entries import Field

MOST_WORDS = 4  # words of a label, at most
LEAST_LIKENESS = 0.6  # likeness, 0 to 1, of a reading that may be a label, at least
EXACT = 0.99  # likeness of an undamaged label, at least
MENDED = 0.85  # likeness of a misread label that is corrected, at least
GARBLED = 0.9  # likeness that counts for a frequent misreading of a label
WORSE_PER_WORD = 0.05  # likeness by which a longer label may be worse, for each of its words
PLACES_AFTER = 3  # places after a label on a form in which another one follows it
ORDERED_LIKENESS = 0.5  # likeness of a label that its neighbours may confirm, at least
REMEMBERED = 4_000  # texts whose labels are cached, at most
LABEL_WORD = regex.compile(r"[\p{L}\p{N}!|\[’'/.&-]*[\p{L}\p{N}!|\[’']")
"""A word of a label, perhaps misread: ``Rec'd``, ``IN|O``, ``T0``"""
HOUR = regex.compile(r"[0-9]+:[0-9]")  # 10:17 A.M. is not TO
PROSE = regex.compile(r"\p{Ll}+\s\p{Ll}")  # to the Moscow station
NAMING = ("address", "name")  # kinds of values whose labels may also be words of a sentence
TITLED = ("address", "name", "text")
"""Kinds of values that begin with a word, so that a digit between label and value is a misread colon."""
MARKED = ("colon", "lone")
"""The signs after a label that may be misread: a colon, or a lone sign: ``TO 8 The Adjutant General``."""
COLON = regex.compile(r"[:;]")  # the colon that an undamaged label after a speck must have
LONG_LABEL = 6  # characters of a label that may have such a sign for its colon, at least: not Ho!
COLON_SIGN = "!"  # a sign that is a misread letter of a word or the colon after it
SHORT_LABEL = 4  # letters of a label, up to which only an undamaged one is separated from its misread colon
LONG_SMALL_LABEL = 3  # letters from which a misread label in lower case is recognised without its colon: ftom DIRECTOR
SPACE = regex.compile(r"\s+")  # white space of any length, which counts as one space
LED = ("to", "from", "subject", "date", "reference")
"""Types of field whose labels are found after a speck that looks like a letter or a digit."""
LEAD = regex.compile(r"(?!\(?\w{1,2}[.)])\W{0,2}\w{1,2}\W{0,2}\s+(?=\p{Lu}\p{L}{1,8}\s?[:;])")
"""Such a speck: ``1: SUBJECT:``, ``ia TO:``, ``A To:``; but points and enumerations: ``2. SUBJECT:``, ``a) To:``"""
GLUED = regex.compile(
    r"""(?P<label>[\p{Lu}\p{N}]{2,10}) [strifl1!?)] (?:\s+|$)  # SUBJZCTs, TOt, INFOs
    | (?P<label>To|Ref) [strif!?] \s+ (?=["“'\p{Lu}])  # Tos Captata""",
    regex.VERBOSE,
)
"""A label whose colon was read as a lower-case letter or a sign."""
AFTER = regex.compile(
    r"""\s?(?P<colon>[:;])\s* | (?P<mark>[.,=•*~+|!-]+)\s+ | \s(?P<lone>[.,=•*~+|!\-“"'1itsia_»>]{1,2})\s+
    | \s(?P<digit>[2-9]%?)\s+(?=\p{Lu}) | (?P<shut>[.,•®]+$) | (?P<end>\s*$) | (?P<gap>\s{2,}) | (?P<none>\s)""",
    regex.VERBOSE,
)
"""The ways in which a label may be followed, by name: ``TO: ``, ``TO. ``, ``TO = ``, ``TO 8 SAC``, ``TO.``, ``TO``,
``TO   SAC``, ``TO SAC``."""


class LabelReading(NamedTuple):
    """A label at the beginning of a stretch, as it was read.

    ``likeness`` is that of the reading to the label, 0 to 1; ``after`` says what follows it: colon, mark, lone (a sign
    between spaces), gap, end or none; ``value`` is the offset of its value in the stretch; ``has_glued_colon`` says
    that the colon was read as a letter, ``is_plural`` that it is the label with an S at its end.
    """

    field: Field
    likeness: float
    after: str
    value: int
    has_glued_colon: bool = False
    is_plural: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is undamaged."""
        return self.likeness >= EXACT

    @property
    def mends(self) -> bool:
        """Whether it is surely a misread label, to be corrected: one word before a colon, nearly undamaged."""
        if self.has_glued_colon or self.is_plural:
            return self.has_glued_colon
        return MENDED <= self.likeness < EXACT and self.after == "colon" and " " not in self.field.label


class Labels:
    """The labels of a collection, and the ``orders`` in which its forms have them."""

    def __init__(self, fields: Iterable[Field], orders: Iterable[tuple[str, ...]] = ()) -> None:
        self._fields = tuple(fields)
        self._by_form: dict[int, dict[str, Field]] = defaultdict(dict)
        self._decoys = {(key(decoy), field.id) for field in self._fields for decoy in field.decoys}
        self._garbled = {key(form): field for field in self._fields for form in field.garbled}
        for field in self._fields:
            if field.label:
                self._by_form[len(field.label.split())].setdefault(field.label, field)
        self._forms = {words: Forms(labels) for words, labels in self._by_form.items()}
        self._follows = {
            (first, second)
            for order in orders
            for at, first in enumerate(order)
            for second in order[at + 1 : at + 1 + PLACES_AFTER]
        }
        ordered: dict[int, set[str]] = defaultdict(set)
        for label in (label for pair in self._follows for label in pair):
            ordered[len(label.split())].add(label)
        self._ordered = {words: Forms(labels) for words, labels in ordered.items()}
        self._labelled = [field for field in self._fields if field.pattern]
        self._any = regex.compile("|".join(f"(?:{field.pattern})" for field in self._labelled) or "(?!)")
        self._cached = lru_cache(REMEMBERED)(self._read)

    def read(self, text: str) -> LabelReading | None:
        """The label at the beginning of a text: the longest whose pattern matches, else the likeliest misread one.

        Readings are cached, because each row of a page is asked for it three times or more.
        """
        return self._cached(text)

    def _read(self, text: str) -> LabelReading | None:
        """The same without the cache."""
        ends = _ends(self._labelled, text) if self.reads(text) else []
        if ends:
            end, field = max(ends, key=itemgetter(0))
            colon = any(mark in text[:end] for mark in ":;?")
            return LabelReading(field, 1.0, "colon" if colon else "end" if end >= len(text.rstrip()) else "none", end)
        return self._glued(text) or self.after_speck(text) or self._misread(text)

    def after_speck(self, text: str) -> LabelReading | None:
        """The undamaged label with its colon after a speck at the beginning of a text; None if there is none."""
        if not (lead := LEAD.match(text)):
            return None
        begin = lead.end()
        fields = (field for field in self._labelled if field.id in LED)
        marked = [(end, field) for end, field in _ends(fields, text, begin) if COLON.search(text, begin, end)]
        end, field = max(marked, key=itemgetter(0), default=(0, None))
        return LabelReading(field, 1.0, "colon", end) if field else None

    def _glued(self, text: str) -> LabelReading | None:
        """The label at the beginning of a text whose colon was read as a letter: ``Tos``, ``SUBJZCTs``."""
        glued = GLUED.match(text)
        like, field = self._nearest(glued["label"], 1) if glued else (0.0, None)
        if not (glued and field) or like < (EXACT if len(field.label) <= SHORT_LABEL else MENDED):
            return None
        return LabelReading(field, like, "colon", glued.end(), has_glued_colon=True)

    def _misread(self, text: str) -> LabelReading | None:
        """The label that the first words of a text resemble most; None if they resemble none."""
        if HOUR.match(text):
            return None
        best: LabelReading | None = None
        first = key(text.split(maxsplit=1)[0]) if text.strip() else ""
        for words, end in _word_ends(text):
            after = AFTER.match(text, end)
            like, field = self._nearest(text[:end], words) if after else (0.0, None)
            if not (after and field and like >= LEAST_LIKENESS):
                continue
            if _is_of_text(text, end, after, field, like):
                continue
            if {(first, field.id), (key(text[:end]), field.id)} & self._decoys:  # dated 15 August is not DATE
                continue
            if best is None or like >= best.likeness - WORSE_PER_WORD * words:
                plural = key(text[:end]) == f"{key(field.label)}S"
                best = LabelReading(field, like, *_follows(field, text, end, after), is_plural=plural)
        return best

    def _nearest(self, reading: str, words: int) -> tuple[float, Field | None]:
        """The label of so many words that a reading resembles most, and the likeness, 0 to 1."""
        got = key(reading)
        likenesses = self._forms[words].like(got, LEAST_LIKENESS) if words in self._forms else {}
        label, like = max(likenesses.items(), key=lambda choice: choice[1], default=("", 0.0))
        if like < GARBLED and got in self._garbled:
            return GARBLED, self._garbled[got]
        return like, self._by_form[words].get(label)

    def reads(self, text: str) -> bool:
        """Whether a text begins with an undamaged label."""
        return self._any.match(text) is not None

    def candidates(self, text: str) -> dict[str, float]:
        """The labels of forms that the beginning of a text may be, each with its likeness, 0 to 1."""
        labels: dict[str, float] = {}
        for words, end in _word_ends(text):
            if words in self._ordered:
                labels |= self._ordered[words].like(text[:end], ORDERED_LIKENESS)
        return labels

    def follows(self, first: str, second: str) -> bool:
        """Whether some form has the second label at most ``PLACES_AFTER`` places after the first."""
        return (first, second) in self._follows


def _is_of_text(text: str, end: int, after: regex.Match[str], field: Field, like: float) -> bool:
    """Whether a text that resembles the label of a field, up to ``end``, is rather a word of a sentence or list."""
    if field.value in NAMING and PROSE.match(text):
        return True
    is_small = text[:end].islower()
    if after["shut"]:  # TO. is a label, but DCI, is not DOI
        return like < GARBLED or not text[:end].isupper()
    if after["mark"]:  # subject, American soldier of fortune
        return field.value == "text" and "," in after["mark"] and is_small
    if not after["none"]:
        return False
    if any(map(str.islower, text[:end])) and text[after.end() : after.end() + 1].islower():
        return True  # Reference is made to, reference cards leading to
    if like >= EXACT:
        return False
    is_short = field.value == "text" and len(field.label) <= SHORT_LABEL  # Tas CGCwe, GLC. SALLO/O has no TAGS
    return is_short or (is_small and end < LONG_SMALL_LABEL)  # io (Hew York


def _follows(field: Field, text: str, end: int, after: regex.Match[str]) -> tuple[str, int]:
    """What follows a misread label that ends at ``end``, and where its value begins.

    The day of ``DATE O1STR 1 June 1965`` is not a colon; the 1 of ``DATE OF DEBRIEFING 1 9 July 1975`` and the 3 of
    ``FROM 3 Personnel Procurement Branch`` are.
    """
    kind = {"digit": "lone", "shut": "end"}.get(str(after.lastgroup), str(after.lastgroup))
    day = field.value == "date" and (after["lone"] or "").isdigit() and not text[after.end() :][:1].isdigit()
    if day or (after["digit"] and field.value not in TITLED):
        return "none", end + 1
    return kind, after.end()


def _ends(fields: Iterable[Field], text: str, begin: int = 0) -> list[tuple[int, Field]]:
    """The fields whose labels are at a place in a text, by their patterns, each with the end of its label."""
    matches = ((field.reads.match(text, begin), field) for field in fields)
    return [(match.end(), field) for match, field in matches if match]


def _word_ends(text: str) -> Iterator[tuple[int, int]]:
    """The ends of the first words of a text, each with the number of words up to it.

    A sign at the end of a long label may be a letter or the colon, so it counts as both: ``SUBJEC!``, ``MEMORANDUM
    FOR!``.
    """
    end = 0
    for words in range(1, MOST_WORDS + 1):
        word = LABEL_WORD.match(text, end)
        if word is None:
            return
        if word[0].endswith(COLON_SIGN) and word.end() > LONG_LABEL:
            yield words, word.end() - 1
        yield words, word.end()
        space = SPACE.match(text, word.end())
        if space is None:
            return
        end = space.end()
