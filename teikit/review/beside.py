"""Find the variants of each word in the other releases, for a document that was made from several files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teikit.chain import correct
from teikit.collation.columns import columns
from teikit.collation.edition import Edition, collate
from teikit.collation.join import joined
from teikit.collation.witness import Witness
from teikit.core import Draft, Source, Span
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.telegrams.assembling import assemble


class Variant(NamedTuple):
    """The reading of another release in the place of a word, and the place of its words in the source."""

    text: str
    spans: tuple[Span, ...]


Variants = dict[Span, dict[str, Variant]]
"""For the stretch of the source of each word, the variants of the other releases, by their names."""


def collated(sources: Sequence[Source], lexicon: Lexicon, options: Options) -> tuple[Draft, Variants]:
    """One draft of the sources that are releases of a record, corrected by each other, and its words' variants."""
    drafts = [correct(source, lexicon, options) for source in sources]
    names = [source.name for source in sources]
    if len(set(names)) < len(names):
        names = [f"{number}/{name}" for number, name in enumerate(names, 1)]
    collation = collate(assemble(joined(drafts, names, "edition"), lexicon), lexicon, is_one_record=True)
    beside: Variants = {}
    for edition in collation.editions:
        beside.update(_of_edition(edition))
    return collation.draft, beside


def _of_edition(edition: Edition) -> Iterator[tuple[Span, dict[str, Variant]]]:
    """The words of the releases of an edition by their places in the source, each with the readings of the others."""
    by_id = {witness.id: witness for witness in edition.work.witnesses}
    for name, witness in by_id.items():
        pairs = {release: edition.pairs[name, release] for release in by_id if release != name}
        for column in columns(pairs, len(witness.words)) if pairs else ():
            places = {by_id[release]: place for release, place in column.witnesses.items() if place[0] < place[1]}
            there = dict(_there(release, place) for release, place in places.items())
            for word in witness.words[slice(*column.base)] if there else ():
                yield witness.draft.to_source(word.span), there


def _there(witness: Witness, place: tuple[int, int]) -> tuple[str, Variant]:
    """The name of a release, and its reading in a place."""
    words = witness.words[slice(*place)]
    spans = tuple(witness.draft.to_source(word.span) for word in words)
    return witness.draft.source.origin(spans[0].start)[1], Variant(" ".join(word.text for word in words), spans)
