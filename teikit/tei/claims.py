"""What a header says about language and rights: only what the user, the metadata or the document itself says.

The collection that is loaded is knowledge, not a claim: ``HELLO`` has neither. A document says itself that it is of the
government whose collection is loaded by its letterhead or its form, and in which language it is by its function words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex
from lxml import etree

from teikit.core import Draft, Mark, kinds
from teikit.core.metadata import Metadata
from teikit.edition.references import URL, uri
from teikit.lexicon import Lexicon
from teikit.lexicon.language import Languages
from teikit.options import Options
from teikit.tei.build import legal, make

CODE = regex.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
SIGNS = 2
"""Different features of a government's forms that a document must have where nothing names that government."""


def availability(draft: Draft, marks: Sequence[Mark], lexicon: Lexicon, options: Options) -> etree._Element | None:
    """``availability``: the rights in a text; None where nothing is said about them.

    ``marks`` are those of the first page: what is printed on forms stands there. In a file of many papers something of
    a form always turns up somewhere.
    """
    stated = options.rights or (draft.source.metadata or Metadata()).rights
    if stated:
        is_url = URL.fullmatch(stated) is not None
        licence = make("licence", legal(stated), target=uri(stated)) if is_url else make("p", legal(stated))
        return make("availability", "", licence)
    rights = lexicon.collection.rights
    if rights is None or not is_official(draft, marks, lexicon):
        return None
    licence = make("licence", rights.statement, target=rights.target or None)
    return make("availability", "", licence, status=rights.status or None)


def is_official(draft: Draft, marks: Iterable[Mark], lexicon: Lexicon) -> bool:
    """Whether marks show a document of the government whose collection is loaded.

    It is named in the letterhead, in a running head or as the sender; or it has several features that only the forms of
    that government have. Being the addressee is only one such feature: anybody may write to the Director of the FBI.
    """
    named, head = lexicon.patterns["government"], lexicon.patterns["message head"]
    own = {stamp.name for stamp in lexicon.stamps if stamp.form}
    fields = lexicon.collection.rights.fields if lexicon.collection.rights else frozenset()
    signs: set[str] = set()
    for mark in marks:
        text, name = draft.source.text[slice(*mark.span)], mark.get("name") or mark.get("type")
        is_sender = mark.kind == kinds.FIELD and name == "from"
        if (is_sender or mark.kind in (kinds.LETTERHEAD, kinds.HEADER)) and named.search(" ".join(text.split())):
            return True
        if mark.kind in (kinds.LETTERHEAD, kinds.LABEL):
            signs.add(mark.kind)
        elif mark.kind in (kinds.HEADER, kinds.FIELD) and head.match(text):
            signs.add("the head of a message")
        elif mark.kind == kinds.STAMP and name in own:
            signs.add(f"stamp {name}")
        elif mark.kind == kinds.FIELD and name in fields:
            signs.add(f"field {name}")
        elif mark.kind in (kinds.ROLE_NAME, kinds.ORG_NAME):
            signs.add("an office")
    return len(signs) >= SIGNS


def lang_usage(draft: Draft, marks: Sequence[Mark], lexicon: Lexicon, options: Options) -> etree._Element | None:
    """``langUsage``: the languages of a text with these marks; None where they are neither given nor recognised.

    That of the text comes first, then those of passages in it.
    """
    known = lexicon.languages
    codes = languages(draft, marks, lexicon, options)
    codes = list(dict.fromkeys([*codes, *(mark.get("lang") for mark in marks if mark.kind == kinds.FOREIGN)]))
    return make("langUsage", "", *(_language(code, known) for code in codes)) if codes else None


def languages(draft: Draft, marks: Iterable[Mark], lexicon: Lexicon, options: Options) -> list[str]:
    """The codes of the languages of a text, without those of passages in it; none where they are not recognised."""
    known = lexicon.languages
    stated = options.language or (draft.source.metadata or Metadata()).language.split(";")
    codes = [code for name in stated if (code := _code(name.strip(), known))]
    if codes:
        return list(dict.fromkeys(codes))
    running = " ".join(draft.read(mark.span) for mark in marks if mark.kind == kinds.P)
    judgement = known.of_text(running)
    return [judgement.code] if judgement else []


def _code(name: str, known: Languages) -> str:
    """The code of a language; empty for anything else."""
    language = known.named(name)
    if language and name.lower() in (language.name.lower(), *language.codes):
        return language.code
    return name if CODE.fullmatch(name) else ""


def _language(code: str, known: Languages) -> etree._Element:
    language = known.named(code)
    return make("language", language.name if language else code, ident=code)
