"""Mend readings that are never right in a cable, each by its own entry in the dictionary.

What it mends: whole words and phrases of ``dictionaries/confusions.tsv`` (``CIRCR`` reads CIRC), in the part of the
document that the entry names: anywhere, or in stamps, running heads, header fields or margin codes only.

What it leaves alone: everything that is not in the list. Unusual words are not errors.

How it may be wrong: an entry whose wrong form is, somewhere, a name. Each names the place where it was seen.
Seen in: POLTO 12 (CIRCR, O/TAINIA, O/FABRIC), the JFK texts (SEGRET, PROMIBITED).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from teikit.lexicon import Confusion, Lexicon
from teikit.text import Certainty, Draft, Edit, Evidence, Span

RULE = "confusions"


def confusions(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Read ``CIRCR`` as CIRC; leave HARRASSMENTS."""
    yield from in_scope(draft, lexicon, "any")


def in_scope(draft: Draft, lexicon: Lexicon, scope: str) -> Iterator[Edit]:
    """The edits that the entries of one scope give, and those that hold anywhere."""
    pattern, entries = _table(lexicon.confusions, scope)
    if pattern is None:
        return
    for match in pattern.finditer(draft.text):
        known = entries[match[0]]
        evidence = Evidence.CONJECTURE if known.certainty < Certainty.HIGH else Evidence.INTERNAL
        yield Edit(Span(*match.span()), known.right, RULE, known.certainty, evidence, known.why)


@lru_cache(maxsize=16)
def _table(known: tuple[Confusion, ...], scope: str) -> tuple[regex.Pattern[str] | None, dict[str, Confusion]]:
    entries = {entry.wrong: entry for entry in known if entry.scope in ("any", scope)}
    if not entries:
        return None, {}
    words = "|".join(regex.escape(wrong) for wrong in sorted(entries, key=lambda wrong: (-len(wrong), wrong)))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{words})(?![\p{{L}}\p{{N}}])"), entries
