"""The rest of printed sentences beside lines of them that are set aside."""

from __future__ import annotations

import pytest

from teikit.layers.facts import PageLine
from teikit.layers.legends import pieces_of_legends
from teikit.layers.roles import Chances
from teikit.lexicon.line_roles import ROLES, LineRole


def chances(**of_roles: float) -> Chances:
    """The chances of a line, those of roles that are not named 0."""
    return {role: of_roles.get(role, 0.0) for role in ROLES}


SURE, LIKELY, PERHAPS = chances(form=0.95, text=0.05), chances(form=0.75, text=0.25), chances(form=0.55, text=0.44)


def roles(texts: list[str], of_lines: list[Chances]) -> list[LineRole]:
    """The roles of lines of a page, of which those that are surely of a form were set aside."""
    lines = [PageLine(text, 0, 0) for text in texts]
    told = [LineRole.FORM if chance is SURE else LineRole.TEXT for chance in of_lines]
    return pieces_of_legends(lines, told, of_lines)


@pytest.mark.parametrize(
    ("above", "text", "role"),
    [
        ("COMMENTS (Number each comment to show from", "whom", LineRole.FORM),  # the sentence goes on
        ("COMMENTS (Number each comment to show from", "Balding", LineRole.TEXT),  # a value
        ("Date of this comment _ -", "anuary 2", LineRole.TEXT),  # a value below its label
        ("no", "apparent irason", LineRole.TEXT),  # a word of the text
    ],
)
def test_a_line_goes_on_with_the_printed_line_above_it(above: str, text: str, role: LineRole) -> None:
    assert roles([above, text], [SURE, LIKELY])[-1] == role


def test_short_pieces_of_a_sentence_follow_each_other() -> None:
    texts = ["Draw a line to show from", "whom", "after", "each"]
    assert roles(texts, [SURE, LIKELY, LIKELY, LIKELY]) == [LineRole.FORM] * 4


def test_between_two_printed_lines_a_piece_may_be_less_likely() -> None:
    texts = ["contains information affecting the National Defense", "of the", "United States"]
    assert roles(texts, [SURE, PERHAPS, SURE])[1] == LineRole.FORM
    assert roles(texts[:2], [SURE, PERHAPS])[1] == LineRole.TEXT


@pytest.mark.parametrize(
    ("text", "below", "role"),
    [
        ("793 and 294,", "contains information,", LineRole.FORM),  # the clause goes on below
        ("Vietnam", "within the meaning of the laws", LineRole.TEXT),  # one word
        ("He left in June.", "contains information,", LineRole.TEXT),  # the end of a sentence
        ("793 and 294,", "Contains information,", LineRole.TEXT),
    ],
)
def test_a_line_goes_on_in_the_printed_line_below_it(text: str, below: str, role: LineRole) -> None:
    assert roles([text, below], [LIKELY, SURE])[0] == role
