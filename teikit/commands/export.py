"""``teikit export``: copy the TEI files of a folder in the form that other tools need."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from teikit import inputs
from teikit.check.validation import parse
from teikit.commands.folder import address, all_records
from teikit.errors import ExitCode, TeikitError, UsageError
from teikit.export.described import describe_gaps, pluralize_units
from teikit.export.separated import Separated, separated
from teikit.export.shared import Shared, include, shared
from teikit.export.styled import Stylesheet
from teikit.files import write
from teikit.folder.iiif import MANIFEST, manifest
from teikit.folder.linked import Targets, point, targets
from teikit.folder.links import links
from teikit.folder.records import SOURCE, Record, changed_on, tei_files
from teikit.tei.build import q
from teikit.wording import counted, say


def run(options: argparse.Namespace) -> ExitCode:
    """Write a copy of each TEI file; one that cannot be read or written does not stop the others.

    Raises USAGE-SAME-FILE if the copies would replace the files themselves, or one result another.
    """
    _refuse_same_folder(options)
    output = Path(options.output)
    address(options.iiif, "--iiif")
    styles = _stylesheets(options.stylesheet or ())
    documents, unread = all_records(options)
    names_of_tei = {record.file for record in documents}
    parts = shared(_headers(documents)) if options.shared_header and not styles else {}
    export = _Export(options, styles, targets(links(documents)), parts)
    failed = {file.name for file in unread}
    verdicts: Counter[str] = Counter()
    for file, element in parts.items():
        verdicts[_written(output, file, _bytes(element), options)] += 1
    for path, name in tei_files(options.folder):
        if name not in names_of_tei:
            continue
        try:
            for file, data in export.files(path, name):
                verdicts[_written(output, file, data, options)] += 1
        except TeikitError as error:
            say(str(error))
            failed.add(name)
    say(
        ", ".join(f"{counted(count, 'file')} {verdict}" for verdict, count in sorted(verdicts.items()))
        or "no file was written"
    )
    if export.without_manifest:
        say(f"{counted(export.without_manifest, 'document')} without a manifest: page images or their sizes unknown")
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE


def _refuse_same_folder(options: argparse.Namespace) -> None:
    """Raise USAGE-SAME-FILE if the output is the folder that is exported, or is inside it."""
    output, named = Path(options.output), Path(options.folder)
    folder = named if named.is_dir() else named.parent
    if inputs.identity(output) and inputs.identity(output) == inputs.identity(folder):
        message = "this is the folder that is exported"
        raise UsageError("USAGE-SAME-FILE", message, "Name another folder.", options.output)
    if named.resolve() in output.resolve().parents:
        message = "this folder is inside the one that is exported, so its files would be exported the next time"
        raise UsageError("USAGE-SAME-FILE", message, "Name a folder outside of it.", options.output)


def _stylesheets(names: Sequence[str]) -> list[Stylesheet]:
    """The stylesheets that are named, each once. Raises USAGE-SAME-FILE if two would write the same files."""
    styles = [Stylesheet(named) for named in dict.fromkeys(names)]
    for name, count in Counter(style.name for style in styles).items():
        if count > 1:
            message = f"two stylesheets would write the same files: NAME.{name}.xml"
            raise UsageError("USAGE-SAME-FILE", message, "Rename one of them.", "--stylesheet")
    return styles


def _headers(documents: Sequence[Record]) -> Iterator[etree._Element]:
    """The headers of all documents, with that of a corpus once."""
    corpora = {id(record.corpus): record.corpus for record in documents if record.corpus is not None}
    yield from (header for corpus in corpora.values() for header in corpus.findall(q("teiHeader")))
    yield from (record.header for record in documents)


def _written(output: Path, file: str, data: bytes, options: argparse.Namespace) -> str:
    """Write a file of the output folder, and return what was done."""
    target = output.joinpath(*file.split("/"))
    write.prepare(target.parent)
    return write.write(target, data, bool(options.force))


class _Export:
    """What each TEI file becomes: the results of ``styles``, if there are any, or a copy.

    ``resolved`` has the targets of citations, ``parts`` the parts that all headers share.
    """

    def __init__(
        self, options: argparse.Namespace, styles: Sequence[Stylesheet], resolved: Targets, parts: Shared
    ) -> None:
        self._options, self._styles, self._resolved, self._parts = options, styles, resolved, parts
        self.without_manifest = 0  # documents whose pages have no known images

    def files(self, path: Path, name: str) -> Iterator[tuple[str, bytes]]:
        """The files that one TEI file becomes, each with its name in the output folder.

        The manifest of a part of a corpus has the ``xml:id`` of the part in its name, or else its number.
        """
        root, stem = parse(inputs.load(path)), name.removesuffix(".xml")
        records = [Record(element, name) for element in ([root] if root.tag == q("TEI") else root.iter(q("TEI")))]
        ids = Counter(record.id for record in records)
        for number, record in enumerate(records, 1):
            point(record, self._resolved)
            part = record.id if ids[record.id] == 1 and record.id else number
            yield from self._manifest(record, stem if record.element is root else f"{stem}.{part}")
        if self._styles:
            for style in self._styles:
                yield f"{stem}.{style.name}.xml", style.apply(root, name, changed_on(path))
        else:
            yield from self._copy(root, path.name, name)

    def _manifest(self, record: Record, stem: str) -> Iterator[tuple[str, bytes]]:
        """The IIIF manifest of a document, if one is wanted and its pages have images; ``stem`` begins its name."""
        if not self._options.iiif:
            return
        file = stem + MANIFEST
        described = manifest(record, self._options.iiif, file)
        if described:
            yield file, described
        else:
            self.without_manifest += 1

    def _copy(self, root: etree._Element, file: str, name: str) -> Iterator[tuple[str, bytes]]:
        """The copy of a file with the requested changes, and its lines of the OCR in a file of their own."""
        kind = self._options.source_doc or "none"
        text, source = Separated(root, None) if kind == "inline" else separated(root, file)
        if self._options.gap_desc:
            describe_gaps(text)
        if self._options.plural_units:
            pluralize_units(text)
        for header in text.iter(q("teiHeader")):
            include(header, self._parts, name)
        yield name, _bytes(text)
        if source is not None and kind == "separate":
            yield name.removesuffix(".xml") + SOURCE, _bytes(source)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True) + b"\n"
