"""Small inputs as people in the field would bring them. They lie outside the project: skipped without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Teikit

from teikit.check.validation import parse
from teikit.tei import reading_text

HEAD = ["FROM:", "PARIS", "TO:", "Secretary", "of", "State"]


@pytest.fixture
def field(shared: Path) -> Path:
    """The folder of the inputs."""
    folder = shared / "data" / "field"
    if not folder.is_dir():
        pytest.skip(f"there are no inputs in {folder}")
    return folder


def converted(teikit: Teikit, path: Path, out: Path, *options: str) -> tuple[str, str]:
    """The reading text of the only output, and what was said."""
    ran = teikit("convert", path, "-o", out, *options)
    assert ran.code == 0, ran.err
    (written,) = out.rglob("[!.]*.xml")
    return reading_text(parse(written.read_bytes())), ran.err


@pytest.mark.parametrize("kind", ["page-*.xml", "hocr-*.hocr", "alto-[bhm]*.xml"])
def test_all_lines_are_there_and_the_head_comes_first(kind: str, field: Path, teikit: Teikit, tmp_path: Path) -> None:
    paths = sorted(field.glob(kind))
    assert paths
    for path in paths:
        text, _ = converted(teikit, path, tmp_path / path.stem)
        assert text.split()[: len(HEAD)] == HEAD, path.name


def test_a_table_is_in_the_text(field: Path, teikit: Teikit, tmp_path: Path) -> None:
    text, _ = converted(teikit, field / "page-transkribus-table.xml", tmp_path / "out")
    assert "Post\tTelegram\nBonn\t1421\nRome\t877" in text


def test_a_cut_word_is_joined_as_the_file_says(field: Path, teikit: Teikit, tmp_path: Path) -> None:
    text, _ = converted(teikit, field / "alto-bnf-double-hyphen.xml", tmp_path / "out")
    assert "AMBASSADOR NEGOTIATIONS RESUMED." in text


def test_labels_of_lists_stay(field: Path, teikit: Teikit, tmp_path: Path) -> None:
    for path in sorted(field.glob("alto-*labels*.xml")):
        text, _ = converted(teikit, path, tmp_path / path.stem)
        assert {"a)", "b)", "c)", "d)"} <= set(text.split()), path.name


def test_another_order_is_said(field: Path, teikit: Teikit, tmp_path: Path) -> None:
    _, printed = converted(teikit, field / "page-custom-region-order.xml", tmp_path / "out")
    assert "PAGE-CUSTOM-ORDER" in printed


def test_a_mets_of_another_name_is_one_input(field: Path, teikit: Teikit, tmp_path: Path) -> None:
    text, _ = converted(teikit, field / "mets-other-name", tmp_path / "out")
    assert text.count("\f") == 1


def test_a_mets_whose_files_are_gone_says_so(field: Path, teikit: Teikit, tmp_path: Path) -> None:
    ran = teikit("convert", field / "mets-nothing-there.xml", "-o", tmp_path / "out")
    assert ran.code != 0 and "nope.xml" in ran.err


def test_tag_files_are_no_cables(field: Path, teikit: Teikit, tmp_path: Path) -> None:
    _, printed = converted(teikit, field / "bag-without-bagit", tmp_path / "out", "-v")
    assert "manifest-md5.txt: left out, it is a tag file of a bag, but there is no bagit.txt" in printed


def test_no_data_of_a_picture_is_text(field: Path, teikit: Teikit, tmp_path: Path) -> None:
    text, _ = converted(teikit, field / "markdown-embedded-image.md", tmp_path / "out")
    assert "base64" not in text and "AMBASSADOR DEPARTED TODAY." in text


def test_a_redaction_that_failed_is_masked(field: Path, teikit: Teikit, tmp_path: Path) -> None:
    text, printed = converted(teikit, field / "redaction-over-live-text.pdf", tmp_path / "out")
    assert "THE SOURCE [...] SAID" in text and "REDACTION-READABLE" in printed


@pytest.mark.parametrize(
    ("name", "there", "element"),
    [
        ("st.txt", "HIS TALK TO THE DEPARTMENT OF STATE.", "stamp"),
        ("secto.txt", "PLEASE ADVISE THE DEPARTMENT OF STATE.", "corr"),
        ("text-french.txt", "l'Ambassadeur qui lui a remis une formule", "corr"),
    ],
)
def test_what_is_no_stamp_and_no_error_stays(
    name: str, there: str, element: str, field: Path, teikit: Teikit, tmp_path: Path
) -> None:
    text, _ = converted(teikit, field / name, tmp_path / "out")
    assert there in " ".join(text.split())
    (written,) = (tmp_path / "out").rglob("[!.]*.xml")
    assert f"<{element} " not in written.read_text("utf-8")
