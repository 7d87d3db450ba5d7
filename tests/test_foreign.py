"""Passages in other languages: no rule corrects a word in them, and the TEI says which language they are in.

Which passages are told, and how far they reach, is in ``cases/foreign.txt``.
"""

from __future__ import annotations

import pytest
from lxml import etree

import teikit
from teikit.chain import correct
from teikit.core import Source, kinds
from teikit.lexicon import Lexicon
from teikit.lexicon.language import languages
from teikit.messages.explanations import Case, cases_of

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CASES = cases_of("foreign")
FOREIGN = [case for case in CASES if not case.stays]
CABLE = """DEPARTMENT OF STATE
INCOMING TELEGRAM

FROM: LIMA
TO: SECRETARY OF STATE
NO: 417, MAY 9, 6 PM

{}

SMITH
"""


def spoken(tei: bytes) -> set[str]:
    """The languages that the text of a TEI document names."""
    root = etree.fromstring(tei)
    return {str(element.get(XML_LANG)) for element in root.iter("{*}p", "{*}seg", "{*}cell", "{*}foreign")} - {"None"}


def named(case: Case) -> set[str]:
    """The languages that a case names."""
    return {part[:2] for part in case.expected.split("⟦foreign ")[1:]}


@pytest.mark.parametrize("case", FOREIGN, ids=[case.title for case in FOREIGN])
def test_nothing_in_a_passage_is_corrected(case: Case, lexicon: Lexicon) -> None:
    draft = correct(Source("case", case.text), lexicon)
    marks = draft.of_kind(kinds.FOREIGN)
    changed = [edit for edit in (*draft.edits, *draft.suggested) if any(mark.span.start < edit.span.end
               and edit.span.start < mark.span.end for mark in marks)]  # fmt: skip
    assert marks and not changed
    assert draft.read(marks[0].span) == case.text[slice(*marks[0].span)]


@pytest.mark.parametrize("profile", ["markup", "silent", "standoff"])
@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_the_tei_says_the_language(case: Case, profile: str) -> None:
    for text in (case.text, CABLE.format(case.text)):
        converted = teikit.convert(text.encode(), name="cable.txt", profile=profile)
        assert teikit.validate(converted.tei) == []
        assert teikit.recover(converted.tei) == text.encode()
        assert spoken(converted.tei) == named(case)


def test_a_paragraph_that_is_foreign_as_a_whole_has_the_attribute_and_a_part_is_foreign() -> None:
    whole = teikit.convert("El señor dijo que no sabe cuándo podrá venir, porque está muy enfermo.".encode()).tei
    part = teikit.convert(
        b"He told the Consul: Dice que no puede venir porque su madre no le deja salir. Then he left for the coast."
    ).tei
    assert b'<p xml:lang="es">' in whole and b"<foreign" not in whole
    assert b'<foreign xml:lang="es">Dice que' in part and b"deja salir.</foreign> Then" in part
    assert b'<language ident="es">Spanish</language>' in part


def test_a_paragraph_that_runs_over_a_page_has_one_language() -> None:
    case = next(case for case in CASES if "over a page" in case.title)
    tei = teikit.convert(case.text.encode()).tei
    assert tei.count(b'xml:lang="es"') == 1


def test_every_word_of_names_is_a_function_word_of_its_language() -> None:
    for language in languages().all:
        assert language.name_words < language.words, language.name


def test_without_the_rule_words_are_corrected_as_english() -> None:
    text = "Le Gouvernement de la République ne peut pas accepter que le Général parle pour nous."
    told, untold = (teikit.convert(text.encode(), without=without) for without in ((), ("foreign",)))
    assert spoken(told.tei) == {"fr"} and not spoken(untold.tei)
    assert not told.corrections and untold.corrections
