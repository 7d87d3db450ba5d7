"""The last rows of a later cable, from the label of its file on: who classified it is text, not a stamp.

``4. FILE: 785-120-034.`` / ``CL BY: 618711`` / ``DECL ON: X1`` / ``END OF MESSAGE``
"""

from __future__ import annotations

from collections.abc import Sequence

from teikit.lexicon.patterns import Patterns

MOST_ROWS = 16  # rows from the label of the file to the end mark, at most


def file_rows(texts: Sequence[str], patterns: Patterns) -> range:
    """The places of the rows of a page from the last label of a file up to the end mark below; empty if it lacks one.

    >>> from teikit.lexicon import load
    >>> file_rows(["3. DONE.", "4. FILE:", "785-120-034.", "DECL ON: X1", "END OF MESSAGE"], load().patterns)
    range(1, 4)
    >>> file_rows([], load().patterns)
    range(0, 0)
    """
    is_end = patterns["end of message"].match
    parts = (" ".join(texts[at : at + 2]) for at in range(len(texts)))  # END OF / MESSAGE
    end = max((at for at, part in enumerate(parts) if is_end(texts[at]) or is_end(part)), default=0)
    first = file_label(texts[:end], patterns)
    return range(first, end) if first >= 0 else range(0)


def file_label(texts: Sequence[str], patterns: Patterns) -> int:
    """The place of the last label of a file (``4. FILE:``), or of its number, among the last rows; -1 if there is none.

    >>> from teikit.lexicon import load
    >>> file_label(["4. FILE:", "010-009-013. DECL OADR"], load().patterns)
    0
    """
    rows = range(max(len(texts) - MOST_ROWS, 0), len(texts))
    labels = {at for at in rows if patterns["file label"].match(texts[at].strip())}
    return max((at for at in labels if at - 1 not in labels), default=-1)
