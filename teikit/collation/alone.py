"""Queries about inputs that were not collated with any of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from teikit.collation.identity import Work
from teikit.core.packet import Packet, Query


def alone(packet: Packet, works: Sequence[Work]) -> Iterator[Query]:
    """A query for each input of a packet that is not collated with any other.

    Slip sheets are ignored. There are no queries if no work has two releases: then the whole collation is refused.
    """
    origin = packet.source.origin
    first: dict[str, int] = {}
    collated: set[str] = set()
    for work in works:
        if work.base.telegram.genre == "cover":
            continue
        for witness in work.witnesses:
            start = min(page.span.start for page in witness.pages)
            name = origin(start)[1]
            first[name] = min(start, first.get(name, start))
            if len(work.witnesses) > 1:
                collated.add(name)
    for name, start in first.items() if collated else ():
        if name not in collated:
            why = "it has neither the number, nor the record number, nor the text of one"
            yield Query("RELEASE-ALONE", f"{name} was not collated with any other input: {why}", start)
