"""Make the ten records of the tutorial: type them, spoil the paper, read it with Tesseract.

    python tools/make_tutorial_records.py

What is typed lies in ``tools/tutorial-records``; all of it is made up, and says so. Of each text a page image and its
OCR as hOCR are written into ``samples/records``. Needs what ``tools/typescript.py`` needs. The same text gives the same
image; what is read depends on the version of Tesseract, so the files are part of the project and made only when a text
changes.
"""

from __future__ import annotations

import io
import os
import random
import subprocess
from pathlib import Path

from PIL import Image
from typescript import spoil

TOP = Path(__file__).resolve().parent.parent
TYPED = TOP / "tools" / "tutorial-records"
TARGET = TOP / "samples" / "records"
SEVERITY = 0.25  # how bad the paper is: some errors a page
LEAST_READ = 0.9  # share of the words that must be read
INK = 150  # grey level up to which the image that is kept is black
SMALLER = 2  # times by which the image that is kept is smaller than the one that is read


def main() -> None:
    """Make all records."""
    TARGET.mkdir(exist_ok=True)
    for number, path in enumerate(sorted(TYPED.glob("*.txt"))):
        page, read = legible(path.read_text("utf-8"), number, path.stem)
        (TARGET / f"{path.stem}.hocr").write_bytes(read)
        small = page.resize((page.width // SMALLER, page.height // SMALLER), Image.Resampling.LANCZOS)
        small.point(lambda level: 255 if level > INK else 0).convert("1").save(
            TARGET / f"{path.stem}.png", optimize=True
        )


def legible(text: str, number: int, name: str) -> tuple[Image.Image, bytes]:
    """A page of which Tesseract reads most, and what it reads: of some papers it reads nothing at all."""
    for seed in range(number, 1_000, 100):
        page = spoil(text.split("\n"), random.Random(seed), SEVERITY)
        read = hocr(page, name)
        if read.count(b"ocrx_word") >= LEAST_READ * len(text.split()):
            return page, read
    raise SystemExit(f"{name}: no page of it can be read")


def hocr(page: Image.Image, name: str) -> bytes:
    """What Tesseract reads on a page, which it is told to call ``name``."""
    buffer = io.BytesIO()
    page.save(buffer, "PNG", dpi=(200, 200))
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", "eng", "--psm", "4", "hocr"],
        input=buffer.getvalue(),
        capture_output=True,
        check=True,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.replace(b'image "-"', f'image "{name}.png"'.encode())


if __name__ == "__main__":
    main()
