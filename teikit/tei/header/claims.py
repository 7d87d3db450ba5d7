"""What the header says about language and rights: only what the user, the metadata or the document itself says.

That a collection is loaded says nothing about a document: ``HELLO`` gets neither. The function words of a document show
its language; nothing in it shows who has rights in it.
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


def availability(draft: Draft, options: Options) -> etree._Element | None:
    """``availability`` with the rights in a text as the user or the metadata of the input state them, else None."""
    stated = options.rights or (draft.source.metadata or Metadata()).rights
    return make("availability", "", terms(legal(stated))) if stated else None


def lang_usage(draft: Draft, marks: Sequence[Mark], lexicon: Lexicon, options: Options) -> etree._Element | None:
    """``langUsage``: the languages of a text with these marks, then those of passages in it; None without any."""
    codes = languages(draft, marks, lexicon, options)
    codes = list(dict.fromkeys([*codes, *(mark.get("lang") for mark in marks if mark.kind == kinds.FOREIGN)]))
    return make("langUsage", "", *(_language(code, lexicon.languages) for code in codes)) if codes else None


def languages(draft: Draft, marks: Iterable[Mark], lexicon: Lexicon, options: Options) -> list[str]:
    """The codes of the languages of a text: as user or metadata state them, else the one that is recognised.

    Those of passages in it are left out. Empty if none is known.
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
