"""Collate the releases of one record: from the inputs to a checked edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from types import MappingProxyType

from teikit.chain import correct
from teikit.check.validation import Fault, parse
from teikit.collation.edition import Collation, collate
from teikit.collation.join import joined
from teikit.collation.join import names as names_of
from teikit.collation.printing import printed
from teikit.collation.strays import is_printing_of
from teikit.conversion import checked
from teikit.copies.printings import printings_of
from teikit.core import Draft, Note, Source
from teikit.errors import Refused
from teikit.inputs import HEADER, Input, is_our_own
from teikit.inputs.reading import placed, read_input
from teikit.lexicon import Lexicon
from teikit.options import DEFAULT_OPTIONS, Options
from teikit.own_passes import Pass
from teikit.readers import read
from teikit.tei import carried_files, serialize
from teikit.tei.collation.document import encode_edition, encode_releases
from teikit.telegrams.assembling import assemble
from teikit.wording import counted

MOST_NAMED = 3  # printings that a note names


@dataclass(frozen=True)
class CheckedEdition:
    """The edition of one record: its collation, the bytes of its TEI, the warnings of the validation."""

    collation: Collation
    tei: bytes
    faults: tuple[Fault, ...] = ()


def collate_inputs(inputs: Sequence[Input], title: str, lexicon: Lexicon, options: Options) -> CheckedEdition:
    """Read, correct and collate the inputs that are releases of one record; ``title`` is their name in the edition.

    Raises COLLATE-ALONE if there are no two releases of one telegram in them, what reading them raises, and
    :class:`~teikit.errors.OutputInvalid` if the edition is not valid or does not give the inputs back.
    """
    first, *further = (release(item, options) for item in inputs)
    printings, unused = _printings(options, [first, *further], lexicon)
    sources = [replace(first, notes=(*first.notes, *unused)), *further, *(source for _, source in printings)]
    named = list(zip(names_of([*inputs, *(item for item, _ in printings)]), sources, strict=True))
    count = len(inputs)
    return collate_sources(dict(named[:count]), title, lexicon, options, printings=dict(named[count:]))


def _printings(
    options: Options, releases: Sequence[Source], lexicon: Lexicon
) -> tuple[list[tuple[Input, Source]], list[Note]]:
    """The printings of these documents, each with its text, and a note on the printings that were not used."""
    used: list[tuple[Input, Source]] = []
    unused: list[str] = []
    texts = [release.text for release in releases]
    for name in options.trusted:
        printings = printings_of([name], releases, options)
        related = [(item, source) for item, source in printings if is_printing_of(source.text, texts, lexicon)]
        used += related
        if not related:
            unused.append(PurePath(name).name)
    return used, [_unused(unused)] if unused else []


def _unused(names: Sequence[str]) -> Note:
    """The note on printings that were not used, by their names."""
    if len(names) == 1:
        return Note("PRINTING-UNUSED", f"{names[0]} was not used: it has no document that is clearly this one")
    shown = list(names[:MOST_NAMED])
    if further := len(names) - len(shown):
        shown.append(counted(further, "other"))
    named = f"{', '.join(shown[:-1])} and {shown[-1]}"
    message = f"{named} were not used: none of them has a document that is clearly this one"
    return Note("PRINTING-UNUSED", message)


def collate_sources(
    releases: Mapping[str, Source],
    title: str,
    lexicon: Lexicon,
    options: Options = DEFAULT_OPTIONS,
    passes: Sequence[Pass] = (),
    printings: Mapping[str, Source] = MappingProxyType({}),
) -> CheckedEdition:
    """Correct and collate the releases of a record, and printings of it, which are not corrected.

    Both have the names of their inputs in the edition, all different. Raises COLLATE-ALONE if no telegram has two
    releases, and :class:`~teikit.errors.OutputInvalid` if the edition is not valid.
    """
    drafts = [correct(source, lexicon, options, passes) for source in releases.values()]
    drafts += [printed(source, lexicon) for source in printings.values()]
    draft = drafts[0] if len(drafts) == 1 else joined(drafts, [*releases, *printings], title)
    collation = collate(assemble(draft, lexicon), lexicon, len(drafts) > 1, frozenset(printings))
    if not any(len(edition.work.witnesses) > 1 for edition in collation.editions):
        hint = "teikit looks for the same number and section, the same record number, or the same text."
        if len(drafts) > 1:
            hint += (
                " Files whose names differ only in the year of release (a-2018.txt, a-2022.txt) are always collated."
            )
        message = "there are no two releases of one telegram here"
        raise Refused("COLLATE-ALONE", message, _about_unused(releases.values()) or hint, title)
    return CheckedEdition(collation, *_encoded(collation, draft, lexicon, options))


def _about_unused(releases: Iterable[Source]) -> str:
    """The note on printings that were not used, as a sentence; empty if there is none."""
    notes = (note for release in releases for note in release.notes if note.code == "PRINTING-UNUSED")
    return next((f"{note.message}." for note in notes), "")


def _encoded(collation: Collation, draft: Draft, lexicon: Lexicon, options: Options) -> tuple[bytes, tuple[Fault, ...]]:
    tei = serialize(encode_edition(collation, lexicon, options))
    return tei, checked([tei], draft.source, carried=not options.public)


def releases_of(collation: Collation, lexicon: Lexicon, options: Options = DEFAULT_OPTIONS) -> dict[str, bytes]:
    """The bytes of a TEI document for each release, by its id: its own text, as corrected by the others.

    What a release withholds is a gap there, whatever others print. Together they give all inputs back, except for
    printings, which get no document. Raises :class:`~teikit.errors.OutputInvalid` if they do not or if one is not
    valid.
    """
    releases = {name: serialize(root) for name, root in encode_releases(collation, lexicon, options)}
    is_whole = not any(witness.is_printing for edition in collation.editions for witness in edition.work.witnesses)
    checked([*releases.values()], collation.draft.source, carried=is_whole and not options.public)
    return releases


def release(item: Input, options: Options = DEFAULT_OPTIONS) -> Source:
    """An input as it was read; of TEI that teikit wrote, the OCR text that it was made from.

    Raises COLLATE-EDITION for TEI of several files, and the first error of an input of which parts cannot be read.
    """
    with placed(item):
        data = item.read()
        if not (is_our_own(data[:HEADER]) and data[:1] == b"<"):
            if item.path is None:  # standard input can be read only once
                return read(data, item.name, options.encoding, options.format)
            source, left_out = read_input(item, options)
            if left_out:  # a release with parts missing would seem to withhold them
                raise left_out[0]
            return source
        files = carried_files([parse(data)])
        if len(files) > 1:
            hint = "Name the files of its releases themselves; `teikit recover` gives them back."
            raise Refused("COLLATE-EDITION", "this TEI was made from several files", hint, item.shown)
        name = files[0].name or PurePath(item.name).stem
        return read(files[0].data, name, files[0].encoding or options.encoding)
