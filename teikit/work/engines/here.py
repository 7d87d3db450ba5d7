"""Run a job on a few documents that were named one by one: in this process, one after the other, without limits."""

from __future__ import annotations

from collections.abc import Iterator

from teikit.lexicon import Lexicon
from teikit.work.documents import Document, Numbered
from teikit.work.outcome import Outcome
from teikit.work.stop import Stop
from teikit.work.worker import Job, outcome_of


def results(
    documents: Iterator[Numbered], job: Job, lexicon: Lexicon, stop: Stop
) -> Iterator[tuple[Document, Outcome]]:
    """Each document with its outcome, which holds the bytes of the outputs; no more after a stop."""
    for _, document in documents:
        yield document, outcome_of(job, lexicon, document)
        if stop.asked:
            return
