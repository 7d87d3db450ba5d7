"""Releases as they were filed: where leaves of others lie, and what tells that a page lies elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teikit.collating import collate_sources, releases_of
from teikit.core.packet import Page, Telegram
from teikit.core.span import Span
from teikit.lexicon import Lexicon
from teikit.readers import read
from teikit.telegrams.filing import as_filed, host_of

FORM = """SECRET

FROM: PARIS

TO: Secretary of State

NO: POLTO 512 (SECTION {section} OF 2), OCTOBER 28, 8 PM

{text}

SECRET
"""
PAGE = """SECRET

-{n}- POLTO 512, OCTOBER 28, 8 PM (SECTION {section} OF 2), FROM PARIS

{text}

SECRET
"""
ENDS = "FINLETTER\n\nMJA"
TEXTS = {
    "1.1": "THE MINISTER STATED THAT HIS GOVERNMENT AGREED WITH THE POSITION OF THE UNITED STATES.",
    "1.2": "THE AMBASSADOR ASKED WHETHER THERE WAS ANY OTHER MATTER TO BE RAISED IN THE COUNCIL.",
    "1.3": "NORWAY HAD NO OBJECTION IF THE TEXT WAS CHANGED BEFORE IT WAS GIVEN TO THE PRESS.",
    "1.4": f"HE REPLIED THAT NOTHING ELSE WAS KNOWN OF THE SHIPS NEAR THE ISLAND.\n\n{ENDS}",
    "2.1": "THE PERMANENT REPRESENTATIVES MET IN THE AFTERNOON AND HEARD A REPORT ON TRADE.",
    "2.2": "BELGIUM AND ITALY WISHED TO WAIT UNTIL THEIR CAPITALS HAD SENT NEW INSTRUCTIONS.",
    "2.3": "THE CHAIRMAN SUMMED UP THE VIEWS OF ALL WHO HAD SPOKEN ABOUT CREDITS.",
    "2.4": "TURKEY ASKED FOR A COPY OF THE PAPER ON HARBORS AND FOR MORE TIME TO STUDY IT.",
    "2.5": f"THE NEXT MEETING WILL BE HELD ON MONDAY MORNING.\n\n{ENDS}",
}
WHOLE = tuple(TEXTS)
MISFILED = "{*}gap[@reason='misfiled']"
LEAF = ".//{*}floatingText[@type='misfiled']"


def page(name: str) -> str:
    """A page of the packet by its section and number."""
    section, n = name.split(".")
    return (FORM if n == "1" else PAGE).format(section=section, n=n, text=TEXTS[name])


def releases(lexicon: Lexicon, filed: str) -> dict[str, etree._Element]:
    """The releases of a packet with a copy in order, and one whose pages lie in another order."""
    source = read("\f".join(map(page, (*WHOLE, *filed.split()))).encode(), "packet")
    edited = collate_sources({"packet": source}, "packet", lexicon)
    return {name: etree.fromstring(tei) for name, tei in releases_of(edited.collation, lexicon).items()}


def order(release: etree._Element) -> list[str]:
    """What stands in the text of a release: pages by number, those of leaves in brackets, and absent ones as a dash."""
    names = []
    for element in release.iterfind(".//{*}body/{*}div//*"):
        is_leaf = any(etree.QName(parent).localname == "floatingText" for parent in element.iterancestors())
        match etree.QName(element).localname, element.get("reason"):
            case "pb", _:
                names.append(f"({element.get('n')})" if is_leaf else element.get("n") or "")
            case "gap", "misfiled":
                names.append("-")
    return names


@pytest.mark.parametrize(
    ("filed", "first", "second"),
    [
        (" ".join(WHOLE), "1 2 3 4", "1 2 3 4 5"),
        ("1.1 2.2 1.3 1.4 2.1 1.2 2.3 2.4 2.5", "1 (2) - 3 4", "1 (2) - 3 4 5"),
        ("1.1 1.2 1.3 2.5 2.1 2.2 2.3 2.4 1.4", "1 2 3 - (5)", "1 2 3 4 - (4)"),
        ("1.1 1.2 1.3 1.4 2.5 2.1 2.2 2.3 2.4", "1 2 3 4 (5)", "1 2 3 4 -"),
        ("1.1 2.4 2.5 1.2 1.3 1.4 2.1 2.2 2.3", "1 (4) (5) 2 3 4", "1 2 3 - -"),
    ],
    ids=["in order", "within", "at the end", "after the closing lines", "two leaves"],
)
def test_a_leaf_stays_where_it_was_filed(lexicon: Lexicon, filed: str, first: str, second: str) -> None:
    made = releases(lexicon, filed)
    assert [" ".join(order(made[name])) for name in ("t1.R2", "t2.R2")] == [first, second]
    assert [" ".join(order(made[name])) for name in ("t1.R1", "t2.R1")] == ["1 2 3 4", "1 2 3 4 5"]


def test_the_closing_lines_of_a_leaf_are_its_own(lexicon: Lexicon) -> None:
    release = releases(lexicon, "1.1 2.5 1.2 1.3 1.4 2.1 2.2 2.3 2.4")["t1.R2"]
    (leaf,) = release.iterfind(LEAF)
    closers = release.findall(".//{*}closer")
    assert [closer in list(leaf.iter()) for closer in closers] == [True, False]
    assert "MONDAY" in "".join(leaf.itertext())


def test_closing_lines_above_a_leaf_stay_closing_lines(lexicon: Lexicon) -> None:
    release = releases(lexicon, "1.1 1.2 1.3 1.4 2.5 2.1 2.2 2.3 2.4")["t1.R2"]
    parts = release.findall(".//{*}body/{*}div/{*}div")
    assert [part.find("{*}closer") is not None for part in parts] == [True, False]
    assert parts[1].find("{*}floatingText") is not None


def test_remarks_point_to_the_leaf_and_to_its_place(lexicon: Lexicon) -> None:
    made = releases(lexicon, "1.1 2.2 1.3 1.4 2.1 1.2 2.3 2.4 2.5")
    for release in (made["t1.R2"], made["t2.R2"]):
        targets = {
            note.get("target", "")[1:]
            for note in release.iterfind(".//{*}annotation")
            if "was found among the pages of" in "".join(note.itertext())
        }
        places = [*release.iterfind(".//" + MISFILED), *release.iterfind(LEAF + "//{*}pb")]
        assert len(places) == 2
        assert {place.get("{http://www.w3.org/XML/1998/namespace}id") for place in places} <= targets


def test_what_the_header_says_is_not_that_of_a_leaf(lexicon: Lexicon) -> None:
    release = releases(lexicon, "1.1 2.2 1.2 1.3 1.4 2.1 2.3 2.4 2.5")["t1.R2"]
    assert "SECTION 2" not in "".join(release.find("{*}teiHeader/{*}fileDesc/{*}titleStmt").itertext())  # type: ignore[union-attr]


# ------------------------------------------------------------- laws at random


@given(st.lists(st.lists(st.integers(0, 3), max_size=5), min_size=4, max_size=4))
def test_as_filed_every_page_lies_with_the_pages_among_which_it_was_found(homes: list[list[int]]) -> None:
    """``homes`` says for each of four runs of pages, after a page of its own, to which run each page belongs."""
    runs: list[list[Page]] = []
    pages: dict[int, list[Page]] = {number: [] for number in range(len(homes))}
    for number, strangers in enumerate(homes):
        start = sum(map(len, runs))
        run = [Page(order, Span(order, order + 1), str(order)) for order in range(start, start + len(strangers) + 1)]
        runs.append(run)
        for home, leaf in zip([number, *strangers], run, strict=True):
            beside = tuple(orders(page for page in run if page is not leaf))
            pages[home].append(leaf if home == number else replace(leaf, filed_with=beside))
    telegrams = [Telegram(f"t{number}", "telegram", tuple(own)) for number, own in pages.items()]
    filed = [as_filed(telegram, telegrams) for telegram in telegrams]
    assert [orders(telegram.filed) for telegram in filed] == [orders(run) for run in runs]
    assert all(not page.is_moved for telegram in filed for page in telegram.pages)
    absent = [page for telegram in filed for page in telegram.misfiled]
    assert sorted(orders(absent)) == sorted(orders(page for telegram in filed for page in telegram.leaves))


def orders(pages: Iterable[Page]) -> list[int]:
    return [page.order for page in pages]


def test_a_page_found_with_pages_that_are_now_of_its_own_release_stays_there() -> None:
    """Where several runs of pages are one release, a page was moved within it only."""
    telegram = Telegram(
        "t1", "telegram", (Page(1, Span(1, 2)), Page(5, Span(5, 6), filed_with=(4,)), Page(4, Span(4, 5)))
    )
    assert as_filed(telegram, [telegram]) == telegram


def test_a_page_found_with_none_of_these_stays_where_it_belongs() -> None:
    moved = Page(5, Span(5, 6), "2", filed_with=(4,))
    telegram = Telegram("t1", "telegram", (Page(1, Span(1, 2), "1"), moved))
    assert host_of(moved, [telegram]) is None
    assert as_filed(telegram, [telegram]) == telegram
