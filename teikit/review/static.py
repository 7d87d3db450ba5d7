"""Write the review as files, for a web host or the disk: the browser keeps the decisions and saves them as a file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from teikit.errors import OutputExists, TeikitError
from teikit.files import write
from teikit.html.images import image_bytes
from teikit.review.images import policy_of
from teikit.review.pages import document_page, failed_page, index_page, words_script
from teikit.review.work import Review

FILE = "index.html"
"""The page in each folder; links name it, because it is not found by default on a disk."""
WORDS = "words.js"  # the script that all pages load


def refuse_other_pages(folder: Path) -> None:
    """Refuse a folder whose pages are not those of a review. Raises OUT-EXISTS."""
    if os.path.lexists(folder / FILE) and not (folder / WORDS).is_file():
        hint = "Name a new folder."
        raise OutputExists("OUT-EXISTS", "this is not a page of a review, and stays as it is", hint, str(folder / FILE))


def write_static(review: Review, folder: Path) -> Iterator[str]:
    """Write the pages of a review to a folder; yields a message for each document that cannot be reviewed."""
    names = chr(10).join(review.names).encode("utf-8", "surrogateescape")
    store = f"teikit-review {hashlib.sha256(names).hexdigest()[:12]} {review.who} "
    write.prepare(folder)
    write.write(folder / WORDS, words_script(review.lexicon), force=True)
    for number, name in enumerate(review.names):
        own = folder / str(number)
        write.prepare(own)
        try:
            page = _page(review, number, f"{store}{number}", own)
        except TeikitError as error:
            page = failed_page(name, error.message, f"../{FILE}")
            yield f"{name}: {error.message}"
        write.write(own / FILE, page, force=True)
    index = index_page(review, FILE, store)
    write.write(folder / FILE, index, force=True)


def _page(review: Review, number: int, store: str, folder: Path) -> bytes:
    """The page of a document; the images of its pages are copied next to it."""
    data = {**review.data(number), "store": store}
    for name in data["images"].values():
        if path := review.image_file(number, name):
            write.write(folder / name, image_bytes(path), force=True)
    next = f"../{number + 1}/{FILE}" if number + 1 < len(review.names) else ""
    sources = f"{policy_of(review.images)} file:"
    return document_page(review.names[number], data, f"../{FILE}", next, sources)
