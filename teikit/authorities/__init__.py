"""Lists of persons, places and organisations with identifiers, and which of them a name in a text is."""

from teikit.authorities.entries import Entry, read_entries
from teikit.authorities.index import NO_AUTHORITIES, Authorities, Likeness, Match

__all__ = ["NO_AUTHORITIES", "Authorities", "Entry", "Likeness", "Match", "read_entries"]
