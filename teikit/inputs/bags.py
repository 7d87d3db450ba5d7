"""BagIt (RFC 8493): the verification of a bag before anything of it is read.

Nothing is ever fetched: a bag with a fetch.txt is complete only if the files that it names are already there.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from teikit.core.metadata import of_bag
from teikit.errors import Refused, TeikitError
from teikit.files.paths import is_hidden, is_unsafe, outside, path_below
from teikit.inputs.members import Package, in_folder, in_memory
from teikit.inputs.sorting import BAG, MANIFEST
from teikit.wording import counted

ALGORITHMS = ("sha512", "sha384", "sha256", "sha224", "sha1", "md5")
"""The checksums that are verified, under their names in hashlib and in the names of manifests."""
INFO = ("bag-info.txt", "package-info.txt")  # the latter in bags of BagIt 0.95 and earlier
DECLARATION = re.compile(
    r"BagIt-Version:[ \t](\d+)\.(\d+)(?:\r\n|\n|\r)Tag-File-Character-Encoding:[ \t](\S+)(?:\r\n|\n|\r|\Z)", re.ASCII
)
"""The whole of bagit.txt: one space after each colon, no byte order mark."""
ENTRY = re.compile(r"(\S+)[ \t]+\*?(.+)")
"""A line of a manifest: checksum and path; md5sum puts an asterisk before the path of a binary file."""
FETCH = re.compile(r"(\S+)[ \t]+(?:[0-9]+|-)[ \t]+(.+)")
"""A line of fetch.txt: address, bytes or a hyphen, path."""
ESCAPED = {"%0a": "\n", "%0d": "\r", "%25": "%"}
"""The escapes of manifests for characters that would break their lines, in lower case."""
LINE_END = re.compile(r"\r\n|\r|\n")
"""The line ends of tag files (RFC 8493, 2.2.4). A path may have other characters that Unicode counts as line ends."""
CONTINUED = re.compile(r"(?:\r\n|\r|\n)[ \t]+")  # the line end in a value of bag-info.txt that goes on in the next line
MOST_NAMED = 20  # findings that a message names, at most

Digest = Callable[[str, str], str]
"""Gives the checksum of a file by its name and an algorithm, in hexadecimal."""


def tops_of_bags(names: Iterable[str]) -> list[str]:
    """The prefix of the names of the files of each bag in an archive: empty, or a folder at the top of it."""
    declarations = [name for name in names if posixpath.basename(name) == BAG and name.count("/") < 2]
    tops = sorted(name.removesuffix(BAG) for name in declarations)
    return [""] if "" in tops else tops


def bag_members(folder: Path) -> Package:
    """The payload of a bag in a folder, verified. Raises :class:`~teikit.errors.Refused` (BAG-INVALID)."""
    top = os.path.realpath(folder)
    names = sorted(
        Path(parent, name).relative_to(top).as_posix() for parent, _, files in os.walk(top) for name in files
    )

    def digest(name: str, algorithm: str) -> str:
        with open(path_below(top, name), "rb") as file:
            return hashlib.file_digest(file, algorithm).hexdigest()

    links = [name for name in names if Path(top, name).is_symlink()]
    return _Bag(names, in_folder(folder), digest, str(folder)).package(_links(top, links))


def open_bag(files: Mapping[str, bytes], name: str, refused: Sequence[TeikitError] = ()) -> Package:
    """The payload of an unpacked bag, verified; anything refused while unpacking makes it invalid.

    Raises :class:`~teikit.errors.Refused` (BAG-INVALID).
    """

    def digest(member: str, algorithm: str) -> str:
        return hashlib.new(algorithm, files[member], usedforsecurity=False).hexdigest()

    return _Bag(list(files), in_memory(files), digest, name).package(refused)


def _links(top: str, names: Iterable[str]) -> Iterator[TeikitError]:
    for name in names:
        try:
            path_below(top, name)
        except TeikitError as error:
            yield error


class _Bag:
    """A bag, in a folder or unpacked: its files can be opened by their names and have checksums."""

    def __init__(self, names: Sequence[str], open: Callable[[str], bytes], digest: Digest, shown: str) -> None:
        self.names, self.open, self.digest, self.shown = names, open, digest, shown
        self.known = frozenset(names)
        self.version, self.encoding = (1, 0), "utf-8"
        self.by_form = {unicodedata.normalize("NFC", name): name for name in names}

    def package(self, refused: Iterable[TeikitError]) -> Package:
        """The payload of the bag, without hidden files. Raises BAG-INVALID if anything is wrong with it."""
        faults = [f"{error.place.removeprefix(f'{self.shown}:')}: {error.message} [{error.code}]" for error in refused]
        faults += self.findings()
        if faults:
            more = [f"and {len(faults) - MOST_NAMED} more"] if len(faults) > MOST_NAMED else []
            hint = "\n".join(
                [*faults[:MOST_NAMED], *more, "Nothing of it was read. Get the bag again, or unpack it yourself."]
            )
            raise Refused("BAG-INVALID", f"the bag is not valid, {counted(len(faults), 'finding')}", hint, self.shown)
        payload = tuple(name for name in self.names if name.startswith("data/") and not is_hidden(name))
        info = next((dict(self.tags(name)) for name in INFO if name in self.known), {})
        return Package(payload, self.open, is_bag=True, metadata=of_bag(info))

    def findings(self) -> Iterator[str]:
        """The faults of the bag, one sentence each."""
        declared = DECLARATION.fullmatch(self.text_of(BAG))
        if not declared:
            wrong = "it must be the lines BagIt-Version: and Tag-File-Character-Encoding:, and nothing else"
            if self.text_of(BAG).startswith("\ufeff"):
                wrong = (
                    "it begins with a byte order mark, which BagIt forbids in this file; save it as UTF-8 without one"
                )
            yield f"bagit.txt: {wrong} [BAG-INVALID]"
            return
        self.version, self.encoding = (int(declared[1]), int(declared[2])), declared[3]
        try:
            yield from self.wrong_files()
        except (LookupError, UnicodeError):
            yield f"a tag file is not in the encoding that bagit.txt declares ({self.encoding[:40]}) [BAG-INVALID]"

    def wrong_files(self) -> Iterator[str]:
        """The faults of manifests and payload: every payload file must be in every manifest (BagIt 1.0)."""
        yield from self.wrong_fetches()
        manifests = ((MANIFEST.fullmatch(name), name) for name in self.names)
        known = [(match, name) for match, name in manifests if match and match[2] in ALGORITHMS]
        if all(match[1] for match, _ in known):
            yield f"there is no manifest of a known kind ({', '.join(ALGORITHMS)}) [BAG-INVALID]"
            return
        listed: list[set[str]] = []
        for match, name in known:
            listing = list(self.entries(name))
            entries = dict(listing)
            if len(entries) < len(listing if self.version >= (1, 0) else set(listing)):
                yield f"{name}: it lists a file twice [BAG-INVALID]"
            yield from self.wrong_entries(name, match[2], entries, payload=not match[1])
            if not match[1]:
                listed.append({self.name_of(path) or path for path in entries})
        complete = (set.intersection if self.version >= (1, 0) else set.union)(*listed)
        for name in self.names:
            if name.startswith("data/") and name not in complete:
                yield f"{name}: it is in the bag but not in every manifest [BAG-INVALID]"

    def wrong_fetches(self) -> Iterator[str]:
        """The files of fetch.txt that are missing."""
        if "fetch.txt" not in self.known:
            return
        for line in LINE_END.split(self.text_of("fetch.txt")):
            entry = FETCH.fullmatch(line.strip())
            path = self.unescaped(entry[2]) if entry else line.strip()
            if path and is_unsafe(path):
                yield f"fetch.txt, {path}: {outside('').message} [PATH-OUTSIDE]"
            if path and not self.name_of(path):
                yield f"fetch.txt, {path}: a file to be fetched from the web; teikit fetches nothing [URL-REFUSED]"

    def wrong_entries(self, manifest: str, algorithm: str, entries: Mapping[str, str], payload: bool) -> Iterator[str]:
        """The faults of the entries of one manifest; ``payload`` says that it is not one of tag files."""
        for path, digest in entries.items():
            name = self.name_of(path)
            if is_unsafe(path):
                yield f"{manifest}, {path}: {outside('').message} [PATH-OUTSIDE]"
            elif payload != path.startswith("data/"):
                yield f"{manifest}, {path}: it does not belong in this manifest [BAG-INVALID]"
            elif name is None:
                yield f"{path}: it is in {manifest} and not in the bag [BAG-INVALID]"
            elif self.digest(name, algorithm) != digest.lower():
                yield f"{path}: its checksum is not that of {manifest}: it was changed or damaged [BAG-INVALID]"

    def name_of(self, path: str) -> str | None:
        """The actual name of a file: systems differ in how they write accents."""
        return path if path in self.known else self.by_form.get(unicodedata.normalize("NFC", path))

    def entries(self, manifest: str) -> Iterator[tuple[str, str]]:
        """The lines of a manifest: path and checksum."""
        for line in LINE_END.split(self.text_of(manifest)):
            if entry := ENTRY.fullmatch(line.lstrip()):
                path = self.unescaped(entry[2].removeprefix("./"))
                yield (path if self.name_of(path) else path.rstrip()), entry[1]

    def unescaped(self, path: str) -> str:
        """A path of a manifest without escapes; those of the per cent sign came with BagIt 1.0."""
        pattern = "%0[aAdD]|%25" if self.version >= (1, 0) else "%0[aAdD]"
        return re.sub(pattern, lambda escape: ESCAPED[escape[0].lower()], path)

    def text_of(self, name: str) -> str:
        """The text of a tag file; all except bagit.txt may begin with a byte order mark."""
        if name == BAG:
            return self.open(name).decode("utf-8", "replace")  # other bytes make the declaration invalid
        return self.open(name).decode(self.encoding).removeprefix("\ufeff")

    def tags(self, name: str) -> Iterator[tuple[str, str]]:
        """Labels in lower case and their values, with continued lines joined; the last value of a repeated label."""
        text = CONTINUED.sub(" ", self.text_of(name))
        for line in LINE_END.split(text):
            label, colon, value = line.partition(":")
            if colon:
                yield label.strip().lower(), value.strip()
