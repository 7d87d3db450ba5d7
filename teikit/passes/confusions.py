"""Correct readings that are never right in a cable, each by an entry of its own in the dictionary.

What it corrects: whole words and phrases of ``confusions.tsv`` (``CIRCR`` reads CIRC), in the part of the document that
the entry names: anywhere, or only in stamps, running heads, header fields or margin codes; or before the name of a
person in upper and lower case (``MI. Helms`` reads Mr. Helms). Below a cable, the words of its end mark and of the
label of a comment (``END _OF MESSAGE``, ``GS COMENT:``).

What it leaves alone: everything that is not in the list. An unusual word is not an error.

How it may be wrong: the wrong form of an entry is a name somewhere. Each entry says where the error was seen.
Seen in: POLTO 12 (CIRCR, O/TAINIA, O/FABRIC), the JFK texts (SEGRET, PROMIBITED, MI. for Mr.).
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.core import Certainty, Draft, Edit, Evidence, Span, kinds
from teikit.lexicon import Lexicon
from teikit.paragraphing.endings.misread_words import in_comment_label, in_end_mark

RULE = "confusions"
SCOPES: dict[str, str] = {kinds.STAMP: "stamp", kinds.RUNNING_HEAD: "head", kinds.EXEMPTION: "exemption"}
"""The scopes of entries, by the kinds of asides."""


def confusions(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Read ``CIRCR`` as CIRC; leave HARRASSMENTS."""
    listed = list(_listed(draft, lexicon))
    yield from listed
    taken = {edit.span.start for edit in listed}
    yield from (edit for edit in _below_a_cable(draft) if edit.span.start not in taken)


def _listed(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """The edits of the whole words and phrases in the list."""
    header = {at for mark in draft.of_kind(kinds.FIELD) for at in range(*draft.to_text_span(mark.span))}
    for match in lexicon.wrong_forms.finditer(draft.text):
        confusion = lexicon.confusions_by_form[match[0]]
        scope = SCOPES.get(draft.kind) or ("header" if match.start() in header else "any")
        is_in_scope = (
            lexicon.patterns["name ahead"].match(draft.text, match.end())
            if confusion.scope == "name"
            else confusion.scope in ("any", scope)
        )
        if is_in_scope and (confusion.wrong, confusion.right) not in lexicon.revoked:
            evidence = Evidence.CONJECTURE if confusion.certainty < Certainty.HIGH else Evidence.INTERNAL
            yield Edit(Span(*match.span()), confusion.right, RULE, confusion.certainty, evidence, confusion.why)


def _below_a_cable(draft: Draft) -> Iterator[Edit]:
    """The edits of misread words in end marks and labels of comments."""
    for mark in draft.of_kind(kinds.CLOSING):
        if mark.get("type") == "end":
            for place, new in in_end_mark(draft.text, draft.to_text_span(mark.span)):
                yield Edit(place, new, RULE, Certainty.MEDIUM, why="END OF MESSAGE, misread")
    comments = {draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.POSTSCRIPT)}
    for line in draft.lines:
        for place, new in in_comment_label(draft.text, line.content, line.content.start in comments):
            yield Edit(place, new, RULE, Certainty.MEDIUM, why="the label of a comment, misread")
