"""``teikit sample``: copy the sample telegrams, to try teikit on."""

from __future__ import annotations

import argparse
from pathlib import Path

from teikit.errors import ExitCode
from teikit.files import write
from teikit.resources import folder
from teikit.wording import counted, say, visible

RECORDS = "records"  # the folder of the tutorial's records, which were typed and scanned for it


def run(options: argparse.Namespace) -> ExitCode:
    """Write the samples into a folder; a file there with other contents is left as it is (OUT-EXISTS)."""
    target = Path(options.folder)
    write.prepare(target)
    samples = folder("samples")
    for sample in sorted(samples.iterdir(), key=lambda path: path.name):
        if sample.name.endswith(".txt"):
            say(f"{write.write(target / sample.name, sample.read_bytes())} {visible(str(target / sample.name))}")
    records = sorted((samples / RECORDS).iterdir(), key=lambda path: path.name)
    write.prepare(target / RECORDS)
    for record in records:
        write.write(target / RECORDS / record.name, record.read_bytes())
    made = counted(sum(record.name.endswith(".hocr") for record in records), "record")
    say(f"{visible(str(target / RECORDS))}: {made}, made up, with page images")
    say(f"Try: teikit convert {visible(str(target))} -o out")
    return ExitCode.DONE
