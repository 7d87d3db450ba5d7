"""Collect the facts about a passage that one release prints and another lacks, each a number.

The points of each fact are in ``withheld-points.tsv`` (made by ``tools/learn_collation.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

import regex

from teikit.collation.context import Context
from teikit.collation.passages import Passage, line_ends
from teikit.collation.sound import flowing, kinds_of_words, known_share, label_share, strangeness, tells, typed_share
from teikit.core import Mark

LONG_WORD = 4  # letters from which a word seldom occurs anywhere by chance
NEAR = 80  # words of the lacking release in which a passage is looked for in another order
MOST_WORDS = 18  # words up to which the kinds of words of a passage count
ITEM = regex.compile(r"[\W\d]*\p{L}?[\W\d]*")
"""The number or letter of an item of a list, which remains if its text was withheld: ``9.``, ``c.``"""
CODE = regex.compile(r"\(?B\)?\(?[1-9]\)?\(?[A-F]?\)?\W{0,2}|B1A[1-9]\W{0,2}|1\.[3-5]\(?[A-H]\)?\W{0,2}|25X[1-9]")
"""An exemption code as OCR leaves it, in capitals: ``(B)(1``, ``B1A3``, ``1.3(A``, ``25X1``."""
LIKE_CODE = str.maketrans("86ILO", "BB110")
"""Characters that engines read for those of a code: ``(8)(1)``, ``BIA3``."""
OPENING = ("(", "[")  # brackets before an explanation, a cover name, a cryptonym
BRACKETS = "()[]{}"
"""Brackets of a text, and those that reviewers drew around text to be withheld: ``or forged)``."""
FRAME = regex.compile(r"[\[\]{}|_]")
"""Marks that OCR reads from the edges of a white box, or from a reviewer's brackets."""


WEIGHED = (
    "letters", "words", "lines", "the line goes on beside it", "the line goes on in one scan read twice",
    "words read alike beside it", "words read alike on the worse side", "words read alike in both releases",
    "odd words read the same", "odd words beside it read the same",
    "something else in its place", "only an item's number in its place", "nothing in its place",
    "brackets or white space", "a code beside it", "a code in its place", "the edges of a box", "at the edge of a page",
    "labels of a form", "known words", "strange letters", "words that follow each other", "typed forms",
    "a name, a number or several words", "letters of a word", "common words", "unknown words", "names of posts",
    "words that begin with a capital", "a bracket before it", "a bracket in it", "nearby in another order",
    "other releases print it", "other releases lack it", "words the lacking release has elsewhere",
    "words lacking elsewhere, too", "word right before read alike", "word right after read alike",
    "the line breaks in its place", "a blank line in its place", "lacking around it", "lost elsewhere",
)  # fmt: skip
"""The facts that have points. The fact that an earlier release prints a passage has none: it is not a matter of
degree."""


def passage_facts(passage: Passage, context: Context, spare: Sequence[int]) -> dict[str, float]:
    """The facts about a passage, by their names in the table: counts, shares from 0 to 1, 1 and 0 for true and false.

    ``spare`` has the numbers of the words of the lacking release that match none of the fuller one.
    """
    facts = _extent(passage, context)
    facts |= _surroundings(passage, context)
    facts |= _place(passage)
    facts |= _typed(passage, context)
    facts |= _releases(passage, context)
    return facts | {"nearby in another order": nearby_share(passage, spare)}


def _extent(passage: Passage, context: Context) -> dict[str, float]:
    """How much text a passage is, and whether lines go on beside it."""
    line_goes_on = (not passage.begins_line) + (not passage.ends_line)
    is_one_voice = context.is_one_voice(passage.fuller.id, passage.lacking.id)
    return {
        "letters": sum(len(word.key) for word in passage.words),
        "words": len(passage.words),
        "lines": passage.lines,
        "the line goes on beside it": line_goes_on,
        "the line goes on in one scan read twice": line_goes_on if is_one_voice else 0,
        "at the edge of a page": passage.at_edge,
    }


def _surroundings(passage: Passage, context: Context) -> dict[str, float]:
    """How alike the two releases read, beside a passage and everywhere, and what else the one lacks."""
    fuller, lacking = passage.fuller.id, passage.lacking.id
    return {
        "words read alike beside it": passage.alike_before + passage.alike_after,
        "words read alike on the worse side": min(passage.alike_before, passage.alike_after),
        "words read alike in both releases": context.agreement[fuller, lacking],
        "odd words read the same": context.likeness[fuller, lacking],
        "odd words beside it read the same": context.read_same_beside(passage),
        "word right before read alike": _is_alike_at(passage, passage.start - 1, passage.lacking_start - 1),
        "word right after read alike": _is_alike_at(passage, passage.end, passage.lacking_end),
        "lacking around it": context.lacking_around(passage),
        "lost elsewhere": context.lost(lacking, fuller),
    }


def _place(passage: Passage) -> dict[str, float]:
    """What the lacking release has in the place of a passage: words, marks, a code, line ends."""
    instead, scraps, gaps, breaks = passage.instead, passage.scraps, passage.gaps, _breaks(passage)
    is_code = any(CODE.fullmatch(part.translate(LIKE_CODE)) for part in instead.upper().split())
    return {
        "something else in its place": len(instead) / max(len(passage.text), 1),
        "only an item's number in its place": bool(instead) and ITEM.fullmatch(instead) is not None,
        "nothing in its place": not instead,
        "brackets or white space": any(_is_seen(gap.mark) for gap in gaps),
        "a code beside it": any(not _is_seen(gap.mark) for gap in gaps),
        "a code in its place": is_code,
        "the edges of a box": bool(FRAME.search(scraps)) and len(scraps) <= len(passage.text),
        "the line breaks in its place": breaks > 0,
        "a blank line in its place": breaks > 1,
    }


def _typed(passage: Passage, context: Context) -> dict[str, float]:
    """What kind of text a passage is: words, names, labels of a form, scraps."""
    words, lexicon = passage.words, context.lexicon
    return {
        "labels of a form": label_share(words, lexicon),
        "known words": known_share(words, lexicon, passage.fuller.in_capitals),
        "strange letters": strangeness(words, lexicon),
        "words that follow each other": flowing(words, lexicon),
        "typed forms": typed_share(words),
        "a name, a number or several words": tells(words, lexicon),
        **_kinds(passage, context),
        "a bracket before it": _has_bracket_before(passage),
        "a bracket in it": any(bracket in passage.text for bracket in BRACKETS),
    }


def _releases(passage: Passage, context: Context) -> dict[str, float]:
    """Which releases have the words of a passage: the other ones there, the lacking one elsewhere."""
    printing = context.printing_too(passage)
    return {
        "other releases print it": len(context.voices(printing)),
        "other releases lack it": len(context.voices(context.lacking_too(passage))),
        "an earlier release prints it": context.is_printed_before(passage, printing),
        "words the lacking release has elsewhere": _elsewhere(passage, set(passage.lacking.keys)),
        "words lacking elsewhere, too": _elsewhere(passage, context.lacking_words(passage)),
    }


def _is_seen(mark: Mark) -> bool:
    """Whether the page itself shows a gap: brackets, or white space between words."""
    return not mark.get("evidence") or bool(mark.get("box"))


def nearby_share(passage: Passage, spare: Sequence[int]) -> float:
    """The share, from 0 to 1, of the letters of a passage in ``spare`` words of the lacking release nearby."""
    keys = [word.key for word in passage.words]
    nearby = zip(keys, words_nearby(passage, spare), strict=True)
    return sum(len(key) for key, is_nearby in nearby if is_nearby) / sum(map(len, keys))


def words_nearby(passage: Passage, spare: Sequence[int]) -> list[bool]:
    """For each word of a passage, whether it is among the ``spare`` words of the lacking release nearby, each once."""
    keys = passage.lacking.keys
    nearby = Counter(keys[at] for at in spare if abs(at - passage.lacking_start) <= NEAR)
    is_nearby: list[bool] = []
    for word in passage.words:
        is_nearby.append(nearby[word.key] > 0)
        nearby[word.key] -= 1
    return is_nearby


def _elsewhere(passage: Passage, keys: Container[str]) -> float:
    """The share, from 0 to 1, of the letters of the longer words of a passage in words that are among ``keys``."""
    long = [word.key for word in passage.words if len(word.key) >= LONG_WORD]
    return sum(len(key) for key in long if key in keys) / max(sum(map(len, long)), 1)


def _is_alike_at(passage: Passage, at: int, lacking_at: int) -> bool:
    """Whether a word of each release has the same key; also true if both texts begin or end there."""
    keys, lacking_keys = passage.fuller.keys, passage.lacking.keys
    is_outside, is_outside_too = not 0 <= at < len(keys), not 0 <= lacking_at < len(lacking_keys)
    if is_outside or is_outside_too:
        return is_outside and is_outside_too
    return keys[at] == lacking_keys[lacking_at]


def _kinds(passage: Passage, context: Context) -> dict[str, float]:
    """The kinds of words of a passage: names are withheld, any words are lost. 0 for long passages."""
    words = passage.words if len(passage.words) <= MOST_WORDS else ()
    return {
        "letters of a word": sum(len(word.key) for word in words) / max(len(words), 1),
        **kinds_of_words(words, context.lexicon, context.post_words, passage.fuller.in_capitals),
    }


def _has_bracket_before(passage: Passage) -> bool:
    """Whether a bracket opens right before a passage, or is its first character: ``MARY (NEE SMITH)``."""
    before = passage.fuller.words[passage.start - 1].text if passage.start else ""
    return before.endswith(OPENING) or passage.words[0].text.startswith(OPENING)


def _breaks(passage: Passage) -> int:
    """By how many line ends, at most 2, the lacking release has more in the place than the fuller one around it."""
    if passage.lacking_start == 0 or passage.lacking_end == len(passage.lacking.words):
        return 0
    line_ends_in_place = line_ends(passage.lacking, passage.lacking_start - 1, passage.lacking_end)
    ends = (
        (line_ends(passage.fuller, passage.start - 1, passage.start) if passage.start else 0),
        (line_ends(passage.fuller, passage.end - 1, passage.end) if passage.end < len(passage.fuller.words) else 0),
    )
    return min(max(line_ends_in_place - max(ends), 0), 2)
