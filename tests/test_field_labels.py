"""The label with which a line of a header begins: what is one though it is misread, what is none, what is mended."""

from __future__ import annotations

import pytest

from teikit.fields.reader import reader_of
from teikit.lexicon import Lexicon

READ = [  # a line, the type of its field, its value, what follows the label, whether the label is corrected
    ("SUBJZCTs yoreign Awards", "subject", "yoreign Awards", "colon", True),  # 104-10165-10124
    ("Tos Captata Lucien F. Conein", "to", "Captata Lucien F. Conein", "colon", True),
    ("TOt", "to", "", "colon", True),
    ("INFOs (DOP, C/WE 2", "info", "(DOP, C/WE 2", "colon", True),
    ("Refi TIZ-7-1739", "reference", "TIZ-7-1739", "colon", True),
    ("SUBJECT? Request for Transfer", "subject", "Request for Transfer", "colon", False),
    ("FROM 3 Personnel Procurement Branch", "from", "Personnel Procurement Branch", "lone", False),
    ("TO 3 Director, FBI", "to", "Director, FBI", "lone", False),
    ("REF 3% WASHINGTON 268730", "reference", "3% WASHINGTON 268730", "none", False),
    ("DATE 3 June 1962", "date", "3 June 1962", "none", False),
    ("TO.", "to", "", "end", False),
    ("INFO.", "info", "", "end", False),
    ("TOR 192010Z DEC 95", "received", "192010Z DEC 95", "none", False),
    ("Attachments: two", "enclosure", "two", "colon", False),
    ("SUSJEGT: Cuba", "subject", "Cuba", "colon", True),
]
NONE = ["DCI,", "too.", "attention.", "Tolson", "TOMSK FELL", "tos Angeles", "Confined to his house"]


@pytest.mark.parametrize(("line", "kind", "value", "after", "mends"), READ)
def test_a_label_is_read(line: str, kind: str, value: str, after: str, mends: bool, lexicon: Lexicon) -> None:
    label = reader_of(lexicon).labels.read(line)
    assert label is not None
    assert (label.field.id, line[label.value :], label.after, label.mends) == (kind, value, after, mends)


@pytest.mark.parametrize("line", NONE)
def test_what_is_no_label_is_none(line: str, lexicon: Lexicon) -> None:
    label = reader_of(lexicon).labels.read(line)
    assert label is None or label.likeness < 0.85


@pytest.mark.parametrize(("text", "form"), [("POUTINE", "ROUTINE"), ("ROUTIME", "ROUTINE"), ("IMMEDIATF", "IMMEDIATE")])
def test_a_misread_precedence_is_known(text: str, form: str, lexicon: Lexicon) -> None:
    assert reader_of(lexicon).words.precedence(text) == form


@pytest.mark.parametrize("text", ["ROUTING", "POUTINO", "ROUT!NG", "BOUTINO!"])
def test_the_heading_of_a_form_is_no_precedence(text: str, lexicon: Lexicon) -> None:
    assert reader_of(lexicon).words.precedence(text) == ""


@pytest.mark.parametrize(
    ("line", "is_label"),
    [
        ("TAGS: OVIP (VANCE, CYRUS)", True),
        ("TACS: OVIP (VANCE, CYRUS)", True),
        ("Tas CGCwe, GLC. SALLO/O", False),  # offices that get a copy
        ("TASS gave publicity to the charges", False),
    ],
)
def test_a_short_label_that_was_misread_needs_its_colon(line: str, is_label: bool, lexicon: Lexicon) -> None:
    assert (reader_of(lexicon).labels.read(line) is not None) is is_label
