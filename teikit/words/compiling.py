"""Compile the word lists into one file that is mapped into memory and needs no loading.

What is in it: the words and their counts, a hash table from word to number, the pairs of words, and an index of
*deletes* (SymSpell: two words are within a distance of d if deleting up to d letters of each can give the same string)
over the first ``PREFIX`` letters. The index keeps word numbers only; a bucket holds strangers now and then, so whoever
asks must measure the distance of what is found.

The file is built with the package and lies beside the word lists. In a source tree it is built on first use, and again
when a word list has changed.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations
from math import log
from zlib import crc32

SOURCES, NAME = ("words.tsv", "english.txt", "pairs.tsv"), "words.bin"
MAGIC = b"teikit words 1\n"
PREFIX = 6
FAR, FAR_LENGTH, FAR_COUNT = 2, 5, 2
"""Words of 5 letters and more that were counted twice are found at distance 2; all others at distance 1."""
BUCKET_BITS = 20
OTHER, UNSEEN, LEAST_LETTERS = 27, 0.2, 3
MARKS = ("^", "#")
"""What pairs.tsv has beside words: the start of a sentence, a number."""


def compiled(texts: Sequence[bytes]) -> bytes:
    """The bytes of the files in ``SOURCES`` as one file."""
    words, english, pairs = (text.decode("ascii") for text in texts)
    counts = {**dict.fromkeys(MARKS, 0), **dict.fromkeys(english.split("\n\n", 1)[1].split(), 0)}
    entries = (line.partition("\t") for line in body(words, "form\tcount\n"))
    counts.update((form, int(count)) for form, _, count in entries)
    forms = sorted(counts)
    numbers = {form: number for number, form in enumerate(forms)}
    bare = [form.encode("ascii") for form in forms]
    sections = {
        "text": b"".join(bare),
        "starts": array("I", accumulate(map(len, bare), initial=0)).tobytes(),
        "counts": array("I", map(counts.__getitem__, forms)).tobytes(),
        "slots": _slots(bare).tobytes(),
        "letters": _letters(counts).tobytes(),
        **_pairs(pairs, numbers),
        **_deletes(forms, counts),
    }
    return _file(sections, fingerprint(texts))


def fingerprint(texts: Sequence[bytes]) -> list[int]:
    """What tells whether a compiled file was made from these texts, and in this way."""
    return [sys.byteorder == "big", PREFIX, FAR, FAR_LENGTH, FAR_COUNT, BUCKET_BITS, *map(crc32, texts)]


def body(text: str, header: str) -> list[str]:
    """The lines of a built list after the line that names its columns."""
    return text.split(header, 1)[1].splitlines()


def deletes(form: str, distance: int) -> set[str]:
    """The beginning of a form, and what is left of it without up to ``distance`` letters."""
    start = form[:PREFIX]
    found = {start}
    for count in range(1, min(distance, len(start) - 1) + 1):
        found.update(map("".join, combinations(start, len(start) - count)))
    return found


def bucket(delete: str) -> int:
    """Where in the index a delete belongs."""
    return crc32(delete.encode("ascii", "replace")) >> (32 - BUCKET_BITS)


def letter(character: str) -> int:
    """The number of a character: 1 to 26 for the letters, 27 for all others; 0 is the edge of a word."""
    code = ord(character) - 64
    return code if 0 < code < OTHER else OTHER


def _letters(counts: dict[str, int]) -> array[int]:
    """How likely a letter follows two others, in thousandths of a nat, counted over the words that are not rare."""
    size = OTHER + 1
    seen = [UNSEEN] * size**3
    for form, count in counts.items():
        if count >= LEAST_LETTERS:
            one = two = 0
            for three in (*map(letter, form), 0):
                seen[(one * size + two) * size + three] += 1
                one, two = two, three
    costs = array("I")
    for start in range(0, size**3, size):
        row = seen[start : start + size]
        total = sum(row)
        costs.extend(round(-1000 * log(count / total)) for count in row)
    return costs


def _slots(texts: list[bytes]) -> array[int]:
    """An open hash table: the number of a word plus one in the first free slot from its hash on."""
    mask = (1 << (len(texts) * 2).bit_length()) - 1
    slots = array("I", bytes(4 * (mask + 1)))
    for number, text in enumerate(texts, 1):
        slot = crc32(text) & mask
        while slots[slot]:
            slot = (slot + 1) & mask
        slots[slot] = number
    return slots


def _pairs(text: str, numbers: dict[str, int]) -> dict[str, bytes]:
    """For each word the words that follow it, by number, and how often; totals and kinds beside."""
    seconds, often = array("I"), array("I")
    sizes, totals, kinds = ([0] * len(numbers) for _ in range(3))
    for line in sorted(body(text, "first\ttotal\tkinds\tthen\n"), key=lambda line: numbers[line.partition("\t")[0]]):
        first, total, kind, then = line.split("\t")
        flat = then.split(" ")
        row = sorted(zip(map(numbers.__getitem__, flat[::2]), map(int, flat[1::2]), strict=True))
        seconds.extend(second for second, _ in row)
        often.extend(count for _, count in row)
        number = numbers[first]
        sizes[number], totals[number], kinds[number] = len(row), int(total), int(kind)
    found = {"pair_starts": array("I", accumulate(sizes, initial=0)), "pair_seconds": seconds, "pair_counts": often}
    found |= {"pair_totals": array("I", totals), "pair_kinds": array("I", kinds)}
    return {name: values.tobytes() for name, values in found.items()}


def _deletes(forms: list[str], counts: dict[str, int]) -> dict[str, bytes]:
    """The numbers of the words sorted by the buckets of their deletes, and where each bucket begins."""
    entries = array("Q", _entries(forms, counts))
    found = sorted(set(entries))
    sizes = array("I", bytes(4 << BUCKET_BITS))
    for entry in found:
        sizes[entry >> 32] += 1
    numbers = array("I", (entry & 0xFFFFFFFF for entry in found))
    return {"delete_starts": array("I", accumulate(sizes, initial=0)).tobytes(), "delete_words": numbers.tobytes()}


def _entries(forms: list[str], counts: dict[str, int]) -> Iterator[int]:
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


def _padded(parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        yield part + bytes(-len(part) % 8)
