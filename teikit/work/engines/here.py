"""Run a job on a few documents that were named one by one: in this process, one after the other, without limits."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from teikit.lexicon import Lexicon
from teikit.work.documents import BatchDocument, Numbered
from teikit.work.outcome import Outcome
from teikit.work.stop import Stop
from teikit.work.worker import NEW_OBJECTS, Job, outcome_of


def results(
    documents: Iterator[Numbered], job: Job, lexicon: Lexicon, stop: Stop
) -> Iterator[tuple[BatchDocument, Outcome]]:
    """Each document with its outcome, which contains the bytes of the outputs; none after a stop."""
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS)
    try:
        for _, document in documents:
            yield document, outcome_of(job, lexicon, document)
            if stop.asked:
                return
    finally:
        gc.set_threshold(*before)
