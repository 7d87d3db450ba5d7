"""How long a site of many documents takes to publish, how much memory, how large it is, how fast its search answers.

    python benchmarks/publish.py FOLDER [N] [--jobs 2] [--search WORD ...]

FOLDER is an output folder; its documents are copied until there are N files (10,000), and ``teikit publish`` is run on
them twice, the second time with nothing to do. Printed are seconds on the clock and of the processor, the memory of the
largest process, files and bytes of the site. ``--search`` asks the page for words in a browser (needs playwright and
chromium) and prints milliseconds until the answer stands there: of the first question, which loads the index, and of
each other one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path

IN_FOLDER = 1000  # files in each folder of the copies
BETWEEN = 0.2  # seconds between two looks at the memory


def main() -> None:
    """Copy, publish twice, ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--search", nargs="+", default=[])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        copies, site = Path(work, "tei"), Path(work, "site")
        copy(options.folder, copies, options.count)
        print(f"{options.count} TEI files, {size(copies)[1] / 1e6:.0f} MB")
        print("run\tseconds\tof the processor\tlargest process, MiB")
        for run in ("new", "again"):
            print(run, *publish(copies, site, options.jobs), sep="\t")
        print_size(site)
        if options.search:
            search(site, options.search)


def copy(folder: Path, copies: Path, count: int) -> None:
    """Copy the documents of a folder, again and again, until there are ``count`` files."""
    for number, path in enumerate(islice(cycle(sorted(folder.rglob("*.xml"))), count)):
        target = copies / f"{number // IN_FOLDER:03}" / f"{path.stem}-{number:06}.xml"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def print_size(site: Path) -> None:
    """Print how large a site is, and its largest files."""
    files, total = size(site)
    print(f"site: {files:,} files, {total / 1e6:.0f} MB")
    largest = sorted(site.rglob("*.*"), key=lambda path: path.stat().st_size)[-3:]
    print("largest:", ", ".join(f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in largest))


def publish(copies: Path, site: Path, jobs: int) -> tuple[str, str, str]:
    """Seconds on the clock, seconds of the processor, MiB of the largest process of one run."""
    command = [sys.executable, "-m", "teikit", "publish", str(copies), str(site), "--jobs", str(jobs)]
    begin = time.monotonic()
    pid = os.posix_spawn(command[0], command, os.environ)
    highest = 0
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        highest = max([highest, *map(resident, [pid, *children(pid)])])
        time.sleep(BETWEEN)
    _, status, used = os.wait4(pid, 0)
    assert status == 0, "publish failed"
    seconds = time.monotonic() - begin
    return f"{seconds:.1f}", f"{used.ru_utime + used.ru_stime:.1f}", f"{highest / 1024:.0f}"


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []


def resident(pid: int) -> int:
    """KiB of memory that a process has had at most; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def size(folder: Path) -> tuple[int, int]:
    """Files of a folder, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


# ---------------------------------------------------------------- the search


class Quiet(SimpleHTTPRequestHandler):
    """A server that logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


ASK = """word => new Promise(done => {
    const told = document.getElementById("told"), began = performance.now();
    told.textContent = "";
    new MutationObserver((_, seen) => {
        if (/document/.test(told.textContent)) {
            seen.disconnect(); done([performance.now() - began, told.textContent]); } }
    ).observe(told, {childList: true, characterData: true, subtree: true});
    document.getElementById("words").value = word;
    document.getElementById("form").requestSubmit(); })"""
"""What the page is asked: milliseconds until it says how many documents there are, and what it says."""


def search(site: Path, words: Sequence[str]) -> None:
    """Ask for each word in one page, and print how long each answer took."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with served(site) as address, sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(bypass_csp=True)
        page.goto(f"{address}/search.html")
        print("question\tmilliseconds\tanswer")
        for word in words:
            milliseconds, told = page.evaluate(ASK, word)
            print(f"{word}\t{milliseconds:.0f}\t{told}")
        browser.close()


if __name__ == "__main__":
    main()
