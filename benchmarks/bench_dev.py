"""Convert the benchmark, and score what comes out: character errors, harm, and the layers of the page by noise level.

    python benchmarks/bench_dev.py SHARED OUT [--format hocr] [--unseen FOLDER ...] [options of the scorer]

SHARED holds ``data/bench-dev`` and ``data/score/score.py``; OUT gets one TEI file for each release and, in
``OUT/layers``, the same as JSON. The scorer reads TEI as it is, but passes over notes, where teikit puts stamps and
exemption codes (they are annotations by later hands); the JSON has them, so the second table is the one for stamps,
codes and header fields. ``--format`` hocr or alto reads the same pages with their boxes and confidences.

With ``--unseen`` each telegram is read with word lists to which its volume gave nothing: FOLDER holds lists made by
``tools/build_dictionaries.py --without VOLUME ... --into FOLDER`` and a file ``without`` that names these volumes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from teikit.conversion import convert
from teikit.lexicon import Lexicon, load
from teikit.tei.build import ID, q
from teikit.words.compiling import WORD_LISTS, compiled
from teikit.words.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parent.parent

KINDS = {"header": "running-head", "pageNum": "page-number", "classification": "classification", "catch": "catchword"}
FILES = {"text": "ocr.txt", "hocr": "ocr.hocr.gz", "alto": "ocr.alto.xml.gz"}
PARAGRAPHS = {q(name) for name in ("p", "opener", "closer", "postscript")}
SKIPPED = {q(name) for name in ("fw", "note", "sic")}  # elements whose text does not count as running text


def main() -> None:
    """Convert every release of bench-dev, then run the scorer on the TEI and on the layers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--format", choices=FILES, default="text")
    parser.add_argument("--unseen", type=Path, nargs="+", default=[], metavar="FOLDER")
    arguments, options = parser.parse_known_args()
    shared, out = arguments.shared, arguments.out
    (out / "layers").mkdir(parents=True, exist_ok=True)
    lexicons = dict(pair for folder in arguments.unseen for pair in without(folder))
    routed: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for release in json.loads((shared / "data/bench-dev/manifest.json").read_text("utf-8"))["releases"]:
        name, lexicon = release["dir"], lexicons[release["volume"]] if lexicons else load()
        conversion = convert(*page_of(shared / "data/bench-dev" / name, arguments.format), lexicon)
        ((_, data),) = conversion.documents
        (out / f"{name}.xml").write_bytes(data)
        root = etree.fromstring(data)
        (out / "layers" / f"{name}.json").write_text(json.dumps(layers(root)), encoding="utf-8")
        routed[release["level"]] += routing(root, shared / "data/bench-dev" / name / "gt.json")
    for level, counts in sorted(routed.items()):
        right, named, there = counts["right"], counts["found"], counts["there"]
        print(f"routing column, level {level}: P {right / max(named, 1):.4f} R {right / there:.4f} of {there} offices")
    for title, folder in (("TEI as it is", out), ("layers, notes included", out / "layers")):
        print(f"#### {title}", flush=True)
        command = [sys.executable, shared / "data/score/score.py", shared / "data/bench-dev", folder, *options]
        subprocess.run(list(map(str, command)), check=True)


def page_of(folder: Path, format: str) -> tuple[bytes, str]:
    """The OCR of a release of the benchmark in one of ``FILES``, and its name."""
    path = folder / FILES[format]
    data = path.read_bytes()
    return (gzip.decompress(data), path.stem) if path.suffix == ".gz" else (data, path.name)


def routing(root: etree._Element, truth: Path) -> Counter[str]:
    """The offices in the routing column of a release: there, found, and found rightly."""
    lines = [line for page in json.loads(truth.read_text("utf-8"))["pages"] for line in page["lines"]]
    there = Counter((line["field"], line["text"].upper()) for line in lines if line.get("field") in ("action", "info"))
    segs = [seg for seg in root.iter(q("seg")) if seg.get("type") in ("action", "info")]
    words = ((seg.get("type"), word.strip(".,:;").upper()) for seg in segs for word in _text(seg).split())
    offices = Counter((kind, word) for kind, word in words if word and word not in ("ACTION", "INFO"))
    return Counter(right=(there & offices).total(), found=offices.total(), there=there.total())


def without(folder: Path) -> Iterator[tuple[str, Lexicon]]:
    """For each volume that gave a folder of word lists nothing, the lexicon with these lists."""
    lists = [ROOT / "dictionaries/general/english.txt", *(folder / name for name in WORD_LISTS)]
    words = Vocabulary(compiled([path.read_bytes() for path in lists]))
    lexicon = replace(load(), words=words)
    for volume in (folder / "without").read_text("utf-8").split():
        yield volume, lexicon


def layers(root: etree._Element) -> dict[str, Any]:
    """Pages with their reading text, and the items on them, as the scorer wants them."""
    scored = Layers({category.get(ID) or "": category for category in root.iter(q("category"))})
    body = root.find(f".//{q('body')}")
    if body is not None:
        scored.walk(body)
    return {"pages": [{"text": page} for page in scored.pages], "items": scored.items}


class Layers:
    """The pages and items of a document; ``exemptions`` are the categories of its header by their ids."""

    def __init__(self, exemptions: Mapping[str, etree._Element]) -> None:
        self.exemptions = exemptions
        self.pages = [""]
        self.items: list[dict[str, Any]] = []
        self._begun = False

    def walk(self, element: etree._Element) -> None:
        """Take an element: a page break, an item beside the text, a line break or text."""
        type = element.get("type") or ""
        if element.tag == q("pb"):
            if self._begun:
                self.pages.append("")
            self._begun = True
        elif element.tag == q("fw"):
            self._item(KINDS.get(type, "other"), text=_text(element))
        elif element.tag == q("note"):
            self._item(type if type in ("stamp", "exemption") else "other", text=_text(element))
        elif element.tag == q("gap") and element.get("reason") == "redacted":
            ids = [id.strip("#") for id in (element.get("ana") or "").split()]
            names = [_code(self.exemptions[id]) for id in ids if id in self.exemptions]
            self._item("redaction", code=[*ids, *names], at=len(self.pages[-1]))
            self._add(" \u27e6gap\u27e7 ")
        elif element.tag == q("lb"):
            self._line_break(element)
        elif element.tag not in SKIPPED:
            parent = element.getparent()
            if element.tag == q("seg") and parent is not None and parent.tag == q("opener"):
                self._item("header-field", text=_text(element))
            elif element.tag in PARAGRAPHS:
                self._add(" ")
            self._inside(element)

    def _inside(self, element: etree._Element) -> None:
        self._add(element.text)
        for child in element:
            self.walk(child)
            self._add(child.tail)

    def _line_break(self, lb: etree._Element) -> None:
        """Part two lines by a blank, unless a word is broken there."""
        if lb.get("break") != "no":
            self._add(" ")
        else:
            self.pages[-1] = self.pages[-1].rstrip()

    def _add(self, text: str | None) -> None:
        self.pages[-1] += (text or "").replace("\n", " ")

    def _item(self, kind: str, **facts: Any) -> None:
        self.items.append({"kind": kind, "page": len(self.pages), **facts})


def _text(element: etree._Element) -> str:
    """The corrected text of an element, a line for each line."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == q("choice"):
            parts.append("".join(child[1].itertext()))
        elif child.tag != q("lb"):
            parts.append(_text(child))
        else:
            parts.append("\n")
        parts.append((child.tail or "").lstrip("\n") if child.tag == q("lb") else child.tail or "")
    return "".join(parts).replace("\n\n", "\n")


def _code(category: etree._Element) -> str:
    """The section of the law or order that a category describes: ``1.4(d)``."""
    words = "".join(category.itertext()).split(":")[0].split()
    return words[-1] if words else ""


if __name__ == "__main__":
    main()
