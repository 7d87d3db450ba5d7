"""Read the files of decisions, refuse faulty ones with every wrong line, find them in an output folder."""

from __future__ import annotations

import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from teikit.decisions import Book, Broken, read_book
from teikit.errors import ConfigRefused, OutputExists
from teikit.inputs import load, missing
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.own_passes import installed_passes, name_of
from teikit.wording import visible

DECISIONS_FILE = "decisions.jsonl"
"""The file in an output folder that is read without being named."""
MOST_NAMED = 10  # most broken lines that a message names


def load_book(names: Sequence[str]) -> tuple[Book, list[Broken]]:
    """The decisions in the files, and the lines that are not decisions.

    Raises IN-MISSING, DECISION-LINE for a file in UTF-16, and what reading a file raises.
    """
    texts = []
    for name in names:
        if not os.path.lexists(name):
            raise missing(name)
        data = load(Path(name))
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # as a spreadsheet saves "Unicode text"
            raise ConfigRefused("DECISION-LINE", "this file is UTF-16", "Save it as UTF-8.", f"{name}:1")
        texts.append((name, data.decode("utf-8", "surrogateescape")))
    return read_book(texts)


def load_table(name: str) -> str:
    """The text of a table of decisions. Raises TABLE-ENCODING: no letter is replaced; and what reading raises."""
    data = load(Path(name))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"this is not UTF-8 (byte 0x{data[error.start]:02X})"
        raise ConfigRefused("TABLE-ENCODING", message, "Save it as TSV in UTF-8.", f"{name}:{line}") from None


def refuse_other_file(name: str) -> None:
    """Refuse to add decisions to a file that has contents but no decisions (OUT-EXISTS)."""
    if os.path.isfile(name) and os.path.getsize(name) and not load_book([name])[0].rows:
        hint = f"Name a file of decisions ({DECISIONS_FILE}), or a new one."
        raise OutputExists("OUT-EXISTS", "the file exists but contains no decisions", hint, name)


def with_decisions(lexicon: Lexicon, names: Sequence[str], taken: Iterable[str] = ()) -> Lexicon:
    """The lexicon with the decisions in the files.

    Raises DECISION-LINE, with each line that is not a decision, and DECISION-PERSON for a person with the name of a
    rule, or of something in the collection: in the TEI they could not be told apart. ``taken`` are other names of this
    kind.
    """
    book, broken = load_book(names)
    if broken:
        first = broken[0]
        lines = [visible(str(line)) for line in broken[1:MOST_NAMED]]
        lines += [f"... and {len(broken) - MOST_NAMED} more"] if len(broken) > MOST_NAMED else []
        hint = "\n".join([visible(first.hint), *lines, "`teikit decisions tidy FILE` sets such lines aside."])
        count = f" ({len(broken)} such lines)" if len(broken) > 1 else ""
        raise ConfigRefused("DECISION-LINE", f"{visible(first.wrong)}{count}", hint, visible(first.place))
    names_taken = {*taken, *map(name_of, installed_passes()), *_ids(lexicon)}
    for row in book.rows:
        if row.who in names_taken:
            message = f"'{row.who}' is the name of a rule or of something in the collection, not of a person"
            raise ConfigRefused("DECISION-PERSON", message, f"Write another name: {row.who}.a", row.place)
    return replace(lexicon, decisions=book)


def _ids(lexicon: Lexicon) -> set[str]:
    """The ids in a TEI that come from the collection, and its own."""
    ids = {"teikit", "classification", "caption", "exemption", "genre", *lexicon.categories, *lexicon.genres}
    return ids | {banner.id for banner in lexicon.banners}


def with_decisions_of(options: Options, output: str) -> Options:
    """Options with the decisions in an output folder added to those that are named."""
    path = os.path.join(output, DECISIONS_FILE)
    if not output or not os.path.isfile(path) or any(_is_same(name, path) for name in options.decisions):
        return options
    return replace(options, decisions=(*options.decisions, path))


def _is_same(name: str, path: str) -> bool:
    return os.path.exists(name) and os.path.samefile(name, path)
