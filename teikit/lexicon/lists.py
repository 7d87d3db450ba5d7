"""Lists of the user: words that are right, readings that are wrong, corrections that must not be made.

One entry a line; ``#`` begins a comment, a tab parts the columns:

    OLMSTEAD            a good word: it is right as it stands, and is never changed
    GYN<tab>GVN         a bad one: GYN always reads GVN
    -ALLEN<tab>ALLENDE  revoked: ALLEN is never read as ALLENDE, whatever speaks for it

Lists work in levels, general to specific: of two lists that say different things of one word the later one counts, and
both count before what comes with teikit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from teikit.core import Certainty
from teikit.errors import ConfigRefused
from teikit.lexicon.entries import Confusion
from teikit.lexicon.lexicon import Lexicon


def with_list(lexicon: Lexicon, text: str, name: str) -> Lexicon:
    """The lexicon with one more list; raises ConfigRefused, with the line, for an entry that cannot be read."""
    good: set[str] = set(lexicon.good)
    revoked: set[tuple[str, str]] = set(lexicon.revoked)
    confusions = {known.wrong: known for known in lexicon.confusions}
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.partition("#")[0].rstrip()
        if not entry.strip():
            continue
        wrong, *right = _columns(entry, f"{name}:{number}")
        if entry.startswith("-"):
            revoked.add((wrong, right[0]))
        elif right:
            confusions[wrong] = Confusion(wrong, right[0], Certainty.HIGH, "any", f"list {name}, line {number}")
            good.discard(wrong.upper())
            revoked.discard((wrong, right[0]))
        else:
            confusions.pop(wrong, None)
            good.add(wrong.upper())
    return replace(lexicon, confusions=tuple(confusions.values()), good=frozenset(good), revoked=frozenset(revoked))


def _columns(entry: str, place: str) -> Sequence[str]:
    cells = [cell.strip() for cell in entry.removeprefix("-").split("\t") if cell.strip()]
    if len(cells) > 2 or not cells or (entry.startswith("-") and len(cells) != 2):
        hint = "Write a word, or WRONG tab RIGHT, or -WRONG tab RIGHT for what must not be corrected so."
        raise ConfigRefused("LIST-ENTRY", f"{entry!r} is no entry of a list", hint, place)
    return cells
