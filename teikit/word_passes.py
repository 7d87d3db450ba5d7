"""Run the passes for words, on the running text and on each aside, without changing what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from teikit.authorities.entries import folded
from teikit.core import Certainty, Draft, Edit, Proposal, kinds
from teikit.lexicon import Lexicon
from teikit.own_passes import Pass
from teikit.passes import volumes
from teikit.words.in_print import is_as_printed


def with_words_corrected(draft: Draft, passes: Sequence[Pass], lexicon: Lexicon, at_least: Certainty) -> Draft:
    """A draft with its words corrected by the passes, first in its asides, then in its running text.

    Edits less certain than ``at_least`` are kept as suggestions.
    """
    correct = partial(_corrected, passes=passes, lexicon=lexicon, at_least=at_least)
    return correct(draft.inside_each(correct))


def _corrected(draft: Draft, passes: Sequence[Pass], lexicon: Lexicon, at_least: Certainty) -> Draft:
    """One text with its words corrected. A sheet, which archivists typed and which is all names, stays as it is.

    Illegible text stays as it is, too.
    """
    if draft.kind in (kinds.SHEET, kinds.NOISE):
        return draft
    for propose in passes:
        legible = _in_legible_text(draft, propose(draft, lexicon))
        draft = draft.apply(_without_written_so(draft, legible, lexicon), at_least)
    return draft


def _in_legible_text(draft: Draft, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The proposals for legible words in the language of the collection; illegible and foreign words are not corrected.

    A bracket of a gap is not part of a word, though it may touch one: ``[ ]–IN-``.
    """
    apart = draft.of_kind(kinds.FOREIGN, kinds.UNCLEAR, kinds.GAP)
    stretches = [draft.to_text_span(mark.span) for mark in apart]
    printed = [span for span in stretches if span.start < span.end]  # a gap may be a place between two letters
    for proposal in proposals:
        if not any(map(proposal.span.overlaps, printed)):
            yield proposal


def _without_written_so(draft: Draft, proposals: Iterable[Proposal], lexicon: Lexicon) -> Iterator[Proposal]:
    """The proposals that leave intended spellings alone: that of a listed name, a reference to a footnote.

    DOBRINYN is not a misread DOBRYNIN, nor is ``Kingdom1`` in a printed volume misread.
    """
    is_printed = draft.kind == kinds.FOOTNOTE or any(mark.rule == volumes.RULE for mark in draft.marks)
    for proposal in proposals:
        if not isinstance(proposal, Edit):
            yield proposal
            continue
        reading = draft.text[slice(*proposal.span)]
        is_right = is_printed and is_as_printed(reading, proposal.new)
        if not is_right and not _is_spelling(reading, proposal.new, lexicon):
            yield proposal


def _is_spelling(reading: str, correction: str, lexicon: Lexicon) -> bool:
    """Whether a reading is a typist's spelling of the listed name that a correction would put in its place."""
    if not lexicon.authorities:
        return False
    old, new = folded(reading), folded(correction)
    return len(old) == len(new) == 1 and lexicon.authorities.is_spelling(old[0], new[0])
