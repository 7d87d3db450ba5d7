"""Write a IIIF manifest (Presentation 3.0) for a document whose page images are known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import regex

from teikit.folder.records import Record
from teikit.tei.build import q
from teikit.wording import amount

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
MANIFEST = ".manifest.json"
"""Ending of the name of the manifest next to a document."""
IMAGE = regex.compile(
    r"(?P<service>https?://.+)/(?:full|square|[0-9,]+|pct:[0-9.,]+)/[^/]+/!?[0-9.]+/[a-z]+\.[a-z0-9]+"
)
"""An address of the IIIF Image API, with the address of its service:
``https://iiif.example.org/p1/full/max/0/default.jpg``."""
FORMATS = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "tif": "image/tiff", "tiff": "image/tiff"}
"""The media types of images, by the endings of their addresses."""


def manifest(record: Record, base: str, name: str) -> bytes | None:
    """The manifest; None if no page has an image on the web and a size.

    ``base`` is the URL of the folder for the files, ``name`` that of the manifest there. Values that the header lacks
    are left out.
    """
    folder = f"{base.rstrip('/')}/"
    own = folder + quote(name, safe="/", errors="replace")
    canvases = list(_canvases(record, own))
    if not canvases:
        return None
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "id": own,
        "type": "Manifest",
        "label": {"none": [record.title or record.file]},
        "metadata": [_pair(name, value) for name, value in sorted(record.facts.items()) if name != "post"],
        "seeAlso": [{"id": folder + record.place, "type": "Dataset", "format": "application/tei+xml"}],
        "items": canvases,
    }
    return (
        json.dumps({key: value for key, value in described.items() if value}, ensure_ascii=False, indent=1).encode()
        + b"\n"
    )


def _pair(name: str, value: str) -> dict[str, Any]:
    """An entry of the metadata: a label in English, a value without a language."""
    return {"label": {"en": [name]}, "value": {"none": [value]}}


def _canvases(record: Record, own: str) -> Iterator[dict[str, Any]]:
    """A canvas for each page with an image on the web, in the size and unit of its surface, or else of its lines."""
    for number, surface in enumerate(record.element.iterfind(f"{q('facsimile')}/{q('surface')}"), 1):
        graphic = surface.find(q("graphic"))
        address = "" if graphic is None else graphic.get("url", "")
        sizes = [round(amount(surface.get(name)) or 0) for name in ("lrx", "lry")]
        if not address.startswith(("http://", "https://")) or not all(sizes):
            continue
        canvas = f"{own}/canvas/{surface.get('n') or f'surface-{number}'}"
        size = dict(zip(("width", "height"), sizes, strict=True))
        body = {"id": address, "type": "Image", **_format(address), **size, **_service(address)}
        painting = {
            "id": f"{canvas}/image",
            "type": "Annotation",
            "motivation": "painting",
            "body": body,
            "target": canvas,
        }
        page = {"id": f"{canvas}/page", "type": "AnnotationPage", "items": [painting]}
        yield {"id": canvas, "type": "Canvas", "label": {"none": [surface.get("n", "")]}, **size, "items": [page]}


def _format(address: str) -> dict[str, str]:
    """The media type of an image, if it is known from the ending of its address."""
    kind = FORMATS.get(address.rpartition(".")[2].lower())
    return {"format": kind} if kind else {}


def _service(address: str) -> dict[str, Any]:
    """The image service of an address of the IIIF Image API, assumed to be version 2 at level 1."""
    match = IMAGE.fullmatch(address)
    return {"service": [{"id": match["service"], "type": "ImageService2", "profile": "level1"}]} if match else {}
