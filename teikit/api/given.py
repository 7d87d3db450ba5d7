"""Turn the arguments of the functions of :mod:`teikit.api.functions` (content, files, texts) into inputs."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from pathlib import Path

from lxml import etree

from teikit import inputs, readers
from teikit.check.validation import parse
from teikit.core import Source
from teikit.errors import Refused, TeikitError, UsageError
from teikit.inputs import Input
from teikit.inputs.reading import placed, read_input
from teikit.options import Options

Given = str | bytes | os.PathLike[str]
"""Bytes, the path of a file, or a string that is either a text or the name of a file."""

log = logging.getLogger("teikit")
log.addHandler(logging.NullHandler())
LINE_BREAKS = frozenset("\r\n")  # those of old texts, CR alone, too


def wrong_type(given: object) -> TypeError:
    """The error for an argument of a wrong type."""
    return TypeError(f"a string, bytes or a path is needed, not {type(given).__name__}")


def is_path(given: Given | Source) -> bool:
    """Whether an argument names a file: a path, or a string without a line break."""
    return isinstance(given, os.PathLike) or (isinstance(given, str) and LINE_BREAKS.isdisjoint(given))


def file_of(given: Given) -> Input:
    """The one file of this name, which may be ``-``. Raises IN-MISSING, and USAGE-FOLDER for a folder."""
    name = os.fspath(given)
    if not isinstance(name, str):
        raise wrong_type(given)
    named = inputs.expand([os.path.join(".", name) if name == "-" else name])  # not standard input, as for a command
    for error in named.failed:
        if error.code == "IN-MISSING" and isinstance(given, str):
            error.hint = "To give a text of one line, use bytes: text.encode()"
        raise error
    if os.path.isdir(name) and len(named.files) != 1:
        raise UsageError("USAGE-FOLDER", "this is a folder, not a file", "Name its files one by one.", name)
    return named.files[0]


def numbered(given: Given | Source, number: int) -> Input:
    """An input; one without a name is named by its number."""
    if isinstance(given, Source):
        return Input(Path(given.name), given.name, Path(given.name))
    if is_path(given):
        return file_of(given)
    name = f"release-{number}.txt"
    return Input(Path(name), name, Path(name).with_suffix(""))


def source_of(given: Given | Source, name: str, options: Options) -> tuple[Source, list[TeikitError]]:
    """The source read from an argument, and the errors of files that belong to it and could not be read.

    Raises TypeError for an argument of a wrong type.
    """
    if isinstance(given, Source):
        return given, []
    if isinstance(given, bytes):
        return readers.read(given, name or "text", options.encoding, options.format, options.reveal), []
    if not is_path(given):
        if not isinstance(given, str):
            raise wrong_type(given)
        return source_of_text(given, name, options), []
    item = file_of(given)
    read, left_out = read_input(item, options)
    for error in left_out:
        log.warning("%s: %s", item.shown, error)
    return replace(read, name=name) if name else read, left_out


def source_of_text(text: str, name: str, options: Options) -> Source:
    """The source of a string; it is decoded already, so ``options.encoding`` has no effect.

    Raises IN-SURROGATE for a string that no encoding can represent.
    """
    try:
        data = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        message = f"character {error.start + 1} is half of a character (a surrogate), which no encoding has"
        raise Refused("IN-SURROGATE", message, "Give the bytes of the file as they are.", name) from None
    return readers.read(data, name or "text", None, options.format)


def root_of(tei: Given) -> etree._Element:
    """The root element of a TEI. Raises what reading and parsing raise, and TypeError as :func:`source_of`."""
    if isinstance(tei, bytes):
        return parse(tei)
    if is_path(tei):
        item = file_of(tei)
        with placed(item):
            return parse(item.read())
    if not isinstance(tei, str):
        raise wrong_type(tei)
    return parse(tei.encode("utf-8"))
