"""Lists of people, places and organisations with identifiers; find the entry for a name in a text."""

from teikit.authorities.entries import Entry, read_entries
from teikit.authorities.index import NO_AUTHORITIES, Authorities, Likeness, Match

__all__ = ["NO_AUTHORITIES", "Authorities", "Entry", "Likeness", "Match", "read_entries"]
