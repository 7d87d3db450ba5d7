"""``teikit convert`` as a task: one input becomes TEI, ALTO or PAGE."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, NamedTuple

from teikit import __version__
from teikit.conversion import Conversion, convert_input
from teikit.errors import Refused, UsageError
from teikit.inputs import Input
from teikit.lexicon import Lexicon
from teikit.messages.message import as_line, messages_of
from teikit.messages.summary import headline, summarize
from teikit.options import Options
from teikit.wording import counted, visible
from teikit.work.documents import BatchDocument, digest_of
from teikit.work.ledger.facts import facts_of, row_facts
from teikit.work.tasks.task import Output, Result


class ConvertedFile(NamedTuple):
    """A file of one conversion: its kind, the part of its name after the stem, its bytes."""

    kind: str
    suffix: str
    data: bytes


@dataclass(frozen=True)
class ConvertTask:
    """The conversion of inputs. ``folder`` is the output folder for ``add_to_mets``, empty for standard output."""

    options: Options
    folder: str = ""
    add_to_mets: bool = False

    command: ClassVar[str] = "convert"
    noun: ClassVar[str] = "input"
    done: ClassVar[str] = "converted"
    checked: ClassVar[str] = "valid; the OCR text comes back byte for byte"

    def make(self, document: BatchDocument, lexicon: Lexicon, alone: bool, verbose: bool) -> Result:
        """The conversion of one input, with its summary and its entries for the report and the ledger.

        ``alone`` says that it is the only input, which gets the whole summary; with ``verbose`` it has all messages.
        Raises what reading and converting raise.
        """
        item = document.opened()
        edition = self.options.edition.of(document.stem, document.file)
        conversion, left_out = convert_input(item, lexicon, replace(self.options, edition=edition))
        messages = messages_of(conversion, item.shown)
        notes = sorted({message.rule for message in messages if message.kind == "note"})
        noted = f" [{' '.join(notes)}]" if notes else ""
        line = f"{visible(item.shown)}: {headline(conversion)}{noted}"
        summary = [*map(as_line, messages)] if verbose else []
        summary.append(summarize(conversion, messages, item.shown) if alone else line)
        return Result(
            input=_digest(conversion, document),
            outputs=tuple(self._outputs(item, conversion)),
            facts=facts_of(conversion, messages) | row_facts(conversion.packet, document, lexicon, edition),
            summary="\n".join(summary),
            messages=messages,
            left_out=tuple(left_out),
        )

    def _outputs(self, item: Input, conversion: Conversion) -> list[Output]:
        """The outputs for an input, by their paths relative to the output folder."""
        payload = Path("data") if self.options.bag else Path()
        stem = payload / item.stem
        files = list(files_of(conversion, self.options, item.shown))
        if len(files) > 1 and not self.folder:
            message = f"{len(files)} files cannot go to standard output"
            raise UsageError("USAGE-OUTPUT", message, "Name a folder: -o DIR", item.shown)
        outputs = [Output(kind, stem.with_name(stem.name + suffix).as_posix(), data) for kind, suffix, data in files]
        if self.add_to_mets:
            from teikit.export.mets import check_entry

            places = [(Path(self.folder, output.name), output.kind) for output in outputs]
            check_entry(item, conversion.source, places)
        return outputs

    def expected(self, document: BatchDocument) -> tuple[str, ...]:
        """No names: the files of an input depend on its contents."""
        return ()

    def total(self, kinds: Mapping[str, int]) -> str:
        """Documents, corrections and queries."""
        named = (("document", ""), ("correction", ""), ("query", "queries"))
        return ", ".join(counted(kinds.get(kind, 0), kind, several) for kind, several in named)


def _digest(conversion: Conversion, document: BatchDocument) -> str:
    """The SHA-256 of the bytes that were read; for an image that was read by OCR, that of the image."""
    parts = conversion.source.parts
    if parts and parts[0].media == "text/html" and parts[0].name != os.path.basename(document.member or document.path):
        return digest_of(document) if document.path and not document.packed else ""
    return parts[0].digest if parts else conversion.source.digest


def files_of(conversion: Conversion, options: Options, shown: str) -> Iterator[ConvertedFile]:
    """The files to write of one conversion.

    Raises EXPORT-NO-LAYOUT if ALTO or PAGE is requested for an input without boxes.
    """
    if "tei" in options.to:
        for suffix, data in conversion.documents:
            yield ConvertedFile("tei", f".{suffix}.xml" if suffix else ".xml", data)
    with_boxes = " or ".join(kind for kind in options.to if kind != "tei")
    if with_boxes and conversion.source.layout is None:
        hint = "ALTO and PAGE can be written from hOCR, ALTO, PAGE, PDF and images."
        message = f"this input has no boxes, so it cannot be written as {with_boxes}"
        raise Refused("EXPORT-NO-LAYOUT", message, hint, shown)
    if "alto" in options.to:
        from teikit.export import alto_files

        yield from _pages("alto", alto_files(conversion.draft, conversion.source.name, __version__))
    if "page" in options.to:
        from teikit.export import page_files

        yield from _pages("page", page_files(conversion.draft, conversion.source.name, __version__))


def _pages(kind: str, pages: list[tuple[str, bytes]]) -> Iterator[ConvertedFile]:
    """Files of one page each; a single one has no page in its name."""
    for suffix, data in pages:
        yield ConvertedFile(kind, f".{suffix}.{kind}.xml" if len(pages) > 1 else f".{kind}.xml", data)
