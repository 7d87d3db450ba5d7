"""The types of images that browsers show."""

from types import MappingProxyType

MEDIA = MappingProxyType(
    {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif"}
)
"""Media types of the images that browsers show, by the endings of files; TIFF and JPEG 2000 are not among them."""
