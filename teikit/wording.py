"""Text for people: hidden characters made visible, counts with their nouns, messages on standard error."""

from __future__ import annotations

import math
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
"""Control characters of terminals, and invisible characters that reverse, join or break a line."""
MOST_COLUMNS = 110  # columns of a line of a message, on a wide terminal and in a file
SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}  # how characters that cannot be seen are shown


def visible(text: str) -> str:
    r"""A text with its control characters and invisible characters escaped.

    >>> visible("SE\x1b[31mCRET\n\udc92")
    'SE\\x1b[31mCRET\\n\\x92'
    """
    return HIDDEN.sub(lambda match: _escaped(match[0]), text)


def _escaped(character: str) -> str:
    code = ord(character)
    # Python reads a byte that is not UTF-8 as a lone surrogate, \x92 as \udc92; people know it as the byte.
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return SHORT_ESCAPES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun; ``plural`` is the singular with an s unless given.

    >>> counted(1, "query", "queries"), counted(2000, "word")
    ('1 query', '2,000 words')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def extent(quantity: str | None, unit: str | None) -> str:
    """The extent of a gap in words, from its quantity and unit; empty if one of them is missing.

    >>> extent("1", "line"), extent("2", "line"), extent("2", "chars"), extent("2", None)
    ('1 line', '2 lines', '2 chars', '')
    """
    if not quantity or not unit:
        return ""
    return f"{quantity} {unit}" if quantity == "1" or unit.endswith("s") else f"{quantity} {unit}s"


def indented(text: str, by: int = 4) -> list[str]:
    """A text as lines of a message that begin with ``by`` spaces, further ones with two more."""
    return wrap(text, line_width(), initial_indent=" " * by, subsequent_indent=" " * (by + 2))


def and_more(count: int, where: str = "-v shows all") -> str:
    """The line below a list of which only the first entries are shown."""
    return f"... and {count} more ({where})"


def pages_named(numbers: Iterable[str]) -> str:
    """The numbers of pages with their noun.

    >>> pages_named(["1"]), pages_named(["1", "2a"])
    ('page 1', 'pages 1, 2a')
    """
    named = list(numbers)
    return f"{'page' if len(named) == 1 else 'pages'} {', '.join(named)}"


def aligned(rows: Sequence[Sequence[str]], to_the_right: Sequence[bool]) -> Iterator[str]:
    """Rows of a table as lines, their columns as wide as the widest cells; ``to_the_right`` says which end there."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, to_the_right, strict=True)
        yield "  ".join(cell.rjust(width) if right else cell.ljust(width) for cell, width, right in cells).rstrip()


def amount(text: str | None) -> float | None:
    """A quantity of TEI as a number above 0; None for anything else.

    >>> amount("2.5"), amount("1,5"), amount("about 3"), amount("-1"), amount("nan"), amount(None)
    (2.5, None, None, None, None, None)
    """
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 < number < math.inf else None


def line_bytes(lines: Iterable[str]) -> bytes:
    """Lines, without their ends, as the bytes of a text in UTF-8; what cannot be encoded is escaped."""
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def say(text: str, end: str = "\n") -> None:
    """Print a message on standard error: standard output is for the results.

    The work goes on if nobody reads messages: if standard error is closed (``2>&-``), a pipe whose reader ended, or a
    file on a full disk. The rest then goes to the null device: Python would end with code 120 if it could not write
    what is left in the buffer.
    """
    if sys.stderr is None or sys.stderr.closed:
        return
    try:
        sys.stderr.write(text + end)
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def terminal_columns() -> int:
    """The width of the terminal that shows standard error; 0 if there is none."""
    if sys.stderr is None or sys.stderr.closed or not sys.stderr.isatty():
        return 0
    return shutil.get_terminal_size().columns


def line_width() -> int:
    """The columns that a line of a message may take."""
    return min(terminal_columns() or MOST_COLUMNS, MOST_COLUMNS)
