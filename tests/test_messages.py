"""Messages show a reading in its whole word, and nothing of the line above or below."""

from __future__ import annotations

import pytest

from teikit.conversion import Conversion
from teikit.core import Certainty, Draft, Edit, Evidence, Source, Span
from teikit.core.packet import Packet
from teikit.messages.message import as_line, messages_of


@pytest.mark.parametrize(
    ("text", "old", "new", "shown"),
    [
        ("TO PARLS NOW", "L", "I", "PARLS reads PARIS"),
        ("TO\nLONDOM NOW", "LONDOM", "LONDON", "LONDOM reads LONDON"),
        ("TO\r\nLONDOM NOW", "LONDOM", "LONDON", "LONDOM reads LONDON"),
        ("TO LONDOM\nNOW", "LONDOM", "LONDON", "LONDOM reads LONDON"),
        ("TO\nNEW-YORX/WASHINGTON", "X", "K", "NEW-YORX/WASHINGTON reads NEW-YORK/WASHINGTON"),
        ("THE EVALU-\nATION OF", "-\n", "", "EVALU-\\nATION reads EVALUATION"),
    ],
)
def test_a_reading_is_shown_in_its_word(text: str, old: str, new: str, shown: str) -> None:
    start = text.index(old)
    edit = Edit(Span(start, start + len(old)), new, "case", Certainty.HIGH, Evidence.INTERNAL, "a case")
    source = Source("a.txt", text)
    draft = Draft.of(source).apply([edit])
    conversion = Conversion(Packet(draft, (), ()), ())
    (line,) = (as_line(message) for message in messages_of(conversion, "a.txt"))
    assert f": case: {shown} (" in line
