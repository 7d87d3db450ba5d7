"""Report faults of a project file with their lines and what to do; resolve the paths that it names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import regex

from teikit.errors import ConfigRefused, did_you_mean

NO_FILE = "Create the file, or remove the key. Paths are relative to the project file."
"""What to do about a file that the project file names and that does not exist."""


class ProjectFile:
    """A project file: the lines of its keys, for messages, and the files next to it."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text

    def beside(self, name: str) -> str:
        """The path of a file that the project file names."""
        return name if name == "-" else os.path.join(self.path.parent, name)

    def beside_or_known(self, name: str) -> str:
        """The path of a file or folder next to the project file; any other name as it is (``us``)."""
        path = self.beside(name)
        return path if os.path.lexists(path) or "/" in name or "." in name else name

    def unknown(self, name: str, known: Iterable[str], noun: str, section: str) -> NoReturn:
        """Refuse an unknown name, and suggest the nearest known one."""
        names = list(known)
        where = f" in [{section}]" if noun == "key " else ""
        hint = did_you_mean(name, names) or f"There are {', '.join(names)}."
        self.refuse("PROJECT-KEY", f"there is no {noun}{name!r}{where}", hint, name, section)

    def wrong(self, section: str, name: str, kind: str, example: str) -> NoReturn:
        """Refuse a value that is not of its kind."""
        self.refuse("PROJECT-VALUE", f"{name} is not {kind}", f"For example: {name} = {example}", name, section)

    def refuse(self, code: str, message: str, hint: str, name: str, section: str = "") -> NoReturn:
        """Refuse the value of a key, with its line: raises ConfigRefused with ``code``."""
        raise ConfigRefused(code, message, hint, f"{self.path}:{self._line(name, section)}")

    def _line(self, name: str, section: str) -> int:
        """The number of the line of a key, below its section if it has one; 1 if it is not found."""
        word = regex.escape(name)
        head = regex.compile(rf"^\s*\[\[?\s*{regex.escape(section or name)}\s*\]?\]", regex.MULTILINE)
        begun = head.search(self.text)
        if begun and (not section or section == name):
            return self.text.count("\n", 0, begun.end()) + 1
        key = regex.compile(rf"(?:^|[{{,])\s*[\"']?{word}[\"']?\s*=", regex.MULTILINE)
        match = key.search(self.text, begun.end() if begun else 0)
        return self.text.count("\n", 0, match.end()) + 1 if match else 1
