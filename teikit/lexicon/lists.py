"""Lists of the user: words that are right, readings that are wrong, corrections that must not be made.

One entry per line; ``#`` begins a comment, a tab separates the columns:

    OLMSTEAD            a good word: it is right, is never changed, and a misread word may be corrected to it
    ZOLLIKOFER<tab>12   a good word that was counted twelve times in texts like these
    GYN<tab>GVN         a bad word: GYN always reads GVN
    -ALLEN<tab>ALLENDE  a revoked correction: ALLEN is never read as ALLENDE, whatever the evidence

Each word of a name of several words (JOSE DE LA FUENTE) is a good word, unless a word list has it already. A list may
have thousands of entries. If two lists differ about a word, the later one counts; both take precedence over what comes
with teikit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from teikit.core import Certainty
from teikit.errors import ConfigRefused
from teikit.lexicon.entries import Confusion
from teikit.lexicon.lexicon import Lexicon
from teikit.words.listed import ListedVocabulary

MOST_DIGITS = 9  # digits of the largest number that is taken for a count
COUNT = 20  # count of a good word for which the list gives none: that of a name in several telegrams


def with_list(lexicon: Lexicon, text: str, name: str) -> Lexicon:
    """The lexicon with one more list: its text, and its name for messages.

    Raises ConfigRefused (LIST-ENTRY), with the line, for an entry that cannot be read.
    """
    good: set[str] = set(lexicon.good)
    listed = dict(lexicon.words.listed)
    revoked: set[tuple[str, str]] = set(lexicon.revoked)
    confusions = {confusion.wrong: confusion for confusion in lexicon.confusions}
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.partition("#")[0].rstrip(" ")
        if not entry.strip():
            continue
        wrong, *right = _columns(entry, f"{name}:{number}")
        if entry.startswith("-"):
            revoked.add((wrong, right[0]))
        elif right and not _is_count(right[0]):
            confusions[wrong] = Confusion(wrong, right[0], Certainty.HIGH, "any", f"list {name}, line {number}")
            good.discard(wrong.upper())
            listed.pop(wrong.upper(), None)
            revoked.discard((wrong, right[0]))
        else:
            confusions.pop(wrong, None)
            words = list(_words(wrong.upper(), lexicon))
            good.update(words)
            listed.update(dict.fromkeys(words, int(right[0]) if right else COUNT))
    return replace(
        lexicon,
        words=ListedVocabulary(lexicon.words, listed),
        confusions=tuple(confusions.values()),
        good=frozenset(good),
        revoked=frozenset(revoked),
    )


def _words(entry: str, lexicon: Lexicon) -> Iterator[str]:
    """The good words of an entry: the entry itself, or if it has several words, those that the lexicon lacks."""
    parts = entry.split()
    for word in parts:
        if len(parts) == 1 or word not in lexicon.words:
            yield word


def _is_count(cell: str) -> bool:
    """Whether a cell is a count, not a word."""
    return cell.isascii() and cell.isdigit()


def _columns(entry: str, place: str) -> Sequence[str]:
    """The one or two cells of an entry, without the minus sign. Raises ConfigRefused (LIST-ENTRY) for others."""
    cells = [cell.strip() for cell in entry.removeprefix("-").split("\t")]
    if not all(cells):
        hint = "If the word is right, write it alone; if it is wrong, write WRONG tab RIGHT."
        raise ConfigRefused("LIST-ENTRY", f"{entry!r} has an empty cell", hint, place)
    is_markup = entry.lstrip().startswith("<")  # a page of OCR that was named by mistake
    if len(cells) > 2 or is_markup or (entry.startswith("-") and len(cells) != 2):
        hint = "Write WORD, WORD tab COUNT, WRONG tab RIGHT, or -WRONG tab RIGHT for a correction never to be made."
        raise ConfigRefused("LIST-ENTRY", f"{entry!r} is not an entry of a list", hint, place)
    if len(cells) == 2 and _is_count(cells[1]) and len(cells[1]) > MOST_DIGITS:
        hint = "Write how often the word was counted, or leave it out."
        raise ConfigRefused("LIST-ENTRY", f"{cells[1]} is not a count of a word", hint, place)
    return cells
