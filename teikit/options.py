"""The options that decide the output: one frozen value, passed from the command line to the encoder.

A field of :class:`Options` is the whole definition of an option: its name, default, help and choices. The command line
and the configuration that a ledger remembers are made from the fields, so a new option needs only a field here and the
place where it is used. One field is not an option: the metadata of the edition from the project file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self

from teikit.edition import NO_EDITION, Edition
from teikit.errors import UsageError, did_you_mean
from teikit.option_fields import COLLATE, CONVERT, OptionProperties, given, names_files, option, properties_of
from teikit.readers.registry import FORMATS

if TYPE_CHECKING:
    import argparse

    from teikit.core import Certainty

PROFILES = ("markup", "silent", "standoff")
OUTPUTS = ("tei", "alto", "page")
EMPTY = ("refuse", "keep")
CERTAINTIES = ("low", "medium", "high")
APPARATUS = ("inline", "standoff", "none")
"""The places for the apparatus of an edition."""


@dataclass(frozen=True)
class Options:
    """The options of ``teikit convert`` and ``teikit collate``, under their names there.

    Raises :class:`~teikit.errors.UsageError` (USAGE-OPTION) for a value that is not among the choices. An option that
    may be given several times takes one string, or several in any iterable.
    """

    profile: str = option(
        "markup",
        "how corrections are encoded: markup (default), silent, or standoff",
        choices=PROFILES,
        commands=CONVERT,
    )
    split: bool = option(False, "one TEI file per telegram, instead of one per input", commands=CONVERT)
    format: str | None = option(
        None, "the format of the input (default: recognised from its content)", choices=tuple(FORMATS)
    )
    file_group: str = option("", "for a METS: the file group that contains the text", metavar="USE", commands=CONVERT)
    images: str = option("", "the location of the page images; may contain {image} {stem} {name} {page}", metavar="URL")
    word_zones: bool = option(False, "record the position of each word on its page, not only of each line")
    to: tuple[str, ...] = option(
        ("tei",), "the output format: tei (default), alto, page (repeatable)", choices=OUTPUTS, commands=CONVERT
    )
    bag: bool = option(False, "write the output folder as a bag (BagIt 1.0)", commands=CONVERT)
    apparatus: str = option(
        "standoff",
        "where to put the readings of the releases: in the text (inline), after it (standoff, default), nowhere (none)",
        choices=APPARATUS,
        commands=COLLATE,
    )
    releases: str = option(
        "",
        "also write each release as a file of its own, corrected by the others, into this folder",
        metavar="DIR",
        commands=COLLATE,
    )
    trusted: tuple[str, ...] = option(
        (),
        "a printed edition (text, TEI, volume, volume.xml#d12) that corrects the releases (repeatable)",
        metavar="FILE",
        ordered=True,
        files=True,
        commands=COLLATE,
    )
    public: bool = option(
        False, "mask personal numbers of living people, and leave out the OCR text that contains them", commands=COLLATE
    )
    encoding: str | None = option(
        None, "the encoding of the input, if it is not UTF-8 (cp1252, latin-1, utf-16-le)", metavar="NAME"
    )
    collection: tuple[str, ...] = option(
        (),
        "a collection of dictionaries: its name or folder (repeatable, general to specific; default: us)",
        metavar="NAME",
        ordered=True,
        files=True,
    )
    empty: str = option("refuse", "what to do with an empty text: refuse (default) or keep it", choices=EMPTY)
    reveal: bool = option(False, "show PDF text that is under covering boxes (failed redactions)")
    certainty: str = option(
        "medium", "make only corrections with at least this certainty (default: medium)", choices=CERTAINTIES
    )
    without: tuple[str, ...] = option((), "leave out a rule (repeatable; teikit explain lists them)", metavar="RULE")
    language: tuple[str, ...] = option(
        (),
        "the language of the texts, recorded in the header: en, es (repeatable)",
        metavar="CODE",
        ordered=True,
    )
    rights: str = option("", "the rights in the texts, recorded in the header: words, or a URL", metavar="TEXT")
    words: tuple[str, ...] = option(
        (), "a list of right and wrong words (repeatable)", metavar="FILE", ordered=True, files=True
    )
    persons: tuple[str, ...] = option(
        (), "a list of people with identifiers, CSV or TSV (repeatable)", metavar="FILE", ordered=True, files=True
    )
    places: tuple[str, ...] = option(
        (), "a list of places with identifiers (repeatable)", metavar="FILE", ordered=True, files=True
    )
    organisations: tuple[str, ...] = option(
        (), "a list of organisations with identifiers (repeatable)", metavar="FILE", ordered=True, files=True
    )
    decisions: tuple[str, ...] = option(
        (),
        "decisions by people, as JSON lines (repeatable; decisions.jsonl in the output folder is always read)",
        metavar="FILE",
        ordered=True,
        files=True,
        per_document=True,
    )
    suggestions: bool = option(
        False, "add annotations to the TEI for corrections that are too uncertain to be made", commands=CONVERT
    )
    edition: Edition = NO_EDITION

    def __post_init__(self) -> None:
        for member in fields(self):
            described, value = properties_of(member), getattr(self, member.name)
            if described and isinstance(member.default, tuple):
                several = (value,) if isinstance(value, (str, os.PathLike)) else value
                value = _tuple(several, described)
                object.__setattr__(self, member.name, value)
            if described and described.choices:
                refuse_unknown(member.name, value, described.choices)

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the user that are read in addition to the inputs: lists of words and of names, and decisions."""
        return (*self.words, *self.persons, *self.places, *self.organisations, *self.decisions)

    @classmethod
    def of(cls, options: argparse.Namespace) -> Self:
        """The options of the command line."""
        return cls(**given(cls, options))

    def resolved(self) -> Self:
        """These options with whole paths, for a process in another folder."""
        paths: dict[str, Any] = {
            member.name: tuple(map(_whole, getattr(self, member.name)))
            for member in fields(self)
            if names_files(member)
        }
        return replace(self, **paths)

    @property
    def at_least(self) -> Certainty:
        """How certain an edit must be to be made."""
        from teikit.core import Certainty

        return Certainty[self.certainty.upper()]


def _tuple(values: Iterable[Any], described: OptionProperties) -> tuple[str, ...]:
    """The values of an option that may be given several times; without duplicates if their order does not matter."""
    texts = tuple(os.fspath(value) for value in values)
    return texts if described.ordered else tuple(dict.fromkeys(texts))


def _whole(name: str) -> str:
    """The whole path of a file, or of a document in it (``volume.xml#d12``); what names no file stays as it is."""
    is_there = os.path.lexists(name) or os.path.isfile(name.rpartition("#")[0])
    return os.path.abspath(name) if is_there else name


def refuse_unknown(name: str, value: Any, choices: tuple[str, ...]) -> None:
    """Raise USAGE-OPTION if a value, or one of several, is not among the choices; None always is."""
    for choice in value if isinstance(value, tuple) else (value,):
        if choice is not None and choice not in choices:
            message = f"{name}={choice!r} is not one of {', '.join(choices)}"
            raise UsageError("USAGE-OPTION", message, did_you_mean(str(choice), choices))


DEFAULT_OPTIONS = Options()
