"""Releases word against word: laws of the alignment at random, and the cases that it was made for."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teikit.collation.align import MOVED, Pair, _Aligner, align
from teikit.collation.columns import Column, columns

LETTERS = "ABCDEFGHIJKLMNOPRSTUVWXY"
FEW = st.lists(st.sampled_from(["A", "THE", "CUBA", "CUBAN", "MISSILES", "MISSILE", "BASES"]), max_size=14)
"""Texts in which everything stands more than once, so that nothing is certain."""
DISTINCT = st.lists(st.text(LETTERS, min_size=3, max_size=9), min_size=1, max_size=60, unique=True)


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[str], list[str], set[int], set[int]]:
    """Two texts that have something in common or nothing, with gaps anywhere."""
    first, second = draw(FEW), draw(FEW)
    if draw(st.booleans()):
        cut = draw(st.integers(0, len(first)))
        second = first[:cut] + second[:4] + first[cut:]
    gaps, second_gaps = (draw(st.sets(st.integers(0, len(text)), max_size=3)) for text in (first, second))
    return first, second, gaps, second_gaps


def in_order(pairs: Sequence[Pair], length: int, second_length: int) -> bool:
    """Whether the pairs that are not moved cover both texts, each word once, in the order of both."""
    kept = [
        Pair(0, 0, 0, 0),
        *(pair for pair in pairs if not pair.is_moved),
        Pair(length, length, *(second_length,) * 2),
    ]
    return all(
        (piece.end, piece.second_end) == (following.start, following.second_start)
        for piece, following in pairwise(kept)
    )


def both(pairs: Sequence[Pair], first: Sequence[str], second: Sequence[str]) -> list[tuple[str, str]]:
    """What stands for what, as words."""
    return [
        (" ".join(first[pair.start : pair.end]), " ".join(second[pair.second_start : pair.second_end]))
        for pair in pairs
        if not pair.is_moved
    ]


# ---------------------------------------------------------------------- laws


@given(texts())
def test_pairs_cover_both_texts_in_order(drawn: tuple[list[str], list[str], set[int], set[int]]) -> None:
    first, second, gaps, second_gaps = drawn
    pairs = align(first, second, gaps, second_gaps)
    assert in_order(pairs, len(first), len(second))
    assert all(pair.start < pair.end or pair.second_start < pair.second_end for pair in pairs), (
        "a gap that matches a gap"
    )


@given(texts())
def test_the_texts_turned_round_are_covered_as_well(drawn: tuple[list[str], list[str], set[int], set[int]]) -> None:
    first, second, gaps, second_gaps = drawn
    turned = [pair.turned() for pair in align(second, first, second_gaps, gaps)]
    assert in_order(turned, len(first), len(second))
    assert [pair.turned().turned() for pair in turned] == turned


@given(FEW, st.sets(st.integers(0, 14), max_size=3))
def test_the_same_text_twice_is_aligned_word_for_word(text: list[str], gaps: set[int]) -> None:
    """Also where both have a gap in the same place: that is no agreement, and nothing that stands there."""
    gaps = {gap for gap in gaps if gap <= len(text)}
    wanted = [Pair(at, at + 1, at, at + 1) for at in range(len(text))]
    assert align(text, text, gaps, gaps) == align(text, text) == wanted


@given(DISTINCT, st.data())
def test_a_run_that_one_text_lacks_is_one_pair(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    known = {start} if data.draw(st.booleans()) else set()
    less = text[:start] + text[end:]
    wanted = [
        *(Pair(at, at + 1, at, at + 1) for at in range(start)),
        Pair(start, end, start, start),
        *(Pair(at, at + 1, at - end + start, at + 1 - end + start) for at in range(end, len(text))),
    ]
    assert align(text, less, (), known) == wanted
    assert [pair.turned() for pair in align(less, text, known)] == wanted


@given(st.data())
def test_a_passage_in_another_order_is_moved(data: st.DataObject) -> None:
    """Engines read columns and blocks in other orders: the words are there, so nothing is lost."""
    sizes = data.draw(st.tuples(*[st.integers(6, 12)] * 2))
    length = sum(sizes) + 40
    words = data.draw(st.lists(st.text(LETTERS, min_size=4, max_size=8), min_size=length, max_size=length, unique=True))
    cuts = [0, sizes[0], sizes[0] + MOVED, sizes[0] + MOVED + 30, length]
    head, block, between, tail = (words[start:end] for start, end in pairwise(cuts))
    first, second = head + block + between + tail, head + between + block + tail
    pairs = align(first, second)
    assert in_order(pairs, length, length)
    moved = [pair for pair in pairs if pair.is_moved]
    assert [first[pair.start] for pair in moved] == [second[pair.second_start] for pair in moved] == block


@given(st.lists(st.text(LETTERS, min_size=3, max_size=9), min_size=20, max_size=40, unique=True), st.integers(1, 5))
def test_a_few_words_elsewhere_are_not_moved(text: list[str], count: int) -> None:
    """They may stand there by chance."""
    assert not any(pair.is_moved for pair in align(text, text[count:] + text[:count]))


@given(texts(), st.lists(FEW, min_size=1, max_size=2))
def test_columns_hold_every_word_of_every_release_once(
    drawn: tuple[list[str], list[str], set[int], set[int]], more: list[list[str]]
) -> None:
    base, second, gaps, second_gaps = drawn
    releases = {"R2": second, **{f"R{number}": text for number, text in enumerate(more, 3)}}
    pairs = {name: align(base, text, gaps, second_gaps if name == "R2" else ()) for name, text in releases.items()}
    made = columns(pairs, len(base))
    assert ranges(made, "") == list(range(len(base)))
    for name, text in releases.items():
        assert ranges(made, name) == list(range(len(text))), name


def ranges(made: Sequence[Column], name: str) -> list[int]:
    """The words of a release (of the base, if its name is empty) in all columns."""
    cells = [column.witnesses[name] if name else column.base for column in made if name not in column.moved]
    return [at for start, end in cells for at in range(start, end)]


def test_a_passage_is_moved_to_one_place() -> None:
    head, block, middle, tail = ([f"{name}{at}" for at in range(20)] for name in ("HEAD", "BLOCK", "MIDDLE", "TAIL"))
    pairs = align(head + block + middle + middle[:5] + tail, head + middle + block + middle[:5] + tail + block)
    moved = [at for pair in pairs if pair.is_moved for at in range(pair.start, pair.end)]
    assert len(moved) == len(set(moved))


# --------------------------------------------------------------------- cases

PAIRS = [
    ("a word that is cut", "EVALUATION SOVIET POLICY", "EVALU ATION SOVIET POLICY", [("EVALUATION", "EVALU ATION")]),
    ("a word in three", "IN INSTRUCTIONS HE HAD", "IN INS TRUC TIONS HE HAD", [("INSTRUCTIONS", "INS TRUC TIONS")]),
    ("two that are glued", "POLTO 512 ACTING SECRETARY", "POLTO 512ACTING SECRETARY", [("512 ACTING", "512ACTING")]),
    ("glued and misread", "WHITE HOUSE STATEMENT", "WHlTEHOUSE STATEMENT", [("WHITE HOUSE", "WHlTEHOUSE")]),
    ("misread", "AGREED POSITION", "AGREEO POSITI0N", [("AGREED", "AGREEO"), ("POSITION", "POSITI0N")]),
    ("a number", "CIRC 744 THEN READ", "CIRCR 778 THEN READ", [("CIRC", "CIRCR"), ("744", "778")]),
    ("a word too many", "HE HAD NO IDEA", "HE HAD HAD NO IDEA", [("", "HAD")]),
    ("a word too few", "HE HAD NO CLEAR INSTRUCTIONS", "HE HAD NO INSTRUCTIONS", [("CLEAR", "")]),
    ("words with nothing in common", "HE SAW CASTRO IN HAVANA", "HE SAW IN HAVANA", [("CASTRO", "")]),
]


@pytest.mark.parametrize(("fuller", "lacking", "differ"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_what_stands_for_what(fuller: str, lacking: str, differ: list[tuple[str, str]]) -> None:
    first, second = fuller.split(), lacking.split()
    shown = both(align(first, second), first, second)
    assert [pair for pair in shown if pair[0] != pair[1]] == differ
    shown = both(align(second, first), second, first)
    assert [pair for pair in shown if pair[0] != pair[1]] == [pair[::-1] for pair in differ]


def test_a_gap_takes_what_stands_there_even_beside_what_is_like_it() -> None:
    """Of two ways that cost the same, the one goes where a gap says that something is missing."""
    first = ["THE", "MINISTER", "MET", "THE", "AMBASSADOR", "AND", "THE", "MINISTER", "LEFT"]
    second = ["THE", "MINISTER", "LEFT"]
    assert [pair for pair in align(first, second, (), {1}) if not pair.both] == [Pair(1, 7, 1, 1)]
    assert [pair for pair in align(first, second, (), {0}) if not pair.both] == [Pair(0, 6, 0, 0)]


@pytest.mark.parametrize("around", [5, 40])
def test_a_gap_is_kept_whatever_stands_around_it(around: int) -> None:
    """OF [] THE ELECTIONS: that OF THE stands before it, too, says nothing."""
    before, after = [f"BEFORE{at}" for at in range(around)], [f"AFTER{at}" for at in range(around)]
    first = [*before, *["OF", "THE", "PLANS", "OF", "THE", "GOVERNMENT", "NOW", "THE", "ELECTIONS"], *after]
    second = [*before, *["OF", "THE", "PLANS", "OF", "THE", "ELECTIONS"], *after]
    pairs = align(first, second, (), {around + 4})
    assert [pair for pair in pairs if not pair.both] == [Pair(around + 4, around + 7, around + 4, around + 4)]


def test_each_text_withholds_something_else() -> None:
    whole = ["WE", "AGREED", "WITH", "BONN", "THAT", "LONDON", "SHOULD", "PAY", "NOTHING", "MORE"]
    first, second = [*whole[:3], *whole[4:]], [*whole[:5], *whole[6:]]
    shown = both(align(first, second, {3}, {5}), first, second)
    assert [pair for pair in shown if "" in pair] == [("", "BONN"), ("LONDON", "")]


def test_gaps_in_one_place_match_nothing() -> None:
    """Both withhold a name, and beside it other words: what one has there is not what the other has not."""
    first, second = ["TALKED", "WITH", "ABOUT", "CUBA"], ["TALKED", "WITH", "TODAY", "ABOUT", "CUBA"]
    pairs = align(first, second, {2}, {2})
    assert [pair for pair in pairs if not pair.both] == [Pair(2, 2, 2, 3)]


@pytest.mark.parametrize(("first", "second"), [([], []), ([], ["A"]), (["A"], []), (["A"], ["B"])], ids=str)
def test_texts_of_a_word_or_none(first: list[str], second: list[str]) -> None:
    assert in_order(align(first, second), len(first), len(second))


# ------------------------------------------------------------------ long texts

LONG = 100_000


def words(seed: int, count: int) -> list[str]:
    """Words as texts have them: a few very often, many once."""
    chance = random.Random(seed)
    known = ["".join(chance.choices(LETTERS, k=chance.randint(2, 10))) for _ in range(20_000)]
    return chance.choices(known, [1 / rank for rank in range(1, len(known) + 1)], k=count)


def test_long_texts_with_noise_are_aligned() -> None:
    """Some 300 pages: 3 words of 100 misread, one lost, a passage withheld on every second page."""
    chance = random.Random(12)
    first = words(11, LONG)
    lost = {at for at in range(LONG) if chance.random() < 0.01}
    lost |= {at for start in range(300, LONG - 100, 660) for at in range(start, start + 40)}
    kept = [at for at in range(LONG) if at not in lost]
    second = [first[at] + "X" if chance.random() < 0.03 else first[at] for at in kept]
    pairs = align(first, second)
    assert in_order(pairs, LONG, len(second))
    right = sum(kept[pair.second_start] == pair.start for pair in pairs if pair.both and pair.end - pair.start == 1)
    assert right > 0.99 * len(kept)


def test_long_texts_with_nothing_in_common_are_left_apart() -> None:
    first, second = [f"A{number}" for number in range(LONG)], [f"B{number}" for number in range(LONG)]
    assert align(first, second) == [Pair(0, LONG, 0, 0), Pair(LONG, LONG, 0, LONG)]


def test_long_texts_of_one_word_are_bounded() -> None:
    """No stretch stands once in such a text, so there is no anchor, and every word may stand for every other."""
    pairs = align(["SECRET"] * LONG, ["SECRET"] * (LONG - 1))
    assert in_order(pairs, LONG, LONG - 1)


def test_looking_for_moved_passages_takes_no_more_than_the_length_of_the_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many pages, on each of which either release withholds something, are about twice the work."""

    def work(pages: int) -> int:
        chance = random.Random(1)
        looked: list[int] = []
        whole = [f"W{chance.randrange(30_000)}" for _ in range(200 * pages)]
        first = [word for at, word in enumerate(whole) if at % 200 not in range(30, 60)]
        second = [word for at, word in enumerate(whole) if at % 200 not in range(130, 160)]
        anchors = _Aligner._anchors

        def counted(*given: Any) -> Any:
            looked.append(1)
            return anchors(*given)

        with monkeypatch.context() as patch:
            patch.setattr(_Aligner, "_anchors", counted)
            align(first, second)
        return len(looked)

    assert work(80) < 3 * work(40)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_texts_of_some_pages_are_covered(seed: int) -> None:
    """Long enough for anchors, with passages lost on either side and blocks in another order."""
    chance = random.Random(seed)
    whole = words(seed, 900)
    first, second = ([word for word in whole if chance.random() > 0.05] for _ in range(2))
    start = chance.randrange(len(second))
    second = second[start:] + second[:start]
    pairs = align(first, second)
    assert in_order(pairs, len(first), len(second))
    sides: tuple[Callable[[Pair], range], ...] = (
        lambda pair: range(pair.start, pair.end),
        lambda pair: range(pair.second_start, pair.second_end),
    )
    for side in sides:
        apart = [at for pair in pairs if not pair.is_moved and not pair.both for at in side(pair)]
        moved = [at for pair in pairs if pair.is_moved for at in side(pair)]
        assert len(moved) == len(set(moved)), "a word that was moved to two places"
        assert set(moved) <= set(apart)
