"""The facts that a stretch of a line shows by itself, for a header or against it: label, words, numbers, dates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from teikit.fields.labels import LabelReading
from teikit.fields.values.dates import SURE_LIKENESS, Dated, Dates
from teikit.fields.values.likeness import Forms
from teikit.fields.values.names import COPIES, EDGES, Names
from teikit.fields.values.parties import PERSON
from teikit.fields.values.words import HeaderWords, ReadWord
from teikit.fields.writing import writing

HEAD = regex.compile(r"[\p{L}\p{N}!|\[’'/.]{1,8}\s?[:;]\s")
"""A few characters and a colon, which may be any misread label: ``bare: ``"""
SHORT_HEAD = regex.compile(r"(?:\S\s)?[\p{L}\p{N}!|\[’'/]{1,6}\s?[:;.,=+*•-]?\s(?=\S)")
"""The same with another sign, or none: ``or ; 6153``, ``bare: 23 JULY 64``"""
EXTENSION = regex.compile(r"\W{0,3}[0-9]{4}(?![0-9]|\s?[-/])")  # the extension of a telephone: EXT : 4506
ENUMERATED = regex.compile(r"(?:[A-H][.,]|\(?[a-h]\))\s")
"""The letter of one of several references: ``A. MEXI 5060``, ``(b) HAVA 2601``"""
DAY_MONTH = regex.compile(
    r"\W{0,3}[0-9OIlSB]{1,2}[\s.,_-]{1,3}(?P<month>[\p{L}¢]{3,9})\W{0,3}(?P<year>[0-9+]{2,4})?\W{0,4}"
)
"""A row with a day, perhaps misread, its month and its year, and nothing else: ``l0 Jan 62``"""
CLASSED = regex.compile(r"\W{0,4}((?:\p{L}\s?[-.]?\s?){5,14})")
"""A word at the beginning, which may be a spaced or misread classification: ``S E C R E T 271731Z``"""
FILED = regex.compile(r"[0-9]{4}")  # digits of an illegible date-time group: SECRET @82118Z
SYMBOL_ALONE = regex.compile(
    r"\W*(?=\S*\s?\S*[-/])[A-Z]{1,5}(?:[\s-][A-Z]{1,3}|/[A-Z]{1,3}:?)?[\s/-]{1,2}[0-9](?:[0-9/,-]|,\s){1,12}[0-9]\W*"
)
"""The number of a memorandum on a line of its own: ``SX-26880``, ``CSCI-3/779,983``, ``WH/COS: 344-74``."""
YEAR = regex.compile(r"19[0-9]{2}")  # not a serial number after IN: Civello in 1932
NUMBER_ALONE = regex.compile(r"\W*[0-9]{5,6}\W*")  # 70130, which is the number of a message after CITE
PARTS = regex.compile(r"[,;]")  # what separates the offices of a list: CI, CI/OPS; WH 5
TURNING_WORDS = 2  # words such as addresses, precedences, INFO and CITE in an address line, at least
TURNING_SHARE = 0.5  # share of these among the words of an address line, at least
TURNING_PART = 0.3  # share of these in a line with some addresses, at least
SLUGS_SHARE = 0.6  # share of slugs in a line of slugs, at least
MOST_SLUGS_WORDS = 6  # words of such a line, at most
LEAST_OFFICES = 2  # offices of a list of offices, at least
OFFICES_SHARE = 0.5  # share of the parts of a line that are offices, at least
MOST_BEFORE_OFFICE = 1  # words of a label before it, at most
OFFICE_LONGEST = 14  # characters of the symbol of an office, at most
LEAST_CODES = 3  # parts of a list of codes, at least
CODE_LONGEST = 9  # characters of a code, at most
CODES_SHARE = 0.6  # share of the parts of a list that are codes, at least
CLASS_LIKENESS = 0.7  # likeness, 0 to 1, of a misread classification, at least
MOST_BESIDE = 3  # letters and digits next to a date that is alone, at most
NEAR_LIKENESS = 0.8  # likeness of a label that is nearly undamaged, at least
SHORT_LABEL = 3  # letters of a short label, at most
MOST_BEFORE_DATE = 2  # characters before a date that follows a label, at most
SHAPES = frozenset(
    {
        "addresses", "one address", "some addresses", "cite", "precedence", "address and number", "serial", "slugs",
        "known slug", "known party", "opening", "offices", "office", "list of codes", "date-time group",
        "classified figures", "date alone", "day and month alone", "misread date alone", "date", "number alone",
        "symbol alone", "head and date", "head and extension", "head and address", "label exact long",
        "label exact short", "label near long", "label near short",
    }
)  # fmt: skip
"""Facts of which every legible line of a header shows at least one."""
FITTING = {
    "address": ("addresses", "one address", "some addresses", "offices", "office", "known party", "opening"),
    "offices": ("offices", "office", "list of codes", "addresses", "one address", "some addresses"),
    "date": ("date alone", "date", "date-time group", "day and month alone"),
    "reference": ("address and number", "serial", "number alone"),
    "cite": ("address and number", "addresses", "one address", "some addresses"),
    "name": ("opening", "office", "offices", "known party"),
}
"""Facts about a value that fit the kind of value that a label requires."""


class Facts:
    """Finds the facts that a stretch of text shows; ``classes`` are the forms of classifications."""

    def __init__(self, names: Names, words: HeaderWords, dates: Dates, classes: Sequence[str]) -> None:
        self._names, self._words, self._dates, self._classes = names, words, dates, Forms(classes)

    def of(self, text: str, label: LabelReading | None) -> dict[str, float]:
        """The facts about a stretch, each with 1 or a share, 0 to 1; ``label`` is that with which it begins, if any."""
        words = self._words.read(text)
        if not words:
            return {"empty": 1.0}
        facts = writing(text, words, self._words.function, self._words.vocabulary)
        if not (facts.get("prose") and facts["function words"] == 1 and (label is None or not label.exact)):
            facts |= self._shown(text, words)
            if label:
                facts |= self._labelled(text, label)
            if SHORT_HEAD.match(text):
                facts |= self._after_head(text)
            if self._words.is_comment(text):
                facts["comment"] = 1.0
        facts = {fact: value for fact, value in facts.items() if value}
        if SHAPES.isdisjoint(facts):
            facts["bare"] = 1.0
        return facts

    # ---------------------------------------------------------------- what the words are

    def _shown(self, text: str, words: Sequence[ReadWord]) -> dict[str, float]:
        """Facts about the words: addresses, offices, numbers, dates."""
        facts = self._addressed(text, words)
        slugs = [word for word in words if word.role == "slug"]
        if slugs:
            facts["slugs"] = float(len(slugs) / len(words) >= SLUGS_SHARE and len(words) <= MOST_SLUGS_WORDS)
            # a long line in capitals is text, although it has a cryptonym: TRIP PBRUMEN AMICE-14 WHO IN
            is_text = len(words) > MOST_SLUGS_WORDS and words[0].role != "slug" and text.isupper()
            facts["known slug"] = float(not is_text and any(self._words.is_slug(word.text) for word in slugs))
        if self._names.party(text):
            facts["known party"] = 1.0
            facts["known group"] = float(self._names.group(text))
        if self._words.opens(words):
            facts["opening"] = 1.0
        return facts | self._offices(text) | self._times(text)

    def _addressed(self, text: str, words: Sequence[ReadWord]) -> dict[str, float]:
        """Facts about addresses and numbers, and about words such as CITE and INFO next to them."""
        facts: dict[str, float] = {}
        roles = [word.role for word in words]
        turning = {role: roles.count(role) for role in ("address", "precedence", "info", "cite")}
        count, share = sum(turning.values()), sum(turning.values()) / len(words)
        pairs = list(pairwise(roles))
        numbered = ("address", "number") in pairs
        if turning["cite"]:
            facts["cite"] = 1.0
            facts["cite with number"] = float(numbered or "address" in roles[roles.index("cite") :])
        person = PERSON.fullmatch(text.strip()) is not None  # David F. Christiansen
        if (
            not person
            and count >= TURNING_WORDS
            and share >= TURNING_SHARE
            and turning["address"] + turning["precedence"]
        ):
            facts["addresses"] = 1.0
        elif turning["address"] and count == len(words):
            facts["one address"] = 1.0
            facts["lone known address"] = float(self._names.address(words[0].text) == 1)
        elif count >= TURNING_WORDS and share >= TURNING_PART:
            facts["some addresses"] = 1.0
        if self._words.has_precedence(text):
            facts["precedence"] = 1.0
        if numbered:
            facts["address and number"] = 1.0
            facts["enumerated reference"] = float(ENUMERATED.match(text) is not None)
        serials = (word for pair, word in zip(pairs, words[1:], strict=True) if pair == ("serial", "number"))
        if any(not YEAR.fullmatch(word.text) for word in serials):
            facts["serial"] = 1.0
        return facts

    def _offices(self, text: str) -> dict[str, float]:
        """Whether a line is a list of offices, or of short codes that may be offices."""
        parts = [part.strip(EDGES) for part in PARTS.split(text) if part.strip(EDGES)]
        names = list(filter(None, (COPIES.sub("", part).strip() for part in parts)))
        offices_known = sum(map(self._is_office, names))
        offices = {}
        if names and offices_known / len(names) >= OFFICES_SHARE:
            offices["offices" if offices_known >= LEAST_OFFICES else "office"] = 1.0
        codes = sum(len(part) <= CODE_LONGEST for part in parts)
        if len(parts) >= LEAST_CODES and codes >= CODES_SHARE * len(parts):
            offices["list of codes"] = 1.0
        return offices

    def _is_office(self, name: str) -> bool:
        """Whether a part of a line is the symbol of an office, perhaps after a word of a label; ``ee`` is noise."""
        *before, last = name.split()
        is_symbol = len(last) <= OFFICE_LONGEST and (last.isupper() or "/" in last)
        return len(before) <= MOST_BEFORE_OFFICE and is_symbol and self._names.office(last)

    def _times(self, text: str) -> dict[str, float]:
        """Facts about dates and date-time groups, alone or after a classification, and about numbers alone."""
        facts: dict[str, float] = {}
        first = CLASSED.match(text)
        classed = first is not None and self._classes.nearest(first[1])[1] >= CLASS_LIKENESS
        if groups := self._dates.groups(text):
            facts["date-time group"] = 1.0
            facts["classified group"] = float(classed)
            facts["group with month"] = float(groups[0].month > 0)
        elif classed and FILED.search(text):
            facts["classified figures"] = 1.0
        if day := DAY_MONTH.fullmatch(text):
            month, like = self._dates.month(day["month"])
            if month and like < SURE_LIKENESS:
                facts["misread date alone"] = 1.0
            elif month:
                facts["date alone" if day["year"] else "day and month alone"] = 1.0
        elif written := self._dates.days(text):
            facts |= _dated(text, written[0], first[1] if classed and first else "")
        elif self._dates.month_alone(text, self._words.is_word):
            facts["misread date alone"] = 1.0
        if NUMBER_ALONE.fullmatch(text):
            facts["number alone"] = 1.0
        elif SYMBOL_ALONE.fullmatch(text):
            facts["symbol alone"] = 1.0
        return facts

    # ---------------------------------------------------------------- what is at its head

    def _labelled(self, text: str, label: LabelReading) -> dict[str, float]:
        """Facts about the label: how well it was read, what follows it, whether its value is of the right kind."""
        size = "long" if len(label.field.label or label.field.id) > SHORT_LABEL else "short"
        read = "exact" if label.exact else "near" if label.likeness >= NEAR_LIKENESS else "far"
        after = {"gap": "gap", "lone": "mark"}.get(label.after, label.after)
        facts = {f"label {read} {size}": 1.0, f"{after} after {'exact' if label.exact else 'misread'}": 1.0}
        if label.likeness >= NEAR_LIKENESS:
            facts[f"label {label.field.id}"] = 1.0
            facts["label of several words"] = float(" " in label.field.label)
        value = text[label.value :]
        if label.field.value == "extension":
            facts["value fits"] = float(EXTENSION.match(value) is not None)
        elif (words := self._words.read(value)) and label.field.value in FITTING:
            facts_of_value = self._shown(value, words)
            facts["value fits"] = float(any(facts_of_value.get(fact) for fact in FITTING[label.field.value]))
            facts["reference with number"] = float(label.field.value == "reference" and facts["value fits"] > 0)
        return facts

    def _after_head(self, text: str) -> dict[str, float]:
        """Facts about what follows a few characters that may be any label: ``bare: 23 JULY 64``, ``or ; 6153``."""
        head = SHORT_HEAD.match(text)
        value = text[head.end() :] if head else ""
        facts = {"head and colon": float(HEAD.match(text) is not None)}
        if any(dated.span.start <= MOST_BEFORE_DATE for dated in self._dates.days(value)):
            facts["head and date"] = 1.0
        elif EXTENSION.match(value):
            facts["head and extension"] = 1.0
        elif (words := self._words.read(value)) and words[0].role == "address":
            facts["head and address"] = 1.0
        return facts


def _dated(text: str, date: Dated, classification: str) -> dict[str, float]:
    """Facts about a date: whether it is alone on its line, perhaps with the classification at its beginning."""
    beside = _written(text[: date.span.start] + text[date.span.end :])
    if beside <= MOST_BESIDE:
        return {"date alone" if date.likeness >= SURE_LIKENESS else "misread date alone": 1.0, "classified date": 0.0}
    is_classified = bool(classification) and beside - _written(classification) <= MOST_BESIDE
    return {"date": 1.0, "classified date": float(is_classified)}


def _written(text: str) -> int:
    """The number of letters and digits of a text."""
    return sum(map(str.isalnum, text))
