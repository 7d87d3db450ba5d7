"""The order of the blocks of a page if an ALTO file gives it: ``ReadingOrder``, since version 4.3."""

from __future__ import annotations

from teikit.readers.scan import ScannedBlock
from teikit.readers.tally import Tally


class BlockOrder:
    """Puts the blocks of a page in the order in which ``ReadingOrder``, which precedes the pages, names them."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._rank: dict[str, int] = {}
        self._blocks: list[str] = []

    def name(self, attrib: dict[str, str]) -> None:
        """Remember an element of the reading order; one that is named twice is at its first place."""
        self._rank.setdefault(attrib.get("REF", ""), len(self._rank))

    def add(self, identifier: str, place: int) -> None:
        """Remember the ID of the block that is about to be at ``place`` of its page."""
        del self._blocks[place:]
        self._blocks.append(identifier)

    def apply(self, blocks: list[ScannedBlock] | None) -> None:
        """Order the blocks of a page that is complete, in place; those that the order does not name come after."""
        if not blocks or not self._rank or len(blocks) != len(self._blocks):
            return
        last = len(self._rank)
        places = sorted(range(len(blocks)), key=lambda place: self._rank.get(self._blocks[place], last))
        self._tally["ALTO-READING-ORDER"] += places != list(range(len(blocks)))
        blocks[:] = [blocks[place] for place in places]
