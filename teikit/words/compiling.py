"""Compile the word lists into one file that is mapped into memory.

It contains the words and their counts, the pairs of words, the probabilities of letters after each other, and an index
of *deletes* (SymSpell, Garbe 2012: of two words within a distance of d the same string is left if the right letters, up
to d, are deleted from each) over the first ``PREFIX`` letters. The index holds only the numbers of words, in buckets
that unrelated words may share, so a caller must measure the distance of each word that is found.

The file is built with the package and is stored next to the word lists. In a source tree it is built on first use, and
again when a word list has changed.

Its layout: the line ``MAGIC``; a line of JSON with the fingerprint of the word lists (``made from``) and the offset and
length of each section, in bytes after this line (``places``); the sections, on boundaries of 8 bytes. Numbers are
unsigned, of 32 bits, in the byte order of the machine.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations
from math import log
from mmap import mmap
from unicodedata import normalize
from zlib import crc32

COMPILED_NAME = "words.bin"  # name of the compiled file
MAGIC = b"teikit words 2\n"  # first bytes of the compiled file
WORD_LISTS = ("words.tsv", "pairs.tsv")
"""The lists of counted words and pairs of a collection; all its ``.txt`` files are lists of words without counts."""
NAMING = {
    "abbreviations.tsv": "abbreviation",
    "banners.tsv": "form",
    "confusions.tsv": "right",
    "posts.tsv": "name",
    "precedence.tsv": "form",
    "series.tsv": "name",
}
"""Other tables that contain words, and the column with the words in each."""
COUNTED = ["form", "count"]  # columns of words.tsv
PAIRED = ["first", "total", "kinds", "then"]  # columns of pairs.tsv
SYMBOLS = ("^", "#")  # symbols in pairs.tsv other than words: the beginning of a sentence, a number
FORM = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['&/-][^\W\d_]+)*")  # a word in a name: U.S., COTE D'IVOIRE

PREFIX = 6  # letters at the beginning of a word whose deletes are indexed
FAR = 2  # distance at which long and common words are found; all others are found at distance 1
FAR_LENGTH = 5  # fewest letters of a word that is found at distance FAR
FAR_COUNT = 2  # least number of times that it was counted
MARKED_LENGTH = 5  # fewest characters of a word with marks in it that is indexed: SELF-DEFENSE, but not U.S.
MARKED_COUNT = 2  # least number of times that it was counted
BUCKET_BITS = 20  # bits of a hash that number the buckets of the index
BOUNDARY = 8  # bytes of which the offset of a section is a multiple
LONGEST_HEAD = 4096  # bytes, at most, up to the end of the line of JSON

NO_LETTER = 27  # number of any character other than A to Z
LETTER_CODES = NO_LETTER + 1  # how many numbers characters have, that of the edge of a word among them
UNSEEN = 0.2  # count added to that of any three letters in a row, for smoothing
LEAST_COUNT = 3  # least count of a word whose letters are counted


def sources(names: Iterable[str]) -> list[str]:
    """The names of the files of a collection that contain words, in the order in which they are compiled."""
    return sorted(name for name in names if name in WORD_LISTS or name in NAMING or name.endswith(".txt"))


def compiled(texts: Sequence[bytes]) -> bytes:
    """The bytes of the compiled file of some word lists, each given as its bytes in UTF-8.

    The first line of a list that is not a comment says what the list is:

    * counted words, below the columns ``COUNTED``: the highest of several counts of a word is used;
    * pairs, below the columns ``PAIRED``: the last of several lines that begin with the same word is used;
    * a table of names, if one of its columns is among those of ``NAMING``: each word of a name counts once;
    * words without counts in any other case, with spaces or line ends between: they count 0.
    """
    counts, pairs = dict.fromkeys(SYMBOLS, 0), dict[str, str]()
    for text in (normalize("NFC", data.decode("utf-8-sig")) for data in texts):
        columns, lines = _table(text)
        if columns == COUNTED:
            entries = ((form, int(count)) for form, _, count in (line.partition("\t") for line in lines))
        elif columns == PAIRED:
            pairs.update((line.partition("\t")[0], line) for line in lines)
            continue
        elif column := next((column for column in columns if column in NAMING.values()), ""):
            cells = (line.split("\t")[columns.index(column)] for line in lines)
            entries = ((form, 1) for cell in cells for form in FORM.findall(cell.upper()))
        else:
            entries = ((form, 0) for line in lines for form in line.split())
        for form, count in entries:
            counts[form] = max(count, counts.get(form, 0))
    return _file(_sections(counts, pairs.values()), fingerprint(texts))


def _table(text: str) -> tuple[list[str], list[str]]:
    """The names of the columns of a table, and its lines without comments; no names for a list of words."""
    lines = [line for line in text.splitlines() if line and not line.startswith("# ")]
    return (lines[0].split("\t"), lines[1:]) if lines and "\t" in lines[0] else ([], lines)


def _sections(counts: dict[str, int], pairs: Iterable[str]) -> dict[str, bytes]:
    """The sections of a compiled vocabulary, by their names."""
    forms = sorted(counts)
    numbers = {form: number for number, form in enumerate(forms)}
    return {
        "text": "\n".join(forms).encode("utf-8"),
        "counts": array("I", map(counts.__getitem__, forms)).tobytes(),
        "letters": _letters(counts).tobytes(),
        **_pairs(pairs, numbers),
        **_deletes(forms, counts),
    }


def fingerprint(texts: Sequence[bytes]) -> list[int]:
    """Numbers that are the same only if a compiled file was made from these texts and in the same way."""
    return [sys.byteorder == "big", PREFIX, FAR, FAR_LENGTH, FAR_COUNT, BUCKET_BITS, *map(crc32, texts)]


def deletes(form: str, distance: int) -> set[str]:
    """The first ``PREFIX`` letters of a form, and what is left of them without up to ``distance`` letters.

    >>> sorted(deletes("NEW", 1))
    ['EW', 'NE', 'NEW', 'NW']
    """
    beginning = form[:PREFIX]
    shortened = {beginning}
    for count in range(1, min(distance, len(beginning) - 1) + 1):
        shortened.update(map("".join, combinations(beginning, len(beginning) - count)))
    return shortened


def bucket(delete: str) -> int:
    """The number of the bucket of the index in which a delete belongs."""
    return crc32(delete.encode("utf-8", "replace")) >> (32 - BUCKET_BITS)


def letter(character: str) -> int:
    """The number of a character: 1 to 26 for A to Z, 27 for any other; 0 is that of the edge of a word.

    Letters with accents are among the others. They are likely in a collection whose words have them, because they were
    counted; in English cables they are not, and an accent there is a speck (``PRAÇTICES``).
    """
    code = ord(character) - 64
    return code if 0 < code < NO_LETTER else NO_LETTER


def _letters(counts: dict[str, int]) -> array[int]:
    """The surprisal of each letter after any two others, in thousandths of a nat. Rare words are not counted."""
    trigrams = [UNSEEN] * LETTER_CODES**3
    for form, count in counts.items():
        if count >= LEAST_COUNT:
            first = second = 0
            for third in (*map(letter, form), 0):
                trigrams[(first * LETTER_CODES + second) * LETTER_CODES + third] += 1
                first, second = second, third
    surprisals = array("I")
    for start in range(0, LETTER_CODES**3, LETTER_CODES):
        row = trigrams[start : start + LETTER_CODES]
        total = sum(row)
        surprisals.extend(round(-1000 * log(count / total)) for count in row)
    return surprisals


def _pairs(lines: Iterable[str], numbers: dict[str, int]) -> dict[str, bytes]:
    """For each word, by its number, the words that follow it and how often; its total and kinds.

    The total is how often the word was counted with any word after it, the kinds are how many different words these
    were; both count also the pairs that are too rare to be listed.
    """
    followers: list[list[tuple[int, int]]] = [[] for _ in numbers]
    totals = [0] * len(numbers)
    kinds = [0] * len(numbers)
    for first, total, kind, then in (line.split("\t") for line in lines):
        if first in numbers:
            number = numbers[first]
            totals[number], kinds[number], followers[number] = int(total), int(kind), _followers(then, numbers)
    pairs = [pair for row in followers for pair in row]
    sections = {
        "pair_starts": accumulate(map(len, followers), initial=0),
        "pair_seconds": (second for second, _ in pairs),
        "pair_counts": (count for _, count in pairs),
        "pair_totals": totals,
        "pair_kinds": kinds,
    }
    return {name: array("I", values).tobytes() for name, values in sections.items()}


def _followers(then: str, numbers: dict[str, int]) -> list[tuple[int, int]]:
    """The numbers of the words in a cell ``WORD COUNT WORD COUNT ...``, in order, each with its count."""
    cells = then.split(" ")
    counted = zip(cells[::2], cells[1::2], strict=True)
    return sorted((numbers[word], int(count)) for word, count in counted if word in numbers)


def _deletes(forms: list[str], counts: dict[str, int]) -> dict[str, bytes]:
    """The index: the numbers of the words, sorted by the buckets of their deletes, and where each bucket begins."""
    entries = sorted(set(array("Q", _entries(forms, counts))))
    sizes = array("I", bytes(4 << BUCKET_BITS))
    for entry in entries:
        sizes[entry >> 32] += 1
    numbers = array("I", (entry & 0xFFFFFFFF for entry in entries))
    return {"delete_starts": array("I", accumulate(sizes, initial=0)).tobytes(), "delete_words": numbers.tobytes()}


def _entries(forms: list[str], counts: dict[str, int]) -> Iterator[int]:
    """The entries of the index, bucket and word in one number. A short or rare word with marks in it has none."""
    for number, form in enumerate(forms):
        if form.isalpha() or (len(form) >= MARKED_LENGTH and counts[form] >= MARKED_COUNT):
            is_found_far = len(form) >= FAR_LENGTH and counts[form] >= FAR_COUNT
            for delete in deletes(form, FAR if is_found_far else 1):
                yield bucket(delete) << 32 | number


def _file(sections: dict[str, bytes], made_from: list[int]) -> bytes:
    """The bytes of a file with these sections, in the layout described at the head of this module."""
    padded = [data + bytes(-len(data) % BOUNDARY) for data in sections.values()]
    offsets = accumulate(map(len, padded), initial=0)
    places = {name: [offset, len(data)] for (name, data), offset in zip(sections.items(), offsets, strict=False)}
    head = MAGIC + json.dumps({"made from": made_from, "places": places}).encode("ascii")
    return head + b" " * (-(len(head) + 1) % BOUNDARY) + b"\n" + b"".join(padded)


def sections_of(data: bytes | mmap) -> tuple[list[int], dict[str, memoryview]]:
    """The fingerprint of the word lists that a compiled file was made from, and its sections by their names.

    Raises ValueError for other data.
    """
    view = memoryview(data)
    if bytes(view[: len(MAGIC)]) != MAGIC:
        raise ValueError("not a compiled word list")
    line = bytes(view[len(MAGIC) : LONGEST_HEAD]).partition(b"\n")[0]
    head = json.loads(line)
    begin = len(MAGIC) + len(line) + 1
    places = {name: (begin + offset, begin + offset + size) for name, (offset, size) in head["places"].items()}
    return head["made from"], {name: view[start:end] for name, (start, end) in places.items()}
