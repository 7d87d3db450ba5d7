"""Which lines are items of lists.

``draft_lists`` finds items before the text is divided, by ``items`` and ``listed_entries``. In the paragraphs that come
out, ``columns``, ``form_lines``, ``point_lists`` and ``short_lines`` find the items that only their neighbours show.
"""
