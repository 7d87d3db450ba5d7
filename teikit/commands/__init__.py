"""The commands: one module each, with ``run(options) -> ExitCode``, imported only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from teikit import inputs
from teikit.check.validation import parse
from teikit.errors import FileSystemError, TeikitError

if TYPE_CHECKING:
    from teikit.lexicon import Lexicon


def say(text: str) -> None:
    """A message, which goes to standard error: standard output is for what was asked for."""
    print(text, file=sys.stderr)


def hand_over(data: bytes) -> None:
    """The bytes that were asked for, unchanged, to standard output."""
    if sys.stdout is None:  # the caller closed it: >&-
        raise FileSystemError("IO-CLOSED", "standard output is closed", "Name an output with -o.")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def load_lexicon(lists: Sequence[str]) -> Lexicon:
    """The dictionaries that come with teikit and the lists of the user, general to specific."""
    from teikit import single  # not at the top: not every command converts

    return single.load_lexicon(lists)


def load_tei(name: str) -> etree._Element:
    """The TEI file of this name, ``-`` for standard input; a failure names it as the command line does."""
    if name != "-" and not os.path.lexists(name):
        raise inputs.missing(name)
    try:
        return parse(inputs.load(None if name == "-" else Path(name)))
    except TeikitError as error:
        error.place = f"{name}:{error.place}" if error.place else name
        raise
