"""Features by which documents show their genre: the wording of forms and headings, from ``genre-features.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import regex

from teikit.genres.phrases import SPECK_LETTERS, Place
from teikit.lexicon.tables import DictionaryRow

COLUMNS = "fact zone form reads says examples not source"
ITSELF = "itself"  # zone of what a document says about itself on its first page
TITLE = "title"  # zone of the title that the editors of a printed volume gave to a document
ZONES = ("head", "first", "tail", "any", "sheet", ITSELF, TITLE)  # where on a page a feature counts
FORMS = ("in", "start", "label", "line", "pattern")  # the place of a feature in its line
AT_START = ("start", "label", "line")  # forms of features that begin a line
AFTER_LABEL = re.compile(r"\s*(?:[:;.,=\-–—•]|$)")  # the signs after a label: FROM:, SUBJECT at the end of a line


@dataclass(frozen=True)
class Feature:
    """A wording that is typical of documents of a genre.

    ``zone`` is where it counts: in the head of the first page, on the first page, in the last lines, anywhere, on the
    identification sheet, on the first page as the document's own statement of its genre, or in its title. ``form`` is
    its place in a line: anywhere (``in``), at the start, at the start as a label, alone, or as a ``pattern``. ``says``
    is the genre of the printed forms that have it; empty if that is learnt. ``reads`` are the phrases, or the pattern;
    ``decoys`` are similar phrases that do not count.
    """

    fact: str
    zone: str
    form: str
    reads: tuple[str, ...]
    says: str
    examples: tuple[str, ...]
    decoys: tuple[str, ...]
    source: str

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """The compiled pattern of a feature whose form is ``pattern``, to be searched in the lines of a page."""
        return regex.compile(self.reads[0], regex.MULTILINE)

    def stands(self, line: str, place: Place) -> bool:
        """Whether a phrase, found at a place in a line, has the place that the form of the feature requires."""
        if self.form == "in":
            return True
        if sum(map(str.isalnum, line[: place.start])) > SPECK_LETTERS:
            return False
        if self.form == "line":
            return sum(map(str.isalnum, line[place.end :])) <= SPECK_LETTERS
        is_label = line[place.start : place.end].isupper() or AFTER_LABEL.match(line, place.end) is not None
        return self.form == "start" or is_label


def feature(row: DictionaryRow, genres: Iterable[str]) -> Feature:
    """The feature of a row of ``genre-features.tsv``; ``genres`` are those that it may show."""
    form = row.choice("form", FORMS)
    says = row.maybe("says")
    return Feature(
        fact=row.text("fact"),
        zone=row.choice("zone", ZONES),
        form=form,
        reads=(row.pattern("reads"),) if form == "pattern" else row.several("reads"),
        says=row.choice("says", genres) if says else "",
        examples=row.several("examples"),
        decoys=row.several("not"),
        source=row.text("source"),
    )
