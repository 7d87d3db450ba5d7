"""Asked to stop: Ctrl-C once lets the work in hand be finished, twice ends it; SIGTERM and SIGHUP wait some seconds."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from teikit.errors import ExitCode

PATIENCE = 6.0
"""Seconds for the work in hand after SIGTERM or SIGHUP: Slurm and Kubernetes kill after some more."""


class Stop:
    """Whether somebody asked to stop, and why. ``code`` is then the exit code."""

    def __init__(self) -> None:
        self.code: ExitCode | None = None
        self.reason = ""
        self.deadline = float("inf")
        self.again = False

    def ask(self, code: ExitCode, reason: str, patience: float = float("inf")) -> None:
        """Begin nothing more; what is in work may go on for ``patience`` seconds."""
        if self.code is None:
            self.code, self.reason = code, reason
        self.deadline = min(self.deadline, time.monotonic() + patience)

    @property
    def asked(self) -> bool:
        """Nothing more is to be begun."""
        return self.code is not None

    @property
    def now(self) -> bool:
        """Not even the work in hand is to be finished."""
        return self.again or time.monotonic() > self.deadline

    def hear(self, number: int, frame: FrameType | None) -> None:
        """Take a signal for what it means."""
        if number == signal.SIGINT:
            self.again = self.code == ExitCode.INTERRUPTED
            self.ask(ExitCode.INTERRUPTED, "interrupted")
        else:
            self.ask(ExitCode.TERMINATED, "terminated", PATIENCE)


@contextmanager
def listening() -> Iterator[Stop]:
    """Handle signals for a while. A signal that is ignored (nohup) stays ignored."""
    stop = Stop()
    before = {}
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with suppress(ValueError):  # not in the main thread, so signals are not ours to handle
            if signal.getsignal(number) != signal.SIG_IGN:
                before[number] = signal.signal(number, stop.hear)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
