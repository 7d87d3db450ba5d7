"""Inputs of several files on the command line: METS, bags, archives; and what can be written of them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from teikit.check.validation import parse
from teikit.cli import main
from teikit.errors import ExitCode
from teikit.inputs.bags import bag_members
from teikit.inputs.sealing import seal_bag
from teikit.tei.build import q

ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page WIDTH="1000" HEIGHT="1400"><PrintSpace>
<TextBlock><TextLine HPOS="100" VPOS="{top}" WIDTH="400" HEIGHT="20">{words}</TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>"""
HOCR = """<html><body><div class="ocr_page" title="bbox 0 0 1000 1400"><span class="ocr_line" title="bbox 1 1 99 20">
<span class="ocrx_word" title="bbox 1 1 99 20">SECRET</span></span></div></body></html>"""
METS = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:mods="http://www.loc.gov/mods/v3"><dmdSec ID="d"><mdWrap MDTYPE="MODS"><xmlData><mods:mods><mods:titleInfo>
<mods:title>Telegrams from Paris</mods:title></mods:titleInfo><mods:originInfo>
<mods:dateIssued>1962-10-28</mods:dateIssued>
</mods:originInfo><mods:identifier>NARA 1234</mods:identifier></mods:mods></xmlData></mdWrap></dmdSec><fileSec>
<fileGrp USE="FULLTEXT">{files}</fileGrp></fileSec><structMap TYPE="PHYSICAL"><div TYPE="physSequence">{divs}</div>
</structMap></mets>"""


def alto(text: str, top: int = 100) -> str:
    places = (f'HPOS="{100 + 90 * number}" VPOS="{top}" WIDTH="80" HEIGHT="20"' for number in range(99))
    words = "".join(f'<String {place} CONTENT="{word}"/>' for word, place in zip(text.split(), places, strict=False))
    return ALTO.format(top=top, words=words)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A METS whose second page comes first in its list of files, and a third one that is not there."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / "one.xml").write_text(alto("THE FIRST PAGE OF THE CABLE"))
    (folder / "two.xml").write_text(alto("THE SECOND PAGE OF IT"))
    names = {"f2": "two.xml", "f1": "one.xml"}
    files = "".join(
        f'<file ID="{id}" MIMETYPE="application/xml"><FLocat LOCTYPE="URL" xlink:href="{name}"/></file>'
        for id, name in names.items()
    )
    divs = "".join(f'<div TYPE="page" ORDER="{n}" ID="p{n}"><fptr FILEID="f{n}"/></div>' for n in (1, 2))
    (folder / "mets.xml").write_text(METS.format(files=files, divs=divs))
    return folder


def roots(folder: Path) -> dict[str, etree._Element]:
    return {path.relative_to(folder).as_posix(): parse(path.read_bytes()) for path in sorted(folder.rglob("*.xml"))}


def text(root: etree._Element) -> list[str]:
    lines = ("".join(line.itertext()) for line in root.iter(q("line")))
    return [line for line in lines if line]


@pytest.mark.parametrize("named", ["mets.xml", ""])
def test_a_mets_is_one_document_in_the_order_of_its_pages(workspace: Path, tmp_path: Path, named: str) -> None:
    assert main(["convert", str(workspace / named), "-o", str(tmp_path / "out"), "-q"]) == ExitCode.DONE
    ((_, root),) = roots(tmp_path / "out").items()
    assert text(root) == ["THE FIRST PAGE OF THE CABLE", "THE SECOND PAGE OF IT"]
    bibl = root.find(f".//{q('bibl')}")
    assert bibl is not None
    assert [part.text for part in bibl] == ["Telegrams from Paris", "1962-10-28", "NARA 1234"]


def test_every_file_of_a_mets_comes_back(workspace: Path, tmp_path: Path) -> None:
    assert main(["convert", str(workspace), "-o", str(tmp_path / "out"), "-q"]) == ExitCode.DONE
    tei = str(tmp_path / "out" / "workspace.xml")
    assert main(["recover", tei]) == ExitCode.USAGE
    assert main(["recover", tei, "-o", str(tmp_path / "back")]) == ExitCode.DONE
    files = {path.name: path.read_bytes() for path in (tmp_path / "back").iterdir()}
    assert files == {path.name: path.read_bytes() for path in workspace.iterdir()}


def test_a_page_that_is_missing_does_not_stop_the_others(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "two.xml").unlink()
    assert main(["convert", str(workspace), "-o", str(tmp_path / "out")]) == ExitCode.SOME_FAILED
    assert "two.xml" in capsys.readouterr().err
    ((_, root),) = roots(tmp_path / "out").items()
    assert text(root) == ["THE FIRST PAGE OF THE CABLE"]


def test_what_was_written_is_entered_into_the_mets_once(workspace: Path) -> None:
    call = ["convert", str(workspace), "-o", str(workspace / "TEIKIT-TEI"), "-q", "--add-to-mets"]
    assert main(call) == ExitCode.DONE
    first = (workspace / "mets.xml").read_bytes()
    assert b'USE="TEIKIT-TEI"' in first
    assert b'href="TEIKIT-TEI/workspace.xml"' in first
    assert main([*call, "-f"]) == ExitCode.DONE
    assert (workspace / "mets.xml").read_bytes().count(b"<fileGrp") == 2


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<fileGrp ", '<fileGrp USE="TEIKIT-TEI"/><fileGrp ', "METS-GROUP"),  # a group of that name by another tool
        ("structMap", "structLink", "METS-PAGE"),
    ],
)
def test_nothing_is_written_that_cannot_be_entered_into_the_mets(
    workspace: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, code: str
) -> None:
    mets = workspace / "mets.xml"
    mets.write_text(mets.read_text("utf-8").replace(old, new), "utf-8")
    before = {path.name: path.read_bytes() for path in workspace.iterdir()}
    assert main(["convert", str(mets), "-o", str(workspace / "tei"), "-q", "--add-to-mets"]) == ExitCode.INPUT_REFUSED
    assert code in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in workspace.iterdir() if path.is_file()} == before
    assert not list((workspace / "tei").rglob("*.xml"))


def test_a_mets_names_no_file_outside_its_folder(workspace: Path, tmp_path: Path) -> None:
    before = (workspace / "mets.xml").read_bytes()
    call = ["convert", str(workspace), "-o", str(tmp_path / "out"), "-q", "--add-to-mets"]
    assert main(call) == ExitCode.USAGE
    assert (workspace / "mets.xml").read_bytes() == before


def test_a_bag_is_verified_and_its_files_are_inputs(tmp_path: Path) -> None:
    files = {"a.txt": b"THE CABLE SAYS SO.\n", "deep/b.xml": alto("AND SO DOES THIS").encode()}
    for name, data in files.items():
        (tmp_path / "bag" / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "bag" / "data" / name).write_bytes(data)
    seal_bag(tmp_path / "bag")
    (tmp_path / "bag" / "tagmanifest-sha512.txt").unlink()
    (tmp_path / "bag" / "bag-info.txt").write_text("External-Identifier: NARA 77\n")
    assert main(["convert", str(tmp_path / "bag"), "-o", str(tmp_path / "out"), "-q"]) == ExitCode.DONE
    trees = roots(tmp_path / "out")
    assert list(trees) == ["bag/a.xml", "bag/deep/b.xml"]
    assert trees["bag/a.xml"].findtext(f".//{q('bibl')}/{q('idno')}") == "NARA 77"
    (tmp_path / "bag" / "data" / "a.txt").write_bytes(b"THE CABLE SAYS NO.\n")
    assert main(["convert", str(tmp_path / "bag"), "-o", str(tmp_path / "out2"), "-q"]) == ExitCode.INPUT_REFUSED


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "cables.zip", "w") as archive:
        archive.writestr("1962/a.txt", "THE CABLE SAYS SO.\n")
        archive.writestr("1962/photo.png", b"\x89PNG")
    assert main(["convert", str(tmp_path / "cables.zip"), "-o", str(tmp_path / "out"), "-q"]) == ExitCode.DONE
    assert list(roots(tmp_path / "out")) == ["cables/1962/a.xml"]
    assert main(["recover", str(tmp_path / "out/cables/1962/a.xml"), "-o", str(tmp_path / "a.txt")]) == ExitCode.DONE
    assert (tmp_path / "a.txt").read_text() == "THE CABLE SAYS SO.\n"


def test_one_document_of_a_volume(tmp_path: Path) -> None:
    documents = "".join(
        f'<div type="document" xml:id="d{n}"><p>THE CABLE NUMBER {n} SAYS SO.</p></div>' for n in (1, 2)
    )
    volume = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{documents}</body></text></TEI>'
    (tmp_path / "volume.xml").write_text(volume)
    assert main(["convert", f"{tmp_path}/volume.xml#d2", "-o", str(tmp_path / "out"), "-q"]) == ExitCode.DONE
    trees = roots(tmp_path / "out")
    assert text(trees["volume-d2.xml"]) == ["THE CABLE NUMBER 2 SAYS SO."]
    assert main(["convert", f"{tmp_path}/volume.xml#d3", "-q"]) == ExitCode.INPUT_REFUSED


def test_output_beside_the_input_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("THE CABLE SAYS SO.\n")
    (tmp_path / "b.hocr").write_text(HOCR)
    call = ["convert", str(tmp_path), "-o", str(tmp_path), "-q"]
    assert main(call) == ExitCode.DONE
    assert main(["convert", str(tmp_path / "b.hocr"), "-o", str(tmp_path), "--to", "alto", "--to", "page"]) == 0
    assert main(call) == ExitCode.DONE
    names = ["a.txt", "a.xml", "b.alto.xml", "b.hocr", "b.page.xml", "b.xml"]
    assert sorted(path.name for path in tmp_path.glob("[!.]*")) == names
    assert main(["convert", str(tmp_path / "a.xml"), "-o", str(tmp_path / "again"), "-q"]) == ExitCode.DONE


def test_the_output_can_be_a_bag(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("THE CABLE SAYS SO.\n")
    call = ["convert", str(tmp_path / "a.txt"), "-o", str(tmp_path / "bag"), "--bag", "-q"]
    assert main(call) == ExitCode.DONE
    assert bag_members(tmp_path / "bag").names == ("data/a.xml",)
    assert main(call) == ExitCode.DONE


def test_alto_and_page_are_written_beside_the_tei(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(alto("THE GOVERNMLNT OF FRANCE HAS ASKED FOR WITHDRAWAL"))
    call = ["convert", str(tmp_path / "a.xml"), "-o", str(tmp_path / "out"), "-q"]
    assert main([*call, "--to", "tei", "--to", "alto", "--to", "page"]) == ExitCode.DONE
    trees = roots(tmp_path / "out")
    assert list(trees) == ["a.alto.xml", "a.page.xml", "a.xml"]
    strings = [string.get("CONTENT") for string in trees["a.alto.xml"].iter("{*}String")]
    assert strings == ["THE", "GOVERNMENT", "OF", "FRANCE", "HAS", "ASKED", "FOR", "WITHDRAWAL"]


def test_text_without_boxes_is_not_written_as_alto(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("THE CABLE SAYS SO.\n")
    assert main(["convert", str(tmp_path / "a.txt"), "--to", "alto"]) == ExitCode.INPUT_REFUSED
    assert "has no boxes" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--bag"], ["--add-to-mets"], ["--to", "tei", "--to", "alto"]])
def test_several_files_need_a_folder(tmp_path: Path, option: list[str]) -> None:
    (tmp_path / "a.txt").write_text("THE CABLE SAYS SO.\n")
    assert main(["convert", str(tmp_path / "a.txt"), *option]) == ExitCode.USAGE
