"""The pages of a collated collection: lists, sums that agree with the ledger, links that lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from csv import DictReader
from pathlib import Path

import pytest
from conftest import Teikit
from test_collate_passages import NAMES, ONE_SCAN

from teikit.collation.agencies import agency_of
from teikit.collation.withheld import WithheldRow
from teikit.errors import ExitCode
from teikit.html.collection import ExcisionEntry
from teikit.lexicon import Lexicon

RELEASES: dict[str, dict[int, str]] = {
    "104-10000-10001": {2018: "", 2023: "", 2025: NAMES},
    "180-10000-10002": {2023: NAMES, 2025: ""},
    "104-10000-10003": {2023: "[] ", 2025: "(b)(1) "},
}
"""Records: opened in 2025; withheld again in 2025; still withheld."""


@pytest.fixture
def pages(tmp_path: Path, teikit: Teikit) -> Path:
    for record, releases in RELEASES.items():
        for year, names in releases.items():
            path = tmp_path / "in" / record / f"{record}-{year}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(ONE_SCAN.format(year=year, names=names), "utf-8")
    arguments = ("-o", tmp_path / "out", "--html", tmp_path / "pages", "--ledger", tmp_path / "withheld.tsv")
    assert teikit("collate", tmp_path / "in", *arguments).code == ExitCode.DONE
    return tmp_path / "pages"


def ledger(pages: Path) -> list[dict[str, str]]:
    with (pages.parent / "withheld.tsv").open(encoding="utf-8") as file:
        return [row for row in DictReader(file, delimiter="\t") if row["row"] == "excision"]


def rows(page: str, kind: str) -> Iterator[list[str]]:
    """The cells of each row of the table of a class, without markup."""
    (body,) = re.findall(rf'<table class="[^"]*\b{kind}\b[^"]*">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL):
        yield [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]


def test_the_sums_of_the_matrix_are_those_of_the_ledger(pages: Path) -> None:
    *lines, total = rows((pages / "index.html").read_text("utf-8"), "matrix")
    excisions = ledger(pages)
    assert int(total[3]) == len(excisions) == sum(int(line[3]) for line in lines)
    for at in range(3, 7):
        assert int(total[at]) == sum(int(line[at]) for line in lines)
    assert all(int(line[3]) == sum(map(int, line[4:])) for line in (*lines, total))
    by_release = Counter((row["released"][:4], row["agency"]) for row in excisions)
    sums: Counter[tuple[str, str]] = Counter()
    for line in lines:
        sums[line[0], line[1]] += int(line[3])
    assert sums == by_release
    assert sum(int(line[2]) for line in rows((pages / "index.html").read_text("utf-8"), "records")) == len(excisions)


def test_what_a_year_opened_is_two_clicks_away(pages: Path) -> None:
    index = (pages / "index.html").read_text("utf-8")
    assert '<a href="opened-2025-1.html">' in index
    opened = list(rows((pages / "opened-2025-1.html").read_text("utf-8"), "places"))
    assert [(line[0], line[1], line[3]) for line in opened] == [
        ("104-10000-10001", "2018", NAMES.strip()),
        ("104-10000-10001", "2023", NAMES.strip()),
    ]
    assert [line[1] for line in rows(index, "records")] == ["yes", "no", "no"]
    again = list(rows((pages / "again-1.html").read_text("utf-8"), "places"))
    assert [(line[0], line[1]) for line in again] == [("180-10000-10002", "2025")]


def test_every_link_leads_to_its_place(pages: Path) -> None:
    ids = {path.name: set(re.findall(r'id="([^"]+)"', path.read_text("utf-8"))) for path in pages.glob("*.html")}
    links = [
        link
        for path in pages.glob("*-[0-9].html")
        for link in re.findall(r'href="([^"#]+)#([^"]+)"', path.read_text("utf-8"))
    ]
    assert len(links) == len(ledger(pages))
    assert all(anchor in ids[page] for page, anchor in links)


def test_pages_of_an_earlier_run_go_away_and_those_of_others_stay(pages: Path, teikit: Teikit) -> None:
    for record in ("104-10000-10001", "180-10000-10002"):
        for path in (pages.parent / "in" / record).iterdir():
            path.write_text(ONE_SCAN.format(year=path.stem[-4:], names=""), "utf-8")
    pages.joinpath("again-notes.html").write_text("mine", "utf-8")
    again = teikit("collate", pages.parent / "in", "-o", pages.parent / "out", "--html", pages, "--force")
    assert again.code == ExitCode.DONE
    assert not pages.joinpath("opened-2025-1.html").exists()
    assert pages.joinpath("again-notes.html").read_text("utf-8") == "mine"


def test_a_file_in_the_place_of_the_index_stays_and_that_is_said(pages: Path, teikit: Teikit) -> None:
    pages.joinpath("index.html").write_text("mine", "utf-8")
    ran = teikit("collate", pages.parent / "in", "-o", pages.parent / "out", "--html", pages)
    assert ran.code == ExitCode.OUTPUT_EXISTS and f"{pages}/index.html: " in ran.err
    assert pages.joinpath("index.html").read_text("utf-8") == "mine"


def test_a_record_called_index_keeps_its_page(tmp_path: Path, teikit: Teikit) -> None:
    for record in ("index", "other"):
        for year, names in RELEASES["104-10000-10001"].items():
            path = tmp_path / "in" / record / f"{year}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(ONE_SCAN.format(year=year, names=names), "utf-8")
    ran = teikit("collate", tmp_path / "in", "-o", tmp_path / "out", "--html", tmp_path / "pages")
    assert ran.code == ExitCode.OUTPUT_EXISTS and f"{tmp_path}/pages/index.html: there is another file" in ran.err
    assert "side by side" in (tmp_path / "pages/index.html").read_text("utf-8")


@pytest.mark.parametrize(("record", "agency"), [("104-10014-10067", "CIA"), ("180-10110-10083", "HSCA"), ("", "")])
def test_a_record_number_says_whose_it_is(lexicon: Lexicon, record: str, agency: str) -> None:
    assert agency_of(record, lexicon) == agency


def test_a_folder_says_the_number_of_its_record(tmp_path: Path, teikit: Teikit) -> None:
    """Neither the pages nor the names of the files have a number."""
    for record in ("104-10000-10001", "box-7"):
        for year, names in RELEASES["104-10000-10001"].items():
            path = tmp_path / "in" / record / f"{year}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(ONE_SCAN.format(year=year, names=names), "utf-8")
    arguments = ("-o", tmp_path / "out", "--ledger", tmp_path / "withheld.tsv")
    assert teikit("collate", tmp_path / "in", *arguments).code == ExitCode.DONE
    numbers = Counter((row["record"], row["agency"]) for row in ledger(tmp_path / "pages"))
    assert numbers.keys() == {("104-10000-10001", "CIA"), ("", "")}


@pytest.mark.parametrize(
    ("withheld", "printed", "opened"),
    [
        ("2018", "2022 2025", "2022"),
        ("2018", "2018", ""),
        ("2018", "2018 2025", "2025"),
        ("1988-03-12", "1988-03-30", "1988"),
        ("1988", "1988-03-30", ""),
        ("", "2025", "2025"),
    ],
)
def test_what_a_release_of_the_same_year_prints_was_not_opened_later(withheld: str, printed: str, opened: str) -> None:
    row = WithheldRow(**(dict.fromkeys(WithheldRow._fields, "") | {"recovered": 1}))  # type: ignore[arg-type]
    assert ExcisionEntry("r", row._replace(released=withheld, printed_released=printed)).opened == opened
