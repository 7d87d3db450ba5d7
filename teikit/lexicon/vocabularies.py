"""The vocabulary of a collection: the word lists of its levels, compiled into one file that is mapped into memory."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import gettempdir

from teikit.errors import TeikitError
from teikit.files.write import write
from teikit.lexicon.collection import Collection, settings
from teikit.lexicon.levels import DEFAULT, GENERAL, Level, level
from teikit.words.compiling import COMPILED_NAME, WORD_LISTS, compiled, fingerprint, sources
from teikit.words.vocabulary import Vocabulary


def vocabulary(levels: tuple[Level, ...], collection: Collection) -> Vocabulary:
    """The vocabulary of a collection, from a compiled file that is made anew if a word list has changed.

    Lists of a level in a language other than the collection's are left out: a German collection has no English words.
    """
    own = [home for home in levels if settings(home).get("language", collection.language) == collection.language]
    counted = [level(name) for name in collection.words_of]
    files = [(home, name) for home in own for name in sources(home.files)]
    files += [(home, name) for home in counted for name in WORD_LISTS]
    texts = [home.data(name) if home.shipped else home.text(name).encode("utf-8") for home, name in files]
    mark = fingerprint(texts)
    path = compiled_path(levels, mark)
    with suppress(OSError, ValueError, KeyError), path.open("rb") as file:
        known = Vocabulary(mmap(file.fileno(), 0, access=ACCESS_READ))
        if known.made_from == mark:
            return known
    data = compiled(texts)
    with suppress(
        TeikitError, OSError
    ):  # if the folder cannot be written to, each process compiles the lists for itself
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, data, force=True)
    return Vocabulary(data)


def compiled_path(levels: tuple[Level, ...], mark: list[int]) -> Path:
    """The path of the compiled lists: next to the default collection, or for others in the cache of the user.

    ``mark`` is the fingerprint of the word lists.
    """
    if all(level.shipped for level in levels) and tuple(level.name for level in levels) == (GENERAL, *DEFAULT):
        return Path(str(levels[-1].home)) / COMPILED_NAME
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    home = Path(cache if os.path.isabs(cache) else gettempdir())  # without a home folder the path is relative
    return home / "teikit" / f"words-{sha256(repr(mark).encode('ascii')).hexdigest()[:16]}.bin"
