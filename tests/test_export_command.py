"""``teikit export``: TEI for other people's tools, links between telegrams, manifests, stylesheets."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Teikit, invalid
from lxml import etree
from test_folder import CABLE, CMIF, cmif_faults
from test_schema import TEI_ALL, needs_tei_all

from teikit.export.described import describe_gaps, pluralize_units

SAMPLE = ROOT / "samples" / "polto-circular-12.txt"
HOCR = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title></head><body>
<div class="ocr_page" title="image p1.png; bbox 0 0 1000 1400"><p class="ocr_par"><span class="ocr_line"
title="bbox 10 10 300 40"><span class="ocrx_word" title="bbox 10 10 300 40">SECRET</span></span></p></div></body></html>
"""
FRUS = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="TEI">
  <element name="teiHeader"><element name="fileDesc">
   <element name="titleStmt"><oneOrMore><element name="title"><optional><attribute name="type"/></optional><text/>
    </element></oneOrMore><zeroOrMore><element name="editor"><text/></element></zeroOrMore></element>
   <element name="publicationStmt"><element name="publisher"><text/></element></element>
   <element name="sourceDesc"><element name="p"><text/></element></element>
  </element></element>
  <element name="text"><element name="body"><oneOrMore><ref name="document"/></oneOrMore></element></element>
 </element></start>
 <define name="document"><element name="div">
  <attribute name="type"><value>document</value></attribute><attribute name="subtype"/><attribute name="n"/>
  <attribute name="xml:id"><data type="ID"/></attribute>
  <element name="head"><ref name="phrases"/></element>
  <optional><element name="note"><attribute name="type"><value>source</value></attribute><ref name="phrases"/>
  </element></optional>
  <optional><element name="opener"><element name="dateline"><ref name="phrases"/></element></element></optional>
  <oneOrMore><choice><ref name="p"/><ref name="list"/><ref name="table"/></choice></oneOrMore>
  <zeroOrMore><choice>
   <element name="closer"><mixed><zeroOrMore><choice><ref name="phrase"/>
    <element name="signed"><ref name="phrases"/></element></choice></zeroOrMore></mixed></element>
   <element name="postscript"><oneOrMore><ref name="p"/></oneOrMore></element>
  </choice></zeroOrMore>
 </element></define>
 <define name="p"><element name="p"><mixed><zeroOrMore><choice><ref name="phrase"/><ref name="list"/>
  <ref name="table"/></choice></zeroOrMore></mixed></element></define>
 <define name="list"><element name="list"><choice>
  <oneOrMore><element name="item"><ref name="phrases"/></element></oneOrMore>
  <oneOrMore><group><element name="label"><ref name="phrases"/></element>
   <element name="item"><ref name="phrases"/></element></group></oneOrMore></choice></element></define>
 <define name="table"><element name="table"><oneOrMore><element name="row"><oneOrMore>
  <element name="cell"><ref name="phrases"/></element></oneOrMore></element></oneOrMore></element></define>
 <define name="phrases"><mixed><zeroOrMore><ref name="phrase"/></zeroOrMore></mixed></define>
 <define name="phrase"><choice>
  <element name="hi"><attribute name="rend"><choice><value>italic</value><value>underline</value><value>strong</value>
   <value>superscript</value></choice></attribute><ref name="phrases"/></element>
  <element name="date"><optional><attribute name="when"/></optional><optional><attribute name="notBefore"/></optional>
   <optional><attribute name="notAfter"/></optional><ref name="phrases"/></element>
  <element><choice><name>persName</name><name>placeName</name><name>orgName</name><name>unclear</name>
   <name ns="http://history.state.gov/frus/ns/1.0">classification</name></choice><ref name="phrases"/></element>
  <element name="ref"><optional><attribute name="target"/></optional><ref name="phrases"/></element>
 </choice></define>
</grammar>
"""
"""What the grammar of the volumes takes, as far as the stylesheet uses it (schema/frus.odd there)."""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of TEI files: two telegrams of which one cites the other, a page with an image, a packet."""
    from teikit.cli import main

    folder = tmp_path_factory.mktemp("export")
    (folder / "in" / "later").mkdir(parents=True)
    first = CABLE.format(post="PARIS", number=101, day=11, cited="BONN 77")
    later = CABLE.format(post="PARIS", number=102, day=12, cited="PARIS 101")
    (folder / "in" / "first one.txt").write_text(first, "utf-8")
    (folder / "in" / "later" / "second.txt").write_text(later, "utf-8")
    (folder / "in" / "page.hocr").write_text(HOCR, "utf-8")
    images = "https://iiif.example.org/{stem}/full/max/0/default.jpg"
    assert main(["convert", str(folder / "in"), "-o", str(folder / "out"), "-q", "--images", images]) == 0
    assert main(["convert", str(SAMPLE), "-o", str(folder / "out"), "-q"]) == 0
    return folder / "out"


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def canonical(path: Path) -> str:
    return etree.canonicalize(from_file=str(path))


def test_without_the_lines_of_the_ocr_the_text_stands_once(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("export", output, tmp_path / "new").code == 0
    assert files(tmp_path / "new") == {"first one.xml", "later/second.xml", "page.xml", "polto-circular-12.xml"}
    for path in (tmp_path / "new").rglob("*.xml"):
        assert "sourceDoc>" not in path.read_text("utf-8").replace("stand in sourceDoc", "")
    assert teikit("validate", tmp_path / "new").code == 0
    assert (tmp_path / "new" / "first one.xml").read_text("utf-8").count("SOONEST REACTION") == 1
    refused = teikit("recover", tmp_path / "new" / "first one.xml")
    assert refused.code == 3 and "RECOVER-NO-LINES" in refused.err


def test_separate_lines_give_the_input_back(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("export", output, tmp_path, "--source-doc", "separate").code == 0
    names = {name for name in files(tmp_path) if not name.endswith(".source.xml")}
    assert {name.removesuffix(".xml") + ".source.xml" for name in names} == files(tmp_path) - names
    for name in ("polto-circular-12.xml", "polto-circular-12.source.xml"):
        assert teikit("recover", tmp_path / name).out == SAMPLE.read_bytes()
    assert teikit("recover", tmp_path / "page.xml").out == HOCR.encode()
    assert teikit("validate", tmp_path, "-q").code == 0
    line = etree.parse(tmp_path / "page.source.xml").getroot().find(".//{*}line")
    assert line is not None and line.get("facs", "").startswith("page.xml#")


def test_what_all_headers_say_alike_stands_in_one_file(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("export", output, tmp_path / "whole").code == 0
    assert teikit("export", output, tmp_path / "new", "--shared-header").code == 0
    assert {"header/editorialDecl.xml", "header/appInfo.xml"} <= files(tmp_path / "new")
    sizes = {
        folder: sum(path.stat().st_size for path in (tmp_path / folder).rglob("*.xml")) for folder in ("whole", "new")
    }
    assert sizes["new"] < sizes["whole"]
    for name in ("first one.xml", "later/second.xml", "polto-circular-12.xml"):
        root = etree.parse(tmp_path / "new" / name)
        assert root.find(".//{http://www.w3.org/2001/XInclude}include") is not None
        root.xinclude()
        for element in root.iter("{*}editorialDecl", "{*}appInfo", "{*}publicationStmt"):
            element.attrib.pop("{http://www.w3.org/XML/1998/namespace}base", None)
        assert etree.tostring(root, method="c14n").decode() == canonical(tmp_path / "whole" / name)


def test_one_document_alone_shares_nothing(teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("SECRET\n\nUS ASKED.\n", "utf-8")
    teikit("convert", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert teikit("export", tmp_path / "out", tmp_path / "new", "--shared-header").code == 0
    assert files(tmp_path / "new") == {"a.xml"}


@needs_tei_all
def test_all_of_it_is_valid_tei(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    for kind in ("inline", "separate", "none"):
        assert teikit("export", output, tmp_path / kind, "--source-doc", kind).code == 0
    assert not invalid(TEI_ALL, sorted(tmp_path.rglob("*.xml")))


def test_inline_changes_nothing_but_the_links(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("export", output, tmp_path, "--source-doc", "inline").code == 0
    for name in ("first one.xml", "page.xml", "polto-circular-12.xml"):
        assert canonical(tmp_path / name) == canonical(output / name)
    before, after = (canonical(folder / "later" / "second.xml") for folder in (output, tmp_path))
    assert after.replace(' target="../first%20one.xml"', "") == before != after


def test_what_is_cited_and_not_there_has_no_target(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    teikit("export", output, tmp_path)
    references = {
        "".join(reference.itertext()): reference.get("target")
        for path in tmp_path.rglob("*.xml")
        for reference in etree.parse(path).getroot().iterfind(".//{*}correspContext/{*}ref")
    }
    assert references["PARIS 101"] == "../first%20one.xml" and references["BONN 77"] is None


def test_a_manifest_where_images_are_known(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    run = teikit("export", output, tmp_path, "--iiif", "https://example.org/cables/")
    assert run.code == 0 and "documents without a manifest: page images or their sizes unknown" in run.err
    assert [name for name in files(tmp_path) if name.endswith(".json")] == ["page.manifest.json"]
    manifest = json.loads((tmp_path / "page.manifest.json").read_text("utf-8"))
    assert manifest["id"] == "https://example.org/cables/page.manifest.json" and manifest["type"] == "Manifest"
    (canvas,) = manifest["items"]
    body = canvas["items"][0]["items"][0]["body"]
    assert (canvas["width"], canvas["height"]) == (1000, 1400)
    assert body["id"] == "https://iiif.example.org/p1/full/max/0/default.jpg"
    assert body["service"] == [{"id": "https://iiif.example.org/p1", "type": "ImageService2", "profile": "level1"}]


@pytest.mark.parametrize("size", ["1000px", "-5", "nan", "1e999"])
def test_a_page_without_a_size_in_numbers_has_no_manifest(
    size: str, output: Path, teikit: Teikit, tmp_path: Path
) -> None:
    tei = (output / "page.xml").read_text("utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.xml").write_text(re.sub('(<surface[^>]*) lrx="[^"]*"', f'\\1 lrx="{size}"', tei), "utf-8")
    run = teikit("export", tmp_path / "in", tmp_path / "new", "--iiif", "https://example.org/cables/")
    assert run.code == 0 and "1 document without a manifest" in run.err and files(tmp_path / "new") == {"page.xml"}


def test_each_part_of_a_corpus_has_its_own_manifest(teikit: Teikit, tmp_path: Path) -> None:
    """Other tools write parts without ids, and surfaces without numbers."""
    header = "<teiHeader><fileDesc><titleStmt><title>A cable</title></titleStmt></fileDesc></teiHeader>"
    surface = '<surface lrx="1000" lry="1400"><graphic url="https://example.org/{}.jpg"/></surface>'
    pages = [f"<facsimile>{surface.format(f'{name}1')}{surface.format(f'{name}2')}</facsimile>" for name in "abc"]
    text = "<text><body><p>THE MINISTER AGREED.</p></body></text>"
    first, second, third = (f">{header}{page}{text}</TEI>" for page in pages)
    parts = f'<TEI xml:id="t2"{first}<TEI{second}<TEI{third}'
    (tmp_path / "in").mkdir()
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{header}{parts}</teiCorpus>'
    (tmp_path / "in" / "packet.xml").write_text(corpus, "utf-8")
    for force in ((), ("--force",)):
        assert teikit("export", tmp_path / "in", tmp_path / "new", "--iiif", "https://example.org", *force).code == 0
    names = ["packet.t2.manifest.json", "packet.2.manifest.json", "packet.3.manifest.json"]
    assert files(tmp_path / "new") == {"packet.xml", *names}
    for name, letter in zip(names, "abc", strict=True):
        canvases = json.loads((tmp_path / "new" / name).read_text("utf-8"))["items"]
        assert [canvas["items"][0]["items"][0]["body"]["id"] for canvas in canvases] == [
            f"https://example.org/{letter}1.jpg",
            f"https://example.org/{letter}2.jpg",
        ]
        assert len({canvas["id"] for canvas in canvases}) == 2


def test_a_document_as_the_frus_volumes_have_them(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("export", output, tmp_path, "--stylesheet", "frus").code == 0
    assert len(files(tmp_path)) == 4 and "polto-circular-12.frus.xml" in files(tmp_path)
    grammar = etree.RelaxNG(etree.fromstring(FRUS))
    for path in tmp_path.rglob("*.xml"):
        assert grammar.validate(etree.parse(path)), (path.name, grammar.error_log)
    text = (tmp_path / "first one.frus.xml").read_text("utf-8")
    assert 'THIS MORNING AND [<hi rend="italic">text not declassified</hi>] ASKED' in text
    assert "INCOMING TELEGRAM" not in text


def test_the_stylesheet_cmif_gives_valid_cmif(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("export", output / "first one.xml", tmp_path, "--stylesheet", "cmif").code == 0
    root = etree.parse(tmp_path / "first one.cmif.xml").getroot()
    grammar = etree.RelaxNG(etree.fromstring(CMIF))
    assert grammar.validate(root), grammar.error_log
    assert cmif_faults(root) == []


def test_the_rights_in_a_telegram_are_no_licence_of_its_description(
    output: Path, teikit: Teikit, tmp_path: Path
) -> None:
    rights = '</publisher><availability><licence target="https://creativecommons.org/publicdomain/mark/1.0/"/></availability>'
    sample = (output / "polto-circular-12.xml").read_text("utf-8").replace("</publisher>", rights)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xml").write_text(sample, "utf-8")
    assert teikit("export", tmp_path / "in", tmp_path / "out", "--stylesheet", "cmif").code == 0
    text = (tmp_path / "out" / "a.cmif.xml").read_text("utf-8")
    assert "Not stated." in text and "publicdomain" not in text


def test_the_licence_of_the_encoding_is_that_of_the_description(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    url = "https://creativecommons.org/licenses/by/4.0/"
    licence = f'<availability><licence target="{url}">Licence of the encoding: {url}</licence></availability>'
    sample = (output / "polto-circular-12.xml").read_text("utf-8").replace("</publisher>", f"</publisher>{licence}")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xml").write_text(sample, "utf-8")
    assert teikit("export", tmp_path / "in", tmp_path / "out", "--stylesheet", "cmif").code == 0
    assert f'<licence target="{url}">' in (tmp_path / "out" / "a.cmif.xml").read_text("utf-8")


def test_the_stylesheet_cmif_names_one_date_for_an_action(teikit: Teikit, tmp_path: Path) -> None:
    dates = '<date when="1962-10-12T20:00:00">8 PM</date><note><date when="1962-10-13">then</date></note>'
    (tmp_path / "a.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><correspDesc><correspAction type="sent">'
        f"<placeName>PARIS</placeName>{dates}</correspAction></correspDesc></profileDesc><revisionDesc>"
        '<change when="2026-02-01">Read.</change></revisionDesc></teiHeader></TEI>',
        "utf-8",
    )
    assert teikit("export", tmp_path / "a.xml", tmp_path / "new", "--stylesheet", "cmif").code == 0
    root = etree.parse(tmp_path / "new" / "a.cmif.xml").getroot()
    assert [date.get("when") for date in root.iter("{*}date")] == ["2026-02-01", "1962-10-12"]
    assert cmif_faults(root) == []


@pytest.mark.parametrize(
    ("more", "code", "printed"),
    [
        (["--stylesheet", "nowhere.xsl"], 5, "IN-MISSING"),
        (["--stylesheet", str(ROOT / "schemas" / "teikit.rng")], 9, "STYLESHEET"),
        (["--source-doc", "nowhere"], 2, "none"),
    ],
)
def test_what_is_wrong_is_said(
    output: Path, teikit: Teikit, tmp_path: Path, more: list[str], code: int, printed: str
) -> None:
    ran = teikit("export", output, tmp_path / "new", *more)
    assert ran.code == code and printed in ran.err and "Traceback" not in ran.err
    assert not (tmp_path / "new").exists()


def test_two_stylesheets_never_write_the_same_file(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    shutil.copy(ROOT / "schemas" / "to-cmif.xsl", tmp_path / "cmif.xsl")
    own = str(tmp_path / "cmif.xsl")
    ran = teikit("export", output, tmp_path / "new", "--stylesheet", "cmif", "--stylesheet", own, "--force")
    assert ran.code == 2 and "NAME.cmif.xml [USAGE-SAME-FILE]" in ran.err and not (tmp_path / "new").exists()
    assert teikit("export", output, tmp_path / "new", "--stylesheet", own, "--stylesheet", own).code == 0


def test_a_stylesheet_reads_no_files(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret>HIDDEN</secret>", "utf-8")
    sheet = tmp_path / "own.xsl"
    sheet.write_text(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">'
        f"<a><xsl:copy-of select=\"document('file://{secret}')\"/></a></xsl:template></xsl:stylesheet>",
        "utf-8",
    )
    teikit("export", output, tmp_path / "new", "--stylesheet", sheet)
    assert not any("HIDDEN" in path.read_text("utf-8") for path in (tmp_path / "new").rglob("*.xml"))


@pytest.mark.parametrize("element", ["exsl:document", "saxon:output", "xsl:document"])
def test_a_stylesheet_writes_no_files(output: Path, teikit: Teikit, tmp_path: Path, element: str) -> None:
    sheet = tmp_path / "own.xsl"
    sheet.write_text(
        '<xsl:stylesheet version="1.1" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:exsl="http://exslt.org/common"'
        ' xmlns:saxon="http://icl.com/saxon" extension-element-prefixes="exsl saxon"><xsl:template match="/">'
        f'<a><{element} href="{tmp_path}/written.xml" file="{tmp_path}/written.xml"><b/></{element}></a>'
        "</xsl:template></xsl:stylesheet>",
        "utf-8",
    )
    ran = teikit("export", output, tmp_path / "new", "--stylesheet", sheet)
    assert not (tmp_path / "written.xml").exists() and "Traceback" not in ran.err


def test_the_folder_itself_and_files_that_are_there_stay(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    assert "USAGE-SAME-FILE" in teikit("export", output, output).err
    assert "USAGE-SAME-FILE" in teikit("export", output, output / "copies").err
    assert "IN-MISSING" in teikit("export", tmp_path / "misspelt", tmp_path / "new").err
    assert "USAGE-URL" in teikit("export", output, tmp_path / "new", "--iiif", "javascript:alert(1)").err
    single = next(output.glob("*.xml"))
    before = single.read_bytes()
    assert "USAGE-SAME-FILE" in teikit("export", single, output, "--force").err
    assert single.read_bytes() == before
    (tmp_path / "page.xml").write_text("<mine/>", "utf-8")
    ran = teikit("export", output, tmp_path)
    assert ran.code == 7 and "OUT-EXISTS" in ran.err
    assert (tmp_path / "page.xml").read_text("utf-8") == "<mine/>" and (tmp_path / "first one.xml").exists()
    assert teikit("export", output, tmp_path, "--force").code == 0


def test_gaps_are_described_in_words_where_asked_for(teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("FROM: PARIS\nTO: Secretary of State\nNO: 12\n\nTHE MINISTER [] AGREED TO THIS.\n")
    assert teikit("convert", tmp_path / "a.txt", "-o", tmp_path / "out").code == 0
    assert teikit("export", tmp_path / "out", tmp_path / "new", "--gap-desc").code == 0
    assert "<desc>[withheld]</desc></gap>" in (tmp_path / "new" / "a.xml").read_text()
    assert teikit("validate", tmp_path / "new").code == 0


def test_units_in_the_plural_are_described_as_before(teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("FROM: PARIS\nTO: Secretary of State\nNO: 12\n\nTHE MINISTER AGREED TO THIS.\n")
    assert teikit("convert", tmp_path / "a.txt", "-o", tmp_path / "out").code == 0
    path = tmp_path / "out" / "a.xml"
    before, _, after = path.read_text("utf-8").rpartition("</p>")
    gaps = '<gap reason="redacted" quantity="1" unit="page"/><gap reason="redacted"/>'
    path.write_text(f"{before}{gaps}</p>{after}", "utf-8")
    assert teikit("export", tmp_path / "out", tmp_path / "new", "--gap-desc", "--plural-units").code == 0
    text = (tmp_path / "new" / "a.xml").read_text("utf-8")
    assert '<gap reason="redacted" quantity="1" unit="pages"><desc>[withheld: 1 page]</desc></gap>' in text
    assert '<gap reason="redacted"><desc>[withheld]</desc></gap>' in text
    assert 'unit="page"' not in text.partition("<text")[2]


def test_units_are_singular_unless_the_plural_is_asked_for(teikit: Teikit, tmp_path: Path) -> None:
    root = etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><measure unit="page"/></teiHeader></TEI>'
    )
    pluralize_units(root)
    assert root[0][0].get("unit") == "page"


@pytest.mark.parametrize(
    ("gap", "printed"),
    [
        ('<gap reason="redacted" quantity="1" unit="page"/>', "[withheld: 1 page]"),
        ('<gap reason="redacted" extent="rest of page"/>', "[withheld: rest of page]"),
        ('<gap reason="illegible" quantity="12" unit="word"/>', "[illegible: 12 words]"),
        ('<gap reason="illegible"><desc>torn</desc></gap>', "torn"),
    ],
)
def test_a_gap_in_words(gap: str, printed: str) -> None:
    root = etree.fromstring(f'<p xmlns="http://www.tei-c.org/ns/1.0">{gap}</p>')
    describe_gaps(root)
    assert "".join(root.itertext()) == printed
