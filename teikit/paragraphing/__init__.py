"""The division of the text of a page: paragraphs, numbered points, items of lists, headings, and the end of the header.

First ``setting`` says how a page is typed and ``header_end`` where its text begins. Then ``beginnings`` finds the lines
that begin a paragraph, ``lists`` those that are items; ``groups`` puts the lines together, and ``headings`` examines
the result. ``endings`` is separate: it reads the lines below the text.
"""
