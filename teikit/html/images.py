"""The types of images that browsers show, and their bytes."""

from pathlib import Path
from types import MappingProxyType

from teikit.errors import FileSystemError

MEDIA = MappingProxyType(
    {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif"}
)
"""Media types of the images that browsers show, by the endings of files; TIFF and JPEG 2000 are not among them."""


def image_bytes(file: Path) -> bytes:
    """The bytes of an image. Raises IN-UNREADABLE."""
    try:
        return file.read_bytes()
    except OSError as error:
        message, hint = f"this image cannot be read: {error.strerror}", "Ask its owner, or use chmod."
        raise FileSystemError("IN-UNREADABLE", message, hint, str(file)) from None
