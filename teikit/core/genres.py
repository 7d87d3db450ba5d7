"""The genres of documents, as ``div/@type`` has them, and what the rules expect of each.

What a genre is called and means is in ``genres.tsv`` of the collection; what tells it from others is learnt
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
REPORT = "report"  # what was found out, for readers who are not named
FORM = "form"  # a filled-in form
LIST = "list"  # an index, a chronology, an inventory
NOTE = "note"  # a short informal message
DOCUMENT = "document"  # any other paper, and one whose genre cannot be recognised
SHEET = "identification-sheet"  # what the archive says of the document after it
COVER = "cover"  # a slip sheet

WIRED = (TELEGRAM, CABLE, TELETYPE)
"""The kinds of telegrams in the broad sense: whatever is sent by wire."""
GENRES = (*WIRED, MEMORANDUM, LETTER, DISPATCH, AIRTEL, REPORT, FORM, LIST, NOTE, DOCUMENT)
"""The genres between which the learnt score decides; sheets and covers are recognised by themselves."""
POSTED = (MEMORANDUM, LETTER, DISPATCH, AIRTEL)
"""Genres of papers that go from somebody to somebody by hand or by mail."""
HEADED = (*WIRED, *POSTED)
"""Genres that have a header above their text."""
PERHAPS_HEADED = (REPORT, DOCUMENT)
"""Genres that may have one."""
OF_PARTS = (*POSTED, REPORT, DOCUMENT)
"""Genres of which a later page may begin a part: a routing sheet comes first, or there is an enclosure."""
NOT_SIGNED = (FORM, LIST, NOTE, COVER, SHEET)
"""Genres of papers that nobody signs."""
WITHOUT_HEADINGS = (*WIRED, *NOT_SIGNED)
"""Genres that have no headings."""
DATED_AT_FOOT = (DISPATCH,)
"""Genres whose form has date and number at its foot."""
UNSENT = (COVER, SHEET, LIST, FORM)
"""Genres of papers that nobody sends to anybody."""
PERHAPS_SENT = (NOTE, REPORT)
"""Genres of papers that were sent only if the page says who sent or received them."""
