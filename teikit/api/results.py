"""The results of the functions of :mod:`~teikit.api.functions`: values with a short ``repr``, and their drafts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from teikit.api.corrections import Correction, Notice, corrections_of, notices_of
from teikit.check.validation import parse
from teikit.collating import CheckedEdition, releases_of
from teikit.collation.withheld import WithheldRow, withheld_rows
from teikit.conversion import Conversion
from teikit.core import Draft, Source
from teikit.core.packet import Packet
from teikit.errors import TeikitError, UsageError
from teikit.files import write
from teikit.lexicon import Lexicon
from teikit.messages.collation_summary import collation_headline
from teikit.messages.summary import headline
from teikit.options import Options
from teikit.tei import reading_text
from teikit.wording import counted, visible


class _OfDraft:
    """The properties of a result that come from its draft."""

    draft: Draft

    @property
    def source(self) -> Source:
        """The text as it was read, with its layout if the format has one."""
        return self.draft.source

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections, in the order of the text."""
        return tuple(corrections_of(self.source, self.draft.edits, "correction"))

    @cached_property
    def suggestions(self) -> tuple[Correction, ...]:
        """Readings that were too uncertain to be made."""
        return tuple(corrections_of(self.source, self.draft.suggested, "suggestion"))

    @cached_property
    def notes(self) -> tuple[Notice, ...]:
        """Notes about oddities of the input: of its encoding, its markup, its boxes."""
        return tuple(notices_of(self.source, self.source.notes))

    def _notices(self, packet: Packet, are_remarks: bool) -> tuple[Notice, ...]:
        """The queries of a packet that are remarks, or those that are not."""
        return tuple(notices_of(self.source, (query for query in packet.queries if query.is_remark == are_remarks)))


@dataclass(frozen=True, repr=False)
class Corrected(_OfDraft):
    """A corrected text; ``str()`` gives it. ``lexicon`` and ``options`` are those with which it was corrected."""

    draft: Draft
    lexicon: Lexicon
    options: Options

    @property
    def text(self) -> str:
        """The running text as corrected, line by line, without stamps, running heads and the like."""
        return self.draft.text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Corrected {visible(self.source.name)}: {counted(len(self.draft.edits), 'correction')}>"


@dataclass(frozen=True, repr=False)
class Converted(_OfDraft):
    """An input as TEI. ``left_out`` has the errors of its files (pages of a METS) that could not be read."""

    conversion: Conversion
    left_out: tuple[TeikitError, ...] = ()

    @cached_property
    def draft(self) -> Draft:  # type: ignore[override]
        """The text as corrected."""
        return self.conversion.draft

    @property
    def documents(self) -> dict[str, bytes]:
        """The TEI files by the suffix after the stem of their names; unless split, only one with an empty suffix."""
        return dict(self.conversion.documents)

    @property
    def tei(self) -> bytes:
        """The TEI. Raises USAGE-SEVERAL if it was split into several documents."""
        if len(self.conversion.documents) > 1:
            raise UsageError("USAGE-SEVERAL", "the TEI was split into several documents", "Use .documents.")
        return self.conversion.documents[0][1]

    @cached_property
    def text(self) -> str:
        """The reading text, as printed by ``teikit text``."""
        return "\n".join(_text(data) for _, data in self.conversion.documents)

    @cached_property
    def queries(self) -> tuple[Notice, ...]:
        """What a person should decide."""
        return self._notices(self.conversion.packet, are_remarks=False)

    @cached_property
    def remarks(self) -> tuple[Notice, ...]:
        """Messages in the place of queries that teikit or a person has settled: nothing is left to decide."""
        return self._notices(self.conversion.packet, are_remarks=True)

    def write(self, path: str | os.PathLike[str], force: bool = False) -> list[Path]:
        """Write the TEI to a file, or into a folder under the name of the input; returns the paths of the files.

        A split TEI needs a folder. Raises OUT-EXISTS if a file exists with other contents, unless ``force``.
        """
        target = Path(path)
        if len(self.conversion.documents) == 1 and not target.is_dir():
            return [_written(target, self.tei, force)]
        stem = Path(self.source.name).stem
        names = [f"{stem}.{suffix}.xml" if suffix else f"{stem}.xml" for suffix in self.documents]
        files = zip(names, self.documents.values(), strict=True)
        return [_written(target / name, data, force) for name, data in files]

    def __repr__(self) -> str:
        return f"<Converted {visible(self.source.name)}: {headline(self.conversion)}>"


@dataclass(frozen=True, repr=False)
class Collated(_OfDraft):
    """The releases of a telegram, or of several, as one edition; the draft is the text of all of them."""

    edition: CheckedEdition
    lexicon: Lexicon
    options: Options

    @cached_property
    def draft(self) -> Draft:  # type: ignore[override]
        """The text of all releases, as corrected."""
        return self.edition.collation.draft

    @property
    def tei(self) -> bytes:
        """The edition."""
        return self.edition.tei

    @cached_property
    def text(self) -> str:
        """The reading text, as printed by ``teikit text``."""
        return _text(self.tei)

    @cached_property
    def withheld(self) -> tuple[WithheldRow, ...]:
        """What was withheld: a row for each excision, then the sums, as in the file of ``--ledger``."""
        return tuple(withheld_rows(self.edition.collation, self.lexicon, self.options.public))

    @cached_property
    def releases(self) -> dict[str, bytes]:
        """A document for each release by its id (``R1``), as written by ``--releases``."""
        return releases_of(self.edition.collation, self.lexicon, self.options)

    @cached_property
    def page(self) -> bytes:
        """The releases side by side as an HTML page, as written by ``--html``."""
        from teikit.html.edition import edition_page

        return edition_page(self.edition.collation, self.source.name, self.lexicon)

    @cached_property
    def queries(self) -> tuple[Notice, ...]:
        """What a person should decide."""
        return self._notices(self.edition.collation.packet, are_remarks=False)

    @cached_property
    def remarks(self) -> tuple[Notice, ...]:
        """Messages in the place of queries that teikit or a person has settled: nothing is left to decide."""
        return self._notices(self.edition.collation.packet, are_remarks=True)

    def write(self, path: str | os.PathLike[str], force: bool = False) -> Path:
        """Write the edition to a file. Raises OUT-EXISTS if it exists with other contents, unless ``force``."""
        return _written(Path(path), self.tei, force)

    def __repr__(self) -> str:
        return f"<Collated {collation_headline(self.edition.collation, self.source.name)}>"


def _text(tei: bytes) -> str:
    return reading_text(parse(tei, limit=len(tei)))


def _written(path: Path, data: bytes, force: bool) -> Path:
    write.prepare(path.parent)
    write.write(path, data, force)
    return path
