"""What a draft tells the rules that read its words: what must not be changed, how sure the engine was."""

from __future__ import annotations

from teikit.core import Draft, kinds
from teikit.words.confidence import WordConfidences

KEPT = (
    kinds.FIELD,
    kinds.SIGNED,
    kinds.INITIALS,
    kinds.CLOSING,
    kinds.GAP,
    kinds.EXEMPTION,
    kinds.STAMP,
    kinds.FOREIGN,
    kinds.UNCLEAR,
)
"""Kinds of marks whose words are not changed."""


def kept_stretches(draft: Draft) -> list[tuple[int, int]]:
    """The stretches of the text of a draft that must not be changed: header fields, signatures, decisions."""
    spans = [mark.span for mark in draft.of_kind(*KEPT)]
    spans += [decided.span for decided in draft.decided if decided.closes_reading(decided.span)]
    return [(draft.to_text(span.start), draft.to_text(span.end)) for span in spans]


def confidences_of(draft: Draft) -> WordConfidences | None:
    """How sure the engine was of the words of a draft; None without a layout by Tesseract."""
    layout = draft.source.layout
    return WordConfidences(layout, draft.to_source) if layout and layout.has_known_confidences else None
