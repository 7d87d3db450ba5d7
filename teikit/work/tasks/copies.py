"""Read the texts of a folder with several workers, for ``teikit copies``: each text gives its sketch and its clues."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import ClassVar

from teikit.copies.clues import Clue
from teikit.copies.sketch import Sketch
from teikit.copies.texts import ReadTexts, read_text
from teikit.errors import LimitReached
from teikit.inputs import Input
from teikit.lexicon import Lexicon
from teikit.options import DEFAULT_OPTIONS, Options
from teikit.work.documents import BatchDocument, document_of
from teikit.work.engines import pool
from teikit.work.engines.watch import Watch
from teikit.work.outcome import Outcome
from teikit.work.request import Limits
from teikit.work.stop import listening
from teikit.work.tasks.task import Result
from teikit.work.worker import Job


@dataclass(frozen=True)
class CopiesTask:
    """Read a text; nothing is written."""

    command: ClassVar[str] = "copies"
    noun: ClassVar[str] = "text"
    done: ClassVar[str] = "read"
    options: Options = DEFAULT_OPTIONS

    def make(self, document: BatchDocument, lexicon: Lexicon, alone: bool, verbose: bool) -> Result:
        """The sketch and the clues of a text, as facts."""
        drawn, shown = read_text(document.opened(), self.options, lexicon)
        facts = {"scale": drawn.scale, "hashes": list(drawn.hashes), "clues": sorted(shown)}
        return Result("", (), facts, "", [])

    def expected(self, document: BatchDocument) -> Iterable[str]:
        """No outputs."""
        return ()

    def total(self, kinds: Mapping[str, int]) -> str:
        """Nothing to sum up."""
        return ""

    @property
    def checked(self) -> str:
        """Nothing is written."""
        return ""


def read_at_once(
    inputs: Sequence[Input], jobs: int, limits: Limits, lexicon: Lexicon, tick: Callable[[bool], None]
) -> ReadTexts:
    """The texts of inputs, in their order, read by ``jobs`` workers; a text that kills its worker fails alone.

    ``tick`` is called after each text, with whether it failed. Raises COPIES-STOPPED after a signal, WORKER-BROKEN if
    no worker survives.
    """
    todo = [document_of(item) for item in inputs]
    numbers = {document: number for number, document in enumerate(todo)}
    outcomes: dict[int, Outcome] = {}
    with listening() as stop, TemporaryDirectory(prefix="teikit-") as work:
        job = Job(CopiesTask(), work, limits=limits)
        for document, outcome in pool.results(iter(enumerate(todo)), job, lexicon, jobs, Watch(stop)):
            outcomes[numbers[document]] = outcome
            tick(outcome.failure is not None)
    if stop.code is not None:
        message = f"{stop.reason} when {len(outcomes)} of {len(todo)} texts were read; nothing was written"
        error = LimitReached("COPIES-STOPPED", message, "Run the same command to start again.")
        error.exit_code = stop.code
        raise error
    return _texts(inputs, [outcomes[number] for number in range(len(todo))])


def _texts(inputs: Sequence[Input], outcomes: Sequence[Outcome]) -> ReadTexts:
    """The texts that were read, and the errors of those that were not."""
    texts = ReadTexts()
    for item, outcome in zip(inputs, outcomes, strict=True):
        if outcome.failure:
            texts.failed.append(outcome.failure.error)
            continue
        facts = outcome.facts
        drawn = Sketch(facts["scale"], array("I", facts["hashes"]))
        texts.add(item, drawn, frozenset(Clue(kind, value) for kind, value in facts["clues"]))
    return texts
