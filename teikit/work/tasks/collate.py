"""``teikit collate`` as a task: the releases of one record become an edition, a page, rows of what was withheld."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from teikit.collating import CheckedEdition, collate_inputs, releases_of
from teikit.collation.edition import Collation
from teikit.collation.withheld import withheld_rows
from teikit.conversion import Conversion
from teikit.errors import ExitCode, Refused
from teikit.lexicon import Lexicon
from teikit.messages.collation_summary import (
    collation_headline,
    counts,
    documents_counted,
    open_questions,
    summarize_collation,
)
from teikit.messages.message import Message, messages_of, needs_a_person
from teikit.options import Options
from teikit.wording import counted, visible
from teikit.work.documents import BatchDocument, joined_digest
from teikit.work.ledger.facts import LONGEST_KEPT, UNGRADED, kept, row_facts
from teikit.work.tasks.task import Output, Result


@dataclass(frozen=True)
class CollateTask:
    """The collation of records.

    ``html`` is the folder of the pages, relative to the output folder; empty for no pages. If there is only one record,
    and its edition and page have names of their own, ``file`` is that of the edition and ``html`` that of the page.
    """

    options: Options
    file: str = ""
    html: str = ""

    command: ClassVar[str] = "collate"
    noun: ClassVar[str] = "record"
    done: ClassVar[str] = "collated"

    def make(self, document: BatchDocument, lexicon: Lexicon, alone: bool, verbose: bool) -> Result:
        """The edition of one record, with its summary and its entries for the report and the ledger.

        ``alone`` says that it is the only record, which gets the whole summary; so does each with ``verbose``. Raises
        what reading and collating raise.
        """
        inputs = [part.opened() for part in document.parts]
        options = replace(self.options, edition=self.options.edition.of(document.stem))
        try:
            edition = collate_inputs(inputs, document.stem, lexicon, options)
        except Refused as error:
            if error.code == "COLLATE-ALONE":
                error.place = ", ".join(part.shown for part in document.parts)
                if len(inputs) == 1 and not self.file:  # of a batch: nobody said that this file has several releases
                    error.exit_code = ExitCode.DONE
            raise
        messages = _messages(edition, document)
        name, collation = document.stem, edition.collation
        return Result(
            input=_digest(edition, document),
            outputs=tuple(self._outputs(edition, document, lexicon, options)),
            facts=_facts(edition, messages, document.stem, document.shown)
            | row_facts(collation.packet, document, lexicon, self.options.edition),
            summary=summarize_collation(collation, name, verbose)
            if alone or verbose
            else collation_headline(collation, name),
            messages=messages,
            withheld=[list(row) for row in withheld_rows(collation, lexicon, self.options.public, name=name)],
        )

    def _outputs(
        self, edition: CheckedEdition, document: BatchDocument, lexicon: Lexicon, options: Options
    ) -> Iterator[Output]:
        """The outputs for a record: the edition, its releases, its page."""
        path, *page = self.expected(document)
        yield Output("tei", path, edition.tei)
        if folder := self.options.releases:
            for name, tei in releases_of(edition.collation, lexicon, options).items():
                yield Output("tei", f"{folder}/{Path(path).stem}.{name}.xml", tei)
        if page:
            from teikit.html.edition import edition_page

            index = "" if self.file else f"{'../' * document.stem.count('/')}index.html"
            yield Output("html", page[0], edition_page(edition.collation, document.stem, lexicon, index))

    def expected(self, document: BatchDocument) -> list[str]:
        """The edition, and the page if pages are requested."""
        if self.file:
            return [self.file, *([self.html] if self.html else [])]
        return [f"{document.stem}.xml", *([f"{self.html}/{document.stem}.html"] if self.html else [])]

    def total(self, kinds: Mapping[str, int]) -> str:
        """Telegrams or documents, releases, corrections by another release, excisions."""
        parts = [
            documents_counted(kinds),
            counted(kinds.get("release", 0), "release"),
            counted(kinds.get("correction", 0), "correction") + " by another release",
            f"{counted(kinds.get('excision', 0), 'excision')}, {kinds.get('recovered', 0):,} of them printed elsewhere",
        ]
        return ", ".join(parts)

    @property
    def checked(self) -> str:
        """What was checked; a public edition does not give the OCR text back."""
        return "valid" if self.options.public else "valid; the OCR text comes back byte for byte"


def _digest(edition: CheckedEdition, document: BatchDocument) -> str:
    """One SHA-256 for the bytes of all inputs.

    For images, and for TEI by teikit, whose bytes are not kept, it is that of the text read from them.
    """
    source = edition.collation.draft.source
    digests = [part.digest for part in source.parts] or [source.digest]
    return joined_digest(zip(digests, (part.id for part in document.parts), strict=False))


def _messages(edition: CheckedEdition, document: BatchDocument) -> list[Message]:
    collation = edition.collation
    return messages_of(Conversion(collation.packet, (("", edition.tei),), edition.faults), document.shown)


def _facts(edition: CheckedEdition, messages: list[Message], name: str, shown: str) -> dict[str, Any]:
    """The facts about one record, as values of JSON, under the same names as those of a conversion."""
    collation, source = edition.collation, edition.collation.packet.source
    kinds = counts(collation)
    rules = Counter(f"{message.kind} {message.rule}" for message in messages if message.kind != "mark")
    undecided = list(_undecided(collation))
    rules.update(f"query {code}" for _, code, _ in undecided)
    asked = [*_asked(messages, shown), *undecided]
    return {
        "headline": collation_headline(collation, name).removeprefix(f"{visible(name)}: "),
        "documents": kinds["document"],
        "sources": [digest for digest, _ in edition.collation.draft.source.origins] or [source.files_digest],
        "words": len(source.text.split()),
        "grade": UNGRADED,
        "kinds": {kind: count for kind, count in sorted(kinds.items()) if kind != "document"},
        "rules": dict(sorted(rules.items())),
        "asking": len(asked),
        "people": kept([[visible(place), "", code, visible(why)[:LONGEST_KEPT]] for place, code, why in asked]),
    }


def _asked(messages: list[Message], shown: str) -> Iterator[tuple[str, str, str]]:
    """Place, code and message of each question about the releases of a record; ``shown`` is its name."""
    for message in filter(needs_a_person, messages):
        name = message.document.removeprefix(f"{shown}: ")
        yield name if message.line is None else f"{name}:{message.line}:{message.column}", message.rule, message.why


def _undecided(collation: Collation) -> Iterator[tuple[str, str, str]]:
    """Place, code and message of each undecided difference between releases."""
    for offset, text in open_questions(collation):
        yield collation.packet.source.place(offset), "RELEASES-DIFFER", text
