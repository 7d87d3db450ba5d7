"""The safe reading of the bytes of a file or of standard input."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from teikit.errors import FileSystemError, LimitReached, Refused, TeikitError
from teikit.readers.registry import is_pdf

LIMIT = 64 * 2**20  # bytes; a larger input is refused before it is read
PDF_LIMIT = 512 * 2**20  # bytes of a PDF, most of which are images that are not read
HEAD = 4096  # bytes that are read first, to recognise the file
TOO_LARGE = "Cut it into its documents first: one cable is some 20 kB."


def load(path: Path | None) -> bytes:
    """The bytes of a file, or of standard input (None).

    Pipes, sockets and devices are refused without waiting for them (IN-NOT-REGULAR). Raises IN-VANISHED,
    IN-UNREADABLE, IO-CLOSED, IN-BINARY and LIMIT-SIZE; the place of the error is the path.
    """
    try:
        return _from_standard_input() if path is None else _from_file(path)
    except TeikitError as error:
        error.place = str(path or "")
        raise


def _from_standard_input() -> bytes:
    """The bytes of standard input. Raises IO-CLOSED and LIMIT-SIZE."""
    if sys.stdin is None:  # the caller closed it: <&-
        raise FileSystemError("IO-CLOSED", "standard input is closed")
    data = sys.stdin.buffer.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise LimitReached("LIMIT-SIZE", f"standard input holds more than {LIMIT >> 20} MiB", TOO_LARGE)
    return data


def _from_file(path: Path) -> bytes:
    """The bytes of a file. Raises what :func:`load` raises, without a place."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Refused("IN-NOT-REGULAR", "this is not a regular file (but a folder, pipe, socket or device)")
            data = file.read(HEAD)
            limit = PDF_LIMIT if is_pdf(data) else LIMIT
            data += file.read(limit + 1 - len(data)) if status.st_size <= limit else b""
    except FileNotFoundError:
        raise FileSystemError("IN-VANISHED", "the file is no longer there, or is a link to nothing") from None
    except IsADirectoryError:
        raise Refused("IN-NOT-REGULAR", "this is a folder", "Name a file in it.") from None
    except PermissionError:
        raise FileSystemError("IN-UNREADABLE", "you may not read this file", "Ask its owner, or use chmod.") from None
    except OSError as error:
        raise FileSystemError("IN-UNREADABLE", f"the file cannot be read: {error.strerror}") from None
    if max(status.st_size, len(data)) > limit:
        _refuse_large(data[:HEAD], max(status.st_size, len(data)), limit)
    return data


def _refuse_large(head: bytes, size: int, limit: int) -> None:
    if head.count(0) > len(head) / 2:
        raise Refused("IN-BINARY", "this is not text: it begins with zero bytes")
    raise LimitReached("LIMIT-SIZE", f"the file has {size >> 20} MiB, more than {limit >> 20} MiB", TOO_LARGE)
