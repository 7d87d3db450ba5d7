"""Report the progress of a batch: a moving line on a terminal, a line every half minute elsewhere, or JSON lines."""

from __future__ import annotations

import json
import time
from collections import deque
from textwrap import fill
from typing import Any

from teikit.clock import utc_now
from teikit.wording import say, terminal_columns

EVERY = 30.0  # seconds between two lines in a log
REDRAWN = 0.2  # seconds between two states of the moving line
WINDOW = 60.0  # seconds over which the rate is measured
SHORTEST_BAR = 10  # columns of the shortest bar that is worth drawing
LONGEST_BAR = 30  # columns of the longest


class Progress:
    """Counts documents and reports the progress on standard error. A closed terminal ends the reports, not the work."""

    def __init__(self, total: int, *, quiet: bool = False, as_json: bool = False) -> None:
        self.total, self.done, self.failed = total, 0, 0
        self.as_json = as_json
        self.live = not (quiet or as_json) and bool(terminal_columns())
        self.silent = quiet and not as_json
        begun = self.reported = time.monotonic()
        self.drawn = False
        self.marks: deque[tuple[float, int]] = deque([(begun, 0)])

    def count(self, failed: bool) -> None:
        """One more document is done, or has failed."""
        self.done += 1
        self.failed += failed

    def tick(self) -> None:
        """Report the progress if it is time to."""
        now = time.monotonic()
        if now - self.marks[-1][0] >= 1:
            self.marks.append((now, self.done))
            while len(self.marks) > 2 and now - self.marks[0][0] > WINDOW:
                self.marks.popleft()
        if self.silent or now - self.reported < (REDRAWN if self.live else EVERY):
            return
        self.reported = now
        if self.as_json:
            facts = {"done": self.done, "failed": self.failed, "total": self.total}
            self.event("progress", **facts, rate=round(self.rate(), 2), seconds_left=self.left())
        elif self.live:
            say(f"\r\x1b[K{self.line(terminal_columns() - 1)}", end="")
            self.drawn = True
        else:
            say(f"{time.strftime('%H:%M:%S')} {self.line()}")

    def rate(self) -> float:
        """Documents per second in the last minute."""
        (then, before), now = self.marks[0], time.monotonic()
        return (self.done - before) / max(now - then, 0.001)

    def left(self) -> int | None:
        """Seconds until the end; None before two documents are done."""
        rate = self.rate()
        return round((self.total - self.done) / rate) if rate and self.done > 1 else None

    def line(self, width: int = 0) -> str:
        """The state in one line; with a bar if there is room for it in ``width`` columns."""
        share = self.done / self.total if self.total else 1.0
        left = self.left()
        parts = [f"{self.done:,} of {self.total:,} ({share:.0%})", f"{self.rate():.1f}/s"]
        parts += [f"{duration(left)} left"] if left is not None else []
        parts += [f"{self.failed:,} failed"] if self.failed else []
        text = ", ".join(parts)
        bar = min(width - len(text) - 3, LONGEST_BAR)
        if bar < SHORTEST_BAR:
            return text[:width] if width else text
        full = int(share * bar)
        return f"[{'#' * full}{'.' * (bar - full)}] {text}"

    def say(self, text: str, *, for_programs: bool = False) -> None:
        """Print text above the moving line; on a terminal it is wrapped between words, unless programs read it."""
        if not for_programs and (columns := terminal_columns()):
            text = wrapped(text, columns)
        say(("\r\x1b[K" if self.drawn else "") + text)
        self.drawn = False

    def event(self, event: str, **facts: Any) -> None:
        """One JSON line for a log: when, what, and its facts."""
        when = utc_now()
        say(json.dumps({"time": when, "event": event, **facts}))

    def end(self) -> None:
        """Erase the moving line."""
        if self.drawn:
            say("\r\x1b[K", end="")
            self.drawn = False


def wrapped(text: str, columns: int) -> str:
    r"""A text wrapped to ``columns`` columns, except for longer words, such as paths.

    >>> print(wrapped("  2 x PAGE-MISSING, first a.txt:1:1: page 1 is not in the input\n    short", 40))
      2 x PAGE-MISSING, first a.txt:1:1:
          page 1 is not in the input
        short
    """
    lines = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        if len(line) > columns:
            line = fill(
                line, columns, subsequent_indent=f"{indent}    ", break_long_words=False, break_on_hyphens=False
            )
        lines.append(line)
    return "\n".join(lines)


def duration(seconds: float) -> str:
    """A span of time for people.

    >>> duration(0.1), duration(7), duration(95), duration(7800), duration(200000)
    ('less than 1 s', '7 s', '1 min 35 s', '2 h 10 min', '2 d 7 h')
    """
    whole = round(seconds)
    for name, size, below, smaller in (("d", 86400, "h", 3600), ("h", 3600, "min", 60), ("min", 60, "s", 1)):
        if whole >= size:
            return f"{whole // size} {name} {whole % size // smaller} {below}"
    return f"{whole} s" if whole else "less than 1 s"
