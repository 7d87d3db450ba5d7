"""Lines that are rows of one paragraph of a telegram, in which the next paragraph would have a number.

IF POSSIBLE, TROCHTA WILL ATTEMPT CONTACT       a blank line stands between the rows
CASASIN ON OR ABOUT 7 AUGUST.
"""

from __future__ import annotations

import regex

from teikit.layers.measures import measured
from teikit.paragraphing.beginnings.parted_rows import LONGEST_ROW
from teikit.paragraphing.line_patterns import LABEL_FIRST, SMALL_WORD, WORD_OR_SCRAP
from teikit.paragraphing.setting import Setting
from teikit.words.vocabulary import Vocabulary

NUMBERED_ROW = regex.compile(r"\W{0,3}(?:\w{1,2}\W{1,3}|[a-z])?\d{1,2}\W")
"""The number of a paragraph: ``2.. VARONA``, ``Y 3. SAME``, ``a3- LANGUAGE``"""
SCRAP_AFTER = regex.compile(r"[.?!]\W*(?P<scraps>(?:\w{1,4}\W*){1,2})$")  # THROUGH TARIFFS. Blas
CAPITAL_FIRST = regex.compile(r"\W{0,2}\p{Lu}{2,}\b")  # a whole word, not a speck: HE COMMENTED THAT, (WORGIRA) SAID
WORD = regex.compile(r"\w+")  # a possible word after the end of a sentence
COLON = regex.compile(r":\W*$")  # the end of a line after which a list may begin
CAPITAL_SHARE = 0.8  # share of the letters of a line of a telegram that are capitals, at least
SEVERAL_WORDS = 4  # long words of such a line, at least
FEW_WORDS = 2  # the same between two points, where one of two lines may be the rest of a divided row
KNOWN_SHARE = 0.5  # share of these words that are known, at least


def are_rows(before: str, line: str, words: Vocabulary, is_between: bool) -> bool:
    """Whether two lines are rows of one paragraph, of which the first is not at the end of a sentence.

    Between two numbered points (``is_between``) one of them may be short: ``THE HUSTLES`` / ``DO NOT BELIEVE ANY OF
    THESE INDIVIDUALS``, next to an excision.
    """
    is_marked = _is_marked(line) or _ends_in_scrap(before, words)
    fewest = FEW_WORDS if is_between and not LABEL_FIRST.match(before) else SEVERAL_WORDS
    are_wired = all(is_wired(row, words, fewest) for row in (before, line))
    return not is_marked and are_wired and any(is_wired(row, words) for row in (before, line))


def are_one_row(above: str, before: str, line: str, below: str, setting: Setting, words: Vocabulary) -> bool:
    """Whether two lines are parts of one row although a sentence ends between them, if paragraphs are numbered.

    ``STAFF.`` / ``NO OTHER TRACES REFLECT SUBJ BORN PALMA SORIANO``. ``above`` and ``below`` are the lines around them.
    """
    fits = len(before.strip()) + 1 + len(line.strip()) <= LONGEST_ROW * setting.reach
    is_known = any(word in words for word in WORD_OR_SCRAP.findall(line))
    is_capital = is_known and before.isupper() and line.isupper() and COLON.search(before) is None
    are_wired = is_capital and any(is_wired(row, words) for row in (above, before, line, below))
    return are_wired and fits and not _is_marked(line) and not setting.has_blank_lines


def is_wired(line: str, words: Vocabulary, fewest: int = SEVERAL_WORDS) -> bool:
    """Whether a line is one of the text of a telegram: in capitals, with several words, half of them known."""
    if any(word.upper() in words for word in SMALL_WORD.findall(line)):  # NO T-13 is DOLORES SAVOIE
        return False
    row = measured(line, words)
    return row.capitals >= CAPITAL_SHARE and row.long_words >= fewest and row.known_share >= KNOWN_SHARE


def _ends_in_scrap(line: str, words: Vocabulary) -> bool:
    """Whether there is a scrap after the end of a sentence, not the beginning of the next one: ``. SHE ALSO``."""
    scraps = SCRAP_AFTER.search(line)
    return scraps is not None and not all(
        WORD_OR_SCRAP.fullmatch(word) and word in words for word in WORD.findall(scraps["scraps"])
    )


def _is_marked(line: str) -> bool:
    """Whether a line begins with a label or a number."""
    return LABEL_FIRST.match(line) is not None or NUMBERED_ROW.match(line) is not None


def are_full_rows(before: str, line: str, words: Vocabulary) -> bool:
    """Whether two lines are rows of a telegram, with or without a full stop between them, the second with a first word.

    ``KEPT THE FAMILY AWAY FROM THE SUPERMARKET.`` / ``MRS. L/1 EXPLAINED THAT HE GREW UP IN A POOR FAMILY.``
    """
    is_begun = CAPITAL_FIRST.match(line) is not None and COLON.search(before) is None
    return is_begun and not _is_marked(line) and is_wired(before, words) and is_wired(line, words)


def are_fluent_rows(before: str, line: str, words: Vocabulary) -> bool:
    """Whether two lines read fluently, and there is neither a label nor a number between them.

    ``leads for the AMTRUNK`` / ``Operation. One of his leads led to the recruitment``, after a blank line.
    """
    is_marked = _is_marked(line) or LABEL_FIRST.match(before) is not None or _ends_in_scrap(before, words)
    return not is_marked and measured(before, words).is_fluent and measured(line, words).is_fluent
