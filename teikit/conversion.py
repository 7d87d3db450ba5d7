"""Convert one input from OCR text to TEI, and check the TEI before it is handed out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from teikit.authorities import Authorities, Entry, read_entries
from teikit.authorities.entries import LIST_KINDS
from teikit.chain import RULES, correct
from teikit.check.validation import Fault, parse, validate
from teikit.core import Draft, Source
from teikit.core.packet import Packet
from teikit.decisions.files import with_decisions
from teikit.errors import BUG_HINT, ConfigRefused, ExitCode, OutputInvalid, Refused, TeikitError, UsageError
from teikit.inputs import Input, missing
from teikit.inputs import load as load_bytes
from teikit.inputs.reading import placed, read_input
from teikit.lexicon import Lexicon, load
from teikit.lexicon.lists import with_list
from teikit.options import DEFAULT_OPTIONS, Options
from teikit.own_passes import Pass
from teikit.readers import read
from teikit.rulebook import BESIDE_THE_CHAIN
from teikit.tei import encode, is_referenced, recover_files, serialize, source_text
from teikit.tei.build import legal
from teikit.telegrams.assembling import assemble


@dataclass(frozen=True)
class Conversion:
    """What became of one input.

    ``documents`` are pairs of a name suffix (empty unless split) and the bytes of a TEI file; ``faults`` are the
    warnings of the validation; a document with errors is never handed out.
    """

    packet: Packet
    documents: tuple[tuple[str, bytes], ...]
    faults: tuple[Fault, ...] = ()

    @property
    def draft(self) -> Draft:
        """The text as corrected."""
        return self.packet.draft

    @property
    def source(self) -> Source:
        """The text as it was read."""
        return self.packet.source


def convert(data: bytes, name: str, lexicon: Lexicon, options: Options = DEFAULT_OPTIONS) -> Conversion:
    """Convert the bytes of one input; ``name`` is its name in the TEI.

    Raises what :func:`teikit.readers.read` raises, and :class:`~teikit.errors.OutputInvalid` if the TEI is not valid
    or does not give exactly ``data`` back.
    """
    return convert_source(read(data, name, options.encoding, options.format, options.reveal), lexicon, options)


def convert_input(item: Input, lexicon: Lexicon, options: Options) -> tuple[Conversion, list[TeikitError]]:
    """Read and convert one input. Returns the conversion, and an error for each of its files (of a METS) that failed.

    Raises what reading and converting raise, with the name of the input in messages as the place.
    """
    source, left_out = read_input(item, options)
    for error in left_out:
        error.place = f"{item.shown}: {error.place}"
    if left_out and not source.text:
        raise _without_pages(left_out, item.shown)
    with placed(item):
        return convert_source(source, lexicon, options), left_out


def _without_pages(left_out: list[TeikitError], shown: str) -> Refused:
    hint = "Put the files where it says they are, or name another group with --file-group.\n"
    hint += "\n".join(f"{error.place}: {error.message} [{error.code}]" for error in left_out[:20])
    error = Refused("METS-EMPTY", "none of the files of its pages could be read", hint, shown)
    error.exit_code = ExitCode.SOME_FAILED
    return error


def load_lexicon(options: Options = DEFAULT_OPTIONS, lexicon: Lexicon | None = None) -> Lexicon:
    """The lexicon of the collections that options name, or the one that is given, with the lists that they name.

    It includes the decisions of people. Raises IN-MISSING, USAGE-LANGUAGE for an unknown language, and
    :class:`~teikit.errors.ConfigRefused` for a faulty collection, list or decision.
    """
    lexicon = lexicon or load(*options.collection)
    for name in options.words:
        if not os.path.lexists(name):
            raise missing(name)
        data = load_bytes(Path(name))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            message = f"this list is not UTF-8 (byte 0x{data[error.start]:02X})"
            raise ConfigRefused("LIST-ENCODING", message, "Save it as UTF-8.", f"{name}:{line}") from None
        lexicon = with_list(lexicon, text, name)
    for language in options.language:
        if not lexicon.languages.code(language):
            message = f"'{language}' is neither the code nor the name of a language"
            raise UsageError("USAGE-LANGUAGE", message, "Write a code, such as en, es or de-AT.")
    lexicon = with_authorities(lexicon, options)
    if options.decisions:
        lexicon = with_decisions(lexicon, options.decisions, (*RULES, *BESIDE_THE_CHAIN))
    return lexicon


def with_authorities(lexicon: Lexicon, options: Options) -> Lexicon:
    """The lexicon with the lists of names that options name; their words are known from then on.

    An initial or a name that is also a word (``J.``, WILL) may still be a misreading of another word. Raises
    IN-MISSING, and :class:`~teikit.errors.ConfigRefused` for a faulty list.
    """
    entries: list[Entry] = []
    for kind in LIST_KINDS:
        for name in getattr(options, kind):
            if not os.path.lexists(name):
                raise missing(name)
            entries += read_entries(load_bytes(Path(name)), name, kind)
    if not entries:
        return lexicon
    words = {word for entry in entries for form in entry.forms for word in form if word.isalpha()}
    unknown = sorted(word for word in words if word not in lexicon.words)
    extended = with_list(lexicon, "\n".join(unknown), "names")
    return replace(extended, authorities=Authorities(entries))


def convert_source(
    source: Source, lexicon: Lexicon, options: Options = DEFAULT_OPTIONS, passes: Sequence[Pass] = ()
) -> Conversion:
    """Convert one input that has been read.

    Raises :class:`~teikit.errors.OutputInvalid` if the TEI is not valid or does not give the input back.
    """
    return convert_draft(correct(source, lexicon, options, passes), lexicon, options)


def convert_draft(draft: Draft, lexicon: Lexicon, options: Options) -> Conversion:
    """Convert one input that has been corrected; raises what :func:`convert_source` raises."""
    packet = assemble(draft, lexicon)
    documents = tuple((suffix, serialize(root)) for suffix, root in encode(packet, lexicon, options))
    faults = checked([data for _, data in documents], draft.source)
    return Conversion(packet, documents, faults)


def checked(documents: Sequence[bytes], source: Source, carried: bool = True) -> tuple[Fault, ...]:
    """Validate what is about to be written, and return the warnings.

    Raises :class:`~teikit.errors.OutputInvalid` where it is not valid or, if the input is to be ``carried`` along, does
    not give it back.
    """
    roots = [parse(document, limit=len(document)) for document in documents]
    if carried:
        _refuse_loss(roots, source)
    return _refuse_errors(roots, source.name)


def _refuse_loss(roots: Sequence[etree._Element], source: Source) -> None:
    """Check that every byte of the input, and the text read from it, comes back from what is about to be written."""
    files = [(legal(part.name), part.data) for part in source.parts] or [("", source.encode())]
    carried = not any(is_referenced(part) for part in source.parts)
    is_lost = carried and sorted(recover_files(roots)) != sorted(files)
    if is_lost or (source.parts and source_text(roots) != source.text):
        message = "the source cannot be recovered from the TEI; nothing was written"
        raise OutputInvalid("OUTPUT-LOSES", message, BUG_HINT, source.name)


def _refuse_errors(roots: Sequence[etree._Element], name: str) -> tuple[Fault, ...]:
    """The warnings about documents, given by their roots. Raises OUTPUT-INVALID if one of them has an error."""
    faults = tuple(fault for root in roots for fault in validate(root))
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors:
        first = "\n".join(f"line {fault.line} of the TEI: {fault.code}: {fault.message}" for fault in errors[:5])
        message = f"the TEI is not valid ({len(errors)} errors); nothing was written"
        raise OutputInvalid("OUTPUT-INVALID", message, f"{first}\n{BUG_HINT}", name)
    return faults
