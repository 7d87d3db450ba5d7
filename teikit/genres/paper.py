"""One page for the recognition of genres: its lines without the notices of archives, and the features in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import regex

from teikit.genres.features import AT_START, Feature
from teikit.genres.phrases import FormPhrases
from teikit.lexicon import Stamp

BREAK = re.compile(r"[\r\n\f]+")  # ends of lines and of pages
MARKUP = re.compile(r"^(?:#{1,3} .*|-{3,})$", re.MULTILINE)  # "## Page 3", "---": what OCR engines add
HEAD_LINES = 30  # lines at the top of a page in which a document names its genre
LONG_NOTICE = 10  # characters of a line of a notice that is looked for, at least
NOTICE_SHARE = 0.6  # share of a line that a notice takes up, at least: memoranda have "in this document", too
EDGES = " \t.,:;'\"`‘’“”|~_-–—•*°=<>\\/()[]{}"  # specks around a line


class Hit(NamedTuple):
    """A feature on a page, and the number of its line, from 0."""

    feature: Feature
    line: int


@dataclass(frozen=True)
class Paper:
    """One page for the recognition of genres.

    ``lines`` are those that are not blank, without the notices of archives; ``hits`` are the features in them;
    ``labels`` are the long labels of identification sheets at the beginning of lines.
    """

    lines: tuple[str, ...]
    hits: tuple[Hit, ...]
    labels: frozenset[str] = frozenset()

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts that the page shows anywhere, whatever their zones."""
        return frozenset(hit.feature.fact for hit in self.hits)

    def within(self, first: int, last: int) -> set[str]:
        """The facts in the lines from ``first`` up to but not including ``last``."""
        return {hit.feature.fact for hit in self.hits if first <= hit.line < last}


class Wanted(NamedTuple):
    """A phrase that is looked for, and what it shows.

    That is a feature, or a decoy of one; a label of a sheet; or, with neither ``feature`` nor ``is_label``, a notice.
    """

    phrase: str
    feature: Feature | None = None
    is_decoy: bool = False
    is_label: bool = False

    @property
    def at_start(self) -> bool:
        """Whether it counts only at the beginning of a line."""
        return self.is_label or (self.feature is not None and self.feature.form in AT_START)


class Phrases:
    """Phrases that are looked for in lines, with what each shows."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._wanted = wanted
        at_start = frozenset(number for number, entry in enumerate(wanted) if entry.at_start)
        self._index = FormPhrases((entry.phrase for entry in wanted), at_start)

    def on_line(self, line: str, labels: set[str]) -> list[Feature] | None:
        """The features of a line that are nearer than their decoys; None for a notice. Adds to ``labels``."""
        best: dict[str, tuple[float, Feature]] = {}
        decoys: dict[str, float] = defaultdict(float)
        for place in self._index.find(line):
            entry = self._wanted[place.phrase]
            if entry.is_label:
                labels.add(entry.phrase)
            elif entry.feature is None:
                if place.end - place.start >= NOTICE_SHARE * len(line.strip()):
                    return None
            elif entry.is_decoy:
                decoys[entry.feature.fact] = max(decoys[entry.feature.fact], place.similarity)
            elif entry.feature.stands(line, place):
                before, _ = best.get(entry.feature.fact, (0.0, None))
                best[entry.feature.fact] = (max(before, place.similarity), entry.feature)
        return [feature for fact, (similarity, feature) in best.items() if similarity > decoys[fact]]


class PaperReader:
    """Reads pages, by the features of genres, the notices of archives and the labels of their sheets."""

    def __init__(self, features: Iterable[Feature], notices: Iterable[Stamp], labels: Iterable[str]) -> None:
        self.features = tuple(features)
        self._patterns = [feature for feature in self.features if feature.form == "pattern" and feature.zone != "sheet"]
        lines = [line for notice in notices for line in notice.lines if not line.counts_beside]
        wanted: list[Wanted] = []
        for feature in self.features:
            if feature.form != "pattern":
                wanted += [Wanted(phrase, feature) for phrase in feature.reads]
                wanted += [Wanted(phrase, feature, is_decoy=True) for phrase in feature.decoys]
        wanted += [Wanted(line.text) for line in lines if len(line.text) >= LONG_NOTICE]
        wanted += [Wanted(label, is_label=True) for label in labels]
        self._top = Phrases(wanted)
        self._below = Phrases([entry for entry in wanted if not (entry.feature and entry.feature.zone == "head")])
        patterns = "|".join(f"(?:{line.pattern})" for line in lines if line.pattern)
        self._notice = regex.compile(patterns or "(?!)", regex.IGNORECASE)

    def read(self, text: str) -> Paper:
        """Read the text of one page."""
        lines: list[str] = []
        hits: list[Hit] = []
        labels: set[str] = set()
        for line in map(str.strip, BREAK.split(MARKUP.sub("", text))):
            if not line or self._notice.fullmatch(line.strip(EDGES)):
                continue
            features = (self._top if len(lines) < HEAD_LINES else self._below).on_line(line, labels)
            if features is not None:
                hits += [Hit(feature, len(lines)) for feature in features]
                lines.append(line)
        return Paper(tuple(lines), (*hits, *self._matches(lines)), frozenset(labels))

    def _matches(self, lines: Sequence[str]) -> Iterator[Hit]:
        """The features of the form ``pattern`` on a page, each at the first place where it is found."""
        page = "\n".join(lines)
        for feature in self._patterns:
            if match := feature.pattern.search(page):
                yield Hit(feature, page.count("\n", 0, match.start()))
