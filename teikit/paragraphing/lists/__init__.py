"""The lines that are items of lists.

``draft_lists`` finds items before the text is divided, by ``items`` and ``listed_entries``. In the resulting
paragraphs, ``columns``, ``form_lines``, ``point_lists`` and ``short_lines`` find the items that are shown only by their
neighbours.
"""
