"""The releases of a telegram as one TEI document: its fullest text, and an apparatus of what each release has.

The text is that of the fullest release, as the others correct it. What any release withholds and another prints stands
in ``supplied``, whose ``@source`` names the releases that print it; ``listApp`` says for each place what each release has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from teikit.collate.edition import Collation, Edition
from teikit.lexicon import Lexicon
from teikit.passes.privacy import privacy, private
from teikit.tei.apparatus import apparatus
from teikit.tei.body import Body
from teikit.tei.build import make
from teikit.tei.facsimile import Facsimile
from teikit.tei.flow import Pages
from teikit.tei.header import encoding_desc, file_desc, marks_used, profile_desc, resp_stmts, visible
from teikit.tei.header import corpus_header
from teikit.tei.passages import Passages
from teikit.tei.source import source_doc, surface_id
from teikit.tei.values import Values
from teikit.telegram import Packet, Query, Telegram
from teikit.text import Mark, Span

RULE = "collate"


def encode_edition(
    collation: Collation, lexicon: Lexicon, images: str = "", words: bool = False, public: bool = False
) -> etree._Element:
    """The TEI of a collation: ``TEI``, or ``teiCorpus`` where its inputs hold several telegrams.

    ``images`` and ``words`` are as for :func:`teikit.tei.encode`. With ``public`` numbers of living people are masked, and
    the OCR text, which has them, is left out.
    """
    packet = collation.packet
    if public:
        packet = replace(packet, draft=_masked(packet, lexicon))
    roots = [_member(packet, edition, lexicon, images, words, public, len(collation.editions) == 1) for edition in collation.editions]
    if len(roots) == 1:
        return roots[0]
    corpus = make("teiCorpus", "", corpus_header(packet, lexicon, "markup", _rules(packet)))
    corpus.extend(roots)
    return corpus


def _masked(packet: Packet, lexicon: Lexicon):  # type: ignore[no-untyped-def]
    """The draft with marks on the numbers of living people, in the running text and beside it."""
    draft = packet.draft
    marks = [replace(mark, span=draft.to_source(mark.span)) for mark in privacy(draft, lexicon)]
    taken = [mark.span for mark in marks]
    for span in private(draft.source.text):
        if not any(one.start < span.end and span.start < one.end for one in taken):
            marks.append(Mark(span, "private", "privacy"))
    return replace(draft, marks=draft.marks + tuple(marks))
