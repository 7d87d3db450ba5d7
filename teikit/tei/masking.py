"""Masking the numbers of living people for the public, in the text and in the names of the inputs."""

from __future__ import annotations

from dataclasses import replace

import regex

from teikit.core import Mark, Source, kinds
from teikit.core.packet import Packet
from teikit.lexicon import Lexicon
from teikit.passes.privacy import privacy, private, without_private

IN_NAME = regex.compile(r"(?<![0-9])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9])")
"""A social security number in a file name, which needs no word that says what it is: ``file 123-45-6789.txt``."""


def masked_packet(packet: Packet, lexicon: Lexicon) -> Packet:
    """The packet with marks on the numbers of living people in text and asides, and with none in file names."""
    draft = packet.draft
    marks = [replace(mark, span=draft.to_source(mark.span)) for mark in privacy(draft, lexicon)]
    marked = [mark.span for mark in marks]
    for span in private(draft.source.text):
        if not any(map(span.overlaps, marked)):
            marks.append(Mark(span, kinds.PRIVATE, "privacy"))
    source = _with_masked_names(draft.source)
    return replace(packet, draft=replace(draft, source=source, marks=draft.marks + tuple(marks)))


def _with_masked_names(source: Source) -> Source:
    """The source without private numbers in the names of its inputs."""
    parts = tuple(replace(part, name=_masked_name(part.name)) for part in source.parts)
    members = tuple((start, _masked_name(name)) for start, name in source.members)
    return replace(source, name=_masked_name(source.name), parts=parts, members=members)


def _masked_name(name: str) -> str:
    """A file name with each number masked that may be that of a person."""
    return IN_NAME.sub("private", without_private(name))
