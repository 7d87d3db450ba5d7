"""The documents of an input: its pages, cut where a new document begins, each document with its genre."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from teikit.core import Span
from teikit.core.genres import DISPATCH, DOCUMENT, LETTER, SHEET, WIRED
from teikit.genres.beginnings import (
    LIKELY,
    beginning,
    chance,
    is_message_after_another,
    is_message_going_on,
)
from teikit.genres.facts import LEAST_SHAPED_LINES, ROUTED, ROUTING, facts
from teikit.genres.features import ITSELF, TITLE
from teikit.genres.judging import Genre, chances, judged
from teikit.genres.knowledge import Knowledge
from teikit.genres.paper import HEAD_LINES, Paper
from teikit.genres.records import record_of
from teikit.genres.sheet_fields import is_sheet, sheet_facts
from teikit.lexicon.salutations import salutation

TITLE_LINES = 2  # lines of a document, up to which it has the title that the editors of a volume gave it
FORM_LINES = 7  # lines of a document, up to which it has a title that names a genre of its collection: AIDE-MEMOIRE
TITLED_CHANCE = 0.99  # chance of the genre that a title names
FRAMED_CHANCE = 0.95  # chance that a document with salutation and complimentary close is a letter
SALUTATION_LINES = 20  # lines at the head of a letter above which its salutation stands
CLOSE_LINES = 12  # lines at its foot in which its complimentary close stands
HEADS = (
    {"memorandum", "from", "to", "subject"},
    {"government memorandum", "memorandum", "to"},
    {"letterhead memorandum", "in reply refer to"},
    {"country or source", "grading"},
)
"""Facts of whole heads of memoranda and information reports.

Stamps may part a head over more lines than the top of a page has.
"""
HEAD_OF_LETTER = {"salutation", "day at the top", "top: dear"}
"""Facts of the head of a letter, which stands at the top of its first page only."""


@dataclass(frozen=True)
class Document:
    """A document of an input, with its genre and the facts that show it."""

    first: int  # place of its first page among all pages, from 0
    last: int  # place of its last page
    genre: Genre
    facts: dict[str, float]
    wired: float = 0.0  # chance that it was sent by wire, 0 to 1
    subgenre: str = ""  # the genre of its collection within its genre, if it shows one

    @property
    def pages(self) -> range:
        """The places of its pages."""
        return range(self.first, self.last + 1)


def documents(text: str, pages: Sequence[Span], knowledge: Knowledge) -> list[Document]:
    """The documents on the pages of a text, in order; each page belongs to one of them.

    An identification sheet is a document of its own. Others begin after a sheet, where the number of the record
    changes, and where the top of a page shows it. A routing sheet belongs to the document that it routes.
    """
    texts = [text[page.start : page.end] for page in pages]
    papers = [knowledge.papers.read(page) for page in texts]
    sheets = [is_sheet(paper, knowledge.sheets.fields) for paper in papers]
    documents: list[Document] = []
    described: list[str] = []  # the facts that the sheet before it states about the next document
    for run in _runs(papers, sheets, [record_of(page) for page in texts], knowledge):
        facts_of_document = facts([papers[place] for place in run if papers[place].lines], described)
        if sheets[run[-1]]:
            documents.append(Document(run[0], run[-1], Genre(SHEET, 1.0), facts_of_document))
            described = sheet_facts(knowledge.sheets.read(text, pages[run[-1]]), knowledge.papers.features)
        else:
            documents.append(_document(papers, run, facts_of_document, knowledge))
            described = []
    return documents


def _document(papers: Sequence[Paper], run: Sequence[int], shown: dict[str, float], knowledge: Knowledge) -> Document:
    """The document on a ``run`` of pages without a sheet, of the genre that its title names, or else its wording."""
    likely = chances(knowledge.genres, shown)
    title = _title(papers[run[0]], knowledge)
    named = {hit.feature.says for hit in papers[run[0]].hits if hit.feature.zone == ITSELF}
    if titled := _titled(title, knowledge):
        genre, wired = titled, float(titled.name in WIRED)
    else:
        genre = _worded(papers, run, shown, likely, named, knowledge)
        wired = sum(likely[genre] for genre in WIRED)
    subgenre = _subgenre(genre.name, title if titled else named, shown, knowledge)
    return Document(run[0], run[-1], genre, shown, wired, subgenre)


def _worded(
    papers: Sequence[Paper],
    run: Sequence[int],
    shown: dict[str, float],
    likely: Mapping[str, float],
    named: Collection[str],
    knowledge: Knowledge,
) -> Genre:
    """The genre that a document shows by its wording; ``named`` are those that it names itself."""
    unknown = Genre(DOCUMENT, 1 - max(likely.values()))
    genre = judged(likely, named) if _is_recognisable(papers, run, shown) else unknown
    stated = {subgenre.within for subgenre in knowledge.subgenres if subgenre.name in named}
    if len(stated) == 1 and genre.name not in WIRED:  # the title of a form is enough: FOREIGN SERVICE DESPATCH
        return Genre(stated.pop(), 1.0)
    is_letter = genre.name not in (*WIRED, DISPATCH) and not stated and _is_framed(papers, run, knowledge)
    return Genre(LETTER, FRAMED_CHANCE) if is_letter else genre


def _title(paper: Paper, knowledge: Knowledge) -> set[str]:
    """The genres that the title of a document names: on a form, ``AIDE-MEMOIRE``, or in a printed volume.

    ``15. Telegram From the Embassy``: such a title stands above all else.
    """
    subgenres = {subgenre.name for subgenre in knowledge.subgenres}
    named = [(hit.feature.says, hit.line) for hit in paper.hits if hit.feature.zone == TITLE]
    return {genre for genre, line in named if line < (FORM_LINES if genre in subgenres else TITLE_LINES)}


def _titled(title: Collection[str], knowledge: Knowledge) -> Genre | None:
    """The genre that a title names, which is that of teikit where only the collection has the one named; or None."""
    within = {subgenre.name: subgenre.within for subgenre in knowledge.subgenres}
    named = {within.get(name, name) for name in title}
    return Genre(named.pop(), TITLED_CHANCE) if len(named) == 1 else None


def _subgenre(genre: str, named: Container[str], shown: Container[str], knowledge: Knowledge) -> str:
    """The only genre of the collection within a genre that a document names, or whose features it shows; else empty."""
    within = {subgenre.name for subgenre in knowledge.subgenres if subgenre.within == genre}
    subgenres = {
        feature.says for feature in knowledge.papers.features if feature.fact in shown or feature.says in named
    } & within
    return subgenres.pop() if len(subgenres) == 1 else ""


def _is_framed(papers: Sequence[Paper], run: Sequence[int], knowledge: Knowledge) -> bool:
    """Whether a document begins with a salutation and ends with a close or a signature, as letters do.

    ``Sir,`` / ``Yours ever,``; ``Dear Comrade Castro:`` / ``[signed] N. Example``. The close of a note is a sentence,
    on two lines or more: ``the assurances of my`` / ``highest consideration``.
    """
    head, foot = papers[run[0]].lines[:SALUTATION_LINES], papers[run[-1]].lines[-CLOSE_LINES:]
    closes = (knowledge.patterns["complimentary close"], knowledge.patterns["signed copy"])
    is_saluted = any(salutation(line.strip(), knowledge.patterns) for line in head)
    has_sentence = knowledge.patterns["closing sentence"].search(" ".join(map(str.strip, foot))) is not None
    return is_saluted and (has_sentence or any(close.match(line.strip()) for line in foot for close in closes))


def _is_recognisable(papers: Sequence[Paper], run: Sequence[int], shown: dict[str, float]) -> bool:
    """Whether there is enough to recognise a genre: several lines, or more than one fact about the wording.

    ``US EVALU-`` / ``ATION`` has a line that resembles ACTION, which alone does not make it a cable.
    """
    lines = sum(len(papers[place].lines) for place in run)
    return lines >= LEAST_SHAPED_LINES or len(shown.keys() - {"pages", ROUTED}) > 1


def _runs(
    papers: Sequence[Paper], sheets: Sequence[bool], records: Sequence[str], knowledge: Knowledge
) -> Iterator[list[int]]:
    """The places of the pages of each document; an empty page goes with the page before, the first with the next."""
    run, filled = list[int](), list[int]()
    for place in range(len(papers)):
        is_filled = bool(papers[place].lines or sheets[place])
        if is_filled and filled and _begins(place, filled, papers, sheets, records, knowledge):
            yield run
            run, filled = [], []
        run.append(place)
        if is_filled:
            filled.append(place)
    if run:
        yield run


def _begins(
    place: int,
    run: Sequence[int],
    papers: Sequence[Paper],
    sheets: Sequence[bool],
    records: Sequence[str],
    knowledge: Knowledge,
) -> bool:
    """Whether a new document begins with page ``place``; ``run`` are the filled pages of the document before it."""
    before = run[-1]
    if sheets[place] or sheets[before]:
        return True
    if records[place] and records[before] and records[place] != records[before]:
        return True
    if all(ROUTING in papers[page].facts for page in run):
        return False
    if not knowledge.beginnings:
        return False
    if is_message_going_on(papers[place]):
        return False
    if is_message_after_another(papers[place], papers[before]):
        return True
    head = papers[place].within(0, HEAD_LINES)
    facts_of_beginning = beginning(papers[place], papers[before], knowledge.patterns)
    has_head = any(facts <= head for facts in HEADS) or facts_of_beginning.keys() >= HEAD_OF_LETTER
    return has_head or chance(knowledge.beginnings, facts_of_beginning) >= LIKELY
