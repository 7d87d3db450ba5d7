"""Labels of the form at the foot of a cable, however misread: below the text hardly anything else can resemble them.

V aeutasne ornicer 7S                RELEASING OFFICER
a Soon meATING OFF! 265,             COORDINATING OFFICERS
JRMPMODUCTION BY OTHER THAN THI      REPRODUCTION BY OTHER THAN THE ISSUING OFFICE IS PROHIBITED
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from teikit.core.genres import CABLE
from teikit.layers.facts import PageLine
from teikit.layers.measures import measured
from teikit.layers.pages import lines_by_page
from teikit.lexicon import Lexicon
from teikit.lexicon.matching import key
from teikit.words.vocabulary import Vocabulary

LABEL_LETTERS = 14  # letters of a label that is looked for, at least
LINE_LETTERS = 10  # letters and digits of a line that is compared, at least
SENTENCE_CHANCE = 0.8  # chance of being text or header of a sentence, at least
LIMITS = ((0.69, 0.5), (0.56, 0.31))
"""Likeness of a line to a label, at least, and its chance of being text or header below which it is one."""


def foot_labels(
    lines: Sequence[PageLine], stays: Sequence[bool], kept: Sequence[float], lexicon: Lexicon
) -> Iterator[int]:
    """The places of the lines below the text of cables that are labels of the form.

    ``stays`` says of each line whether it stays in the text, ``kept`` what its chance of being text or header is.
    """
    labels = [label for label in (key(stamp.name) for stamp in lexicon.form_labels) if len(label) >= LABEL_LETTERS]
    for page in lines_by_page(lines):
        for at in _below_text(lines, kept, page, lexicon.words) if labels else ():
            if stays[at] and not lines[at].known_role and lines[at].genre == CABLE:
                likeness = _likeness(key(lines[at].text), labels)
                if any(likeness >= least and kept[at] < most for least, most in LIMITS):
                    yield at


def _below_text(
    lines: Sequence[PageLine], kept: Sequence[float], page: Sequence[int], words: Vocabulary
) -> Sequence[int]:
    """The places of the lines of a page below its last sentence; all if there is none."""
    sentences = [
        order
        for order, at in enumerate(page)
        if kept[at] >= SENTENCE_CHANCE and measured(lines[at].text, words).is_fluent
    ]
    return page[sentences[-1] + 1 :] if sentences else page


def _likeness(line: str, labels: Sequence[str]) -> float:
    """The likeness of a line to the label that it, or a part of it, resembles most, 0 to 1; both as keys."""
    if len(line) < LINE_LETTERS:
        return 0
    return (
        max(fuzz.partial_ratio(label, line) if len(label) <= len(line) else fuzz.ratio(label, line) for label in labels)
        / 100
    )
