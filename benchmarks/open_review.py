"""How long the review of many documents takes to open.

    python benchmarks/open_review.py FOLDER [N]

FOLDER is an output folder; its documents are copied until there are N (1,000), and ``teikit review`` is started on
them. Printed are seconds on the clock, and of the processor, until the list of documents is there, until the first
document is, and until one in the middle is; then the memory of the server at its highest.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from urllib.request import urlopen

TICKS = os.sysconf("SC_CLK_TCK")  # units of the processor's time in a second


def main() -> None:
    """Copy, start, ask, print."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory() as copies:
        for number, path in enumerate(islice(cycle(sorted(folder.rglob("*.xml"))), count)):
            shutil.copyfile(path, Path(copies) / f"{path.stem}-{number:05}.xml")
        measure(copies, count)


def measure(folder: str, count: int) -> None:
    """Start the review of a folder and print how long its pages take."""
    begin = time.monotonic()
    command = [sys.executable, "-m", "teikit", "review", folder, "--who", "anna"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        addresses = (re.search(r"http://\S+", line) for line in server.stderr)
        url = next(match[0] for match in addresses if match)
        print("\tseconds\tof the processor")
        for name, path in (("list", ""), ("first document", "0/"), ("another", f"{count // 2}/")):
            with urlopen(url + path) as answer:
                answer.read()
            print(f"{name}\t{time.monotonic() - begin:.2f}\t{processor_time(server.pid):.2f}")
        status = Path(f"/proc/{server.pid}/status").read_text("ascii")
        highest = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        print(f"memory\t{highest / 1024:.0f} MiB")
        server.terminate()


def processor_time(pid: int) -> float:
    """Seconds of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
