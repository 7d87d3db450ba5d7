"""``collate --apparatus``: in the text, after it, nowhere; the text is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SAMPLE, Teikit, invalid
from lxml import etree

from teikit.errors import ExitCode
from teikit.options import APPARATUS
from teikit.tei.collation.inline import inlined

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture
def editions(tmp_path: Path, teikit: Teikit) -> dict[str, Path]:
    """The sample, once with each apparatus."""
    paths = {name: tmp_path / f"{name}.xml" for name in APPARATUS}
    for name, path in paths.items():
        assert teikit("collate", SAMPLE, "-o", path, "--apparatus", name).code == ExitCode.DONE
    return paths


def entries(path: Path, where: str) -> list[etree._Element]:
    return [app for top in etree.parse(path).iter(f"{TEI}{where}") for app in top.iter(f"{TEI}app")]


def element(text: str) -> etree._Element:
    return etree.fromstring(f'<div xmlns="http://www.tei-c.org/ns/1.0">{text}</div>')


def test_the_text_and_the_input_are_the_same_in_all_three(editions: dict[str, Path], teikit: Teikit) -> None:
    texts = {teikit("text", path).out for path in editions.values()}
    assert len(texts) == 1
    raw = {teikit("text", path, "--raw").out for path in editions.values()}
    assert len(raw) == 1
    for path in editions.values():
        assert teikit("recover", path).out == SAMPLE.read_bytes()


def test_entries_in_the_text_have_witnesses_and_causes(editions: dict[str, Path]) -> None:
    inside = entries(editions["inline"], "text")
    assert inside and not entries(editions["standoff"], "text")
    for app in inside:
        lemma, *readings = app
        assert lemma.tag == f"{TEI}lem" and not app.get("from")
        assert all(reading.get("wit") for reading in readings)
        assert any(reading.get("cause") != "ocr" for reading in readings)


def test_none_has_no_apparatus_and_says_no_method(editions: dict[str, Path]) -> None:
    root = etree.parse(editions["none"])
    assert not [node for name in ("app", "listApp", "variantEncoding") for node in root.iter(f"{TEI}{name}")]


def test_the_header_says_the_method(editions: dict[str, Path]) -> None:
    methods = {
        name: {node.get("method") for node in etree.parse(path).iter(f"{TEI}variantEncoding")}
        for name, path in editions.items()
    }
    assert methods == {"inline": {"parallel-segmentation"}, "standoff": {"double-end-point"}, "none": set()}


def test_each_is_valid_in_the_whole_of_tei(editions: dict[str, Path], shared: Path, teikit: Teikit) -> None:
    assert invalid(shared / "schemas" / "tei_all.rng", list(editions.values())) == ""
    for path in editions.values():
        assert teikit("validate", path).code == ExitCode.DONE


def test_real_records_are_valid_too(shared: Path, tmp_path: Path, teikit: Teikit) -> None:
    paths = []
    for record in sorted((shared / "data" / "jfk-dev").glob("104-10*"))[:3]:
        paths.append(tmp_path / f"{record.name}.xml")
        releases = sorted(record.glob("*.md"))
        assert teikit("collate", *releases, "-o", paths[-1], "--apparatus", "inline").code == ExitCode.DONE
    assert invalid(shared / "schemas" / "tei_all.rng", paths) == ""


def test_misreadings_stay_outside_and_are_left_out() -> None:
    div = element('<p>A <seg xml:id="v1">WORD</seg>.</p>')
    entry = element('<app from="#v1"><lem wit="#R1">WORD</lem><rdg wit="#R2" cause="ocr">W0RD</rdg></app>')[0]
    assert inlined(div, [entry]) == []
    assert not list(div.iter(f"{TEI}app"))


def test_a_passage_over_two_paragraphs_has_an_entry_in_each_and_its_id_once() -> None:
    div = element('<p>A <supplied xml:id="w1.1">B</supplied> C</p><p><supplied xml:id="w1.2">D</supplied>E</p>')
    reading = '<rdg wit="#R2" cause="redaction"><gap xml:id="x1" reason="redacted"/></rdg>'
    entry = element(f'<app from="#w1.1" to="#w1.2"><lem wit="#R1"/>{reading}</app>')[0]
    assert inlined(div, [entry]) == []
    assert len(list(div.iter(f"{TEI}app"))) == 2
    assert len(div.xpath("//*[@xml:id='x1']")) == 1
    assert "".join(div.itertext()) == "A B CDE"


@pytest.mark.parametrize("place", ["p1", "v1", "absent"])
def test_what_cannot_stand_in_the_text_stays_outside(place: str) -> None:
    div = element('<p><pb xml:id="p1"/><placeName>A <seg xml:id="v1">B</seg></placeName></p>')
    entry = element(f'<app from="#{place}"><lem wit="#R1">X</lem><rdg wit="#R2" cause="redaction"/></app>')[0]
    assert inlined(div, [entry]) == [entry]


def test_no_entries_and_no_text_are_nothing() -> None:
    assert inlined(element(""), []) == []


def test_an_apparatus_that_there_is_not_is_refused(tmp_path: Path, teikit: Teikit) -> None:
    assert teikit("collate", SAMPLE, "-o", tmp_path / "e.xml", "--apparatus", "footnotes").code == ExitCode.USAGE


# ------------------------------------------------------- three releases: what two of them lack

OPENER = "FROM: PARIS\nTO: Secretary of State\nNO: POLTO 12, OCTOBER 28, 1962\n\n"
TEXT = (
    "THE AMBASSADOR MET THE FOREIGN MINISTER THIS MORNING AND TOLD HIM THAT THE NOTE WAS READY.{first}\n"
    "HE SAID THAT THE COMMITTEE HAD DISCUSSED THE MATTER AND WOULD REVERT TO IT SOON.\n\n"
    "2. EMBASSY BELIEVES THAT THE PROPOSAL DESERVES STUDY BEFORE ANY INSTRUCTION IS SENT.{second}\n"
    "THE DEPARTMENT SHOULD CONSIDER IT BEFORE THE MEETING OF THE COUNCIL NEXT MONTH.\n"
)
FIRST = " IN THE SAME TALK THE MINISTER NAMED THREE OFFICERS OF THE STAFF WHO HAD OPPOSED THE TREATY."
SECOND = " THE SECRETARY OF THE PARTY PROMISED THE MONEY FOR THE NEWSPAPER BY THE END OF THE YEAR."
LACKING = " [ ]"
MORE = (
    "\n3. THE EMBASSY WILL REPORT AGAIN IN A WEEK AND SEND COPIES OF ALL LETTERS TO BONN AND ROME AND TO THE MISSION.\n"
)


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """Three releases: the longest lacks the first passage, the second both, the third is short, and has the first."""
    texts = {
        "2018": TEXT.format(first=LACKING, second=SECOND) + MORE,
        "2022": TEXT.format(first=LACKING, second=LACKING),
        "2025": TEXT.format(first=FIRST, second=SECOND),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(OPENER + text, "utf-8")
    return sorted(tmp_path.glob("20*.txt"))


@pytest.mark.parametrize("apparatus", ["inline", "standoff"])
def test_what_the_base_and_another_withhold_has_one_entry_in_its_place(
    apparatus: str, three: list[Path], tmp_path: Path, teikit: Teikit
) -> None:
    target = tmp_path / "edition.xml"
    assert teikit("collate", *three, "-o", target, "--apparatus", apparatus).code == ExitCode.DONE
    root = etree.parse(target)
    (supplied,) = (node for node in root.iter(f"{TEI}supplied") if node.get("source") == "#R3")
    assert "THREE OFFICERS" in "".join(supplied.itertext())
    withheld = [app for app in root.iter(f"{TEI}app") if app.find(f"{TEI}rdg[@cause='redaction']") is not None]
    first = next(app for app in withheld if supplied in app.iter() or app.get("from") == f"#{supplied.get(ID)}")
    assert [rdg.get("wit") for rdg in first.iter(f"{TEI}rdg")] == ["#R1", "#R2"]


def test_no_field_of_the_header_is_given_the_readings_of_another_place(
    three: list[Path], tmp_path: Path, teikit: Teikit
) -> None:
    three[0].write_text(OPENER + TEXT.format(first="", second=SECOND) * 1, "utf-8")  # not a gap: the OCR skipped it
    target = tmp_path / "edition.xml"
    assert teikit("collate", *three, "-o", target, "--apparatus", "inline").code == ExitCode.DONE
    root = etree.parse(target)
    assert not [app for opener in root.iter(f"{TEI}opener") for app in opener.iter(f"{TEI}app")]


def test_entries_beside_their_place_point_to_the_paragraph(three: list[Path], tmp_path: Path, teikit: Teikit) -> None:
    """What the text has and the OCR of another release skipped is in the second paragraph, not on the page."""
    three[1].write_text(OPENER + TEXT.format(first=FIRST, second="").replace("THE DEPARTMENT SHOULD", "THE"), "utf-8")
    target = tmp_path / "edition.xml"
    assert teikit("collate", *three, "-o", target).code == ExitCode.DONE
    root = etree.parse(target)
    ids = {node.get(ID): node for node in root.iter() if node.get(ID)}
    for app in root.iter(f"{TEI}app"):
        place = ids[app.get("from", "")[1:]]
        block = next(node for node in (place, *place.iterancestors()) if node.tag in (f"{TEI}p", f"{TEI}opener"))
        assert block.tag == f"{TEI}p"
        lemma = "".join(text for lem in app.iter(f"{TEI}lem") for text in lem.itertext())
        assert " ".join(lemma.split()) in " ".join("".join(block.itertext()).split())
