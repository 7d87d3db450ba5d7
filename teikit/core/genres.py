"""The genres of documents, as in ``div/@type``, grouped by what the rules expect of them.

The names and meanings of genres are in ``genres.tsv`` of the collection; what distinguishes them is learnt
(``genre-points.tsv``).
"""

from __future__ import annotations

TELEGRAM = "telegram"  # a message of the State Department that was sent by wire
CABLE = "cable"  # one of the CIA or of the armed forces
TELETYPE = "teletype"  # one of the FBI
MEMORANDUM = "memorandum"  # a message within the government, or for the record
LETTER = "letter"  # it begins with an address and a salutation
DISPATCH = "dispatch"  # it has date and number at its foot, too
AIRTEL = "airtel"  # one that is typed like a teletype and sent by air mail
REPORT = "report"  # findings, for readers who are not named
FORM = "form"  # a filled-in form
LIST = "list"  # an index, a chronology, an inventory
NOTE = "note"  # a short informal message
DOCUMENT = "document"  # any other paper, and one whose genre cannot be recognised
SHEET = "identification-sheet"  # the archive's description of the document after it
COVER = "cover"  # a slip sheet

WIRED = (TELEGRAM, CABLE, TELETYPE)
"""Telegrams in the broad sense: all genres that are sent by wire."""
GENRES = (*WIRED, MEMORANDUM, LETTER, DISPATCH, AIRTEL, REPORT, FORM, LIST, NOTE, DOCUMENT)
"""The genres between which the learnt score decides; sheets and covers are recognised separately."""
POSTED = (MEMORANDUM, LETTER, DISPATCH, AIRTEL)
"""Genres of papers that are sent by hand or by mail."""
HEADED = (*WIRED, *POSTED)
"""Genres that have a header above their text."""
PERHAPS_HEADED = (REPORT, DOCUMENT)
"""Genres that may have a header."""
OF_PARTS = (*POSTED, REPORT, DOCUMENT)
"""Genres of which a later page may begin a part: a routing sheet comes first, or there is an enclosure."""
NOT_SIGNED = (FORM, LIST, NOTE, COVER, SHEET)
"""Genres of papers that are not signed."""
WITHOUT_HEADINGS = (*WIRED, *NOT_SIGNED)
"""Genres that have no headings."""
DATED_AT_FOOT = (DISPATCH,)
"""Genres whose form has date and number at its foot."""
UNSENT = (COVER, SHEET, LIST, FORM)
"""Genres of papers that are not sent to anybody."""
PERHAPS_SENT = (NOTE, REPORT)
"""Genres of papers that were sent only if the page says who sent or received them."""
