"""The misread words of end marks and of the labels of comments."""

from __future__ import annotations

import pytest

from teikit.core import Span
from teikit.paragraphing.endings.misread_words import in_comment_label, in_end_mark


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("END _OF MESSAGE", "END OF MESSAGE"),
        ("(END CF MessaGE)", "(END OF MESSAGE)"),
        ("EXD OF MESSAGE i", "END OF MESSAGE i"),
        ("END: OF. MESSAGE.", "END OF MESSAGE."),
        ("BND OP HESSAGE SECRET", "END OF MESSAGE SECRET"),
        ("END OF MESSAGE", "END OF MESSAGE"),
        ("End of message", "End of message"),
        ("END OF MESSAGESECRET", "END OF MESSAGESECRET"),
        ("END OF DISPATCH", "END OF DISPATCH"),
        ("AND A PASSAGE", "AND A PASSAGE"),
    ],
)
def test_an_end_mark_has_three_words(read: str, right: str) -> None:
    assert _mended(read, list(in_end_mark(read, Span(0, len(read))))) == right


@pytest.mark.parametrize(
    ("read", "is_comment", "right"),
    [
        ("O/S COMMENT: IN", False, "C/S COMMENT: IN"),
        ("¢/S COMMENT: *IVAN", False, "C/S COMMENT: *IVAN"),
        ("pc) GS COMENT: HQS", False, "pc) CS COMMENT: HQS"),
        ("i o/s coMnEWT: GAVE", False, "i C/S COMMENT: GAVE"),
        ("WH Cament: Requested", True, "WH Comment: Requested"),
        ("SAS/Coument: Advised", True, "SAS/Comment: Advised"),
        ("SAS/Coument: Advised", False, "SAS/Coument: Advised"),
        ("WH Cament: Requested", False, "WH Cament: Requested"),
        ("C/S COMMENTS: BOTH", True, "C/S COMMENTS: BOTH"),
        ("Contents: four pages", True, "Contents: four pages"),
        ("SEE C/S COMENT: IT", True, "SEE C/S COMENT: IT"),
        ("C/S COMENT ON IT", True, "C/S COMENT ON IT"),
    ],
)
def test_the_label_of_a_comment_is_known_by_its_unit_or_its_place(read: str, is_comment: bool, right: str) -> None:
    assert _mended(read, list(in_comment_label(read, Span(0, len(read)), is_comment))) == right


def _mended(text: str, readings: list[tuple[Span, str]]) -> str:
    for span, new in reversed(readings):
        text = text[: span.start] + new + text[span.end :]
    return text
