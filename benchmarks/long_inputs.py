#!/usr/bin/env python3
"""Whether long lines, pages and files take time in proportion to their length, and not to its square.

    python benchmarks/long_inputs.py

Each kind of input is measured once, in seconds of the processor, at the length given and at FACTOR times that length.
Growth near FACTOR is proportional; near the square of FACTOR it is not. All kinds but the names once took seconds or
minutes at the length given.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from teikit.authorities import Authorities, read_entries
from teikit.chain import with_layers
from teikit.check.validation import parse, validate
from teikit.conversion import convert
from teikit.core import Draft, Source, Span
from teikit.core.genres import SHEET
from teikit.core.packet import Packet, Page, Telegram
from teikit.genres.knowledge import genre_knowledge
from teikit.inputs.bags import open_bag
from teikit.inputs.sorting import left_out
from teikit.lexicon import load
from teikit.paragraphing.headings import TRAILING_SPECKS
from teikit.tei.header.sheets import ArchivalDescription
from teikit.telegrams.as_read import as_read
from teikit.telegrams.assembling import assemble

FACTOR = 4  # how many times as long the second input is


def running_heads(count: int) -> object:
    """Assemble a file without form feeds of many pages, each with the running head of another telegram."""
    page = "The Embassy has no comment on the paper that was handed over.\n" * 2
    pages = (f"-{number}- POLTO {number}, MAY 8, 8 PM, FROM PARIS\n{page}" for number in range(2, count))
    return assemble(with_layers(Source("a.txt", "".join(pages)), load(), until="gaps"), load())


def misfiled(count: int) -> object:
    """Assemble many telegrams of two pages, each filed with the second page of another one."""
    line = "The Embassy has no comment.\n"
    pages = []
    for number in range(count):
        pages.append(f"FROM: PARIS\nTO: Secretary of State\nNO: POLTO {number}, SECTION ONE OF TWO\n\n{line}")
        pages.append(f"-2- POLTO {number * 7 % count}, SECTION ONE OF TWO, MAY 8, 8 PM, FROM PARIS\n{line}")
    return assemble(with_layers(Source("a.txt", "\f".join(pages)), load(), until="gaps"), load())


def sheet(count: int) -> object:
    """Convert a file without form feeds that begins with an identification sheet, and then has many lines."""
    head = "IDENTIFICATION FORM\nAGENCY : CIA\nRECORD NUMBER : 104-10001-10001\nORIGINATOR : CIA\nFROM : DIRECTOR\n"
    lines = (f"The Embassy has no comment on paper {number} that was handed over.\n" for number in range(count))
    return convert((head + "".join(lines)).encode(), "a.txt", load())


def sheets(count: int) -> object:
    """Say for each of many documents, each of them after an identification sheet, what its sheet says about it."""
    line = "The Embassy has no comment.\n"
    spans = (Span(start, start + len(line)) for start in range(0, 2 * count * len(line), len(line)))
    pages = [Page(order, span) for order, span in enumerate(spans, 1)]
    telegrams = tuple(Telegram("", "telegram" if page.order % 2 else SHEET, (page,)) for page in pages)
    packet = Packet(Draft.of(Source("a.txt", line * 2 * count)), telegrams, ())
    descriptions = [ArchivalDescription(packet, telegram, load()) for telegram in telegrams]
    return [(description.may_describe_another, description.is_of_another) for description in descriptions]


def corpus(count: int) -> object:
    """Validate a corpus of many members, each with a description of its source."""
    member = "<TEI><teiHeader><fileDesc><sourceDesc><bibl><title>A</title><idno>B</idno></bibl></sourceDesc></fileDesc>"
    members = count * f"{member}</teiHeader></TEI>"
    return list(validate(parse(f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{members}</teiCorpus>'.encode())))


def bag(count: int) -> object:
    """Open a bag with a file in each of many folders."""
    paths = [f"data/{number}/a.txt" for number in range(count)]
    digest = "d41d8cd98f00b204e9800998ecf8427e"  # the MD5 of an empty file
    files = {path: b"" for path in paths}
    files["bagit.txt"] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    files["manifest-md5.txt"] = "".join(f"{digest}  {path}\n" for path in paths).encode()
    package = open_bag(files, "b.zip")
    return left_out(package.names, package.open)


def names(count: int) -> object:
    """Look up 2,000 misread names in a list of many."""
    letters = "ABDEGIKLMNORSTUV"
    parts = [
        (letters[n % 16], letters[n // 16 % 16], letters[n // 256 % 16], letters[n // 4096 % 16]) for n in range(count)
    ]
    entries = ["".join(part[:3]) + f"O{part[3]}IN" for part in parts]
    rows = "".join(f'"{name}, John {n}",https://example.org/{n}\n' for n, name in enumerate(entries))
    known = Authorities(read_entries(f"name,id\n{rows}".encode(), "many.csv", "persons"))
    return [known.alike(name[:3] + "Y" + name[4:]) for name in entries[:2_000]]


KINDS: dict[str, tuple[int, Callable[[int], object]]] = {
    "dots after a name": (3_200, lambda count: as_read(f"FROM: Frieda Smith{' .' * count} Office", "from", load())),
    "white space within a heading": (10_000, lambda count: TRAILING_SPECKS.sub("", f"TITLE{' ' * count}OF A PAPER")),
    "a place of one long word": (3_000, lambda count: load().patterns["place of a lead"].match(f"AT {'A' * count}")),
    "a salutation of one long word": (5_000, lambda count: load().patterns["text opening"].match("Re" * count)),
    "lines without a letter": (10_000, lambda count: genre_knowledge(load()).papers.read("-\n" * count)),
    "running heads": (600, running_heads),
    "pages filed with another telegram": (150, misfiled),
    "lines below an identification sheet": (400, sheet),
    "documents after identification sheets": (500, sheets),
    "members of a corpus": (4_000, corpus),
    "folders of a bag": (10_000, bag),
    "names of a list": (5_000, names),
}


def main() -> None:
    """Print the seconds at both lengths, and how they grow."""
    load()
    for kind, (length, run) in KINDS.items():
        run(length)  # what is loaded once is loaded now
        short, long = seconds(run, length), seconds(run, FACTOR * length)
        growth = f"{long / short:4.1f} times" if short > 0.001 else "too fast to tell"
        print(f"{kind:40} {length:7}: {short:7.3f} s   {FACTOR * length:7}: {long:7.3f} s   {growth}")


def seconds(run: Callable[[int], object], length: int) -> float:
    """Seconds of the processor that an input of some length takes."""
    before = time.process_time()
    run(length)
    return time.process_time() - before


if __name__ == "__main__":
    main()
