"""``teikit copies``: find the releases and copies of the same documents in a folder."""

from __future__ import annotations

import argparse
import os
from collections import Counter

from teikit import inputs, lexicon
from teikit.copies.groups import CERTAINTIES, Copies, copies
from teikit.copies.table import as_pairs
from teikit.copies.texts import ReadTexts, read_texts
from teikit.errors import ExitCode, Refused
from teikit.files import write
from teikit.inputs import packages
from teikit.options import Options
from teikit.wording import counted, say, visible
from teikit.work.progress import Progress
from teikit.work.request import Request
from teikit.work.tasks.copies import read_at_once


def run(arguments: argparse.Namespace) -> ExitCode:
    """Write the list that ``collate --pairs`` reads, and report what was found and what could not be read.

    Raises IN-NOTHING if the names hold no text, USAGE-SAME-FILE for an output that is an input, and the error of a text
    that cannot be read if there is no other.
    """
    request = Request(jobs=arguments.jobs, timeout=arguments.timeout, memory=arguments.memory)
    named = packages.opened(inputs.expand(arguments.inputs))
    if not named.named:
        hint = "Name files, or a folder with texts."
        raise Refused("IN-NOTHING", "there is no text here to compare", hint, " ".join(arguments.inputs))
    if not named.files:
        for error in named.failed[1:]:
            say(str(error))
        raise named.failed[0]
    inputs.refuse_input([arguments.output or ""], {str(item.path) for item in named.files if item.path})
    texts = _texts_of(named, request, arguments)
    for error in (*named.failed, *texts.failed):
        say(str(error))
    groups = [group for group in copies(texts.sketches, texts.clues) if _is_certain(group, arguments.least)]
    folder = os.path.dirname(os.path.abspath(arguments.output)) if arguments.output else ""
    _hand_over(arguments, as_pairs(groups, texts, folder).encode("utf-8", "backslashreplace"))
    if not arguments.quiet:
        say(_summary(groups, texts))
    return ExitCode.SOME_FAILED if named.failed or texts.failed else ExitCode.DONE


def _texts_of(named: inputs.Inputs, request: Request, arguments: argparse.Namespace) -> ReadTexts:
    """The texts of all files that were named, read one after the other or several at once."""
    progress = Progress(named.named, quiet=bool(arguments.quiet))

    def tick(failed: bool) -> None:
        progress.count(failed)
        progress.tick()

    words = lexicon.load(*(arguments.collection or ()))
    if request.is_batch:
        texts = read_at_once(named.files, request.workers, request.limits, words, tick)
    else:
        texts = read_texts(named.files, Options(), words, tick)
    progress.end()
    return texts


def _is_certain(group: Copies, least: str | None) -> bool:
    """Whether a group is at least as certain as requested."""
    return CERTAINTIES.index(group.certainty) <= CERTAINTIES.index(least or CERTAINTIES[-1])


def _hand_over(arguments: argparse.Namespace, data: bytes) -> None:
    """Write the list to the file that was named, or to standard output."""
    verdict = write.to_file_or_output(data, arguments.output or "", bool(arguments.force))
    if verdict and not arguments.quiet:
        say(f"{verdict} {visible(arguments.output)}")


def _summary(groups: list[Copies], texts: ReadTexts) -> str:
    """``620 texts: 117 documents in 358 copies (96 high, 21 medium); 3 texts are too short to be compared``."""
    times = Counter(group.certainty for group in groups)
    sure = ", ".join(f"{times[certainty]:,} {certainty}" for certainty in CERTAINTIES if times[certainty])
    copied = sum(len(group.texts) for group in groups)
    parts = [f"{counted(len(texts.inputs), 'text')}: {counted(len(groups), 'document')} in {copied:,} copies"]
    parts[0] += f" ({sure})" if sure else ""
    if texts.short:
        parts.append(f"{counted(texts.short, 'text')} too short to be compared by their words")
    return "; ".join(parts)
