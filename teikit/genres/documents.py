"""The documents of an input: its pages, cut where a new document begins, each document with its genre."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import regex

from teikit.core import Span
from teikit.core.genres import DISPATCH, DOCUMENT, LETTER, SHEET, WIRED
from teikit.genres.beginnings import (
    LIKELY_BEGINNING,
    beginning,
    chance,
    is_message_after_another,
    is_message_going_on,
)
from teikit.genres.facts import LEAST_SHAPED_LINES, PROSE_WORD, ROUTED, ROUTING, SENTENCE_WORDS, facts
from teikit.genres.features import ITSELF, TITLE
from teikit.genres.judging import JudgedGenre, chances, judged
from teikit.genres.knowledge import Knowledge
from teikit.genres.paper import HEAD_LINES, Paper
from teikit.genres.records import record_of
from teikit.genres.sheet_fields import is_sheet, sheet_facts
from teikit.lexicon.salutations import salutation

TITLE_LINES = 2  # lines of a document, up to which it has the title that the editors of a volume gave it
FORM_LINES = 7  # lines of a document, up to which it has a title that names a genre of its collection: AIDE-MEMOIRE
TITLED_CHANCE = 0.99  # chance of a genre that a title names
FRAMED_CHANCE = 0.95  # chance that a document with salutation and complimentary close is a letter
SALUTATION_LINES = 20  # lines at the head of a letter among which is its salutation
CLOSE_LINES = 12  # lines at its foot among which is its complimentary close
TITLED_LINES = 15  # lines at the top of a routing sheet, among which is its title
NO_TITLE = regex.compile(r":\s+\S.{5}|\b\p{Ll}{4}")  # SUBJECT: Routing Slips; The routing slip is lost.
SENTENCES_ABOVE = 1  # lines of sentences above its title, at most: SENDER WILL CHECK CLASSIFICATION TOP AND BOTTOM
REMARKS = 8  # lines of sentences on a routing sheet, at most
HEADS = (
    {"memorandum", "from", "to", "subject"},
    {"government memorandum", "memorandum", "to"},
    {"letterhead memorandum", "in reply refer to"},
    {"country or source", "grading"},
)
"""Facts of whole heads of memoranda and information reports.

Stamps may spread a head over more lines than the top of a page has.
"""
HEAD_OF_LETTER = {"salutation", "day at the top", "top: dear"}
"""Facts of the head of a letter, which is only at the top of its first page."""


@dataclass(frozen=True)
class JudgedDocument:
    """A document of an input, with its genre and the facts that show it."""

    first: int  # place of its first page among all pages, from 0
    last: int  # place of its last page
    genre: JudgedGenre
    facts: dict[str, float]
    wired: float = 0.0  # chance that it was sent by wire, 0 to 1
    subgenre: str = ""  # the collection's own genre within its genre, if it shows one
    sheets: tuple[int, ...] = ()  # places of its routing sheets
    parts: tuple[int, ...] = ()  # places of the pages that begin a part of it: routing sheets, and what they route

    @property
    def pages(self) -> range:
        """The places of its pages."""
        return range(self.first, self.last + 1)


class _Leaf(NamedTuple):
    """A page to be judged: its contents, whether it is an identification sheet, and the number of its record."""

    paper: Paper
    is_sheet: bool
    record: str


def documents(text: str, pages: Sequence[Span], knowledge: Knowledge) -> list[JudgedDocument]:
    """The documents on the pages of a text, in order; each page belongs to one of them.

    An identification sheet is a document of its own. Others begin after a sheet, where the number of the record
    changes, and where the top of a page shows it. A routing sheet belongs to the document that it routes.
    """
    leaves = [_leaf(text[page.start : page.end], knowledge) for page in pages]
    documents: list[JudgedDocument] = []
    described: list[str] = []  # the facts that the last sheet states about the next document
    for run in _runs(leaves, knowledge):
        papers = [leaves[place].paper for place in run]
        shown = facts([paper for paper in papers if paper.lines], described)
        if leaves[run[-1]].is_sheet:
            documents.append(JudgedDocument(run[0], run[-1], JudgedGenre(SHEET, 1.0), shown))
            described = sheet_facts(knowledge.sheets.read(text, pages[run[-1]]), knowledge.papers.features)
        else:
            genre, wired, subgenre = _judged(papers, shown, knowledge)
            sheets, parts = _routed(run, leaves)
            documents.append(JudgedDocument(run[0], run[-1], genre, shown, wired, subgenre, sheets, parts))
            described = []
    return documents


def _routed(run: Sequence[int], leaves: Sequence[_Leaf]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The places of the routing sheets of a document, and those of its parts: of later sheets, of what they route."""
    filled = [place for place in run if leaves[place].paper.lines]
    sheets = tuple(place for place in filled if _is_routing(leaves[place].paper))
    return sheets, tuple(place for above, place in pairwise(filled) if above in sheets or place in sheets)


def _is_routing(paper: Paper) -> bool:
    """Whether a page is a routing sheet: it has the title of one, and not in a sentence, and few remarks."""
    sentences = [len(PROSE_WORD.findall(line)) >= SENTENCE_WORDS for line in paper.lines]
    titled = (hit.line for hit in paper.hits if hit.feature.fact == ROUTING and hit.line < TITLED_LINES)
    named = (line for line in titled if not sentences[line] and sum(sentences[:line]) <= SENTENCES_ABOVE)
    return sum(sentences) <= REMARKS and any(NO_TITLE.search(paper.lines[line]) is None for line in named)


def _leaf(text: str, knowledge: Knowledge) -> _Leaf:
    """A page of a text, to be judged."""
    paper = knowledge.papers.read(text)
    return _Leaf(paper, is_sheet(paper, knowledge.sheets.fields), record_of(text))


def _judged(papers: Sequence[Paper], shown: dict[str, float], knowledge: Knowledge) -> tuple[JudgedGenre, float, str]:
    """The genre of a document without a sheet, by its title, or else by its wording.

    With it come the chance, 0 to 1, that it was sent by wire, and the collection's own genre, empty if it shows none.
    """
    likely = chances(knowledge.genres, shown)
    title = _title(papers[0], knowledge)
    if titled := _titled(title, knowledge):
        return titled, float(titled.name in WIRED), _subgenre(titled.name, title, shown, knowledge)
    named = {hit.feature.says for hit in papers[0].hits if hit.feature.zone == ITSELF}
    unknown = JudgedGenre(DOCUMENT, 1 - max(likely.values()))
    genre = judged(likely, named) if _is_recognisable(papers, shown) else unknown
    genre = _worded(papers, genre, named, knowledge)
    return genre, sum(likely[name] for name in WIRED), _subgenre(genre.name, named, shown, knowledge)


def _worded(papers: Sequence[Paper], genre: JudgedGenre, named: Collection[str], knowledge: Knowledge) -> JudgedGenre:
    """The genre of a document by its own statement, or else ``genre``; ``named`` are the genres that it names."""
    stated = {subgenre.within for subgenre in knowledge.subgenres if subgenre.name in named}
    if len(stated) == 1 and genre.name not in WIRED:  # the title of a form is enough: FOREIGN SERVICE DESPATCH
        return JudgedGenre(stated.pop(), 1.0)
    is_letter = genre.name not in (*WIRED, DISPATCH) and not stated and _is_framed(papers, knowledge)
    return JudgedGenre(LETTER, FRAMED_CHANCE) if is_letter else genre


def _title(paper: Paper, knowledge: Knowledge) -> set[str]:
    """The genres that the title of a document names: on a form, ``AIDE-MEMOIRE``, or in a printed volume.

    ``15. Telegram From the Embassy``: such a title is above everything else.
    """
    subgenres = {subgenre.name for subgenre in knowledge.subgenres}
    named = [(hit.feature.says, hit.line) for hit in paper.hits if hit.feature.zone == TITLE]
    return {genre for genre, line in named if line < (FORM_LINES if genre in subgenres else TITLE_LINES)}


def _titled(title: Collection[str], knowledge: Knowledge) -> JudgedGenre | None:
    """The genre that a title names, or the one of teikit around it if only the collection has it; None without one."""
    within = {subgenre.name: subgenre.within for subgenre in knowledge.subgenres}
    named = {within.get(name, name) for name in title}
    return JudgedGenre(named.pop(), TITLED_CHANCE) if len(named) == 1 else None


def _subgenre(genre: str, named: Container[str], shown: Container[str], knowledge: Knowledge) -> str:
    """The only genre of the collection within a genre that a document names, or whose features it shows; else empty."""
    within = {subgenre.name for subgenre in knowledge.subgenres if subgenre.within == genre}
    subgenres = {
        feature.says for feature in knowledge.papers.features if feature.fact in shown or feature.says in named
    } & within
    return subgenres.pop() if len(subgenres) == 1 else ""


def _is_framed(papers: Sequence[Paper], knowledge: Knowledge) -> bool:
    """Whether a document begins with a salutation and ends with a close or a signature, as letters do.

    ``Sir,`` / ``Yours ever,``; ``Dear Comrade Castro:`` / ``[signed] N. Example``. The close of a diplomatic note is a
    sentence on two lines or more: ``the assurances of my`` / ``highest consideration``.
    """
    head, foot = papers[0].lines[:SALUTATION_LINES], papers[-1].lines[-CLOSE_LINES:]
    closes = (knowledge.patterns["complimentary close"], knowledge.patterns["signed copy"])
    is_saluted = any(salutation(line.strip(), knowledge.patterns) for line in head)
    has_sentence = knowledge.patterns["closing sentence"].search(" ".join(map(str.strip, foot))) is not None
    return is_saluted and (has_sentence or any(close.match(line.strip()) for line in foot for close in closes))


def _is_recognisable(papers: Sequence[Paper], shown: dict[str, float]) -> bool:
    """Whether there is enough to recognise a genre: several lines, or more than one fact about the wording.

    ``US EVALU-`` / ``ATION`` has a line that resembles ACTION, which alone does not make it a cable.
    """
    lines = sum(len(paper.lines) for paper in papers)
    return lines >= LEAST_SHAPED_LINES or len(shown.keys() - {"pages", ROUTED}) > 1


def _runs(leaves: Sequence[_Leaf], knowledge: Knowledge) -> Iterator[list[int]]:
    """The places of the pages of each document; an empty page belongs to the one before, or the first to the next."""
    run, filled = list[int](), list[_Leaf]()
    for place, leaf in enumerate(leaves):
        is_filled = bool(leaf.paper.lines or leaf.is_sheet)
        if is_filled and filled and _begins(leaf, filled, knowledge):
            yield run
            run, filled = [], []
        run.append(place)
        if is_filled:
            filled.append(leaf)
    if run:
        yield run


def _begins(leaf: _Leaf, run: Sequence[_Leaf], knowledge: Knowledge) -> bool:
    """Whether a new document begins with a page; ``run`` are the filled pages of the document before it."""
    paper, before = leaf.paper, run[-1]
    if leaf.is_sheet or before.is_sheet:
        return True
    if leaf.record and before.record and leaf.record != before.record:
        return True
    is_routing = all(ROUTING in page.paper.facts for page in run)
    if is_routing or not knowledge.beginnings or is_message_going_on(paper):
        return False
    if is_message_after_another(paper, before.paper):
        return True
    head = paper.within(0, HEAD_LINES)
    facts_of_beginning = beginning(paper, before.paper, knowledge.patterns)
    has_head = any(whole_head <= head for whole_head in HEADS) or facts_of_beginning.keys() >= HEAD_OF_LETTER
    return has_head or chance(knowledge.beginnings, facts_of_beginning) >= LIKELY_BEGINNING
