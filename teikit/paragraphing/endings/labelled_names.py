"""The name of a signer directly below the label of the form that asks for it, anywhere in a document.

5. TYPED NAME AND ORGANIZATION OF SPECIAL AGENT
ALPHONSO E. MARSHALL, 108th MI Gp (I-SIB)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from teikit.core import Draft, Line, Span, overlaps
from teikit.lexicon.patterns import Patterns

NAME = regex.compile(r"(?<!\p{L})\p{Lu}{2,}\.?\s(?:\p{Lu}[.,]\s?){1,2}\p{Lu}[\p{L}'’-]{2,}")
"""A typed name with initials: ``ALPHONSO E. MARSHALL``, ``EUGINE. J. POWER``"""


def labelled_names(draft: Draft, taken: Sequence[Span], patterns: Patterns) -> Iterator[tuple[Line, Span]]:
    """The lines below such labels, each with the place of the name in the text; ``taken`` are the blocks, in order."""
    lines = [line for line in draft.lines if line.text.strip()]
    for label in patterns["label of a typed name"].finditer(draft.source.plain):
        below = bisect_left(lines, draft.to_text(label.end()), key=lambda line: line.start)
        name = NAME.search(lines[below].text) if below < len(lines) else None
        if name and not overlaps(lines[below].span, taken):
            yield lines[below], Span(*name.span()).moved(lines[below].start)
