"""How a text was encoded, and by which rules: ``encodingDesc`` and ``respStmt``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex
from lxml import etree

from teikit import __version__
from teikit.core import Mark, kinds
from teikit.core.packet import Telegram
from teikit.lexicon import Lexicon
from teikit.rulebook import docstring_of
from teikit.tei.build import make
from teikit.tei.profiles import PROFILES

GENRE = "genre"  # id of the taxonomy of genres
PROSE = {
    "normalization": "Blank lines and the spacing of columns are not recorded in the text; the markup of the OCR "
    "engine (asterisks, page headings, form feeds) is left out of it. Both are in sourceDoc.",
    "hyphenation": "A hyphen that only divides a word at the end of a line is recorded on the line break and not in "
    "the text.",
    "segmentation": "Lines are kept as in the OCR. Text that belongs to the page, not to the message (letterhead, "
    "classification, caption, running head, page number, catchword) is forme work; text that was put on the page later "
    "(stamps, exemption codes) is a note.",
    "interpretation": "Text withheld by reviewers is a gap, analysed by the exemption claimed next to it or, if the "
    "layout of the page is unknown, nearest to it on its page. A gap with evidence is inferred from a code in the "
    "margin or from white space on the page; one without was shown by brackets.",
}
"""The parts of ``editorialDecl`` after ``correction``, with the text of each."""
ATTRIBUTES = {"normalization": {"method": "silent"}, "hyphenation": {"eol": "hard"}}
"""Attributes of these parts."""


def resp_stmts(rules: Iterable[str]) -> list[etree._Element]:
    """A ``respStmt`` for each of these rules, by its name, and one for teikit itself, which raises the queries."""
    work = {
        "teikit": "encoding, and queries about what contradicts itself",
        **{rule: docstring_of(rule).splitlines()[0] for rule in rules},
    }
    return [make("respStmt", "", make("resp", text), make("name", "teikit"), id=id) for id, text in work.items()]


def encoding_desc(
    profile: str, used: Mapping[str, Iterable[str]], lexicon: Lexicon, project: Iterable[etree._Element]
) -> etree._Element:
    """``encodingDesc``: the project, the editorial declaration, the taxonomies that are used, the application.

    ``used`` is what :func:`categories_used` gives, ``project`` holds the ``projectDesc`` of the publisher.
    """
    paragraph, method = make("p", PROFILES[profile].prose), PROFILES[profile].method
    decl = make("editorialDecl", "", make("correction", "", paragraph, method=method, status="medium"))
    for name, text in PROSE.items():
        decl.append(make(name, "", make("p", text), **ATTRIBUTES.get(name, {})))
    desc = make("encodingDesc", "", *project, decl)
    taxonomies = [_taxonomy(kind, ids, lexicon) for kind, ids in used.items()]
    class_decl = make("classDecl", "", *(taxonomy for taxonomy in taxonomies if taxonomy is not None))
    if len(class_decl):
        desc.append(class_decl)
    application = make("application", "", make("label", "teikit"), ident="teikit", version=_version())
    desc.append(make("appInfo", "", application))
    return desc


def _version() -> str:
    """The version of teikit without the letters after its numbers, which the schema does not allow: ``0.2.0``."""
    return regex.match(r"[0-9]+(?:\.[0-9]+){0,3}", __version__)[0]  # type: ignore[index]


def _taxonomy(kind: str, ids: Iterable[str], lexicon: Lexicon) -> etree._Element | None:
    """The ``taxonomy`` of a kind with the categories of these ids; None if the collection describes none of them."""
    descriptions = _descriptions(kind, lexicon)
    known = [id for id in sorted(set(ids)) if id in descriptions]
    categories = [make("category", "", make("catDesc", descriptions[id]), id=id) for id in known]
    return make("taxonomy", "", *categories, id=kind) if categories else None


def _descriptions(kind: str, lexicon: Lexicon) -> Mapping[str, str]:
    """The descriptions of the collection for the genres, exemptions or banners of a taxonomy, by their ids."""
    if kind == GENRE:
        return {name: genre.meaning for name, genre in lexicon.genres.items()}
    if kind == kinds.EXEMPTION:
        return {id: f"{entry.authority}, {entry.section}: {entry.meaning}" for id, entry in lexicon.categories.items()}
    return {
        banner.id: f"{banner.form.title()}: {banner.meaning}" if banner.meaning else banner.form.title()
        for banner in lexicon.banners
        if banner.kind == kind
    }


def categories_used(marks: Iterable[Mark], telegrams: Iterable[Telegram]) -> dict[str, set[str]]:
    """The ids of the genres, banners and exemptions that occur, by the id of their taxonomy."""
    genres = {genre for telegram in telegrams for genre in (telegram.genre, telegram.subgenre) if genre}
    used: dict[str, set[str]] = {GENRE: genres}
    used.update({kind: set() for kind in (kinds.CLASSIFICATION, kinds.CAPTION, kinds.EXEMPTION)})
    for mark in marks:
        if mark.kind in (kinds.CLASSIFICATION, kinds.CAPTION) and mark.get("id"):
            used[mark.kind].add(mark.get("id"))
        if mark.kind == kinds.FIELD and mark.get("level"):
            used[kinds.CLASSIFICATION].add(mark.get("level"))
        used[kinds.EXEMPTION].update(mark.get("ana").split())
    return used
