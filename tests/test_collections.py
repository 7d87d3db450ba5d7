"""Collections: folders of dictionaries, general to specific, with their language, dates and patterns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from lxml import etree

from teikit.chain import correct
from teikit.conversion import convert
from teikit.core import Source
from teikit.errors import ConfigRefused
from teikit.lexicon import Calendar, load
from teikit.lexicon.levels import shipped
from teikit.lexicon.model import channel, line_letters, scorecard

GERMAN = """\
title = "Drahtberichte"
language = "de"

[calendar]
months = [
  ["JANUAR", "JAN"], ["FEBRUAR", "FEB"], ["MÄRZ", "MRZ", "MÄR"], ["APRIL", "APR"], ["MAI"], ["JUNI", "JUN"],
  ["JULI", "JUL"], ["AUGUST", "AUG"], ["SEPTEMBER", "SEP"], ["OKTOBER", "OKT"], ["NOVEMBER", "NOV"],
  ["DEZEMBER", "DEZ"],
]
hours = { mittags = 12 }
ordinals = ['\\.']
day-first = true
"""


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    """How American telegrams write dates."""
    return load("us").calendar


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of the user."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


# ------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "year", "when"),
    [
        ("OCTOBER 28, 1962\n5:44 PM", None, "1962-10-28T17:44:00"),
        ("DECEMBER 28, 0940Z", 1968, "1968-12-28T09:40:00Z"),
        ("July 17, noon", 1961, "1961-07-17T12:00:00"),
        ("SEPT. 3, 1961, midnight", None, "1961-09-03T00:00:00"),
        ("12 a.m. is no hour of OCTOBER 28, 1962", None, "1962-10-28"),
        ("10/28/62, 10 PM", None, "1962-10-28T22:00:00"),
        ("042008Z FEB 94", None, "1994-02-04T20:08:00Z"),
        ("9 Mar 1963", None, "1963-03-09"),
        ("11 JAN 63", None, "1963-01-11"),
        ("FEBRUARY 30, 1962", None, None),
        ("MAY 3", None, None),
        ("ROOM 12, 1962", None, None),
        ("310000Z FEB 63, MARCH 3, 1963", None, "1963-03-03"),
        ("310000Z FEB 63, 012000Z MAR 63", None, "1963-03-01T20:00:00Z"),
        ("310000Z FEB 28", 1963, None),
    ],
)
def test_dates_become_iso_8601_and_what_is_no_date_does_not(
    text: str, year: int | None, when: str | None, calendar: Calendar
) -> None:
    assert calendar.when(text, year) == when


def test_a_month_may_have_any_number_of_names(calendar: Calendar) -> None:
    months = (("JANUARY", "JANY", "JANR", "JANI", "JAN"), *calendar.months[1:])
    date = replace(calendar, months=months).date
    assert all(date.fullmatch(f"{name} 5, 1962") for name in months[0])


def test_what_looks_like_a_date_and_is_none_is_named(calendar: Calendar) -> None:
    assert calendar.invalid("SENT FEBRUARY 30, 1962") == "FEBRUARY 30, 1962"
    assert calendar.invalid("ROOM 31, 1962") is None and calendar.invalid("FEBRUARY 28, 1962") is None


@pytest.mark.thorough
def test_another_language_has_its_own_months_and_order(mine: Path) -> None:
    (mine / "collection.toml").write_text(GERMAN, "utf-8")
    calendar = load(str(mine)).calendar
    assert calendar.when("Bonn, den 3. März 1961, mittags") == "1961-03-03T12:00:00"
    assert calendar.when("3/10/61") == "1961-10-03"
    assert calendar.when("3. May 1961") is None


# ----------------------------------------------------------------------- levels


def test_us_is_the_default_and_each_lexicon_is_read_once() -> None:
    assert load() is load("us") and load() is load()
    assert [level.name for level in load().levels] == ["general", "us"]
    assert set(shipped()) >= {"general", "us"}


@pytest.mark.thorough
def test_a_folder_of_the_user_comes_on_top(mine: Path) -> None:
    (mine / "posts.tsv").write_text("name\tkind\tcountry\tsource\nOz\tembassy\tOz\tmade up\n", "utf-8")
    (mine / "banners.tsv").write_text(
        "form\tid\tkind\trank\tmeaning\tsource\nSECRET\tsecret\tclassification\t1\tmine\tmade up\n", "utf-8"
    )
    (mine / "names.txt").write_text("# names\nÜBERNAME XYZZYAN\n", "utf-8")
    lexicon = load("us", str(mine))
    assert lexicon.posts["OZ"].id == ""  # a column that may be missing
    assert lexicon.posts["OZ"].kind == "embassy" and "PARIS" in lexicon.posts
    assert [banner.rank for banner in lexicon.banners if banner.form == "SECRET"] == [1]
    assert {"OZ", "ÜBERNAME", "XYZZYAN", "TELEGRAM"} <= set(lexicon.words)
    assert lexicon.words["TELEGRAM"] == load().words["TELEGRAM"]


@pytest.mark.thorough
def test_a_banner_of_the_user_may_have_any_marks(mine: Path) -> None:
    (mine / "banners.tsv").write_text(
        "form\tid\tkind\trank\tmeaning\tsource\nNATO (SECRET\tnato\tcaption\t\tmine\tmade up\n", "utf-8"
    )
    converted = convert(b"NATO (SECRET\n\nWE MET THE MINISTER.\n", "a.txt", load("us", str(mine)))
    assert "NATO (SECRET" not in converted.draft.text


@pytest.mark.thorough
def test_a_pattern_of_the_user_is_read_beside_the_others(mine: Path) -> None:
    reads = "[letterhead.bureau]\nreads = 'BUREAU OF ODDITIES'\nexamples = []\nsource = 'made up'\n"
    (mine / "patterns.toml").write_text(reads, "utf-8")
    text = "BUREAU OF ODDITIES\n\nTHE AMBASSADOR SAID NOTHING.\n"
    for collections, count in ((("us",), 0), (("us", str(mine)), 1)):
        assert len(list(correct(Source("a", text), load(*collections)).of_kind("letterhead"))) == count
    assert load("us", str(mine)).patterns["letterhead"].search("INCOMING TELEGRAM")


@pytest.mark.parametrize(
    ("name", "content", "printed"),
    [
        (
            "collection.toml",
            "langage = 'en'",
            "mine/collection.toml: there is no key 'langage' [DICT-KEY]\n  Did you mean",
        ),
        ("collection.toml", "language = 1", "mine/collection.toml: the value of language is not a text: 1"),
        ("collection.toml", "[calendar]\nmonths = [['JAN']]", "months are not twelve lists of names"),
        ("collection.toml", "[calendar]\nyears = [1999, 1900]", "years are not the first and the last year"),
        ("collection.toml", "language = ", "mine/collection.toml: "),
        (
            "patterns.toml",
            "[leterhead.a]\nreads = 'A'",
            "no rule asks for the pattern 'leterhead' [DICT-KEY]\n  Did you",
        ),
        ("patterns.toml", "[letterhead.a]\nreads = '('", "[letterhead.a]: '(' is not a regular expression"),
        ("patterns.toml", "[letterhead.a]\nread = 'A'", "[letterhead.a]: this is not a pattern"),
        ("patterns.toml", "[letterhead.a]\nreads = 'A'\nlooks = 'B'", "'looks' is not part of a pattern"),
        ("series.tsv", "name\texpansion\n", "mine/series.tsv:1: the columns are name, expansion"),
        (
            "post.tsv",
            "",
            "post.tsv: no collection has a file of this name [COLLECTION-FILE]\n  Did you mean 'posts.tsv'?",
        ),
        ("names.txt", "\xff", "mine/names.txt:1: this file is not UTF-8 (byte 0xFF)"),
    ],
)
def test_a_faulty_collection_is_refused_with_the_place(name: str, content: str, printed: str, mine: Path) -> None:
    (mine / name).write_bytes(content.encode("latin-1"))
    with pytest.raises(ConfigRefused) as error:
        load("us", str(mine))
    assert printed in str(error.value)


def test_a_collection_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(ConfigRefused) as error:
        load("usa")
    assert str(error.value).startswith("there is no collection 'usa' [COLLECTION-UNKNOWN]\n  ")
    assert "general, uk, us" in str(error.value)


# ---------------------------------------------------------------------- British


BRITISH = ROOT / "samples" / "made-up-british-telegram.txt"


def test_a_british_telegram_becomes_tei_with_all_that_its_form_says() -> None:
    conversion = convert(BRITISH.read_bytes(), BRITISH.name, load("uk"))
    ((_, data),) = conversion.documents
    root = etree.fromstring(data)

    def texts(tag: str) -> list[str]:
        return [" ".join("".join(element.itertext()).split()) for element in root.iter(f"{{*}}{tag}")]

    (sent, received) = root.iterfind(".//{*}correspAction")
    assert [(etree.QName(part).localname, part.text) for part in sent] == [
        ("persName", "Sir G. Example"), ("placeName", "PARIS"), ("date", "6.15 p.m. May 12, 1956"), ("idno", "123"),
    ]  # fmt: skip
    assert [(etree.QName(part).localname, part.text) for part in received] == [
        ("orgName", "FOREIGN OFFICE"), ("date", "7.02 p.m. May 12, 1956"),
    ]  # fmt: skip
    assert [date.get("when") for action in (sent, received) for date in action.iterfind("{*}date")] == [
        "1956-05-12T18:15:00", "1956-05-12T19:02:00",
    ]  # fmt: skip
    assert texts("correspContext") == ["My telegram 120"]
    fields = {(seg.get("type"), " ".join("".join(seg.itertext()).split())) for seg in root.iter("{*}seg")}
    assert fields >= {
        ("distribution", "FOREIGN OFFICE AND WHITEHALL DISTRIBUTION"),
        ("distribution", "Repeated for information to Washington,"),
        ("form", "CYPHER/OTP"),
        ("precedence", "IMMEDIATE"),
    }
    assert (texts("language"), texts("availability")) == (["English"], [])
    assert texts("postscript") == ["[Copies sent to Prime Minister]"]
    assert not {edit.rule for edit in conversion.draft.edits} - {"hyphens"}, "no British spelling is a mistake"


@pytest.mark.parametrize("word", ["United States", "U.S.C", "creativecommons"])
def test_nothing_american_is_said_of_it(word: str) -> None:
    for collection in ("uk", "us"):  # under the wrong collection nothing is claimed either
        ((_, data),) = convert(BRITISH.read_bytes(), BRITISH.name, load(collection)).documents
        assert word not in data.decode()


def test_words_of_another_language_are_no_words_of_the_collection(mine: Path) -> None:
    (mine / "collection.toml").write_text(GERMAN, "utf-8")
    (mine / "deutsch.txt").write_text("DRAHTBERICHT ÜBER DIE LAGE\n", "utf-8")
    words = load(str(mine)).words
    assert {"ÜBER", "LAGE"} <= set(words) and "THE" not in words
    text = "DER DRAHTBERICHT UBER DIE LAGE IST VOM BOTSCHAFTER.\n"
    assert not correct(Source("a", text), load(str(mine))).of_kind("header")


def test_a_collection_without_anything_can_be_used(mine: Path) -> None:
    (mine / "collection.toml").write_text('language = "fr"\n', "utf-8")
    lexicon = load(str(mine))
    assert not set(lexicon.words) - {"#", "^"}
    ((_, data),) = convert(b"SECRET\n\nFROM: PARIS\n\nLE MINISTRE DIT NON.\n", "a.txt", lexicon).documents
    assert b"LE MINISTRE DIT NON" in data


CHANNEL = "engine\tsource\ttruth\tobserved\tcount\tof\n"
LETTERS = "letters\ttext\tfield\tform\tstamp\trecord\tbanner\thead\tscrap\n"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("patterns.toml", 'page-line = "x"\n', "the value of page-line is not a table"),
        ("patterns.toml", "[page-line.a]\nreads = 'x'\nnot = 'y'\n", "the value of not is not a list"),
        ("collection.toml", "numerals = [1]\n", "the value of numerals is not a text"),
        (
            "collection.toml",
            "[calendar]\nmonths = [[1], [2], [3], [4], [5], [6], [7], [8], [9], [10], [11], [12]]\n",
            "months",
        ),
        ("collection.toml", '[form]\nhead-words = {A = "x"}\n', "the value of A is not a whole number"),
        ("channel.tsv", f"{CHANNEL}tesseract\tjfk\ta\n", "3 columns where there should be 6"),
        ("channel.tsv", f"{CHANNEL}tesseract\tjfk\ta\tb\t1.5\t9\n", "'1.5' is not a whole number"),
        ("channel.tsv", f"{CHANNEL}tesseract\tjfk\ta\tb\t1\t0\n", "not a whole number above 0"),
        ("channel.tsv", "tesseract\tjfk\ta\tb\t1\t9\n", "the columns are"),
        ("line-letters.tsv", f"{LETTERS}_TO\t1\t2\n", "3 columns where there should be 9"),
        ("line-letters.tsv", f"{LETTERS}_TO\t1\t2\t3\t4\t5\t6\t7\tx\n", "scrap 'x' is not a number"),
        ("certainty.tsv", "case\tfact\tleast\tright\tharm\na\tb\tx\t1\t1\n", "least 'x' is not a number"),
    ],
)
def test_a_faulty_file_of_a_collection_is_refused_with_its_place(
    mine: Path, file: str, text: str, message: str
) -> None:
    (mine / file).write_text(text, "utf-8")
    with pytest.raises(ConfigRefused) as error:
        lexicon = load(str(mine))
        channel(lexicon.levels), scorecard(lexicon.levels), line_letters(lexicon.levels)
    assert str(error.value).startswith(f"{mine / file}:") and message in str(error.value)


def test_learnt_tables_may_have_comments_and_line_ends_of_windows(mine: Path) -> None:
    (mine / "channel.tsv").write_bytes(
        f"# mine\n{CHANNEL}\ntesseract\tjfk\ta\tb\t1\t9\n".replace("\n", "\r\n").encode()
    )
    (mine / "line-letters.tsv").write_bytes(f"{LETTERS}_TO\t1\t2\t3\t4\t5\t6\t7\t8\n".replace("\n", "\r\n").encode())
    levels = load(str(mine)).levels
    assert set(line_letters(levels).points) == {"_TO"}
    table = channel(levels)
    assert table.misreading_cost("a", "b") < table.misreading_cost("a", "c")


def test_patterns_of_a_collection_may_use_classes_of_unicode(mine: Path) -> None:
    (mine / "stamps.toml").write_text("[mine]\ntype = 'review'\nlines = [{pattern = '\\p{Lu}{3} MINE'}]\n", "utf-8")
    lexicon = load(str(mine))
    draft = correct(Source("a.txt", "ABC MINE\n\nMEETING TOOK PLACE YESTERDAY.\n"), lexicon)
    assert "ABC MINE" not in str(draft)
