"""``collate --apparatus``: in the text, after it, nowhere; the text is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SAMPLE, Teikit, invalid
from lxml import etree

from teikit.errors import ExitCode
from teikit.options import APPARATUS
from teikit.tei.collation_inline import inlined

TEI = "{http://www.tei-c.org/ns/1.0}"


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
