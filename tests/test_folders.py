"""Which files of a folder are inputs, and why the others are none: each is named, with its reason."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from conftest import Teikit
from test_containers import bag, group, mets

from teikit.inputs import expand
from teikit.inputs.packages import opened
from teikit.inputs.sorting import LINK, NO_BAG, PICTURES_ONLY, SPECIAL, WRITTEN_BY_US, WRONG_NAME

ALTO = "<alto><Layout><Page><TextBlock><TextLine><String CONTENT='{}'/></TextLine></TextBlock></Page></Layout></alto>"


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def inputs_in(folder: Path, leave_out: Path | None = None) -> tuple[list[str], dict[str, str]]:
    """The inputs by their names for the output, and what was left out, with the reason."""
    todo = opened(expand([str(folder)], leave_out))
    assert todo.failed == ()
    skipped = {name.removeprefix(f"{folder}/").removeprefix(str(folder)): why for name, why, _ in todo.skipped}
    return [item.stem.as_posix() for item in todo.files], skipped


@pytest.fixture
def pages() -> dict[str, bytes]:
    return {f"ALTO/p{number}.xml": ALTO.format(number).encode() for number in (1, 2)}


def test_a_document_that_is_named_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"volume.xml": b"<TEI/>"})
    monkeypatch.chdir(tmp_path)
    names = ["volume.xml#d12", "./volume.xml#d12", "volume.xml#d13"]
    assert [item.shown for item in expand(names).files] == ["volume.xml#d12", "volume.xml#d13"]


@pytest.mark.parametrize("name", ["cable-1421-METS.xml", "0-issue.xml", "x.mets"])
def test_a_mets_is_known_by_what_it_holds(name: str, pages: dict[str, bytes], tmp_path: Path) -> None:
    whole = mets(group("FULLTEXT", *pages, media="text/xml"))
    inputs, skipped = inputs_in(write(tmp_path, {**pages, name: whole, "z.txt": b"A"}))
    assert inputs == [Path(name).stem, "z"]
    assert skipped == {page: f"it belongs to {name}" for page in pages}


def test_a_mets_called_so_has_the_name_of_its_folder(pages: dict[str, bytes], tmp_path: Path) -> None:
    whole = mets(group("FULLTEXT", *pages, media="text/xml"))
    files = {f"ws/{name}": data for name, data in {**pages, "mets.xml": whole, "more.txt": b"A"}.items()}
    assert inputs_in(write(tmp_path, files))[0] == ["ws", "ws/more"]
    assert inputs_in(tmp_path / "ws")[0] == ["ws", "more"]


def test_a_mets_that_another_one_names_is_no_input(tmp_path: Path) -> None:
    inner = mets(group("OCR", "a.txt"))
    outer = mets("", '<div><mptr xlink:href="v1/meta.xml"/></div>')
    inputs, skipped = inputs_in(write(tmp_path, {"all.xml": outer, "v1/meta.xml": inner, "v1/a.txt": b"A"}))
    assert (inputs, skipped) == (
        ["all"],
        {"v1/meta.xml": "it belongs to all.xml", "v1/a.txt": "it belongs to meta.xml"},
    )


def test_a_mets_of_pictures_leaves_the_texts_to_themselves(pages: dict[str, bytes], tmp_path: Path) -> None:
    pictures = mets(group("IMG", "1.jpg", media="image/jpeg"))
    inputs, skipped = inputs_in(write(tmp_path, {**pages, "meta.xml": pictures}))
    assert (inputs, skipped) == (["ALTO/p1", "ALTO/p2"], {"meta.xml": PICTURES_ONLY})


@pytest.mark.parametrize(
    "whole", [b"<mets xmlns='http://www.loc.gov/METS/'><fileSec>", mets(group("OCR", "http://a/b"))]
)
def test_a_mets_that_cannot_be_read_is_an_input_that_says_so(
    whole: bytes, pages: dict[str, bytes], tmp_path: Path
) -> None:
    assert inputs_in(write(tmp_path, {**pages, "meta.xml": whole}))[0] == ["meta", "ALTO/p1", "ALTO/p2"]


def test_an_alto_that_speaks_of_mets_is_an_alto(tmp_path: Path) -> None:
    about = ALTO.format("A").replace("<Layout>", "<!-- http://www.loc.gov/METS/ <mets x> --><Layout>")
    assert inputs_in(write(tmp_path, {"a.xml": about.encode()})) == (["a"], {})


def test_every_file_that_is_left_out_has_its_reason(tmp_path: Path) -> None:
    ours = b'<TEI><application ident="teikit"/></TEI>'
    files = {"a.txt": b"A", "b.png": b"x", "c.xml": ours, "d.gz": b"x", ".hidden.txt": b"x", ".git/e.txt": b"x"}
    write(tmp_path / "in", files)
    (tmp_path / "in" / "link.txt").symlink_to("a.txt")
    (tmp_path / "in" / "loop").symlink_to(".")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    inputs, skipped = inputs_in(tmp_path / "in")
    assert inputs == ["a"]
    assert skipped == {
        "b.png": WRONG_NAME,
        "c.xml": WRITTEN_BY_US,
        "d.gz": WRONG_NAME,
        "link.txt": LINK,
        "loop": LINK,
        "pipe.txt": SPECIAL,
    }


def test_manifests_without_bagit_txt_are_no_cables(tmp_path: Path) -> None:
    files = bag({"cable.txt": b"A"}, {"bag-info.txt": b"X: y\n", "notes.txt": b"N"}, "b/")
    del files["b/bagit.txt"]
    inputs, skipped = inputs_in(write(tmp_path, files))
    assert inputs == ["b/notes", "b/data/cable"]
    assert skipped == {"b/bag-info.txt": NO_BAG, "b/manifest-sha256.txt": NO_BAG}


def test_compressed_texts_in_folders_are_unpacked(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt.gz": gzip.compress(b"POLTO"), "b/c.alto.xml.gz": gzip.compress(ALTO.format("A").encode())})
    todo = opened(expand([str(tmp_path)]))
    assert [(item.stem.as_posix(), item.name) for item in todo.files] == [("a", "a.txt"), ("b/c.alto", "c.alto.xml")]
    assert todo.files[0].read() == b"POLTO"


def test_the_output_folder_is_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": b"A", "out/b.txt": b"B"})
    assert inputs_in(tmp_path, tmp_path / "out") == (["a"], {})


# ---------------------------------------------------------------- compressed METS


METS_OF_TWO = (
    '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec>'
    '<fileGrp USE="FULLTEXT">{}</fileGrp></fileSec><structMap TYPE="PHYSICAL"><div>'
    '<div TYPE="page"><fptr FILEID="f1"/></div>'
    '<div TYPE="page"><fptr FILEID="f2"/></div></div></structMap></mets>'
)
NAMED_FILE = '<file ID="f{}"{}><FLocat LOCTYPE="URL" xlink:href="ALTO/p{}.xml{}"/></file>'


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize(("pages_end", "named"), [("", ""), (".gz", ""), (".gz", ".gz")])
@pytest.mark.parametrize("media", ["", ' MIMETYPE="text/xml"', ' MIMETYPE="application/gzip"'])
def test_a_mets_and_its_pages_may_be_compressed(
    tmp_path: Path, teikit: Teikit, ending: str, pages_end: str, named: str, media: str
) -> None:
    mets = METS_OF_TWO.format("".join(NAMED_FILE.format(at, media, at, named) for at in (1, 2))).encode()
    pages = {f"ALTO/p{at}.xml{pages_end}": ALTO.format(word).encode() for at, word in ((1, "POLTO"), (2, "TOPOL"))}
    packed = {name: gzip.compress(data) if name.endswith(".gz") else data for name, data in pages.items()}
    write(tmp_path / "in", {f"cable-METS.xml{ending}": gzip.compress(mets) if ending else mets, **packed})
    assert teikit("convert", tmp_path / "in", "-o", tmp_path / "out").code == 0
    written = [path.name for path in (tmp_path / "out").rglob("*.xml")]
    assert len(written) == 1  # the pages are no inputs of their own
    tei = tmp_path / "out" / written[0]
    assert teikit("text", tei).out.split() == [b"POLTO", b"TOPOL"]
    assert teikit("recover", tei, "-o", tmp_path / "again").code == 0
    assert (tmp_path / "again" / "ALTO" / "p1.xml").read_bytes() == pages[f"ALTO/p1.xml{pages_end}"]


def test_a_page_that_is_cut_off_is_told_and_the_others_are_read(tmp_path: Path, teikit: Teikit) -> None:
    mets = METS_OF_TWO.format("".join(NAMED_FILE.format(at, "", at, ".gz") for at in (1, 2))).encode()
    whole, cut = (gzip.compress(ALTO.format(word).encode()) for word in ("POLTO", "TOPOL"))
    write(tmp_path / "in", {"mets.xml": mets, "ALTO/p1.xml.gz": whole, "ALTO/p2.xml.gz": cut[:-20]})
    ran = teikit("convert", tmp_path / "in", "-o", tmp_path / "out")
    assert ran.code == 7 and "ZIP-BROKEN" in ran.err and "ALTO/p2.xml.gz" in ran.err
    assert b"POLTO" in b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*.xml"))
