"""The hidden folder in the output folder in which a batch keeps ledgers, locks and unfinished outputs."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from teikit.errors import UsageError
from teikit.work.configuration import digest_of_configuration
from teikit.work.documents import BatchDocument, from_unicode
from teikit.work.ledger.facts import UNGRADED
from teikit.work.ledger.ledger import LEDGER_FOLDER, Ledger
from teikit.work.ledger.lock import Lock
from teikit.work.outcome import Made, Outcome
from teikit.work.request import Request

MAIN = "ledger"  # name of the ledger of the folder, without its ending
CONFIGURATION = "configuration.json"
"""The file with the configuration of the last run, for people and for a ledger that has to be rebuilt."""


def ledger_path(output: Path, name: str = MAIN) -> Path:
    """The path of a ledger: that of the folder, or of a shard by its name (``3-of-16``)."""
    return output / LEDGER_FOLDER / f"{name}.sqlite"


def shards(output: Path) -> list[Path]:
    """The paths of the ledgers of shards in an output folder that have not been merged yet."""
    return sorted((output / LEDGER_FOLDER).glob("*-of-*.sqlite"))


def ledgers_in(output: Path) -> list[Path]:
    """The paths of the ledgers in an output folder: its own, if there is one, and those of its shards."""
    return [*filter(Path.is_file, [ledger_path(output)]), *shards(output)]


def ledgers_there(request: Request, stack: ExitStack) -> tuple[Ledger | None, Ledger | None]:
    """The ledger of the folder and that of the shard, if they exist; ``stack`` closes them."""
    folder, part = ledger_path(request.folder), request.part
    shard = ledger_path(request.folder, part.name) if part else None
    opened = [Ledger(path, create=False) if path and path.is_file() else None for path in (folder, shard)]
    for ledger in filter(None, opened):
        stack.callback(ledger.close)
    return opened[0], opened[1]


def known_outputs(output: Path) -> dict[str, Made]:
    """The files that batches wrote into a folder, by their names from there; empty without a ledger."""
    outputs: dict[str, Made] = {}
    for path in ledgers_in(output):
        with closing(Ledger(path, create=False, check=False)) as ledger:
            outputs |= ledger.outputs_by_path()
    return outputs


def update_ledgers(output: Path, document: BatchDocument, outcome: Outcome, configuration: dict[str, str]) -> None:
    """Bring the ledgers in a folder up to date with a document that was done without them."""
    for path in [] if outcome.failure else ledgers_in(output):
        with closing(Ledger(path, create=False, check=False)) as ledger:
            ledger.update(document, outcome, digest_of_configuration(configuration), configuration)


def known_grades(output: Path) -> dict[str, str]:
    """How damaged the inputs of the files in a folder were, A to D; files without a known grade are left out."""
    path = ledger_path(output)
    if not path.is_file():
        return {}
    with closing(Ledger(path, create=False, check=False)) as ledger:
        facts = ((entry.id, str(entry.facts.get("grade", UNGRADED))) for entry in ledger.entries("done"))
        grades = {id: grade for id, grade in facts if grade != UNGRADED}
        return {from_unicode(file): grades[id] for id, file, _, _ in ledger.all_outputs() if id in grades}


def lock_folder(request: Request, folder: Path, stack: ExitStack) -> None:
    """Lock the whole folder, or this shard of it; ``stack`` releases the locks.

    Raises LOCKED, LOCK-IMPOSSIBLE, and USAGE-SHARD if ledgers of other shards were not merged.
    """
    stack.callback(Lock(folder / f"{MAIN}.lock", request.folder, shared=request.part is not None).release)
    unmerged = shards(request.folder)
    if request.part:
        stack.callback(Lock(folder / f"{request.part.name}.lock", request.folder).release)
        unmerged = [path for path in unmerged if not path.stem.endswith(f"-of-{request.part.of}")]
    if unmerged:
        message = f"there are ledgers of shards here that were not merged ({unmerged[0].stem})"
        hint = f"When all shards are done: teikit ledger merge {request.output}"
        raise UsageError("USAGE-SHARD", message, hint, request.output)


def open_ledgers(request: Request, stack: ExitStack) -> tuple[Ledger | None, Ledger]:
    """The ledger of the folder, and the one to write into: the same, or that of the shard; ``stack`` closes them."""
    main = ledger_path(request.folder)
    if request.part is None:
        ledger = Ledger(main)
        stack.callback(ledger.close)
        return ledger, ledger
    base = Ledger(main, create=False) if main.is_file() else None
    if base:
        stack.callback(base.close)
    ledger = Ledger(ledger_path(request.folder, request.part.name))
    stack.callback(ledger.close)
    return base, ledger


@contextmanager
def work_folder(request: Request) -> Iterator[Path]:
    """A new work folder, removed at the end of the block; those left by killed runs are removed at its beginning."""
    name = f"work-{request.part.name if request.part else MAIN}"
    for path in (request.folder / LEDGER_FOLDER).glob(f"{name}-*"):
        shutil.rmtree(path, ignore_errors=True)
    work = request.folder / LEDGER_FOLDER / f"{name}-{secrets.token_hex(4)}"
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
