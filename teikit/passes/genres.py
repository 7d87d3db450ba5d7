"""Tell which documents an input holds and what each is: a cable, a memorandum, a letter, an identification sheet.

What it marks: the page on which each document begins, with its genre and how likely that is, by a score over many
things that its pages show (``dictionaries/us/genre-features.tsv``: CLASSIFIED MESSAGE, END OF MESSAGE, CITE MEXI 7443,
MEMORANDUM FOR, Dear, the share of capitals), each worth the points that were learnt for it. A document begins behind an
identification sheet, where the number of the record changes, and where the top of a page says so. The lines of an
identification sheet are set aside, each with the label that begins it and the field that it tells, so that no later
rule takes DATE for a stamp or corrects a name there. Pieces of a release notice on a sheet (``SE UNDER THE PRESIDENT
JOHN F. KENNEDY ASSASSINA``) are stamps.

What it leaves alone: what a document is, where no genre is likely enough (it is a ``document`` then); whether a page
goes on, where its running head says that it does.

How it may be wrong: a memorandum that quotes a cable in full; a second memorandum that begins without a head.
Seen in: JFK records of the CIA, the FBI and committees of Congress; State Department telegrams of 1958 to 1969.
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.core import Certainty, Draft, Edit, Mark, Span, attrs, kinds
from teikit.genres.documents import Document, documents
from teikit.genres.judging import SHEET, grounds
from teikit.genres.knowledge import Knowledge, knowledge
from teikit.genres.scorecard import ALWAYS
from teikit.lexicon import Lexicon

RULE = "genres"
HIGH = 0.9  # chance from which a genre is certain
SHOWN = 4  # grounds that a mark names


def genres(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``MEMORANDUM FOR:`` at the top as that of a memorandum; leave ``IN HIS MEMORANDUM FOR THE RECORD``."""
    known = knowledge(lexicon)
    if not known.genres or not draft.text.strip():
        return
    pages = draft.cut_at(kinds.PAGE)
    for document in documents(draft.text, pages, known):
        start = pages[document.first].start
        details, why = _details(document), _why(document, known)
        yield Mark(Span(start, start), kinds.DOCUMENT, RULE, details, _certainty(document), why)
        if document.genre.name == SHEET:
            yield from _lines(draft, Span(start, pages[document.last].end), known)


def _certainty(document: Document) -> Certainty:
    return Certainty.HIGH if document.genre.chance >= HIGH else Certainty.MEDIUM


def _details(document: Document) -> tuple[tuple[str, str], ...]:
    return attrs(type=document.genre.name, chance=f"{document.genre.chance:.2f}", wired=f"{document.wired:.2f}")


def _why(document: Document, known: Knowledge) -> str:
    """What weighs most for the genre."""
    if document.genre.name == SHEET:
        return "its labels are those of an identification sheet"
    weighed = grounds(known.genres, document.facts, document.genre.name)
    return "; ".join([fact for fact, points in weighed if points > 0 and fact != ALWAYS][:SHOWN])


def _lines(draft: Draft, sheet: Span, known: Knowledge) -> Iterator[Mark]:
    """The lines of a sheet, but for what the archive stamps on everything, each with the field whose value it has."""
    values = sorted((span.start, field.field) for field in known.sheets.read(draft.text, sheet) for span in field.spans)
    labels = list(known.sheets.labels(draft.text, sheet))
    for line in draft.lines_in(sheet):
        if line.text.strip() and not known.sheets.is_notice(line.text):
            fields = [field for start, field in values if line.start <= start < line.end]
            label, span = next((one for one in labels if line.start <= one[1].start < line.end), ("", Span(0, 0)))
            if not fields and not label and known.sheets.is_piece(line.text):
                yield Mark(line.span, kinds.STAMP, RULE, attributes=attrs(type="release"))
                continue
            details = attrs(type=fields[0] if fields else label, label=draft.text[slice(*span)].strip())
            yield Mark(line.span, kinds.SHEET, RULE, attributes=details)
