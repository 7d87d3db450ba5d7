"""The whole way for one input: OCR text to TEI that has been checked before anybody sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from teikit.chain import correct
from teikit.check.validation import Fault, parse, validate
from teikit.core import Certainty, Draft, Source
from teikit.errors import OutputInvalid
from teikit.lexicon import Lexicon
from teikit.readers import read
from teikit.tei import encode, is_referenced, recover_files, serialize, source_text
from teikit.telegrams.assembling import Packet, assemble

BUG = "This is a bug in teikit, not in your file. Please report it with the file."


@dataclass(frozen=True)
class Conversion:
    """What became of one input.

    ``documents`` are pairs of a name suffix (empty unless split) and the bytes of a TEI file; ``faults`` are the
    warnings of the validation, for a document with errors is never handed out.
    """

    source: Source
    draft: Draft
    packet: Packet
    documents: tuple[tuple[str, bytes], ...]
    faults: tuple[Fault, ...] = ()


def convert(
    data: bytes,
    name: str,
    lexicon: Lexicon,
    *,
    encoding: str | None = None,
    profile: str = "markup",
    split: bool = False,
    at_least: Certainty = Certainty.MEDIUM,
    without: frozenset[str] = frozenset(),
    suggestions: bool = False,
    format: str | None = None,
    images: str = "",
    word_zones: bool = False,
) -> Conversion:
    """Convert the bytes of one input; ``name`` is how the TEI calls it, ``format`` and ``encoding`` what it is in.

    The other options are those of :func:`convert_source`. Raises what :func:`teikit.readers.read` raises, and
    :class:`~teikit.errors.OutputInvalid` where the TEI is not valid or does not give exactly ``data`` back.
    """
    return convert_source(
        read(data, name, encoding, format),
        lexicon,
        profile=profile,
        split=split,
        at_least=at_least,
        without=without,
        suggestions=suggestions,
        images=images,
        word_zones=word_zones,
    )


def convert_source(
    source: Source,
    lexicon: Lexicon,
    *,
    profile: str = "markup",
    split: bool = False,
    at_least: Certainty = Certainty.MEDIUM,
    without: frozenset[str] = frozenset(),
    suggestions: bool = False,
    images: str = "",
    word_zones: bool = False,
) -> Conversion:
    """Convert one input that has been read.

    With ``suggestions`` the readings that are too uncertain to be made stand in the TEI as annotations. ``images`` says
    where the images of the pages are, ``word_zones`` asks for the place of each word on them.

    Raises :class:`~teikit.errors.OutputInvalid` where the TEI is not valid or does not give the input back.
    """
    draft = correct(source, lexicon, at_least, without)
    packet = assemble(draft, lexicon)
    documents = tuple(
        (suffix, serialize(root))
        for suffix, root in encode(packet, lexicon, profile, split, suggestions, images, word_zones)
    )
    return Conversion(source, draft, packet, documents, checked([data for _, data in documents], source))


def checked(documents: Sequence[bytes], source: Source, carried: bool = True) -> tuple[Fault, ...]:
    """The warnings of the validation of what is about to be written.

    Raises :class:`~teikit.errors.OutputInvalid` where it is not valid or, if the input is to be ``carried`` along, does
    not give it back.
    """
    roots = [parse(document, limit=len(document)) for document in documents]
    if carried:
        _refuse_loss(roots, source)
    return _refuse_errors(roots, source.name)


def _refuse_loss(roots: Sequence[etree._Element], source: Source) -> None:
    """Every byte of the input must come back from what is about to be written, and the text that was read in it."""
    files = [(part.name, part.data) for part in source.parts] or [("", source.encode())]
    carried = not any(is_referenced(part) for part in source.parts)
    if (carried and recover_files(roots) != files) or (source.parts and source_text(roots) != source.text):
        message = "the source cannot be recovered from the TEI; nothing was written"
        raise OutputInvalid("OUTPUT-LOSES", message, BUG, source.name)


def _refuse_errors(roots: Sequence[etree._Element], name: str) -> tuple[Fault, ...]:
    faults = tuple(fault for root in roots for fault in validate(root))
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors:
        first = "\n".join(f"line {fault.line} of the TEI: {fault.code}: {fault.message}" for fault in errors[:5])
        message = f"the TEI is not valid ({len(errors)} errors); nothing was written"
        raise OutputInvalid("OUTPUT-INVALID", message, f"{first}\n{BUG}", name)
    return faults
