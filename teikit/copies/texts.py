"""Read the texts of a folder; only the sketch and the clues of each are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from teikit.copies.clues import Clue, clues
from teikit.copies.sketch import Sketch, sketch
from teikit.errors import FileSystemError, TeikitError, without_option
from teikit.inputs import Input
from teikit.inputs.reading import ReadingOptions, read_input
from teikit.lexicon import Lexicon

LEAST_HASHES = 24  # fewest hashes of a text that is long enough to be compared by its words


@dataclass
class ReadTexts:
    """The texts that could be read, in their order, and the errors of the others.

    ``inputs``, ``sketches`` and ``clues`` have one item for each text that could be read (:meth:`add`).
    """

    inputs: list[Input] = field(default_factory=list)
    sketches: list[Sketch] = field(default_factory=list)
    clues: list[frozenset[Clue]] = field(default_factory=list)
    failed: list[TeikitError] = field(default_factory=list)

    def add(self, item: Input, drawn: Sketch, shown: frozenset[Clue]) -> None:
        """Add a text that could be read: its sketch, and its clues."""
        self.inputs.append(item)
        self.sketches.append(drawn)
        self.clues.append(shown)

    @property
    def short(self) -> int:
        """The number of texts that are too short to be compared by their words."""
        return sum(len(sketch.hashes) < LEAST_HASHES for sketch in self.sketches)


def read_text(item: Input, options: ReadingOptions, lexicon: Lexicon) -> tuple[Sketch, frozenset[Clue]]:
    """The sketch and the clues of one input. Raises what reading raises; no hint names an option of convert."""
    try:
        text = read_input(item, options)[0].text
    except TeikitError as error:
        without_option(error)
        raise
    return sketch(text), clues(item.name, text, lexicon)


def read_texts(
    inputs: Iterable[Input], options: ReadingOptions, lexicon: Lexicon, tick: Callable[[bool], None]
) -> ReadTexts:
    """The sketches and clues of the inputs, whose texts are not kept, and the errors of those that cannot be read.

    ``tick`` is called after each input with whether it failed; a failure does not stop the others.
    """
    texts = ReadTexts()
    for item in inputs:
        failures = len(texts.failed)
        try:
            texts.add(item, *read_text(item, options, lexicon))
        except TeikitError as error:
            texts.failed.append(error)
        except Exception as error:  # the others are still to be compared, whatever one file does to a reader
            message = f"this cannot be read: {type(error).__name__}: {error}"
            texts.failed.append(FileSystemError("IN-UNREADABLE", message, place=item.shown))
        tick(len(texts.failed) > failures)
    return texts
