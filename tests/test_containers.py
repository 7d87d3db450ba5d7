"""Archives, bags and METS: what is safe is read, what is not is named, and nothing outside is ever touched."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import re
import stat
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teikit.core import Note
from teikit.errors import FileSystemError, LimitReached, OutputExists, Refused, TeikitError
from teikit.export.mets import NewFile, add_file_group
from teikit.files.paths import Opener
from teikit.inputs import decompressing
from teikit.inputs.archives import unpack
from teikit.inputs.bags import bag_members
from teikit.inputs.members import in_folder, in_memory
from teikit.inputs.sealing import seal_bag
from teikit.inputs.sorting import NO_BAG, TAG_FILE, WRONG_NAME, left_out
from teikit.readers.mets import read_mets, scan_of_text
from teikit.readers.mets_structure import named_files, parse_mets
from teikit.readers.registry import recognise
from teikit.readers.scan import Scan

METS = 'xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"'
MODS = """<dmdSec ID="D1"><mdWrap MDTYPE="MODS"><xmlData><mods:mods xmlns:mods="http://www.loc.gov/mods/v3">
<mods:titleInfo><mods:nonSort>The</mods:nonSort><mods:title>Cuban cables</mods:title></mods:titleInfo>
<mods:name><mods:namePart>Finletter, Thomas K.</mods:namePart><mods:namePart type="date">1893-1980</mods:namePart>
</mods:name><mods:originInfo><mods:dateIssued>1962-10-28</mods:dateIssued></mods:originInfo>
<mods:identifier type="naid">193462</mods:identifier><mods:location><mods:physicalLocation>JFKL</mods:physicalLocation>
</mods:location><mods:accessCondition>Public domain</mods:accessCondition><mods:language>
<mods:languageTerm>eng</mods:languageTerm></mods:language><mods:relatedItem><mods:titleInfo><mods:title>Series</mods:title>
</mods:titleInfo></mods:relatedItem></mods:mods></xmlData></mdWrap></dmdSec>"""


SHA_OF_A = hashlib.sha256(b"A").hexdigest().encode()


def zipped(files: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive in memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


def special(name: str, kind: int) -> bytes:
    """A zip archive with one good member and one of another kind."""
    out = io.BytesIO(zipped({"ok.txt": b"POLTO"}))
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = (kind | 0o644) << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def codes(errors: list[TeikitError]) -> list[str]:
    """The codes of some errors."""
    return [error.code for error in errors]


def bag(files: Mapping[str, bytes], more: Mapping[str, bytes] | None = None, top: str = "bag/") -> dict[str, bytes]:
    """The files of a valid bag, and more."""
    lines = "".join(f"{hashlib.sha256(data).hexdigest()}  data/{name}\n" for name, data in files.items())
    tags = {"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"}
    all_files = {**tags, "manifest-sha256.txt": lines.encode(), **{f"data/{name}": files[name] for name in files}}
    return {f"{top}{name}": data for name, data in {**all_files, **(more or {})}.items()}


# ------------------------------------------------------------------------- zip and tar


def members(data: bytes, name: str) -> tuple[list[tuple[str, bytes]], list[TeikitError]]:
    """The members of an archive with their bytes, and why others are refused."""
    package = unpack(data, name)
    return [(member, package.open(member)) for member in package.names], list(package.errors)


def test_members_of_a_zip() -> None:
    data = zipped({"a.txt": b"A", "sub/b.txt": b"B", "sub/": b"", "__MACOSX/._a.txt": b"x", ".hidden": b"y"})
    assert members(data, "a.zip") == ([("a.txt", b"A"), ("sub/b.txt", b"B")], [])


@pytest.mark.parametrize("name", ["../x", "/x", "C:\\x", "C:x", "a/../../x", "a\\..\\x", "~/x", "\\\\host\\x"])
def test_names_that_lead_out(name: str) -> None:
    contents, errors = members(zipped({name: b"x", "ok.txt": b"POLTO"}), "a.zip")
    assert (contents, codes(errors)) == ([("ok.txt", b"POLTO")], ["PATH-OUTSIDE"])
    assert errors[0].place.startswith("a.zip:")


@pytest.mark.parametrize(("kind", "code"), [(stat.S_IFLNK, "PATH-LINK"), (stat.S_IFIFO, "PATH-SPECIAL")])
def test_links_and_devices_in_a_zip(kind: int, code: str) -> None:
    contents, errors = members(special("l.txt", kind), "a.zip")
    assert (contents, codes(errors)) == ([("ok.txt", b"POLTO")], [code])


def test_names_that_differ_only_in_case_or_accents_collide() -> None:
    data = zipped({"a.txt": b"ONE", "A.TXT": b"TWO", "caf\u00e9.txt": b"3", "cafe\u0301.txt": b"4"})
    contents, errors = members(data, "a.zip")
    assert [content for _, content in contents] == [b"ONE", b"3"]
    assert codes(errors) == ["NAME-COLLISION"] * 2


def test_encrypted_members_and_unusual_methods() -> None:
    data = bytearray(zipped({"a.txt": b"A"}, zipfile.ZIP_STORED))
    at = data.index(b"PK\x01\x02") + 8
    data[6] = data[at] = 1
    assert codes(members(bytes(data), "a.zip")[1]) == ["ZIP-ENCRYPTED"]
    assert codes(members(zipped({"a.txt": b"A"}, zipfile.ZIP_LZMA), "a.zip")[1]) == ["ZIP-METHOD"]


def test_archives_that_swell_beyond_the_limits_are_refused() -> None:
    with pytest.raises(LimitReached, match="LIMIT-DECOMPRESS"):
        unpack(zipped({"bomb.txt": bytes(50_000_000)}), "a.zip")


def test_many_small_bombs_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decompressing, "FREE", 2**16)
    with pytest.raises(LimitReached, match="LIMIT-DECOMPRESS"):
        unpack(zipped({f"{number}.txt": bytes(2**15) for number in range(2000)}), "a.zip")


def test_limits_of_size_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({f"{number}.txt": os.urandom(100) for number in range(100)})
    monkeypatch.setattr(decompressing, "LARGEST_MEMBER", 99)
    with pytest.raises(LimitReached, match="LIMIT-DECOMPRESS"):
        unpack(data, "a.zip")
    monkeypatch.undo()
    for most in (99, 40):
        monkeypatch.setattr(decompressing, "MOST_MEMBERS", most)
        with pytest.raises(LimitReached, match="LIMIT-MEMBERS"):
            unpack(data, "a.zip")


def test_size_that_is_a_lie() -> None:
    data = bytearray(zipped({"a.txt": b"A" * 1000, "b.txt": b"B"}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (5).to_bytes(4, "little")
    contents, errors = members(bytes(data), "a.zip")
    assert (contents, codes(errors)) == ([("b.txt", b"B")], ["ZIP-BROKEN"])


def test_broken_archives_are_refused() -> None:
    for data in (b"PK\x03\x04rubbish", zipped({"a.txt": b"A"})[:-10]):
        with pytest.raises(Refused, match="ZIP-BROKEN"):
            unpack(data, "a.zip")


@given(st.data())
def test_damage_never_raises_anything_else(draw: st.DataObject) -> None:
    whole = bytearray(draw.draw(st.sampled_from([zipped({"a.txt": b"A" * 300, "b/c.txt": b"B"}), tarred()])))
    for _ in range(draw.draw(st.integers(1, 8))):
        whole[draw.draw(st.integers(0, len(whole) - 1))] = draw.draw(st.integers(0, 255))
    try:
        for name, content in members(bytes(whole), "a.zip")[0]:
            assert ".." not in name.split("/") and isinstance(content, bytes)
    except TeikitError:
        pass


def tarred(mode: str = "w") -> bytes:
    """A tar with one good member and all that is bad."""
    out = io.BytesIO()
    kinds = {"l.txt": tarfile.SYMTYPE, "h.txt": tarfile.LNKTYPE, "dev": tarfile.CHRTYPE, "pipe": tarfile.FIFOTYPE}
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name in ("./ok.txt", "../x.txt", "/abs.txt"):
            info = tarfile.TarInfo(name)
            info.size = 5
            archive.addfile(info, io.BytesIO(b"POLTO"))
        for name, kind in kinds.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_gives_its_files_and_refuses_unsafe_members(mode: str) -> None:
    data = tarred(mode)
    contents, errors = members(data, "a.tar")
    assert contents == [("ok.txt", b"POLTO")]
    assert codes(errors) == ["PATH-OUTSIDE"] * 2 + ["PATH-LINK"] * 2 + ["PATH-SPECIAL"] * 2


def test_bomb_in_a_packed_tar() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = 20_000_000
        archive.addfile(info, io.BytesIO(bytes(info.size)))
    with pytest.raises(LimitReached, match="LIMIT-DECOMPRESS"):
        unpack(out.getvalue(), "a.tgz")


PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("ending", PACKERS)
def test_a_compressed_file_is_one_member(ending: str) -> None:
    package = unpack(PACKERS[ending](b"POLTO"), f"a.txt.{ending}")
    assert (package.names, package.open("a.txt"), package.is_compressed) == (("a.txt",), b"POLTO", True)
    twice = PACKERS[ending](b"POLTO") + PACKERS[ending](b" 12")
    assert unpack(twice, f"a.{ending}").open("a") == b"POLTO 12"


@pytest.mark.parametrize("ending", PACKERS)
def test_a_compressed_file_that_is_cut_off_or_swells(ending: str) -> None:
    packed = PACKERS[ending](os.urandom(1000))
    for data in (packed[:-12], packed[:200], packed[:10] + b"rubbish"):
        with pytest.raises(Refused, match="ZIP-BROKEN"):
            unpack(data, f"a.{ending}")
    with pytest.raises(LimitReached, match="LIMIT-DECOMPRESS"):
        unpack(PACKERS[ending](bytes(50_000_000)), f"a.{ending}")


def test_gzip_of_something_else_is_no_archive() -> None:
    for data in (b"\x1f\x8b\x08rubbish", b"POLTO"):
        with pytest.raises(Refused, match="ZIP-BROKEN"):
            unpack(data, "a.zip")


# ------------------------------------------------------------------------------- bags


@pytest.mark.parametrize("top", ["", "bag/"])
def test_bag_in_a_zip(top: str) -> None:
    info = b"External-Description: Cables\n of October\nExternal-Identifier: NSF-41\nSource-Organization: JFKL\n"
    package = unpack(zipped(bag({"a.txt": b"A", ".x": b"hidden"}, {"bag-info.txt": info}, top)), "b.zip")
    assert (package.names, package.open("data/a.txt"), package.is_bag) == (("data/a.txt",), b"A", True)
    assert (package.metadata.title, package.metadata.identifiers) == ("Cables of October", ("NSF-41",))
    assert package.metadata.repository == "JFKL"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"data/a.txt": b"CHANGED"}, ["checksum", "data/a.txt"]),
        ({"data/b.txt": b"B"}, ["not in every manifest", "data/b.txt"]),
        ({"manifest-sha256.txt": b""}, ["data/a.txt"]),
        ({"manifest-sha256.txt": b"00  data/../../x\n"}, ["PATH-OUTSIDE"]),
        ({"manifest-sha256.txt": b"00  ~/x\n00  /etc/passwd\n00  bagit.txt\n"}, ["PATH-OUTSIDE", "does not belong"]),
        ({"manifest-sha512.txt": b"00  data/gone.txt\n"}, ["data/gone.txt", "data/a.txt: it is in the bag"]),
        ({"tagmanifest-md5.txt": b"00  bagit.txt\n"}, ["checksum", "tagmanifest-md5.txt"]),
        ({"fetch.txt": b"http://127.0.0.1:9/x 5 data/../../x\n"}, ["URL-REFUSED", "PATH-OUTSIDE"]),
        ({"fetch.txt": b"http://127.0.0.1:9/x - data/b.txt\n"}, ["URL-REFUSED"]),
        ({"bagit.txt": b"hello"}, ["BagIt-Version"]),
        ({"bagit.txt": b"BagIt-Version: 1.0\n"}, ["Tag-File-Character-Encoding"]),
        ({"bagit.txt": b"BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n"}, ["bagit.txt"]),
        ({"bagit.txt": b"BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n"}, ["bagit.txt"]),
        ({"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nX: y\n"}, ["bagit.txt"]),
        ({"bagit.txt": b"\xef\xbb\xbfBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"}, ["byte order mark"]),
        ({"manifest-sha256.txt": 2 * (SHA_OF_A + b"  data/a.txt\n")}, ["twice"]),
        ({"manifest-md5.txt": b""}, ["data/a.txt", "not in every manifest"]),
        ({"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: nonsense\n"}, ["nonsense"]),
        ({"manifest-sha256.txt": b"\xff\xfe"}, ["encoding"]),
        ({"../evil": b"x"}, ["PATH-OUTSIDE"]),
    ],
)
def test_bags_that_are_not_valid(more: dict[str, bytes], says: list[str]) -> None:
    with pytest.raises(Refused, match="BAG-INVALID") as caught:
        unpack(zipped(bag({"a.txt": b"A"}, more)), "b.zip")
    assert all(part in str(caught.value) for part in says), str(caught.value)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1"])
def test_tag_files_in_other_encodings_and_with_a_byte_order_mark(encoding: str) -> None:
    files = bag({"a.txt": b"A"}, {"bag-info.txt": "External-Description: Café\n".encode(encoding)}, "")
    files["bagit.txt"] = f"BagIt-Version: 0.97\r\nTag-File-Character-Encoding: {encoding}\r\n".encode()
    mark = "\ufeff" if encoding == "UTF-8" else ""
    files["manifest-sha256.txt"] = f"{mark}{files['manifest-sha256.txt'].decode()}".encode(encoding)
    package = unpack(zipped(files), "b.zip")
    assert (package.names, package.metadata.title) == (("data/a.txt",), "Café")


def test_old_bags_may_name_a_file_twice_and_call_their_info_otherwise() -> None:
    files = bag({"a.txt": b"A"}, {"package-info.txt": b"External-Description: Cables\n"}, "")
    files["bagit.txt"] = files["bagit.txt"].replace(b"1.0", b"0.95")
    files["manifest-sha256.txt"] *= 2
    package = unpack(zipped(files), "b.zip")
    assert (package.names, package.metadata.title) == (("data/a.txt",), "Cables")


def test_a_bag_in_a_bag() -> None:
    inner = bag({"cable.txt": b"A", "deep/b.txt": b"B"}, {"bag-info.txt": b"Source-Organization: X\n"}, "inner/")
    package = unpack(zipped(bag({"a.txt": b"A", **inner})), "b.zip")
    why = left_out(package.names, package.open)
    assert {name for name in package.names if name not in why} == {
        "data/a.txt",
        "data/inner/data/cable.txt",
        "data/inner/data/deep/b.txt",
    }
    assert set(why.values()) == {TAG_FILE}


def test_several_bags_and_files_beside_them_in_an_archive() -> None:
    first, second = bag({"a.txt": b"A"}, top="one/"), bag({"b.txt": b"B"}, top="two/")
    package = unpack(zipped({**first, **second, "c.txt": b"C"}), "b.zip")
    assert package.names == ("one/data/a.txt", "two/data/b.txt", "c.txt")
    with pytest.raises(Refused, match=r"b\.zip:two"):
        unpack(zipped({**first, **second, "two/data/b.txt": b"CHANGED"}), "b.zip")


def test_tag_files_without_a_bag_are_no_inputs() -> None:
    files = bag({"a.txt": b"A"}, {"bag-info.txt": b"", "notes.txt": b"N"})
    del files["bag/bagit.txt"]
    package = unpack(zipped(files), "b.zip")
    why = left_out(package.names, package.open)
    assert why == {"bag/bag-info.txt": NO_BAG, "bag/manifest-sha256.txt": NO_BAG}
    assert left_out(["manifest-md5.txt", "x.txt"], files.__getitem__) == {}


def test_bag_that_was_completed_by_hand() -> None:
    files = bag({"a b%25.txt": b"A"}, {"fetch.txt": b"http://x/y 1 data/a b%.txt\n"})
    files["bag/data/a b%.txt"] = files.pop("bag/data/a b%25.txt")
    assert unpack(zipped(files), "b.zip").names == ("data/a b%.txt",)


def test_bag_without_a_known_manifest() -> None:
    files = bag({"a.txt": b"A"})
    files["bag/manifest-crc32.txt"] = files.pop("bag/manifest-sha256.txt")
    with pytest.raises(Refused, match="no manifest of a known kind"):
        unpack(zipped(files), "b.zip")


def sealed(folder: Path, files: Mapping[str, bytes]) -> bytes:
    """The bag-info.txt of a folder that was made a bag with these files."""
    for name, data in files.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert seal_bag(folder) == len(files)
    return (folder / "bag-info.txt").read_bytes()


def test_make_a_bag_and_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    files = {"tei/a 100%.xml": b"<TEI/>", "caf\u00e9.txt": b"B", "a\u2028b.txt": b"", "c\x85d.txt": b"", "e.txt ": b""}
    info = sealed(tmp_path / "one", files)
    package = bag_members(tmp_path / "one")
    assert {name: package.open(name) for name in package.names} == {f"data/{file}": files[file] for file in files}
    assert info == sealed(tmp_path / "two", files)
    assert b"Payload-Oxum: 7.5" in info and b"\nBagging-Date" not in info
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert b"Bagging-Date: 1970-01-01" in sealed(tmp_path / "one", files)


def test_a_folder_with_other_files_is_made_no_bag(tmp_path: Path) -> None:
    (tmp_path / "stranger.txt").write_bytes(b"x")
    with pytest.raises(OutputExists):
        sealed(tmp_path, {"a.xml": b"A"})
    assert not (tmp_path / "bagit.txt").exists()


def test_link_out_of_a_bag(tmp_path: Path) -> None:
    (tmp_path / "canary").write_bytes(b"CANARY")
    for name, data in bag({"a.txt": b"CANARY"}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert bag_members(tmp_path / "bag").names == ("data/a.txt",)
    (tmp_path / "bag" / "data" / "a.txt").unlink()
    (tmp_path / "bag" / "data" / "a.txt").symlink_to(tmp_path / "canary")
    with pytest.raises(Refused, match="PATH-LINK"):
        bag_members(tmp_path / "bag")


# ------------------------------------------------------------------------------- METS


def mets(groups: str, structure: str = "", more: str = "") -> bytes:
    """A METS with file groups and a structure."""
    return f"<mets {METS}>{more}<fileSec>{groups}</fileSec><structMap>{structure}</structMap></mets>".encode()


def group(use: str, *hrefs: str, media: str = "text/plain", start: str = "f") -> str:
    """A file group; its files have the numbers of their places as identifiers."""
    files = (
        f'<file ID="{start}{at}" MIMETYPE="{media}"><FLocat LOCTYPE="URL" xlink:href="{href}"/></file>'
        for at, href in enumerate(hrefs)
    )
    return f'<fileGrp USE="{use}">{"".join(files)}</fileGrp>'


def no_reader(data: bytes, name: str) -> Scan:
    """A reader for what must not be read as XML."""
    raise AssertionError(name)


def reading(data: bytes, opener: Opener | Mapping[str, bytes], reader: Callable[[bytes, str], Scan] = no_reader) -> str:
    """The words of a METS, pages apart by a bar, then what was refused."""
    opened = in_memory(opener) if isinstance(opener, Mapping) else opener
    scan, _, _, errors = read_mets(data, "mets.xml", opened, reader)
    pages = (
        " ".join(word.text for block in page.blocks for line in block.lines for word in line.words)
        for page in scan.pages
    )
    return " ".join(["|".join(pages), *codes(errors)]).strip()


def test_pages_of_a_mets_in_their_order() -> None:
    pages = "".join(
        f'<div TYPE="page" ID="p{order}" ORDER="{order}"><fptr FILEID="i{order}"/><fptr FILEID="f{order}"/></div>'
        for order in (2, 10, 0, 1)
    )
    groups = group("DEFAULT", *(f"{at}.jpg" for at in range(11)), media="image/jpeg", start="i")
    data = mets(groups + group("FULLTEXT", "0.txt", "1.txt", "2.txt"), "", MODS).replace(
        b"</mets>", f'<structMap TYPE="PHYSICAL"><div TYPE="physSequence">{pages}</div></structMap></mets>'.encode()
    )
    opener = in_memory({f"{at}.txt": f"TEXT {at}".encode() for at in range(3)})
    scan, parts, metadata, errors = read_mets(data, "mets.xml", opener, no_reader)
    assert [page.image for page in scan.pages] == ["0.jpg", "1.jpg", "2.jpg", "10.jpg"]
    assert [[word.text for word in page.blocks[0].lines[0].words] for page in scan.pages[:3]] == [
        ["TEXT", str(at)] for at in range(3)
    ]
    assert ([part.name for part in parts], errors) == (["mets.xml", "0.txt", "1.txt", "2.txt"], [])
    assert metadata.title == "The Cuban cables"
    assert (metadata.creators, metadata.date) == (("Finletter, Thomas K.",), "1962-10-28")
    assert (metadata.identifiers, metadata.repository, metadata.rights) == (("193462",), "JFKL", "Public domain")


def test_dublin_core_is_read_where_there_is_no_mods() -> None:
    more = """<dmdSec ID="D"><mdWrap MDTYPE="DC"><xmlData xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:title>Cables</dc:title><dc:creator>A</dc:creator><dc:creator>B</dc:creator></xmlData></mdWrap></dmdSec>"""
    metadata = parse_mets(mets(group("OCR", "a.txt"), more=more), "mets.xml").metadata
    assert (metadata.title, metadata.creators, bool(metadata)) == ("Cables", ("A", "B"), True)
    assert not parse_mets(mets(group("OCR", "a.txt")), "mets.xml").metadata


@pytest.mark.parametrize(
    ("groups", "chosen"),
    [
        (["OCR-D-IMG", "OCR-D-OCR-TESS", "OCR-D-OCR-CALA"], "OCR-D-OCR-CALA"),
        (["OCR-D-OCR", "OCR-D-COR-X", "TEIKIT-TEI"], "OCR-D-OCR"),
        (["original", "text/ocr", "metadata"], "text/ocr"),
        (["THUMBS", "ALTO", "FULLTEXT"], "FULLTEXT"),
        (["OCR-D-IMG", "OCR-D-SEG-PAGE", "OCR-D-GT-A", "OCR-D-COR-B"], "OCR-D-COR-B"),
        (["OCR-D-SEG-A", "OCR-D-SEG-B", "FULLTEXT"], "FULLTEXT"),
        (["OCR-D-SEG-A", "OCR-D-SEG-B"], "OCR-D-SEG-B"),
        (["a", "b"], "a"),
    ],
)
def test_choice_of_the_file_group(groups: list[str], chosen: str) -> None:
    files = "".join(group(use, "x", start=f"f{at}-") for at, use in enumerate(groups))
    assert parse_mets(mets(files), "mets.xml").group == chosen
    assert parse_mets(mets(files), "mets.xml", groups[0].lower()).group == groups[0]


def test_old_name_of_xlink() -> None:
    data = mets(group("ALTO", "file://./ALTO/a.xml")).replace(b"/1999/xlink", b"/TR/xlink")
    assert [page.href for page in parse_mets(data, "mets.xml").pages] == ["file://./ALTO/a.xml"]


def test_no_group_with_text() -> None:
    with pytest.raises(Refused, match="METS-NO-TEXT"):
        parse_mets(mets(group("FULLTEXT", "a.pdf", media="application/pdf")), "mets.xml")
    with pytest.raises(Refused, match="names no files"):
        parse_mets(mets(""), "mets.xml")
    with pytest.raises(Refused, match=r"METS-GROUP.*\n.*'ALTO'"):
        parse_mets(mets(group("ALTO", "a.xml")), "mets.xml", "ALTA")
    with pytest.raises(Refused, match=r"METS-GROUP.*\n.*With files it has: ALTO"):
        parse_mets(mets(group("ALTO", "a.xml")), "mets.xml", "PICTURES")
    with pytest.raises(Refused, match="IN-FORMAT"):
        parse_mets(b"<alto/>", "mets.xml")


@pytest.mark.parametrize(
    ("href", "outcome"),
    [
        ("ok.txt", "OK"),
        ("./ok.txt", "OK"),
        ("file://./ok.txt", "OK"),
        ("sub/../ok.txt", "OK"),
        ("o%6B.txt#page=1", "OK"),
        ("../../../../etc/passwd", "PATH-OUTSIDE"),
        ("a/../../canary.txt", "PATH-OUTSIDE"),
        ("/etc/passwd", "PATH-OUTSIDE"),
        ("..%2f..%2fetc%2fpasswd", "PATH-OUTSIDE"),
        ("a%2f..%2fok.txt", "PATH-OUTSIDE"),
        ("\\\\host\\share\\x.xml", "PATH-OUTSIDE"),
        ("ok.txt%00", "PATH-OUTSIDE"),
        ("file:///etc/passwd", "URL-REFUSED"),
        ("file://ok.txt", "URL-REFUSED"),
        ("data:text/plain,x", "URL-REFUSED"),
        ("mets.xml", "METS-LOOP"),
        ("gone.txt", "IN-MISSING"),
        ("link.txt", "PATH-LINK"),
        ("inner.txt", "OK"),
        ("folder", "IN-NOT-REGULAR"),
    ],
)
def test_addresses_that_lead_out_of_the_folder_are_refused(href: str, outcome: str, tmp_path: Path) -> None:
    beside = tmp_path / "mets"
    (beside / "folder").mkdir(parents=True)
    (tmp_path / "canary.txt").write_bytes(b"CANARY")
    (beside / "ok.txt").write_bytes(b"OK")
    (beside / "link.txt").symlink_to(tmp_path / "canary.txt")
    (beside / "inner.txt").symlink_to(beside / "ok.txt")
    assert reading(mets(group("OCR", href)), in_folder(beside)) == outcome


@pytest.mark.parametrize("href", ["http://127.0.0.1:9/x.xml", "//127.0.0.1:9/x.xml", "ftp://127.0.0.1/x"])
def test_files_on_the_net_are_not_fetched(href: str) -> None:
    assert reading(mets(group("OCR", href, "a.txt")), {"a.txt": b"A"}) == "A URL-REFUSED"
    with pytest.raises(Refused, match="METS-REMOTE") as caught:
        parse_mets(mets(group("OCR-D-OCR", href)), "mets.xml")
    assert href in caught.value.hint and "--file-grp OCR-D-OCR" in caught.value.hint


def test_a_group_that_is_here_is_chosen_before_one_on_the_net() -> None:
    groups = group("FULLTEXT", "https://a.b/1.xml") + group("DOWNLOAD", "1.xml", start="d", media="text/xml")
    assert parse_mets(mets(groups), "mets.xml").group == "DOWNLOAD"


def test_of_the_places_of_a_file_the_one_here_is_read() -> None:
    places = '<FLocat LOCTYPE="URL" xlink:href="https://a.b/a.txt"/><FLocat LOCTYPE="OTHER" xlink:href="a.txt"/>'
    data = mets(f'<fileGrp USE="OCR"><file ID="f">{places}</file></fileGrp>')
    assert reading(data, {"a.txt": b"A"}) == "A"


@pytest.mark.parametrize(
    ("groups", "chosen"),
    [
        (group("image", "a.jpg", media="") + group("export", "a.xml", media="", start="e"), "export"),
        (group("x", "a.tif", media="") + group("y", "a.TXT?v=1", media="", start="e"), "y"),
        (group("x", "a.dat", media="") + group("y", "a.html", media="", start="e"), "y"),
    ],
)
def test_files_without_a_media_type_are_known_by_their_names(groups: str, chosen: str) -> None:
    assert parse_mets(mets(groups.replace(' MIMETYPE=""', "")), "mets.xml").group == chosen


@pytest.mark.parametrize(
    "envelope",
    [
        "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><GetRecord><record><metadata>{}</metadata></record>"
        "</GetRecord></OAI-PMH>",
        "<objects><object>{}</object></objects>",
    ],
)
def test_a_mets_in_an_envelope(envelope: str) -> None:
    inner = mets(group("OCR", "a.txt")).decode()
    prefixed = re.sub(r"<(/?)(\w)", r"<\1m:\2", inner).replace("xmlns=", "xmlns:m=")
    for document in (inner, prefixed):
        data = envelope.format(document).encode()
        assert recognise(data, "oai.xml") == "mets"
        assert reading(data, {"a.txt": b"A"}) == "A"
    with pytest.raises(Refused, match="2 METS"):
        parse_mets(f"<a>{inner}{inner}</a>".encode(), "oai.xml")


def test_a_file_of_several_pages_is_read_at_the_first() -> None:
    pages = "".join(f'<div TYPE="page" ORDER="{at}"><fptr FILEID="f{at}"/></div>' for at in range(3))
    groups = group("OCR", "a.txt#p0", "a.txt#p1", "b.txt")
    data = mets(groups, pages).replace(b"<structMap>", b'<structMap TYPE="PHYSICAL">')
    assert reading(data, {"a.txt": b"A", "b.txt": b"B"}) == "A|B"


def test_pages_are_known_in_structures_that_are_not_called_physical() -> None:
    pages = '<div TYPE="np:issue"><div TYPE="np:page"><fptr FILEID="f1"/></div><div TYPE="np:page"><fptr FILEID="f0"/>'
    data = mets(group("OCR", "a.txt", "b.txt"), f"{pages}</div></div>")
    assert reading(data, {"a.txt": b"A", "b.txt": b"B"}) == "B|A"


def test_pages_without_text_and_notes_of_all_pages_are_counted_together() -> None:
    def unread(data: bytes, name: str) -> Scan:
        return Scan([], "", [Note("PAGE-LINES-WITHOUT-TEXT", "2 × a line")])

    pages = '<div TYPE="page"><fptr FILEID="i0"/></div>'
    groups = group("IMG", "a.jpg", media="image/jpeg", start="i") + group("OCR", "a.xml", "b.xml", media="text/xml")
    data = mets(groups, pages).replace(b"<structMap>", b'<structMap TYPE="PHYSICAL">')
    scan = read_mets(data, "mets.xml", in_memory({"a.xml": b"<a/>", "b.xml": b"<a/>"}), unread)[0]
    assert [(note.code, note.message[:4]) for note in scan.notes] == [
        ("PAGE-LINES-WITHOUT-TEXT", "4 × "),
        ("METS-PAGES-WITHOUT-TEXT", "1 × "),
    ]


def test_the_files_that_a_mets_names() -> None:
    groups = group("OCR", "ALTO/1.xml", "./a%20b.xml", "https://a.b/x", "../out.xml") + group("IMG", "1.jpg", start="i")
    assert named_files(mets(groups), "mets.xml") == (frozenset({"ALTO/1.xml", "a b.xml", "1.jpg"}), False)
    pictures = group("IMG", "1.jpg", media="image/jpeg") + group("THUMBS", "1.tif", media="")
    assert named_files(mets(pictures), "mets.xml").pictures_only


def test_good_pages_are_read_beside_bad_ones() -> None:
    data = mets(group("OCR", "a.txt", "http://x/y", "b.txt", "a.txt"))
    assert reading(data, {"a.txt": b"A", "b.txt": b"B"}) == "A|B URL-REFUSED"


def test_mets_that_name_one_another() -> None:
    inner = mets(group("OCR", "a.txt", "../b.txt"), '<div><mptr xlink:href="../mets.xml"/></div>')
    outer = mets(group("OCR", "b.txt"), '<div><mptr xlink:href="v1/mets.xml"/></div>')
    files = {"b.txt": b"B", "v1/mets.xml": inner, "v1/a.txt": b"A"}
    assert reading(outer, files) == "B|A METS-LOOP METS-LOOP"


def test_a_chain_of_mets_ends() -> None:
    files = {f"{at}.xml": mets("", f'<div><mptr xlink:href="{at + 1}.xml"/></div>') for at in range(500)}
    assert reading(files["0.xml"], files) == "METS-LOOP"


def test_xml_members_go_to_the_reader() -> None:
    data = mets(group("OCR-D-OCR", "a.xml", media="application/vnd.prima.page+xml"))
    assert reading(data, {"a.xml": b"\xef\xbb\xbf<x/>"}, lambda data, name: scan_of_text(b"PAGE", name)) == "PAGE"


def test_one_file_for_all_pages_is_read_once() -> None:
    pages = "".join(f'<div TYPE="page"><fptr FILEID="i{at}"/><fptr FILEID="f0"/></div>' for at in range(3))
    groups = group("IMG", "0.jpg", "1.jpg", "2.jpg", media="image/jpeg", start="i") + group("OCR", "a.txt")
    data = mets(groups).replace(b"<structMap>", f'<structMap TYPE="PHYSICAL"><div>{pages}</div>'.encode())
    assert reading(data, {"a.txt": b"A\fB\fC"}) == "A|B|C"


def test_mets_in_a_package() -> None:
    data = mets(group("OCR", "ocr/a.txt"))
    package = unpack(zipped(bag({"v/mets.xml": data, "v/ocr/a.txt": b"A", "x.mets.xml.bak": b""})), "b.zip")
    assert left_out(package.names, package.open) == {
        "data/v/ocr/a.txt": "it belongs to mets.xml",
        "data/x.mets.xml.bak": WRONG_NAME,
    }
    assert reading(data, package.beside("data/v/mets.xml")) == "A"
    with pytest.raises(FileSystemError, match="IN-MISSING"):
        package.open("data/none.txt")


# ------------------------------------------------------------------------ METS, written

FILES = [
    NewFile("", "tei/all.xml", "application/tei+xml", "00"),
    NewFile("p1", "tei/1.xml", "application/tei+xml", "01"),
]
PHYSICAL = '<div ID="all"><mptr xlink:href="x"/><div ID="p1" TYPE="page"><fptr FILEID="f0"/></div></div>'


def test_file_group_is_added_once() -> None:
    before = b"<!-- kept -->" + mets(group("OCR", "a.txt"), PHYSICAL, MODS)
    once = add_file_group(before, "TEIKIT-TEI", FILES, "0.1.0")
    assert add_file_group(once, "TEIKIT-TEI", FILES, "0.1.0") == once
    assert b"<!-- kept -->" in once
    root = etree.fromstring(once)
    names = [etree.QName(child).localname for child in root]
    assert names == ["metsHdr", "dmdSec", "fileSec", "structMap"]
    at = {"m": "http://www.loc.gov/METS/"}
    assert (
        root.xpath("string(//m:agent[@ROLE='OTHER'][@OTHERROLE='workflow step']/m:name)", namespaces=at)
        == "teikit 0.1.0"
    )
    assert root.xpath("//m:fileGrp/@USE", namespaces=at) == ["OCR", "TEIKIT-TEI"]
    assert root.xpath("//m:div[@ID='all']/m:fptr/@FILEID", namespaces=at) == ["TEIKIT-TEI_0001"]
    assert root.xpath("//m:div[@ID='p1']/m:fptr/@FILEID", namespaces=at) == ["f0", "TEIKIT-TEI_p1"]
    assert root.xpath("//m:fileGrp[2]/m:file/@CHECKSUM", namespaces=at) == ["00", "01"]


def test_a_second_run_replaces_only_its_own() -> None:
    once = add_file_group(mets(group("OCR", "a.txt"), PHYSICAL), "TEIKIT-TEI", FILES, "0.1.0")
    again = add_file_group(once, "TEIKIT-TEI", FILES[:1], "0.2.0")
    assert b"0.1.0" not in again and b"tei/1.xml" not in again and b"a.txt" in again
    assert parse_mets(again, "mets.xml").group == "OCR"


def test_a_group_of_somebody_else_stays() -> None:
    with pytest.raises(Refused, match="METS-GROUP"):
        add_file_group(mets(group("OCR", "a.txt"), PHYSICAL), "OCR", FILES, "0.1.0")
    with pytest.raises(Refused, match="METS-PAGE"):
        add_file_group(mets(""), "TEIKIT-TEI", [NewFile("p9", "x", "y", "z")], "0.1.0")
    with pytest.raises(Refused, match="IN-FORMAT"):
        add_file_group(b"<alto/>", "TEIKIT-TEI", FILES, "0.1.0")
