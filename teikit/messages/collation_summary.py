"""Summarize the result of a collation for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from teikit.collation.classify import Verdict
from teikit.collation.decision import Decision
from teikit.collation.edition import Collation, Edition
from teikit.collation.witness import Witness
from teikit.core import Certainty
from teikit.core.genres import WIRED
from teikit.wording import and_more, counted, indented, pages_named, visible

MOST_SHOWN = 12  # questions that a summary lists; the TEI has all
PRINTINGS = ("PRINTING-FOUND", "PRINTING-UNUSED")
"""Codes of notes on what was given with ``--trusted``."""
REASONS = {
    Verdict.LOST: "lost by the OCR",
    Verdict.SKIPPED: "skipped by the OCR",
    Verdict.PAGE: "a page that is not there",
    Verdict.MOVED: "in another order",
    Verdict.UNKNOWN: "for an unknown reason",
}


def counts(collation: Collation) -> dict[str, int]:
    """The numbers of documents, telegrams (wired), releases, corrections by other releases, excisions, recovered."""
    documents = [edition for edition in collation.editions if edition.work.base.telegram.genre != "cover"]
    excisions = [excision for edition in collation.editions for excision in edition.excisions]
    return {
        "document": len(documents),
        "wired": sum(edition.work.base.telegram.genre in WIRED for edition in documents),
        "release": sum(len(edition.work.witnesses) for edition in documents),
        "correction": sum(_is_made(decision) for edition in collation.editions for decision in edition.all_decisions),
        "excision": len(excisions),
        "recovered": sum(excision.recovered for excision in excisions),
    }


def documents_counted(number: Mapping[str, int]) -> str:
    """The number of telegrams, or of documents if some are not telegrams: ``2 telegrams``."""
    total = number.get("document", 0)
    return counted(total, "telegram" if number.get("wired", total) == total else "document")


def collation_headline(collation: Collation, name: str) -> str:
    """The result of a collation in a line; ``name`` is the name of the group of inputs."""
    number = counts(collation)
    parts = [
        documents_counted(number),
        counted(number["release"], "release"),
        counted(number["correction"], "correction") + " by another release",
        f"{counted(number['excision'], 'excision')}, {number['recovered']} of them printed elsewhere",
    ]
    return f"{visible(name)}: {', '.join(parts)}"


def summarize_collation(collation: Collation, name: str, verbose: bool) -> str:
    """The releases of each telegram, what each withholds, what was corrected, what is undecided."""
    return "\n".join(
        [
            collation_headline(collation, name),
            *_editions(collation, verbose),
            *_printings(collation),
            *_queries(collation, verbose),
        ]
    )


def _editions(collation: Collation, verbose: bool) -> Iterator[str]:
    """The lines about each edition: its releases, and what they withhold."""
    source = collation.packet.source
    for edition in collation.editions:
        base = edition.work.base
        if base.telegram.genre == "cover":
            continue
        yield f"  {visible(base.telegram.name)}"
        for witness in sorted(edition.work.witnesses, key=lambda witness: witness.telegram.release):
            place = visible(source.origin(witness.pages[0].span.start)[1])
            yield from indented(f"{witness.id}: {place}, {_release(edition, witness)}")
        yield from _other_reasons(edition)
        yield from _questions(edition, verbose)


def _release(edition: Edition, witness: Witness) -> str:
    """The pages of a release, its date, what it withholds and what was corrected in it."""
    excisions = [excision for excision in edition.excisions if excision.witness_id == witness.id]
    recovered = [excision for excision in excisions if excision.recovered]
    words = sum(len(excision.text.split()) for excision in recovered)
    corrected = sum(map(_is_made, edition.decisions[witness.id]))
    pages = pages_named(page.n for page in witness.pages)
    date = f", released {edition.released[witness.id]}" if edition.released[witness.id] else ""
    is_printed = witness is edition.work.base and len(edition.work.witnesses) > 1
    printed = ", the text that is printed" if is_printed else ""
    return (
        f"{pages}{date}{printed}: {counted(len(excisions), 'excision')}, {len(recovered)} printed elsewhere "
        f"({counted(words, 'word')}), {counted(corrected, 'word')} corrected"
    )


def _printings(collation: Collation) -> Iterator[str]:
    """Which document of a volume a printing is, and which printings were not used."""
    for note in collation.packet.source.notes:
        if note.code in PRINTINGS:
            yield from indented(f"{note.code}: {visible(note.message)}", by=2)


def _queries(collation: Collation, verbose: bool) -> Iterator[str]:
    """Contradictions between the pages, and pages put into order; a message about several places occurs once."""
    first_places: dict[tuple[str, str], str] = {}
    for query in collation.packet.queries:
        first_places.setdefault((query.code, query.message), collation.packet.source.place(query.offset))
    for number, ((code, message), place) in enumerate(first_places.items()):
        if number == MOST_SHOWN and not verbose:
            yield f"  {and_more(len(first_places) - MOST_SHOWN)}"
            return
        yield from indented(visible(f"{place}: {code}: {message}"), by=2)


def _other_reasons(edition: Edition) -> Iterator[str]:
    counts = Counter(finding.verdict for finding in edition.findings)
    reasons = [f"{counts[verdict]} {reason}" for verdict, reason in REASONS.items() if counts[verdict]]
    if reasons:
        yield from indented(f"passages that a release lacks for other reasons: {', '.join(reasons)}")


def open_questions(collation: Collation) -> Iterator[tuple[int, str]]:
    """The undecided differences between releases: the place of each in the source, and the readings of the releases."""
    for edition in collation.editions:
        base = edition.work.base
        for decision in _open(edition):
            words = base.words[slice(*decision.column.base)]
            span = base.draft.to_source(words[0].span) if words else base.pages[0].span
            yield span.start, _seen(decision)


def _open(edition: Edition) -> list[Decision]:
    return [decision for decision in edition.base_decisions if decision.is_open]


def _seen(decision: Decision) -> str:
    return f"undecided: {'; '.join(f'{name} has {text}' for name, text in decision.seen.items())}"


def _questions(edition: Edition, verbose: bool) -> Iterator[str]:
    undecided = _open(edition)
    for decision in undecided if verbose else undecided[:MOST_SHOWN]:
        yield from indented(f"RELEASES-DIFFER: {visible(_seen(decision))}")
    if len(undecided) > MOST_SHOWN and not verbose:
        yield f"    {and_more(len(undecided) - MOST_SHOWN)}"


def _is_made(decision: Decision) -> bool:
    return decision.cert is not None and decision.cert >= Certainty.MEDIUM
