"""The telegrams and dispatches that a reference line cites."""

from __future__ import annotations

import pytest

from teikit.lexicon import load
from teikit.telegrams.cited import cited_telegrams

LEXICON = load()


@pytest.mark.parametrize(
    ("reference", "cited"),
    [
        ("REF: A. DIR 14436 (OUT 92439)* B. MEXI 5060 (IN 35064)", ["DIR 14436", "MEXI 5060"]),
        ("A, WAVE-8984 B, DIR-38243", ["WAVE 8984", "DIR 38243"]),
        ("REF: UFAA-4484, 26 October 1972", ["UFAA-4484"]),
        ("REF: UFGA 18908, 4 December 1964", ["UFGA 18908"]),
        ("4908 (IN 07192)", ["IN 07192"]),
        ("REFS: A. BRASILIA 20490 95 1473908 B. SAO PAULO 61839", ["BRASILIA 20490", "SAO PAULO 61839"]),
        ("REF: MEXICO 31643", ["MEXICO 31643"]),
        ("TOPOLS 574 AND 578", ["TOPOL 574", "TOPOL 578"]),
        ("REF A VAVE 5328", ["WAVE 5328"]),
        ("REFS: UIRECTOR 154131 8", ["DIRECTOR 154131"]),
    ],
)
def test_what_is_cited(reference: str, cited: list[str]) -> None:
    assert list(cited_telegrams(reference, LEXICON)) == cited


@pytest.mark.parametrize(
    "reference",
    [
        "JUNE 64",
        "BROADCAST PARA 3 REP 1 WITH POLL DELETIONS",
        "REF 3",
        "REF: HOPE 0750",
        "IN 622",
        "WAVE 128",
        "3EF: SUNS 5799 1TLL 15181385",
        "REF: OSLO CITY 8155",
    ],
)
def test_what_is_no_telegram(reference: str) -> None:
    assert list(cited_telegrams(reference, LEXICON)) == []
