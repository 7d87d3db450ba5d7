"""How the text of a page divides: paragraphs, numbered points, items of lists, headings, and the end of the header.

First ``setting`` says how a page is typed and ``header_end`` where its text begins. Then ``beginnings`` tells which
lines begin a paragraph, ``lists`` which are items; ``groups`` puts the lines together, and ``headings`` looks at what
came out. ``endings`` stands apart: it reads the lines below the text.
"""
