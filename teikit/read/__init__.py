"""Files to sources: bytes are decoded by what they say themselves, never by guessing."""

from teikit.read.plain import read

__all__ = ["read"]
