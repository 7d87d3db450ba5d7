"""Allow one run at a time, by locks of the operating system, which end with the process that holds them."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import time
from pathlib import Path

from teikit.errors import ExitCode, FileSystemError, TeikitError


class Locked(TeikitError):
    """Another run holds the lock."""

    exit_code = ExitCode.LOCKED


class Lock:
    """A lock on a file, held until :meth:`release` or the end of the process.

    POSIX locks are not inherited by workers, so a worker that outlives a killed run does not keep it. ``shared`` locks
    (of the shards of one batch) exclude only exclusive locks. ``folder`` is the folder that no other run may write
    into. Raises :class:`Locked`, naming process, host and start of the other run, and LOCK-IMPOSSIBLE if the file
    system has no locks.
    """

    def __init__(self, path: Path, folder: Path, shared: bool = False) -> None:
        self.shared = shared
        self.file = open(path, "a+b")  # noqa: SIM115
        try:
            fcntl.lockf(self.file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            self.file.seek(0)
            holder = self.file.read(1000)
            self.file.close()
            if error.errno not in (errno.EACCES, errno.EAGAIN):
                hint = "Put the output folder on a local disk, and copy it afterwards."
                message = f"this file system has no locks ({error.strerror})"
                raise FileSystemError("LOCK-IMPOSSIBLE", message, hint, str(path)) from None
            raise _locked(holder, folder) from None
        if not shared:
            self.file.truncate(0)
            who = {"pid": os.getpid(), "host": os.uname().nodename, "begun": time.strftime("%Y-%m-%d %H:%M:%S")}
            self.file.write(json.dumps(who).encode("ascii"))
            self.file.flush()

    def release(self) -> None:
        """Release the lock. The file stays, empty: if it were removed, two runs could each lock a file of this name."""
        if not self.shared:
            self.file.truncate(0)
        self.file.close()


def _locked(holder: bytes, folder: Path) -> Locked:
    """The refusal of a run while another one, which wrote ``holder`` into the lock, has the folder."""
    try:
        who = json.loads(holder)
        by = f"process {who['pid']} on {who['host']}, since {who['begun']}"
    except (ValueError, KeyError, TypeError):
        by = "another process"
    hint = "Wait for it, or name another folder. The lock ends with that process; there is nothing to remove."
    return Locked("LOCKED", f"another run writes into this folder: {by}", hint, str(folder))
