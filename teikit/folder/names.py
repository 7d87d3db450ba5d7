"""Collect the names in a folder of TEI files, with counts and matching entries: the material for a list of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from teikit.authorities import Authorities, Likeness
from teikit.authorities.entries import NAME_WORD, folded
from teikit.files.xml import text_of
from teikit.folder.records import Record
from teikit.lexicon import Lexicon
from teikit.tei.build import q
from teikit.tei.reading_text import reading_text

ELEMENTS = (q("persName"), q("placeName"), q("orgName"), q("name"))  # elements that name somebody or some place
EDITORIAL = frozenset(map(q, ("respStmt", "editor", "publicationStmt", "revisionDesc")))
"""Elements that name the makers of the edition, not people in the cables."""
LONGEST_TITLE = 3  # most words of a title
SHORTEST_NAME = 3  # fewest letters of a name after a title
HOW = {Likeness.SLIP: "misread", Likeness.SOUND: "spelling", Likeness.EXACT: "", Likeness.SURNAME: "surname"}
"""The kinds of likeness between a form and an entry of a list, in words."""


class Form(NamedTuple):
    """A form of a name.

    ``element`` is the element that marks it, or ``title`` if it only follows a title; ``times`` and ``documents`` are
    the numbers of occurrences and of documents; ``refs`` are its identifiers there, ``candidates`` the entries of the
    lists that it may match, and how.
    """

    form: str
    element: str
    times: int
    documents: int
    refs: tuple[str, ...]
    candidates: tuple[str, ...]


def forms(records: Iterable[Record], lexicon: Lexicon) -> list[Form]:
    """All forms of names in the documents, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    documents: Counter[tuple[str, str]] = Counter()
    refs: dict[tuple[str, str], set[str]] = {}
    for record in records:
        seen: set[tuple[str, str]] = set()
        for form, element, ref in _names(record.element, lexicon):
            key = (form, element)
            counts[key] += 1
            seen.add(key)
            refs.setdefault(key, set()).update({ref} - {""})
        documents.update(seen)
    return [
        Form(*key, times, documents[key], tuple(sorted(refs[key])), _candidates(key[0], lexicon.authorities))
        for key, times in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _names(document: etree._Element, lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """The marked names, and unmarked ones after a title: form, element, identifier.

    A name in the text is not counted again in the header, which repeats it as author, sender and addressee.
    """
    in_text = list(_marked(document.iter(q("text"))))
    known = {form for form, _, _ in in_text}
    in_header = (name for name in dict.fromkeys(_marked(document.iter(q("teiHeader")))) if name[0] not in known)
    marked: Counter[str] = Counter()
    for form, element, ref in (*in_text, *in_header):
        marked[form.split()[-1]] += 1
        yield form, element, ref
    for form in _after_titles(reading_text(document), lexicon):
        if marked[form]:
            marked[form] -= 1
        else:
            yield form, "title", ""


def _marked(parts: Iterable[etree._Element]) -> Iterator[tuple[str, str, str]]:
    """The marked names in parts of a document, except those of its editors and publisher."""
    for part in parts:
        for element in part.iter(*ELEMENTS):
            form = " ".join(folded(_corrected(element)))
            if form and not any(parent.tag in EDITORIAL for parent in element.iterancestors()):
                yield form, str(etree.QName(element).localname), element.get("ref", "")


def _corrected(element: etree._Element) -> str:
    """The text of a name as it was corrected."""
    return " ".join(_parts(element))


def _parts(element: etree._Element) -> Iterator[str]:
    """The pieces of text in an element, without the original readings of the OCR (sic)."""
    if element.tag == q("sic"):
        return
    yield element.text or "" if len(element) else text_of(element)
    for child in element:
        yield from _parts(child)
        yield child.tail or ""


def _after_titles(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The capitalised words after a title, without function words: AMBASSADOR DOBRYNIN.

    In a text in capitals, known words that are not proper nouns are left out, too: AMBASSADOR STATED.
    """
    titles, language = lexicon.titles, lexicon.languages.named(lexicon.collection.language)
    functions = language.words if language else frozenset()
    words = [(match.start(), match.end(), "".join(folded(match[0]))) for match in NAME_WORD.finditer(text)]
    for at, (start, end, form) in enumerate(words):
        is_name = text[start].isupper() and len(form) >= SHORTEST_NAME and form not in functions
        if at == 0 or not is_name or titles.get(form):
            continue
        if text[words[at - 1][1] : start].strip(". \n"):
            continue
        before = (" ".join(word for _, _, word in words[max(0, at - n) : at]) for n in range(1, LONGEST_TITLE + 1))
        is_plain = text[start:end].isupper() and form in lexicon.words and form not in lexicon.proper_words
        is_titled = any(titles.get(title) in ("title", "address") for title in before)
        if is_titled and not is_plain and text[start:end].isalpha():
            yield form


def _candidates(form: str, authorities: Authorities) -> tuple[str, ...]:
    matches = authorities.candidates(form.split())
    return tuple(
        f"{match.entry.name} <{match.entry.ref}>" + (f" ({HOW[match.likeness]})" if HOW[match.likeness] else "")
        for match in matches
    )
