"""Watch over a run: a request to stop, the count of deaths of workers, a function called at intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from teikit.work.documents import BatchDocument
from teikit.work.stop import Stop


class Deaths:
    """Counts the deaths of workers over documents if no ledger does."""

    def __init__(self) -> None:
        self.counts: Counter[BatchDocument] = Counter()

    def __call__(self, document: BatchDocument) -> int:
        """Count one more death; returns how many there were over this document."""
        self.counts[document] += 1
        return self.counts[document]


@dataclass(frozen=True)
class Watch:
    """``death`` counts the death of a worker over a document and returns how many there were.

    ``tick`` is called several times a second.
    """

    stop: Stop
    death: Callable[[BatchDocument], int] = field(default_factory=Deaths)
    tick: Callable[[], None] = lambda: None
