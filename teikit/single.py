"""One input as a person asked for it: read, converted, and the files that are to be written of it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from teikit import __version__, inputs
from teikit.conversion import BUG, Conversion, convert_source
from teikit.errors import ConfigRefused, ExitCode, LimitReached, Refused, TeikitError
from teikit.inputs import Input
from teikit.inputs.reading import read_input
from teikit.lexicon import Lexicon, load
from teikit.lexicon.lists import with_list
from teikit.options import Options


class Bug(TeikitError):
    """Something in teikit went wrong on one input."""


class Output(NamedTuple):
    """A file to write: its kind (``tei``, ``alto`` or ``page``), what its name has after the stem, its bytes."""

    kind: str
    suffix: str
    data: bytes


def load_lexicon(lists: Sequence[str]) -> Lexicon:
    """The dictionaries that come with teikit and the lists of the user, general to specific."""
    lexicon = load()
    for name in lists:
        if not os.path.lexists(name):
            raise inputs.missing(name)
        try:
            text = inputs.load(Path(name)).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ConfigRefused("LIST-ENCODING", f"this list is not UTF-8 (byte {error.start})", place=name) from None
        lexicon = with_list(lexicon, text, name)
    return lexicon


def convert_input(
    item: Input, lexicon: Lexicon, options: Options, verbose: bool = False
) -> tuple[Conversion, list[TeikitError]]:
    """Read and convert one input; and the files of it (pages of a METS) that could not be read, and why.

    Raises a :class:`~teikit.errors.TeikitError` whose place is the input as messages call it: what reading and
    converting raise, LIMIT-MEMORY, and BUG (with the traceback in the hint if ``verbose``) for all else.
    """
    try:
        source, left_out = read_input(item, options.encoding, options.format, options.file_group)
        for one in left_out:
            one.place = f"{item.shown}: {one.place}"
        if left_out and not source.text:
            raise _without_pages(left_out, item.shown)
        return convert_source(source, lexicon, options), left_out
    except TeikitError as error:
        if error.place.startswith(item.name) or not error.place:
            error.place = item.shown + error.place.removeprefix(item.name)
        raise
    except MemoryError:
        raise LimitReached("LIMIT-MEMORY", "there is not enough memory for this input", place=item.shown) from None
    except Exception as error:
        details = f"\n{traceback.format_exc()}" if verbose else ""
        raise Bug("BUG", f"{type(error).__name__}: {error}", BUG + details, item.shown) from error


def _without_pages(left_out: list[TeikitError], shown: str) -> Refused:
    hint = "Put the files where it says they are, or name another group with --file-group.\n"
    hint += "\n".join(f"{one.place}: {one.message} [{one.code}]" for one in left_out[:20])
    error = Refused("METS-EMPTY", "none of the files of its pages could be read", hint, shown)
    error.exit_code = ExitCode.SOME_FAILED
    return error


def outputs_of(conversion: Conversion, options: Options, shown: str) -> Iterator[Output]:
    """The files to write of one conversion. Raises OUT-NO-LAYOUT where ALTO or PAGE is asked for and has no boxes."""
    if "tei" in options.to:
        for suffix, data in conversion.documents:
            yield Output("tei", f".{suffix}.xml" if suffix else ".xml", data)
    with_boxes = " or ".join(kind for kind in options.to if kind != "tei")
    if with_boxes and conversion.source.layout is None:
        hint = "ALTO and PAGE can be made of hOCR, ALTO, PAGE, PDF and pictures."
        message = f"this input has no boxes, so it cannot be written as {with_boxes}"
        raise Refused("OUT-NO-LAYOUT", message, hint, shown)
    if "alto" in options.to:
        from teikit.export import alto_files

        yield from _pages("alto", alto_files(conversion.draft, conversion.source.name, __version__))
    if "page" in options.to:
        from teikit.export import page_files

        yield from _pages("page", page_files(conversion.draft, conversion.source.name, __version__))


def _pages(kind: str, files: list[tuple[str, bytes]]) -> Iterator[Output]:
    """Files of one page each; of a single one nothing tells the page."""
    for suffix, data in files:
        yield Output(kind, f".{suffix}.{kind}.xml" if len(files) > 1 else f".{kind}.xml", data)
