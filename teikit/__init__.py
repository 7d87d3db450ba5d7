"""teikit: the OCR text of declassified telegrams becomes TEI, with nothing lost and nothing invented.

>>> import teikit
>>> print(teikit.correct("GENERAL US EVALU-\\nATION"))
GENERAL US EVALUATION

The functions are described in :mod:`teikit.api.functions`, what they give in :mod:`teikit.api.results`. They are
imported when they are first used, so that ``teikit --help`` answers at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from teikit.errors import ExitCode, TeikitError

if TYPE_CHECKING:
    from teikit.api.corrections import Correction, Notice
    from teikit.api.functions import (
        collate,
        convert,
        correct,
        encode,
        read,
        reading_text,
        recover,
        recover_files,
        validate,
    )
    from teikit.api.project import load_project
    from teikit.api.results import Collated, Converted, Corrected
    from teikit.core import Certainty, Draft, Edit, Evidence, Mark, Source, Span
    from teikit.lexicon import Lexicon, load
    from teikit.options import Options

__version__ = "0.2.0"

HOMES = {
    "teikit.core": ("Certainty", "Draft", "Edit", "Evidence", "Mark", "Source", "Span"),
    "teikit.api.corrections": ("Correction", "Notice"),
    "teikit.lexicon": ("Lexicon", "load"),
    "teikit.options": ("Options",),
    "teikit.api.project": ("load_project",),
    "teikit.api.functions": (
        "collate",
        "convert",
        "correct",
        "encode",
        "read",
        "reading_text",
        "recover",
        "recover_files",
        "validate",
    ),
    "teikit.api.results": ("Collated", "Converted", "Corrected"),
}
"""The modules from which the public names come."""

__all__ = [
    "Certainty",
    "Collated",
    "Converted",
    "Corrected",
    "Correction",
    "Draft",
    "Edit",
    "Evidence",
    "ExitCode",
    "Lexicon",
    "Mark",
    "Notice",
    "Options",
    "Source",
    "Span",
    "TeikitError",
    "__version__",
    "collate",
    "convert",
    "correct",
    "encode",
    "load",
    "load_project",
    "read",
    "reading_text",
    "recover",
    "recover_files",
    "validate",
]


def __getattr__(name: str) -> Any:
    for home, names in HOMES.items():
        if name in names:
            value = getattr(import_module(home), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'teikit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
