"""What is printed on a routing sheet besides its captions: the numbers of its rows, and what stands at its foot.

2.                      the number of a row, below which an officer may stand
1-67 237                the edition and the number of the form
(40)                    the number of its printer
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from teikit.core import Line

ROW_NUMBER = regex.compile(r"\W{0,2}(?P<n>1[0-5]|[1-9])\W?\.\W?")  # the number of one of its fifteen rows: 13.
FEWEST_ROWS = 4  # rows whose numbers stand alone on their lines, at least
FOOT = regex.compile(r"\W{0,2}(?:\([0-9]{2}\)|[0-9]{1,2}-[0-9]{2}|(?:[0-9]{1,2}-)?[0-9]{2}\W{0,2} [0-9]{3})\W{0,2}")
"""What stands at its foot beside the words of the form: ``(40)``, ``3-62``, ``1-81" 237``."""
LINES_AT_FOOT = 10  # written lines of a page at whose foot it stands


def printed_figures(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a routing sheet, of its written ``lines``, that have nothing but printed figures."""
    matches = [(line, ROW_NUMBER.fullmatch(line.text.strip())) for line in lines]
    rows = [(line, match["n"]) for line, match in matches if match]
    if len({number for _, number in rows}) >= FEWEST_ROWS:
        yield from (line for line, _ in rows)
    yield from (line for line in lines[-LINES_AT_FOOT:] if FOOT.fullmatch(line.text.strip()))
