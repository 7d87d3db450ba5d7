"""Lines of stamps and forms that only their chances, or the same line on another page, tell from text."""

from __future__ import annotations

import pytest

from teikit.layers.facts import PageLine
from teikit.layers.printed_again import printed_again
from teikit.layers.roles import Chances, roles_of
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import ROLES, LineRole


def chances(**of_roles: float) -> Chances:
    """The chances of a line, those of roles that are not named 0."""
    return {role: of_roles.get(role, 0.0) for role in ROLES}


SURE_LABEL = chances(form=0.95, text=0.05)
LIKELY_LABEL = chances(form=0.75, text=0.25)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("PERSÓNS/ENTITIES:", LineRole.FORM),
        ("PERSONS/PLACES:", LineRole.TEXT),
        ("DATE: 9", LineRole.TEXT),
    ],
)
def test_a_line_that_is_surely_printed_elsewhere_is_printed_here(text: str, role: LineRole) -> None:
    lines = [PageLine("PERSONS/ENTITIES:", 0, 0), PageLine("DATE: 7", 0, 0), PageLine(text, 8, 0)]
    roles = [LineRole.FORM, LineRole.FORM, LineRole.TEXT]
    assert printed_again(lines, roles, [SURE_LABEL, SURE_LABEL, LIKELY_LABEL])[-1] == role


def test_values_of_forms_recur_and_stay() -> None:
    lines = [PageLine("Clarence", page, 0, genre="form") for page in (0, 1)]
    roles = [LineRole.FORM, LineRole.TEXT]
    assert printed_again(lines, roles, [SURE_LABEL, LIKELY_LABEL]) == roles


def test_a_label_on_several_pages_of_a_form_is_one_on_all_of_them() -> None:
    lines = [PageLine("SOCIAL SECURITY", page, 0, genre="form") for page in (0, 1, 2)]
    roles = [LineRole.FORM, LineRole.FORM, LineRole.TEXT]
    assert printed_again(lines, roles, [SURE_LABEL, SURE_LABEL, LIKELY_LABEL]) == [LineRole.FORM] * 3


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("OCCURRENCE:", LineRole.FORM),
        ("OCCUFRENCE:", LineRole.FORM),
        ("OCCURRENCE", LineRole.TEXT),
        ("CONFERENCE:", LineRole.TEXT),
    ],
)
def test_the_label_of_many_cards_is_one_on_all_of_them(text: str, role: LineRole) -> None:
    lines = [*(PageLine("OCCURRENCE:", page, 0) for page in range(4)), PageLine(text, 5, 0)]
    roles = [*(LineRole.FORM for _ in range(4)), LineRole.TEXT]
    assert printed_again(lines, roles, [*(SURE_LABEL for _ in range(4)), chances(form=0.2, text=0.8)])[-1] == role


def test_a_label_of_few_cards_may_be_typed_elsewhere() -> None:
    lines = [PageLine("APPROVED:", page, 0) for page in range(3)]
    roles = [LineRole.FORM, LineRole.FORM, LineRole.TEXT]
    assert printed_again(lines, roles, [SURE_LABEL, SURE_LABEL, chances(form=0.2, text=0.8)]) == roles


def test_a_line_that_is_perhaps_text_stays_though_it_is_printed_elsewhere() -> None:
    lines = [PageLine("Agency", 0, 0), PageLine("Agency", 1, 0)]
    roles = [LineRole.FORM, LineRole.TEXT]
    assert printed_again(lines, roles, [SURE_LABEL, chances(form=0.6, text=0.4)]) == roles


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("4. REPORT OF FINDINGS", LineRole.FORM),
        ("Drom a line across column after each comnent.", LineRole.FORM),
        ("Re memorandum", LineRole.TEXT),
        ("REPORT", LineRole.TEXT),
    ],
)
def test_a_likely_label_that_is_like_a_phrase_of_forms_is_one(text: str, role: LineRole, lexicon: Lexicon) -> None:
    line = PageLine(text, 0, 0, genre="report")
    assert list(roles_of([line], [chances(form=0.82, text=0.18)], lexicon)) == [role]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("JCS: NO OBJECTION", LineRole.STAMP),
        ("Portland and Miami", LineRole.TEXT),
        ("DFB-14479 DFC-14480", LineRole.TEXT),
        ("ENCLOSURE", LineRole.TEXT),
    ],
)
def test_words_in_capitals_that_are_most_likely_a_stamp_are_one(text: str, role: LineRole, lexicon: Lexicon) -> None:
    line = PageLine(text, 0, 0, genre="memorandum")
    assert list(roles_of([line], [chances(stamp=0.7, text=0.3)], lexicon)) == [role]
