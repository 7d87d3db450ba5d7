"""The role of each line, by its chances and by what these do not cover: tables, surnames, long phrases of forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from teikit.layers.archived import role_of_mark
from teikit.layers.facts import PageLine
from teikit.layers.figures import is_of_column, may_be_content, pages_of_amounts, repeated_values
from teikit.layers.judged_lines import WRITTEN
from teikit.layers.measures import is_airy, measured
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import KEPT, LineRole
from teikit.lexicon.matching import key

TYPED_SIGN = regex.compile(r"\d\d|\w/\w|\w:|^\W*\w{1,2}[.)]")
"""Signs that a line was typed, although no word of it is known: ``b.``, ``Uhb:``, ``SStetson/ep``, ``Sept. 50``"""
PRINTED = ("form", "stamp", "record", "banner")
"""Roles of phrases that are printed or stamped."""
PUT_ON = (LineRole.RECORD, LineRole.STAMP)
"""Roles of lines that were put on a paper later."""
SURELY_TEXT = 0.7  # chance of being text or header from which no phrase makes a line anything else
STAMP_LETTERS = 20  # letters of a line that is a clear phrase of a stamp, at least
STAMP_SIMILARITY = 0.88  # similarity of such a phrase, at least
LONG_PHRASE = 40  # letters of a line that is a phrase even if badly misread, at least
LONG_PHRASE_SIMILARITY = 0.56  # similarity of such a phrase, at least
LABEL_LETTERS = 12  # letters of a label that is a phrase to the letter, at least
LABEL_SIMILARITY = 0.95  # similarity of such a phrase, at least
LIKELY_LABEL_LETTERS = 10  # letters of a likely label that resembles a phrase, at least
LIKELY_LABEL_SIMILARITY = 0.85  # similarity of such a phrase, at least: Re memorandum is text
LONG_LABEL_LETTERS = 16  # letters of a likely label that resembles a phrase even if badly misread, at least
LONG_LABEL_SIMILARITY = 0.75  # similarity of such a phrase, at least
LIKELY_LABEL = 0.7  # chance of being of a form from which a label is likely
PERHAPS_TEXT = 0.2  # chance of being text or header below which it is a label
HEADER_LETTERS = 8  # letters of a phrase in a header, at least
HEADER_SIMILARITY = 0.8  # similarity of such a phrase, at least
PERHAPS_FIELD = 0.3  # chance of being text or header below which it is not a field
LONG_LABEL = regex.compile(r"\W*\p{Lu}\S*(?:\s\S+)+$")
"""A label of several words: ``PERIOD OF INVESTIGATION``, ``Employee Social Security Number``"""
LABEL_WORDS = 2  # words of such a label, at least
SENTENCE_WORDS = 5  # words of a line of a form that is not a value, at least
MOST_READ = 0.4  # share of the characters of a line of noise that are in known words, at most: Wo ee gas Mr
CAPITAL_LETTERS = 4  # letters of a line in capitals, at least
CAPITAL_WORD = regex.compile(r"\b\p{Lu}{4}")  # a word in capitals, not a code: DFB-14479, 1ODEC26
STAMP_CHANCE = 0.6  # chance of being a stamp from which a line in capitals is one
CAPITAL_SHARE = 0.75  # share of its letters that are capitals, at least
Chances = Mapping[LineRole, float]
"""The chance of each role of a line, 0 to 1."""


def roles_of(lines: Sequence[PageLine], chances: Sequence[Chances], lexicon: Lexicon) -> Iterator[LineRole]:
    """The role of each line: that of another rule, else the judged one; a number that may be content is text."""
    tables, values = pages_of_amounts(lines), repeated_values(lines)
    dense = not is_airy([line.blank for line in lines])
    for at, (line, chance) in enumerate(zip(lines, chances, strict=True)):
        if line.known_role:
            yield LineRole(line.known_role)
            continue
        if _counts_copies(line.text, lexicon):
            yield LineRole.TEXT
            continue
        phrase = _phrase(line.text, chance, lexicon)
        if phrase or line.page in tables:
            judged = phrase or lexicon.line_judge.role(chance)
        else:
            judged = _judged(line.text, chance, lexicon, dense)
            if judged in KEPT:
                judged = _label(line.text, chance, lexicon) or _stamp(line.text, chance) or judged
        if _is_value(lines, at, judged, is_repeated=at in values):
            judged = LineRole.TEXT
        yield role_of_mark(lines, at, lexicon) if judged == LineRole.RECORD else judged


def _is_value(lines: Sequence[PageLine], at: int, judged: LineRole, is_repeated: bool) -> bool:
    """Whether a line is a value of a table or a form, although ``judged`` otherwise: a number, ``HQ``.

    ``is_repeated`` says that the page repeats a short word.
    """
    if judged in (LineRole.SCRAP, LineRole.FORM) and may_be_content(lines, at):
        return True
    if judged in PUT_ON and is_of_column(lines, at):
        return True
    return is_repeated and judged in (LineRole.SCRAP, LineRole.RECORD, LineRole.STAMP)


def _phrase(text: str, chance: Chances, lexicon: Lexicon) -> LineRole | None:
    """The role of a line that resembles a phrase of a form or stamp too closely for chance; else None."""
    letters = len(key(text))
    if letters < STAMP_LETTERS or chance_of_text(chance) >= SURELY_TEXT:
        return None
    phrase = lexicon.line_phrases.find(text)
    if phrase is None or phrase.share < 1 or phrase.role not in PRINTED:
        return None
    is_clear = phrase.role == LineRole.STAMP and phrase.similarity >= STAMP_SIMILARITY
    is_long = letters >= LONG_PHRASE and phrase.similarity >= LONG_PHRASE_SIMILARITY
    return LineRole(phrase.role) if is_clear or is_long else None


def _label(text: str, chance: Chances, lexicon: Lexicon) -> LineRole | None:
    """The role of a line of several words that is a phrase of a form and not likely text; else None.

    It is a phrase to the letter, or resembles one and is likely to be of a form: ``4. REPORT OF FINDINGS``.
    """
    letters = len(key(text))
    if letters < LIKELY_LABEL_LETTERS or chance_of_text(chance) >= PERHAPS_TEXT or len(text.split()) < LABEL_WORDS:
        return None
    phrase = lexicon.line_phrases.find(text)
    if phrase is None or phrase.share < 1 or phrase.role != LineRole.FORM:
        return None
    is_exact = letters >= LABEL_LETTERS and phrase.similarity >= LABEL_SIMILARITY and LONG_LABEL.match(text) is not None
    least = LONG_LABEL_SIMILARITY if letters >= LONG_LABEL_LETTERS else LIKELY_LABEL_SIMILARITY
    is_likely = chance[LineRole.FORM] >= LIKELY_LABEL and phrase.similarity >= least
    return LineRole.FORM if is_exact or is_likely else None


def _stamp(text: str, chance: Chances) -> LineRole | None:
    """The role of words in capitals that are most likely a stamp: ``FOR REVIEW AT FRIHQ BY``; None for others.

    Titles and values of forms are in capitals, too, but the judge does not take them for stamps. One word alone may be
    a label below the text: ``ENCLOSURE``.
    """
    is_likely = chance[LineRole.STAMP] >= STAMP_CHANCE and len(text.split()) > 1
    is_stamp = is_likely and CAPITAL_WORD.search(text) is not None and _is_in_capitals(text)
    return LineRole.STAMP if is_stamp else None


def printed(text: str, chance: Chances, lexicon: Lexicon) -> LineRole | None:
    """The role of a line of a header that is a phrase of a form, perhaps misread, and not likely a field; else None."""
    if len(key(text)) < HEADER_LETTERS or chance_of_text(chance) >= PERHAPS_FIELD:
        return None
    phrase = lexicon.line_phrases.find(text)
    if phrase is None or phrase.share < 1 or phrase.similarity < HEADER_SIMILARITY or phrase.role not in PRINTED:
        return None
    return LineRole(phrase.role)


def _judged(text: str, chance: Chances, lexicon: Lexicon, dense: bool) -> LineRole:
    """The role of a line by its chances, with the limits of dense documents if those apply.

    They apply in any document to a sentence of a form, because values are short; in a dense one to all lines except
    those that may have been typed.
    """
    usual, role = lexicon.line_judge.role(chance), lexicon.line_judge.role(chance, dense=True)
    if role == usual:
        return usual
    if role == LineRole.FORM and len(text.split()) >= SENTENCE_WORDS:
        return role
    is_noise = role == LineRole.SCRAP and is_unknown(text, lexicon, MOST_READ)
    may_be_more = dense and (is_noise or role != LineRole.SCRAP)
    return role if may_be_more and not may_be_surname(text, lexicon) else usual


def may_be_surname(text: str, lexicon: Lexicon) -> bool:
    """Whether a line has some letters, mostly capitals, and no known word, like a signer's name: ``ROUNTRE E``."""
    return _is_in_capitals(text) and not measured(text, lexicon.words).known_letters


def _is_in_capitals(text: str) -> bool:
    """Whether a line has some letters, most of them capitals."""
    letters = list(filter(str.isalpha, text))
    return len(letters) >= CAPITAL_LETTERS and sum(map(str.isupper, letters)) >= CAPITAL_SHARE * len(letters)


def _counts_copies(text: str, lexicon: Lexicon) -> bool:
    """Whether a line says who got copies: it was typed, although it resembles a label (``REP CINCLANT CINCSO #``)."""
    written = WRITTEN.search(text)
    return written is not None and lexicon.patterns["counted copies"].match(written[0]) is not None


def chance_of_text(chance: Chances) -> float:
    """The chance that a line is text or header."""
    return sum(chance[role] for role in KEPT)


def is_unknown(text: str, lexicon: Lexicon, known_letters: float = 0) -> bool:
    """Whether nothing in a line of letters is surely typed, and at most a share ``known_letters`` of it is known."""
    if text.isupper() or TYPED_SIGN.search(text):
        return False
    measures = measured(text, lexicon.words)
    is_known = measures.long_words and measures.known == measures.long_words  # "an" alone is a known word
    return any(map(str.isalpha, text)) and measures.known_letters <= known_letters and not is_known
