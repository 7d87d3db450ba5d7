"""Make the index for the search page of a site: the documents in one file, the words in many small ones."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from zlib import crc32

from teikit.html.tags import Html, masked, tag
from teikit.site.entry import SiteEntry
from teikit.site.frame import SEARCH_POLICY, Frame

SHARDS = 256  # files of the index; the file of a word is the CRC-32 of its UTF-8, modulo this number
FOLDER = "search"
FIELDS = (
    ("words", "Words", "search", "all of them, in any order; a * at the end of a word stands for more letters"),
    ("after", "Dated from", "date", ""),
    ("before", "Dated until", "date", ""),
    ("post", "Sender or addressee", "search", ""),
    ("person", "Name in the text", "search", ""),
)
"""The fields of the form: id, name, type of the input, hint."""


def index(entries: Sequence[SiteEntry]) -> Iterator[tuple[str, bytes]]:
    """The files of the index: their names and bytes."""
    yield f"{FOLDER}/documents.json", _json([_about(entry) for entry in entries])
    where: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, entry in enumerate(entries):
        for word in entry.words:
            where[word].append(number)
    shards: list[dict[str, str]] = [{} for _ in range(SHARDS)]
    for word in sorted(where):
        shards[crc32(word.encode("utf-8", "replace")) % SHARDS][word] = _gaps(where[word])
    beginnings: dict[str, list[str]] = defaultdict(list)
    for word in sorted(where):
        beginnings[word[:2]].append(word)
    yield f"{FOLDER}/words.json", _json({begin: " ".join(words) for begin, words in beginnings.items()})
    for number, shard in enumerate(shards):
        yield f"{FOLDER}/{number:02x}.json", _json(shard)


def page(frame: Frame, entries: Sequence[SiteEntry]) -> tuple[str, bytes]:
    """The search page."""
    kinds = sorted({entry.stats.kind for entry in entries} - {""})
    claims = sorted({claim for entry in entries for claim in entry.exemptions})
    fields = [_field(*field) for field in FIELDS]
    fields += [_choice("kind", "Kind", kinds), _choice("exemption", "Exemption", claims)]
    form = tag("form", *fields, tag("button", "Search", type="submit"), id="form", role="search")
    note = tag(
        "p", "The search needs scripts and a web server; ", tag("a", "all documents", href="index.html"), " does not."
    )
    content = [
        tag("h1", "Search"),
        form,
        tag("p", "", id="told", role="status"),
        tag("ol", id="found", class_="found"),
        tag("noscript", note),
    ]
    return "search.html", frame.page("search.html", "Search", *content, script="search.js", sources=SEARCH_POLICY)


def _field(name: str, label: str, type: str, hint: str) -> Html:
    return tag("p", tag("label", label, for_=name), tag("input", type=type, id=name, name=name), tag("small", hint))


def _choice(name: str, label: str, values: Sequence[str]) -> Html:
    options = [tag("option", "any", value=" "), *(tag("option", value, value=value) for value in values)]
    return tag("p", tag("label", label, for_=name), tag("select", *options, id=name, name=name))


def _about(entry: SiteEntry) -> list[str]:
    """The data of a document that the search shows and filters by."""
    row = entry.stats
    shown = (entry.page, entry.title, row.date, row.sender, row.addressees, row.kind, " ".join(entry.exemptions))
    return [*map(masked, shown), masked(" | ".join(name for _, name in entry.names))]


def _gaps(numbers: array[int]) -> str:
    """The numbers of documents, each as its difference from the one before, in base 36."""
    out, last = [], 0
    for number in numbers:
        out.append(_base36(number - last))
        last = number
    return " ".join(out)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
