"""Explain the genre of a document: the likeliest genres, and the facts that count for each."""

from __future__ import annotations

from collections.abc import Iterator

from teikit.chain import with_layers
from teikit.core import Source, kinds
from teikit.core.genres import DOCUMENT, SHEET
from teikit.genres.documents import JudgedDocument, documents
from teikit.genres.judging import chances, grounds
from teikit.genres.knowledge import Knowledge, genre_knowledge
from teikit.lexicon import Lexicon
from teikit.options import DEFAULT_OPTIONS, Options
from teikit.passes.genres import RULE
from teikit.scorecard import ALWAYS
from teikit.wording import counted, visible

MOST_GENRES = 3  # genres that are shown, the likeliest first
MOST_GROUNDS = 8  # facts that are shown of each
LEAST_POINTS = 0.05  # points below which a fact says next to nothing


def explain_genres(source: Source, lexicon: Lexicon, options: Options = DEFAULT_OPTIONS) -> str:
    """The documents of an input, each with what shows its genre, as lines of text."""
    draft = with_layers(source, lexicon, options, until=RULE)
    knowledge = genre_knowledge(lexicon)
    if not knowledge.genres:
        return f"{visible(source.name)}: the chosen collections have no data about genres\n"
    stretches = draft.cut_at(kinds.PAGE)
    lines = [
        line
        for document in documents(draft.text, stretches, knowledge)
        for line in _account(document, source.position(draft.to_source(stretches[document.first]).start)[0], knowledge)
    ]
    return "\n".join([f"{visible(source.name)}:", *lines]) + "\n"


def _account(document: JudgedDocument, line: int, knowledge: Knowledge) -> Iterator[str]:
    """The genre of the document that begins in a line, and why."""
    where = f"  from line {line}, {counted(len(document.pages), 'page')}: "
    if document.genre.name == SHEET:
        yield f"{where}{SHEET}, by its labels"
        return
    likely = chances(knowledge.genres, document.facts)
    name = "not recognised" if document.genre.name == DOCUMENT else document.genre.name
    yield f"{where}{name}{f', {document.subgenre}' if document.subgenre else ''}"
    for genre in sorted(likely, key=lambda genre: -likely[genre])[:MOST_GENRES]:
        yield f"    {genre} {likely[genre]:.0%}"
        weighed = [ground for ground in grounds(knowledge.genres, document.facts, genre) if ground[0] != ALWAYS]
        for fact, points in [ground for ground in weighed if abs(ground[1]) >= LEAST_POINTS][:MOST_GROUNDS]:
            yield f"      {points:+.2f}  {fact}"
