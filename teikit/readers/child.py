"""Run a helper program on hostile input: in a process of its own, with limits, and without a shell.

The limits are set by a small launcher that starts the program, not between fork and exec, so that this is safe in a
process with threads. Without the module ``resource`` only the deadline and the size of the output are limited.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

from teikit.errors import LimitReached

LAUNCHER = """
import os, sys
try:
    import resource
except ImportError:
    resource = None
def limit(kind, most, spare=0):
    now = resource.getrlimit(kind)[1]
    hard = most + spare if now == resource.RLIM_INFINITY else min(most + spare, now)
    try:
        resource.setrlimit(kind, (min(most, hard), hard))
    except (ValueError, OSError):
        pass
if resource:
    limit(resource.RLIMIT_AS, int(sys.argv[1]))
    limit(resource.RLIMIT_CPU, int(sys.argv[2]), 1)
    limit(resource.RLIMIT_CORE, 0)
program = os.posix_spawnp(sys.argv[3], sys.argv[3:], os.environ)
for pipe in (0, 1):
    os.close(pipe)
status, usage = os.wait4(program, 0)[1:]
os.write(2, b"\\n%d %d" % (os.waitstatus_to_exitcode(status), usage.ru_maxrss))
"""
"""The program between this process and the helper: small, so that the peak memory of the helper is known.

The peak of a child includes the memory of the process that it was copied from, which may be more than the limit.
"""
CHUNK = 1 << 16  # bytes that are written or read at a time
COMPLAINTS = 4000  # bytes of standard error that are kept, the last ones
LAST_LINE = 64  # bytes of the launcher's own line, at most
OUT_OF_MEMORY = 99  # exit status of teikit's own child when its memory was not enough
FULL = 0.8  # share of the limit of memory above which a program that failed has run out of it
NO_MEMORY = (b"MemoryError", b"bad_alloc", b"malloc fail", b"alloc fail", b"out of memory", b"Cannot allocate memory")
"""Messages that programs write to standard error when they have run out of memory."""
TIME_HINT = "Cut the file into smaller ones. If a small file takes this long, it is damaged or malicious."
MEMORY_HINT = "Cut the file into smaller ones. If a small file takes this much, it is damaged or malicious."


class ProgramLimits(NamedTuple):
    """What a program may use: seconds in all and seconds without output, bytes of address space, bytes of output."""

    seconds: float
    silence: float
    memory: int
    output: int


class ProgramFailed(Exception):
    """Raised if the program ended with an exit status other than 0.

    ``complaints`` are the last bytes of its standard error, for finding out why, not for display.
    """

    def __init__(self, status: int, complaints: bytes) -> None:
        super().__init__(f"exit status {status}")
        self.status, self.complaints = status, complaints


def run(
    command: Sequence[str], data: bytes, limits: ProgramLimits, name: str, environment: dict[str, str] | None = None
) -> Generator[bytes, None, None]:
    """Give a program its standard input; yields its standard output as it comes.

    ``name`` is the name of the input in messages, ``environment`` is added to that of this process. The program and all
    that it started are dead when the iterator ends, is closed or raises. Raises :class:`~teikit.errors.LimitReached`
    when a limit was reached or the program was killed, and :class:`ProgramFailed` when it ended with an exit status of
    its own.
    """
    launcher = [sys.executable, "-I", "-S", "-c", LAUNCHER, str(limits.memory), str(int(limits.seconds) + 1)]
    process = subprocess.Popen(
        [*launcher, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
        bufsize=0,
    )
    complaints = bytearray()
    clock = _Clock(limits, name)
    _running.add(process)
    try:
        yield from _exchange(process, data, limits, clock, complaints)
        status, peak = _exit_status(complaints, _wait(process, clock))
    finally:
        _running.discard(process)
        _end(process)
    if status:
        raise _failure(status, peak, bytes(complaints), limits, name)


_running: set[subprocess.Popen[bytes]] = set()
"""The programs that run for this process."""


def end_all() -> None:
    """Kill every program that runs for this process, which is about to end."""
    for process in tuple(_running):
        _end(process)


class _Clock:
    """The deadlines of one run."""

    def __init__(self, limits: ProgramLimits, name: str) -> None:
        self.limits, self.name = limits, name
        self.end = time.monotonic() + limits.seconds
        self.sign_of_life()

    def sign_of_life(self) -> None:
        """Restart the deadline for silence, because output came."""
        self.next = min(self.end, time.monotonic() + self.limits.silence)

    def left(self) -> float:
        """The seconds until the nearer deadline, more than 0. Raises LimitReached when it has passed."""
        left = self.next - time.monotonic()
        if left > 0:
            return left
        took = self.limits.seconds if self.next == self.end else self.limits.silence
        message = f"reading this, or one page of it, takes longer than the limit of {took:g} seconds"
        raise LimitReached("LIMIT-TIME", message, TIME_HINT, self.name)


def _exchange(
    process: subprocess.Popen[bytes], data: bytes, limits: ProgramLimits, clock: _Clock, complaints: bytearray
) -> Iterator[bytes]:
    """Write ``data`` to the program and yield its output, until it has closed its pipes; fills ``complaints``."""
    assert process.stdin and process.stdout and process.stderr
    rest, room = memoryview(data), limits.output
    with selectors.DefaultSelector() as selector:
        os.set_blocking(process.stdin.fileno(), False)
        selector.register(process.stdin, selectors.EVENT_WRITE)
        selector.register(process.stdout, selectors.EVENT_READ)
        selector.register(process.stderr, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select(clock.left()):
                if key.fileobj is process.stdin:
                    rest = _write_some(key.fd, rest)
                    if not rest:
                        selector.unregister(process.stdin)
                        process.stdin.close()
                    continue
                chunk = os.read(key.fd, CHUNK)
                if not chunk:
                    selector.unregister(key.fileobj)
                elif key.fileobj is process.stderr:
                    complaints += chunk
                    del complaints[: -COMPLAINTS - LAST_LINE]
                else:
                    room -= len(chunk)
                    if room < 0:
                        message = f"more than {limits.output >> 20} MiB came out of this file"
                        raise LimitReached("LIMIT-SIZE", message, MEMORY_HINT, clock.name)
                    clock.sign_of_life()
                    yield chunk


def _write_some(pipe: int, left: memoryview) -> memoryview:
    """Write as much as a pipe takes; returns the rest, which is empty if the program no longer reads."""
    try:
        return left[os.write(pipe, left[:CHUNK]) :] if left else left
    except BlockingIOError:
        return left
    except BrokenPipeError:
        return left[:0]


def _wait(process: subprocess.Popen[bytes], clock: _Clock) -> int:
    """The exit status of the launcher, which has closed its pipes. Raises LimitReached at the deadline."""
    while True:
        try:
            return process.wait(clock.left())
        except subprocess.TimeoutExpired:
            continue


def _exit_status(complaints: bytearray, returncode: int) -> tuple[int, int]:
    """How the program ended, and the most memory it had in bytes, which the launcher writes as its last line.

    If the launcher itself was killed, there is no such line: then its own status, and 0.
    """
    last = complaints[complaints.rfind(b"\n") + 1 :]
    if returncode or last.count(b" ") != 1:
        return returncode, 0
    del complaints[-len(last) - 1 :]
    del complaints[:-COMPLAINTS]
    status, peak = (int(number) for number in last.split())
    return status, peak * (1 if sys.platform == "darwin" else 1024)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and all that it started, unless it has ended; leaves neither pipes nor a zombie behind."""
    if process.returncode is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()
    process.wait()


def _failure(status: int, peak: int, complaints: bytes, limits: ProgramLimits, name: str) -> Exception:
    """The error for an exit status other than 0; a negative one is the signal that killed the program."""
    says_so = any(phrase in complaints for phrase in NO_MEMORY)
    if status == OUT_OF_MEMORY or peak > FULL * limits.memory or says_so:
        message = f"reading this takes more memory than the limit of {limits.memory >> 20} MiB"
        return LimitReached("LIMIT-MEMORY", message, MEMORY_HINT, name)
    if status == -signal.SIGXCPU:
        message = f"reading this takes more processor time than the limit of {limits.seconds:g} seconds"
        return LimitReached("LIMIT-TIME", message, TIME_HINT, name)
    if status < 0:
        message = f"the program that reads this file crashed (signal {-status})"
        hint = "The file is damaged or malicious. Open it elsewhere and save it anew, or leave it out."
        return LimitReached("WORKER-DIED", message, hint, name)
    return ProgramFailed(status, complaints)
