"""What can serve as truth: a file of plain text, PAGE, ALTO, hOCR or TEI, or a folder; and the output for it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from teikit import inputs
from teikit.check.validation import parse
from teikit.errors import Refused, TeikitError, UsageError
from teikit.evaluation.structure import Part, parts_of_page, parts_of_tei, parts_of_text
from teikit.folder.records import tei_files
from teikit.readers import read, recognise
from teikit.tei.reading_text import reading_text

ENDINGS = (".xml", ".txt", ".md", ".gt", ".tei", ".page", ".alto", ".hocr", ".html", ".pdf", ".gz")
"""Endings of names that say of what format a file is, and not which document it holds."""
LAYERS = ("body", "all")


class Truth(NamedTuple):
    """One truth: its text (of a TEI the running text, and all that is on the pages), and the parts it tells apart."""

    texts: dict[str, str]
    parts: list[Part]
    is_marked_up: bool


class Pair(NamedTuple):
    """A truth and the output for it, and the name that both have."""

    name: str
    truth: Path
    output: Path


def load_truth(path: Path) -> Truth:
    """One file of any format. Raises what reading raises, with the file as its place."""
    try:
        data = inputs.load(path)
        kind = recognise(data, path.name)
        if kind == "tei":
            root = parse(data)
            texts = {layer: reading_text(root, layer=layer) for layer in LAYERS}
            return Truth(texts, parts_of_tei(root), is_marked_up=True)
        text = read(data, path.name).text
        parts = parts_of_page(etree.fromstring(data)) if kind == "page" else parts_of_text(text)
        return Truth(dict.fromkeys(LAYERS, text), parts, is_marked_up=kind == "page")
    except TeikitError as error:
        error.place = f"{path}:{error.place}" if error.place[:1].isdigit() else str(path)
        raise


def pairs(truth: str, output: str) -> tuple[list[Pair], list[str]]:
    """The truths of a file or a folder, each with its output, and the names of those that have none.

    Two files belong together if their paths in the two folders are the same but for their endings, or else if their
    names are and no other file has that name. Raises IN-MISSING, IN-NOTHING, and EVALUATE-PAIRS where nothing belongs
    together.
    """
    if not os.path.lexists(truth):
        raise inputs.missing(truth)
    outputs = tei_files(output)
    if not Path(truth).is_dir():
        return [Pair(Path(truth).name, Path(truth), _only(outputs, truth, output))], []
    truths = _files(Path(truth))
    by_path = {_bare(shown): path for path, shown in outputs}
    names = [_bare(Path(shown).name) for _, shown in outputs]
    by_name = {_bare(path.name): path for path, _ in outputs if names.count(_bare(path.name)) == 1}
    belonging, alone = [], []
    for path, shown in truths:
        belongs = by_path.get(_bare(shown)) or by_name.get(_bare(path.name))
        if belongs:
            belonging.append(Pair(_bare(shown), path, belongs))
        else:
            alone.append(shown)
    if not belonging:
        hint = "A truth and its output have the same name but for the ending: cable.txt, cable.xml."
        raise UsageError("EVALUATE-PAIRS", f"no file here has an output in {output}", hint, truth)
    return belonging, alone


def _only(outputs: Sequence[tuple[Path, str]], truth: str, output: str) -> Path:
    """The output for one truth: the only one there is, or the one of its name."""
    if len(outputs) == 1:
        return outputs[0][0]
    named = [path for path, _ in outputs if _bare(path.name) == _bare(Path(truth).name)]
    if len(named) != 1:
        hint = "Name the TEI file itself."
        raise UsageError("EVALUATE-PAIRS", f"there is no one output in {output} of this name", hint, truth)
    return named[0]


def _files(folder: Path) -> list[tuple[Path, str]]:
    paths = ((path, path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file())
    known = [pair for pair in paths if pair[1].endswith(ENDINGS) and not _is_hidden(pair[1])]
    if not known:
        raise Refused("IN-NOTHING", "there is no text, PAGE or TEI file here", place=str(folder))
    return sorted(known, key=lambda pair: pair[1])


def _is_hidden(shown: str) -> bool:
    return any(part.startswith(".") for part in shown.split("/"))


def _bare(name: str) -> str:
    """A path without the endings that say of what format a file is."""
    while True:
        stem, ending = os.path.splitext(name)
        if ending.lower() not in ENDINGS:
            return name
        name = stem
