"""What the header says about language and rights: only what the user, the metadata or the document itself says.

That a collection is loaded says nothing about a document: ``HELLO`` gets neither. A document shows by its letterhead or
its form that it is of the government whose collection is loaded, and by its function words in which language it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from teikit.core import Draft, Mark, kinds
from teikit.core.metadata import Metadata
from teikit.lexicon import Lexicon
from teikit.lexicon.language import Languages
from teikit.options import Options
from teikit.tei.build import legal, make, terms

FEWEST_SIGNS = 2  # different features of a government's forms, at least, where nothing names the government


def availability(draft: Draft, marks: Sequence[Mark], lexicon: Lexicon, options: Options) -> etree._Element | None:
    """``availability`` with the rights in a text, as user or metadata state them, else those of the collection.

    None where nothing is known of them. ``marks`` are those of the first page, where forms have their print: somewhere
    in a file of many papers there is always something of a form.
    """
    stated = options.rights or (draft.source.metadata or Metadata()).rights
    if stated:
        return make("availability", "", terms(legal(stated)))
    rights = lexicon.collection.rights
    if rights is None or not is_official(draft, marks, lexicon):
        return None
    licence = make("licence", rights.statement, target=rights.target or None)
    return make("availability", "", licence, status=rights.status or None)


def is_official(draft: Draft, marks: Iterable[Mark], lexicon: Lexicon) -> bool:
    """Whether the marks of a document show that it is of the government whose collection is loaded.

    The government is named in the letterhead, in a running head or as the sender; or the document has several features
    of the forms of that government. An office as addressee is just one of these: anybody may write to the FBI.
    """
    named = lexicon.patterns["government"]
    signs: set[str] = set()
    for mark in marks:
        text = draft.source.plain[slice(*mark.span)]
        is_sender = mark.kind == kinds.FIELD and mark.get("type") == "from"
        if (is_sender or mark.kind in (kinds.LETTERHEAD, kinds.RUNNING_HEAD)) and named.search(" ".join(text.split())):
            return True
        signs.add(_sign(mark, text, lexicon))
    return len(signs - {""}) >= FEWEST_SIGNS


def _sign(mark: Mark, text: str, lexicon: Lexicon) -> str:
    """The feature of a form of the government that a mark with its text shows; empty if it shows none."""
    name = mark.get("name") or mark.get("type")
    if mark.kind in (kinds.LETTERHEAD, kinds.LABEL) and not name:
        return mark.kind
    if mark.kind in (kinds.RUNNING_HEAD, kinds.FIELD) and lexicon.patterns["message head"].match(text):
        return "the head of a message"
    if mark.kind in (kinds.LETTERHEAD, kinds.LABEL, kinds.STAMP) and name in lexicon.form_stamps:
        return f"stamp {name}"
    if mark.kind == kinds.FIELD and lexicon.collection.rights and name in lexicon.collection.rights.fields:
        return f"field {name}"
    return "an office" if mark.kind in (kinds.ROLE_NAME, kinds.ORG_NAME) else ""


def lang_usage(draft: Draft, marks: Sequence[Mark], lexicon: Lexicon, options: Options) -> etree._Element | None:
    """``langUsage``: the languages of a text with these marks, then those of passages in it; None without any."""
    codes = languages(draft, marks, lexicon, options)
    codes = list(dict.fromkeys([*codes, *(mark.get("lang") for mark in marks if mark.kind == kinds.FOREIGN)]))
    return make("langUsage", "", *(_language(code, lexicon.languages) for code in codes)) if codes else None


def languages(draft: Draft, marks: Iterable[Mark], lexicon: Lexicon, options: Options) -> list[str]:
    """The codes of the languages of a text: as user or metadata state them, else the one that is recognised.

    Those of passages in it are left out. Empty where none is known.
    """
    stated = options.language or (draft.source.metadata or Metadata()).language.split(";")
    codes = dict.fromkeys(lexicon.languages.code(name.strip()) for name in stated)
    if any(codes):
        return [code for code in codes if code]
    running = " ".join(draft.read(mark.span) for mark in marks if mark.kind == kinds.P)
    judgement = lexicon.languages.of_text(running)
    return [judgement.code] if judgement else []


def _language(code: str, languages: Languages) -> etree._Element:
    """``language`` with the name of a language, else its code."""
    language = languages.named(code)
    return make("language", language.name if language else code, ident=code)
