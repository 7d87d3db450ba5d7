"""The marks of lines that leave the text or are unclear; their spans are yet to be set."""

from __future__ import annotations

from dataclasses import replace

from teikit.core import Certainty, Mark, Span, attrs, kinds
from teikit.layers.figures import is_figure
from teikit.layers.roles import Chances, chance_of_text
from teikit.lexicon.line_roles import LineRole

RULE = "lines"
STAMPS = {LineRole.STAMP: "other", LineRole.RECORD: "release"}
"""Types of stamps in the TEI by the roles of lines."""
KINDS = {
    LineRole.FORM: kinds.LABEL,
    LineRole.STAMP: kinds.STAMP,
    LineRole.RECORD: kinds.STAMP,
    LineRole.BANNER: kinds.BANNER,
    LineRole.HEAD: kinds.RUNNING_HEAD,
    LineRole.SCRAP: kinds.NOISE,
}
"""Kinds of marks by the roles of the lines that are set aside."""
OF_FORM_AGAIN = (LineRole.FORM, LineRole.HEAD, LineRole.BANNER, LineRole.SCRAP)
"""Roles of the lines of a form that is printed again on a later page."""
UNSET = Span(0, 0)  # the span of a mark that is yet to be set
STRAY_FIGURE = Mark(UNSET, kinds.NOISE, RULE, why="a number that belongs to nothing")
AMID_SENTENCE = Mark(UNSET, kinds.NOISE, RULE, why="within a sentence, but not a word of it")
NUMBER_AT_FOOT = Mark(UNSET, kinds.RUNNING_HEAD, RULE, why="the number of the page, at its foot")
PLACE_OF_PAGE = Mark(UNSET, kinds.RUNNING_HEAD, RULE, why="the number of the page, at its foot or below its label")
FOOT_LABEL = Mark(UNSET, kinds.LABEL, RULE, why="like a label of the form, below the text")
DATING_STAMP = Mark(UNSET, kinds.STAMP, RULE, attributes=attrs(type="other"), why="a date as stamps print it")
HEADER_SCRAP = Mark(UNSET, kinds.NOISE, RULE, why="illegible, among the fields of a header")
NUMBER_OF_LINE = Mark(UNSET, kinds.NOISE, RULE, why="the number of a line of the page")
PAGE_ONE = Mark(UNSET, kinds.RUNNING_HEAD, RULE, why="the number of the first page of a cable")
SIGNS = Mark(UNSET, kinds.NOISE, RULE, why="no letter or digit")
REVIEW_CODE = Mark(UNSET, kinds.STAMP, RULE, attributes=attrs(type="review"), why="a code of reviewers, as elsewhere")
DASHED_NUMBER = Mark(UNSET, kinds.RUNNING_HEAD, RULE, why="a number between dashes")
COVER_LETTER = Mark(UNSET, kinds.RUNNING_HEAD, RULE, why="a letter alone above COVER PAGE")
FILE_HEAD = Mark(UNSET, kinds.RUNNING_HEAD, RULE, why="a file number at the head of a page")
NAMED_HEAD = Mark(
    UNSET, kinds.RUNNING_HEAD, RULE, why="at the edge of a page, with the number or the page of the document"
)
REPEATED_HEAD = Mark(UNSET, kinds.RUNNING_HEAD, RULE, why="at the head of other pages of the document, too")
FIGURE_AT_EDGE = Mark(UNSET, kinds.RUNNING_HEAD, RULE, why="a number alone at the edge of the page")


def furniture_mark(text: str, chance: Chances, why: str) -> Mark:
    """The mark of a line that is not text because of its place, with its likeliest other role, and ``why``."""
    role = LineRole.HEAD if is_figure(text) else max(KINDS, key=lambda role: chance[role])
    return replace(mark_of(role, 1 - chance_of_text(chance)), why=why)


def again_mark(text: str, chance: Chances) -> Mark:
    """The mark of a line of a form printed again: a head if it has a number, otherwise of its likeliest role."""
    has_number = any(map(str.isdigit, text))
    role = LineRole.HEAD if has_number else max(OF_FORM_AGAIN, key=lambda role: chance[role])
    return Mark(UNSET, KINDS[role], RULE, why="the form is printed again at the head of the page")


def unclear_mark(chance: float) -> Mark:
    """The mark of an unclear line; ``chance`` is that of its being illegible."""
    why = f"probably illegible, with a chance of {chance:.3f}"
    return Mark(UNSET, kinds.UNCLEAR, RULE, attributes=attrs(reason="ocr"), cert=Certainty.MEDIUM, why=why)


def mark_of(role: LineRole, aside: float) -> Mark:
    """The mark of a line that is set aside; ``aside`` is the chance that it is neither text nor header."""
    values = attrs(type=STAMPS.get(role), chance=f"{aside:.3f}")
    return Mark(UNSET, KINDS[role], RULE, attributes=values, why=f"{role}, with a chance of {aside:.3f}")
