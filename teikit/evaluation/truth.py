"""Read truths (files of plain text, PAGE, ALTO, hOCR or TEI, or folders), and find the outputs for them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from teikit import inputs
from teikit.check.validation import parse
from teikit.errors import Refused, TeikitError, UsageError, place_in_file, without_option
from teikit.evaluation.structure import MarkedPart, parts_of_page, parts_of_tei, parts_of_text
from teikit.files.paths import is_hidden
from teikit.files.xml import parse_whole
from teikit.folder.records import tei_files
from teikit.readers import read, recognise
from teikit.tei.reading_text import reading_text

ENDINGS = (".xml", ".txt", ".md", ".gt", ".tei", ".page", ".alto", ".hocr", ".html", ".pdf", ".gz")
"""The endings of names that give the format of a file and do not belong to the name of the document."""
LAYERS = ("body", "all")
"""The texts of a TEI that can be compared: the running text, and all that is on the pages."""


class Truth(NamedTuple):
    """A truth: its text for each of ``LAYERS``, and the parts that are marked in it.

    The two texts differ only for a TEI. ``is_marked_up`` says that the parts are those of a TEI or PAGE file.
    """

    texts: dict[str, str]
    parts: list[MarkedPart]
    is_marked_up: bool


class TruthPair(NamedTuple):
    """A truth, the output for it, and the name that both have."""

    name: str
    truth: Path
    output: Path


def load_truth(path: Path) -> Truth:
    """Read a truth, a file of any format. Raises what reading raises, with the file as its place."""
    try:
        data = inputs.load(path)
        kind = recognise(data, path.name)
        if kind == "tei":
            root = parse(data)
            texts = {layer: reading_text(root, layer=layer) for layer in LAYERS}
            return Truth(texts, parts_of_tei(root), is_marked_up=True)
        text = read(data, path.name).text
        parts = parts_of_page(parse_whole(data, len(data))) if kind == "page" else parts_of_text(text)
        return Truth(dict.fromkeys(LAYERS, text), parts, is_marked_up=kind == "page")
    except TeikitError as error:
        without_option(error)
        place_in_file(error, path)
        raise


def pairs(truth: str, output: str) -> tuple[list[TruthPair], list[str]]:
    """The truths in a file or a folder, each with its output, and the names of those without one.

    Two files belong together if their paths in the two folders are the same except for the endings; otherwise, if their
    names are the same and no other output has that name. Raises IN-MISSING, IN-NOTHING, and EVALUATE-PAIRS if nothing
    belongs together.
    """
    if not os.path.lexists(truth):
        raise inputs.missing(truth)
    outputs = tei_files(output)
    if not Path(truth).is_dir():
        return [TruthPair(Path(truth).name, Path(truth), _only(outputs, truth, output))], []
    belonging, alone = _matched(_files(Path(truth)), outputs)
    if not belonging:
        hint = "A truth and its output have the same name except for the ending: cable.txt, cable.xml."
        raise UsageError("EVALUATE-PAIRS", f"no file here has an output in {output}", hint, truth)
    return belonging, alone


def _matched(
    truths: Sequence[tuple[Path, str]], outputs: Sequence[tuple[Path, str]]
) -> tuple[list[TruthPair], list[str]]:
    """The truths with their outputs, and the names of those without one; files are given with paths for messages."""
    by_path = {_bare(shown): path for path, shown in outputs}
    names = [_bare(Path(shown).name) for _, shown in outputs]
    by_name = {_bare(path.name): path for path, _ in outputs if names.count(_bare(path.name)) == 1}
    belonging: list[TruthPair] = []
    alone: list[str] = []
    for path, shown in truths:
        output = by_path.get(_bare(shown)) or by_name.get(_bare(path.name))
        if output:
            belonging.append(TruthPair(_bare(shown), path, output))
        else:
            alone.append(shown)
    return belonging, alone


def _only(outputs: Sequence[tuple[Path, str]], truth: str, output: str) -> Path:
    """The output for a single truth: the only output, or the only one with its name."""
    if len(outputs) == 1:
        return outputs[0][0]
    named = [path for path, _ in outputs if _bare(path.name) == _bare(Path(truth).name)]
    if len(named) != 1:
        hint = "Name the TEI file itself."
        raise UsageError("EVALUATE-PAIRS", f"{output} has no single output of this name", hint, truth)
    return named[0]


def _files(folder: Path) -> list[tuple[Path, str]]:
    """The files below a folder that may be truths, each with its relative path, in the order of these paths."""
    paths = ((path, path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file())
    known = [pair for pair in paths if pair[1].lower().endswith(ENDINGS) and not is_hidden(pair[1])]
    if not known:
        raise Refused("IN-NOTHING", "there is no text, PAGE or TEI file here", place=str(folder))
    return sorted(known, key=lambda pair: pair[1])


def _bare(name: str) -> str:
    """A path without the endings that give the format of the file."""
    while True:
        stem, ending = os.path.splitext(name)
        if ending.lower() not in ENDINGS:
            return name
        name = stem
