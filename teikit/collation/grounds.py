"""What speaks for and against a passage having been withheld, in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex
from rapidfuzz.distance import Levenshtein

from teikit.collation.align import Pair
from teikit.collation.passages import Passage
from teikit.collation.sound import SEVERAL, tells
from teikit.collation.witness import Witness
from teikit.lexicon import Lexicon

SURE = 2
"""So many of the four words on either side must both releases read alike, or nobody knows what stands between."""
CODE = regex.compile(r"\(?B\)?\(?[1-9]\)?\(?[A-F]?\)?\W{0,2}|B1A[1-9]\W{0,2}|1\.[3-5]\(?[A-H]\)?\W{0,2}|25X[1-9]")
LIKE_CODE = str.maketrans("86ILO", "BB110")
"""An exemption code as OCR leaves it, in capitals."""
LITTLE = 0.2
"""Of a passage so small a part is little."""
BLOCK, BOTH = 120, 7
"""Characters, two typed lines: no engine skips so much where it reads so many of the eight words around it rightly."""
FRAME = regex.compile(r"[\[\]{}|_]")
"""Marks that OCR makes of the edges of a white box, or of a reviewer's brackets."""
WELL, BADLY = 0.85, 0.75
"""Releases that read so many of their common words alike were read well; with fewer than the second share, badly: what
one of them lacks may be lost."""
CORROBORATED = 0.5
"""So much of a passage must another release have, and so much of each word, to have it, too."""


class Scene:
    """What is known beside a passage: how the releases stand to each other, when they were made.

    ``order`` gives the day or year of each release, empty if unknown; ``clean`` for two of them the share of the words
    both have that they read alike, letter for letter.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        order: Mapping[str, str],
        pairs: Mapping[tuple[str, str], Sequence[Pair]],
        witnesses: Mapping[str, Witness],
        clean: Mapping[tuple[str, str], float],
    ) -> None:
        self.lexicon, self.order, self.pairs, self.witnesses, self.clean = lexicon, order, pairs, witnesses, clean
        self._places: dict[tuple[str, str], list[tuple[int, int]]] = {}

    def places(self, one: str, other: str) -> list[tuple[int, int]]:
        """For each word of a release the words of another that stand there; an empty range where none do."""
        if (one, other) not in self._places:
            places = [(0, 0)] * len(self.witnesses[one].words)
            for pair in self.pairs[one, other]:
                if pair.both:
                    places[pair.start : pair.end] = [(pair.other, pair.other_end)] * (pair.end - pair.start)
            self._places[one, other] = places
        return self._places[one, other]


def grounds(passage: Passage, scene: Scene) -> Iterator[tuple[float, str]]:
    """Points for and against withholding, each with what it rests on."""
    sure = min(passage.before, passage.after) >= SURE
    traces = list(_from_holes(passage)) or list(_from_code(passage))
    yield from traces
    yield from _by_others(passage, scene, bool(traces))
    yield from _by_order(passage, scene, bool(passage.holes))
    yield from _in_line(passage, scene, sure)
    if not passage.holes and len(passage.words) == 1 and not tells(passage.words, scene.lexicon):
        yield -1.5, "a single common word"
    if not traces:
        yield from _without_trace(passage, scene, sure)


def _without_trace(passage: Passage, scene: Scene, sure: bool) -> Iterator[tuple[float, str]]:
    """What else speaks for or against withholding, where neither a gap nor a code does."""
    read_well = scene.clean[passage.fuller.id, passage.lacking.id]
    little = len(passage.instead) <= LITTLE * len(passage.text)
    framed = sure and FRAME.search(passage.scraps) and len(passage.scraps) <= len(passage.text)
    if framed:
        yield 2.0 if read_well >= WELL else 1.0, "the edges of a box in the release that lacks it"
    if passage.instead:
        yield -0.25 if little else -1.5, "something else stands there"
    if passage.at_edge:
        yield -1.5, "at the edge of a page"
    skipped = printed_before(passage, scene)
    if len(passage.text) >= BLOCK and passage.before + passage.after >= BOTH and little and not skipped:
        yield 2.25, "several lines in one piece, between words that both read alike"
    elif len(passage.words) >= SEVERAL and not framed and not _others_lack(passage, scene):
        yield -1.0, "long, and no trace of an excision"
    if read_well < BADLY:
        yield -1.0, "the release that lacks it was read badly"


def _by_others(passage: Passage, scene: Scene, traced: bool) -> Iterator[tuple[float, str]]:
    """What the other releases say: what several lack was withheld, what one alone lacks was lost rather."""
    also = len(_others_lack(passage, scene))
    if also:
        yield min(1.0 * also, 2.0), f"missing in {also} other {'release' if also == 1 else 'releases'}, too"
    elif not traced and len(scene.witnesses) > 2 and len(list(printed_by(passage, scene))) == len(scene.witnesses) - 2:
        yield -1.5, "all other releases have it"


def _from_code(passage: Passage) -> Iterator[tuple[float, str]]:
    if any(CODE.fullmatch(part.translate(LIKE_CODE)) for part in passage.instead.upper().split()):
        yield 2.0, "what stands there looks like an exemption code"


def _from_holes(passage: Passage) -> Iterator[tuple[float, str]]:
    """What the gaps say that the lacking release marks there."""
    for hole in passage.holes[:1]:
        if not hole.mark.get("evidence"):
            yield 4.0, "brackets in the release that lacks it"
        elif hole.mark.get("box"):
            yield 4.0, "white space on the page of the release that lacks it"
        else:
            yield 3.0, "an exemption code beside the place"


def _in_line(passage: Passage, scene: Scene, sure: bool) -> Iterator[tuple[float, str]]:
    """Whether the line goes on: engines lose lines and ends of lines, but hardly ever what stands within one."""
    if not sure:
        yield -1.0 if passage.holes else -2.5, "what stands beside it is not sure"
    elif tells(passage.words, scene.lexicon):
        if not passage.begins_line and not passage.ends_line:
            yield 2.0 if len(passage.words) < SEVERAL else 1.0, "the line goes on on both sides"
        elif not (passage.begins_line and passage.ends_line):
            yield 0.5, "the line goes on on one side"


def _by_order(passage: Passage, scene: Scene, marked: bool) -> Iterator[tuple[float, str]]:
    mine, theirs = scene.order.get(passage.fuller.id, ""), scene.order.get(passage.lacking.id, "")
    if mine and theirs and mine != theirs:
        if mine < theirs:
            yield -1.0 if marked else -3.0, f"released in {mine}, before the release that lacks it ({theirs})"
        else:
            yield 0.5, f"released later ({mine}) than the release that lacks it ({theirs})"


def printed_before(passage: Passage, scene: Scene) -> bool:
    """Whether a release prints a passage that was made before the one that lacks it: then nobody withheld it there."""
    mine, theirs = scene.order.get(passage.fuller.id, ""), scene.order.get(passage.lacking.id, "")
    return bool(mine and theirs and mine < theirs)


def _others_lack(passage: Passage, scene: Scene) -> list[str]:
    return [name for name in _lacking_too(passage, scene) if name != passage.lacking.id]


def printed_by(passage: Passage, scene: Scene) -> Iterator[str]:
    """Which other releases print the same: most of its letters stand in words that they have there, too."""
    letters = sum(len(word.key) for word in passage.words)
    for name in scene.witnesses:
        if name not in (passage.fuller.id, passage.lacking.id):
            places = scene.places(passage.fuller.id, name)[passage.start : passage.end]
            keys = scene.witnesses[name].keys
            there = (
                len(word.key)
                for word, (start, end) in zip(passage.words, places, strict=True)
                if start < end and Levenshtein.normalized_similarity(word.key, "".join(keys[start:end])) >= CORROBORATED
            )
            if sum(there) >= CORROBORATED * letters:
                yield name


def _lacking_too(passage: Passage, scene: Scene) -> Iterator[str]:
    """Which releases lack just this passage: they have the words right before and after it, and none of it."""
    nothing = (0, 0)
    for name in scene.witnesses:
        if name == passage.fuller.id:
            continue
        places = scene.places(passage.fuller.id, name)
        beside = places[passage.start - 1 : passage.start] + places[passage.end : passage.end + 1]
        inside = places[passage.start : passage.end]
        if len(beside) == 2 and nothing not in beside and all(place == nothing for place in inside):
            yield name
