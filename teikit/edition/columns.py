"""The columns that a table of documents may have, and their places in the header."""

from __future__ import annotations

COLUMNS = {
    "name": "the document: the name of its file, with or without ending, or its path in the input folder; for a "
    "telegram in a file of several, add a dot and its `xml:id` (`packet.t2`)",
    "record": "the document: its record number, as in its pages, its identification sheet, its file name or the name "
    "of its folder",
    "title": "its title, instead of one made from the pattern: `titleStmt/title`",
    "date": "when it was written, such as 1962-10-28, 1962-10 or 1962: `creation/date` and the date sent",
    "author": "who wrote it; several names are separated by semicolons: `titleStmt/author`",
    "from": "who sent it: `correspAction[@type='sent']`",
    "to": "who received it; several names are separated by semicolons: `correspAction[@type='received']`",
    "people": "people it mentions, separated by semicolons: `keywords/term[@type='person']`",
    "places": "places it mentions, separated by semicolons: `keywords/term[@type='place']`",
    "subjects": "its subjects, separated by semicolons: `keywords/term[@type='subject']`",
    "summary": "a summary of its content: `msContents/summary`",
    "shelfmark": "its shelfmark: `msIdentifier/idno[@type='shelfmark']`",
    "repository": "the repository that keeps it, if not the one in the project file",
    "collection": "the collection it belongs to, if not the one in the project file",
    "released": "when it was released, such as 2025, 2025-03 or 2025-03-18: `witness/date[@type='release']`",
    "images": "the URL of its images, such as a IIIF manifest: `msDesc/additional/surrogates`",
    "language": "its language as a code (en, es); several are separated by semicolons",
    "rights": "the rights in its text: words, or a URL",
}
"""The meaning of each column. Names of people, offices and places may have a URL after them in angle brackets, which
becomes ``@ref``: ``Dobrynin, Anatoly <https://www.wikidata.org/wiki/Q1234>``."""
IDENTIFYING = ("name", "record")
"""Columns by which a row finds its document."""
DATES = ("date", "released")
"""Columns whose values are dates."""
