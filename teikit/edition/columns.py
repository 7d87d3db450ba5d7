"""The columns that a table of documents may have, and what becomes of each in the header."""

from __future__ import annotations

COLUMNS = {
    "name": "the document: the name of its file, with or without ending, or its path in the folder of inputs; of a "
    "telegram in a file of several, followed by a dot and its `xml:id` (`packet.t2`)",
    "record": "the document: the number of its record, as its pages, its identification sheet or its file name have it",
    "title": "its title, in place of what the pattern of titles makes: `titleStmt/title`",
    "date": "the day it was written, as 1962-10-28, 1962-10 or 1962: `creation/date` and the date sent",
    "author": "who wrote it; several are parted by semicolons: `titleStmt/author`",
    "from": "who sent it: `correspAction[@type='sent']`",
    "to": "who got it; several are parted by semicolons: `correspAction[@type='received']`",
    "people": "people it speaks of, parted by semicolons: `keywords/term[@type='person']`",
    "places": "places it speaks of, parted by semicolons: `keywords/term[@type='place']`",
    "subjects": "what it is about, parted by semicolons: `keywords/term[@type='subject']`",
    "summary": "what is in it, in a sentence: `msContents/summary`",
    "shelfmark": "where it stands: `msIdentifier/idno[@type='shelfmark']`",
    "repository": "who keeps it, where that is not the repository of the project file",
    "collection": "the collection it belongs to, where that is not the one of the project file",
    "released": "when it was released, as 2025, 2025-03 or 2025-03-18: `witness/date[@type='release']`",
    "images": "the URL of its images, such as a IIIF manifest: `msDesc/additional/surrogates`",
    "language": "its language as a code (en, es); several are parted by semicolons",
    "rights": "the rights in its text: words, or a URL",
}
"""What each column is for, for people. Names of persons, offices and places may have a URL behind them in angle
brackets, which becomes ``@ref``: ``Dobrynin, Anatoly <https://www.wikidata.org/wiki/Q1234>``."""
KEYS = ("name", "record")
"""Columns by which a row finds its document."""
DATES = ("date", "released")
"""Columns whose values are dates."""
SEVERAL = ("author", "to", "people", "places", "subjects", "language")
"""Columns that may hold several values, parted by semicolons."""
