"""The header of an edition: what its base says, and what its other releases agree on where the base does not say it."""

from __future__ import annotations

import pytest
from lxml import etree
from test_collate import BODY, CABLE, changed, collated

from teikit.lexicon import load
from teikit.options import DEFAULT_OPTIONS
from teikit.tei.build import q
from teikit.tei.collation.document import encode_edition, encode_releases

DATE = "OCTOBER 28, 1962"
WITHOUT_DATE = changed(CABLE, (DATE, "0C 0BE8 2b"))
WITHOUT_SENDER = changed(CABLE, ("FROM: PARIS", "FR Q41S"))
EARLIER = changed(CABLE, (DATE, "OCTOBER 23, 1962"))
IN_FIGURES = changed(CABLE, (DATE, "10/23/62"))  # the words of the other releases are no readings of it
LATER = changed(CABLE, (DATE, "OCTOBER 29, 1962"))
MEMORANDUM = f"MEMORANDUM FOR: Chief, WH Division\n{{}}\nSUBJECT: Situation\n\n{BODY}"


def stated(root: etree._Element, name: str, action: str = "sent") -> list[tuple[str, str]]:
    """The elements of an action with a name: what each states (a date as ISO 8601), and its sources."""
    elements = root.find(".//{*}profileDesc").iterfind(f".//{{*}}correspAction[@type='{action}']/{q(name)}")  # type: ignore[union-attr]
    return [(element.get("when") or "".join(element.itertext()), element.get("source") or "") for element in elements]


def edition(base: str, *texts: str) -> etree._Element:
    """The edition of releases, of which the first is the base, as it has a sentence more."""
    collation = collated(f"{base}THE DELEGATION WILL REPORT REACTIONS OF OTHER GOVERNMENTS TOMORROW.\n", *texts)
    assert collation.editions[0].work.base.id == "R1"
    return encode_edition(collation, load())


def queries(*texts: str) -> list[str]:
    """What the collation of releases asks about their headers."""
    return [query.message for query in collated(*texts).packet.queries if query.code == "HEADERS-DIFFER"]


def test_what_the_base_says_has_no_source() -> None:
    assert stated(edition(CABLE, CABLE), "date") == [("1962-10-28", "")]


def test_a_date_that_is_illegible_in_the_base_is_that_of_the_releases_that_have_it() -> None:
    assert stated(edition(WITHOUT_DATE, CABLE, CABLE), "date") == [("1962-10-28", "#R2 #R3")]
    assert DATE in (edition(WITHOUT_DATE, CABLE).findtext(".//{*}title[@type='sub']") or "")


def test_a_sender_who_is_illegible_in_the_base_is_that_of_the_releases_that_have_him() -> None:
    assert stated(edition(WITHOUT_SENDER, CABLE), "placeName") == [("PARIS", "#R2")]


@pytest.mark.parametrize(
    ("releases", "wanted"), [(1, []), (2, [("Fernand A. Eller", "#R2 #R3")])], ids=["one release", "two releases"]
)
def test_a_person_is_said_only_if_several_releases_name_him(releases: int, wanted: list[tuple[str, str]]) -> None:
    named = MEMORANDUM.format("FROM: Fernand A. Eller")
    assert stated(edition(MEMORANDUM.format("FR Q41S: Fcrmemd"), *[named] * releases), "persName") == wanted


def test_nobody_is_sender_and_addressee() -> None:
    silent = changed(WITHOUT_SENDER, ("TO: Secretary of State", "T"))
    to_paris = changed(WITHOUT_SENDER, ("Secretary of State", "PARIS"))
    root = edition(silent, changed(CABLE, ("TO: Secretary of State", "T")), to_paris)
    assert stated(root, "placeName") == stated(root, "placeName", "received") == []


def test_what_no_release_says_is_not_said() -> None:
    assert stated(edition(WITHOUT_DATE, WITHOUT_DATE), "date") == []


def test_of_releases_that_differ_none_speaks_for_a_silent_base() -> None:
    assert stated(edition(WITHOUT_DATE, EARLIER, LATER), "date") == []
    assert stated(edition(WITHOUT_DATE, EARLIER, LATER, LATER), "date") == [("1962-10-29", "#R3 #R4")]


def test_one_release_does_not_overrule_the_base() -> None:
    assert stated(edition(CABLE, EARLIER), "date") == [("1962-10-28", "")]


def test_most_releases_overrule_a_date_of_the_base() -> None:
    assert stated(edition(IN_FIGURES, CABLE, CABLE), "date") == [("1962-10-28", "#R2 #R3")]
    assert stated(edition(IN_FIGURES, CABLE), "date") == [("1962-10-23", "")]


def test_a_release_alone_says_what_it_says() -> None:
    collation = collated(WITHOUT_DATE, CABLE)
    alone = dict(encode_releases(collation, load(), DEFAULT_OPTIONS))
    assert stated(alone["R1"], "date") == []
    assert stated(alone["R2"], "date") == [("1962-10-28", "")]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ([CABLE, CABLE], []),
        ([CABLE, WITHOUT_DATE], []),
        ([CABLE, EARLIER], ["the releases state different dates: 1962-10-28 (R1), 1962-10-23 (R2)"]),
        ([CABLE, EARLIER, CABLE], []),
        (
            [CABLE, EARLIER, LATER],
            ["the releases state different dates: 1962-10-28 (R1), 1962-10-23 (R2), 1962-10-29 (R3)"],
        ),
    ],
    ids=["the same", "one illegible", "two differ", "most agree", "three differ"],
)
def test_a_query_names_releases_that_state_different_dates(texts: list[str], wanted: list[str]) -> None:
    assert queries(*texts) == wanted
