"""The drafter of a cable, who is known by his place at the head of the form."""

from __future__ import annotations

import pytest

from teikit.core import Span
from teikit.fields.by_place.drafters import drafter
from teikit.fields.rows import HeaderRow


def rows_of(*texts: str) -> list[HeaderRow]:
    """Rows without labels, one below the other."""
    return [HeaderRow(Span(at * 100, at * 100 + len(text)), text) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("name", "office", "extension", "types"),
    [
        ("F. SAMPLER", "SAS/ B0B,", "6172", {1: "originator", 2: "unit", 3: "extension"}),
        ("Walter Sample, Jr.", "CA/B3 “SECKET -", "7697 ae", {1: "originator", 2: "unit", 3: "extension"}),
        ("iF :", "E/AS/S : SECRET", "7963/9108", {2: "unit", 3: "extension"}),
        ("F. SAMPLER", "SAS/ B0B,", "61725", {}),
        ("F. SAMPLER", "SAS/ B0B,", "6 MAY 61", {}),
        ("F. SAMPLER", "and/or the one", "6172", {}),
        ("F. SAMPLER", "SASBOB", "6172", {}),
    ],
)
def test_a_drafter_above_his_office_and_extension(
    name: str, office: str, extension: str, types: dict[int, str]
) -> None:
    assert drafter(rows_of("MESSAGE", name, office, extension, "DIRECTOR"), {}) == types


@pytest.mark.parametrize("types", [{0: "unit"}, {0: "extension"}, {1: "to"}])
def test_a_labelled_drafter_or_an_addressee_above_ends_the_search(types: dict[int, str]) -> None:
    assert drafter(rows_of("MESSAGE", "F. SAMPLER", "SAS/BOB", "6172"), types) == {}
