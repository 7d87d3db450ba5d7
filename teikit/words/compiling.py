"""Compile the word lists into one file that is mapped into memory.

What is in it: the words and their counts, the pairs of words, and an index of *deletes* (SymSpell: two words are within
a distance of d if deleting up to d letters of each can give the same string) over the first ``PREFIX`` letters. The
index keeps word numbers only; a bucket holds strangers now and then, so whoever asks must measure the distance of what
is found.

The file is built with the package and lies beside the word lists. In a source tree it is built on first use, and again
when a word list has changed.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations
from math import log
from unicodedata import normalize
from zlib import crc32

NAME = "words.bin"  # name of the compiled file
MAGIC = b"teikit words 2\n"  # first bytes of the compiled file
WORD_LISTS = ("words.tsv", "pairs.tsv")
"""Lists of counted words and pairs of a collection; its other lists of words are all its ``.txt`` files."""
NAMING = {
    "abbreviations.tsv": "abbreviation",
    "banners.tsv": "form",
    "confusions.tsv": "right",
    "posts.tsv": "name",
    "precedence.tsv": "form",
    "series.tsv": "name",
}
"""Tables whose entries are words that stand as they are, too, and the columns they stand in."""
COUNTED = ["form", "count"]  # columns of words.tsv
PAIRED = ["first", "total", "kinds", "then"]  # columns of pairs.tsv
MARKS = ("^", "#")  # symbols that pairs.tsv has beside words: the start of a sentence, a number
FORM = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['&/-][^\W\d_]+)*")  # a word in a name: U.S., COTE D'IVOIRE

PREFIX = 6  # letters at the beginning of a word whose deletes are indexed
FAR = 2  # distance at which long and common words are found; all others at distance 1
FAR_LENGTH = 5  # letters of a word that is found at distance FAR
FAR_COUNT = 2  # times that it was counted
BUCKET_BITS = 20  # bits of a hash that number the buckets of the index

OTHER = 27  # number of a character that is none of A to Z
LETTERS = OTHER + 1  # numbers of characters, with that of the edge of a word
UNSEEN = 0.2  # count of three letters in a row that no word has, for smoothing
LEAST_COUNT = 3  # times that a word was counted whose letters are counted


def sources(names: Iterable[str]) -> list[str]:
    """Of the files of a collection those that hold words, in the order in which they are compiled."""
    return sorted(name for name in names if name in WORD_LISTS or name in NAMING or name.endswith(".txt"))


def compiled(texts: Sequence[bytes]) -> bytes:
    """The bytes of word lists as one file. The head of each list tells what it is:

    * counted words, below ``form``, ``count``; of several counts of a word the highest stands;
    * pairs, below ``first``, ``total``, ``kinds``, ``then``; of several lines of a word the last stands;
    * a table of names, below a line with one of the columns of ``NAMING``: each name counts once;
    * else words with blanks or line ends between: they count as 0.
    """
    counts, pairs = dict.fromkeys(MARKS, 0), dict[str, str]()
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
    """The columns and the lines of a table, without its comments; no columns for a list that is none."""
    lines = [line for line in text.splitlines() if line and not line.startswith("# ")]
    return (lines[0].split("\t"), lines[1:]) if lines and "\t" in lines[0] else ([], lines)


def _sections(counts: dict[str, int], pairs: Iterable[str]) -> dict[str, bytes]:
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
    """What tells whether a compiled file was made from these texts, and in this way."""
    return [sys.byteorder == "big", PREFIX, FAR, FAR_LENGTH, FAR_COUNT, BUCKET_BITS, *map(crc32, texts)]


def deletes(form: str, distance: int) -> set[str]:
    """The beginning of a form, and what is left of it without up to ``distance`` letters."""
    start = form[:PREFIX]
    shortened = {start}
    for count in range(1, min(distance, len(start) - 1) + 1):
        shortened.update(map("".join, combinations(start, len(start) - count)))
    return shortened


def bucket(delete: str) -> int:
    """Where in the index a delete belongs."""
    return crc32(delete.encode("utf-8", "replace")) >> (32 - BUCKET_BITS)


def letter(character: str) -> int:
    """The number of a character: 1 to 26 for A to Z, 27 for all others; 0 is the edge of a word.

    Letters with accents are among the others: where the words have them, ``_letters`` counts them as likely, and where
    they have none, as in English cables, an accent is a speck (``PRAÇTICES``).
    """
    code = ord(character) - 64
    return code if 0 < code < OTHER else OTHER


def _letters(counts: dict[str, int]) -> array[int]:
    """How likely a letter follows two others, in thousandths of a nat, counted over the words that are not rare."""
    seen = [UNSEEN] * LETTERS**3
    for form, count in counts.items():
        if count >= LEAST_COUNT:
            first = second = 0
            for third in (*map(letter, form), 0):
                seen[(first * LETTERS + second) * LETTERS + third] += 1
                first, second = second, third
    costs = array("I")
    for start in range(0, LETTERS**3, LETTERS):
        row = seen[start : start + LETTERS]
        total = sum(row)
        costs.extend(round(-1000 * log(count / total)) for count in row)
    return costs


def _pairs(lines: Iterable[str], numbers: dict[str, int]) -> dict[str, bytes]:
    """For each word the words that follow it, by number, and how often; totals and kinds beside."""
    known = [line for line in lines if line.partition("\t")[0] in numbers]
    seconds = array("I")
    pair_counts = array("I")
    sizes = [0] * len(numbers)
    totals = [0] * len(numbers)
    kinds = [0] * len(numbers)
    for line in sorted(known, key=lambda line: numbers[line.partition("\t")[0]]):
        first, total, kind, then = line.split("\t")
        flat = then.split(" ")
        row = sorted(
            (numbers[word], int(count)) for word, count in zip(flat[::2], flat[1::2], strict=True) if word in numbers
        )
        seconds.extend(second for second, _ in row)
        pair_counts.extend(count for _, count in row)
        number = numbers[first]
        sizes[number], totals[number], kinds[number] = len(row), int(total), int(kind)
    sections = {
        "pair_starts": array("I", accumulate(sizes, initial=0)),
        "pair_seconds": seconds,
        "pair_counts": pair_counts,
        "pair_totals": array("I", totals),
        "pair_kinds": array("I", kinds),
    }
    return {name: values.tobytes() for name, values in sections.items()}


def _deletes(forms: list[str], counts: dict[str, int]) -> dict[str, bytes]:
    """The numbers of the words sorted by the buckets of their deletes, and where each bucket begins."""
    entries = sorted(set(array("Q", _entries(forms, counts))))
    sizes = array("I", bytes(4 << BUCKET_BITS))
    for entry in entries:
        sizes[entry >> 32] += 1
    numbers = array("I", (entry & 0xFFFFFFFF for entry in entries))
    return {"delete_starts": array("I", accumulate(sizes, initial=0)).tobytes(), "delete_words": numbers.tobytes()}


def _entries(forms: list[str], counts: dict[str, int]) -> Iterator[int]:
    """Bucket and word in one number; a rare word with other marks in it than letters is not indexed."""
    for number, form in enumerate(forms):
        if form.isalpha() or (len(form) > 4 and counts[form] > 1):
            far = len(form) >= FAR_LENGTH and counts[form] >= FAR_COUNT
            for delete in deletes(form, FAR if far else 1):
                yield bucket(delete) << 32 | number


def _file(sections: dict[str, bytes], mark: list[int]) -> bytes:
    """Sections on boundaries of 8 bytes behind a table of contents."""
    places, offset = {}, 0
    for name, data in sections.items():
        places[name] = [offset, len(data)]
        offset += -(-len(data) // 8) * 8
    head = MAGIC + json.dumps({"made from": mark, "places": places}).encode("ascii")
    return head + b" " * (-(len(head) + 1) % 8) + b"\n" + b"".join(_padded(sections.values()))


def _padded(sections: Iterable[bytes]) -> Iterator[bytes]:
    for data in sections:
        yield data + bytes(-len(data) % 8)
