"""The misread words of an end mark and of the label of a comment below it: ``END _OF MESSAGE``, ``GS COMENT:``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from teikit.core import Span
from teikit.fields.values.likeness import likeness

END_MARK = ("END", "OF", "MESSAGE")
ALIKE = 0.75  # likeness, 0 to 1, of a misread end mark, at least
ALIKE_WORD = 0.5  # likeness of each of its words, at least
COMMENT = "COMMENT"
ALIKE_COMMENT = 0.65  # likeness of the misread word COMMENT, at least
NOT_COMMENTS = frozenset(("COMMENTS", "CONTENTS", "CONTENT", "CONSENT", "CEMENT"))  # other words like it
WORD = regex.compile(r"\S+")
LABEL = regex.compile(
    r"(?:\w{0,2}\W){0,2}?(?:(?P<unit>[^\s\p{Ll}]{2,3}|[co]/s)\s+|\S{1,6}/)?(?P<word>\p{L}{5,8})\W{0,2}:"
)
"""The label of a comment, perhaps after a speck: ``O/S COMMENT:``, ``Cament:``, ``SAS/Coument:``"""
UNITS = dict.fromkeys(("C/S", "O/S", "0/S", "G/S", "E/S", "¢/S", "Q/S"), "C/S") | {"CS": "CS", "GS": "CS"}
"""The unit that explains the references of a cable, and what engines make of it: ``O/S COMMENT``."""


def in_end_mark(text: str, mark: Span) -> Iterator[tuple[Span, str]]:
    """The misread words of an end mark, each with its reading, which has none of the specks next to them."""
    words = list(WORD.finditer(text, *mark))
    triples = (words[at : at + 3] for at in range(len(words) - 2))
    triple = next((triple for triple in triples if _is_end_mark([word[0] for word in triple])), None)
    if triple is None:
        return
    opening = "(" if triple[0][0].startswith("(") else ""
    stop = "." if triple[2][0].endswith(".") else ""
    right = (opening + END_MARK[0], END_MARK[1], END_MARK[2] + (")" if opening else stop))
    for word, new in zip(triple, right, strict=True):
        if new != word[0]:
            yield Span(*word.span()), new


def _is_end_mark(words: Sequence[str]) -> bool:
    """Whether three words are END OF MESSAGE in capitals, perhaps misread."""
    capitals = sum(map(str.isupper, "".join(words)))
    are_like = all(likeness(word, right) >= ALIKE_WORD for word, right in zip(words, END_MARK, strict=True))
    is_apart = abs(len(words[2]) - len(END_MARK[2])) <= 2  # MESSAGESECRET has a stamp in it
    is_like = likeness("".join(words), "".join(END_MARK)) >= ALIKE
    return are_like and is_like and is_apart and 2 * capitals > len("".join(END_MARK))


def in_comment_label(text: str, line: Span, is_comment: bool) -> Iterator[tuple[Span, str]]:
    """The misread words of the label of a comment at the beginning of a line, each with its reading.

    ``is_comment`` says that a comment surely begins there; otherwise only its unit shows it.
    """
    label = LABEL.match(text, *line)
    if label is None or label["word"].upper() in NOT_COMMENTS or likeness(label["word"], COMMENT) < ALIKE_COMMENT:
        return
    unit, word = (label["unit"] or "").upper(), label["word"]
    if unit not in UNITS and not is_comment:
        return
    if unit in UNITS and label["unit"] != UNITS[unit]:
        yield Span(*label.span("unit")), UNITS[unit]
    if word.upper() != COMMENT:
        are_capitals = 2 * sum(map(str.isupper, word)) >= len(word)
        yield Span(*label.span("word")), COMMENT if are_capitals else COMMENT.capitalize()
