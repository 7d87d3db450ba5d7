"""Where paragraphs begin.

``breaks`` decides for each line, by the line before it. The other modules answer its questions about a few lines, or
find beginnings that only a whole document shows: ``room``, ``parallel``, ``page_tops``, ``short_rows``, ``speakers``.
"""
