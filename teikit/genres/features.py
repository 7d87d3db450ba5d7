"""Features by which documents show their genre: words of forms and of headings, from ``genre-features.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from teikit.genres.judging import GENRES
from teikit.genres.phrases import BEFORE, Place
from teikit.lexicon.tables import Row

COLUMNS = "fact zone form reads says examples not source"
ZONES = ("head", "first", "tail", "any", "sheet")
FORMS = ("in", "start", "label", "line", "pattern")
AT_START = ("start", "label", "line")
AFTER_LABEL = re.compile(r"\s*(?:[:;.,=\-–—•]|$)")


@dataclass(frozen=True)
class Feature:
    """Something that documents of a genre show.

    ``zone`` is where it counts: the head of the first page, the first page, the last lines, anywhere, or what the sheet
    before it says. ``form`` is how it stands in a line: anywhere, at the start, at the start as a label, alone, or as a
    ``pattern``. ``says`` is the genre of the forms that are known to print it, empty where that is to be learnt.
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
    def pattern(self) -> re.Pattern[str]:
        """What the lines of a page are searched for, where the form is ``pattern``."""
        return re.compile(self.reads[0], re.MULTILINE)

    def stands(self, line: str, place: Place) -> bool:
        """Whether a phrase stands in its line as the form asks."""
        if self.form == "in":
            return True
        if sum(map(str.isalnum, line[: place.start])) > BEFORE:
            return False
        if self.form == "line":
            return sum(map(str.isalnum, line[place.end :])) <= BEFORE
        is_label = line[place.start : place.end].isupper() or AFTER_LABEL.match(line, place.end) is not None
        return self.form == "start" or is_label


def feature(row: Row) -> Feature:
    """A line of ``genre-features.tsv``."""
    form = row.choice("form", FORMS)
    says = row.maybe("says")
    return Feature(
        fact=row.text("fact"),
        zone=row.choice("zone", ZONES),
        form=form,
        reads=(row.pattern("reads"),) if form == "pattern" else row.several("reads"),
        says=row.choice("says", GENRES) if says else "",
        examples=row.several("examples"),
        decoys=row.several("not"),
        source=row.text("source"),
    )
