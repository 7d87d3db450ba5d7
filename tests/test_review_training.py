"""Lines with which an engine is trained: those alone of which a person has seen all that is doubtful."""

from __future__ import annotations

from pathlib import Path

import pytest

from teikit.cli import main
from teikit.errors import ExitCode
from teikit.lexicon import load
from teikit.options import Options
from teikit.review.work import Review

Image = pytest.importorskip("PIL.Image", reason="Pillow cuts the images, and is not here")
LINES = ("THE MINISTER SAID THAT HIS QXBRT WOULD NOT AGREE", "TO THE VWZKL OF THE SOVIET UNION AT ALL")
READINGS = {"QXBRT": "GOVERNMENT"}
"""What the person reads; the other word stays undecided."""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A page as hOCR with its image, converted; a word of its first line is decided."""
    words = []
    for number, line in enumerate(LINES):
        top = 50 + 40 * number
        spans = [
            f"<span class='ocrx_word' title='bbox {100 + 60 * at} {top} {150 + 60 * at} {top + 20}'>{word}</span>"
            for at, word in enumerate(line.split())
        ]
        words.append(f"<span class='ocr_line' title='bbox 100 {top} 680 {top + 20}'>{' '.join(spans)}</span>")
    title = 'image "p1.png"; bbox 0 0 800 1000'
    page = f"<div class='ocr_page' title='{title}'><p class='ocr_par'>{''.join(words)}</p></div>"
    hocr = f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body>{page}</body></html>"
    (tmp_path / "cable.hocr").write_text(hocr, "utf-8")
    Image.new("RGB", (1600, 2000), "white").save(tmp_path / "p1.png")
    out = tmp_path / "out"
    assert main(["convert", str(tmp_path / "cable.hocr"), "-o", str(out), "-q"]) == 0
    review = Review(out, out / "decisions.jsonl", "anna", load(), Options())
    data = review.data(0)
    member = data["members"][0]
    for line in data["items"]:
        for word in line.get("words", ()):
            start, end = word["at"]
            before = line["text"][start - line["from"] : end - line["from"]]
            if before in READINGS:
                keys = {"source": member["source"], "record": member["record"], "at": [start, end], "before": before}
                review.take(0, [{**keys, "is": "reads", "after": READINGS[before], "who": "anna"}])
    return out


def test_a_broken_image_is_named(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    image = tmp_path / "p1.png"
    for data in (b"no image", image.read_bytes()[:100]):
        image.write_bytes(data)
        lines = ["decisions", "lines", str(out), "--images", str(tmp_path), "-o", str(tmp_path / "training")]
        assert main(lines) == ExitCode.INPUT_REFUSED
        assert capsys.readouterr().err.startswith(f"{image}: this image cannot be read")


def test_a_line_that_is_decided_is_cut_out_of_its_image(out: Path, tmp_path: Path) -> None:
    training = tmp_path / "training"
    assert main(["decisions", "lines", str(out), "--images", str(tmp_path), "-o", str(training)]) == 0
    (text,) = training.glob("*.gt.txt")
    assert text.read_text("utf-8") == f"{LINES[0].replace('QXBRT', 'GOVERNMENT')}\n"
    with Image.open(training / text.name.replace(".gt.txt", ".png")) as image:
        assert image.size == (2 * (580 + 8), 2 * (20 + 8))


def test_without_decisions_there_are_no_lines(out: Path, tmp_path: Path) -> None:
    (out / "decisions.jsonl").unlink()
    assert main(["decisions", "lines", str(out), "--images", str(tmp_path), "-o", str(tmp_path / "training")]) == 0
    assert not (tmp_path / "training").exists()


def test_images_and_a_folder_must_be_said(out: Path, tmp_path: Path) -> None:
    assert main(["decisions", "lines", str(out)]) == ExitCode.USAGE
    assert main(["decisions", "lines", str(out), "--images", "no", "-o", "x"]) == ExitCode.FILE_SYSTEM


def test_a_file_that_cannot_be_read_is_named(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "broken.xml").write_text("<TEI", "utf-8")
    (out / "alto.xml").write_text("<alto/>", "utf-8")  # not TEI: no word about it
    lines = ["decisions", "lines", str(out), "--images", str(tmp_path), "-o", str(tmp_path / "training")]
    assert main(lines) == ExitCode.SOME_FAILED
    told = capsys.readouterr().err
    assert "broken.xml" in told and "alto.xml" not in told and "1 line, image and text, in" in told
