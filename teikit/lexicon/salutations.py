"""The salutation of a letter, by a name or without: ``Dear Mr. Carpentier:``, ``Sir,``, ``SIR: I have the honor``."""

from __future__ import annotations

import regex

from teikit.lexicon.patterns import Patterns


def salutation(line: str, patterns: Patterns) -> regex.Match[str] | None:
    """The salutation with which a line begins; after one without a name the first sentence may follow."""
    return patterns["salutation"].match(line) or patterns["formal salutation"].match(line)


def is_salutation(line: str, patterns: Patterns) -> bool:
    """Whether a line is only a salutation."""
    match = salutation(line, patterns)
    return match is not None and match.end() == len(line)
