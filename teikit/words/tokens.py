"""Cut a running text into tokens at white space, each a word with the marks before and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

import regex

from teikit.core.hyphens import HYPHENS as HYPHEN_SIGNS
from teikit.core.text import TOKEN

PARTS = regex.compile(r"(?P<lead>[^\p{L}\p{N}]*)(?P<core>.*?)(?P<trail>[^\p{L}\p{N}\p{M}]*)", regex.DOTALL)
"""The marks before a word, the word, and the marks after it: ``("SECRET.``."""
DOTTED = regex.compile(r"(?:\p{L}\.){2,}")  # U.S.
HYPHEN_INSIDE = regex.compile(r"(?<=[\p{L}\p{N}'’.])[-—]{1,2}(?=[\p{L}\p{N}])")  # NON-ALIGNED, HERE-—PARTLY
SENTENCE_END = regex.compile(r"[.?!:;][\"')\]]*$")  # AGREED.") ends a sentence, too
REST = 3  # characters after a token in which a line end is looked for: spaces may precede it
LONGEST_REMEMBERED = 100  # most characters of a token whose parts are kept

# Any other mark next to a word is a misread letter or a speck: ™ILITARY.
LEADS = frozenset("(\"'“”‘’[—$")  # marks that a typist puts before a word
TRAILS = frozenset(".,;:?)\"'”’“‘]-—/%")  # marks that a typist puts after a word
LONE_MARKS = frozenset(("-", "--", "---", "—", "$", "&", "...", "*", "=", '"', "'"))  # marks that are typed alone
BRACKETS = frozenset("[]")  # marks that stand for excisions, also alone
HYPHENS = frozenset(HYPHEN_SIGNS)  # marks that break a word at the end of a line


class Token(NamedTuple):
    """A token: its place in the text, in code points, its parts, and ``word``, its core in the vocabulary's form.

    ``ends_line`` says that it is the last of its line, ``is_glued`` that no space precedes it: NON-ALIGNED is two
    tokens unless it is known as one word.
    """

    start: int
    end: int
    lead: str
    core: str
    trail: str
    word: str
    ends_line: bool = False
    is_glued: bool = False

    @property
    def text(self) -> str:
        """The token as it is in the text."""
        return self.lead + self.core + self.trail

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with the token."""
        return self.trail != "" and end_sentence(self.trail)

    @property
    def is_broken(self) -> bool:
        """Whether the token ends its line with a hyphen, so that its word may continue in the next."""
        return self.ends_line and self.trail in HYPHENS


@lru_cache(maxsize=1000)
def end_sentence(marks: str) -> bool:
    """Whether the marks after a word end a sentence."""
    return SENTENCE_END.search(marks) is not None


def upper(text: str) -> str:
    """A form as spelled in the vocabulary: in capitals, with straight apostrophes, letters and accents composed (NFC).

    >>> upper("d’e\u0301te\u0301")
    "D'ÉTÉ"
    """
    form = text.upper().replace("’", "'")
    return form if form.isascii() else normalize("NFC", form)


def tokens(text: str, is_known: Callable[[str], bool]) -> Iterator[Token]:
    """Cut a text into tokens. A compound is cut at its hyphens, unless it is known or has a digit.

    ``is_known`` is asked about the compound in the vocabulary's form.

    >>> [(token.lead, token.core, token.trail) for token in tokens('("U.S. POLICY)."', lambda word: True)]
    [('("', 'U.S.', ''), ('', 'POLICY', ')."')]
    >>> [token.text for token in tokens("ANTI-CASTRO F-104", lambda word: False)]
    ['ANTI-', 'CASTRO', 'F-104']
    """
    for match in TOKEN.finditer(text):
        lead, core, trail = parts(match[0])
        rest = text[match.end() : match.end() + REST].lstrip(" \t")
        ends_line = not rest or rest[0] in "\r\n"
        start = match.start()
        part_start = 0
        is_glued = False
        has_hyphen = "-" in core or "—" in core  # few words have one
        if has_hyphen and not (is_known(upper(core)) or any(map(str.isdigit, core))):
            for hyphen in HYPHEN_INSIDE.finditer(core):
                end = match.start() + len(lead) + hyphen.end()
                part = core[part_start : hyphen.start()]
                yield Token(start, end, "" if is_glued else lead, part, hyphen[0], upper(part), is_glued=is_glued)
                start, part_start, is_glued = end, hyphen.end(), True
        part = core[part_start:]
        yield Token(start, match.end(), "" if is_glued else lead, part, trail, upper(part), ends_line, is_glued)


def parts(text: str) -> tuple[str, str, str]:
    """The marks before the word of a token, the word, and the marks after it; the last stop of U.S. is of the word.

    >>> parts('("U.S.,')
    ('("', 'U.S.', ',')
    """
    return _parts_of_short(text) if len(text) <= LONGEST_REMEMBERED else _parts(text)


def _parts(text: str) -> tuple[str, str, str]:
    """The same without the cache."""
    match = PARTS.fullmatch(text)
    assert match is not None
    lead, core, trail = match["lead"], match["core"], match["trail"]
    if trail.startswith(".") and DOTTED.fullmatch(core + "."):
        return lead, core + ".", trail[1:]
    return lead, core, trail


_parts_of_short = lru_cache(maxsize=20_000)(_parts)


def is_typed_alone(marks: str) -> bool:
    """Whether typists put such marks between spaces: a dash, the bracket of an excision."""
    return marks in LONE_MARKS or not BRACKETS.isdisjoint(marks)


def odd_marks(marks: str, usual: frozenset[str]) -> int:
    """The number of marks next to a word that typists do not put there: those not ``usual``; ``--`` is a dash."""
    return 0 if marks == "--" else sum(character not in usual for character in marks)


def usual_marks(marks: str, usual: frozenset[str]) -> str:
    """The marks next to a word without those that typists do not put there; ``--`` is a dash."""
    return marks if marks == "--" else "".join(character for character in marks if character in usual)
