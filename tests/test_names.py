"""Lists of persons, places and organisations: which name in a text is which entry, and what is nobody's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Teikit, cases, invalid
from test_cases import shown
from test_schema import TEI_ALL, needs_tei_all

from teikit.api import functions
from teikit.authorities import Authorities, Likeness, read_entries
from teikit.chain import correct
from teikit.check.validation import parse, validate
from teikit.conversion import with_authorities
from teikit.core import Source
from teikit.errors import ConfigRefused
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.passes.names import RULE

PERSONS = """\
name,variants,id,role
"Dobrynin, Anatoly",,https://example.org/dobrynin,ambassador
"Gromyko, Andrei",,https://example.org/gromyko,Foreign Minister
"Zhukov, Georgi",,https://example.org/zhukov,
"Kosygin, Alexei",,https://example.org/kosygin,
"Malinovsky, Rodion",,https://example.org/malinovsky,
"Rusk, Dean",,https://example.org/rusk,
"Ball, George W.",,https://example.org/ball,
"Smith, John",,https://example.org/smith-1,
"Smith, Walter Bedell",,https://example.org/smith-2,
"Khrushchev, Nikita",KHRUSHCHEV; Khrushchov,https://example.org/khrushchev,
"Nobody, N.",,,
"Sullivan, William H.",,https://example.org/sullivan,
"Finletter, Thomas K.",,https://example.org/finletter,
"Kennedy, John F.",JFK,https://example.org/kennedy-1,President
"Kennedy, Robert F.",,https://example.org/kennedy-2,Attorney General
"Oswald, Lee Harvey",OSWALD,https://example.org/oswald,
"Thompson, Llewellyn",,https://example.org/thompson,ambassador
"""
PLACES = """\
name,variants,id
Moscow,Moskva,https://example.org/moscow
Paris,,https://example.org/paris
Reading,,https://example.org/reading
Korea,,https://example.org/korea
North Vietnam,,https://example.org/north-vietnam
United States,US,https://example.org/us
"""
ORGANISATIONS = """\
name,variants,id
Central Intelligence Agency,CIA,https://example.org/cia
Agency for International Development,AID,https://example.org/aid
United Nations,UN,https://example.org/un
Pathet Lao,PL,https://example.org/pathet-lao
"""
LISTS = {"persons": PERSONS, "places": PLACES, "organisations": ORGANISATIONS}


@pytest.fixture(scope="module")
def authorities() -> Authorities:
    return Authorities(entry for kind, text in LISTS.items() for entry in read_entries(text.encode(), kind, kind))


@pytest.mark.parametrize(("text", "reading"), cases("names"))
def test_a_listed_name_is_mended_as_its_case_says(
    text: str, reading: str, lexicon: Lexicon, authorities: Authorities
) -> None:
    with_lists = replace(lexicon, authorities=authorities)
    assert shown(correct(Source("case", text), with_lists, Options(without=("words",))), RULE) == reading


def test_as_many_cases_stay_as_change() -> None:
    every = [case.values for case in cases("names")]  # type: ignore[attr-defined]
    assert sum(text == reading for text, reading in every) >= len(every) // 2 - 1


VARIANTS = [
    ("DOBRINYN", "Dobrynin, Anatoly"),
    ("GROMIKO", "Gromyko, Andrei"),
    ("KOSYGEN", "Kosygin, Alexei"),
    ("ZHUKOF", "Zhukov, Georgi"),
    ("MALINOVSKIY", "Malinovsky, Rodion"),
    ("KHRUSHCHEF", "Khrushchev, Nikita"),
    ("FINLETER", "Finletter, Thomas K."),
]
MISREADINGS = ["DOBRYNLN", "GROMVKO", "KOSYGTN", "MALINOVSKV", "ZHUKQV", "D0BRYNIN"]


@pytest.mark.parametrize(("form", "name"), VARIANTS)
def test_a_spelling_of_the_typist_sounds_alike(form: str, name: str, authorities: Authorities) -> None:
    assert [(match.entry.name, match.likeness) for match in authorities.alike(form)] == [(name, Likeness.SOUND)]


@pytest.mark.parametrize("form", MISREADINGS)
def test_a_misreading_of_the_machine_does_not(form: str, authorities: Authorities) -> None:
    assert {match.likeness for match in authorities.alike(form)} <= {Likeness.SLIP}


def test_the_words_of_a_list_are_read_right(lexicon: Lexicon, tmp_path: Path) -> None:
    """A misread name is corrected, as any word is that a list has; a spelling of the typist is not."""
    (tmp_path / "p.csv").write_text(PERSONS, "utf-8")
    with_lists = with_authorities(lexicon, Options(persons=(str(tmp_path / "p.csv"),)))
    text = "1. AMBASSADOR DOBRYNLN SAID TO HIM THAT FONMIN GROMIKO WOULD COME TO THE MEETING TOMORROW.\n"
    draft = correct(Source("case", text), with_lists)
    assert "DOBRYNIN" in draft.text and "GROMIKO" in draft.text
    marks = [(draft.read(mark.span), mark.get("ref"), mark.get("cert")) for mark in draft.marks if mark.rule == RULE]
    assert marks == [
        ("DOBRYNIN", "https://example.org/dobrynin", ""),
        ("GROMIKO", "https://example.org/gromyko", "medium"),
    ]


@pytest.fixture
def lists(tmp_path: Path) -> list[str | Path]:
    """The options that name the lists."""
    arguments: list[str | Path] = []
    for kind, text in LISTS.items():
        (tmp_path / f"{kind}.csv").write_text(text, "utf-8")
        arguments += [f"--{kind}", tmp_path / f"{kind}.csv"]
    return arguments


CABLE = """FROM: PARIS
TO: SECRETARY OF STATE
NO: 12, OCTOBER 28, 1962

1. AMBASSADOR DOBRYNIN IS IN MOSCOW. THE CIA KNOWS OF DOBRYNIN'S VISIT TO MR. BALL
AND OF DEAN
RUSK. FONMIN GROMIKO AND SENATOR KNURZHUBER ARE IN PARIS. SENATOR STATED THIS.

FINLETTER
"""


def test_names_have_identifiers_in_the_tei(tmp_path: Path, lists: list[str | Path], teikit: Teikit) -> None:
    (tmp_path / "c.txt").write_text(CABLE, "utf-8")
    assert teikit("convert", tmp_path / "c.txt", "-o", tmp_path / "out", *lists).code == 0
    root = parse((tmp_path / "out" / "c.xml").read_bytes())
    assert not [fault for fault in validate(root) if fault.severity == "error"]

    def refs(path: str) -> list[str]:
        return [str(node.get("ref", "")).rpartition("/")[2] for node in root.iterfind(path)]

    assert refs(".//{*}correspAction[@type='sent']/{*}placeName") == ["paris"]
    assert refs(".//{*}titleStmt/{*}author/{*}persName") == ["finletter"]
    assert refs(".//{*}body//{*}p/{*}persName") == ["dobrynin", "dobrynin", "ball", "rusk", "gromyko"]
    assert refs(".//{*}body//{*}p/{*}placeName") == ["moscow", "paris"]
    assert refs(".//{*}body//{*}p/{*}orgName") == ["cia"]
    assert teikit("recover", tmp_path / "out" / "c.xml").out == CABLE.encode()


@needs_tei_all
@pytest.mark.thorough
def test_names_are_valid_in_tei_all(tmp_path: Path, lists: list[str | Path], teikit: Teikit) -> None:
    (tmp_path / "c.txt").write_text(CABLE, "utf-8")
    teikit("convert", tmp_path / "c.txt", "-o", tmp_path / "out", *lists)
    assert invalid(TEI_ALL, [tmp_path / "out" / "c.xml"]) == ""


def test_the_editor_sees_forms_counts_and_candidates(tmp_path: Path, lists: list[str | Path], teikit: Teikit) -> None:
    (tmp_path / "c.txt").write_text(CABLE, "utf-8")
    teikit("convert", tmp_path / "c.txt", "-o", tmp_path / "out", *lists)
    lines = teikit("names", tmp_path / "out", *lists).out.decode().splitlines()
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in lines[1:]}
    assert lines[0].split("\t")[:4] == ["form", "element", "times", "documents"]
    assert rows["PARIS"][0] == "placeName" and "Paris <https://example.org/paris>" in rows["PARIS"][-1]
    ref = "https://example.org/gromyko"
    assert rows["GROMIKO"] == ["persName", "1", "1", ref, f"Gromyko, Andrei <{ref}> (spelling)"]
    assert rows["KNURZHUBER"] == ["title", "1", "1", "", ""]
    assert "STATED" not in rows  # a known word, in a text in capitals


def test_a_name_that_the_header_repeats_counts_once_for_each_time_in_the_text(tmp_path: Path, teikit: Teikit) -> None:
    (tmp_path / "c.txt").write_text(
        "SECRET\n\nFROM: PARIS\nTO: Secretary of State\nNO: 41, JUNE 5, 1962\n\nTHE MINISTER AGREED.\n\nMATTHEWS\n",
        "utf-8",
    )
    project = '[[editors]]\nname = "Eve Editor"\n'
    (tmp_path / "teikit.toml").write_text(project, "utf-8")
    teikit("convert", tmp_path / "c.txt", "-o", tmp_path / "out", "--project", tmp_path / "teikit.toml")
    rows = [line.split("\t")[:4] for line in teikit("names", tmp_path / "out").out.decode().splitlines()[1:]]
    assert ["MATTHEWS", "persName", "1", "1"] in rows
    assert ["PARIS", "placeName", "1", "1"] in rows
    assert all("EDITOR" not in form for form, *_ in rows)


def test_lists_of_a_project_are_seen_from_its_file(tmp_path: Path, lists: list[str | Path], teikit: Teikit) -> None:
    (tmp_path / "c.txt").write_text(CABLE, "utf-8")
    (tmp_path / "teikit.toml").write_text('[authorities]\npersons = "persons.csv"\n', "utf-8")
    assert teikit("convert", tmp_path / "c.txt", "-o", tmp_path / "out").code == 0
    assert b"https://example.org/dobrynin" in (tmp_path / "out" / "c.xml").read_bytes()


BAD = [
    ("nom,id\nx,y\n", "AUTHORITY-COLUMNS", "p.csv:1", "no column 'nom'"),
    ("", "AUTHORITY-COLUMNS", "p.csv", "empty"),
    ("name,id,name\nx,y,z\n", "AUTHORITY-COLUMNS", "p.csv:1", "several columns name"),
    ("name\nx\n", "AUTHORITY-COLUMNS", "p.csv:1", "no column id"),
    ("name,id\n,y\n", "AUTHORITY-ENTRY", "p.csv:2", "no name"),
    ("name,id\nx,a b\n", "AUTHORITY-ENTRY", "p.csv:2", "not an identifier"),
    ("name,id\n\xff,a\n", "TABLE-ENCODING", "p.csv:2", "not UTF-8"),
]


@pytest.mark.parametrize(("text", "code", "place", "message"), BAD)
def test_a_faulty_list_is_refused_with_its_line(text: str, code: str, place: str, message: str) -> None:
    with pytest.raises(ConfigRefused) as refused:
        read_entries(text.encode("latin-1"), "p.csv", "persons")
    assert (refused.value.code, refused.value.place) == (code, place) and message in refused.value.message


def test_a_list_may_have_semicolons_blank_lines_and_capitals_in_its_head() -> None:
    entries = read_entries(
        "\ufeff\nName;Variants;ID\n\nRusk, Dean;;https://example.org/rusk\n".encode(), "p.csv", "persons"
    )
    assert [(entry.name, entry.ref) for entry in entries] == [("Rusk, Dean", "https://example.org/rusk")]


def test_a_list_that_is_not_there_is_told_before_anything_is_written(tmp_path: Path, teikit: Teikit) -> None:
    (tmp_path / "c.txt").write_text(CABLE, "utf-8")
    ran = teikit("convert", tmp_path / "c.txt", "-o", tmp_path / "out", "--persons", tmp_path / "none.csv")
    assert ran.code == 5 and not (tmp_path / "out").exists()


# ------------------------------------------------------------------ places of posts

POSTED = "SECRET\n\nFROM: {post}\nTO: Secretary of State\nNO: 12, OCTOBER 28, 8 PM\n\nTHE AMBASSADOR CALLED TODAY.\n"


@pytest.mark.parametrize(
    ("post", "ref"),
    [
        ("PARIS", "https://www.geonames.org/2988507"),
        ("RIO DE JANEIRO", "https://www.geonames.org/3451190"),
        ("SAIGON", "https://www.geonames.org/1566083"),  # as it was called
        ("GEORGETOWN", ""),  # there are several
        ("BATAVIA CITY", ""),
    ],
)
def test_a_post_whose_place_is_certain_has_its_identifier(post: str, ref: str, lexicon: Lexicon) -> None:
    root = parse(convert_text(POSTED.format(post=post), lexicon))
    places = [place.get("ref", "") for place in root.iter("{*}placeName")]
    assert set(places) <= {ref} and (places or not ref)


def test_what_a_list_says_of_a_place_goes_before_the_post(lexicon: Lexicon, authorities: Authorities) -> None:
    with_lists = replace(lexicon, authorities=authorities)
    root = parse(convert_text(POSTED.format(post="PARIS"), with_lists))
    assert {place.get("ref") for place in root.iter("{*}placeName")} == {"https://example.org/paris"}


def test_two_places_of_one_name_in_the_lists_are_neither_and_not_the_post(lexicon: Lexicon) -> None:
    listed = "name,id\nParis,https://example.org/paris-1\nParis,https://example.org/paris-2\n"
    with_lists = replace(lexicon, authorities=Authorities(read_entries(listed.encode(), "places", "places")))
    root = parse(convert_text(POSTED.format(post="PARIS"), with_lists))
    assert {place.get("ref") for place in root.iter("{*}placeName")} == {None}


def test_a_surname_that_is_also_a_form_of_another_person_is_neither(lexicon: Lexicon) -> None:
    """Neither in the signature and the header, nor after a title, nor later; but the one who has the title is meant."""
    text = POSTED.format(post="PARIS") + "\n2. AMBASSADOR FINLETTER SAID THIS. FINLETTER AGREED.\n\nFINLETTER\n"
    listed = "name,variants,role,id\n"
    listed += (
        '"Finletter, Thomas",FINLETTER,{role},https://example.org/1\n"Other, Bob",FINLETTER,,https://example.org/2\n'
    )
    for role, refs in (("", set()), ("Ambassador", {"https://example.org/1"})):
        entries = read_entries(listed.format(role=role).encode(), "persons", "persons")
        root = parse(convert_text(text, replace(lexicon, authorities=Authorities(entries))))
        assert {name.get("ref") for name in root.iterfind(".//{*}body//{*}p/{*}persName")} == refs
        assert {name.get("ref") for name in root.iterfind(".//{*}signed/{*}persName")} == {None}


def convert_text(text: str, lexicon: Lexicon) -> bytes:
    return functions.convert(text, lexicon=lexicon).tei


def test_an_agency_that_the_header_names_may_be_on_a_list(lexicon: Lexicon) -> None:
    sheet = "JFK ASSASSINATION SYSTEM\nIDENTIFICATION FORM\n\nAGENCY : CIA\nRECORD NUMBER : 104-10001-10001\n"
    sheet += "ORIGINATOR : CIA\n"
    with_lists = replace(
        lexicon, authorities=Authorities(read_entries(ORGANISATIONS.encode(), "list", "organisations"))
    )
    root = parse(convert_text(sheet + "TITLE : CABLE\nDATE : 01/02/1964\nPAGES : 1\n", with_lists))
    assert [name.get("ref") for name in root.iter("{*}orgName") if name.text == "CIA"][:1] == [
        "https://example.org/cia"
    ]
