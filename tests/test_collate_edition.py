"""The TEI of an edition: valid, whole, its apparatus and its text pointing at each other; masked where it is public."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from conftest import SAMPLE, invalid
from lxml import etree
from test_collate import CABLE, changed, collated
from test_schema import TEI_ALL, needs_tei_all

from teikit.check.validation import parse, validate
from teikit.collation.edition import Collation
from teikit.collation.withheld import to_json, to_tsv, withheld_rows
from teikit.errors import Refused
from teikit.lexicon import load
from teikit.options import Options
from teikit.tei import reading_text, recover_files, serialize
from teikit.tei.collation.document import encode_edition

ID = "{http://www.w3.org/XML/1998/namespace}id"
POINTERS = ("from", "to", "wit", "source", "resp", "target", "corresp", "ana")
BRACKETS = changed(CABLE, ("SMALL OR LARGE", "[]"))
COMMA = changed(CABLE, ("SITUATION\nAND", "SITUATION,\nAND"), ("CIRC 788", "CIRC 778"))
SKIPPED = changed(CABLE, ("AND NEED TO GET SOONEST REACTION NATO GOVERNMENTS TO VARIOUS\n", ""))
SECTIONS = [CABLE.replace("1962", f"8 PM (SECTION {number} OF 2)") for number in (1, 2)]

COLLATIONS: dict[str, list[str | bytes]] = {
    "the sample": [SAMPLE.read_bytes()],
    "no differences": [CABLE, CABLE],
    "brackets": [CABLE, BRACKETS],
    "brackets in the one, another passage in the other": [changed(CABLE, ("SOONEST REACTION", "[]")), BRACKETS],
    "readings and a question": [CABLE, COMMA],
    "a line skipped": [CABLE, SKIPPED],
    "three releases": [CABLE, BRACKETS, COMMA],
    "two sections in two inputs each": [SECTIONS[0] + "\f" + SECTIONS[1], SECTIONS[0], SECTIONS[1]],
    "an empty input": [CABLE, ""],
    "nothing at all": ["", ""],
    "CRLF, UTF-16, no last line end": [CABLE.replace("\n", "\r\n"), CABLE.encode("utf-16"), BRACKETS.rstrip()],
    "bytes that are no text": [CABLE, BRACKETS.encode() + b"\xff\x00\x1b\n"],
}


@pytest.fixture(scope="module", params=COLLATIONS, ids=list(COLLATIONS))
def made(request: pytest.FixtureRequest) -> Collation:
    inputs = COLLATIONS[request.param]
    return collated(*inputs)


@pytest.fixture(scope="module")
def tei(made: Collation) -> etree._Element:
    return parse(serialize(encode_edition(made, load())))


# ---------------------------------------------------------------- valid and whole


def test_an_edition_is_valid(tei: etree._Element) -> None:
    assert [str(fault) for fault in validate(tei) if fault.severity == "error"] == []


def test_it_is_valid_where_it_is_public(made: Collation) -> None:
    tei = parse(serialize(encode_edition(made, load(), Options(public=True))))
    assert [str(fault) for fault in validate(tei) if fault.severity == "error"] == []


@needs_tei_all
@pytest.mark.thorough
def test_editions_are_valid_against_the_whole_of_tei(tmp_path: Path) -> None:
    """All at once: reading the grammar takes longer than the documents."""
    paths = []
    for number, inputs in enumerate(COLLATIONS.values()):
        for public in (False, True):
            paths.append(tmp_path / f"{number}{public}.xml")
            paths[-1].write_bytes(serialize(encode_edition(collated(*inputs), load(), Options(public=public))))
    assert not invalid(TEI_ALL, paths)


def test_every_input_comes_back(made: Collation, tei: etree._Element, request: pytest.FixtureRequest) -> None:
    inputs = COLLATIONS[request.node.callspec.params["made"]]
    data = [text.encode() if isinstance(text, str) else text for text in inputs]
    recovered = recover_files([tei])
    assert Counter(content for _, content in recovered) == Counter(data)
    if len(data) > 1:
        assert dict(recovered) == {f"{letter}.txt": content for letter, content in zip("ABC", data, strict=False)}


def test_identifiers_stand_once_and_pointers_lead_somewhere(tei: etree._Element) -> None:
    ids = [id for element in tei.iter() if (id := element.get(ID))]
    assert len(ids) == len(set(ids))
    for element in tei.iter(etree.Element):
        for name in POINTERS:
            for pointer in (element.get(name) or "").split():
                if pointer.startswith("#"):
                    assert pointer[1:] in ids, (element.tag, name, pointer)


def test_the_apparatus_and_the_text_point_at_each_other(made: Collation, tei: etree._Element) -> None:
    witnesses = {witness.get(ID) for witness in tei.iter("{*}witness")}
    assert {witness.id for edition in made.editions for witness in edition.work.witnesses} <= witnesses
    supplied = {element.get(ID, ""): element for element in tei.iter("{*}supplied") if element.get("source")}
    apps = list(tei.iter("{*}app"))
    begun = [app.get("from", "").lstrip("#") for app in apps]
    for id, element in supplied.items():
        assert {source.lstrip("#") for source in element.get("source", "").split()} <= witnesses
        assert id in begun or re.sub(r"\.\d+$", ".1", id) in begun
    for app in apps:
        (lem, *rdgs) = app
        assert {etree.QName(rdg).localname for rdg in rdgs} == {"rdg"}
        for rdg in (lem, *rdgs):
            assert {wit.lstrip("#") for wit in (rdg.get("wit") or "").split()} <= witnesses
        named = [wit for rdg in (lem, *rdgs) for wit in (rdg.get("wit") or "").split()]
        assert len(named) == len(set(named)), "a release that has two readings in one place"


def test_each_entry_has_both_its_ends_and_they_come_in_the_order_of_the_text(tei: etree._Element) -> None:
    for text in tei.iter("{*}TEI"):
        place = {id: number for number, node in enumerate(text.iter()) if (id := node.get(ID))}
        ends = [(place[app.get("from", "")[1:]], place[app.get("to", "")[1:]]) for app in text.iter("{*}app")]
        assert all(first <= last for first, last in ends)
        assert [first for first, _ in ends] == sorted(first for first, _ in ends)


def test_every_recovered_excision_is_a_gap_of_its_release_in_the_apparatus(
    made: Collation, tei: etree._Element
) -> None:
    gaps = {gap.get(ID): gap for app in tei.iter("{*}app") for gap in app.iter("{*}gap") if gap.get(ID)}
    for edition in made.editions:
        for excision in edition.excisions:
            if excision.recovered:
                gap = gaps[excision.id]
                assert gap.xpath("string(../@wit)") == f"#{excision.witness_id}"
                assert {source.lstrip("#") for source in gap.get("source", "").split()} == set(excision.printed_by)
                assert (gap.get("reason"), gap.get("cert")) == ("redacted", str(excision.cert))


# ------------------------------------------------------------------------ examples


def collated_tei(*texts: str) -> etree._Element:
    return parse(serialize(encode_edition(collated(*texts), load())))


def in_body(tei: etree._Element, name: str) -> list[etree._Element]:
    (body,) = tei.iter("{*}body")
    return list(body.iter(f"{{*}}{name}"))


def test_what_the_other_release_withholds_is_marked_in_the_text() -> None:
    tei = collated_tei(CABLE, BRACKETS)
    (supplied,) = in_body(tei, "supplied")
    assert "".join(supplied.itertext()) == "SMALL OR LARGE"
    assert {key: supplied.get(key) for key in ("reason", "source", "cert", "resp")} == {
        "reason": "redacted",
        "source": "#R1",
        "cert": "high",
        "resp": "#collate",
    }
    assert in_body(tei, "gap") == []


def test_what_the_printed_release_withholds_is_supplied_in_the_place_of_its_gap() -> None:
    """A is fuller, so it is printed; B has what it withholds."""
    printed = changed(CABLE, ("SMALL OR LARGE", "[]"))
    lacking = changed(CABLE, ("SOONEST REACTION NATO GOVERNMENTS", "[]"))
    tei = collated_tei(printed, lacking)
    texts = {"".join(supplied.itertext()): supplied.get("source") for supplied in in_body(tei, "supplied")}
    assert texts == {"SMALL OR LARGE": "#R2", "SOONEST REACTION NATO GOVERNMENTS": "#R1"}
    assert in_body(tei, "gap") == []
    assert "NO MATTER WHAT SMALL OR LARGE HARRASSMENTS" in " ".join(reading_text(tei).split())


def test_a_gap_that_nobody_fills_stays_a_gap() -> None:
    tei = collated_tei(BRACKETS, BRACKETS)
    assert [gap.get("reason") for gap in in_body(tei, "gap")] == ["redacted"]
    assert in_body(tei, "supplied") == []


def test_readings_stand_in_the_apparatus_and_a_question_beside_the_text() -> None:
    tei = collated_tei(CABLE, COMMA)
    entries = {app[0].text: [rdg.text for rdg in app[1:]] for app in tei.iter("{*}app")}
    assert entries == {"SITUATION": ["SITUATION,"], "788.": ["778."]}
    notes = [note.text or "" for annotation in tei.iter("{*}annotation") for note in annotation]
    (note,) = [note for note in notes if "nothing" in note]
    assert note == "the releases differ, and nothing decides: R1 has 788.; R2 has 778."


def test_a_corrected_word_names_its_witness() -> None:
    tei = collated_tei(changed(CABLE, ("744. THEN", "744.THEN")), changed(CABLE, ("GOVERNMENTS TO", "G0VFRNNFNTS TO")))
    (corr,) = [corr for corr in in_body(tei, "corr") if corr.get("resp") == "#collate"]
    assert (corr.text, corr.get("source"), corr.get("evidence")) == ("744. THEN", "#R2", "external")
    assert [sic.text for sic in in_body(tei, "sic")] == ["744.THEN"]


def test_the_reading_text_of_the_sample_has_everything_that_was_withheld() -> None:
    text = " ".join(reading_text(collated_tei(SAMPLE.read_text("utf-8"))).split())
    for passage in ("WE NOT OPPOSED TO NEGOTIATIONS", "ARE DEFENSIVE WEAPONS FOR THE DEFENSE", "(SECTION 1 OF 11)"):
        assert passage in text


def test_the_same_collation_gives_the_same_bytes() -> None:
    first, second = (serialize(encode_edition(collated(CABLE, BRACKETS, COMMA), load())) for _ in range(2))
    assert first == second


# -------------------------------------------------------------------------- public

NUMBER = "123-45-6789"
PRIVATE = changed(CABLE, ("THE INTEPRETER SAID", f"JOHN DOE, {NUMBER}, SAID"))
NUMBERS = {
    "in the text of both": (PRIVATE, PRIVATE),
    "in what one withholds": (PRIVATE, changed(PRIVATE, (f"JOHN DOE, {NUMBER},", "[]"))),
    "in what the printed one withholds": (
        changed(PRIVATE, (f"DOE, {NUMBER},", "[]")),
        changed(PRIVATE, ("EMPHASIZING SERIOUSNESS OF SITUATION", "[]")),
    ),
    "in what a third one has": (PRIVATE, changed(PRIVATE, (f"DOE, {NUMBER},", "[]")), CABLE),
    "in a reading": (PRIVATE, changed(PRIVATE, (NUMBER, "l23-45-6789"))),
    "in a line that one skipped": (PRIVATE, "\n".join(PRIVATE.splitlines()[:-1]) + "\n"),
    "in a stamp": (f"REVIEWED by [Signature] {NUMBER} DATE 3/30/88\n{CABLE}", CABLE),
    "in a field": (changed(CABLE, ("PARIS", f"PARIS {NUMBER}")), CABLE),
    "in a question": (PRIVATE, changed(PRIVATE, (NUMBER, "123-45-6788"))),
    "in a running head": (f"{CABLE}\f-2- POLTO 12 {NUMBER}, OCTOBER 28\nPARIS\n\nTEXT GOES ON.\n", CABLE),
    "over a line": (changed(PRIVATE, (NUMBER, "123-45-\n6789")), PRIVATE),
}


@pytest.mark.parametrize(
    "texts",
    [pytest.param(texts, id=why) for why, texts in NUMBERS.items()],
)
def test_no_number_of_a_living_person_is_public(texts: tuple[str, ...]) -> None:
    collation = collated(*texts)
    tei = serialize(encode_edition(collation, load(), Options(public=True)))
    flat = re.sub(rb"\s+", b"", tei)
    assert b"123-45-678" not in flat
    assert b'reason="privacy"' in tei
    for ledger in (
        to_tsv(withheld_rows(collation, load(), public=True)),
        to_json(withheld_rows(collation, load(), public=True)),
    ):
        assert NUMBER.encode() not in ledger
    assert NUMBER.encode() in serialize(encode_edition(collation, load())) or "\n6789" in texts[0]


def test_no_number_in_the_name_of_an_input_is_public() -> None:
    collation = collated(CABLE, BRACKETS, names=[f"DOE-{NUMBER}.txt", "b.txt"])
    assert NUMBER.encode() not in serialize(encode_edition(collation, load(), Options(public=True)))


def test_a_public_edition_has_no_ocr_text_to_recover() -> None:
    tei = parse(serialize(encode_edition(collated(PRIVATE, BRACKETS), load(), Options(public=True))))
    assert list(tei.iter("{*}sourceDoc", "{*}binaryObject")) == []
    with pytest.raises(Refused) as refusal:
        recover_files([tei])
    assert refusal.value.code == "RECOVER-REFERENCED"


def test_record_numbers_are_public() -> None:
    text = f"104-10014-10067\n{CABLE}"
    tei = serialize(encode_edition(collated(text, text), load(), Options(public=True)))
    assert b"104-10014-10067" in tei
    assert b'reason="privacy"' not in tei
