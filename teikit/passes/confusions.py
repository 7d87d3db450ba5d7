"""Correct readings that are never right in a cable, each by an entry of its own in the dictionary.

What it corrects: whole words and phrases of ``confusions.tsv`` (``CIRCR`` reads CIRC), in the part of the document that
the entry names: anywhere, or only in stamps, running heads, header fields or margin codes; or before the name of a
person in upper and lower case (``MI. Helms`` reads Mr. Helms).

What it leaves alone: everything that is not in the list. An unusual word is not an error.

How it may be wrong: the wrong form of an entry is a name somewhere. Each entry says where the error was seen.
Seen in: POLTO 12 (CIRCR, O/TAINIA, O/FABRIC), the JFK texts (SEGRET, PROMIBITED, MI. for Mr.).
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.core import Certainty, Draft, Edit, Evidence, Span, kinds
from teikit.lexicon import Lexicon

RULE = "confusions"
SCOPES: dict[str, str] = {kinds.STAMP: "stamp", kinds.RUNNING_HEAD: "head", kinds.EXEMPTION: "exemption"}
"""The scopes of entries, by the kinds of asides."""


def confusions(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Read ``CIRCR`` as CIRC; leave HARRASSMENTS."""
    fields = [draft.to_text_span(mark.span) for mark in draft.of_kind(kinds.FIELD)]
    for match in lexicon.wrong_forms.finditer(draft.text):
        confusion = lexicon.confusions_by_form[match[0]]
        is_in_header = any(field.has(match.start()) for field in fields)
        scope = SCOPES.get(draft.kind) or ("header" if is_in_header else "any")
        is_in_scope = (
            lexicon.patterns["name ahead"].match(draft.text, match.end())
            if confusion.scope == "name"
            else confusion.scope in ("any", scope)
        )
        if is_in_scope and (confusion.wrong, confusion.right) not in lexicon.revoked:
            evidence = Evidence.CONJECTURE if confusion.certainty < Certainty.HIGH else Evidence.INTERNAL
            yield Edit(Span(*match.span()), confusion.right, RULE, confusion.certainty, evidence, confusion.why)
