"""What speaks for and against a passage having been withheld, in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex
from rapidfuzz.distance import Levenshtein

from teikit.collation.align import Pair
from teikit.collation.kinship import LEAST_SHARED, NEARLY_ALL
from teikit.collation.passages import FLANK, Passage
from teikit.collation.sound import SEVERAL, is_sound, tells
from teikit.collation.witness import Witness
from teikit.lexicon import Lexicon

SURE = 2
"""Words, of the four on either side, that both releases must read alike; else nobody knows what stands between."""
CODE = regex.compile(r"\(?B\)?\(?[1-9]\)?\(?[A-F]?\)?\W{0,2}|B1A[1-9]\W{0,2}|1\.[3-5]\(?[A-H]\)?\W{0,2}|25X[1-9]")
"""An exemption code as OCR leaves it, in capitals: ``(B)(1``, ``B1A3``, ``1.3(A``, ``25X1``."""
LIKE_CODE = str.maketrans("86ILO", "BB110")
"""Characters read for those of a code: ``(8)(1)``, ``BIA3``."""
LITTLE = 0.2  # share of a passage that is little
BLOCK = 120  # characters, two typed lines: no engine skips so much between words that it reads rightly
BOTH = 7  # words, of the eight around a passage, that both releases must read alike for that
FRAME = regex.compile(r"[\[\]{}|_]")
"""Marks that OCR makes of the edges of a white box, or of a reviewer's brackets."""
CLEARLY = 0.91  # share of their common words read alike below which an engine loses words of either reading
TELLING = 6  # letters of a hole in a line from which on hardly any engine loses it
SEVERAL_LINES = 3  # lines that an engine seldom skips in one of two readings of a scan
MARKED = 1  # letters of the number or letter of an item
CLEAR = 3  # words, of the four on either side, that both releases read alike around a hole in one of two equal readings
WELL = 0.85  # share of their common words that releases read alike which were read well
BADLY = 0.75  # share below which they were read badly: what one of them lacks may be lost
CORROBORATED = 0.5  # share of a passage, and of each word, that another release must have to have it, too


class Context:
    """What is known beside a passage: how the releases stand to each other, when they were made.

    ``released`` gives the day or year of each release, empty if unknown; ``agreement`` for two of them the share of the
    words both have that they read alike, letter for letter. ``likeness`` of two is the share of odd words that
    they read the same (``kinship``).
    """

    def __init__(
        self,
        lexicon: Lexicon,
        released: Mapping[str, str],
        pairs: Mapping[tuple[str, str], Sequence[Pair]],
        witnesses: Mapping[str, Witness],
        agreement: Mapping[tuple[str, str], float],
        likeness: Mapping[tuple[str, str], float],
    ) -> None:
        self.lexicon, self.released, self.pairs = lexicon, released, pairs
        self.witnesses, self.agreement, self.likeness = witnesses, agreement, likeness
        self._places: dict[tuple[str, str], list[tuple[int, int]]] = {}

    def places(self, here: str, there: str) -> list[tuple[int, int]]:
        """For each word of a release the words of another that stand there; an empty range where none do."""
        if (here, there) not in self._places:
            places = [(0, 0)] * len(self.witnesses[here].words)
            for pair in self.pairs[here, there]:
                if pair.both:
                    places[pair.start : pair.end] = [(pair.other_start, pair.other_end)] * (pair.end - pair.start)
            self._places[here, there] = places
        return self._places[here, there]


def is_hole(passage: Passage, context: Context) -> bool:
    """Whether a passage is missing between words that both releases read alike, and these are readings of one scan.

    An engine reads one scan twice in the same way: what is in one reading only was painted over for the other. Of the
    169 such passages in 50 records released in 2023 and 2025 a comparison of the words alone finds 128, too, and of the
    other 41 half are names and amounts that were opened (COPENHAGEN, $11,003,991), half specks and numbers of lines.
    """
    likeness = context.likeness[passage.fuller.id, passage.lacking.id]
    # That something was withheld again is so rare that only all but identical readings show it.
    least = NEARLY_ALL if is_printed_before(passage, context) else LEAST_SHARED
    if likeness < least or not _is_empty(passage):
        return False
    fewest = min(passage.alike_before, passage.alike_after)
    all_alike = passage.alike_before + passage.alike_after
    if fewest < CLEAR and not (likeness >= NEARLY_ALL and fewest and all_alike > FLANK):
        return False
    # What others print, one of them before this release, nobody withheld here: the engine lost it.
    lacking = context.released.get(passage.lacking.id, "")
    others = list(printing_too(passage, context))
    printing = [context.released.get(name, "") for name in (passage.fuller.id, *others)]
    return not (others and any(day and day < lacking for day in printing))


def _is_empty(passage: Passage) -> bool:
    """Whether nothing stands there but the number of an item of a list: ``9.`` for ``9. POSHEPNY, Anthony``."""
    instead = passage.instead
    letters = sum(map(str.isalpha, instead))
    return letters <= MARKED and len(instead) <= LITTLE * len(passage.text)


def grounds(passage: Passage, context: Context) -> Iterator[tuple[float, str]]:
    """Points for and against withholding, each with what it rests on."""
    sure = min(passage.alike_before, passage.alike_after) >= SURE
    traces = list(_from_gaps(passage)) or list(_from_code(passage))
    yield from traces
    yield from _by_others(passage, context, bool(traces))
    yield from _by_order(passage, context, bool(passage.gaps))
    yield from _in_line(passage, context, sure)
    if not passage.gaps and len(passage.words) == 1 and not tells(passage.words, context.lexicon):
        yield -1.5, "a single common word"
    if not traces:
        yield from _without_trace(passage, context, sure)


def _without_trace(passage: Passage, context: Context, sure: bool) -> Iterator[tuple[float, str]]:
    """What else speaks for or against withholding, where neither a gap nor a code does."""
    if is_hole(passage, context):
        yield _hole_points(passage, context), "a hole in another reading of the same scan by the same engine"
        return
    agreement = context.agreement[passage.fuller.id, passage.lacking.id]
    little = len(passage.instead) <= LITTLE * len(passage.text)
    framed = sure and FRAME.search(passage.scraps) and len(passage.scraps) <= len(passage.text)
    if framed:
        yield 2.0 if agreement >= WELL else 1.0, "the edges of a box in the release that lacks it"
    if passage.instead:
        yield -0.25 if little else -1.5, "something else stands there"
    if passage.at_edge:
        yield -1.5, "at the edge of a page"
    between_sure_words = passage.alike_before + passage.alike_after >= BOTH
    skipped = is_printed_before(passage, context)
    if len(passage.text) >= BLOCK and between_sure_words and little and not skipped:
        yield 2.25, "several lines in one piece, between words that both read alike"
    elif len(passage.words) >= SEVERAL and not framed and not _others_lacking(passage, context):
        yield -1.0, "long, and no trace of an excision"
    if agreement < BADLY:
        yield -1.0, "the release that lacks it was read badly"


def _hole_points(passage: Passage, context: Context) -> float:
    """Points of a hole.

    In 50 records the releases of 2023 and 2025 show how often an engine loses words of one scan: what 2023 has and 2025
    lacks was hardly ever withheld. Of holes the other way (first number) so many (second) must be such losses.
    """
    is_in_line = not (passage.begins_line and passage.ends_line)
    letters = sum(len(word.key) for word in passage.words)
    if is_in_line:
        is_read_well = context.agreement[passage.fuller.id, passage.lacking.id] >= CLEARLY
        return 3.0 if letters >= TELLING and is_read_well else 1.0  # 97, 1; shorter: 6, 4
    if is_printed_before(passage, context):
        return 0.0  # whole lines that only the earlier has: 39, of those read none withheld again
    if passage.lines >= SEVERAL_LINES or not is_sound(passage.words, context.lexicon, passage.fuller.in_capitals):
        return 1.5  # three lines and more: 14, 4; names that no list has: 19, 6
    return 0.0  # a line or two of known words: 31, 33


def _by_others(passage: Passage, context: Context, traced: bool) -> Iterator[tuple[float, str]]:
    """What the other releases say: what several lack was withheld, what one alone lacks was rather lost."""
    # What an earlier release alone has is rather a scrap of its OCR: "fata ay," in 2018, not in 2022, 2023 and 2025.
    lacking_too = 0 if is_printed_before(passage, context) else len(_others_lacking(passage, context))
    others = len(context.witnesses) - 2
    if lacking_too:
        releases = "release" if lacking_too == 1 else "releases"
        yield min(1.0 * lacking_too, 2.0), f"missing in {lacking_too} other {releases}, too"
    elif (
        not traced
        and others > 0
        and not is_hole(passage, context)
        and len(list(printing_too(passage, context))) == others
    ):
        yield -1.5, "all other releases have it"


def _from_code(passage: Passage) -> Iterator[tuple[float, str]]:
    if any(CODE.fullmatch(part.translate(LIKE_CODE)) for part in passage.instead.upper().split()):
        yield 2.0, "what stands there looks like an exemption code"


def _from_gaps(passage: Passage) -> Iterator[tuple[float, str]]:
    """What the gaps say that the lacking release marks there."""
    for gap in passage.gaps[:1]:
        if not gap.mark.get("evidence"):
            yield 4.0, "brackets in the release that lacks it"
        elif gap.mark.get("box"):
            yield 4.0, "white space on the page of the release that lacks it"
        else:
            yield 3.0, "an exemption code beside the place"


def _in_line(passage: Passage, context: Context, sure: bool) -> Iterator[tuple[float, str]]:
    """Whether the line goes on: engines lose lines and ends of lines, but hardly ever what stands within one."""
    if not sure:
        yield -1.0 if passage.gaps else -2.5, "what stands beside it is not sure"
    elif tells(passage.words, context.lexicon):
        if not passage.begins_line and not passage.ends_line:
            yield 2.0 if len(passage.words) < SEVERAL else 1.0, "the line goes on on both sides"
        elif not (passage.begins_line and passage.ends_line):
            yield 0.5, "the line goes on on one side"


def _by_order(passage: Passage, context: Context, marked: bool) -> Iterator[tuple[float, str]]:
    """What the dates say: a review opens more than the one before it, it hardly ever closes what was open."""
    fuller, lacking = _dates(passage, context)
    if fuller and lacking and fuller != lacking:
        if fuller < lacking and is_hole(passage, context):
            yield 0.5, f"printed in {fuller}, and withheld again in {lacking}"
        elif fuller < lacking:
            yield -1.0 if marked else -3.0, f"released in {fuller}, before the release that lacks it ({lacking})"
        else:
            yield 0.5, f"released later ({fuller}) than the release that lacks it ({lacking})"


def is_printed_before(passage: Passage, context: Context) -> bool:
    """Whether a release prints a passage that was made before the one that lacks it: then nobody withheld it there."""
    fuller, lacking = _dates(passage, context)
    return bool(fuller and lacking and fuller < lacking)


def _dates(passage: Passage, context: Context) -> tuple[str, str]:
    """The dates of the release that has a passage and of the one that lacks it, each empty where it is not known."""
    return context.released.get(passage.fuller.id, ""), context.released.get(passage.lacking.id, "")


def printing_too(passage: Passage, context: Context) -> Iterator[str]:
    """The other releases that print the same: most of its letters stand in words that they have there, too."""
    letters = sum(len(word.key) for word in passage.words)
    for name in context.witnesses:
        if name not in (passage.fuller.id, passage.lacking.id):
            places = context.places(passage.fuller.id, name)[passage.start : passage.end]
            keys = context.witnesses[name].keys
            letters_there = sum(
                len(word.key)
                for word, (start, end) in zip(passage.words, places, strict=True)
                if start < end and Levenshtein.normalized_similarity(word.key, "".join(keys[start:end])) >= CORROBORATED
            )
            if letters_there >= CORROBORATED * letters:
                yield name


def _others_lacking(passage: Passage, context: Context) -> list[str]:
    """The other releases that lack just this passage: they have the words right before and after it, and none of it.

    Readings of one scan by one engine are one voice: what both lack counts once.
    """
    nothing = (0, 0)
    lacking = []
    for name in context.witnesses:
        if (
            name in (passage.fuller.id, passage.lacking.id)
            or context.likeness[name, passage.lacking.id] >= LEAST_SHARED
        ):
            continue
        places = context.places(passage.fuller.id, name)
        beside = places[passage.start - 1 : passage.start] + places[passage.end : passage.end + 1]
        inside = places[passage.start : passage.end]
        if len(beside) == 2 and nothing not in beside and all(place == nothing for place in inside):
            lacking.append(name)
    return lacking
