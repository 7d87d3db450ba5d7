"""Write groups of copies as the list that ``collate --pairs`` reads, with certainty and grounds above each group."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence

from teikit.collation.collection import safe
from teikit.copies.clues import RECORD_NUMBER
from teikit.copies.groups import Copies
from teikit.copies.texts import ReadTexts

HEAD = """\
# Copies found by teikit: a line for each document, its name and the files of its releases and copies.
# Above it: how sure that is, how alike the texts are (1: the same), what their heads have in common.
"""


def as_pairs(groups: Sequence[Copies], texts: ReadTexts, folder: str) -> str:
    """The text of the list; files are named relative to ``folder``, which is that of the list.

    A file in an archive is named in a comment, because collate opens only whole files.
    """
    names = _names(groups, texts)
    lines = (line for group, name in zip(groups, names, strict=True) for line in _lines(group, name, texts, folder))
    return HEAD + "".join(f"{line}\n" for line in lines)


def _names(groups: Sequence[Copies], texts: ReadTexts) -> list[str]:
    """A name for each group; a name that is taken gets a number."""
    times: Counter[str] = Counter()
    names: list[str] = []
    for name in (_name(group, texts) for group in groups):
        times[name.casefold()] += 1
        names.append(name if times[name.casefold()] == 1 else f"{name}-{times[name.casefold()]}")
    return names


def _name(group: Copies, texts: ReadTexts) -> str:
    """The record number that most texts of a group have; without one, the name of the file of its first text."""
    records = Counter(value for number in group.texts for kind, value in texts.clues[number] if kind == RECORD_NUMBER)
    if records:
        return min(records, key=lambda record: (-records[record], record))
    return safe(texts.inputs[group.texts[0]].stem.as_posix())


def _lines(group: Copies, name: str, texts: ReadTexts, folder: str) -> Iterator[str]:
    """The lines of a group; the last one is a comment if it has fewer than two files, or one that cannot be listed."""
    inputs = [texts.inputs[number] for number in group.texts]
    whole = [os.path.relpath(item.path, folder or ".") for item in inputs if item.path and not item.member]
    packed = [item.shown for item in inputs if not item.path or item.member]
    yield f"# {group.certainty}: {_grounds(group)}"
    yield from (f"# also {_clean(shown)}" for shown in packed)
    usable = len(whole) > 1 and not any(map(_is_odd, whole))
    yield ("" if usable else "# ") + "\t".join([name, *map(_clean, whole)])


def _grounds(group: Copies) -> str:
    """The likeness of the texts of a group, and what their heads have in common."""
    likenesses = [link.likeness for link in group.links]
    low, high = f"{min(likenesses):.2f}", f"{max(likenesses):.2f}"
    shared = sorted({f"{kind} {value}" for link in group.links for kind, value in link.clues})
    return "; ".join([f"text alike {low}" + (f" to {high}" if low != high else ""), *map(_clean, shared)])


def _is_odd(name: str) -> bool:
    """Whether a line of the list cannot contain the name of a file."""
    return name != name.strip() or len(name.splitlines()) != 1 or "\t" in name


def _clean(name: str) -> str:
    """A name as a cell of the list; one that the list cannot contain is escaped."""
    return ascii(name) if _is_odd(name) else name.encode("utf-8", "backslashreplace").decode()
