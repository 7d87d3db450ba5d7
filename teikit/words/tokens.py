"""A running text cut into tokens: what stands between blanks, with its punctuation apart from the word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

import regex

TOKEN = regex.compile(r"\S+")
PARTS = regex.compile(r"(?P<lead>[^\p{L}\p{N}]*)(?P<core>.*?)(?P<trail>[^\p{L}\p{N}\p{M}]*)", regex.DOTALL)
DOTTED = regex.compile(r"(?:\p{L}\.){2,}")  # U.S.
HYPHEN_INSIDE = regex.compile(r"(?<=[\p{L}\p{N}'’.])[-—]{1,2}(?=[\p{L}\p{N}])")  # NON-ALIGNED, HERE-—PARTLY
SENTENCE_END = regex.compile(r"[.?!:;][\"')\]]*$")  # AGREED.") ends a sentence, too

# Any other mark beside a word is what the OCR made of a letter or a speck: ™ILITARY.
LONGEST_REMEMBERED = 100  # characters of a token whose parts are kept at hand
LEADS = frozenset("(\"'“”‘’[—$")  # marks that a typist puts before a word
TRAILS = frozenset(".,;:?)\"'”’“‘]-—/%")  # marks that a typist puts after a word
HYPHENS = frozenset("-\xad‐‑¬")  # marks that break a word at the end of a line; \xad is the soft hyphen of hOCR


class Token(NamedTuple):
    """One token of a text: its offsets, the parts it is made of, and ``word``, the core as the vocabulary writes it.

    ``ends`` says that it is the last of its line, ``glued`` that no blank stands before it: NON-ALIGNED is two tokens
    where nobody knows it as one word.
    """

    start: int
    end: int
    lead: str
    core: str
    trail: str
    word: str
    ends: bool = False
    glued: bool = False

    @property
    def text(self) -> str:
        """The token as it stands."""
        return self.lead + self.core + self.trail

    @property
    def closes(self) -> bool:
        """Whether a sentence ends here."""
        return self.trail != "" and end_sentence(self.trail)

    @property
    def broken(self) -> bool:
        """Whether the token ends its line with a hyphen."""
        return self.ends and self.trail in HYPHENS


@lru_cache(maxsize=1000)
def end_sentence(marks: str) -> bool:
    """Whether marks end a sentence."""
    return SENTENCE_END.search(marks) is not None


def upper(text: str) -> str:
    """A form as the vocabulary writes it: in capitals, with a straight apostrophe, accents in one with their letters.

    >>> upper("d’e\u0301te\u0301")
    "D'ÉTÉ"
    """
    form = text.upper().replace("’", "'")
    return form if form.isascii() else normalize("NFC", form)


def tokens(text: str, known: Callable[[str], bool]) -> Iterator[Token]:
    """Cut a text into tokens; a compound is cut at its hyphens unless ``known`` knows it.

    >>> [(token.lead, token.core, token.trail) for token in tokens('("U.S. POLICY)."', lambda word: True)]
    [('("', 'U.S.', ''), ('', 'POLICY', ')."')]
    >>> [token.text for token in tokens("ANTI-CASTRO F-104", lambda word: False)]
    ['ANTI-', 'CASTRO', 'F-104']
    """
    for match in TOKEN.finditer(text):
        lead, core, trail = parts(match[0])
        rest = text[match.end() : match.end() + 3].lstrip(" \t")
        ends = not rest or rest[0] in "\r\n"
        start = match.start()
        done = 0
        glued = False
        if not (known(upper(core)) or any(map(str.isdigit, core))):
            for cut in HYPHEN_INSIDE.finditer(core):
                end = match.start() + len(lead) + cut.end()
                part = core[done : cut.start()]
                yield Token(start, end, "" if glued else lead, part, cut[0], upper(part), False, glued)
                start, done, glued = end, cut.end(), True
        part = core[done:]
        yield Token(start, match.end(), "" if glued else lead, part, trail, upper(part), ends, glued)


def parts(text: str) -> tuple[str, str, str]:
    """A token as the marks before the word, the word, and the marks after it; the last dot of U.S. belongs to the word.

    >>> parts('("U.S.,')
    ('("', 'U.S.', ',')
    """
    return _parts_of_short(text) if len(text) <= LONGEST_REMEMBERED else _parts(text)


def _parts(text: str) -> tuple[str, str, str]:
    match = PARTS.fullmatch(text)
    assert match is not None
    lead, core, trail = match["lead"], match["core"], match["trail"]
    if trail.startswith(".") and DOTTED.fullmatch(core + "."):
        return lead, core + ".", trail[1:]
    return lead, core, trail


_parts_of_short = lru_cache(maxsize=20_000)(_parts)


def odd_marks(marks: str, usual: frozenset[str]) -> int:
    """The number of characters before or after a word that no typist puts there; ``--`` is a dash."""
    return 0 if marks == "--" else sum(character not in usual for character in marks)


def usual_marks(marks: str, usual: frozenset[str]) -> str:
    """The marks before or after a word without those that no typist puts there; ``--`` is a dash."""
    return marks if marks == "--" else "".join(character for character in marks if character in usual)
