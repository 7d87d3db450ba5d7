#!/usr/bin/env python3
"""Take the telegrams out of volumes of Foreign Relations of the United States, one JSON object per line.

    python tools/frus_telegrams.py volumes/frus1961-63v10.xml ... -o frus-telegrams.jsonl

The volumes are TEI (https://github.com/HistoryAtState/frus, folder ``volumes``, public domain). A document counts as a
telegram if its heading begins so ("Telegram From ...", "Circular Telegram From ..."). Of each: ``id``, ``volume``,
``head``, ``place``, ``date``, ``signed``, and ``body``, its paragraphs without the editors' notes. ``bench`` is null;
whoever keeps telegrams for tests sets it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TELEGRAM = re.compile(r"(?:\d+\.\s*)?(?:\w+ )?(?:Air)?[Tt]elegram [Ff]rom ")
"""The beginning of the head of a telegram: 15. Telegram From the Embassy."""
LEFT_OUT = {f"{TEI}{name}" for name in ("note", "pb", "figure")}  # elements whose text is not that of the telegram


def main() -> None:
    """Read the arguments and write the telegrams of all volumes, in order."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("volumes", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    with arguments.output.open("w", encoding="utf-8") as output:
        for path in arguments.volumes:
            of_volume = list(telegrams(path))
            output.writelines(json.dumps(telegram, ensure_ascii=False) + "\n" for telegram in of_volume)
            print(f"{path.stem}: {len(of_volume)} telegrams")


def telegrams(path: Path) -> Iterator[dict[str, Any]]:
    """The telegrams of one volume."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for div in etree.parse(str(path), parser).iter(f"{TEI}div"):
        head = div.find(f"{TEI}head")
        if div.get("type") != "document" or head is None or not TELEGRAM.match(text(head)):
            continue
        yield {
            "id": f"{path.stem}_{div.get(XML_ID)}",
            "volume": path.stem,
            "head": text(head),
            "place": first(div, f"{TEI}dateline//{TEI}placeName"),
            "date": first(div, f"{TEI}dateline//{TEI}date"),
            "signed": first(div, f"{TEI}closer//{TEI}persName"),
            "body": list(filter(None, map(text, div.iterfind(f"{TEI}p")))),
            "bench": None,
        }


def first(div: etree._Element, path: str) -> str | None:
    """The text of the first element at a path, None if there is none."""
    element = div.find(f".//{path}")
    return None if element is None else text(element)


def text(element: etree._Element) -> str:
    """The text of an element without notes and page breaks, white space made single."""
    return " ".join("".join(parts(element)).split())


def parts(element: etree._Element) -> Iterator[str]:
    """The pieces of text inside an element, what follows a note among them."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            yield from parts(child)
        yield child.tail or ""


if __name__ == "__main__":
    main()
