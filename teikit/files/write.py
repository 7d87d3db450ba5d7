"""Writing files whole or not at all, and never over a file with other contents; and writing to standard output."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from teikit.errors import FileSystemError, OutputExists

MAKE_FOLDER = "Make the folder and run the same command again, or name another one."
"""The hint if the output folder is missing."""


def prepare(folder: Path) -> None:
    """Make the folder if it is missing, and find out whether files can be written into it.

    Raises OUT-NOT-FOLDER for a file, and what :func:`refusal` makes of other errors (IO-WRITE, IO-DISK-FULL, IO-GONE).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _put(folder, b"").unlink()
    except (FileExistsError, NotADirectoryError):
        hint = "Move the file away, or name another folder."
        file = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
        raise FileSystemError("OUT-NOT-FOLDER", "this is a file, not a folder", hint, str(file)) from None
    except FileNotFoundError:  # in /proc, for instance
        hint = "Name another folder."
        raise FileSystemError("IO-WRITE", "no folder can be made here", hint, str(folder)) from None
    except OSError as error:
        raise refusal(error, folder) from None


def put(folder: Path, data: bytes, shown: str) -> Path:
    """Write a new file with an unused name into a folder, and sync it to the disk; returns its path.

    ``shown`` is its later name, for errors (:func:`refusal`).
    """
    try:
        return _put(folder, data)
    except OSError as error:
        raise refusal(error, Path(shown)) from None


def write(path: Path, data: bytes, force: bool = False) -> str:
    """Write a file in one step and say what was done: ``written``, ``unchanged`` or ``replaced``.

    The bytes go into a file of another name in the same folder, which then replaces the file: whatever happens, there
    is never half a file. A file with other contents is replaced only with ``force``. Raises OUT-EXISTS,
    OUT-NOT-REGULAR, and what :func:`refusal` makes of other errors.
    """
    exists = os.path.isfile(path)
    if os.path.exists(path) and not exists:
        raise not_regular(path)
    try:
        if exists and path.read_bytes() == data:
            return "unchanged"
        if exists and not force:
            hint = "Use --force to replace it, or name another output."
            raise OutputExists("OUT-EXISTS", "the file exists with other contents", hint, str(path))
        with _temporary(path, data):
            pass
    except OSError as error:
        raise refusal(error, path) from None
    return "replaced" if exists else "written"


@contextmanager
def _temporary(path: Path, data: bytes) -> Iterator[Path]:
    """A temporary file with ``data`` next to a file, whose name it takes at the end; removed if anything fails."""
    temporary = _put(path.parent, data)
    try:
        yield temporary
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def stream(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file piece by piece but replace any file there in one step. Raises what :func:`put` raises."""
    try:
        with _temporary(path, b"") as temporary, temporary.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise refusal(error, path) from None


def append(path: Path, data: bytes) -> None:
    """Add lines to a file, all or none of them, and sync them to the disk; the file is created if there is none.

    A last line without a line end gets one, so that the first new line is not joined to it. Raises what :func:`put`
    raises.
    """
    try:
        with path.open("a+b", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - 1, 0))
            lines = data if file.read(1) in (b"", b"\n") else b"\n" + data
            try:
                if file.write(lines) < len(lines):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):  # not a regular file
                    file.truncate(size)
                raise
    except OSError as error:
        raise refusal(error, path) from None


def to_file_or_output(data: bytes, name: str, force: bool) -> str:
    """Write bytes to the file of this name and return what :func:`write` did; to standard output without a name."""
    if not name:
        hand_over(data)
        return ""
    prepare(Path(name).parent)
    return write(Path(name), data, force)


def hand_over(data: bytes) -> None:
    """Write bytes to standard output, unchanged. Raises IO-CLOSED, and as :func:`put` if it cannot be written."""
    if sys.stdout is None:  # the caller closed it: >&-
        raise FileSystemError("IO-CLOSED", "standard output is closed", "Name an output with -o.")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refusal(error, Path("standard output")) from None


def refuse_other(path: Path, beginnings: tuple[bytes, ...], kind: str, force: bool) -> None:
    """Refuse to replace a file that is not empty and begins with none of ``beginnings``, unless ``force``.

    ``kind`` is what the file would be, in messages: ``report of teikit``. Raises OUT-EXISTS and OUT-NOT-REGULAR.
    """
    if not path.exists():
        return
    if not path.is_file():
        raise not_regular(path)
    with path.open("rb") as file:
        head = file.read(max(map(len, beginnings)))
    if head and not head.startswith(beginnings) and not force:
        hint = "Use --force to replace it, or name another file."
        raise OutputExists("OUT-EXISTS", f"the file exists and is not a {kind}", hint, str(path))


def not_regular(path: Path) -> FileSystemError:
    """The error for a folder, pipe, device or broken link where a file is to be written."""
    hint = "Move it away, or name another output."
    if path.is_symlink():
        return FileSystemError("OUT-NOT-REGULAR", "this is a link to nothing, not a regular file", hint, str(path))
    return FileSystemError("OUT-NOT-REGULAR", "this is a folder, pipe or device, not a regular file", hint, str(path))


def _put(folder: Path, data: bytes) -> Path:
    """Write a new file with an unused name into a folder, and sync it to the disk; leave nothing if that fails."""
    path = folder / f".teikit-{secrets.token_hex(8)}.tmp"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def refusal(error: OSError, path: Path) -> FileSystemError:
    """An error of the operating system, put in terms of what the user wanted to write."""
    reasons = {
        errno.ENOSPC: ("IO-DISK-FULL", "the disk is full", "Make room and run the same command again."),
        errno.EDQUOT: ("IO-DISK-FULL", "your quota is used up", "Make room and run the same command again."),
        errno.ENOENT: ("IO-GONE", "the folder is not there", MAKE_FOLDER),
        errno.EACCES: ("IO-WRITE", "you may not write here", "Name another folder."),
        errno.EROFS: ("IO-WRITE", "this is a read-only file system", "Name another folder."),
        errno.EFBIG: ("IO-WRITE", "it would be larger than a file may be here", "Raise the limit: ulimit -f."),
        errno.ENAMETOOLONG: ("IO-WRITE", "this name is too long for the file system", "Give a shorter name."),
    }
    usual = ("IO-WRITE", f"cannot be written: {error.strerror}", "")
    code, message, hint = reasons.get(error.errno or 0, usual)
    return FileSystemError(code, message, hint, str(path))
