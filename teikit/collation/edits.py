"""Turn the corrections of releases by each other into edits of the text that contains all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from teikit.collation.decision import Decision
from teikit.collation.spread import spread
from teikit.collation.witness import Witness, key_of
from teikit.core import Certainty, Draft, Edit, Evidence, Span

RULE = "collate"


def edges_of(draft: Draft) -> list[int]:
    """The offsets in the text where fields, paragraphs and names begin and end, which no correction may cross."""
    marks = [mark for mark in draft.marks if not mark.aside]
    return sorted({draft.to_text(at) for mark in marks for at in mark.span})


def edits(
    witnesses: Iterable[Witness], decided: Mapping[str, Sequence[Decision]], edges: Sequence[int]
) -> Iterator[Edit]:
    """The edits by which the releases of a work correct each other; ``decided`` has the decisions by their ids."""
    for witness in witnesses:
        for decision in decided[witness.id]:
            if decision.cert is None:
                continue
            words = witness.words[slice(*decision.column.base)]
            stretch = Span(words[0].span.start, words[-1].span.end)
            parts = [*spread(witness.draft, stretch, decision.reading, edges)]
            is_whole = all(_has_whole_words(new, decision.reading) for _, new in parts)
            cert = decision.cert if is_whole else min(decision.cert, Certainty.MEDIUM)
            ground = Evidence.CONJECTURE if decision.is_conjecture else Evidence.EXTERNAL
            for span, new in parts:
                yield Edit(span, new, RULE, cert, ground, decision.why, decision.sources)


def _has_whole_words(part: str, reading: str) -> bool:
    """Whether no word of a reading is divided in one of its parts: no release shows where to divide it.

    ``auscop-`` and ``Ability`` on two lines read ``susceptibility`` in another release: ``suscepti`` is a guess.
    """
    return {key_of(word) for word in part.split()} <= {"", *map(key_of, reading.split())}
