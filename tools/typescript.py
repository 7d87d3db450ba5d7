#!/usr/bin/env python3
"""Type telegrams, spoil the paper, read it with Tesseract: OCR errors with a known text, to learn the channel from.

    python tools/typescript.py --frus frus-telegrams.jsonl --reserved RESERVED-VOLUMES.txt --pages 600 -o pages.jsonl

Needs Tesseract, Pillow, NumPy and the fonts named in FONTS (Debian: fonts-courier-prime, fonts-cmu, fonts-liberation,
fonts-gnutypewriter, fonts-urw-base35, fonts-freefont-ttf, fonts-texgyre, fonts-tlwg-typo). Telegrams that are kept for
tests (``bench`` is set, or the volume is reserved) are left out. Each line of the output is one page: ``volume``,
``truth`` (the lines as typed), ``ocr`` (the text as read) and ``words`` (each word as read: the word, its
confidence, the left, top, right and bottom edge of its box).
The same seed gives the same pages; their reading depends on the version of Tesseract.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = (
    "opentype/courier-prime/Courier Prime.otf",
    "opentype/courier-prime/Courier Prime Bold.otf",
    "opentype/courier-prime/Courier Prime Sans.otf",
    "truetype/cmu/cmuntt.ttf",
    "truetype/cmu/cmuntb.ttf",
    "truetype/liberation/LiberationMono-Regular.ttf",
    "truetype/gnutypewriter/GNUTypewriter.ttf",
    "opentype/urw-base35/NimbusMonoPS-Regular.otf",
    "truetype/freefont/FreeMono.ttf",
    "truetype/tlwg/TlwgTypo-Bold.ttf",
    "/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyrecursor-regular.otf",
)
WIDTH = 1700  # pixels of the page, at 200 to the inch
HEIGHT = 2200  # pixels of its height
LEFT = 230  # pixels of the margins
TOP = 160
PITCH = 18  # pixels of a character
LEADING = 36  # pixels of a line
LINES = 50  # lines of a page
PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "—": "--", "–": "-", "…": "...", "\xa0": " "})
EDITORIAL = re.compile(r"\[[^\]]*\]")  # a remark of the editors, which nobody typed


def main() -> None:
    """Read the arguments, make the pages on all cores, write them in order."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--frus", type=Path, required=True, help="telegrams, one JSON object per line")
    parser.add_argument("--reserved", type=Path, required=True, help="names of volumes kept for tests")
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    reserved = set(arguments.reserved.read_text("utf-8").split("\n"))
    with arguments.frus.open(encoding="utf-8") as lines:
        telegrams = [json.loads(line) for line in lines]
    telegrams = [telegram for telegram in telegrams if not telegram["bench"] and telegram["volume"] not in reserved]
    random.Random(arguments.seed).shuffle(telegrams)
    jobs = (
        (seed, telegram["volume"], "\n".join(telegram["body"]))
        for seed, telegram in enumerate(telegrams[: arguments.pages])
    )
    with ProcessPoolExecutor() as pool, arguments.output.open("w", encoding="utf-8") as output:
        for page in pool.map(make, jobs):
            output.write(json.dumps(page, ensure_ascii=False) + "\n")
            output.flush()


def make(job: tuple[int, str, str]) -> dict[str, object]:
    """One page: typed, spoilt, read."""
    seed, volume, body = job
    chance = random.Random(seed)
    capitals = chance.random() < 0.75
    truth = list(typed(body.upper() if capitals else body, chance))[:LINES]
    severity = chance.choice((0.15, 0.25, 0.4, 0.6, 0.8, 1.0, 1.3, 1.7))
    image = spoil(truth, chance, severity)
    psm = chance.choice((4, 6))
    text, words = recognise(image, psm)
    return {"volume": volume, "seed": seed, "severity": severity, "truth": truth, "ocr": text, "words": words}


def typed(body: str, chance: random.Random) -> Iterator[str]:
    """The lines a typist makes of a text: 58 to 68 characters, words broken now and then, paragraphs indented."""
    measure = chance.randint(58, 68)
    plain = unicodedata.normalize("NFKD", EDITORIAL.sub(" ", body).translate(PLAIN))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    for paragraph in plain.split("\n"):
        line = " " * chance.choice((0, 5))
        for meant in paragraph.split():
            word = slipped(meant, chance)
            room = measure - len(line) - (not line.endswith(" ") and line != "")
            if len(word) <= room:
                line += ("" if not line or line.endswith(" ") else " ") + word
                continue
            cut = broken(word, room, chance)
            if cut:
                line += ("" if line.endswith(" ") else " ") + word[:cut] + ("" if word[cut - 1] == "-" else "-")
            yield line
            line = word[cut:]
        if line.strip():
            yield line
        if chance.random() < 0.5:
            yield ""


def slipped(word: str, chance: random.Random) -> str:
    """A word as typed: one in 300 with a slip of the typist, which is on the page and not an error of the OCR."""
    if len(word) < 5 or not word.isalpha() or chance.random() > 1 / 300:
        return word
    at = chance.randrange(1, len(word) - 1)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + chance.choice("ETAOINSRHLDU" if word.isupper() else "etaoinsrhldu") + word[at + 1 :],
    )
    return chance.choice(slips)


def broken(word: str, room: int, chance: random.Random) -> int:
    """Where to break a word that does not fit: after a hyphen, or between two letters; 0 for not at all."""
    places = [cut for cut in range(2, min(room, len(word) - 1)) if word[cut - 2 : cut + 2].isalpha()]
    hyphens = [cut + 1 for cut in range(2, min(room, len(word) - 2)) if word[cut] == "-"]
    if hyphens:
        return chance.choice(hyphens)
    return chance.choice(places) if places and chance.random() < 0.45 else 0


@cache
def glyph(font: str, character: str) -> np.ndarray:
    """One character in black (1) on white (0), as wide as a type."""
    path = font if font.startswith("/") else f"/usr/share/fonts/{font}"
    face = ImageFont.truetype(path, 30)
    face = ImageFont.truetype(path, round(30 * PITCH / face.getlength("M")))
    image = Image.new("L", (PITCH + 8, LEADING + 8), 0)
    ImageDraw.Draw(image).text((4, LEADING - 6), character, fill=255, font=face, anchor="ls")
    return np.asarray(image, dtype=np.float32) / 255


def spoil(lines: list[str], chance: random.Random, severity: float) -> Image.Image:
    """The page as it comes from the archive: worn types, faint and clogged letters, a copy of a copy."""
    noise = np.random.default_rng(chance.randrange(2**32))
    font = chance.choice(FONTS)
    page: np.ndarray = np.zeros((HEIGHT, WIDTH), dtype=np.float32)
    for row, line in enumerate(lines):
        waves = noise.normal(size=3) * 6.28
        for column, character in enumerate(line):
            if character != " ":
                faint = 0.5 + 0.5 * np.sin(column / 4 + waves[0]) * np.sin(column / 11 + waves[1])
                ink = worn(glyph(font, character), chance, severity, float(faint))
                y = TOP + row * LEADING + round(chance.gauss(0, 0.7))
                x = LEFT + column * PITCH + round(chance.gauss(0, 0.5))
                there = page[y : y + ink.shape[0], x : x + ink.shape[1]]
                np.maximum(there, ink, out=there)
    mode = chance.choice(("photocopy", "photocopy", "photocopy", "gray", "carbon"))
    for _ in range(int(40 * severity)):
        y, x, size = (int(noise.integers(*limits)) for limits in ((0, HEIGHT - 8), (0, WIDTH - 8), (1, 5)))
        page[y : y + size, x : x + size] = noise.uniform(0.3, 1)
    image = Image.fromarray((255 * (1 - np.clip(page, 0, 1))).astype(np.uint8))
    image = image.rotate(chance.gauss(0, 0.25), fillcolor=255, resample=Image.Resampling.BICUBIC)
    image = image.filter(ImageFilter.GaussianBlur(1.4 if mode == "carbon" else 0.8))
    grey = np.asarray(image, dtype=np.float32)
    if mode == "photocopy":
        grey = np.where(grey + noise.normal(0, 12 + 8 * severity, grey.shape) > 150 + chance.gauss(0, 15), 255, 0)
    else:
        grey = np.clip(0.75 * grey + 50 + noise.normal(0, 10 + 10 * severity, grey.shape), 0, 255)
    return Image.fromarray(grey.astype(np.uint8))


def worn(ink: np.ndarray, chance: random.Random, severity: float, faint: float) -> np.ndarray:
    """One letter as this stroke printed it: whole, pale, without its upper or lower part, or clogged."""
    fate = chance.random() / (0.055 * severity)
    if fate < 0.9 * faint * 2:
        return ink * chance.uniform(0.2, 0.6)
    if 2 < fate < 2.8:
        height = np.linspace(-1, 1, ink.shape[0], dtype=np.float32)[:, None] * chance.choice((-1, 1))
        return ink * np.clip(0.5 + 4 * (height + chance.uniform(-0.1, 0.5)), 0.05, 1)
    if 3 < fate < 4:
        heavy = Image.fromarray((ink * 255).astype(np.uint8)).filter(ImageFilter.MaxFilter(chance.choice((3, 5))))
        return np.asarray(heavy, dtype=np.float32) / 255
    if 4 < fate < 4.1:
        return ink * 0.05
    return ink


def recognise(image: Image.Image, psm: int) -> tuple[str, list[tuple[str, float, int, int, int, int]]]:
    """The reading of a page by Tesseract: the text, and each word with its confidence (0 to 100) and its box."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(200, 200))
    command = ["tesseract", "-", "-", "-l", "eng", "--psm", str(psm), "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=buffer.getvalue(), capture_output=True, check=True, env=environment)
    table = csv.DictReader(io.StringIO(done.stdout.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in table if (row["text"] or "").strip()]
    lines: dict[tuple[str, ...], list[str]] = {}
    for row in words:
        place = row["block_num"], row["par_num"], row["line_num"]
        lines.setdefault(place, []).append(row["text"])
    text = "\n".join(" ".join(line) for line in lines.values())
    return text, [(row["text"], float(row["conf"]), *box_of(row)) for row in words]


def box_of(row: dict[str, str]) -> tuple[int, int, int, int]:
    """The left, top, right and bottom edge of a word."""
    left, top = int(row["left"]), int(row["top"])
    return left, top, left + int(row["width"]), top + int(row["height"])


if __name__ == "__main__":
    main()
