"""The table of documents that a project file names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from teikit.edition import Table
from teikit.edition.table import read_table
from teikit.errors import ConfigRefused
from teikit.inputs import load
from teikit.lexicon.language import languages
from teikit.project.faults import NO_FILE, ProjectFile


def documents_table(file: ProjectFile, metadata: Mapping[str, Any]) -> Table:
    """Read the table that the section ``metadata`` of a project file names; an empty table if it names none.

    Raises ConfigRefused: PROJECT-VALUE for a table that does not exist, TABLE-* for a faulty one.
    """
    if not metadata.get("table"):
        return Table()
    path = Path(file.beside(metadata["table"]))
    if not path.is_file():
        file.refuse("PROJECT-VALUE", f"there is no table {metadata['table']}", NO_FILE, "table", "metadata")
    table = read_table(load(path), str(path), metadata.get("columns", {}))
    _check_languages(table)
    return table


def _check_languages(table: Table) -> None:
    """Refuse an unknown language in the table, with its line (TABLE-LANGUAGE)."""
    for row in table.rows:
        for language in row.several("language"):
            if not languages().code(language):
                message = f"'{language}' is neither the code nor the name of a language"
                hint = "Write a code, such as en, es or de-AT."
                raise ConfigRefused("TABLE-LANGUAGE", message, hint, f"{table.place}:{row.line}")
