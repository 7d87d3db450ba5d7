"""The lexicon: everything that is known about the telegrams of a collection, as one value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from teikit.authorities import NO_AUTHORITIES, Authorities
from teikit.authorities.homographs import Homographs
from teikit.decisions.book import Book
from teikit.lexicon.collection import Collection
from teikit.lexicon.dates import Calendar
from teikit.lexicon.entries import (
    NOT_A_LETTER,
    Abbreviation,
    Banner,
    Confusion,
    Exemption,
    Field,
    Genre,
    HeaderWord,
    Party,
    Post,
    Precedence,
    Series,
    Stamp,
    Weight,
)
from teikit.lexicon.language import Languages, languages
from teikit.lexicon.levels import Level, word_list
from teikit.lexicon.line_judge import LineJudge
from teikit.lexicon.line_letters import LineLetters
from teikit.lexicon.marks_of_reviewers import MarksOfReviewers
from teikit.lexicon.matching import StampIndex
from teikit.lexicon.model import channel, line_judge, line_letters, scorecard
from teikit.lexicon.patterns import Patterns
from teikit.lexicon.phrases import Phrase, PhraseIndex
from teikit.words.channel import Channel
from teikit.words.scorecard import Scorecard
from teikit.words.vocabulary import Vocabulary

Built = TypeVar("Built")
NO_DECISIONS = Book()
PROPER = "proper.txt"
"""The list of words that begin with a capital wherever they stand."""
ENGLISH = "english.txt"
"""The list of words of English."""
EVERYWHERE = 2000  # count, in cables, from which a word of a form is too common to tell anything


@dataclass(frozen=True)
class Lexicon:
    """Everything that teikit knows about cables. It never changes; words and names of posts are in capitals.

    ``levels`` are the folders from which it was read, general to specific. ``words`` has the count of each form in
    cables, 0 for a word that only a general list has. ``genres`` has each genre by its name. Lists of the user give
    the words in ``good``, which are never changed, and ``revoked``, pairs of wrong and right that are never applied;
    persons give the ``decisions``.
    """

    levels: tuple[Level, ...]
    collection: Collection
    patterns: Patterns
    words: Vocabulary
    confusions: tuple[Confusion, ...]
    stamps: tuple[Stamp, ...]
    banners: tuple[Banner, ...]
    precedences: tuple[Precedence, ...]
    exemptions: tuple[Exemption, ...]
    series: tuple[Series, ...]
    fields: tuple[Field, ...]
    posts: Mapping[str, Post]
    abbreviations: Mapping[str, tuple[Abbreviation, ...]]
    parties: tuple[Party, ...]
    header_words: tuple[HeaderWord, ...]
    field_orders: tuple[tuple[str, ...], ...]
    field_evidence: tuple[Weight, ...]
    form_labels: tuple[Stamp, ...]
    genres: Mapping[str, Genre]
    phrases: tuple[Phrase, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    homographs: Homographs = field(default_factory=Homographs)
    years: Mapping[int, int] = field(default_factory=dict)
    accented: frozenset[str] = frozenset()
    authorities: Authorities = NO_AUTHORITIES
    good: frozenset[str] = frozenset()
    revoked: frozenset[tuple[str, str]] = frozenset()
    decisions: Book = NO_DECISIONS

    def __repr__(self) -> str:
        return f"<Lexicon of {', '.join(str(level.name) for level in self.levels)}>"

    @property
    def calendar(self) -> Calendar:
        """How the collection writes dates."""
        return self.collection.calendar

    @cached_property
    def subgenres(self) -> tuple[Genre, ...]:
        """The genres that only the collection has, each within a genre of teikit."""
        return tuple(genre for genre in self.genres.values() if genre.within)

    @cached_property
    def stamp_index(self) -> StampIndex:
        """The index of the lines of all stamps."""
        return StampIndex(self.stamps)

    @cached_property
    def kept_words(self) -> frozenset[str]:
        """The words that are never corrected: those that the user lists as good, and precedences (PRTY)."""
        return self.good | {precedence.form for precedence in self.precedences}

    @cached_property
    def names_before(self) -> frozenset[str]:
        """The words that show which person a surname after them is of: given names, and addresses of women (MRS)."""
        return self.given_names | {word.word for word in self.header_words if word.kind == "her"}

    @property
    def proper_words(self) -> frozenset[str]:
        """The words that begin with a capital wherever they stand, in capitals: names of places, peoples, persons."""
        return word_list(self.levels, PROPER)

    def is_english(self, word: str) -> bool:
        """Whether a word, in capitals, is one of English and not also a name."""
        is_name = word in self.proper_words or word in self.given_names
        return not is_name and word in word_list(self.levels, ENGLISH)

    @cached_property
    def person_titles(self) -> frozenset[str]:
        """The titles and forms of address after which the name of a person stands, in capitals: ``AMBASSADOR``."""
        return frozenset(form for form, kind in self.titles.items() if kind != "word")

    @cached_property
    def given_names(self) -> frozenset[str]:
        """The given names that the collection knows, in capitals."""
        return frozenset(word.word.upper() for word in self.header_words if word.kind == "given")

    @cached_property
    def page_stamps(self) -> StampIndex:
        """The index of the stamps that stand at the head of every page."""
        return StampIndex(stamp for stamp in self.stamps if stamp.place == "top")

    @cached_property
    def label_index(self) -> StampIndex:
        """The index of the printed labels of forms, which are looked up line by line, as stamps are."""
        return StampIndex(self.form_labels)

    @cached_property
    def line_phrases(self) -> PhraseIndex:
        """The index of the phrases that show the role of a line, also of a misread one."""
        return PhraseIndex(self.phrases)

    @cached_property
    def first_labels(self) -> frozenset[str]:
        """The words with which the labels of a header begin: FROM, SUBJECT, CITE."""
        labels = [field.label for field in self.fields]
        labels += (phrase.text for phrase in self.phrases if phrase.role == "field")
        words = (NOT_A_LETTER.split(label.upper())[0] for label in labels)
        return frozenset(word for word in words if len(word) > 1)

    @property
    def line_judge(self) -> LineJudge:
        """The judge of the role of a line: what each fact about a line is worth for each role."""
        return line_judge(self.levels)

    @property
    def line_letters(self) -> LineLetters:
        """The evidence of runs of letters for the role of a line."""
        return line_letters(self.levels)

    @property
    def languages(self) -> Languages:
        """The languages that can be recognised."""
        return languages(self.levels)

    @property
    def channel(self) -> Channel:
        """What OCR engines misread characters as, and how often."""
        return channel(self.levels)

    @property
    def scorecard(self) -> Scorecard:
        """What each fact about a change of a word is worth for the chance that the change is right."""
        return scorecard(self.levels)

    @cached_property
    def confusions_by_form(self) -> Mapping[str, Confusion]:
        """The confusions by their wrong forms."""
        return {confusion.wrong: confusion for confusion in self.confusions}

    @cached_property
    def wrong_forms(self) -> re.Pattern[str]:
        """A pattern of all wrong forms as whole words, the longest first, to be searched in running text."""
        words = "|".join(re.escape(form) for form in sorted(self.confusions_by_form, key=len, reverse=True))
        return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])")

    @cached_property
    def labels(self) -> frozenset[str]:
        """The words that are printed on forms, without those that are common in telegrams."""
        words = {word for label in self.form_labels for word in NOT_A_LETTER.split(label.name) if len(word) > 1}
        return frozenset(word for word in words if self.words.get(word, 0) < EVERYWHERE)

    @cached_property
    def compounds(self) -> Counter[str]:
        """How many known compounds with a hyphen each word begins: ANTI, NON and SELF many, GOVERN none."""
        return Counter(form.partition("-")[0] for form in self.words if "-" in form)

    @cached_property
    def categories(self) -> Mapping[str, Exemption]:
        """The categories of exemption by their ids."""
        return {exemption.id: exemption for exemption in self.exemptions if exemption.is_category}

    @cached_property
    def marks_of_reviewers(self) -> MarksOfReviewers:
        """The reader of the marks of reviewers."""
        return MarksOfReviewers(self.exemptions)

    def built(self, build: Callable[[Lexicon], Built]) -> Built:
        """What ``build`` makes of this lexicon: made only once, and kept as long as the lexicon is."""
        if build not in self._built:
            self._built[build] = build(self)
        made: Built = self._built[build]
        return made

    @cached_property
    def _built(self) -> dict[Callable[[Lexicon], Any], Any]:
        """What was made of this lexicon, by what made it."""
        return {}
