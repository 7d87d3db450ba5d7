"""``teikit text``: print the reading text of a TEI file."""

from __future__ import annotations

import argparse

from teikit.commands import load_tei
from teikit.errors import ExitCode
from teikit.files.write import hand_over
from teikit.tei import reading_text


def run(options: argparse.Namespace) -> ExitCode:
    """Write the reading text to standard output, in UTF-8."""
    root = load_tei(options.file)
    text = reading_text(root, raw=options.raw, layer=options.layer)
    hand_over(text.encode("utf-8", "surrogateescape"))
    return ExitCode.DONE
