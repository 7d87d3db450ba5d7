"""The last rows of a later cable, from the label of its file on: they say who classified it, as part of the message.

``4. FILE: 785-120-034.`` / ``CL BY: 618711`` / ``DECL ON: X1`` / ``END OF MESSAGE``
"""

from __future__ import annotations

from collections.abc import Sequence

from teikit.lexicon.patterns import Patterns

MOST_ROWS = 16  # rows from the label of the file to the end mark, at most


def file_rows(texts: Sequence[str], patterns: Patterns) -> range:
    """The places of the rows of a page from the last label of a file up to the end mark below; none if one is lacking.

    >>> from teikit.lexicon import load
    >>> file_rows(["3. DONE.", "4. FILE:", "785-120-034.", "DECL ON: X1", "END OF MESSAGE"], load().patterns)
    range(1, 4)
    """
    ends = [at for at, text in enumerate(texts) if patterns["end of message"].match(text)]
    end = ends[-1] if ends else 0
    labels = [at for at in range(max(end - MOST_ROWS, 0), end) if patterns["file label"].match(texts[at])]
    return range(labels[-1], end) if labels else range(0)
