"""The current time, as written to files and messages."""

from __future__ import annotations

import time


def utc_now() -> str:
    """The current time in UTC as ISO 8601, to the second: ``2026-11-27T10:02:11Z``."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
