"""Find citations in the texts of telegrams, by the series that a collection knows: DEPTEL 609, EMBTELS 614, 617.

The numbers of some series are unique only among the telegrams between a post and its department: in a telegram from
Saigon, EMBTEL 464 is Saigon's 464, and DEPTEL 609 is the department's 609 to Saigon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from teikit.files.xml import text_of
from teikit.folder.links import Citing, alike, numbers, sent_to
from teikit.folder.records import Record
from teikit.lexicon import Lexicon
from teikit.lexicon.entries import Post, Series
from teikit.tei import reading_text
from teikit.tei.build import q

DOCUMENT_NUMBER = regex.compile(r"[0-9]+")  # the number of a document: 6817 in MEXI 6817
SERIES_LETTER = regex.compile(r"\p{L}")  # a reliable series has two of them: A-9 is just as often a point of a list
ANY_OF_MANY = regex.compile(r"an? ")
"""The beginning of a party that may be one of many posts: ``an embassy``."""
OF_POST = regex.compile(r"['’]S\s(?:\s*TEL(?:EGRAM)?\s)?", regex.I)  # the text between a post and a number
POST = "POST"  # name of the series of all posts
LONGEST_MUTE_WORD = 3  # most letters of a word that says nothing about a party (OF, THE)


class CitingText(NamedTuple):
    """A document with all citations in its header and text; ``meant`` has other names of the cited telegrams."""

    place: str
    name: str
    facts: dict[str, str]
    is_beside: bool
    citations: Sequence[str]
    meant: dict[str, str]


def with_text(records: Sequence[Record], lexicon: Lexicon) -> Iterator[CitingText]:
    """The documents, with the citations in their texts in addition to those in their headers."""
    series = (*lexicon.series, of_posts(lexicon.posts.values()))
    for record in records:
        cited = dict.fromkeys(record.citations)
        own = {number for idno in record.element.iter(q("idno")) for number in DOCUMENT_NUMBER.findall(text_of(idno))}
        meant = {citation: alike(name) for citation in cited for name, _ in in_text(citation, series)}
        known = {alike(citation) for citation in cited} | set(meant.values()) | numbers(record)
        heads = " ".join(alike(text_of(head)) for head in record.element.iter(q("fw")) if head.get("type") == "header")
        for citation, of in in_text(reading_text(record.element), series):
            is_own = own & set(DOCUMENT_NUMBER.findall(citation)) or alike(citation) in heads
            if alike(citation) not in known and not is_own:
                known.add(alike(citation))
                cited[citation] = None
                meant[citation] = _meant(record, citation, of)
        yield CitingText(record.place, record.name, record.facts, record.is_beside, [*cited], meant)


def of_posts(posts: Iterable[Post]) -> Series:
    """The series of citations by post and number: in brackets (``(NICOSIA 710)``), or ``THE HAGUE'S 7316``."""
    names = (regex.escape(post.name) for post in posts if post.kind != "cia-address")
    place = f"(?i:{'|'.join(sorted(names, key=lambda name: (-len(name), name)))})"
    in_brackets = rf"(?<=\((?:(?i:RE|REF|SEE)\s+)?){place}(?:['’](?i:S))?\s+(?!19\d\d\b)\d{{3,6}}\b(?![-/:.,]?\d)"
    genitive = rf"\b{place}['’](?i:S\s+(?:TEL(?:EGRAM)?\s+)?)\d{{3,6}}\b(?![-/:.,]?\d)"
    return Series(POST, "telegram of a post", "", "", f"{in_brackets}|{genitive}", (), (), "")


def in_text(text: str, series: Sequence[Series]) -> Iterator[tuple[str, Series]]:
    """The citations in a text, each with its series: one for each number of a reference that has several.

    A number in brackets right after a reference is another number of the same telegram: ``WAVE 4730 (IN 71127)``.
    """
    of_words = (of for of in series if len(SERIES_LETTER.findall(of.name)) > 1)
    places = [(match.start(), match.end(), of.name, of) for of in of_words for match in of.reads.finditer(text)]
    before = -1
    for start, end, _, of in sorted(places, key=lambda place: place[:3]):
        if before < 0 or text[before:start].strip(" (") or start < before:
            for citation in _numbered(text[start:end], of):
                yield citation, of
        before = end


def _numbered(reference: str, series: Series) -> Iterator[str]:
    """The numbers of a reference, each with the name of the series, or with that of a station or post: MEXI 7025.

    The members of a series whose examples do not contain its name have names of their own.
    """
    if "/" in reference:  # TDCS-3/547,646 is one number
        yield alike(reference)
        return
    for number in DOCUMENT_NUMBER.finditer(reference):
        is_named = any(series.name in example.upper() for example in series.examples)
        yield f"{series.name} {number[0]}" if is_named else alike(OF_POST.sub(" ", reference[: number.end()]))


def _meant(citing: Citing, citation: str, of: Series) -> str:
    """The name under which a telegram between a post and its department is known; empty for other series."""
    is_of_post, is_to_post = (ANY_OF_MANY.match(party) is not None for party in (of.sender, of.addressee))
    if is_of_post == is_to_post:
        return ""
    department = {
        word for word in alike(of.addressee if is_of_post else of.sender).split() if len(word) > LONGEST_MUTE_WORD
    }
    sender, addressee = (alike(citing.facts.get(side, "")) for side in ("from", "to"))
    sender = alike(citing.facts.get("post", "")) or sender
    post = addressee if department & set(sender.split()) else sender
    number = DOCUMENT_NUMBER.search(citation)
    if not post or not number:
        return ""
    return alike(f"{post} {number[0]}") if is_of_post else sent_to(post, number[0])
