"""``ocrd-teikit``: a workspace of OCR-D in, the same with a corrected file group out."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from teikit.ocrd import processor as ocrd
from teikit.readers.mets_structure import parse_mets

PAGE = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata><Creator>x</Creator>
<Created>2020-01-01T00:00:00</Created><LastChange>2020-01-01T00:00:00</LastChange></Metadata>
<Page imageFilename="p.png" imageWidth="1000" imageHeight="1400"><TextRegion id="r1">
<Coords points="0,0 900,0 900,900 0,900"/>
{}</TextRegion></Page></PcGts>"""
LINE = (
    '<TextLine id="l{0}"><Coords points="10,{1} 900,{1} 900,{2} 10,{2}"/>'
    "<TextEquiv><Unicode>{3}</Unicode></TextEquiv></TextLine>"
)
TEXTS = {
    "P1": ("SECRET", "FROM: PARIS", "TO: Secretary of State", "NO: 12, OCTOBER 28, 1962", "GENERAL US EVALU-"),
    "P2": ("ATION OF THE SITUATI0N IN THE", "COUNTRY FOLLOWS."),
}
METS = (
    '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec>'
    '<fileGrp USE="OCR-D-OCR">{}</fileGrp></fileSec><structMap TYPE="PHYSICAL"><div TYPE="physSequence">{}</div>'
    "</structMap></mets>"
)


def lines(texts: tuple[str, ...]) -> str:
    return "".join(LINE.format(at, 20 + 40 * at, 50 + 40 * at, text) for at, text in enumerate(texts))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Two pages; a word is broken over their edge."""
    files, divs = "", ""
    for at, (page, texts) in enumerate(TEXTS.items()):
        name = f"OCR-D-OCR/OCR-D-OCR_{page}.xml"
        (tmp_path / "OCR-D-OCR").mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE.format(lines(texts)), "utf-8")
        files += (
            f'<file ID="F{at}" MIMETYPE="application/vnd.prima.page+xml"><FLocat LOCTYPE="OTHER" OTHERLOCTYPE="FILE" '
            f'xlink:href="{name}"/></file>'
        )
        divs += f'<div TYPE="page" ID="{page}"><fptr FILEID="F{at}"/></div>'
    (tmp_path / "mets.xml").write_text(METS.format(files, divs), "utf-8")
    return tmp_path


def run(folder: Path, *more: str, source: str = "OCR-D-OCR", target: str = "OCR-D-COR") -> int:
    return ocrd.main(["-w", str(folder), "-I", source, "-O", target, *more])


def text(path: Path) -> str:
    root = etree.parse(path).getroot()
    return "\n".join(root.xpath("//*[local-name()='TextLine']/*[local-name()='TextEquiv'][1]/*/text()"))


def test_pages_are_corrected_and_entered(workspace: Path) -> None:
    assert run(workspace) == 0
    pages = parse_mets((workspace / "mets.xml").read_bytes(), "mets.xml", "OCR-D-COR").pages
    assert [(page.id, page.href) for page in pages] == [
        ("P1", "OCR-D-COR/OCR-D-COR_P1.xml"),
        ("P2", "OCR-D-COR/OCR-D-COR_P2.xml"),
    ]
    assert "SITUATION IN THE" in text(workspace / pages[1].href)
    assert b"teikit" in (workspace / "mets.xml").read_bytes()


def test_the_same_workspace_gives_the_same_bytes(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    again = tmp_path_factory.mktemp("again") / "ws"
    shutil.copytree(workspace, again)
    assert run(workspace) == run(again) == 0
    assert (workspace / "mets.xml").read_bytes() == (again / "mets.xml").read_bytes()


def test_two_processors_in_a_row(workspace: Path) -> None:
    assert run(workspace) == 0 and run(workspace, source="OCR-D-COR", target="OCR-D-COR-2") == 0
    assert "SITUATION" in text(workspace / "OCR-D-COR-2" / "OCR-D-COR-2_P2.xml")
    plain = (workspace / "OCR-D-OCR" / "OCR-D-OCR_P1.xml").read_text("utf-8")
    assert "EVALU-" in plain  # what is read is never changed


def test_what_is_there_stays_unless_it_is_overwritten(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(workspace) == 0
    first = workspace / "OCR-D-COR" / "OCR-D-COR_P1.xml"
    first.write_text("MINE", "utf-8")
    assert run(workspace) == 0 and first.read_text("utf-8") == "MINE"
    assert "2 kept" in capsys.readouterr().err
    monkeypatch.setenv(ocrd.WHEN_THERE, "ABORT")
    assert run(workspace) == 1 and first.read_text("utf-8") == "MINE"
    assert run(workspace, "--overwrite", "-g", "P1") == 0 and "PARIS" in first.read_text("utf-8")
    assert len(parse_mets((workspace / "mets.xml").read_bytes(), "mets.xml", "OCR-D-COR").pages) == 2


@pytest.mark.parametrize(("policy", "code", "pages"), [("SKIP", 1, 1), ("ABORT", 1, 0), ("COPY", 1, 2)])
def test_a_page_that_cannot_be_read_stops_no_other(
    workspace: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    policy: str,
    code: int,
    pages: int,
) -> None:
    (workspace / "OCR-D-OCR" / "OCR-D-OCR_P2.xml").write_text("<PcGts", "utf-8")
    monkeypatch.setenv(ocrd.WHEN_MISSING, policy)
    assert run(workspace) == code
    told = capsys.readouterr().err
    assert "ERROR ocrd-teikit - page P2" in told and "Traceback" not in told
    assert all(line[2] == line[5] == ":" for line in told.splitlines())  # one line a message, the clock first
    assert len(list(workspace.glob("OCR-D-COR/*.xml"))) == pages
    monkeypatch.setenv(ocrd.MOST_MISSING, "0.5")
    assert run(workspace, "--overwrite") == (policy == "ABORT")


def test_parameters_are_json_or_a_file_with_comments(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "p.json").write_text('{\n# sure ones only\n"certainty": "high", "without": "hyphens"}', "utf-8")
    assert run(workspace, "-p", str(workspace / "p.json")) == 0
    assert "EVALU-" in text(workspace / "OCR-D-COR" / "OCR-D-COR_P1.xml")
    for wrong, word in (
        ('{"certanty": "high"}', "certainty"),
        ("{", "JSON"),
        ('{"words": 3}', "text"),
        ('{"without": "hyphns"}', "'hyphens'"),
    ):
        assert run(workspace, "--overwrite", "-p", wrong) == 1
        assert word in capsys.readouterr().err
    assert run(workspace, "--overwrite", "-P", "certainty", "low", "-l", "ERROR") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("parameters", ["[1]", '[["a", "b"]]', '"certainty"', "3"])
def test_parameters_are_an_object(parameters: str, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "p.json").write_text(parameters, "utf-8")
    assert run(workspace, "-p", str(workspace / "p.json")) == 1
    assert "the parameters must be a JSON object" in capsys.readouterr().err


@pytest.mark.parametrize("share", ["x", "nan", ""])
def test_a_share_that_is_no_number_is_refused(
    share: str, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ocrd.MOST_MISSING, share)
    assert run(workspace) == 1
    assert "OCRD_MAX_MISSING_OUTPUTS must be a number" in capsys.readouterr().err
    assert not (workspace / "OCR-D-COR").exists()


@pytest.mark.parametrize("variable", [ocrd.WHEN_MISSING, ocrd.WHEN_THERE])
def test_a_policy_that_does_not_exist_is_refused(
    variable: str, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(variable, "STOP")
    assert run(workspace) == 1
    assert f"{variable} must be one of SKIP, ABORT" in capsys.readouterr().err
    assert not (workspace / "OCR-D-COR").exists()


@pytest.mark.parametrize("target", ["../evil", "/tmp/evil", "a b", "..", "OCR-D-OCR"])
def test_a_group_is_a_new_folder_in_the_workspace(
    target: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in workspace.parent.rglob("*") if path.is_file()}
    assert run(workspace, "--overwrite", target=target) == 1
    told = capsys.readouterr().err
    assert "[USAGE-OCRD]" in told and target in told
    assert {path: path.read_bytes() for path in workspace.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("more", [[], ["--overwrite"]])
def test_a_group_of_others_is_left_alone(more: list[str], workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Such as a ground truth: no file of it is replaced, not even one that the METS does not name."""
    shutil.copytree(workspace / "OCR-D-OCR", workspace / "GT")
    for path in (workspace / "GT").iterdir():
        path.rename(path.with_name(path.name.replace("OCR-D-OCR", "GT")))
    mets = workspace / "mets.xml"
    truth = '<fileGrp USE="GT"><file ID="G0"><FLocat xlink:href="GT/GT_P1.xml"/></file></fileGrp></fileSec>'
    text = mets.read_text("utf-8").replace("</fileSec>", truth)
    mets.write_text(text.replace('<fptr FILEID="F0"/>', '<fptr FILEID="F0"/><fptr FILEID="G0"/>'), "utf-8")
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    assert run(workspace, *more, target="GT") == 1
    assert "[METS-GROUP]" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


def test_a_file_that_does_not_exist_is_said_to_be_missing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(workspace, "-p", "[1]") == 1
    told = capsys.readouterr().err
    assert "[IN-MISSING]" in told and "give a JSON object" in told
    (workspace / "mets.xml").unlink()
    assert run(workspace) == 1
    assert "[IN-MISSING] Name the METS with -m" in capsys.readouterr().err


def test_no_hint_names_an_option_of_another_command(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "OCR-D-OCR" / "OCR-D-OCR_P2.xml").write_text("no PAGE at all\n", "utf-8")
    assert run(workspace) == 1
    told = capsys.readouterr().err
    assert "page P2" in told and " --" not in told


def test_the_description_is_that_of_a_tool(capsys: pytest.CaptureFixture[str]) -> None:
    assert ocrd.main(["-J"]) == 0
    described = json.loads(capsys.readouterr().out)
    assert described["executable"] == "ocrd-teikit" and described["parameters"]["certainty"]["default"] == "medium"
    assert ocrd.main(["-I", "A"]) == 1 and ocrd.main(["--nothing"]) == 1


@pytest.mark.thorough
@pytest.mark.skipif(not shutil.which("ocrd"), reason="ocrd is not installed: pip install ocrd")
def test_the_validators_of_ocrd_pass(workspace: Path) -> None:
    described = Path(ocrd.__file__).with_name("ocrd-tool.json")
    subprocess.run(["ocrd", "ocrd-tool", str(described), "validate"], check=True)
    assert run(workspace) == 0
    checks = ["imagefilename", "dimension", "pixel_density", "mets_unique_identifier", "url"]
    skips = [word for check in checks for word in ("--skip", check)]
    checked = subprocess.run(["ocrd", "workspace", "-d", str(workspace), "validate", *skips], stdout=subprocess.PIPE)
    assert b"OCR-D-COR" not in checked.stdout  # what it warns of is in the input of the test
