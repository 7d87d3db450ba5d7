"""How many codes of reviewers are read on typed pages that nothing was set or learnt on.

    python benchmarks/codes.py pairs.jsonl

The pairs of releases are made by ``tools/typescript_pairs.py``. The codes that teikit marks on a page are compared with
those that were typed beside its excisions, as often as each occurs; spaces and signs are passed over. With ``--list``
each code that is claimed wrongly is printed: the release, its page, the code, and the codes of the page.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench_dev import layers
from lxml import etree

from teikit.conversion import convert
from teikit.lexicon import Lexicon, load

SPACED = re.compile(r"(?<=[)\]}\d]) (?=[(\[{])")  # the space inside (b) (1)
SIGN = re.compile(r"[^A-Z0-9]")  # signs that are ignored when codes are compared

Codes = Counter[tuple[int, str]]
"""How often each page has each code."""


def main() -> None:
    """Read the pairs, and print precision and recall."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--list", action="store_true", help="also print the codes that are claimed wrongly")
    arguments = parser.parse_args()
    lexicon, right, claimed, there = load(), 0, 0, 0
    for line in arguments.pairs.read_text("utf-8").splitlines():
        pair = json.loads(line)
        for release in ("a", "b"):
            codes, read = typed(pair["withheld"][release]), marked(pair[release], f"{pair['id']}{release}.txt", lexicon)
            right, claimed, there = right + (codes & read).total(), claimed + read.total(), there + codes.total()
            for page, code in (read - codes).elements() if arguments.list else ():
                print(pair["id"], release, page, code, *(typed_code for at, typed_code in codes if at == page))
    precision, recall = right / max(claimed, 1), right / max(there, 1)
    print(f"{right} of {claimed} codes read are right ({precision:.3f}); {recall:.3f} of {there} typed ones are read")


def typed(withheld: Iterable[dict[str, Any]]) -> Codes:
    """The codes of a release: beside the middle line of each excision, unless the code of another one is there."""
    excisions: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for piece in withheld:
        excisions[piece["excision"]].append(piece)
    middles = (pieces[len(pieces) // 2] for pieces in excisions.values())
    places = {(piece["page"], piece["line"], piece["code"]) for piece in middles if piece["code"]}
    return Counter((page, _plain(code)) for page, _, code in places)


def marked(text: str, name: str, lexicon: Lexicon) -> Codes:
    """The codes that teikit marks in the text of a release."""
    return Counter(code for _, data in convert(text.encode(), name, lexicon).documents for code in _codes(data))


def _codes(data: bytes) -> Iterator[tuple[int, str]]:
    for item in layers(etree.fromstring(data))["items"]:
        if item["kind"] == "exemption":
            codes = map(_plain, SPACED.sub("", item["text"]).split())
            yield from ((item["page"] - 1, code) for code in codes if code)  # "" is a lone sign


def _plain(code: str) -> str:
    return SIGN.sub("", code.upper())


if __name__ == "__main__":
    main()
