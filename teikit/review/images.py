"""Find the images of pages: those that a browser can show, their files, and their addresses in a page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, urlsplit

from teikit.core import Source
from teikit.html.images import MEDIA

ADDRESS = re.compile(r"https?://[^\s;,'\"]+")
"""The address of images on a server, without characters that would end it in the policy of a page."""


def is_address(images: str) -> bool:
    """Whether images are on a server instead of in a folder."""
    return ADDRESS.fullmatch(images) is not None


def images_of_pages(source: Source, images: str) -> dict[int, str]:
    """The address of the image of each page that has one, by the number of the page from 0: ``0.png``."""
    if source.layout is None or not images:
        return {}
    named = [(number, page.image) for number, page in enumerate(source.layout.pages) if page.image]
    if is_address(images):
        return {number: f"{images.rstrip('/')}/{quote(base_name(image))}" for number, image in named}
    files = {number: file_of(images, image) for number, image in named}
    return {number: f"{number}{path.suffix.lower()}" for number, path in files.items() if path}


def file_of(images: str, image: str) -> Path | None:
    """The file in a folder for an image that an OCR file names, with the same name or another ending.

    Folders in the name (``C:\\scans\\p1.tif``) belong to another machine.
    """
    name = base_name(image)
    if not images or not name:
        return None
    paths = [Path(images) / name, *(Path(images) / f"{Path(name).stem}{end}" for end in MEDIA)]
    return next((path for path in paths if path.suffix.lower() in MEDIA and path.is_file()), None)


def base_name(image: str) -> str:
    """The name of an image without the folders before it.

    >>> base_name(r"C:\\scans\\p1.tif"), base_name("a/b/p1.png"), base_name("..")
    ('p1.tif', 'p1.png', '')
    """
    name = re.split(r"[/\\]", image)[-1].replace("\0", "")
    return "" if name in (".", "..") else name


def policy_of(images: str) -> str:
    """The directive on images of the content security policy of a page."""
    if is_address(images):
        parts = urlsplit(images)
        return f"img-src {parts.scheme}://{parts.netloc}"
    return "img-src 'self'"
