"""Find the batch that made a TEI file: its output folder, and its options from ``configuration.json``."""

from __future__ import annotations

import argparse
import json
import os
import re
from dataclasses import replace
from pathlib import Path

from teikit.errors import UsageError
from teikit.lexicon.levels import DEFAULT
from teikit.options import Options
from teikit.work.batch_folder import CONFIGURATION
from teikit.work.configuration import configuration
from teikit.work.ledger.ledger import LEDGER_FOLDER

LISTS = ("--collection", "--words", "--persons", "--places", "--organisations")
"""The options that name files and affect how a text is read."""
DIGEST = re.compile(r"[0-9a-f]{64}")
"""The entry of a file or a folder in the configuration."""


def folder_of(name: str) -> Path:
    """The output folder of the batch that made a TEI file: the nearest with a configuration, else that of the file."""
    folder = Path(os.path.dirname(name) or ".")
    above = (folder, *Path(os.path.abspath(folder)).parents)
    return next((path for path in above if _configuration_in(path)), folder)


def options_of_batch(folder: Path, arguments: argparse.Namespace) -> Options:
    """The options of the batch in a folder that affect how a text is read, as far as its configuration has them.

    The configuration has only digests of files, so the lists are those that the arguments name (:func:`other_lists`).
    """
    named, stated = Options.of(arguments), _configuration_in(folder)
    if not stated:
        return named
    collection = stated.get("--collection", "").split()
    if not named.collection and not any(map(DIGEST.fullmatch, collection)):
        named = replace(named, collection=tuple(collection))
    without = tuple(stated.get("--without", "").split())
    return replace(named, certainty=stated.get("--certainty") or "medium", without=without)


def other_lists(folder: Path, options: Options) -> UsageError | None:
    """An error if the batch in a folder was made with other lists or collections than those of the options, or None."""
    stated = _configuration_in(folder)
    named = configuration(options, stated.get("command", "convert"))
    usual = {"--collection": " ".join(DEFAULT)}
    pairs = {name: [values.get(name) or usual.get(name, "") for values in (stated, named)] for name in LISTS}
    names = [name for name, (then, now) in pairs.items() if then != now]
    if not stated or not names:
        return None
    message = f"the batch in this folder was made with other files or values for {' and '.join(names)}"
    return UsageError(
        "USAGE-LISTS", message, "Use those of the batch; if they have changed since, convert again.", str(folder)
    )


def _configuration_in(folder: Path) -> dict[str, str]:
    """The configuration of the last batch in an output folder; empty if there is none."""
    try:
        stated = json.loads((folder / LEDGER_FOLDER / CONFIGURATION).read_text("ascii"))
    except (OSError, ValueError):
        return {}
    return stated if isinstance(stated, dict) else {}
