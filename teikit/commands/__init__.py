"""The commands, one module each, with ``run(options) -> ExitCode``; each is imported only when it is used."""

from __future__ import annotations

import os
from pathlib import Path

from lxml import etree

from teikit import inputs
from teikit.check.validation import parse
from teikit.errors import TeikitError, place_in_file

TEI_NEEDED = "This command reads a TEI file, such as teikit convert writes."


def load_tei(name: str) -> etree._Element:
    """The TEI file of this name, ``-`` for standard input. Raises what reading and parsing raise.

    An error names the file as the command line does.
    """
    if name != "-" and not os.path.lexists(name):
        raise inputs.missing(name)
    try:
        return parse(inputs.load(None if name == "-" else Path(name)))
    except TeikitError as error:
        place_in_file(error, Path(name))
        error.hint = error.hint or TEI_NEEDED
        raise
