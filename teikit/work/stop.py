"""Stop a run: after the first Ctrl-C, documents in progress are finished; after the second, they are dropped.

After SIGTERM and SIGHUP they have some seconds.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from teikit.errors import ExitCode

PATIENCE = 6.0
"""Seconds for the documents in progress after SIGTERM or SIGHUP; Slurm and Kubernetes kill after 30 s by default."""


class Stop:
    """Whether a stop was requested, and why.

    ``code`` is then the exit code, None before; ``deadline`` (in ``time.monotonic``) is when documents in progress are
    dropped.
    """

    def __init__(self) -> None:
        self.code: ExitCode | None = None
        self.reason = ""
        self.deadline = float("inf")
        self.again = False

    def ask(self, code: ExitCode, reason: str, patience: float = float("inf")) -> None:
        """Request that no other document is begun; those in progress may continue for ``patience`` seconds."""
        if self.code is None:
            self.code, self.reason = code, reason
        self.deadline = min(self.deadline, time.monotonic() + patience)

    @property
    def asked(self) -> bool:
        """Whether no other document is to be begun."""
        return self.code is not None

    @property
    def now(self) -> bool:
        """Whether even the documents in progress are to be dropped."""
        return self.again or time.monotonic() > self.deadline

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Handle a signal: SIGINT, or SIGTERM and SIGHUP alike."""
        if number == signal.SIGINT:
            self.again = self.code == ExitCode.INTERRUPTED
            self.ask(ExitCode.INTERRUPTED, "interrupted")
        else:
            self.ask(ExitCode.TERMINATED, "terminated", PATIENCE)


@contextmanager
def listening() -> Iterator[Stop]:
    """Handle SIGINT, SIGTERM and SIGHUP within the block; a signal that is ignored (nohup) stays ignored."""
    stop = Stop()
    before = {}
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with suppress(ValueError):  # raised outside the main thread, where no handler can be set
            if signal.getsignal(number) != signal.SIG_IGN:
                before[number] = signal.signal(number, stop.handle)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
