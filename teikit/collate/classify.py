"""Why one release lacks what another prints: withheld, lost by the OCR, skipped by it, a page that is not there.

Each ground speaks for or against withholding with so many points; what adds up to little is "cannot tell". What the
fuller release prints may itself be a scrap of the OCR or part of the form: that is no text that was withheld.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

import regex
from rapidfuzz.fuzz import partial_ratio

from teikit.collate.align import Pair
from teikit.collate.passages import Passage, is_alike
from teikit.collate.witness import Witness, Word
from teikit.lexicon import Lexicon
from teikit.text import Certainty
from teikit.words.names import known_as
from teikit.words.tokens import LEADS, TRAILS, odd_marks, parts, upper


class Kind(StrEnum):
    """What became of a passage in the release that lacks it."""

    WITHHELD = "withheld"
    LOST = "lost"
    SKIPPED = "skipped"
    PAGE = "page"
    MOVED = "moved"
    SCRAP = "scrap"
    UNKNOWN = "unknown"


class Finding(NamedTuple):
    """What became of a passage, how sure that is, and the grounds. ``printed`` are the releases that have it."""

    passage: Passage
    kind: Kind
    cert: Certainty
    grounds: tuple[str, ...]
    printed: tuple[str, ...]


HIGH, MEDIUM, AGAINST = 3.5, 2.0, -1.0
"""From so many points on a passage was withheld with high, with medium certainty; below the last it was not."""
SURE = 2
"""So many of the four words on either side must both releases read alike, or nobody knows what stands between."""
FRAME = regex.compile(r"[\[\]{}|_]")
"""Marks that OCR makes of the edges of a white box, or of a reviewer's brackets."""
STRANGE = 3.6
"""Nats for each letter; a word that nobody knows and whose letters follow each other more oddly is a scrap."""
SOUND = 0.8
"""A passage in which fewer of the letters stand in words is a scrap."""
LABELS = 0.4
"""A passage of which so much is labels of a form, or scan and record numbers, is part of the form."""
RECORD = regex.compile(r"[0-9]{0,4}-?[0-9]{5}(?:-[0-9]{4,5})?|[0-9]{1,2}-[0-9]{3,5}")
SEVERAL, FLOWING = 6, 0.3
"""Of so many words on at least such a share of the pairs must be known from cables."""
NEAR = 80
"""Words; so far from its place a short passage is looked for in another order."""
MOST = 0.7
"""A release that has so much of a passage nearby, in another order, lacks nothing of it."""
WHOLE = 60
"""Words; what is missing in one piece of so many and leaves no trace may be a page that is not there."""
CORROBORATED = 60.0
"""Two releases print the same if they are so much alike, in per cent."""


class Scene(NamedTuple):
    """What is known beside a passage: the pairs of all releases, the order of release (empty if unknown), the lexicon.

    ``clean`` is the share of the words both releases have that they read alike, letter for letter.
    """

    lexicon: Lexicon
    order: Mapping[str, str]
    pairs: Mapping[tuple[str, str], Sequence[Pair]]
    witnesses: Mapping[str, Witness]
    clean: Mapping[tuple[str, str], float]


def classify(passage: Passage, scene: Scene, spare: Sequence[int]) -> Finding:
    """What became of a passage; ``spare`` are the words of the lacking release that match none of the fuller one."""
    elsewhere = _without_moved(passage, spare)
    if elsewhere is None:
        return Finding(passage, Kind.MOVED, Certainty.MEDIUM, ("the other release has the words nearby",), ())
    passage = elsewhere
    printed = (passage.fuller.id, *_printed_by(passage, scene))
    if _is_form(passage.words, scene.lexicon):
        return Finding(passage, Kind.SCRAP, Certainty.MEDIUM, ("part of the form",), printed)
    if not is_sound(passage.words, scene.lexicon, passage.fuller.in_capitals):
        return Finding(passage, Kind.SCRAP, Certainty.MEDIUM, ("what stands there is no text",), printed)
    grounds = list(_grounds(passage, scene))
    points = sum(one for one, _ in grounds)
    said = tuple(text for _, text in grounds)
    if points >= MEDIUM:
        return Finding(passage, Kind.WITHHELD, Certainty.HIGH if points >= HIGH else Certainty.MEDIUM, said, printed)
    if _is_page(passage):
        return Finding(passage, Kind.PAGE, Certainty.MEDIUM, (*said, "a whole page leaves no trace"), printed)
    if passage.instead and points < MEDIUM and len(passage.instead) > 0.25 * len(passage.text):
        return Finding(passage, Kind.LOST, Certainty.MEDIUM, (*said, "scraps stand there instead"), printed)
    if points <= AGAINST:
        return Finding(passage, Kind.SKIPPED, Certainty.MEDIUM, said, printed)
    return Finding(passage, Kind.UNKNOWN, Certainty.LOW, said, printed)


def _grounds(passage: Passage, scene: Scene) -> Iterator[tuple[float, str]]:
    """Points for and against withholding, each with what it rests on."""
    sure = min(passage.before, passage.after) >= SURE
    holes = list(_from_holes(passage))
    if not holes and sure and FRAME.search(passage.scraps) and len(passage.scraps) <= len(passage.text):
        holes = [(2.0, "the edges of a box in the release that lacks it")]
    yield from holes
    also = [name for name in _lacking_too(passage, scene) if name != passage.lacking.id]
    if also:
        yield (
            min(1.0 * len(also), 2.0),
            f"missing in {len(also)} other {'release' if len(also) == 1 else 'releases'}, too",
        )
    yield from _by_order(passage, scene)
    yield from _in_line(passage, scene, sure)
    if len(passage.words) == 1 and not _tells(passage, scene.lexicon):
        yield -1.5, "a single common word"
    if holes:
        return
    if passage.at_edge:
        yield -1.5, "at the edge of a page"
    if passage.instead:
        yield -1.5, "something else stands there"
    if len(passage.words) >= SEVERAL and not also:
        yield -1.0, "long, and no trace of an excision"
    if scene.clean[passage.fuller.id, passage.lacking.id] < CLEAN:
        yield -1.0, "the release that lacks it was read badly"


def _from_holes(passage: Passage) -> Iterator[tuple[float, str]]:
    """What the gaps say that the lacking release marks there."""
    for hole in passage.holes[:1]:
        if not hole.mark.get("evidence"):
            yield 4.0, "brackets in the release that lacks it"
        elif hole.mark.get("box"):
            yield 4.0, "white space on the page of the release that lacks it"
        else:
            yield 2.5, "an exemption code beside the place"


def _in_line(passage: Passage, scene: Scene, sure: bool) -> Iterator[tuple[float, str]]:
    """Whether the line goes on: engines lose lines and ends of lines, but hardly ever what stands within one."""
    if not sure:
        yield -2.5, "what stands beside it is not sure"
    elif _tells(passage, scene.lexicon):
        if not passage.begins_line and not passage.ends_line:
            yield 2.0 if len(passage.words) < SEVERAL else 1.0, "the line goes on on both sides"
        elif not (passage.begins_line and passage.ends_line):
            yield 0.5, "the line goes on on one side"


def _by_order(passage: Passage, scene: Scene) -> Iterator[tuple[float, str]]:
    mine, theirs = scene.order.get(passage.fuller.id, ""), scene.order.get(passage.lacking.id, "")
    if mine and theirs and mine != theirs:
        if mine < theirs:
            yield -3.0, f"released in {mine}, before the release that lacks it ({theirs})"
        else:
            yield 0.5, f"released later ({mine}) than the release that lacks it ({theirs})"


def _tells(passage: Passage, lexicon: Lexicon) -> bool:
    """Whether a passage says something that somebody may want to withhold: a name, a number, several words."""
    words = passage.words
    if len(words) > 2:
        return True
    return any(_is_telling(upper(parts(word.text)[1]), lexicon) for word in words)


def _is_telling(word: str, lexicon: Lexicon) -> bool:
    if any(map(str.isdigit, word)):
        return len(word) > 2
    return len(word) > 3 and lexicon.words.get(word, 0) < COMMON


CLEAN = 0.75
"""A release that reads fewer of the common words as the other does was read badly: it may have lost anything."""
COMMON = 3000
"""A word that cables have more often tells nothing."""


def is_sound(words: Sequence[Word], lexicon: Lexicon, capitals: bool) -> bool:
    """Whether words look like something that was typed (``capitals``: in capitals), and not like scraps of the OCR."""
    all_letters = good = 0
    for word in words:
        lead, core, trail = parts(word.text)
        length = len(word.key)
        all_letters += length + odd_marks(lead, LEADS) + odd_marks(trail, TRAILS)
        good += length * (_is_word(core, lexicon) and not (capitals and core.lower() == core != core.upper()))
    return good >= SOUND * all_letters and good > 2 and _flows([upper(parts(word.text)[1]) for word in words], lexicon)


def _is_form(words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether words are the printed labels of a form, and what is typed among them."""
    forms = [upper(parts(word.text)[1]) for word in words]
    labels = sum(len(form) for form in forms if form in lexicon.labels or RECORD.fullmatch(form))
    return labels >= LABELS * sum(len(word.key) for word in words)


def _flows(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words follow each other as in cables: of a few nobody can say."""
    if len(words) < SEVERAL:
        return True
    known = [(one, other) for one, other in pairwise(words) if one in lexicon.words and other in lexicon.words]
    seen = sum(lexicon.words.pair(one, other) > 0 for one, other in known)
    return seen >= FLOWING * max(len(known), 1)


def _is_word(core: str, lexicon: Lexicon) -> bool:
    form = upper(core)
    if known_as(form, lexicon.words):
        return len(form) > 2 or form.isalpha()
    letters = form.replace("'", "").replace("-", "").replace("/", "").replace(".", "")
    if letters.isdigit():
        return True
    if not letters.isalnum() or len(letters) < 3 or not (core.isupper() or core.istitle() or core.islower()):
        return len(letters) == 1 and core.endswith(".") and core.isupper()
    if any(map(str.isdigit, letters)):
        return sum(map(str.isdigit, letters)) * 2 >= len(letters) or letters[0].isalpha()
    strange = lexicon.words.strangeness(letters)
    return sum(strange) / len(strange) <= STRANGE


def _printed_by(passage: Passage, scene: Scene) -> Iterator[str]:
    """Which other releases print the same."""
    for name in scene.witnesses:
        if name in (passage.fuller.id, passage.lacking.id):
            continue
        words = _there(passage, name, scene)
        text = " ".join(word.text for word in words)
        if text and len(text) >= len(passage.text) / 2 and partial_ratio(text, passage.text) >= CORROBORATED:
            yield name


def _there(passage: Passage, name: str, scene: Scene) -> Sequence[Word]:
    """What a third release has where a passage stands."""
    pairs = scene.pairs[passage.fuller.id, name]
    inside = [pair for pair in pairs if pair.both and passage.start <= pair.start and pair.end <= passage.end]
    words = scene.witnesses[name].words
    return [word for pair in inside for word in words[pair.other : pair.other_end]]


def _lacking_too(passage: Passage, scene: Scene) -> Iterator[str]:
    """Which releases lack just this passage: they have the words right before and after it, and none of it."""
    for name in scene.witnesses:
        if name == passage.fuller.id:
            continue
        there = {at for pair in scene.pairs[passage.fuller.id, name] if pair.both for at in range(pair.start, pair.end)}
        beside = {passage.start - 1, passage.end} <= there
        if beside and not there.intersection(range(passage.start, passage.end)):
            yield name


def _without_moved(passage: Passage, spare: Sequence[int]) -> Passage | None:
    """A passage without the words at its ends that the lacking release has nearby, in another order; None if it has all."""
    keys = passage.lacking.keys
    near = Counter(keys[at] for at in spare if abs(at - passage.other) <= NEAR)
    mine = [word.key for word in passage.words]
    there: list[bool] = []
    for key in mine:
        there.append(near[key] > 0)
        near[key] -= 1
    if sum(len(key) for key, one in zip(mine, there, strict=True) if one) >= MOST * sum(map(len, mine)):
        return None
    first = next(at for at, one in enumerate(there) if not one)
    last = len(there) - next(at for at, one in enumerate(reversed(there)) if not one)
    return replace(passage, start=passage.start + first, end=passage.start + last)


def _is_page(passage: Passage) -> bool:
    """Whether a passage is a whole page, or more, of the fuller release."""
    pages = {word.page for word in passage.words}
    words = passage.fuller.words
    return len(passage.words) >= WHOLE and any(
        all(passage.start <= at < passage.end for at in (_first(words, page), _last(words, page))) for page in pages
    )


def _first(words: Sequence[Word], page: int) -> int:
    return next(at for at, word in enumerate(words) if word.page == page)


def _last(words: Sequence[Word], page: int) -> int:
    return len(words) - 1 - next(at for at, word in enumerate(reversed(words)) if word.page == page)


def clean(one: Witness, other: Witness, pairs: Sequence[Pair]) -> float:
    """Of the words that both releases have, the share that they read alike, letter for letter."""
    both = [pair for pair in pairs if pair.both and is_alike(one, other, pair)]
    same = sum(one.keys[pair.start : pair.end] == other.keys[pair.other : pair.other_end] for pair in both)
    return same / len(both) if both else 0.0


def unmatched(one: Witness, other: Witness, pairs: Sequence[Pair]) -> list[int]:
    """The words of the second release that match none of the first."""
    matched: set[int] = set()
    for pair in pairs:
        if pair.both and is_alike(one, other, pair):
            matched.update(range(pair.other, pair.other_end))
    return [at for at in range(len(other.words)) if at not in matched]
