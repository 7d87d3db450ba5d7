"""Turn a printing into a draft: nothing in it is corrected; text that its editors mark as withheld is a gap."""

from __future__ import annotations

from teikit.core import Draft, Source
from teikit.layers.editors_notes import withheld_notes
from teikit.lexicon import Lexicon
from teikit.passes.pages import pages
from teikit.passes.paragraphs import paragraphs

RULE = "collate"  # name of the rule in the marks


def printed(source: Source, lexicon: Lexicon) -> Draft:
    """The draft of a printing: its pages and paragraphs, and gaps from its editors' notes about withheld text."""
    draft = Draft.of(source)
    draft = draft.apply(pages(draft, lexicon))
    draft = draft.apply(withheld_notes(draft.text, lexicon, RULE))
    return draft.apply(paragraphs(draft, lexicon))
