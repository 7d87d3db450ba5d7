"""What became of a collation, for a person in a hurry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from textwrap import wrap

from teikit.collation.classify import Kind
from teikit.collation.decide import Decision
from teikit.collation.edition import Collation, Edition
from teikit.core import Certainty
from teikit.messages.summary import WIDTH
from teikit.wording import counted, visible

SHOWN = 12
"""So many questions a summary spells out; the TEI has all."""
SAID = {
    Kind.LOST: "lost by the OCR",
    Kind.SKIPPED: "skipped by the OCR",
    Kind.PAGE: "a page that is not there",
    Kind.MOVED: "in another order",
    Kind.UNKNOWN: "nobody can tell why",
}


def headline(collation: Collation, name: str) -> str:
    """What was collated, in a line."""
    telegrams = [edition for edition in collation.editions if edition.work.base.telegram.kind != "cover"]
    releases = sum(len(edition.work.witnesses) for edition in telegrams)
    excisions = [one for edition in collation.editions for one in edition.excisions]
    recovered = sum(one.recovered for one in excisions)
    corrected = sum(_is_made(one) for edition in collation.editions for one in edition.all_decided)
    parts = [
        counted(len(telegrams), "telegram"),
        counted(releases, "release"),
        counted(corrected, "correction") + " by another release",
        f"{counted(len(excisions), 'excision')}, {recovered} of them printed elsewhere",
    ]
    return f"{visible(name)}: {', '.join(parts)}"


def summary(collation: Collation, name: str, verbose: bool) -> str:
    """The releases of each telegram, what each withholds, what was corrected, what nobody can decide."""
    return "\n".join([headline(collation, name), *_editions(collation, verbose), *_queries(collation, verbose)])


def _editions(collation: Collation, verbose: bool) -> Iterator[str]:
    source = collation.packet.source
    for edition in collation.editions:
        base = edition.work.base
        if base.telegram.kind == "cover":
            continue
        yield f"  {visible(base.telegram.name)}"
        for witness in sorted(edition.work.witnesses, key=lambda one: one.telegram.release):
            mine = [one for one in edition.excisions if one.witness == witness.id]
            recovered = [one for one in mine if one.recovered]
            words = sum(len(one.text.split()) for one in recovered)
            made = sum(_is_made(one) for one in edition.decided[witness.id])
            place = visible(source.origin(witness.pages[0].span.start)[1])
            when = f", released {edition.released[witness.id]}" if edition.released[witness.id] else ""
            printed = ", the text that is printed" if witness is base and len(edition.work.witnesses) > 1 else ""
            pages = ("page " if len(witness.pages) == 1 else "pages ") + ", ".join(page.n for page in witness.pages)
            yield from _wrapped(
                f"{witness.id}: {place}, {pages}{when}{printed}: {counted(len(mine), 'excision')}, "
                f"{len(recovered)} printed elsewhere ({counted(words, 'word')}), {counted(made, 'word')} corrected"
            )
        yield from _others(edition)
        yield from _questions(edition, verbose)


def _queries(collation: Collation, verbose: bool) -> Iterator[str]:
    """What the pages say against each other, and which pages were put right; the same at several places once."""
    source = collation.packet.source
    places: dict[tuple[str, str], list[str]] = {}
    for query in collation.packet.queries:
        places.setdefault((query.code, query.message), []).append(source.place(query.offset))
    for number, ((code, message), at) in enumerate(places.items()):
        if number == SHOWN and not verbose:
            yield f"  ... and {len(places) - SHOWN} more (-v shows all)"
            return
        yield from wrap(visible(f"{at[0]}: {code}: {message}"), WIDTH, initial_indent="  ", subsequent_indent="    ")


def _others(edition: Edition) -> Iterator[str]:
    counts = Counter(finding.kind for finding in edition.findings)
    said = [f"{counts[kind]} {text}" for kind, text in SAID.items() if counts[kind]]
    if said:
        yield from _wrapped(f"passages that a release lacks for other reasons: {', '.join(said)}")


def _questions(edition: Edition, verbose: bool) -> Iterator[str]:
    asked = [one for one in edition.printed if one.open]
    for one in asked if verbose else asked[:SHOWN]:
        seen = "; ".join(f"{name} has {text}" for name, text in one.seen.items())
        yield from _wrapped(f"RELEASES-DIFFER: nothing decides: {visible(seen)}")
    if len(asked) > SHOWN and not verbose:
        yield f"    ... and {len(asked) - SHOWN} more (-v shows all)"


def _is_made(decision: Decision) -> bool:
    return decision.cert is not None and decision.cert >= Certainty.MEDIUM


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="    ", subsequent_indent="      ")
