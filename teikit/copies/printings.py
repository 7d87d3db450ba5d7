"""Find the printing of a telegram: a file, a named document of a volume, or the one in a volume with the same text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from teikit import inputs
from teikit.copies.likeness import Likenesses
from teikit.copies.sketch import Sketch, sketch
from teikit.copies.worth import Worth
from teikit.core import Note, Source
from teikit.errors import Refused
from teikit.inputs import Input
from teikit.inputs.reading import ReadingOptions, read_input
from teikit.readers.registry import recognise
from teikit.readers.tei import footnotes_of, texts_of

ALIKE = 0.12  # likeness from which a document of a volume matches a release; other documents reach .04
CLEAR = 1.5  # least ratio of its likeness to that of the next document


def printings_of(
    names: Sequence[str], releases: Sequence[Source], options: ReadingOptions
) -> list[tuple[Input, Source]]:
    """The printings that were named, with their texts; of a volume, the document that matches a release.

    A volume without such a document gives none. Raises Refused (PRINTING-NONE) if a name does not match a file, and
    whatever reading raises.
    """
    return [printing for name in names for printing in _printings(name, releases, options)]


def _printings(name: str, releases: Sequence[Source], options: ReadingOptions) -> Iterator[tuple[Input, Source]]:
    """The printings for a name: texts, or the document of a volume that matches the releases."""
    named = inputs.expand([name])
    for error in named.failed:
        raise error
    if not named.files:
        raise Refused("PRINTING-NONE", "there is no printing here", "Name a text, a TEI file, or volume.xml#d12.", name)
    for item in named.files:
        volume = _volume(str(item.path), item.path.stat().st_mtime_ns) if item.path and not item.document else {}
        if len(volume) < 2:
            yield item, _read(item, options)
            continue
        document, likeness = _most_like(volume, releases)
        if document:
            printing = item._replace(shown=f"{item.shown}#{document}", document=document)
            message = f"{item.name}#{document}: found in the volume by its text (likeness {likeness:.2f}; 1: the same)"
            source = _read(printing, options)
            yield printing, replace(source, notes=(*source.notes, Note("PRINTING-FOUND", message)))


def _read(item: Input, options: ReadingOptions) -> Source:
    """A printing, with its footnotes as notes, because they are by its editors, not text of the telegram."""
    source = read_input(item, options)[0]
    data = item.read() if item.path else b""
    if not data or recognise(data, item.name) != "tei":
        return source
    kept = [note for note in source.notes if note.code != "TEI-NOTES-LEFT-OUT"]
    footnotes = [
        Note("PRINTING-FOOTNOTE", f"a footnote of the printing: {text}")
        for text in footnotes_of(data, item.name, item.document)
    ]
    return replace(source, notes=(*kept, *footnotes))


@lru_cache(maxsize=4)
def _volume(path: str, changed: int) -> dict[str, Sketch]:
    """The sketches of the documents of a TEI file by their names; none for any other file."""
    data = inputs.load(Path(path))
    if recognise(data, Path(path).name) != "tei":
        return {}
    return {name: sketch(text) for name, text in texts_of(data, Path(path).name).items()}


def _most_like(volume: dict[str, Sketch], releases: Sequence[Source]) -> tuple[str, float]:
    """The document of a volume most similar to a release, and its likeness; an empty name if there is no clear one.

    The volume has at least two documents.
    """
    sketches = [*(sketch(release.text) for release in releases), *volume.values()]
    likeness = Likenesses(sketches, Worth(sketches))
    own = range(len(releases))
    alike = {
        document: max(likeness.of(release, number) for release in own)
        for number, document in enumerate(volume, len(releases))
    }
    best, second = sorted(alike, key=lambda document: -alike[document])[:2]
    is_clear = alike[best] >= ALIKE and alike[best] >= CLEAR * alike[second]
    return best if is_clear else "", alike[best]
