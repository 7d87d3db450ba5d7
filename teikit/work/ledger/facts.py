"""The facts about a document in the ledger: counts, questions to a person, a grade, its row in the table."""

from __future__ import annotations

from collections import Counter
from typing import Any

from teikit.conversion import Conversion
from teikit.core.packet import Packet
from teikit.edition import Edition
from teikit.lexicon import Lexicon
from teikit.messages.message import Message, needs_a_person
from teikit.messages.summary import headline
from teikit.tei.header.catalogue_lookup import row_names
from teikit.wording import visible
from teikit.work.documents import BatchDocument

SHOWN = 20  # queries and notes of one document that are kept; the report has all
LONGEST_KEPT = 400  # characters of one of them that are kept
GRADES = (("A", 2.0), ("B", 6.0), ("C", 15.0))
"""Grades, each with the most corrections and suggestions per hundred words; a document with more gets D."""
UNGRADED = "-"  # the grade of a record, and of a text with too few words for one
FEWEST_WORDS = 20  # fewest words of a document that gets a grade: a share of fewer says nothing


def facts_of(conversion: Conversion, messages: list[Message]) -> dict[str, Any]:
    """The facts about one document, as values of JSON; they depend only on the input and the options."""
    asking = [message for message in messages if needs_a_person(message)]
    kinds = Counter(message.kind for message in messages)
    rules = Counter(f"{message.kind} {message.rule}" for message in messages if message.kind != "mark")
    words = len(conversion.source.text.split())
    doubts = kinds["correction"] + kinds["suggestion"]
    return {
        "headline": headline(conversion),
        "documents": len(conversion.packet.telegrams),
        "sources": [conversion.source.files_digest],
        "words": words,
        "doubts": doubts,
        "grade": grade(doubts, words),
        "kinds": dict(sorted(kinds.items())),
        "rules": dict(sorted(rules.items())),
        "asking": len(asking),
        "people": kept([[query.line, query.column, query.rule, visible(query.why)[:LONGEST_KEPT]] for query in asking]),
    }


def kept(people: list[list[Any]]) -> list[list[Any]]:
    """The first :data:`SHOWN` questions to a person (place in two values, code, message).

    The first of each code is among them.

    >>> many = [[line, 1, "PAGE-ORDER", ""] for line in range(30)]
    >>> [len(kept(many)), kept([*many, [31, 1, "PAGE-MISSING", ""]])[-1]]
    [20, [31, 1, 'PAGE-MISSING', '']]
    """
    first: dict[str, int] = {}
    for number, (_, _, code, _) in enumerate(people):
        first.setdefault(code, number)
    wanted = sorted(range(len(people)), key=lambda number: (number not in first.values(), number))[:SHOWN]
    return [people[number] for number in sorted(wanted)]


def row_facts(packet: Packet, document: BatchDocument, lexicon: Lexicon, edition: Edition) -> dict[str, Any]:
    """The row of the table that was used: the names (other than the file's) by which it was found, and its contents.

    So a batch knows which documents a change of the table concerns, even if only the page has the record number.
    """
    names = row_names(packet, lexicon, edition.of(document.stem, document.file))
    return {"names": names, "row": edition.table.fingerprint([*document.names, *names])}


def grade(doubts: int, words: int) -> str:
    """The grade of a text by its corrections and suggestions (``doubts``) per word: A (hardly damaged) to D (badly).

    ``-`` if there are too few words.

    >>> grade(1, 200), grade(40, 200), grade(0, 3)
    ('A', 'D', '-')
    """
    if words < FEWEST_WORDS:
        return UNGRADED
    share = 100 * doubts / words
    return next((name for name, most in GRADES if share <= most), "D")
