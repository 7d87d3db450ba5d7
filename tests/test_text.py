"""The core: what stand-off edits must do, as laws at random and as examples of the side rule."""

from __future__ import annotations

import copy
import re
from dataclasses import FrozenInstanceError, replace
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from teikit.core import Certainty, Draft, Edit, Mark, Proposal, Source, Span, attrs, kinds, lines
from teikit.errors import Refused
from teikit.readers.plain import read_text as read

Rounds = list[list[Proposal]]
TEXTS = st.text(alphabet="AB cd-\r\n\f", max_size=24)


@st.composite
def proposals(draw: st.DrawFn, most: int, asides: bool = True) -> list[Proposal]:
    """Proposals for a text of about ``most`` characters, some of which do not fit it. ``why`` is their name."""
    result: list[Proposal] = []
    for number in range(draw(st.integers(0, 5))):
        start = draw(st.integers(-1, most + 1))
        span = Span(start, draw(st.integers(start - 1, start + 8)))
        kind = draw(st.sampled_from([None, kinds.GAP, kinds.RUNNING_HEAD] if asides else [None, kinds.GAP]))
        if kind is None:
            cert = draw(st.sampled_from([Certainty.LOW, Certainty.HIGH]))
            result.append(Edit(span, draw(st.sampled_from(["", "X", "YZ"])), "test", cert, why=str(number)))
        else:
            result.append(Mark(span, kind, "test", why=str(number)))
    return result


@st.composite
def histories(draw: st.DrawFn, asides: bool = True) -> tuple[Source, Rounds]:
    text = draw(TEXTS)
    rounds = [draw(proposals(len(text), asides)) for _ in range(draw(st.integers(1, 3)))]
    named = [
        [replace(proposal, why=f"{number}.{proposal.why}") for proposal in proposed]
        for number, proposed in enumerate(rounds)
    ]
    return Source("law", text), named


def played(source: Source, rounds: Rounds, at_least: Certainty = Certainty.LOW) -> Draft:
    draft = Draft.of(source)
    for proposed in rounds:
        draft = draft.apply(proposed, at_least)
    return draft


def naively(before: Draft, after: Draft, proposed: list[Proposal]) -> str:
    """The text that the accepted proposals of one round give if one edits it with nothing but strings.

    What stands where an aside begins goes with it; what stands where it ends does not.
    """
    taken = {edit.why for edit in after.edits}
    before_each = [""] * (len(before.text) + 1)
    out = list(before.text)
    for proposal in proposed:
        if isinstance(proposal, Edit) and proposal.why in taken:
            start, end = proposal.span
            if start == end:
                before_each[start] += proposal.new
            else:
                out[start:end] = [proposal.new] + [""] * (end - start - 1)
    hidden = [mark.span for mark in after.marks[len(before.marks) :] if mark.aside]
    for offset in range(len(before.text)):
        start, end = before.to_source(Span(offset, offset + 1))
        if any(aside.start < max(end, start + 1) and start < aside.end for aside in hidden):
            out[offset] = before_each[offset] = ""
    return "".join(extra + now for extra, now in zip(before_each, [*out, ""], strict=True))


# ---------------------------------------------------------------------- laws


@given(histories())
def test_pieces_cover_the_source_in_order(history: tuple[Source, Rounds]) -> None:
    source, rounds = history
    draft = played(source, rounds)
    at = 0
    for piece in draft.pieces:
        assert piece.span.start == at <= piece.span.end
        at = piece.span.end
    assert at == len(source.text)


def agrees_with_naive_editing(source: Source, rounds: Rounds) -> bool:
    """Whether every round leaves the text that editing by hand would leave."""
    draft = Draft.of(source)
    for proposed in rounds:
        after = draft.apply(proposed)
        if after.text != naively(draft, after, proposed):
            return False
        draft = after
    return True


@given(histories(asides=False))
def test_applying_is_naive_editing(history: tuple[Source, Rounds]) -> None:
    assert agrees_with_naive_editing(*history)


@given(histories())
def test_applying_is_naive_editing_around_asides(history: tuple[Source, Rounds]) -> None:
    assert agrees_with_naive_editing(*history)


@given(histories(), st.sampled_from(Certainty))
def test_every_proposal_is_somewhere(history: tuple[Source, Rounds], at_least: Certainty) -> None:
    source, rounds = history
    draft = played(source, rounds, at_least)
    applied = [edit.why for edit in draft.edits]
    parts = {mark.why for mark in draft.marks}
    rest = [proposal.why for proposal in (*draft.refused, *draft.suggested)]
    assert len(applied) == len(set(applied))
    assert sorted([*applied, *parts, *rest]) == sorted(proposal.why for proposed in rounds for proposal in proposed)
    assert all(edit.cert < at_least for edit in draft.suggested)
    assert all(edit.cert >= at_least for edit in draft.edits)


@given(histories())
def test_asides_never_overlap(history: tuple[Source, Rounds]) -> None:
    asides = sorted(mark.span for mark in played(*history).marks if mark.aside)
    assert all(aside.end <= following.start for aside, following in pairwise(asides))


@given(histories())
def test_what_is_hidden_is_in_an_aside_and_the_other_way_round(history: tuple[Source, Rounds]) -> None:
    draft = played(*history)
    asides = [mark.span for mark in draft.marks if mark.aside]
    for piece in draft.pieces:
        if piece.span.start < piece.span.end:
            inside = any(aside.start <= piece.span.start and piece.span.end <= aside.end for aside in asides)
            assert piece.hidden is inside


@given(histories())
def test_edits_that_were_taken_do_not_overlap(history: tuple[Source, Rounds]) -> None:
    source, rounds = history
    for number, proposed in enumerate(rounds):
        taken = {edit.why for edit in played(source, rounds[: number + 1]).edits}
        spans = sorted(edit.span for edit in proposed if isinstance(edit, Edit) and edit.why in taken)
        assert all(span.end <= following.start for span, following in pairwise(spans))


@given(histories(), st.sampled_from(Certainty))
def test_a_proposal_is_refused_for_a_reason(history: tuple[Source, Rounds], at_least: Certainty) -> None:
    source, rounds = history
    draft = Draft.of(source)
    for proposed in rounds:
        after = draft.apply(proposed, at_least)
        refused = {proposal.why for proposal in after.refused[len(draft.refused) :]}
        for proposal in proposed:
            fits = 0 <= proposal.span.start <= proposal.span.end <= len(draft.text)
            alone = not any(_meets(draft, proposal, rival) for rival in proposed if rival is not proposal)
            if proposal.why in refused and fits and alone:
                assert isinstance(proposal, Mark) and proposal.aside
                assert not source.text[slice(*draft.to_source(proposal.span))]
        draft = after


def _meets(draft: Draft, proposal: Proposal, rival: Proposal) -> bool:
    """Whether two proposals touch each other in the text, or in the source, where a replaced piece counts whole."""
    if not 0 <= rival.span.start <= rival.span.end <= len(draft.text):
        return False
    if proposal.span.start <= rival.span.end and rival.span.start <= proposal.span.end:
        return True
    first, second = draft.to_source(proposal.span), draft.to_source(rival.span)
    return first.start <= second.end and second.start <= first.end


@given(histories())
def test_offsets_lead_to_the_source_and_back(history: tuple[Source, Rounds]) -> None:
    draft = played(*history)
    at = 0
    for piece in draft.pieces:
        if piece.hidden:
            continue
        reading = draft.table.reading(piece)
        for offset in range(len(reading)):
            span = draft.to_source(Span(at + offset, at + offset + 1))
            if piece.new is None:
                assert span == (piece.span.start + offset, piece.span.start + offset + 1)
                assert draft.to_text(span.start) == at + offset
                assert draft.source.plain[span.start] == draft.text[at + offset]
            else:
                assert span == piece.span
        at += len(reading)
    assert draft.to_text(len(draft.source.text)) == len(draft.text) == at


@given(histories(), st.data())
def test_offsets_keep_their_order(history: tuple[Source, Rounds], data: st.DataObject) -> None:
    draft = played(*history)
    places = [draft.to_text(offset) for offset in range(len(draft.source.text) + 1)]
    assert places == sorted(places)
    start = data.draw(st.integers(0, len(draft.text)))
    end = data.draw(st.integers(start, len(draft.text)))
    span = draft.to_source(Span(start, end))
    assert 0 <= span.start <= span.end <= len(draft.source.text)


@given(histories())
def test_reading_each_aside_as_it_is_changes_nothing(history: tuple[Source, Rounds]) -> None:
    draft = played(*history)
    assert draft.inside_each(lambda inner: inner) == draft


@given(histories(), proposals(8))
def test_work_inside_asides_keeps_the_running_text(history: tuple[Source, Rounds], proposed: list[Proposal]) -> None:
    draft = played(*history)
    edits = [proposal for proposal in proposed if isinstance(proposal, Edit)]
    after = draft.inside_each(lambda inner: inner.apply(edits))
    assert after.text == draft.text
    assert [piece.span.start for piece in after.pieces] == sorted(piece.span.start for piece in after.pieces)


def test_what_was_put_in_where_a_stretch_begins_is_read() -> None:
    assert draft("ABC", [edit(1, 1, "x")]).read(Span(1, 3)) == "xBC"


@given(histories())
def test_reading_the_whole_source_gives_every_piece(history: tuple[Source, Rounds]) -> None:
    draft = played(*history)
    size = len(draft.source.text)
    everything = draft.read(Span(0, size))
    # what was put in at the very end begins where the span ends, so it is not in it
    asked = [piece for piece in draft.pieces if piece.span != (size, size)]
    assert everything == "".join(draft.table.reading(piece) for piece in asked)


@given(histories())
def test_pages_cover_the_text(history: tuple[Source, Rounds]) -> None:
    draft = played(*history)
    cuts = draft.cut_at(kinds.GAP)
    assert "".join(draft.text[cut.start : cut.end] for cut in cuts) == draft.text


@given(histories())
def test_nothing_is_changed_in_place(history: tuple[Source, Rounds]) -> None:
    source, rounds = history
    draft = played(source, rounds[:-1])
    before = copy.deepcopy(draft)
    draft.apply(rounds[-1])
    draft.inside_each(lambda inner: inner.apply([Edit(Span(0, 0), "X", "test")]))
    assert draft == before
    assert draft.apply(rounds[-1]) == draft.apply(rounds[-1])


@given(st.text())
def test_lines_cover_the_text(text: str) -> None:
    all_lines = list(lines(text))
    assert "".join(text[line.start : line.next] for line in all_lines) == text
    assert all(line.text == text[line.start : line.end] for line in all_lines)
    assert all(text[line.end : line.next] in ("\n", "\r\n", "\r", "") for line in all_lines)
    assert all(text[line.end : line.next] for line in all_lines[:-1])
    assert not any(end in line.text for line in all_lines for end in "\r\n")


@given(st.text(alphabet="A\n\r\u2028\x0b\f\x85\x1c"), st.data())
def test_places_are_counted_by_lines_that_end_in_lf_crlf_or_cr(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, max(len(text) - 1, 0)))
    source = Source("law", text)
    number, start = 1, 0
    for match in re.finditer(r"\r\n|\r|\n", text):
        if match.end() <= offset:
            number, start = number + 1, match.end()
    assert source.position(offset) == (number, offset - start + 1)
    assert source.place(offset) == f"law:{number}:{offset - start + 1}"


@settings(max_examples=300)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_what_is_read_can_be_written_again(data: bytes) -> None:
    try:
        source = read(data, "law.txt")
    except Refused:
        return
    assert source.encode() == data


@given(
    st.text(alphabet=st.characters(codec="utf-16"), max_size=50), st.sampled_from(["utf-16-le", "utf-16-be", "utf-8"])
)
def test_a_byte_order_mark_comes_back(text: str, encoding: str) -> None:
    assume(not text.startswith("\0"))  # with a byte order mark in front of it that is UTF-32
    data = ("\ufeff" + text).encode(encoding)
    try:
        source = read(data, "law.txt")
    except Refused:
        return  # mostly control characters: no text
    assert (source.encode(), source.text) == (data, text)


# ------------------------------------------------------------- the side rule


def draft(text: str, *rounds: list[Proposal]) -> Draft:
    return played(Source("case", text), list(rounds))


def edit(start: int, end: int, new: str, cert: Certainty = Certainty.HIGH) -> Edit:
    return Edit(Span(start, end), new, "test", cert)


def aside(start: int, end: int) -> Mark:
    return Mark(Span(start, end), kinds.RUNNING_HEAD, "test")


def shown(draft: Draft) -> list[str]:
    """The pieces: unedited text as it is, edited as old>new, hidden in parentheses."""
    parts = []
    for piece in draft.pieces:
        old = draft.source.text[slice(*piece.span)]
        part = old if piece.new is None else f"{old}>{piece.new}"
        parts.append(f"({part})" if piece.hidden else part)
    return parts


@pytest.mark.parametrize(
    ("rounds", "pieces"),
    [
        ([[edit(3, 5, "xy")]], ["ABC", "DE>xy", "FGH"]),
        ([[edit(3, 5, "xy")], [edit(5, 6, "z")]], ["ABC", "DE>xy", "F>z", "GH"]),
        ([[edit(3, 5, "xy")], [edit(2, 3, "z")]], ["AB", "C>z", "DE>xy", "FGH"]),
        ([[edit(3, 5, "xy")], [edit(4, 6, "z")]], ["ABC", "DE>xz", "F>", "GH"]),
        ([[edit(3, 5, "xy")], [edit(2, 4, "z")]], ["AB", "C>z", "DE>y", "FGH"]),
        ([[edit(3, 5, "xy")], [edit(2, 6, "z")]], ["AB", "C>z", "DE>", "F>", "GH"]),
        ([[edit(3, 5, "xy"), edit(5, 6, "z")]], ["ABC", "DE>xy", "F>z", "GH"]),
        ([[edit(3, 3, "x")]], ["ABC", ">x", "DEFGH"]),
        ([[edit(0, 0, "x")], [edit(9, 9, "y")]], [">x", "ABCDEFGH", ">y"]),
        ([[edit(3, 3, "x"), edit(3, 5, "y")]], ["ABC", ">x", "DE>y", "FGH"]),
    ],
    ids=str,
)
def test_an_edit_that_touches_leaves_alone_and_one_that_reaches_in_takes_whole(
    rounds: Rounds, pieces: list[str]
) -> None:
    result = draft("ABCDEFGH", *rounds)
    assert (shown(result), result.refused) == (pieces, ())


@pytest.mark.parametrize(
    ("rounds", "pieces"),
    [
        ([[aside(2, 4)], [edit(1, 3, "x")]], ["A", "B>x", "(CD)", "E>", "FGH"]),
        ([[aside(2, 4)], [edit(2, 3, "x")]], ["AB", "(CD)", "E>x", "FGH"]),
        ([[aside(2, 4)], [edit(1, 2, "x")]], ["A", "B>x", "(CD)", "EFGH"]),
        ([[aside(2, 4)], [edit(2, 2, "x")]], ["AB", "(CD)", ">x", "EFGH"]),
        ([[aside(2, 6), edit(3, 4, "x")]], ["AB", "(C)", "(D>x)", "(EF)", "GH"]),
        ([[edit(2, 4, "xyz")], [aside(3, 6)]], ["AB", "(CD>xyz)", "(E)", "FGH"]),
        ([[aside(2, 4)], [aside(1, 3)]], ["A", "(B)", "(CD)", "(E)", "FGH"]),
        ([[aside(2, 4)], [aside(0, 6)]], ["(AB)", "(CD)", "(EFGH)"]),
    ],
    ids=str,
)
def test_edits_and_asides_around_an_aside(rounds: Rounds, pieces: list[str]) -> None:
    result = draft("ABCDEFGH", *rounds)
    assert (shown(result), result.refused) == (pieces, ())


@pytest.mark.parametrize(
    ("proposed", "kept"),
    [
        ([edit(2, 4, "x"), edit(3, 5, "y")], "ABxEFGH"),
        ([edit(3, 5, "y"), edit(2, 4, "x")], "ABxEFGH"),
        ([edit(2, 4, "x"), edit(2, 4, "y")], "ABxEFGH"),
        ([edit(2, 2, "x"), edit(2, 2, "y")], "ABxCDEFGH"),
        ([aside(2, 5), edit(4, 6, "x")], "ABFGH"),
        ([edit(2, 5, "x"), aside(4, 6)], "ABxFGH"),
        ([aside(2, 5), aside(4, 6)], "ABFGH"),
        ([edit(-1, 2, "x"), edit(7, 9, "y"), edit(5, 4, "z")], "ABCDEFGH"),
    ],
    ids=str,
)
def test_of_two_that_overlap_the_first_is_taken(proposed: list[Proposal], kept: str) -> None:
    result = draft("ABCDEFGH", proposed)
    assert result.text == kept
    assert len(result.refused) == max(len(proposed) - 1, 3 if kept == "ABCDEFGH" else 1)


def test_a_broken_word_is_joined_across_a_running_head() -> None:
    """INS- / -4- POLTO CIRCULAR 12 / TRUCTIONS: the head stays where it is, between the two halves."""
    text = "HAD NO INS-\nSECRET\nTRUCTIONS HE"
    first = Draft.of(Source("case", text)).apply([aside(12, 19)])
    assert first.text == "HAD NO INS-\nTRUCTIONS HE"
    joined = first.apply([edit(10, 12, "")])
    assert joined.text == "HAD NO INSTRUCTIONS HE"
    assert shown(joined) == ["HAD NO INS", "-\n>", "(SECRET\n)", "TRUCTIONS HE"]
    across = first.apply([edit(7, 21, "INSTRUCTIONS")])
    assert across.text == "HAD NO INSTRUCTIONS HE"
    assert across.inside(across.of_kind("header")[0]).text == "SECRET\n"


def test_the_text_of_an_aside_is_corrected_in_its_place() -> None:
    before = draft("TEXT\nSEGRET\nMORE", [aside(5, 12)])
    after = before.inside_each(lambda inner: inner.apply([edit(2, 3, "C")]))
    assert after.text == before.text == "TEXT\nMORE"
    assert shown(after) == ["TEXT\n", "(SE)", "(G>C)", "(RET\n)", "MORE"]
    assert [edit.span for edit in after.edits] == [(7, 8)]
    assert after.read(Span(5, 12)) == "SECRET\n"


def test_what_is_too_uncertain_is_suggested() -> None:
    proposed = [edit(0, 1, "x", Certainty.LOW), edit(2, 3, "y", Certainty.MEDIUM), edit(4, 5, "z")]
    result = Draft.of(Source("case", "ABCDEFGH")).apply(proposed, Certainty.MEDIUM)
    assert (result.text, result.suggested) == ("AByDzFGH", (proposed[0],))
    assert Draft.of(result.source).apply(proposed, Certainty.LOW).text == "xByDzFGH"


def test_suggestions_and_marks_have_places_of_the_source() -> None:
    first = draft("ABCDEFGH", [edit(0, 2, "")])
    second = first.apply([edit(1, 2, "x", Certainty.LOW), Mark(Span(3, 4), kinds.GAP, "test")], Certainty.HIGH)
    assert second.text == "CDEFGH"
    assert second.suggested[0].span == (3, 4)
    assert second.marks[0].span == (5, 6)


def test_an_edit_remembers_all_that_led_to_it() -> None:
    result = draft("SEGRET", [edit(2, 3, "c")], [edit(2, 3, "C")])
    assert result.text == "SECRET"
    (piece,) = [piece for piece in result.pieces if piece.why]
    assert [edit.new for edit in piece.why] == ["c", "C"]
    assert len(result.edits) == 2


def test_nobody_can_change_a_draft() -> None:
    result = draft("ABC", [edit(0, 1, "x"), aside(1, 2)])
    for value, name in (
        (result, "source"),
        (result.source, "text"),
        (result.edits[0], "new"),
        (result.marks[0], "kind"),
    ):
        with pytest.raises((FrozenInstanceError, AttributeError)):
            setattr(value, name, "Y")
    assert isinstance(result.pieces, tuple) and isinstance(result.marks, tuple)


def test_an_empty_source_has_a_draft() -> None:
    empty = Draft.of(Source("case", ""))
    assert (empty.text, empty.pieces, empty.lines, empty.to_text(0)) == ("", (), (), 0)
    assert empty.apply([edit(0, 0, "x")]).text == "x"
    assert empty.to_source(Span(0, 0)) == (0, 0)
    assert empty.source.place(0) == "case:1:1"


def test_places_do_not_count_what_only_unicode_takes_for_a_line_end() -> None:
    source = Source("cable.txt", "A\u2028B\x0bC\fD\x85E\nF\r\nG\rH")
    assert [line.text for line in source.lines] == ["A\u2028B\x0bC\fD\x85E", "F", "G", "H"]
    assert [source.place(source.text.index(letter)) for letter in "EFGH"] == [
        "cable.txt:1:9",
        "cable.txt:2:1",
        "cable.txt:3:1",
        "cable.txt:4:1",
    ]


def test_attributes_that_say_nothing_are_left_out() -> None:
    mark = Mark(Span(0, 1), kinds.GAP, "test", attributes=attrs(reason="redacted", quantity=0, unit=None, extent=""))
    assert mark.attributes == (("reason", "redacted"), ("quantity", "0"))
    assert (mark.get("unit"), mark.get("unit", "char")) == ("", "char")


def test_certainty_and_its_name() -> None:
    assert [str(certainty) for certainty in sorted(Certainty)] == ["low", "medium", "high"]
