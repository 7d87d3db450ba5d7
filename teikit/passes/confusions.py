"""Mend readings that are never right in a cable, each by its own entry in the dictionary.

What it mends: whole words and phrases of ``confusions.tsv`` (``CIRCR`` reads CIRC), in the part of the
document that the entry names: anywhere, or in stamps, running heads, header fields or margin codes only.

What it leaves alone: everything that is not in the list. Unusual words are not errors.

How it may be wrong: an entry whose wrong form is, somewhere, a name. Each names the place where it was seen.
Seen in: POLTO 12 (CIRCR, O/TAINIA, O/FABRIC), the JFK texts (SEGRET, PROMIBITED).
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.core import Certainty, Draft, Edit, Evidence, Span, kinds
from teikit.lexicon import Lexicon

RULE = "confusions"
SCOPES: dict[str, str] = {kinds.STAMP: "stamp", kinds.HEADER: "head", kinds.EXEMPTION: "exemption"}


def confusions(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Read ``CIRCR`` as CIRC; leave HARRASSMENTS."""
    fields = [(draft.to_text(mark.span.start), draft.to_text(mark.span.end)) for mark in draft.of_kind(kinds.FIELD)]
    for match in lexicon.wrong_forms.finditer(draft.text):
        known = lexicon.confusions_by_form[match[0]]
        scope = SCOPES.get(draft.kind) or ("header" if any(a <= match.start() < b for a, b in fields) else "any")
        if known.scope in ("any", scope) and (known.wrong, known.right) not in lexicon.revoked:
            evidence = Evidence.CONJECTURE if known.certainty < Certainty.HIGH else Evidence.INTERNAL
            yield Edit(Span(*match.span()), known.right, RULE, known.certainty, evidence, known.why)
